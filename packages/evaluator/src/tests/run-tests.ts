import { type Assertion, rangeOf } from '@polar-tools/language';
import type { Location, Policy, PolicyTest } from '@polar-tools/policy';
import { type CloudProgram, compileCloud } from '../dialect/cloud/program.ts';
import type { CloudLimits } from '../dialect/cloud/run.ts';
import { FactStore } from '../facts/fact-store.ts';
import type { Reach } from '../tables/reach.ts';
import { AskedAssertion, type Slice } from './assertion.ts';
import type { AssertionResult, TestResult, TestStatus } from './result.ts';
import { setUp } from './setup.ts';

export interface TestOptions {
  /** Facts that hold in every test, below its own. Default: none. */
  readonly facts?: FactStore;
  /** Which tests to run. Default: all. */
  readonly filter?: (test: PolicyTest) => boolean;
  /** `@current_unix_time`, in seconds since 1970. */
  readonly now?: number;
  /** Of each query that an assertion makes. */
  readonly limits?: Partial<CloudLimits>;
  /** Milliseconds since any moment; without one there is no limit on time. */
  readonly clock?: () => number;
  /** Where to note how far rules come; see `coverageOf`. */
  readonly reach?: Reach;
}

/** Why a run of tests stopped. */
export type TestOutcome =
  | { readonly kind: 'test'; readonly result: TestResult }
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

/** Tests at work: in slices, so that whoever runs them may show each result as it comes, and stop. */
export class TestRun {
  readonly #results: Generator<TestResult | undefined>;
  readonly #slice: Slice = { steps: 0 };

  constructor(policy: Policy, options: TestOptions = {}) {
    this.#results = this.#run(policy, options);
  }

  /** Goes on to the next result, for at most so many steps. */
  run(budget: number = Number.POSITIVE_INFINITY): TestOutcome {
    this.#slice.steps = budget;
    const { done, value } = this.#results.next();
    if (done === true) return { kind: 'done' };
    return value === undefined ? { kind: 'paused' } : { kind: 'test', result: value };
  }

  *#run(policy: Policy, options: TestOptions): Generator<TestResult | undefined> {
    const base = options.facts ?? new FactStore();
    const program = compileCloud(policy, base.values);
    const broken = syntaxError(policy);
    const names = new Set<string>();
    for (const test of policy.tests) {
      const repeated = names.has(test.title);
      names.add(test.title);
      if (options.filter !== undefined && !options.filter(test)) continue;
      const own = hasSyntaxError(policy, test);
      if (own) yield unrun(test, 'This test has a syntax error, so it cannot be run.');
      else if (broken !== undefined) yield unrun(test, broken);
      else if (repeated) yield unrun(test, `There is another test named "${test.title}". Rename one of them.`);
      else yield* this.#test(program, test, base, options);
    }
  }

  *#test(
    program: CloudProgram,
    test: PolicyTest,
    base: FactStore,
    options: TestOptions,
  ): Generator<TestResult | undefined> {
    const { policy } = program;
    const facts = setUp(policy, test, base);
    if (!(facts instanceof FactStore)) {
      yield { ...unrun(test, facts.message), location: facts.location };
      return;
    }
    const assertions: AssertionResult[] = [];
    for (const assertion of test.assertions) {
      assertions.push(yield* this.#assertion(program, test, assertion, facts, options));
    }
    yield { name: test.title, status: statusOf(assertions), location: locationOf(test), message: '', assertions };
  }

  *#assertion(
    program: CloudProgram,
    { uri }: PolicyTest,
    assertion: Assertion,
    facts: FactStore,
    options: TestOptions,
  ): Generator<undefined, AssertionResult> {
    const location: Location = { uri, ...rangeOf(assertion) };
    const asked = new AskedAssertion(program, assertion, uri, options, this.#slice);
    return { ...(yield* asked.judge(facts)), location };
  }
}

function unrun(test: PolicyTest, message: string): TestResult {
  return { name: test.title, status: 'error', location: locationOf(test), message, assertions: [] };
}

const locationOf = ({ uri, test }: PolicyTest): Location => ({ uri, ...rangeOf(test) });

function statusOf(assertions: readonly AssertionResult[]): TestStatus {
  if (assertions.some(({ status }) => status === 'error')) return 'error';
  return assertions.some(({ status }) => status === 'failed') ? 'failed' : 'passed';
}

function hasSyntaxError(policy: Policy, { uri, test }: PolicyTest): boolean {
  return policy.files.get(uri)!.statements.some(({ tree, errors }) => tree === test && errors.length > 0);
}

/** Why no test of a policy can be run: a rule or block that cannot be read may be what a test asks for. */
function syntaxError(policy: Policy): string | undefined {
  for (const [uri, { statements, text }] of policy.files) {
    for (const { tree, errors, base } of statements) {
      const [first] = errors;
      if (first === undefined || tree?.$type === 'Test') continue;
      const line = text.slice(0, base + first.start).split(/\r\n|[\r\n]/).length;
      return `The policy has a syntax error, so its tests cannot be run: ${uri}, line ${line}: ${first.message}`;
    }
  }
  return undefined;
}
