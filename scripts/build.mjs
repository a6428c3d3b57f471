/**
 * `npm run build`: generates what is generated, bundles every entry point, and packages `dist/polar.vsix`.
 *
 *   --development   readable bundles with source maps, no package (what F5 uses)
 *   --watch         the same, and again at each change
 */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { engineApart, engineEntry, engineForBoth } from './engine-apart.mjs';
import { inlineWasm } from './inline-wasm.mjs';
import { main, manifest, progress, Refusal, requireNodeForTools, root, runNpm } from './project.mjs';

const watching = process.argv.includes('--watch');
const development = watching || process.argv.includes('--development');

const node = { platform: 'node', target: 'node20', mainFields: ['module', 'main'] };
const browser = { platform: 'browser', target: 'es2023', mainFields: ['browser', 'module', 'main'] };
// A bundle of modules in which packages written for `require` still find it.
const requireInModule = {
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
};

/**
 * The desktop's client is the browser's with another way to start the server: it takes the rest out of that one's bundle, so that the
 * package has it once. The root says `"type": "module"`, and Node has to read that bundle as what it is.
 */
const shareClient = {
  name: 'share-client',
  setup({ onResolve, onEnd }) {
    const shared = () => ({ path: './web/client.js', external: true });
    onResolve({ filter: /\/activate\.ts$/ }, shared);
    onResolve({ filter: /^@polar-tools\/(evaluator|policy|language|project|debug-adapter)$/ }, shared);
    onEnd(() => writeFileSync(join(root, 'dist', 'web', 'package.json'), '{ "type": "commonjs" }\n'));
  },
};

/**
 * The same for the server: that of Node is the browser's with another connection and the disk. What tells errors and messages apart must be there once, so all
 * of the language server's library but its ends for Node is taken from there as well.
 */
const shareServer = {
  name: 'share-server',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\/(server|json-text)\.ts$/ }, () => ({ path: './web/server.js', external: true }));
    onResolve({ filter: /^\.\.\/common\/(api|server)$/ }, ({ importer }) =>
      /vscode-(jsonrpc|languageserver|languageserver-protocol)[\\/]lib[\\/]node[\\/]/.test(importer)
        ? { path: 'language-server', namespace: 'shared' }
        : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'shared' }, () => ({
      contents: "module.exports = require('./web/server.js').languageServer;",
    }));
    onResolve({ filter: /^\.\/web\/server\.js$/, namespace: 'shared' }, ({ path }) => ({ path, external: true }));
  },
};

/**
 * Each module that imports from a package written for `require` makes itself a copy of all that the package has. Of the language server's library, which has
 * hundreds of names, one copy serves all modules.
 */
const libraryOnce = {
  name: 'library-once',
  setup({ onResolve, onLoad }) {
    const library = { path: 'vscode-languageserver', namespace: 'once' };
    onResolve({ filter: /^vscode-languageserver$/, namespace: 'file' }, ({ kind }) =>
      kind === 'import-statement' ? library : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'once' }, ({ path }) => ({
      contents: `export * from '${path}';`,
      resolveDir: join(root, 'server'),
    }));
  },
};

/** The library runs when the bundle does: all of it is compiled with it. */
const libraryCompiled = {
  name: 'library-compiled',
  setup({ initialOptions, onEnd }) {
    onEnd(async ({ errors }) => {
      if (development || errors.length > 0) return;
      const { eagerModules } = await import('./eager.mjs');
      const bundle = initialOptions.outfile;
      writeFileSync(bundle, eagerModules(readFileSync(bundle, 'utf8')));
    });
  },
};

/** What the library asks of Node only to start other processes, and to name pipes, is loaded when it does: it takes longer than most of the server's start. */
const nodeWhenUsed = {
  name: 'node-when-used',
  setup({ onResolve, onLoad }) {
    const used = { child_process: ['fork', 'spawnSync'], crypto: ['randomBytes'] };
    onResolve({ filter: /^(child_process|crypto)$/ }, ({ path, importer }) =>
      /node_modules[\\/]vscode-/.test(importer) ? { path, namespace: 'when-used' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'when-used' }, ({ path }) => ({
      contents: used[path]
        .map((name) => `exports.${name} = (...given) => require('node:${path}').${name}(...given);`)
        .join('\n'),
    }));
  },
};

/** A worker has no `module` to export to. */
const exportsAnywhere = { banner: { js: "var module = typeof module === 'undefined' ? {} : module;" } };

/** What reads the application's sources is loaded when there are some: a bundle of its own, of which Node and a web worker share the file. */
const apart = {
  name: 'apart',
  setup({ onResolve }) {
    onResolve({ filter: /^@polar-tools\/app-classes\/reading$/ }, () => ({
      path: './web/app-classes.js',
      external: true,
    }));
  },
};
const forBoth = {
  globalName: 'polarSources',
  footer: { js: 'if(typeof exports==="object")exports.readSource=polarSources.readSource;' },
};

