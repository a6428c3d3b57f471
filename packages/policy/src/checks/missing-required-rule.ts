import type { DeclaredRelation } from '@polar-tools/language';
import type { FiledPredicate } from '../clauses.ts';
import { engineText } from '../engine-text.ts';
import type { PolicyRuleType } from '../policy.ts';
import { matchRuleType } from '../rule-type-match.ts';
import { type Check, libraryOnly, type PolicyContext } from './check.ts';

/** A policy that declares roles needs a `has_role` rule, one whose shorthands use a relation the matching `has_relation` rule. */
export const missingRequiredRule: Check = {
  code: 'missing-required-rule',
  severity: 'error',
  dialects: libraryOnly,
  summary: 'A rule that the blocks need and that is not there.',
  policy(context) {
    for (const types of context.policy.ruleTypes.values()) {
      for (const type of types) if (type.required && !isImplemented(type, context)) reportMissing(type, context);
    }
  },
};

function isImplemented({ name, ruleType }: PolicyRuleType, { policy, classes }: PolicyContext): boolean {
  if (policy.guessed.has(name)) return true;
  const predicate = policy.predicates.get(name);
  if (predicate === undefined) return false;
  const wanted = ruleType.parameters[1]?.value;
  for (const clause of candidates(predicate, wanted?.$type === 'StringLiteral' ? wanted.value : undefined)) {
    if (clause.arity !== ruleType.parameters.length) continue;
    if (matchRuleType(clause.rule.parameters, ruleType, { policy, classes }).matches !== 'no') return true;
  }
  return false;
}

const byRelation = new WeakMap<FiledPredicate, ReadonlyMap<string | undefined, FiledPredicate['clauses']>>();

/** The clauses that may match a type with this relation: those with that string or no string at its place. */
function* candidates(
  predicate: FiledPredicate,
  relation: string | undefined,
): Generator<FiledPredicate['clauses'][number]> {
  if (relation === undefined) {
    // A shorthand's longhand matches the type of `has_role` by its making.
    yield* predicate.clauses;
    return;
  }
  let index = byRelation.get(predicate);
  if (index === undefined) {
    const lists = new Map<string | undefined, FiledPredicate['clauses'][number][]>();
    for (const clause of predicate.clauses) {
      const value = clause.rule.parameters[1]?.value;
      const key = value?.$type === 'StringLiteral' ? value.value : undefined;
      const list = lists.get(key);
      if (list === undefined) lists.set(key, [clause]);
      else list.push(clause);
    }
    index = lists;
    byRelation.set(predicate, index);
  }
  yield* index.get(relation) ?? [];
  yield* index.get(undefined) ?? [];
}

function reportMissing({ name, ruleType, uri, node }: PolicyRuleType, { report }: PolicyContext): void {
  if (uri === undefined || node === undefined) return;
  const place =
    node.$type === 'DeclaredRelation' ? ((node as DeclaredRelation).type ?? (node as DeclaredRelation).name) : node;
  const shape =
    name === 'has_role'
      ? 'has_role(actor: Actor, role: String, resource: Resource) if ...'
      : `${engineText(ruleType).replaceAll('{}', '').replace(/;$/, '')} if ...`;
  report(
    uri,
    place,
    `Missing implementation for required rule ${engineText(ruleType)}\nAdd a rule of this shape:\n\n  ${shape}`,
  );
}
