import type { Policy } from '@polar-tools/policy';
import type { CloudLimits } from '../dialect/cloud/run.ts';
import type { FactStore } from '../facts/fact-store.ts';
import type { Host } from '../host/host.ts';
import type { Reach } from '../tables/reach.ts';
import type { NamedTest } from './named-test.ts';
import type { TestResult } from './result.ts';
import type { Slice, Sliced } from './slice.ts';

export interface TestOptions {
  /** Facts that hold in every test block, below its own. Default: none. */
  readonly facts?: FactStore;
  /** The application's objects, which inline queries may name. Default: none. */
  readonly host?: Host | undefined;
  /** Which tests to run. Default: all. */
  readonly filter?: (test: NamedTest) => boolean;
  /** `@current_unix_time`, in seconds since 1970. */
  readonly now?: number;
  /** Of each query that is made. */
  readonly limits?: Partial<CloudLimits>;
  /** Milliseconds since any moment; without one there is no limit on time. */
  readonly clock?: () => number;
  /** Where to note how far rules of a Cloud policy come; see `coverageOf`. */
  readonly reach?: Reach | undefined;
  /** Why the policy would not load, of what is in none of its tests: then each of them ends with this. */
  readonly obstacle?: string | undefined;
}

/** A test that is ready to be run. */
export interface RunnableTest extends NamedTest {
  run(): Sliced<TestResult>;
}

/** The tests of a dialect's policy, in the order of files and of text. */
export type TestDialect = (policy: Policy, options: TestOptions, slice: Slice) => readonly RunnableTest[];
