import { type AnswerValue, type CloudAnswer, type CloudQuery, CloudRun, type FactStore } from '@polar-tools/evaluator';
import { Refusal } from '../exchange.ts';

/** What a question is asked over, and how long it may take. */
export interface Asking {
  readonly facts: FactStore;
  /** `@current_unix_time`: seconds since 1970. */
  readonly now: number;
  /** Milliseconds from any fixed moment. */
  readonly clock: () => number;
  /** Milliseconds that a question may take. */
  readonly timeout: number;
}

/** A question at work: it gives way now and then, and ends with what it comes to. */
export type Slices<Result> = Generator<void, Result, void>;

/** Steps between two moments at which others may be heard: some milliseconds. */
const STEPS = 20_000;

/**
 * The answers of a query, sorted; with `most`, the first ones that are found.
 *
 * @throws Refusal where the query ends with an error
 */
export function* answersOf(query: CloudQuery, asking: Asking, most?: number): Slices<readonly CloudAnswer[]> {
  const { facts, now, clock, timeout } = asking;
  const run = new CloudRun(query, {
    facts,
    now,
    clock,
    limits: { time: timeout },
    ...(most !== undefined && { order: 'found' }),
  });
  const found: CloudAnswer[] = [];
  while (most === undefined || found.length < most) {
    const outcome = run.run(STEPS);
    if (outcome.kind === 'answer') found.push(outcome.answer);
    else if (outcome.kind === 'done') break;
    else if (outcome.kind === 'error') throw new Refusal(422, outcome.error.message);
    else yield;
  }
  return found;
}

/** How answers of lists write a value: its id; `*` for any, as the client libraries do. */
export const listed = ({ id }: AnswerValue): string => id ?? '*';
