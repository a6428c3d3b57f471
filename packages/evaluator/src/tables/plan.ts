import type { CloudPredicate } from '../dialect/cloud/program.ts';
import type { Argument, Comparison, Goal, Rule } from '../dialect/cloud/rule.ts';
import type { Code } from './codes.ts';

/** The kinds of steps. */
export const FACTS = 0;
export const CALL = 1;
export const COMPARE = 2;
export const MEMBER = 3;
export const PROBLEM = 4;

/** A goal as it is tried. */
export interface Step {
  /** `FACTS`: a call that no rule can answer. */
  readonly kind: typeof FACTS | typeof CALL | typeof COMPARE | typeof MEMBER | typeof PROBLEM;
  readonly goal: Goal | undefined;
  readonly arguments: readonly Argument[];
  readonly negated: boolean;
  /** It goes through facts. */
  readonly scans: boolean;
  readonly predicate: CloudPredicate | undefined;
  readonly local: ReadonlySet<number>;
  readonly operator: Comparison | undefined;
  readonly values: readonly number[];
  readonly message: string;
}

/** A rule, with its goals in the order in which they are tried for calls of one binding pattern. */
export interface Plan {
  /** Its place among all plans of the program. */
  readonly id: number;
  /** Undefined for the one that answers a call from facts. */
  readonly rule: Rule | undefined;
  readonly head: readonly Argument[];
  readonly steps: readonly Step[];
  /** What each slot is before anything has a value. */
  readonly initial: readonly Code[];
  /** The slot that has the time of the query, or -1. */
  readonly now: number;
  /**
   * Where the rule only calls another predicate, with the head's arguments and values: for each argument of the call, the place of the
   * head's argument, or `constant(value)`. Its answers are those of the call.
   */
  readonly forward: readonly number[] | undefined;
}
