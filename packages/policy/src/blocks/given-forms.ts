import type { Snapshot } from '../model/snapshot.ts';
import { headSignature } from './fact-signatures.ts';
import { factsTold } from './told-facts.ts';

/** The types of the arguments of what a rule or a fact gives; undefined for what may be of any. */
export type Types = readonly (string | undefined)[];

/** The predicates whose rules answer for a name: `allow` asks for permissions where no rule is named so. */
export const givers = (name: string, { predicates }: Snapshot): readonly string[] =>
  name === 'allow' && !predicates.has('allow') ? ['allow', 'has_permission'] : [name];

/** What may give a name, by policy: many assertions ask for few names. */
const known = new WeakMap<Snapshot, Map<string, readonly Types[]>>();

/** The types of what rules, blocks, declarations and facts of tests may give, by name; each form once. */
export function formsOf(name: string, policy: Snapshot): readonly Types[] {
  const ofPolicy = known.get(policy) ?? new Map<string, readonly Types[]>();
  known.set(policy, ofPolicy);
  const before = ofPolicy.get(name);
  if (before !== undefined) return before;
  const forms = new Map<string, Types>();
  for (const types of allFormsOf(name, policy)) forms.set(types.join(), types);
  const made = [...forms.values()];
  ofPolicy.set(name, made);
  return made;
}

function* allFormsOf(name: string, policy: Snapshot): Generator<Types> {
  for (const each of givers(name, policy)) {
    for (const clause of policy.predicates.get(each)?.rules ?? []) {
      const signature = headSignature({ uri: clause.uri, clause }, policy);
      if (signature !== undefined) yield signature.types;
    }
    for (const { types } of policy.factSignatures.get(each) ?? []) yield types;
    yield* factsTold(each, policy);
    if (each === 'has_permission') yield* permissionsOf(policy);
  }
}

/** The permissions that blocks declare, whatever gives them. */
function* permissionsOf({ blocks }: Snapshot): Generator<Types> {
  for (const { name, keyword, names } of blocks.values()) {
    if (![...names.values()].some(({ kind }) => kind === 'permission')) continue;
    yield keyword === 'global' ? ['Actor', 'String'] : ['Actor', 'String', name];
  }
}
