import { setImmediate, setTimeout } from 'node:timers/promises';
import { coverageOf, Reach, testsIn } from '@polar-tools/evaluator';
import { type CheckedPolicy, dataFileOf, factFilesOf, loadPolicy, policiesNamed } from '@polar-tools/project';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { ExitStatus } from '../exit-status.ts';
import { Failure } from '../failure.ts';
import { orFail, refuseEmpty } from '../failure-of-problem.ts';
import { loadDataFile } from '../load-data-file.ts';
import { type Paint, paintFor } from '../report/colour.ts';
import { failureAsText } from '../report/failure.ts';
import { progressOn } from '../report/progress.ts';
import { type CoverageFormat, coverageAsData, coverageAsLcov, coverageAsText } from '../report/tests/coverage.ts';
import { countsAsText, testAsText } from '../report/tests/text.ts';
import { namesOf, readingOnce, type Surroundings } from '../surroundings.ts';
import { type CoveredRule, coveredRules, goalsOf, share } from '../tests/covered.ts';
import { countsOf, type TestOutcome } from '../tests/outcome.ts';
import { errorsIn, type TestedPolicy, testsOf } from '../tests/policy-tests.ts';

export interface TestOptions {
  /** A regular expression that the names of tests are to match somewhere. */
  readonly filter?: string;
  readonly format: 'text' | 'json' | 'junit';
  readonly now?: number;
  readonly timeout: number;
  readonly watch?: boolean;
  readonly coverage?: CoverageFormat;
  /** Exit status 1 where fewer goals than so many percent ever held. */
  readonly coverageMinimum?: number;
}

/** `polar test`: runs the tests once, or with `--watch` again whenever a file has changed, until Ctrl-C. */
export async function test(
  paths: readonly string[],
  options: TestOptions,
  surroundings: Surroundings,
): Promise<ExitStatus> {
  if (!options.watch) return testOnce(paths, options, readingOnce(surroundings));
  if (options.format !== 'text') throw new Failure('wrong-use', '--watch prints text: leave --format out.');
  let isOver = false;
  let wake = (): void => {};
  const stopListening = surroundings.onInterrupt(() => {
    isOver = true;
    wake();
  });
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
    while (!isOver) {
      isChanged = false;
      status = await testAgain(paths, options, surroundings);
      surroundings.errors.write('Watching for changes; Ctrl-C ends it.\n');
      while (!isChanged && !isOver) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      // An editor may write several files, or one in several steps.
      if (!isOver) await setTimeout(100);
    }
  } finally {
    stopListening();
    stopWatching();
  }
  return status;
}

