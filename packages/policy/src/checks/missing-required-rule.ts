import type { DeclaredRelation } from '@polar-tools/language';
import type { Blocks } from '../blocks.ts';
import { unions } from '../classes.ts';
import type { FiledPredicate } from '../clauses.ts';
import type { Configuration } from '../configuration.ts';
import { engineText } from '../engine-text.ts';
import { matchesPlainly } from '../plain-match.ts';
import type { Clause, PolicyRuleType } from '../policy.ts';
import { matchRuleType } from '../rule-type-match.ts';
import { type Check, libraryOnly, type PolicyContext } from './check.ts';
import { classAt, classOf, stringAt, stringOf } from './head-key.ts';

/** A policy that declares roles needs a `has_role` rule, one whose shorthands use a relation the matching `has_relation` rule. */
export const missingRequiredRule: Check = {
  code: 'missing-required-rule',
  severity: 'error',
  dialects: libraryOnly,
  summary: 'A rule that the blocks need and that is not there.',
  policy(context) {
    for (const [name, types] of context.policy.ruleTypes) {
      for (const type of missingOf(name, types, context)) reportMissing(type, context);
    }
  },
};

type Types = readonly PolicyRuleType[];

/** What was missing, and what that was read from: most edits change neither the types nor the rules of the name. */
interface Missing {
  readonly types: Types;
  readonly predicate: FiledPredicate | undefined;
  readonly configuration: Configuration;
  readonly guessed: boolean;
}

/** By the rule types of a name, which are another list when a block or a `type` changes. */
const known = new WeakMap<Types, Missing>();

function missingOf(name: string, types: Types, context: PolicyContext): Types {
  const { predicates, guessed, configuration } = context.policy;
  const now = { predicate: predicates.get(name), configuration, guessed: guessed.has(name) };
  const before = known.get(types);
  if (
    before !== undefined &&
    before.predicate === now.predicate &&
    before.configuration === now.configuration &&
    before.guessed === now.guessed
  )
    return before.types;
  const missing = types.filter((type) => type.required && !isImplemented(type, context));
  known.set(types, { ...now, types: missing });
  return missing;
}

function isImplemented(type: PolicyRuleType, { policy, classes }: PolicyContext): boolean {
  const { name } = type;
  if (policy.guessed.has(name)) return true;
  const predicate = policy.predicates.get(name);
  if (predicate === undefined) return false;
  const { configuration } = policy;
  // Blocks say what belongs to a union; nothing else of them matters here.
  const blocks = namesUnion(type) ? policy.blocks : undefined;
  const before = implementers.get(type);
  if (before?.configuration === configuration && before.blocks === blocks && predicate.has(before.clause)) return true;
  for (const clause of candidates(predicate, type)) {
    // What is required is `has_role` and `has_relation`.
    if (clause.arity !== 3) continue;
    const { parameters } = clause.rule;
    const matches =
      matchesPlainly(parameters, type, policy) ||
      matchRuleType(parameters, type.ruleType, { policy, classes }).matches !== 'no';
    if (!matches) continue;
    implementers.set(type, { clause, configuration, blocks });
    return true;
  }
  return false;
}

/** The clause that was found to match a required type, which most edits leave in place. */
const implementers = new WeakMap<
  PolicyRuleType,
  { readonly clause: Clause; readonly configuration: Configuration; readonly blocks: Blocks | undefined }
>();

const namesUnion = (type: PolicyRuleType): boolean => [0, 1, 2].some((i) => unions.has(classAt(type, i) ?? ''));

type Clauses = FiledPredicate['clauses'];

/** By relation, and by relation and class of the resource. */
const byRelation = new WeakMap<FiledPredicate, ReadonlyMap<string | undefined, Clauses>>();

/**
 * The clauses that may match a type with this relation: those with that string or no string at its place. The ones for the
 * same class come first: large policies have the same relation (`parent`) everywhere.
 */
function* candidates(predicate: FiledPredicate, type: PolicyRuleType): Generator<Clauses[number]> {
  const relation = stringAt(type, 1);
  if (relation === undefined) {
    // A shorthand's longhand matches the type of `has_role` by its making.
    yield* predicate.clauses;
    return;
  }
  let index = byRelation.get(predicate);
  if (index === undefined) {
    const lists = new Map<string | undefined, Clauses[number][]>();
    const put = (key: string | undefined, clause: Clauses[number]) => {
      const list = lists.get(key);
      if (list === undefined) lists.set(key, [clause]);
      else list.push(clause);
    };
    for (const clause of predicate.clauses) {
      const value = stringOf(clause.rule.parameters[1]);
      put(value, clause);
      if (value !== undefined) put(withClass(value, classOf(clause.rule.parameters[2])), clause);
    }
    index = lists;
    byRelation.set(predicate, index);
  }
  yield* index.get(withClass(relation, classAt(type, 2))) ?? [];
  yield* index.get(relation) ?? [];
  yield* index.get(undefined) ?? [];
}

/** A key that no relation is: names have no line end. */
function withClass(relation: string, of: string | undefined): string {
  return `${relation}\n${of ?? ''}`;
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
