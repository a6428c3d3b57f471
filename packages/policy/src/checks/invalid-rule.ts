import type { Rule } from '@polar-tools/language';
import { engineText } from '../engine-text.ts';
import type { PolicyRuleType } from '../policy.ts';
import { matchRuleType } from '../rule-type-match.ts';
import { type Check, libraryOnly, type More, type StatementContext } from './check.ts';
import { headRange } from './head-range.ts';
import { unregistered } from './unregistered-class.ts';

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

function compare(rule: Rule, context: StatementContext, fail: (message: string, more?: More) => void): void {
  const types = context.policy.ruleTypes.get(rule.name.text);
  if (types === undefined) return;
  const reasons: string[] = [];
  for (const type of likely(types, rule)) {
    const match = matchRuleType(rule.parameters, type.ruleType, context);
    if (match.matches === 'yes' || match.matches === 'unknown') return;
    if (match.matches === 'error') {
      if (match.unregistered !== undefined && type.node === type.ruleType)
        fail(unregistered(match.unregistered.name.text));
      return;
    }
    reasons.push(`\n${engineText(type.ruleType)}\n\tFailed to match because: ${match.because}\n`);
  }
  const others = types.length - Math.min(reasons.length, listed);
  const rest = others > 0 ? `\n… and ${others} more` : '';
  fail(
    `Invalid rule: ${engineText(rule)} Must match one of the following rule types:\n${reasons.slice(0, listed).join('')}${rest}`.trimEnd(),
  );
}

const bySecond = new WeakMap<Types, ReadonlyMap<string | undefined, Types>>();

/** The types that may match: with many relations there are many, and all but a few ask for another string. */
function likely(types: Types, rule: Rule): Types {
  const value = rule.parameters[1]?.value;
  if (types.length < 8 || value?.$type !== 'StringLiteral') return types;
  let index = bySecond.get(types);
  if (index === undefined) {
    const lists = new Map<string | undefined, PolicyRuleType[]>();
    for (const type of types) {
      const second = type.ruleType.parameters[1]?.value;
      const key = second?.$type === 'StringLiteral' ? second.value : undefined;
      const list = lists.get(key);
      if (list === undefined) lists.set(key, [type]);
      else list.push(type);
    }
    index = lists;
    bySecond.set(types, index);
  }
  return [...(index.get(value.value) ?? []), ...(index.get(undefined) ?? [])];
}
