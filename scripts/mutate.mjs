/**
 * `npm run mutate -- PATH...`: changes the sources below each path in one place at a time, runs the tests of their package, and lists the changes that no test
 * notices. By Stryker, with its runner for Vitest. Takes long: a folder at a time. Not part of `npm test`.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { remove, requireNode, root, runNode } from './project.mjs';

const usage = `npm run mutate -- PATH...: which changes to the sources no test of their package notices

  npm run mutate -- packages/policy/src/checks
  npm run mutate -- packages/policy/src/checks/constant-condition.ts`;

/** A file, or every source below a folder. */
const patternOf = (path) => (path.endsWith('.ts') ? [path] : [`${path}/**/*.ts`, `!${path}/**/*.test.ts`]);

/** The package, or door, whose tests are run. */
const packageOf = (path) => /^(packages\/[^/]+|server|client)\//.exec(`${path}/`)?.[1];

const named = process.argv
  .slice(2)
  .map((path) => relative(root, join(process.cwd(), path)).replaceAll('\\', '/').replace(/\/$/, ''));
const packages = new Set(named.map(packageOf));
const [of] = packages;
if (
  named.length === 0 ||
  packages.size !== 1 ||
  of === undefined ||
  named.some((path) => !existsSync(join(root, path)))
) {
  console.error(usage);
  process.exit(2);
}
requireNode();
process.env.POLAR_MUTATED = of;
const artifacts = join(root, 'artifacts', 'mutation');
const stryker = join(artifacts, 'stryker.config.json');
remove(artifacts);
mkdirSync(artifacts, { recursive: true });
writeFileSync(
  stryker,
  JSON.stringify({
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: 'scripts/mutation-tests.config.mjs', related: false },
    mutate: named.flatMap(patternOf),
    coverageAnalysis: 'perTest',
    reporters: ['clear-text', 'json', 'progress'],
    jsonReporter: { fileName: relative(root, join(artifacts, 'report.json')) },
    clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
    ignorePatterns: ['dist', 'artifacts', 'scripts/vscode-web/node_modules', 'docs/images'],
    tempDirName: join(artifacts, 'sandbox'),
    concurrency: 2,
    allowEmpty: true,
    inPlace: false,
    symlinkNodeModules: true,
    // A change that never ends counts as noticed, by its test's name.
    timeoutMS: 20_000,
  }),
);
const { status } = await runNode([
  join(root, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js'),
  'run',
  stryker,
]);
process.exitCode = status;
