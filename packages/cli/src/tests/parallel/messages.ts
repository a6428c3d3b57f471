import type { RuleCoverage, TestResult } from '@polar-tools/evaluator';
import type { Configuration } from '@polar-tools/policy';

/** What a worker is started with: a policy as plain data, and how its tests are run. */
export interface WorkerSetting {
  readonly files: readonly { readonly uri: string; readonly text: string }[];
  readonly configuration: Configuration;
  /** `@current_unix_time`. */
  readonly now: number;
  /** Milliseconds that a query may take; 0 for no limit. */
  readonly timeout: number;
  readonly coverage: boolean;
}

/** To a worker: tests to run, by number among those of the policy. */
export type Share = readonly number[];

/** One test that was run. */
export interface RunTest {
  readonly result: TestResult;
  readonly milliseconds: number;
}

/** From a worker, which takes one share after the other. */
export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'began'; readonly at: number }
  | ({ readonly kind: 'ended'; readonly at: number } & RunTest)
  /** The share is done; what all tests so far have covered, where that was asked for. */
  | { readonly kind: 'done'; readonly covered: readonly RuleCoverage[] };
