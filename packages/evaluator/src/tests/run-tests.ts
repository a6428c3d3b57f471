import type { Dialect, Policy } from '@polar-tools/policy';
import type { CloudLimits } from '../dialect/cloud/run.ts';
import type { FactStore } from '../facts/fact-store.ts';
import type { Host } from '../host/host.ts';
import type { Reach } from '../tables/reach.ts';
import type { Slice } from './assertion.ts';
import type { NamedTest, RunnableTest, TestDialect } from './named-test.ts';
import type { TestResult } from './result.ts';
import { testBlocks } from './test-blocks.ts';
import { testQueries } from './test-queries.ts';

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

/** Why a run of tests stopped. */
export type TestOutcome =
  /** `milliseconds`: since the one before it. */
  | { readonly kind: 'test'; readonly result: TestResult; readonly milliseconds: number }
  | { readonly kind: 'done' }
  /** The budget is used up: run again to go on. */
  | { readonly kind: 'paused' };

/** The results of a policy's tests in the order of files and of text. */
export function runTests(policy: Policy, options: TestOptions = {}): TestResult[] {
  const results: TestResult[] = [];
  const run = new TestRun(policy, options);
  for (let outcome = run.run(); outcome.kind !== 'done'; outcome = run.run())
    if (outcome.kind === 'test') results.push(outcome.result);
  return results;
}

/** Tests of either dialect at work: in slices, so that whoever runs them may show each result as it comes, and stop. */
export class TestRun {
  readonly #results: Generator<TestResult | undefined>;
  readonly #slice: Slice = { steps: 0 };
  readonly #clock: () => number;
  #began: number;

  constructor(policy: Policy, options: TestOptions = {}) {
    this.#results = results(policy, options, this.#slice);
    this.#clock = options.clock ?? (() => 0);
    this.#began = this.#clock();
  }

  /** Goes on to the next result, for at most so many steps. */
  run(budget: number = Number.POSITIVE_INFINITY): TestOutcome {
    this.#slice.steps = budget;
    const { done, value: result } = this.#results.next();
    if (done === true) return { kind: 'done' };
    if (result === undefined) return { kind: 'paused' };
    const ended = this.#clock();
    const milliseconds = ended - this.#began;
    this.#began = ended;
    return { kind: 'test', result, milliseconds };
  }
}

/** The tests of each dialect. */
const dialects: Readonly<Record<Dialect, TestDialect>> = { cloud: testBlocks, library: testQueries };

/** The tests that a policy has, in the order of files and of text. */
export const testsIn = (policy: Policy): readonly NamedTest[] => dialects[policy.dialect](policy, {}, { steps: 0 });

/** The same, ready to be run one by one in any order: for whoever shares them out. `filter` is theirs. */
export function runnableTests(
  policy: Policy,
  options: TestOptions = {},
  slice: Slice = { steps: Number.POSITIVE_INFINITY },
): readonly RunnableTest[] {
  const { obstacle = syntaxError(policy) } = options;
  return dialects[policy.dialect](policy, { ...options, obstacle }, slice);
}

function* results(policy: Policy, options: TestOptions, slice: Slice): Generator<TestResult | undefined> {
  const { filter = () => true } = options;
  for (const test of runnableTests(policy, options, slice)) if (filter(test)) yield yield* test.run();
}

/** Why no test of a policy can be run: a rule or block that cannot be read may be what a test asks for. */
function syntaxError(policy: Policy): string | undefined {
  for (const [uri, { statements, text }] of policy.files) {
    for (const { tree, errors, base } of statements) {
      const [first] = errors;
      if (first === undefined || tree?.$type === 'Test' || tree?.$type === 'InlineQuery') continue;
      const line = text.slice(0, base + first.start).split(/\r\n|[\r\n]/).length;
      return `The policy has a syntax error, so its tests cannot be run: ${uri}, line ${line}: ${first.message}`;
    }
  }
  return undefined;
}
