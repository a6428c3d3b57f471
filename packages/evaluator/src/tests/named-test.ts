import type { Location, Policy } from '@polar-tools/policy';
import type { Slice, Sliced } from './assertion.ts';
import type { TestResult } from './result.ts';
import type { TestOptions } from './run-tests.ts';

/** A test of a policy. */
export interface NamedTest {
  /** A `test` block of a Cloud policy, or an inline query of one for the Oso library, which must hold when it is loaded. */
  readonly kind: 'test' | 'query';
  /** A block's name; a query's text on one line. */
  readonly name: string;
  /** The whole block; a query without `?=` and `;`. */
  readonly location: Location;
}

/** The same, ready to be run. */
export interface RunnableTest extends NamedTest {
  run(): Sliced<TestResult>;
}

/** The tests of a dialect's policy, in the order of files and of text. */
export type TestDialect = (policy: Policy, options: TestOptions, slice: Slice) => readonly RunnableTest[];
