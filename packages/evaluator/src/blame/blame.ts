import type { ExplainLimits } from '../proof/told.ts';

/** How an explanation is made for `suspectOf`: nothing may be left out that may be at fault. */
export const blameLimits: Partial<ExplainLimits> = {
  thorough: true,
  time: 5_000,
  steps: 5_000,
  depth: 100,
  tries: 60,
  answers: 1,
};