// `eager`: what its users wait for is the check of a policy; or also that its tests are run.
const bundles = [
  {
    from: 'client/src/node/extension.ts',
    to: 'client.cjs',
    format: 'cjs',
    external: ['vscode'],
    plugins: [shareClient],
    ...node,
  },
  { from: 'client/src/web/extension.ts', to: 'web/client.js', format: 'cjs', external: ['vscode'], ...browser },
  // The pages of panels, each loaded only when its panel is shown.
  { from: 'client/pages/compare.ts', to: 'pages/compare.js', format: 'iife', ...browser },
  { from: 'client/pages/explain.ts', to: 'pages/explain.js', format: 'iife', ...browser },
  { from: 'client/pages/roles.ts', to: 'pages/roles.js', format: 'iife', ...browser },
  { from: 'server/src/node.ts', to: 'server.cjs', format: 'cjs', plugins: [shareServer, nodeWhenUsed, apart], ...node },
  // Beside the other, which it starts from what was compiled before.
  { from: 'server/src/node-again.ts', to: 'server-again.cjs', format: 'cjs', external: ['./server.cjs'], ...node },
  {
    from: 'server/src/web.ts',
    to: 'web/server.js',
    format: 'cjs',
    plugins: [libraryOnce, libraryCompiled, engineApart],
    ...exportsAnywhere,
    ...browser,
  },
  // The packages that the server imports, loaded when it uses them. Node and a web worker share the file.
  {
    from: 'scripts/engine-apart.mjs',
    to: 'web/engine.js',
    format: 'cjs',
    eager: 'checks',
    plugins: [engineEntry],
    after: [engineForBoth],
    ...browser,
  },
  {
    from: 'packages/app-classes/src/reading/read-source.ts',
    to: 'web/app-classes.js',
    format: 'iife',
    ...forBoth,
    ...browser,
  },
  {
    from: 'packages/cli/src/main.ts',
    to: 'cli.js',
    format: 'esm',
    eager: 'tests',
    plugins: [apart],
    ...requireInModule,
    ...node,
  },
  // Errors are told by the names of their classes, and a program that uses it is read by people.
  { from: 'packages/host-node/src/index.ts', to: 'oso.cjs', format: 'cjs', ...node },
  { from: 'packages/cli/src/tests/parallel/worker.ts', to: 'test-worker.js', format: 'esm', ...node },
  { from: 'packages/host-node/src/attach/attach.ts', to: 'polar-debug.cjs', format: 'cjs', ...node },
  { from: 'packages/host-node/src/application/main.ts', to: 'node-host.mjs', format: 'esm', ...node },
];

/** What methods are called that were private before `eager.mjs`. */
const openedNames = /^\$\$[A-Z]/;

/** `npm run generate`: what is generated from the grammar. */
const generate = async () => {
  progress('Generating…');
  const result = await runNpm(['run', '--silent', 'generate'], { show: false });
  if (result.status === 0) return;
  process.stderr.write(result.output);
  throw new Refusal('The generated code could not be written; the reason is above.');
};

const options = ({ from, to, eager, plugins = [], after = [], ...rest }, { eagerFunctions, constants }) => ({
  ...rest,
  plugins: [
    ...plugins,
    inlineWasm,
    ...(eager !== undefined && !development ? [eagerFunctions(eager)] : []),
    // A page's script may be one of several, which share their names.
    ...(rest.format !== 'iife' && !development ? [constants] : []),
    ...after,
  ],
  entryPoints: [join(root, from)],
  outfile: join(root, 'dist', to),
  absWorkingDir: root,
  bundle: true,
  // The command is not downloaded by anyone, and its stack traces are read by people.
  ...(!development &&
    to !== 'cli.js' &&
    to !== 'oso.cjs' &&
    to !== 'polar-debug.cjs' && { minify: true, mangleProps: openedNames }),
  sourcemap: development,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
  define: { 'process.env.POLAR_TOOLS_VERSION': JSON.stringify(manifest.version) },
});

/** The licences of what is bundled, as those licences ask: the text of each, under the package's name. */
const notices = (metafiles) => {
  const inputs = metafiles.flatMap(({ inputs }) => Object.keys(inputs));
  const folders = inputs.flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? []);
  const sections = [...new Set(folders)].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
    const file = ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'License.txt', 'license', 'LICENCE'].find((each) =>
      existsSync(join(root, folder, each)),
    );
    const text = file === undefined ? license : readFileSync(join(root, folder, file), 'utf8').trim();
    return `${name} ${version}\n\n${text}\n`;
  });
  return `Polar Tools contains these packages, each under its own licence.\n\n${sections.join(`\n${'-'.repeat(80)}\n\n`)}`;
};

/** What runs in the application's own interpreter, as it is. */
const copyPython = () => {
  const to = join(root, 'dist', 'python');
  rmSync(to, { recursive: true, force: true });
  cpSync(join(root, 'packages', 'host-python', 'python'), to, {
    recursive: true,
    filter: (path) => !path.includes('__pycache__'),
  });
};

const bundle = async () => {
  const { build, context } = await import('esbuild');
  const known = { ...(await import('./eager.mjs')), ...(await import('./constants.mjs')) };
  mkdirSync(join(root, 'dist', 'web'), { recursive: true });
  copyPython();
  const present = bundles.filter(({ from }) => existsSync(join(root, from)));
  for (const { from } of bundles.filter((each) => !present.includes(each))) progress(`Not there yet: ${from}`);
  if (watching) {
    for (const each of present) await (await context(options(each, known))).watch();
    progress('Watching for changes; Ctrl+C ends it.');
    return new Promise(() => {});
  }
  progress(`Bundling ${present.length} entry points…`);
  const results = await Promise.allSettled(present.map((each) => build(options(each, known))));
  const failed = present.filter((_, index) => results[index].status === 'rejected');
  if (failed.length > 0)
    throw new Refusal(`Could not be bundled, for the reasons above: ${failed.map(({ from }) => from).join(', ')}`);
  writeFileSync(join(root, 'dist', 'ThirdPartyNotices.txt'), notices(results.map(({ value }) => value.metafile)));
};

main(async () => {
  if (!existsSync(join(root, 'node_modules', 'esbuild')))
    throw new Refusal('The packages are not installed. Run `npm ci` first, then `npm run build` again.');
  requireNodeForTools();
  await generate();
  await bundle();
  if (development) return;
  const { packageExtension } = await import('./package-extension.mjs');
  await packageExtension();
});
