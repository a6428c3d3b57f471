import type { Steps } from '@polar-tools/evaluator';
import type { Patience } from './feature.ts';

/** Milliseconds that a search may take before others are answered: nobody notices a pause that short. */
const SLICE = 20;

/** Runs a search in slices, between which the server answers what has come in; undefined where nobody waits for its result any more. */
export async function inSlices<Result>(steps: Steps<Result>, { goOn, now }: Patience): Promise<Result | undefined> {
  for (let end = now() + SLICE; ; ) {
    const { done, value } = steps.next();
    if (done) return value;
    if (now() < end) continue;
    if (!(await goOn())) return undefined;
    end = now() + SLICE;
  }
}
