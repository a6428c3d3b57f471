import type { Wording } from '@polar-tools/evaluator';
import type { Effort } from '../runtime/run.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { SessionContext, Shown } from './context.ts';

/** A line of an explanation, and what it speaks of. */
export interface ShownLine {
  readonly text: string;
  readonly place: Shown | undefined;
}

/** Why the query has no answer, or why the goal failed at whose `fail` event the run stands. While it looks nobody else may look. */
export async function explain(
  context: SessionContext,
  runtime: Runtime,
  effort: Effort,
): Promise<readonly ShownLine[]> {
  if (!runtime.recording) return [];
  const lines = await runtime.whyNot(wordingOf(context), effort);
  return (lines ?? []).map(({ text, place }) => ({
    text,
    place: place && context.shown(place.uri, place.start, place.end),
  }));
}

/** The same for the run of a session that has ended without an answer; one that kept no recording is run once more with one. */
export async function explainNoAnswer(context: SessionContext): Promise<readonly ShownLine[]> {
  const { runtime } = context.running();
  const { standing } = runtime;
  const look = (run: Runtime): Promise<readonly ShownLine[]> =>
    explain(context, run, { signal: standing, goesOn: () => {} });
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
