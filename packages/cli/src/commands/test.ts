import { setImmediate, setTimeout } from 'node:timers/promises';
import { coverageOf, testsIn, unionOf } from '@polar-tools/evaluator';
import { policiesNamed } from '@polar-tools/project';
import type { ExitStatus } from '../exit-status.ts';
import { Failure, isInterrupted } from '../failure.ts';
import { orFail, refuseEmpty } from '../failure-of-problem.ts';
import type { ObjectOptions } from '../load-objects.ts';
import { type Paint, paintFor } from '../report/colour.ts';
import { failureAsText } from '../report/failure.ts';
import { progressOn } from '../report/progress.ts';
import { searching } from '../report/searching.ts';
import { type CoverageFormat, coverageAsData } from '../report/tests/coverage.ts';
import { countsAsText, testAsText } from '../report/tests/text.ts';
import { writeCoverage } from '../report/tests/write-coverage.ts';
import { namesOf, readingOnce, type Surroundings } from '../surroundings.ts';
import { type CoveredRule, coveredRules, goalsOf, share } from '../tests/covered.ts';
import { loadTested } from '../tests/load-tested.ts';
import { countsOf, type TestOutcome, unloadedBy, unloadedOf } from '../tests/outcome.ts';
import { testsOf } from '../tests/policy-tests.ts';

export interface TestOptions extends Pick<ObjectOptions, 'host' | 'python' | 'hostTimeout'> {
  /** A regular expression that the names of tests are to match somewhere. */
  readonly filter?: string;
  readonly format: 'text' | 'json' | 'junit';
  readonly now?: number;
  readonly timeout: number;
  readonly watch?: boolean;
  /** All that is named is one policy. */
  readonly together?: boolean;
  readonly coverage?: CoverageFormat;
  /** The file that coverage is written to. Default: the output, but `coverage/index.html` for a page. */
  readonly coverageOutput?: string;
  /** Exit status 1 where fewer goals than so many percent ever held. */
  readonly coverageMinimum?: number;
}

/** `polar test`: runs the tests once, or with `--watch` again whenever a file has changed, until Ctrl-C, which also ends a run. */
export async function test(
  paths: readonly string[],
  options: TestOptions,
  surroundings: Surroundings,
): Promise<ExitStatus> {
  if (options.watch && options.format !== 'text')
    throw new Failure('wrong-use', '--watch prints text: leave --format out.');
  if (options.coverageOutput !== undefined && options.coverage === undefined)
    throw new Failure('wrong-use', '--coverage-output is where coverage goes: say which with --coverage.');
  const ending = new AbortController();
  const stopListening = surroundings.onInterrupt(() => ending.abort());
  try {
    if (options.watch) return await testAtChanges(paths, options, endedBy(ending), ending.signal);
    return await testOnce(paths, options, readingOnce(endedBy(ending)), ending.signal);
  } finally {
    stopListening();
  }

  /** What is broken off while it waits for an application ends the command, too: nobody else hears of that Ctrl-C. */
  function endedBy(ended: AbortController): Surroundings {
    return {
      ...surroundings,
      interruptible: (run) => {
        try {
          return surroundings.interruptible(run);
        } catch (thrown) {
          if (isInterrupted(thrown)) ended.abort();
          throw thrown;
        }
      },
    };
  }
}

async function testAtChanges(
  paths: readonly string[],
  options: TestOptions,
  surroundings: Surroundings,
  signal: AbortSignal,
): Promise<ExitStatus> {
  let wake = (): void => {};
  signal.addEventListener('abort', () => wake());
  let isChanged = false;
  let stopWatching = (): void => {};
  let status: ExitStatus = 0;
  try {
    await new Promise<void>((ready) => {
      stopWatching = surroundings.watch(surroundings.folder, {
        changed: () => {
          isChanged = true;
          wake();
        },
        ready,
        failed: (reason) => surroundings.errors.write(`Not all of this folder can be watched: ${reason}\n`),
      });
    });
    while (!signal.aborted) {
      isChanged = false;
      status = await testAgain(paths, options, surroundings, signal);
      if (!signal.aborted) surroundings.errors.write('Watching for changes; Ctrl-C ends it.\n');
      while (!isChanged && !signal.aborted) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      // An editor may write several files, or one in several steps.
      if (!signal.aborted) await setTimeout(100);
    }
  } finally {
    stopWatching();
  }
  return status;
}

