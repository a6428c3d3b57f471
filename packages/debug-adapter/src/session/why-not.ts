import type { Wording } from '@polar-tools/evaluator';
import type { Effort } from '../runtime/run.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { SessionContext, Shown } from './context.ts';

/** A line of an explanation, and what it speaks of. */
export interface ShownLine {
  readonly text: string;
  readonly place: Shown | undefined;
}

/** An explanation as it is shown. */
export interface ShownExplanation {
  readonly lines: readonly ShownLine[];
  /** Of a call that fails, the reason in a sentence. */
  readonly reason: string | undefined;
}

/** Why the query has no answer, or why the goal failed at whose `fail` event the run stands. While it looks nobody else may look. */
export async function explain(context: SessionContext, runtime: Runtime, effort: Effort): Promise<ShownExplanation> {
  const found = runtime.recording ? await runtime.whyNot(wordingOf(context), effort) : undefined;
  const lines = (found?.lines ?? []).map(({ text, place }) => ({
    text,
    place: place && context.shown(place.uri, place.start, place.end),
  }));
  return { lines, reason: found?.reason };
}

/** The same for the run of a session that has ended without an answer; one that kept no recording is run once more with one. */
export async function explainNoAnswer(context: SessionContext): Promise<readonly ShownLine[]> {
  const { runtime } = context.running();
  const { standing } = runtime;
  const look = async (run: Runtime): Promise<readonly ShownLine[]> =>
    (await explain(context, run, { signal: standing, goesOn: () => {} })).lines;
  const lines = runtime.recording ? await look(runtime) : await runtime.again(look);
  return standing.aborted ? [] : (lines ?? []);
}

/** How a session writes values and places. */
export function wordingOf(context: SessionContext): Wording {
  const { sources } = context.running();
  return {
    write: context.write,
    textOf: (uri) => sources.textOf(uri).text,
    where: ({ uri, start, end }) => {
      const { source, line } = context.shown(uri, start, end);
      return source.sourceReference === undefined ? `${source.name}:${line}` : undefined;
    },
  };
}
