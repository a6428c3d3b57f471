import { type DecisionsWanted, lastDecisions } from '../decision-routes.ts';
import type { ServedState, ServiceClock } from '../state.ts';
import { type WireFact, wireFact } from '../wire/facts.ts';
import { asItWas, decisionNumbered, type PastQuestion } from './as-it-was.ts';
import { type DecisionTest, decisionTest } from './decision-test.ts';
import { type ExplainedDecision, explained } from './explained.ts';
import { factsRead } from './facts-read.ts';
import { proofFacts } from './rests-on.ts';
import { errorOf, type ToldDecision, toldOf } from './told-decision.ts';

/** The facts of a decision: those of its proof where it was a yes, and those that it looked at. */
export interface DecisionFacts {
  readonly proof: readonly WireFact[] | undefined;
  readonly read: readonly WireFact[];
  readonly isBounded: boolean;
}

/** The decisions of late. What is asked of one that is not kept any more is refused (`Refusal`). */
export class Past {
  readonly #state: ServedState;
  readonly #clock: ServiceClock;

  constructor(state: ServedState, clock: ServiceClock) {
    this.#state = state;
    this.#clock = clock;
  }

  list(wanted: DecisionsWanted): readonly ToldDecision[] {
    return lastDecisions(this.#state, wanted);
  }

  clear(): void {
    this.#state.decisions.clear();
  }

  told(number: number): ToldDecision {
    return toldOf(decisionNumbered(number, this.#state));
  }

  /** As it was asked; or, in a sentence, why that is not known. */
  question(number: number): PastQuestion | string {
    return asItWas(decisionNumbered(number, this.#state), this.#state);
  }

  facts(number: number): DecisionFacts | string {
    const past = this.question(number);
    if (typeof past === 'string') return past;
    const { facts, isBounded } = factsRead(past);
    return { proof: proofFacts(past)?.map(wireFact), read: facts.map(wireFact), isBounded };
  }

  explained(number: number): ExplainedDecision | string {
    const past = this.question(number);
    if (typeof past === 'string') return past;
    return explained(past, () => this.#clock.now()) ?? 'The question ends with an error.';
  }

  test(number: number): DecisionTest | string {
    const error = errorOf(decisionNumbered(number, this.#state));
    if (error !== undefined) return `The question ended with an error: ${error}`;
    const past = this.question(number);
    if (typeof past === 'string') return past;
    return decisionTest(past, this.#state.policy.policy, this.#clock.unixTime());
  }
}