/** One run of many: what cannot be read may be mended by the next change. */
async function testAgain(
  paths: readonly string[],
  options: TestOptions,
  surroundings: Surroundings,
): Promise<ExitStatus> {
  try {
    return await testOnce(paths, options, readingOnce(surroundings));
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
): Promise<ExitStatus> {
  const { output, errors, environment } = surroundings;
  const filter = filterOf(options.filter);
  const names = namesOf(surroundings);
  const named = orFail(
    await policiesNamed(paths.length === 0 ? ['.'] : paths, false, names, surroundings.files),
    names,
  );
  refuseEmpty(named);
  const paint = paintFor(output, environment);
  const problemPaint = paintFor(errors, environment);
  const progress = progressOn(errors, surroundings.now);
  const began = surroundings.now();
  const all: TestOutcome[] = [];
  const covered: CoveredRule[] = [];
  const wantsCoverage = options.coverage !== undefined || options.coverageMinimum !== undefined;
  // Where the output is for a program that reads the coverage, people read the tests beside it.
  const forTests =
    options.format === 'text' && options.coverage !== undefined && options.coverage !== 'text' ? errors : output;
  let isUnloadable = false;
  for (const files of named) {
    const reach = wantsCoverage ? new Reach() : undefined;
    const tested = await testedPolicy(files, filter, reach, options, surroundings);
    if (tested instanceof Failure) {
      isUnloadable = true;
      errors.write(`${problemPaint(['bold', 'red'], 'error:')} ${tested.message}\n`);
      continue;
    }
    for (const message of tested.errors) {
      isUnloadable = true;
      errors.write(`${problemPaint(['bold', 'red'], 'error:')} ${message}\n`);
    }
    const total = testsIn(tested.policy).length;
    let at = 0;
    for await (const outcome of testsOf(tested)) {
      all.push(outcome);
      progress.clear();
      if (options.format === 'text') forTests.write(testAsText(outcome, paint, output.columns ?? 100));
      progress.show(`Test ${(++at).toLocaleString('en')} of ${total.toLocaleString('en')}`);
    }
    if (reach !== undefined && tested.policy.dialect === 'cloud') {
      covered.push(...coveredRules(coverageOf(tested.policy, reach), tested.placeOf));
    }
    await setImmediate();
  }
  progress.clear();
  if (all.length === 0 && !isUnloadable) {
    const what =
      options.filter === undefined ? 'There is no test here' : `No test has a name that matches ${options.filter}`;
    errors.write(`${what}. One is written: test "name" { setup { … } assert …; }\n`);
  }
  const more = options.coverage === undefined ? {} : { coverage: coverageAsData(covered) };
  forTests.write(await endOf(all, options.format, paint, surroundings.now() - began, more));
  if (options.coverage !== undefined && options.format === 'text') {
    output.write(coverageText(covered, options.coverage, paint));
  }
  const { failed, errors: unrun } = countsOf(all);
  if (isUnloadable) return 2;
  const { percent } = share(goalsOf(covered));
  const isTooLittle = options.coverageMinimum !== undefined && percent < options.coverageMinimum;
  if (isTooLittle) {
    errors.write(
      `Only ${Math.floor(percent)} % of the goals hold in some test, and ${options.coverageMinimum} % should.\n`,
    );
  }
  return failed + unrun > 0 || isTooLittle ? 1 : 0;
}

async function endOf(
  all: readonly TestOutcome[],
  format: TestOptions['format'],
  paint: Paint,
  milliseconds: number,
  more: object,
): Promise<string> {
  if (format === 'json') return (await import('../report/tests/json.ts')).testsAsJson(all, more);
  if (format === 'junit') return (await import('../report/tests/junit.ts')).testsAsJunit(all);
  return countsAsText(all, paint, milliseconds);
}

function coverageText(covered: readonly CoveredRule[], format: CoverageFormat, paint: Paint): string {
  if (format === 'lcov') return coverageAsLcov(covered);
  if (format === 'json') return `${JSON.stringify(coverageAsData(covered), undefined, 2)}\n`;
  return coverageAsText(covered, paint);
}

/** A policy ready for its tests to be run; a Failure where its files or its data cannot be read. */
async function testedPolicy(
  files: CheckedPolicy,
  filter: (name: string) => boolean,
  reach: Reach | undefined,
  { now, timeout }: TestOptions,
  surroundings: Surroundings,
): Promise<TestedPolicy | Failure> {
  const names = namesOf(surroundings);
  try {
    const read = orFail(await loadPolicy(files, surroundings.files), names);
    const { configuration, policy, sources } = read;
    const loaded = { ...read, dataFile: dataFileOf(configuration), factFiles: factFilesOf(configuration) };
    const needsData = policy.dialect === 'library' && policy.queries.length > 0;
    const documents = new Map(
      [...sources.values()].map(({ uri, text }) => [uri, TextDocument.create(uri, 'polar', 0, text)]),
    );
    const placeOf: TestedPolicy['placeOf'] = ({ uri, start, end }) => ({
      file: sources.get(uri)?.shown ?? names.shown(uri),
      document: documents.get(uri) ?? TextDocument.create(uri, 'polar', 0, ''),
      start,
      end,
    });
    return {
      loaded,
      policy,
      errors: errorsIn(policy, placeOf),
      data: needsData ? await loadDataFile(undefined, loaded, surroundings) : undefined,
      filter,
      now: now ?? surroundings.unixTime(),
      timeout,
      clock: surroundings.now,
      reach,
      placeOf,
    };
  } catch (thrown) {
    if (thrown instanceof Failure) return thrown;
    throw thrown;
  }
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
