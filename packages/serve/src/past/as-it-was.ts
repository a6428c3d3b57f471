import { type CloudProgram, type CloudQuery, type FactStore, prepareCloud } from '@polar-tools/evaluator';
import type { Policy } from '@polar-tools/policy';
import type { Decision } from '../decisions.ts';
import { Refusal } from '../exchange.ts';
import type { ServedState } from '../state.ts';
import { withContextFacts } from '../wire/context-facts.ts';
import { field, fieldsOf, jsonOf } from '../wire/json.ts';

/** What was asked, with the policy, the facts and the time of that moment. */
export interface PastQuestion {
  readonly policy: Policy;
  readonly program: CloudProgram;
  /** Nothing changes them any more. */
  readonly facts: FactStore;
  readonly text: string;
  readonly query: CloudQuery;
  readonly now: number;
}

/**
 * A decision as it was asked; or, in a sentence, why that is not known any more.
 *
 * @param at which of its queries, from 0: there are several where questions came in bulk
 */
export function asItWas(decision: Decision, { facts }: ServedState, at = 0): PastQuestion | string {
  const { question, policy, time, moment, asked } = decision;
  const text = asked[at]?.();
  if (text === undefined) return 'Nothing was asked.';
  if (question === undefined) return 'The question was too long to be kept.';
  const told = facts.asOf(moment);
  if (told === undefined) return 'The facts have changed too much since then.';
  const all = withContextFacts(told, { context_facts: contextFactsOf(jsonOf(question)) }, policy);
  const program = policy.program(all.values);
  const { query } = prepareCloud(program, text);
  if (query === undefined) return 'The question cannot be written as a query.';
  return { policy: policy.policy, program, facts: all, text, query, now: time };
}

/** A decision by its number. */
export function decisionNumbered(number: number, { decisions }: ServedState): Decision {
  const decision = decisions.numbered(number);
  if (decision === undefined)
    throw new Refusal(404, `There is no decision ${number} any more: the last ones are kept.`);
  return decision;
}

/** Of questions in bulk, those of all count for each. */
function contextFactsOf(json: unknown): readonly unknown[] {
  const all = Array.isArray(json) ? json : [json];
  return all.flatMap((each) => {
    const facts = field(fieldsOf(each, 'The question'), 'context_facts');
    return Array.isArray(facts) ? (facts as readonly unknown[]) : [];
  });
}
