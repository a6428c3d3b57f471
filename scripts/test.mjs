/**
 * `npm test`: installs, builds, checks types, style and imports, and runs every test, real VS Code included.
 * Its last line is `N passed, N failed`, where a step that fails counts as one failure.
 */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { installProject } from './install.mjs';
import { main, progress, Refusal, remove, requireNode, root, runNode } from './project.mjs';

const usage = `npm test: installs what it needs, builds, and runs every check and every test.

  npm test -- --no-vscode       leaves out the tests in real VS Code
  npm test -- --update-images   writes the screenshots of the user's guide again (docs/images)
  npm run unit                  only the unit tests`;

const artifacts = join(root, 'artifacts');
const tool = (...path) => join(root, 'node_modules', ...path);

/** @typedef {{passed: number, failed: number, skipped: number, note?: string}} Counts */

const zero = { passed: 0, failed: 0, skipped: 0 };

/** A step that is right or wrong as a whole. */
const check = (parameters) => async () => {
  const { status } = await runNode(parameters);
  return { ...zero, failed: status === 0 ? 0 : 1 };
};

/** The counts of a test runner's report; a runner that ended badly without a failed test is one failure. */
const counted = (status, file, read) => {
  if (!existsSync(file)) return { ...zero, failed: 1, note: `no report (exit status ${status})` };
  const counts = read(JSON.parse(readFileSync(file, 'utf8')));
  const ran = counts.passed + counts.failed > 0;
  return { ...counts, failed: counts.failed === 0 && (status !== 0 || !ran) ? 1 : counts.failed };
};

const unitTests = async () => {
  await lowestNode;
  const file = join(artifacts, 'unit.json');
  const { status } = await runNode([
    tool('vitest', 'vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  return counted(status, file, (report) => ({
    passed: report.numPassedTests,
    // A file that could not be loaded has no test to fail.
    failed:
      report.numFailedTests +
      report.testResults.filter((each) => each.status === 'failed' && each.assertionResults.length === 0).length,
    skipped: report.numPendingTests + report.numTodoTests,
  }));
};

/** VS Code and a browser, fetched while other steps compute. */
let vscode;
const startFetchingVSCode = async () => {
  const { prepareVSCode } = await import('./vscode-web/prepare.mjs');
  vscode = prepareVSCode().catch((error) => `real VS Code could not be installed: ${error?.message ?? error}`);
};

/** The oldest Node that is supported, fetched while other steps compute. Without it the tests that need it are left out, and say so. */
let lowestNode;
const startFetchingLowestNode = async () => {
  const { installLowestNode } = await import('./lowest-node/install.mjs');
  lowestNode = installLowestNode().catch((error) =>
    progress(`Node 20.0.0 could not be installed: ${error?.message ?? error}`),
  );
};

/** Runs one of the programs in test/vscode, which print what they do and leave `counts.json`. */
const vscodeTests =
  (name, program, ...parameters) =>
  async () => {
    const missing = await vscode;
    if (missing !== undefined) {
      progress(`Skipped: ${missing}`);
      return { ...zero, skipped: 1, note: missing };
    }
    const folder = join(artifacts, name);
    remove(folder);
    mkdirSync(folder, { recursive: true });
    const { status } = await runNode([join(root, 'test', 'vscode', `${program}.mjs`), folder, ...parameters]);
    return counted(status, join(folder, 'counts.json'), (report) => ({ ...zero, ...report }));
  };

const row = (cells, widths) =>
  cells.map((cell, index) => (index === 0 ? cell.padEnd(widths[index]) : cell.padStart(widths[index]))).join('  ');

const summary = (results) => {
  const rows = results.map(({ name, counts, seconds }) => [
    name,
    counts.failed > 0 ? 'FAILED' : counts.skipped > 0 && counts.passed === 0 ? 'skipped' : 'ok',
    counts.passed + counts.failed + counts.skipped > 0 ? `${counts.passed} passed, ${counts.failed} failed` : '',
    `${seconds.toFixed(1)} s`,
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((each) => each[column].length)));
  return rows.map((each) => `  ${row(each, widths)}`).join('\n');
};

main(async () => {
  const parameters = process.argv.slice(2);
  const known = ['--no-vscode', '--update-images', '--help', '-h'];
  const unknown = parameters.find((each) => !known.includes(each));
  if (unknown !== undefined) throw new Refusal(`npm test does not know ${unknown}.\n\n${usage}`);
  if (parameters.includes('--help') || parameters.includes('-h')) return void console.log(usage);
  requireNode();
  mkdirSync(artifacts, { recursive: true });

  const images = parameters.filter((each) => each === '--update-images');
  const steps = [
    ['build', check([join(root, 'scripts', 'build.mjs')])],
    ['types', check([tool('typescript', 'bin', 'tsc'), '-p', 'tsconfig.json'])],
    ["pages' types", check([tool('typescript', 'bin', 'tsc'), '-p', 'client/pages/tsconfig.json'])],
    ['style', check([tool('@biomejs', 'biome', 'bin', 'biome'), 'check', '.'])],
    [
      'layers',
      check([
        tool('dependency-cruiser', 'bin', 'dependency-cruiser.mjs'),
        '--config',
        '.dependency-cruiser.cjs',
        'packages',
        'server',
        'client',
        'test',
        'scripts',
      ]),
    ],
    ['import circles', check([join(root, 'scripts', 'import-circles.mjs')])],
    ['unit tests', unitTests],
    ...(parameters.includes('--no-vscode')
      ? []
      : [
          ['VS Code: extension host', vscodeTests('extension-host', 'extension-host')],
          ...[
            ['window', 'window'],
            ['tests', 'testing'],
            ['first steps', 'first-steps'],
            ['habits', 'habits'],
            ['explain', 'explain'],
            ['roles', 'roles'],
            ['a server that runs', 'attach'],
            ['a server in a terminal', 'serving'],
          ].map(([name, program]) => [`VS Code: ${name}`, vscodeTests(program, program, ...images)]),
          ['VS Code: compare', vscodeTests('compare', 'compare')],
          ['VS Code: recordings', vscodeTests('recordings', 'recordings')],
          ['VS Code: keyboard', vscodeTests('keyboard', 'keyboard')],
          ['VS Code: browser only', vscodeTests('window-web', 'window', '--web')],
        ]),
  ];
  const results = [];
  const step = async (name, body) => {
    progress(`── ${name} ──`);
    const started = Date.now();
    const counts = await body().catch((error) => {
      console.error(error instanceof Refusal ? error.message : error);
      return { ...zero, failed: 1 };
    });
    results.push({ name, counts, seconds: (Date.now() - started) / 1000 });
    return counts.failed === 0;
  };
  const installed = await step('install', () => installProject().then(() => zero));
  if (installed) await startFetchingLowestNode();
  if (installed && !parameters.includes('--no-vscode')) await startFetchingVSCode();
  if (installed) for (const [name, body] of steps) await step(name, body);

  const total = (key) => results.reduce((sum, { counts }) => sum + counts[key], 0);
  console.log(`\n${summary(results)}\n`);
  for (const { name, counts } of results) if (counts.note !== undefined) console.log(`  ${name}: ${counts.note}`);
  console.log(`  Reports and screenshots: ${relative(process.cwd(), artifacts) || '.'}\n`);
  const skipped = total('skipped');
  console.log(`${total('passed')} passed, ${total('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  return total('failed') === 0 ? 0 : 1;
});
