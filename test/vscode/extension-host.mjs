/**
 * Runs the specs of `suite/` in the extension host of real VS Code against `dist/polar.vsix`.
 * `node test/vscode/extension-host.mjs ARTIFACTS [PATTERN]`; leaves `counts.json` and `report.txt` in ARTIFACTS.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { main, progress, quickstart, remove, root } from '../../scripts/project.mjs';
import { runSuite } from '../../scripts/vscode-web/run-suite.mjs';

const here = join(root, 'test', 'vscode');

main(async () => {
  const [artifacts = join(root, 'artifacts', 'extension-host'), pattern] = process.argv.slice(2);
  const suite = join(root, 'dist', 'test', 'suite.cjs');
  const specs = readdirSync(join(here, 'suite')).filter((file) => file.endsWith('.spec.ts'));
  await build({
    stdin: {
      resolveDir: join(here, 'suite'),
      contents: [
        "export { run } from './run.ts';",
        "import { load } from './run.ts';",
        ...specs.map((file) => `load(${JSON.stringify(file)}, () => require('./${file}'));`),
      ].join('\n'),
    },
    outfile: suite,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
  const folder = join(root, 'dist', 'test', 'workspace');
  remove(folder);
  cpSync(join(here, 'workspace'), folder, { recursive: true });
  cpSync(quickstart, join(folder, 'quickstart'), { recursive: true });
  const report = join(resolve(artifacts), 'report.txt');
  progress(`Running ${specs.length} files of tests in VS Code's extension host…`);
  for (const old of [report, join(resolve(artifacts), 'counts.json')]) rmSync(old, { force: true });
  mkdirSync(resolve(artifacts), { recursive: true });
  const env = { POLAR_REPORT: resolve(artifacts), ...(pattern === undefined ? {} : { POLAR_GREP: pattern }) };
  let code = 1;
  try {
    code = await runSuite({
      suite,
      folder,
      artifacts: resolve(artifacts),
      env,
      limit: 360_000,
    });
  } finally {
    if (existsSync(report)) console.log(readFileSync(report, 'utf8'));
  }
  return code;
});
