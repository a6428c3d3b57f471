import { type DeclaredRelation, isName, type Node, printString, type RuleType } from '@polar-tools/language';
import type { Blocks } from '../blocks/blocks.ts';
import type { FiledPredicate } from '../blocks/clauses.ts';
import { isOfUnions, isPlainlyFilled } from '../blocks/plainly-valid.ts';
import { matchRuleType } from '../blocks/rule-fits-type.ts';
import { engineText } from '../checking/engine-text.ts';
import type { Configuration } from '../configuration/configuration.ts';
import type { PolicyRuleType } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { type Check, type FindingFix, libraryOnly, type PolicyContext } from './definition.ts';
import { classAt, classOf, stringAt, stringOf } from './head-key.ts';

/** A policy that declares roles needs a `has_role` rule, one whose shorthands use a relation the matching `has_relation` rule. */
export const missingRequiredRule: Check = {
  code: 'missing-required-rule',
  severity: 'error',
  dialects: libraryOnly,
  summary: 'A rule that the blocks of the policy need, and that is not there.',
  policy(context) {
    for (const type of missingOf(context)) reportMissing(type, context);
  },
};

/** What was missing, and what that was read from: most edits change neither the types nor the rules of their names. */
interface Missing {
  readonly types: readonly PolicyRuleType[];
  readonly roles: FiledPredicate | undefined;
  readonly relations: FiledPredicate | undefined;
  readonly guessed: string;
  readonly configuration: Configuration;
  readonly blocks: Blocks;
}

const known = new WeakMap<ReadonlyMap<Node, PolicyRuleType>, Missing>();

function missingOf(context: PolicyContext): readonly PolicyRuleType[] {
  const { requiredTypes, predicates, guessed, configuration, blocks } = context.policy;
  const before = known.get(requiredTypes);
  const now = {
    roles: predicates.get('has_role'),
    relations: predicates.get('has_relation'),
    guessed: `${guessed.has('has_role')} ${guessed.has('has_relation')}`,
    configuration,
    blocks,
  };
  if (
    before !== undefined &&
    before.roles === now.roles &&
    before.relations === now.relations &&
    before.guessed === now.guessed &&
    before.configuration === configuration &&
    before.blocks === blocks
  )
    return before.types;
  const types: PolicyRuleType[] = [];
  for (const type of requiredTypes.values()) {
    // A relation without its type is half-written, and so would be the rule for it.
    if (stringAt(type, 1) !== undefined && (!classAt(type, 0) || !classAt(type, 2))) continue;
    if (isImplemented(type, context)) continue;
    // A shorthand that cannot be read may give the roles.
    if (type.name === 'has_role' && someBlockIsBroken(blocks)) continue;
    types.push(type);
  }
  known.set(requiredTypes, { ...now, types });
  return types;
}

function someBlockIsBroken(blocks: Blocks): boolean {
  for (const { parts } of blocks.values()) if (parts.some(({ broken }) => broken !== undefined)) return true;
  return false;
}

function isImplemented(type: PolicyRuleType, { policy, classes }: PolicyContext): boolean {
  const { name } = type;
  if (policy.guessed.has(name)) return true;
  const predicate = policy.predicates.get(name);
  if (predicate === undefined) return false;
  const relation = stringAt(type, 1);
  if (relation === undefined) {
    // A shorthand's longhand matches the type of `has_role` by its making.
    if (predicate.clauses.length > predicate.rules.length) return true;
    if (predicate.rules.some(({ rule }) => isOfUnions(rule.parameters, policy))) return true;
  } else if (isPlainlyFilled(predicate, classAt(type, 0)!, relation, classAt(type, 2)!)) {
    return true;
  }
  for (const clause of candidates(predicate, type)) {
    // What is required is `has_role` and `has_relation`.
    if (clause.arity !== 3) continue;
    if (matchRuleType(clause.rule.parameters, type.ruleType, { policy, classes }).matches !== 'no') return true;
  }
  return false;
}

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
    { fixes: (policy) => [skeletonOf(name, ruleType, node, policy)] },
  );
}

/** The rule with a condition as applications have them, to be completed: after the statement that needs it. */
function skeletonOf(name: string, { parameters }: RuleType, node: Node, { blocks }: Snapshot): FindingFix {
  let statement = node;
  while (statement.$container !== undefined) statement = statement.$container;
  const title = `Add a ${name} rule to complete`;
  if (name === 'has_role') {
    const actors = [...blocks.values()].filter(({ keyword }) => keyword === 'actor').map((one) => one.name);
    const actor = actors.sort()[0] ?? 'Actor';
    const rule = `has_role(actor: ${actor}, name: String, resource: Resource) if\n  role in actor.roles and\n  role.name = name and\n  role.resource = resource;`;
    return { title, edits: [{ node: statement, at: 'after', newText: `\n\n${rule}` }] };
  }
  const [subject, relation, object] = parameters.map(({ specializer, value }) =>
    specializer?.$type === 'InstancePattern'
      ? specializer.name.text
      : value.$type === 'StringLiteral'
        ? value.value
        : '',
  );
  const [one, other] = [variableOf(subject!, 'related'), variableOf(object!, 'resource')];
  const different = one === other ? `related_${one}` : one;
  const head = `has_relation(${different}: ${subject}, ${printString(relation!)}, ${other}: ${object})`;
  const field = isName(relation!) ? `${other}.${relation}` : `${other}.(${printString(relation!)})`;
  return { title, edits: [{ node: statement, at: 'after', newText: `\n\n${head} if\n  ${different} = ${field};` }] };
}

const variableOf = (type: string, otherwise: string): string => {
  const name = type.slice(type.lastIndexOf(':') + 1).toLowerCase();
  return isName(name) && name !== type ? name : otherwise;
};
