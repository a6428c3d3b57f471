import type { Binary, Expression, Node, PolarNode } from '@polar-tools/language';
import type { WrittenClass, WrittenClasses } from '../configuration/written-classes.ts';
import type { Policy } from '../model/policy.ts';
import { unwrap, walk } from '../model/walk.ts';
import { scopeOf, typeOf } from './variable-types.ts';

interface Held {
  readonly itself: readonly WrittenClass[];
  readonly elements: readonly WrittenClass[];
}

const nothing: Held = { itself: [], elements: [] };

/**
 * The classes of the application that an object may have, as far as its sources tell: by the type of a variable, and by what fields hold and methods return,
 * `user.org.owner()`, `role in user.roles and role`. Empty where that is not known.
 */
export function writtenTypesOf(policy: Policy, written: WrittenClasses, object: Node): readonly WrittenClass[] {
  return held({ policy, written, asked: new Set() }, object).itself;
}

interface Search {
  readonly policy: Policy;
  readonly written: WrittenClasses;
  /** Variables that are being looked at. */
  readonly asked: Set<string>;
}

function held(search: Search, object: Node): Held {
  const { policy, written, asked } = search;
  const node = unwrap(object) as PolarNode;
  const type = typeOf(policy, node);
  if (type !== undefined) {
    const found = written.of(type);
    return found === undefined ? nothing : { itself: [found], elements: [] };
  }
  if (node.$type === 'Lookup' || node.$type === 'MethodCall') {
    const { name } = node;
    if (name === undefined) return nothing;
    return together(held(search, node.object).itself.map(({ members }) => members.get(name.text) ?? nothing));
  }
  if (node.$type !== 'Variable' || node.name === '_' || asked.has(node.name)) return nothing;
  asked.add(node.name);
  for (const { operator, right } of sourcesIn(scopeOf(node)).get(node.name) ?? []) {
    const found = held(search, right);
    if (operator === 'in' && found.elements.length > 0) return { itself: found.elements, elements: [] };
    if (operator !== 'in' && found.itself.length + found.elements.length > 0) return found;
  }
  return nothing;
}

/** Of more than one class, none may be unknown. */
function together(all: readonly Held[]): Held {
  const of = (key: keyof Held) => (all.some((one) => one[key].length === 0) ? [] : all.flatMap((one) => one[key]));
  return { itself: of('itself'), elements: of('elements') };
}

interface SourceOfValue {
  readonly operator: Binary['operator'];
  readonly right: Expression;
}

const cache = new WeakMap<Node, ReadonlyMap<string, readonly SourceOfValue[]>>();

/** What variables of a rule are taken from, where it always is so: `x in …`, `x = …`. */
function sourcesIn(scope: Node): ReadonlyMap<string, readonly SourceOfValue[]> {
  const known = cache.get(scope);
  if (known !== undefined) return known;
  const sources = new Map<string, SourceOfValue[]>();
  walk(scope, (node) => {
    if (node.$type === 'Not' || node.$type === 'Or') return false;
    if (node.$type !== 'Binary' || !TAKES.has(node.operator)) return true;
    const left = unwrap(node.left) as PolarNode;
    if (left.$type !== 'Variable') return true;
    const before = sources.get(left.name);
    if (before === undefined) sources.set(left.name, [node]);
    else before.push(node);
    return true;
  });
  cache.set(scope, sources);
  return sources;
}

const TAKES: ReadonlySet<string> = new Set(['in', '=', ':=']);
