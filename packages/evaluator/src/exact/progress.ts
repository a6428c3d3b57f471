import type { Term } from '../terms/term.ts';
import type { Rule } from './rules.ts';
import type { Source } from './sources.ts';

/** Queries in progress, the innermost first. */
export interface Queries {
  readonly term: Term;
  readonly outer: Queries | null;
  readonly depth: number;
}

/** The newest goal or rule at one level of the trace (a goal that need not be done is made when it is shown), and the levels around it. */
export interface Trace {
  readonly entry: Term | Rule | (() => Term) | undefined;
  /** Where it is written. */
  readonly source: Source | undefined;
  readonly outer: Trace | null;
}
