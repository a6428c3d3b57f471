import type { Rule, Shorthand } from '@polar-tools/language';
import { isPlainlyValid } from '../blocks/plainly-valid.ts';
import { matchRuleType } from '../blocks/rule-fits-type.ts';
import { engineText } from '../checking/engine-text.ts';
import type { Clause, PolicyRuleType } from '../model/policy.ts';
import { termUse } from '../names/term-uses.ts';
import { reorder } from './argument-order.ts';
import { type Check, libraryOnly, type StatementContext } from './definition.ts';
import { classAt, classOf, stringAt, stringOf } from './head-key.ts';
import { headRange } from './head-range.ts';
import { isActorLast } from './relation-order.ts';

/** How many rule types a message lists. */
const listed = 5;

/** A rule whose head matches none of the rule types of its name. */
export const invalidRule: Check = {
  code: 'invalid-rule',
  severity: 'error',
  dialects: libraryOnly,
  summary: 'A rule whose head matches none of the rule types of its name.',
  nodes: {
    Rule(rule, context) {
      if (isPlainlyValid(rule, context.policy)) return;
      // With the resource before the actor, both with blocks, the classes need not be known.
      const use = termUse(rule, 'library');
      const isSwapped = use !== undefined && isActorLast(use, context.policy);
      const message = mismatch(rule, isSwapped ? { ...context, apart: true } : context);
      if (message === undefined) return;
      const fixes = isSwapped ? [reorder(rule.parameters, [2, 1, 0])] : [];
      context.report(rule, message, { range: headRange(rule, context), fixes });
    },
    Shorthand(shorthand, context) {
      const { policy, model } = context;
      // Only a relation's longhand can fail: those of roles and permissions match their types by their making.
      if (shorthand.head.$type !== 'StringLiteral') return;
      if (policy.blocks.get(model.block!.name.text)?.names.get(shorthand.head.value)?.kind !== 'relation') return;
      const rule = longhandIn(policy.blockClauses.get(model), shorthand);
      if (rule === undefined || isPlainlyValid(rule, policy)) return;
      const message = mismatch(rule, context);
      if (message !== undefined) context.report(shorthand.head, message);
    },
  },
};

function longhandIn(clauses: readonly Clause[] | undefined, shorthand: Shorthand): Rule | undefined {
  return clauses?.find((one) => one.shorthand === shorthand)?.rule;
}

type Types = readonly PolicyRuleType[];

/** What is wrong with a rule, if none of the types of its name matches. */
function mismatch(rule: Rule, context: StatementContext & { readonly apart?: boolean }): string | undefined {
  const types = context.policy.ruleTypes.get(rule.name.text);
  if (types === undefined || (rule.name.text === 'has_relation' && someBlockIsIncomplete(context))) return undefined;
  const third = classOf(rule.parameters[2]);
  const reasons: Reason[] = [];
  for (const type of likely(types, rule)) {
    const match = matchRuleType(rule.parameters, type.ruleType, context);
    // Where a comparison fails, the engine gives up; what it fails of is reported at the type.
    if (match.matches !== 'no') return undefined;
    const text = `\n${engineText(type.ruleType)}\n\tFailed to match because: ${match.because}\n`;
    const asMany = type.ruleType.parameters.length === rule.parameters.length;
    reasons.push({ rank: (asMany ? 2 : 0) + (third !== undefined && classAt(type, 2) === third ? 1 : 0), text });
  }
  const others = types.length - Math.min(reasons.length, listed);
  const rest = others > 0 ? `\n… and ${others} more` : '';
  const reason = reasons
    .sort(byLikelihood)
    .slice(0, listed)
    .map(({ text }) => text)
    .join('');
  return `Invalid rule: ${engineText(rule)} Must match one of the following rule types:\n${reason}${rest}`.trimEnd();
}

/** The relation may be declared where a block can't be read. */
function someBlockIsIncomplete({ policy }: StatementContext): boolean {
  for (const { incomplete } of policy.blocks.values()) if (incomplete) return true;
  return false;
}

/** Why one rule type does not match. */
interface Reason {
  /** Higher with as many parameters as the rule has, and for the class that the rule is for. */
  readonly rank: number;
  readonly text: string;
}

/** In no order that where the types stand would change: they may move, and the rule stays. */
const byLikelihood = (a: Reason, b: Reason): number =>
  b.rank - a.rank || (a.text < b.text ? -1 : a.text > b.text ? 1 : 0);

/** Fewer types than these are simply tried one after the other. */
const few = 8;

type Index = ReadonlyMap<string | undefined, ReadonlyMap<string | undefined, Types>>;

/** By the string that the second parameter asks for; within these, by the class of the third. */
const bySecond = new WeakMap<Types, Index>();

function indexOf(types: Types): Index {
  const known = bySecond.get(types);
  if (known !== undefined) return known;
  const index = new Map<string | undefined, Map<string | undefined, PolicyRuleType[]>>();
  for (const type of types) {
    const second = stringAt(type, 1);
    const third = classAt(type, 2);
    let group = index.get(second);
    if (group === undefined) {
      group = new Map();
      index.set(second, group);
    }
    const alike = group.get(third);
    if (alike === undefined) group.set(third, [type]);
    else alike.push(type);
  }
  bySecond.set(types, index);
  return index;
}

/**
 * The types that may match, the likeliest first: with many relations there are many types, but all that ask for another string
 * do not match, and large policies have the same relation (`parent`) for class after class.
 */
function* likely(types: Types, { parameters }: Rule): Generator<PolicyRuleType> {
  const second = stringOf(parameters[1]);
  if (types.length < few || second === undefined) {
    yield* types;
    return;
  }
  const index = indexOf(types);
  const third = classOf(parameters[2]);
  for (const group of [index.get(undefined), index.get(second)]) {
    if (group === undefined) continue;
    yield* group.get(third) ?? [];
    for (const [of, others] of group) if (of !== third) yield* others;
  }
}
