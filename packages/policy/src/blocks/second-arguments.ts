import type { Expression } from '@polar-tools/language';
import type { Clause } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { unwrap, walk } from '../model/walk.ts';
import { type Blocks, supertypesOf } from './blocks.ts';
import type { FiledPredicate } from './clauses.ts';

/** What the heads of a predicate's rules, those of shorthands left aside, say of its second argument: the role, permission or relation. */
export interface SecondArguments {
  /** Some rule takes any. */
  readonly any: boolean;
  /** Some rule of `allow` gives the permissions that has_permission gives. */
  readonly permissions: boolean;
  readonly values: ReadonlySet<string>;
}

const empty: SecondArguments = { any: false, permissions: false, values: new Set() };
const cache = new WeakMap<FiledPredicate, SecondArguments>();

/** The second arguments of the rules of this name. */
export function secondArguments(policy: Snapshot, name: string): SecondArguments {
  const predicate = policy.predicates.get(name);
  if (predicate === undefined) return empty;
  const known = cache.get(predicate);
  if (known !== undefined) return known;
  let any = false;
  let permissions = false;
  const values = new Set<string>();
  for (const clause of predicate.rules) {
    const value = secondArgument(clause);
    if (value === undefined) {
      // The role or permission may be what could not be read.
      if (clause.broken) any = true;
      continue;
    }
    if (value.$type === 'StringLiteral') values.add(value.value);
    else if (name === 'allow' && callsHasPermission(clause)) permissions = true;
    else any = true;
  }
  const made = { any, permissions, values };
  cache.set(predicate, made);
  return made;
}

function secondArgument({ rule }: Clause): Expression | undefined {
  const parameter = rule.parameters[1];
  if (parameter === undefined) return undefined;
  const value = unwrap(parameter.value);
  return value.$type === 'Variable' && parameter.specializer?.$type === 'StringLiteral' ? parameter.specializer : value;
}

/** Whether a shorthand of a type, or of one that it extends, takes over any role or permission of another: `role if role on "parent";`. */
export const takesAnyOver = (type: string, blocks: Blocks): boolean =>
  [type, ...supertypesOf(blocks, type)].some((one) =>
    blocks
      .get(one)
      ?.parts.some(({ block }) =>
        block.members.some((member) => member.$type === 'Shorthand' && member.head.$type === 'Variable'),
      ),
  );

function callsHasPermission({ rule }: Clause): boolean {
  let found = false;
  walk(rule, (node) => {
    if (node.$type === 'Call' && node.name.text === 'has_permission') found = true;
  });
  return found;
}

/**
 * Whether the policy decides by itself. A part of one, that has no allow rule (Library), cannot tell what nobody can get: the other part may
 * give it.
 */
export function isWhole({ dialect, predicates, guessed }: Snapshot): boolean {
  return dialect === 'cloud' || allowRules.some((name) => predicates.has(name) || guessed.has(name));
}

const allowRules = ['allow', 'allow_field', 'allow_request'];

/** Says in one string all that checks of blocks want to know of the rules of this name. */
export function explicitHeads(policy: Snapshot, name: string): string {
  const { any, permissions, values } = secondArguments(policy, name);
  return JSON.stringify([any, permissions, ...[...values].sort()]);
}
