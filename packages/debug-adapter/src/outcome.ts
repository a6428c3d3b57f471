import type { DebugHost } from './host.ts';
import { type ConsoleLine, runApart } from './session/run-apart.ts';
import { createSession } from './session/session.ts';

/** What a query came to, in few words and in many. */
export interface QueryOutcome {
  readonly kind: 'answered' | 'unanswered' | 'error';
  /** `3 answers`, `allowed`, `denied: "admin" is not "maintainer"`. */
  readonly summary: string;
  /** What a debug console says of the same run. */
  readonly lines: readonly string[];
}

/**
 * Runs what a launch configuration asks without stopping anywhere, and says what came of it: the session that *Run* starts, watched by
 * nobody. It is given up after `limit` milliseconds of running.
 */
export async function outcomeOf(
  configuration: Readonly<Record<string, unknown>> & { readonly query: string },
  host: DebugHost,
  limit: number,
): Promise<QueryOutcome> {
  const { code, lines } = await runApart(createSession, configuration, host, limit);
  return outcome(configuration.query, code, lines);
}

function outcome(query: string, code: number, all: readonly ConsoleLine[]): QueryOutcome {
  const lines = all.map(({ text }) => text);
  const isAllow = /^\s*allow\s*\(/u.test(query);
  // A name that is nearly that of an object is a variable, and may be anything: that must not look like what was meant.
  const mistaken = all.find(({ category, text }) => category === 'important' && text.includes('Did you mean'))?.text;
  if (code === 0) {
    const count = /^(\d+) answers\.$/.exec(lines.at(-1) ?? '')?.[1];
    const isPlain = count === undefined && all.at(-2)?.text === 'true';
    const summary = count !== undefined ? `${count} answers` : isPlain ? (isAllow ? 'allowed' : 'holds') : '1 answer';
    return {
      kind: 'answered',
      summary: mistaken === undefined ? summary : `${summary}: ${shortened(mistaken)}`,
      lines,
    };
  }
  if (code === 1) {
    const why = mistaken ?? innermost(all.filter(({ category }) => category === 'console').map(({ text }) => text));
    const what = isAllow ? 'denied' : 'no answer';
    return { kind: 'unanswered', summary: why === undefined ? what : `${what}: ${shortened(why)}`, lines };
  }
  const fault = all.find(({ category }) => category === 'stderr')?.text ?? lines.at(-1) ?? '';
  return { kind: 'error', summary: `error: ${shortened(fault.replace(/^Error: /, '').split('\n')[0]!)}`, lines };
}

/** Of an explanation the line furthest in: what does not hold in itself. */
function innermost(lines: readonly string[]): string | undefined {
  const depth = (line: string): number => line.length - line.trimStart().length;
  // A name that is probably misspelt explains more than what follows from it.
  const note = lines.find((line) => line.startsWith('note: '));
  if (note !== undefined) return note.slice('note: '.length);
  // The first is that there is no answer.
  const explaining = lines.flatMap((text) => text.split('\n')).slice(1);
  const deepest = explaining.reduce<string | undefined>(
    (found, line) => (found === undefined || depth(line) > depth(found) ? line : found),
    undefined,
  );
  // Beside a lens there is room for the reason, and the goal is told by whoever opens it.
  return deepest
    ?.trim()
    .replace(/^.* needs (?=.)/su, '')
    .replace(/[.:]$/, '')
    .replace(/, which fails$/, ' fails');
}

/** Characters beside a lens. */
const LONGEST = 100;

const shortened = (text: string): string => {
  const plain = text.trim();
  return plain.length > LONGEST ? `${plain.slice(0, LONGEST - 1)}…` : plain;
};
