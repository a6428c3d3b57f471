import type { Case, CaseOutcome } from './case.ts';
import { EngineProcess } from './engine-process.ts';

/** Runs a case, and can be told that nothing more comes. */
export interface Engine {
  ask(asked: Case): Promise<CaseOutcome>;
  stop(): Promise<void>;
}

/** Without a thread: a query that does not end is not stopped. */
const inThisThread: Engine = {
  async ask(asked) {
    const { loadOurs } = await import('./ours.ts');
    const { faults, ask } = await loadOurs(asked);
    if (faults.length > 0) return { loaded: false, faults };
    const outcomes = [];
    for (const query of asked.queries) outcomes.push(await ask(query));
    return { loaded: true, outcomes };
  },
  stop: () => Promise.resolve(),
};

/** Our engine, in a thread of its own; but not where the tests are tried by `npm run mutate`, whose changes to the sources are active in one thread only. */
export const ourEngine = (): Engine =>
  process.env.POLAR_MUTATED === undefined
    ? new EngineProcess(new URL('./our-worker.ts', import.meta.url))
    : inThisThread;
