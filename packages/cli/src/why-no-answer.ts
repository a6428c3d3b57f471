import {
  constraintsOn,
  Debuggee,
  type Host,
  type PreparedQuery,
  printTerm,
  type WhyNotLine,
  type Wording,
  whyNot,
  whyNotLines,
} from '@polar-tools/evaluator';
import { LineIndex, printString } from '@polar-tools/language';
import type { LoadedPolicy } from './load-policy.ts';

/** Milliseconds that may be spent on it: a query that searches for longer is one to debug. */
const LONGEST = 3_000;
/** A run that is recorded keeps all its variables. */
const LIMITS = { time: 0, depth: 1_000_000, memory: 5_000_000 };
/** Events run before it looks at the clock. */
const EVENTS = 100_000;
/** Characters of a value. */
const LONGEST_VALUE = 200;

/**
 * Why a query has no answer: the rules that could have answered it, each with the goal that failed, down to the values that do not
 * fit. The query is run once more for it. No lines where that takes long.
 */
export function whyNoAnswer(
  query: PreparedQuery,
  policy: LoadedPolicy,
  host: Host | undefined,
  clock: () => number,
): readonly string[] {
  const until = clock() + LONGEST;
  const debuggee = new Debuggee(query, { ...(host && { host }), limits: LIMITS });
  for (let outcome = debuggee.nextSolution(EVENTS); outcome.kind !== 'done'; outcome = debuggee.nextSolution(EVENTS))
    if (outcome.kind !== 'paused' || clock() > until) return [];
  const looking = whyNot(debuggee);
  for (let step = looking.next(); ; step = looking.next()) {
    if (step.done === true) return linesOf(whyNotLines(step.value, wordingOf(policy, host)));
    if (clock() > until) return [];
  }
}

const linesOf = (lines: readonly WhyNotLine[]): readonly string[] => lines.map(({ text }) => text);

function wordingOf({ policy, sources }: LoadedPolicy, host: Host | undefined): Wording {
  const lines = new Map<string, LineIndex>();
  const textOf = (uri: string): string => policy.files.get(uri)?.text ?? '';
  const lineOf = (uri: string, offset: number): number => {
    let index = lines.get(uri);
    if (index === undefined) {
      index = new LineIndex(textOf(uri));
      lines.set(uri, index);
    }
    return index.positionAt(offset).line + 1;
  };
  return {
    write: (term) =>
      printTerm(constraintsOn(term) ?? term, {
        longest: LONGEST_VALUE,
        describe: host && ((object) => host.describe(object)),
        quote: printString,
      }),
    textOf,
    where: ({ uri, start }) =>
      uri === undefined ? undefined : `${sources.get(uri)?.shown ?? uri}:${lineOf(uri, start)}`,
  };
}