/** One run of many: what cannot be read may be mended by the next change. */
async function testAgain(
  paths: readonly string[],
  options: TestOptions,
  surroundings: Surroundings,
  signal: AbortSignal,
): Promise<ExitStatus> {
  try {
    return await testOnce(paths, options, readingOnce(surroundings), signal);
  } catch (thrown) {
    if (!(thrown instanceof Failure) || thrown.code === 'wrong-use') throw thrown;
    const { errors, environment } = surroundings;
    errors.write(failureAsText(thrown, paintFor(errors, environment), errors.columns ?? 100));
    return 2;
  }
}

/** Runs the tests of policies, and the inline queries of those for the Oso library; status 1 when one fails. */
async function testOnce(
  paths: readonly string[],
  options: TestOptions,
  surroundings: Surroundings,
  signal: AbortSignal,
): Promise<ExitStatus> {
  const { output, errors, environment, testThreads } = surroundings;
  const names = namesOf(surroundings);
  const named = orFail(
    await searching(surroundings, surroundings.files, (files) =>
      policiesNamed(paths.length === 0 ? ['.'] : paths, options.together === true, names, files),
    ),
    names,
  );
  refuseEmpty(named);
  surroundings.recorder?.policy((paths.length === 0 ? ['.'] : paths).map(names.uriOf));
  const paint = paintFor(output, environment);
  const problemPaint = paintFor(errors, environment);
  const progress = progressOn(errors, surroundings.now);
  const began = surroundings.now();
  const all: TestOutcome[] = [];
  /** For programs: what cannot be read, or holds no test that could say that its policy does not load. */
  const unloaded: TestOutcome[] = [];
  const covered: CoveredRule[] = [];
  // Where the output is for a program that reads the coverage, people read the tests beside it.
  const isCoverageThere = options.coverage === 'lcov' || options.coverage === 'json';
  const forTests =
    options.format === 'text' && isCoverageThere && options.coverageOutput === undefined ? errors : output;
  let isUnloadable = false;
  /** Its tests run, and where it is used it is refused. */
  let isRefused = false;
  let isMeasured = false;
  let unrun = 0;
  let total = 0;
  const showProgress = (at: number): void =>
    progress.show(`Test ${at.toLocaleString('en')} of ${total.toLocaleString('en')}`);
  const how = {
    filter: filterOf(options.filter),
    now: options.now ?? surroundings.unixTime(),
    timeout: options.timeout,
    coverage: options.coverage !== undefined || options.coverageMinimum !== undefined,
    objects: options,
    threads: testThreads,
    sharing: { signal, heard: showProgress },
  };
  for (const files of named) {
    if (signal.aborted) break;
    const tested = await loadTested(files, how, surroundings);
    if (tested instanceof Failure) {
      isUnloadable = true;
      errors.write(failureAsText(tested, problemPaint, errors.columns ?? 100));
      for (const each of [tested, ...tested.others]) unloaded.push(unloadedBy(each, [...files.files.values()]));
      continue;
    }
    for (const message of tested.errors) {
      isUnloadable = true;
      errors.write(`${problemPaint(['bold', 'red'], 'error:')} ${message}\n`);
    }
    for (const message of tested.faults) {
      isRefused = true;
      errors.write(`${problemPaint(['bold', 'red'], 'error:')} ${message}\n`);
      unloaded.push(unloadedOf(message, [...files.files.values()]));
    }
    const [error] = tested.errors;
    if (error !== undefined && testsIn(tested.policy).length === 0)
      unloaded.push(unloadedOf(error, [...files.files.values()]));
    total = testsIn(tested.policy).filter(({ name }) => how.filter(name)).length;
    let at = 0;
    try {
      for await (const outcome of testsOf(tested)) {
        all.push(outcome);
        progress.clear();
        if (options.format === 'text') forTests.write(testAsText(outcome, paint, output.columns ?? 100));
        showProgress(++at);
      }
    } finally {
      tested.data?.close();
    }
    unrun += total - at;
    // Of tests that were not run nothing is known.
    if (tested.reach !== undefined && tested.errors.length === 0) {
      isMeasured = true;
      const rules = unionOf([coverageOf(tested.policy, tested.reach), ...tested.covered]);
      covered.push(...coveredRules(rules, tested.placeOf));
    }
    await setImmediate();
  }
  progress.clear();
  const isNothing = all.length === 0 && !isUnloadable && !isRefused && !signal.aborted;
  if (isNothing) {
    const what =
      options.filter === undefined
        ? 'There is no test here. One is written: test "name" { setup { … } assert …; }'
        : `No test has a name that matches ${options.filter}, in none of these files. Correct --filter, or leave it out.`;
    errors.write(`${what}\n`);
  }
  const more = options.coverage === undefined ? {} : { coverage: isMeasured ? coverageAsData(covered) : null };
  forTests.write(await endOf(all, unloaded, options.format, paint, surroundings.now() - began, more));
  if (options.coverage !== undefined && isMeasured)
    await writeCoverage(covered, options.coverage, options, surroundings);
  const left = how.coverage ? leftOut(isMeasured, isUnloadable) : undefined;
  if (left !== undefined) errors.write(`${left}\n`);
  const { failed, errors: broken } = countsOf(all);
  // Cloud's own command takes all files that it is given as one policy.
  if (failed + broken + unloaded.length > 0 && named.length > 1 && named.every((each) => each.files.size === 1))
    errors.write(`Each of these ${named.length} files is a policy of its own. Add --together where they are one.\n`);
  if (signal.aborted) {
    errors.write(`Interrupted: ${unrun.toLocaleString('en')} ${unrun === 1 ? 'test was' : 'tests were'} not run.\n`);
    return 2;
  }
  // A job that runs the tests of one name is not to pass when that is misspelt, or gone.
  if (isUnloadable || isRefused || (isNothing && options.filter !== undefined)) return 2;
  const { percent } = share(goalsOf(covered));
  const isTooLittle = options.coverageMinimum !== undefined && percent < options.coverageMinimum;
  if (isTooLittle) {
    errors.write(
      `Only ${Math.floor(percent)} % of the goals hold in some test, and ${options.coverageMinimum} % should.\n`,
    );
  }
  return failed + broken > 0 || isTooLittle ? 1 : 0;
}

/** What coverage does not tell of; undefined where it tells of all. */
function leftOut(isMeasured: boolean, isUnloadable: boolean): string | undefined {
  if (isUnloadable)
    return isMeasured
      ? 'Coverage leaves out what does not load.'
      : 'Coverage was not measured: the policy does not load. Mend its errors first.';
  return isMeasured ? undefined : 'Coverage was not measured: it is of Cloud policies, and there is none here.';
}

async function endOf(
  all: readonly TestOutcome[],
  unloaded: readonly TestOutcome[],
  format: TestOptions['format'],
  paint: Paint,
  milliseconds: number,
  more: object,
): Promise<string> {
  if (format === 'json') return (await import('../report/tests/json.ts')).testsAsJson([...unloaded, ...all], more);
  if (format === 'junit') return (await import('../report/tests/junit.ts')).testsAsJunit([...unloaded, ...all]);
  return countsAsText(all, paint, milliseconds);
}

function filterOf(text: string | undefined): (name: string) => boolean {
  if (text === undefined) return () => true;
  try {
    const pattern = new RegExp(text, 'u');
    return (name) => pattern.test(name);
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    throw new Failure('wrong-use', `--filter takes a regular expression, and this is none: ${why}.`);
  }
}
