/**
 * `npm run mutate -- PATH...`: changes the sources below each path in one place at a time, runs the tests of their package, and lists the changes that no test
 * notices. By Stryker, with its runner for Vitest. Takes long: a folder at a time, or a random sample of a package. Not part of `npm test`.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { identityOf, mutantsOf } from './mutation/mutants.mjs';
import { linesOf } from './mutation/report.mjs';
import { sampleOf } from './mutation/sample.mjs';
import { typeChecker } from './mutation/types.mjs';
import { main, progress, Refusal, remove, requireNode, requireNodeForTools, root, runNode } from './project.mjs';

const usage = `npm run mutate -- PATH... [--sample N] [--seed S]: which changes to the sources no test of their package notices

  npm run mutate -- packages/policy/src/checks/constant-condition.ts   every change in one file
  npm run mutate -- packages/policy --sample 100                       100 changes anywhere in a package
  npm run mutate -- packages/policy --sample 100 --seed 7              the same 100 as the last time with this seed`;

/** Below a folder: sources without tests, and without what `npm run generate` writes, which the tests of the generators hold. */
const isSource = (path) =>
  path.endsWith('.ts') && !path.endsWith('.test.ts') && path.includes('src/') && !path.includes('/generated/');

const sourcesOf = (path) =>
  path.endsWith('.ts')
    ? [path]
    : readdirSync(join(root, path), { recursive: true })
        .map((name) => `${path}/${name.replaceAll('\\', '/')}`)
        .filter((name) => !name.includes('/node_modules/') && isSource(name))
        .sort();

/** The package, or door, whose tests are run. */
const packageOf = (path) => /^(packages\/[^/]+|server|client)\//.exec(`${path}/`)?.[1];

const artifacts = join(root, 'artifacts', 'mutation');
const reportFile = join(artifacts, 'report.json');

/** Runs Stryker to its end. */
const stryker = async (mutate, more) => {
  const file = join(artifacts, 'stryker.config.json');
  writeFileSync(
    file,
    JSON.stringify({
      testRunner: 'vitest',
      plugins: ['@stryker-mutator/vitest-runner'],
      vitest: { configFile: 'scripts/mutation/tests.config.mjs', related: false },
      mutate,
      coverageAnalysis: 'perTest',
      reporters: ['clear-text', 'json', 'progress'],
      jsonReporter: { fileName: relative(root, reportFile) },
      clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
      ignorePatterns: ['dist', 'artifacts', 'scripts/vscode-web/node_modules', 'docs/images'],
      tempDirName: join(artifacts, 'sandbox'),
      concurrency: 2,
      allowEmpty: true,
      inPlace: false,
      symlinkNodeModules: true,
      // A change that never ends counts as noticed, by its test's name.
      timeoutMS: 20_000,
      ...more,
    }),
  );
  const { status } = await runNode([
    join(root, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js'),
    'run',
    file,
  ]);
  return status;
};

/** Runs some of the mutants of the sources, chosen by a seed, and prints those that no test noticed. */
const runSample = async (sources, size, seed) => {
  const mutants = await mutantsOf(sources.map((path) => join(root, path)));
  const sampled = sampleOf(mutants, size, seed);
  progress(`${sampled.length} of ${mutants.length} changes to ${sources.length} files, seed ${seed}`);
  const file = join(artifacts, 'sample.json');
  writeFileSync(file, JSON.stringify(sampled.map((mutant) => identityOf(mutant, root))));
  process.env.POLAR_SAMPLE = file;
  const rangeOf = ({ fileName, location: { start, end } }) =>
    `${relative(root, fileName).replaceAll('\\', '/')}:${start.line + 1}:${start.column}-${end.line + 1}:${end.column}`;
  const status = await stryker(sampled.map(rangeOf), {
    plugins: [
      '@stryker-mutator/vitest-runner',
      ...['only-sampled.mjs', 'as-found.mjs'].map((name) => join(root, 'scripts', 'mutation', name)),
    ],
    checkers: ['only-sampled'],
    reporters: ['json', 'progress-append-only', 'as-found'],
    concurrency: 1,
    dryRunTimeoutMinutes: 20,
  });
  if (status !== 0 || !existsSync(reportFile)) return status || 1;
  console.log(`\n${linesOf(JSON.parse(readFileSync(reportFile, 'utf8')), typeChecker(root)).join('\n')}`);
  return 0;
};

/** A whole number of at least `least`, as an option has it. */
const numberOf = (name, text, least) => {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < least)
    throw new Refusal(`--${name} wants a whole number of at least ${least}, not ${text}.\n\n${usage}`);
  return number;
};

const commandOf = (parameters) => {
  try {
    const { values, positionals } = parseArgs({
      args: parameters,
      allowPositionals: true,
      options: { sample: { type: 'string' }, seed: { type: 'string' } },
    });
    return { ...values, paths: positionals };
  } catch (error) {
    throw new Refusal(`${error.message}\n\n${usage}`);
  }
};

main(async () => {
  const { paths, sample, seed } = commandOf(process.argv.slice(2));
  const named = paths.map((path) => relative(root, join(process.cwd(), path)).replaceAll('\\', '/').replace(/\/$/, ''));
  const missing = named.find((path) => !existsSync(join(root, path)));
  if (missing !== undefined) throw new Refusal(`There is no ${missing}.`);
  const [of, ...others] = new Set(named.map(packageOf));
  if (of === undefined || others.length > 0) throw new Refusal(`Name files or folders of one package.\n\n${usage}`);
  requireNode();
  requireNodeForTools();
  remove(artifacts);
  mkdirSync(artifacts, { recursive: true });
  process.env.POLAR_MUTATED = of;
  process.env.POLAR_ROOT = root;
  // Of the programs and changes that tests make up, fewer will do.
  process.env.POLAR_PROGRAMS ??= '600';
  process.env.POLAR_FIX_RUNS ??= '100';
  const sources = named.flatMap(sourcesOf);
  return sample === undefined
    ? stryker(sources)
    : runSample(
        sources,
        numberOf('sample', sample, 1),
        seed === undefined ? Date.now() % 100_000 : numberOf('seed', seed, 0),
      );
});
