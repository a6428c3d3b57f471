import type { ServedPolicy } from './served-policy.ts';

/** A question that was answered. */
export interface Decision {
  /** From 1 on. */
  readonly number: number;
  /** The client's name for the request, or the one that it got. */
  readonly request: string;
  /** Seconds since 1970. */
  readonly time: number;
  /** `authorize`, `list`, `actions` … */
  readonly kind: string;
  /** The request's body, JSON; undefined where it is too long to be kept. */
  readonly question: string | undefined;
  /** As it was answered. Of a long list, how many there are. */
  readonly answer: unknown;
  /** The queries that it was made of. */
  readonly asked: readonly (() => string)[];
  /** What it was decided by: the policy, and the moment of the facts. */
  readonly policy: ServedPolicy;
  readonly moment: number;
}

/** So many are kept. */
const KEPT = 1_000;
const LONGEST_QUESTION = 20_000;
const MOST_RESULTS = 200;

/** The last decisions. */
export class Decisions {
  #kept: Decision[] = [];
  /** Where the next one goes. */
  #next = 0;
  #count = 0;

  add({ question = '', answer, ...made }: Omit<Decision, 'number'>): void {
    const decision: Decision = {
      ...made,
      number: ++this.#count,
      question: question.length <= LONGEST_QUESTION ? question : undefined,
      answer: shortened(answer),
    };
    this.#kept[this.#next] = decision;
    this.#next = (this.#next + 1) % KEPT;
  }

  /** Forgets them. Those to come go on with their numbers. */
  clear(): void {
    this.#kept = [];
    this.#next = 0;
  }

  /** The oldest first. */
  all(): readonly Decision[] {
    return this.#kept.length < KEPT
      ? [...this.#kept]
      : [...this.#kept.slice(this.#next), ...this.#kept.slice(0, this.#next)];
  }

  numbered(number: number): Decision | undefined {
    return this.#kept.find((decision) => decision.number === number);
  }

  /** The last one of a request. */
  of(request: string): Decision | undefined {
    return this.all().findLast((decision) => decision.request === request);
  }
}

function shortened(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null || !('results' in answer) || !Array.isArray(answer.results))
    return answer;
  return answer.results.length <= MOST_RESULTS ? answer : { ...answer, results: answer.results.length };
}
