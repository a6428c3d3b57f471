import { type Node, type PolarNode, type Rule, walk } from '@polar-tools/language';
import { type Clause, isA, type Policy, supertypesOf } from '@polar-tools/policy';
import { cloudClauses } from '../../dialect/cloud/program.ts';
import type { CloudValue } from '../../facts/value.ts';
import { type Known, ReachOfChange } from '../reach-of-change.ts';

const reaches = new WeakMap<Policy, WeakMap<Policy, ReachOfChange>>();

/** Which calls lead to a rule that only one of two policies has. Undefined where the types differ: these decide what every rule is about. */
export function reachOfChange(policies: readonly [Policy, Policy]): ReachOfChange | undefined {
  const [old, changed] = policies;
  if (typesOf(old) !== typesOf(changed)) return undefined;
  const ofOld = reaches.get(old) ?? new WeakMap<Policy, ReachOfChange>();
  const known = ofOld.get(changed) ?? new ReachOfChange(policies, mayBeIn(old), cloudClauses);
  reaches.set(old, ofOld.set(changed, known));
  return known;
}

/** Which calls lead to a rule that denies something. */
export const reachOfDenials = (policy: Policy): ReachOfChange =>
  new ReachOfChange([policy, policy], mayBeIn(policy), cloudClauses, (_, [clauses]) =>
    clauses.some(({ rule }) => {
      let denies = false;
      walk(rule, (it) => {
        if ((it as PolarNode).$type === 'Not') denies = true;
        return !denies;
      });
      return denies;
    }),
  );

/**
 * Which calls lead to a clause that a policy has and the other one has not, or to one that denies what a change has to do with.
 *
 * @param change undefined where it may have to do with everything
 */
export const reachOfOwn = (
  policy: Policy,
  isOwn: (clause: Clause) => boolean,
  change: ReachOfChange | undefined,
): ReachOfChange =>
  new ReachOfChange([policy, policy], mayBeIn(policy), cloudClauses, (_, [clauses]) =>
    clauses.some((clause) => isOwn(clause) || deniesWhatChanged(clause.rule, change)),
  );

function deniesWhatChanged(rule: Rule, change: ReachOfChange | undefined): boolean {
  let found = false;
  const within = (it: Node): boolean => {
    const node = it as PolarNode;
    if (node.$type === 'Call')
      found ||=
        change === undefined ||
        change.isReachedBy(
          node.name.text,
          node.arguments.map(() => undefined),
        );
    return !found;
  };
  walk(rule, (it) => {
    const node = it as PolarNode;
    if (node.$type === 'Not') walk(node, within);
    return !found;
  });
  return found;
}

/** What is known of a value before anything runs. */
export const knownOf = ({ type, id }: CloudValue): Known => (type === 'String' ? { text: id } : { type });

function mayBeIn({ blocks }: Policy): (type: string, wanted: string) => boolean {
  const below = new Map<string, readonly string[]>();
  const belowOf = (type: string): readonly string[] => {
    let found = below.get(type);
    if (found === undefined) {
      found = [type, ...[...blocks.keys()].filter((one) => isA(one, type, blocks))];
      below.set(type, found);
    }
    return found;
  };
  // Of two blocks' types that no other type is above or below, no object is of both. In large policies these are most.
  const joined = new Set(
    [...blocks.keys()].flatMap((type) => supertypesOf(blocks, type).flatMap((above) => [type, above])),
  );
  const isAlone = (type: string): boolean =>
    blocks.has(type) && !joined.has(type) && type !== 'Actor' && type !== 'Resource';
  const alone = new Set([...blocks.keys()].filter(isAlone));
  const known = new Map<string, boolean>();
  return (type, wanted) => {
    if (type !== wanted && alone.has(type) && alone.has(wanted)) return false;
    const key = `${type} ${wanted}`;
    let mayBe = known.get(key);
    if (mayBe === undefined) {
      mayBe = isA(wanted, type, blocks) || belowOf(type).some((one) => isA(one, wanted, blocks));
      known.set(key, mayBe);
    }
    return mayBe;
  };
}

/** All that says which values are of which types. */
export function typesOf({ blocks, factSignatures }: Policy): string {
  return JSON.stringify([
    [...blocks.values()].map(({ name, keyword, supertypes, names }) => [
      name,
      keyword,
      supertypes,
      [...names.values()].filter(({ kind }) => kind === 'relation').map(({ name: relation, type }) => [relation, type]),
    ]),
    [...factSignatures.values()]
      .flat()
      .flatMap(({ name, types, origin }) => (origin === 'declared' ? [[name, types]] : [])),
  ]);
}
