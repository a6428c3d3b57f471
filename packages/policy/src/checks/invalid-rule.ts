import type { Rule } from '@polar-tools/language';
import { engineText } from '../engine-text.ts';
import type { PolicyRuleType } from '../policy.ts';
import { matchRuleType } from '../rule-type-match.ts';
import { type Check, libraryOnly, type StatementContext } from './check.ts';
import { classOf, stringOf } from './head-key.ts';
import { headRange } from './head-range.ts';

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
      compare(rule, context, (message) => context.report(rule, message, { range: headRange(rule, context) }));
    },
    Shorthand(shorthand, context) {
      const { policy, model } = context;
      // Only a relation's longhand can fail: those of roles and permissions match their types by their making.
      if (shorthand.head.$type !== 'StringLiteral') return;
      if (policy.blocks.get(model.block!.name.text)?.names.get(shorthand.head.value)?.kind !== 'relation') return;
      const clause = policy.blockClauses.get(model)?.find((one) => one.shorthand === shorthand);
      if (clause !== undefined) compare(clause.rule, context, (message) => context.report(shorthand.head, message));
    },
  },
};

type Types = readonly PolicyRuleType[];

function compare(rule: Rule, context: StatementContext, fail: (message: string) => void): void {
  const types = context.policy.ruleTypes.get(rule.name.text);
  if (types === undefined) return;
  const reasons: string[] = [];
  for (const type of likely(types, rule)) {
    const match = matchRuleType(rule.parameters, type.ruleType, context);
    // Where a comparison fails, the engine gives up; what it fails of is reported at the type.
    if (match.matches !== 'no') return;
    reasons.push(`\n${engineText(type.ruleType)}\n\tFailed to match because: ${match.because}\n`);
  }
  const others = types.length - Math.min(reasons.length, listed);
  const rest = others > 0 ? `\n… and ${others} more` : '';
  const reason = reasons.slice(0, listed).join('');
  fail(`Invalid rule: ${engineText(rule)} Must match one of the following rule types:\n${reason}${rest}`.trimEnd());
}

/** By the string that the second parameter asks for; within these, by the class of the third. */
const bySecond = new WeakMap<Types, ReadonlyMap<string | undefined, ReadonlyMap<string | undefined, Types>>>();

/**
 * The types that may match, the likeliest first: with many relations there are many types, but all that ask for another string
 * do not match, and large policies have the same relation (`parent`) for class after class.
 */
function* likely(types: Types, { parameters }: Rule): Generator<PolicyRuleType> {
  const second = stringOf(parameters[1]);
  if (types.length < 8 || second === undefined) {
    yield* types;
    return;
  }
  let index = bySecond.get(types);
  if (index === undefined) {
    index = grouped(types);
    bySecond.set(types, index);
  }
  const third = classOf(parameters[2]);
  for (const group of [index.get(undefined), index.get(second)]) {
    if (group === undefined) continue;
    yield* group.get(third) ?? [];
    for (const [of, others] of group) if (of !== third) yield* others;
  }
}

function grouped(types: Types): ReadonlyMap<string | undefined, ReadonlyMap<string | undefined, Types>> {
  const index = new Map<string | undefined, Map<string | undefined, PolicyRuleType[]>>();
  for (const type of types) {
    const { parameters } = type.ruleType;
    const second = stringOf(parameters[1]);
    const third = classOf(parameters[2]);
    const group = index.get(second) ?? new Map<string | undefined, PolicyRuleType[]>();
    index.set(second, group.set(third, [...(group.get(third) ?? []), type]));
  }
  return index;
}
