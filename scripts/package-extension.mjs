/**
 * Packages `dist/polar.vsix` from a folder that holds only what ships, with a manifest that says only what an editor
 * reads: no workspaces, scripts or development packages, and no `type`, since editors load what `main` and `browser` name as CommonJS.
 */
import { cpSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { completionSchema } from './completion-schema.mjs';
import { manifest, progress, Refusal, remove, root, runNode, vsix } from './project.mjs';

/** What ships beside the files that the manifest names. The bundles' server halves are named by the client. */
const ships = [
  'client/webview',
  'docs/checks',
  'docs/language',
  'examples/quickstart/data.json',
  'examples/quickstart/main.polar',
  'examples/quickstart/polar.config.json',
  'CHANGELOG.md',
  'LICENSE',
  'dist/pages',
  'dist/server.cjs',
  'dist/server-again.cjs',
  'dist/web/app-classes.js',
  'dist/web/engine.js',
  'dist/web/server.js',
  'dist/python',
  'dist/node-host.mjs',
  'dist/ThirdPartyNotices.txt',
];
const notForEditors = [
  'private',
  'type',
  'workspaces',
  'scripts',
  'devDependencies',
  'dependencies',
  'optionalDependencies',
  'allowScripts',
  'overrides',
];

/** Every `./…` path in a manifest, and its icon. */
const pathsIn = (value) => {
  if (typeof value === 'string') return value.startsWith('./') ? [value.slice(2)] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(pathsIn) : [];
};

/**
 * @param {object} [options]
 * @param {string} [options.to] the package's file
 * @param {string} [options.stage] the folder that is filled and packaged
 * @param {string[]} [options.without] keys to leave out of the manifest too: without `main` it runs in a web worker everywhere
 */
export const packageExtension = async ({ to = vsix, stage = join(root, 'dist', 'package'), without = [] } = {}) => {
  progress(`Packaging ${relative(root, to)}…`);
  remove(stage);
  mkdirSync(stage, { recursive: true });
  const forEditors = Object.fromEntries(
    Object.entries(manifest).filter(([key]) => ![...notForEditors, ...without].includes(key)),
  );
  for (const path of new Set([...ships, ...pathsIn(forEditors), forEditors.icon])) {
    if (!existsSync(join(root, path))) throw new Refusal(`The extension's manifest names ${path}, which is not there.`);
    cpSync(join(root, path), join(stage, path), { recursive: true });
  }
  // The configuration's schema completes and does not check: the server does, wherever it is open.
  const schema = join(stage, 'packages', 'policy', 'polar.config.schema.json');
  writeFileSync(schema, `${JSON.stringify(completionSchema(JSON.parse(readFileSync(schema, 'utf8'))))}\n`);
  // Pictures of the repository are no part of the package, where they would be broken.
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  writeFileSync(join(stage, 'README.md'), readme.replaceAll(/^!\[[^\]]*\]\((?!https:)[^)]*\)\n+/gm, ''));
  writeFileSync(join(stage, 'package.json'), `${JSON.stringify(forEditors, undefined, 2)}\n`);
  const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  const result = await runNode(
    [
      vsce,
      'package',
      '--no-dependencies',
      '--skip-license',
      '--allow-missing-repository',
      '--no-rewrite-relative-links',
      '--out',
      to,
    ],
    { cwd: stage, show: false },
  );
  if (result.status !== 0) {
    process.stderr.write(result.output);
    throw new Refusal('The extension could not be packaged; what the packager said is above.');
  }
  progress(`${relative(root, to)}: ${(statSync(to).size / 1024).toFixed(0)} kB`);
};
