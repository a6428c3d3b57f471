/** The types of nodes that the rules make, with their properties in the order they are written. */
import type { Assignment, Item, Rules } from './rules.ts';

export interface Property {
  readonly name: string;
  readonly kind: 'list' | 'flag' | 'one';
  /** False where some way of writing the node leaves it out. */
  readonly required: boolean;
  /** A node or nodes, not a value. */
  readonly node: boolean;
  /** A node that is a `Name`, or a list of those. */
  readonly named: boolean;
}
export interface NodeType {
  readonly name: string;
  readonly properties: readonly Property[];
}

/** A list that is undefined, not empty, where the brackets around it are not written. */
export const OPTIONAL_LISTS = new Set(['InstancePattern.fields']);
/** These remember where their operator stands. */
export const WITH_OPERATOR = new Set(['Binary', 'Matches']);

type Found = Map<string, Property>;

/** @throws where a rule makes a node in a way that is not known */
export function nodeTypes(rules: Rules): ReadonlyMap<string, NodeType> {
  const types = new Map<string, Found>();
  const add = (type: string, found: Found): void => {
    const before = types.get(type);
    types.set(type, before ? merge(before, found, 'either') : found);
  };
  for (const rule of rules.rules.values()) {
    if (rule.data) continue;
    const own = collect(rule.body, {
      add,
      isNode: (name) => !rules.rules.get(name)!.data,
      isName: (name) => rules.rules.get(name)!.type === 'Name',
    });
    const type = createdType(rule.body, rule.type);
    if (own.size > 0 || type !== rule.type || makesEmptyNode(rule.body)) add(type, own);
  }
  return new Map([...types].map(([name, found]) => [name, { name, properties: [...found.values()] }]));
}

/** The type of the node that a body makes: that of its `{infer X}`, else the rule's. */
export function createdType(body: Item, fallback: string): string {
  const first = body.kind === 'sequence' ? body.items[0] : body;
  return first?.kind === 'action' && !first.current ? first.type : fallback;
}

/** A rule that only hands on what another rule made, or builds on it with an action. */
export function handsOn(body: Item): boolean {
  switch (body.kind) {
    case 'call':
      return body.assign === undefined;
    case 'sequence':
      return body.items.length > 0 && handsOn(body.items[0]!);
    case 'alternatives':
      return body.items.every(handsOn);
    default:
      return false;
  }
}

function makesEmptyNode(body: Item): boolean {
  return body.kind === 'sequence' && body.items[0]?.kind === 'action' && !body.items[0].current;
}

interface Collecting {
  add(type: string, found: Found): void;
  isNode(rule: string): boolean;
  isName(rule: string): boolean;
}

function collect(item: Item, collecting: Collecting): Found {
  switch (item.kind) {
    case 'token':
    case 'call':
      return item.assign ? new Map([[item.assign.property, property(item, item.assign, collecting)]]) : new Map();
    case 'action':
      return new Map();
    case 'sequence': {
      let found: Found = new Map();
      for (const [i, part] of item.items.entries()) {
        if (part.kind === 'action' && part.current) {
          const rest: Item = { kind: 'sequence', items: item.items.slice(i + 1) };
          const first: Found = new Map([[part.current.property, property(part, part.current, collecting)]]);
          collecting.add(part.type, merge(first, collect(rest, collecting), 'both'));
          return found;
        }
        found = merge(found, collect(part, collecting), 'both');
      }
      return found;
    }
    case 'alternatives':
      return item.items.map((part) => collect(part, collecting)).reduce((a, b) => merge(a, b, 'either'));
    case 'some':
      return collect(item.item, collecting);
    default:
      return new Map([...collect(item.item, collecting)].map(([name, p]) => [name, { ...p, required: false }]));
  }
}

function property(item: Item, assign: Assignment, collecting: Collecting): Property {
  const kind = assign.operator === '+=' ? 'list' : assign.operator === '?=' ? 'flag' : 'one';
  const rule = item.kind === 'call' ? item.rule : undefined;
  return {
    name: assign.property,
    kind,
    required: true,
    node: item.kind === 'action' || (rule !== undefined && collecting.isNode(rule)),
    named: rule !== undefined && collecting.isName(rule),
  };
}

function merge(a: Found, b: Found, mode: 'both' | 'either'): Found {
  const merged: Found = new Map();
  for (const name of new Set([...a.keys(), ...b.keys()])) {
    const [left, right] = [a.get(name), b.get(name)];
    const some = (left ?? right)!;
    if (left && right && (left.kind !== right.kind || (left.node !== right.node && mode === 'both'))) {
      throw new Error(`${name} is assigned in two ways`);
    }
    const required =
      mode === 'both' ? Boolean(left?.required || right?.required) : Boolean(left?.required && right?.required);
    merged.set(name, {
      ...some,
      required,
      node: Boolean(left?.node || right?.node),
      named: Boolean((left ?? some).named && (right ?? some).named),
    });
  }
  return merged;
}
