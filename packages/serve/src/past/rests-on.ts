import { CloudRun, type Derivation, type Fact, printFact } from '@polar-tools/evaluator';
import type { Decision } from '../decisions.ts';
import type { ServedState } from '../state.ts';
import { type WireFact, wireFact } from '../wire/facts.ts';
import { asItWas, type PastQuestion } from './as-it-was.ts';
import { errorOf } from './told-decision.ts';

/** Steps of a search for what a decision rests on, and answers whose proofs are looked at. */
const STEPS = 5_000_000;
const MOST_ANSWERS = 100;

/** The facts that an `authorize` with the answer yes rests on, or why there are none: found by deciding once more, over the facts of that moment. */
export function restsOn(
  decision: Decision,
  state: ServedState,
): { readonly facts?: readonly WireFact[]; readonly reason?: string } {
  if (decision.kind !== 'authorize') return { reason: 'Facts are told of authorize alone.' };
  const error = errorOf(decision);
  if (error !== undefined) return { reason: `The question ended with an error: ${error}` };
  const past = asItWas(decision, state);
  if (typeof past === 'string') return { reason: past };
  const facts = proofFacts(past, 1);
  if (facts === undefined) return { facts: [], reason: 'Nothing allows it, so it rests on no fact.' };
  return { facts: facts.map(wireFact) };
}

/** The facts in the proofs of the first answers, each once; undefined where there is no answer. */
export function proofFacts({ query, facts, now }: PastQuestion, most = MOST_ANSWERS): readonly Fact[] | undefined {
  const run = new CloudRun(query, { facts, now });
  const found = new Map<string, Fact>();
  let answers = 0;
  for (let outcome = run.run(STEPS); outcome.kind === 'answer' && answers < most; outcome = run.run(STEPS)) {
    answers++;
    const derivation = run.derivationOf(outcome.answer);
    for (const fact of derivation === undefined ? [] : factsOf(derivation)) found.set(printFact(fact), fact);
  }
  return answers === 0 ? undefined : [...found.values()];
}

/** The facts of a proof, in its order. */
function factsOf(proof: Derivation): readonly Fact[] {
  const facts: Fact[] = [];
  const left = [proof];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    // A wildcard is of a rule, and no fact that was told.
    if (next.told) facts.push(next.fact as Fact);
    left.push(...next.goals.flatMap(({ derivation }) => derivation ?? []).toReversed());
  }
  return facts;
}
