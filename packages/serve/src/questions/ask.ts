import {
  type AnswerValue,
  type CloudAnswer,
  type CloudProgram,
  type CloudQuery,
  CloudRun,
  cloudCall,
  type FactStore,
  type QueryArgument,
  writeValue,
} from '@polar-tools/evaluator';
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
  /** Takes the queries that are made, to be told later. */
  readonly asked?: (() => string)[];
  /** Looks at questions before they are answered; undefined where nobody does. */
  readonly watch?: Watch | undefined;
}

/** A question at work: it gives way now and then, or waits for something while others are answered, and ends with what it comes to. */
export type Slices<Result> = Generator<void | Promise<void>, Result, void>;

/** A query, and how a person would write it. */
export interface Asked {
  readonly query: CloudQuery;
  readonly text: () => string;
}

/** Somebody who looks at questions: a debugger. */
export interface Watch {
  /** Whether a question is looked at before it is answered, and where it ends with an error. */
  readonly wanted: boolean;
  readonly atErrors: boolean;
  /** Settles when the question may be answered. Its facts do not change until then. */
  look(question: WatchedQuestion, nobodyWaits: AbortSignal): Promise<void>;
}

export interface WatchedQuestion extends Pick<Asking, 'facts' | 'now' | 'timeout'> {
  readonly program: CloudProgram;
  readonly text: string;
}

/** Steps between two moments at which others may be heard: some milliseconds. */
const STEPS = 20_000;

/**
 * The answers of a query, sorted; with `most`, the first ones that are found.
 *
 * @throws Refusal where the query ends with an error
 */
export function* answersOf(asked: Asked, asking: Asking, most?: number): Slices<readonly CloudAnswer[]> {
  const { query } = asked;
  const { facts, now, clock, timeout, watch } = asking;
  asking.asked?.push(asked.text);
  if (watch?.wanted) yield* lookAt(asked, asking, watch);
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
    else if (outcome.kind === 'error') {
      if (watch?.atErrors && !watch.wanted) yield* lookAt(asked, asking, watch);
      throw new Refusal(422, outcome.error.message);
    } else yield;
  }
  return found;
}

function* lookAt({ query, text }: Asked, { facts, now, timeout }: Asking, watch: Watch): Slices<void> {
  const dropped = new AbortController();
  try {
    yield watch.look({ program: query.program, text: text(), facts, now, timeout }, dropped.signal);
  } finally {
    dropped.abort();
  }
}

/** A call of a predicate. */
export const calling = (program: CloudProgram, predicate: string, all: readonly QueryArgument[]): Asked => ({
  query: cloudCall(program, predicate, all),
  text: () => `${predicate}(${all.map(argumentText).join(', ')})`,
});

function argumentText(argument: QueryArgument): string {
  if (!('variable' in argument)) return writeValue(argument);
  return argument.type === undefined ? argument.variable : `${argument.variable}: ${argument.type}`;
}

/** How answers of lists write a value: its id; `*` for any, as the client libraries do. */
export const listed = ({ id }: AnswerValue): string => id ?? '*';
