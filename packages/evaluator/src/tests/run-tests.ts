import type { Dialect, Policy } from '@polar-tools/policy';
import type { NamedTest } from './named-test.ts';
import type { TestResult } from './result.ts';
import type { RunnableTest, TestDialect, TestOptions } from './runnable-test.ts';
import type { Slice } from './slice.ts';
import { testBlocks } from './test-blocks.ts';
import { testQueries } from './test-queries.ts';

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
