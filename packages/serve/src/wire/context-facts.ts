import type { FactStore } from '@polar-tools/evaluator';
import { Refusal } from '../exchange.ts';
import type { ServedPolicy } from '../served-policy.ts';
import { factIn } from './facts.ts';
import { type Fields, field, listOf } from './json.ts';

/** With one question (https://www.osohq.com/docs/deploy/account-management/rate-limits: startup and growth plans; the free one takes 20). */
const MOST = 100;

/** The facts with those of a question's `context_facts` on top, which count for it alone. */
export function withContextFacts(facts: FactStore, fields: Fields, { fault }: ServedPolicy): FactStore {
  const given = field(fields, 'context_facts');
  if (given === undefined) return facts;
  const all = listOf(given, '"context_facts"');
  if (all.length === 0) return facts;
  if (all.length > MOST)
    throw new Refusal(
      400,
      `Oso Cloud takes at most ${MOST} context facts with a question, and these are ${all.length}. Insert the others as facts.`,
    );
  return facts.layer(
    all.map((json) => {
      const fact = factIn(json);
      const problem = fault(fact);
      if (problem !== undefined) throw new Refusal(400, problem);
      return fact;
    }),
  );
}
