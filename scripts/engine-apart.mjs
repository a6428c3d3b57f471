/**
 * Lets the language server answer `initialize` before it has loaded what reads and runs policies: two thirds of its program, and more of the time that starting
 * takes. The server's own files stand in `dist/web/server.js`; the packages that they import in `dist/web/engine.js`, which is loaded once a name of
 * them is used. The sources know nothing of it: an imported name is a property there, which loads the packages when it is read.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './project.mjs';

/** What is in the bundle of its own. */
const packages = [
  '@polar-tools/evaluator',
  '@polar-tools/graph',
  '@polar-tools/language',
  '@polar-tools/policy',
  '@polar-tools/project',
  '@humanwhocodes/momoa',
];
const isApart = new RegExp(`^(?:${packages.join('|')})$`);
/** Where the files stand that are in the server's bundle. */
const folders = ['server/src', 'packages/app-classes/src'];

/** The names that the server's files import from each of the packages, types aside. */
const namesUsed = () => {
  // Only now: which Node is needed is told before a package is missed.
  const ts = createRequire(import.meta.url)('typescript');
  const names = new Map(packages.map((each) => [each, new Set()]));
  for (const folder of folders) {
    for (const file of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts') || file.endsWith('.test.ts')) continue;
      const { statements } = ts.createSourceFile(
        file,
        readFileSync(join(root, folder, file), 'utf8'),
        ts.ScriptTarget.ESNext,
      );
      for (const each of statements) {
        if (!ts.isImportDeclaration(each) && !ts.isExportDeclaration(each)) continue;
        const used = names.get(each.moduleSpecifier?.text);
        const clause = ts.isImportDeclaration(each) ? each.importClause : each;
        if (used === undefined || clause === undefined || clause.isTypeOnly) continue;
        const list = ts.isImportDeclaration(each) ? clause.namedBindings : clause.exportClause;
        if (list === undefined || !('elements' in list))
          throw new Error(`${file} must import from ${each.moduleSpecifier.text} by names.`);
        for (const { isTypeOnly, propertyName, name } of list.elements)
          if (!isTypeOnly) used.add((propertyName ?? name).text);
      }
    }
  }
  return names;
};

/** A variable's name for a package. */
const variableOf = (name) => name.replace(/\W+/g, '_');

/** For the server's bundle: names are properties of what loads the packages when one of them is read. */
export const engineApart = {
  name: 'engine-apart',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: isApart }, ({ path }) => ({ path, namespace: 'apart' }));
    // One copy of a package's properties for all files that import it.
    onLoad({ filter: /.*/, namespace: 'apart' }, ({ path }) => ({
      contents: `export * from ${JSON.stringify(`loaded:${path}`)};`,
    }));
    onResolve({ filter: /^loaded:/ }, ({ path }) => ({ path: path.slice('loaded:'.length), namespace: 'loaded' }));
    onLoad({ filter: /.*/, namespace: 'loaded' }, ({ path }) => ({
      contents: `const engine = require('engine:load');
for (const name of ${JSON.stringify([...namesUsed().get(path)].sort())})
  Object.defineProperty(exports, name, { enumerable: true, get: () => engine.load().${variableOf(path)}[name] });`,
    }));
    onResolve({ filter: /^engine:load$/ }, ({ path }) => ({ path, namespace: 'engine' }));
    onResolve({ filter: /^\.\/engine\.js$/ }, ({ path }) => ({ path, external: true }));
    // A worker has no \`require\`: there the server says how scripts are loaded (server/src/web.ts).
    onLoad({ filter: /.*/, namespace: 'engine' }, () => ({
      contents: `let engine;
exports.load = () => (engine ??= globalThis.polarLoadEngine?.() ?? require('./engine.js'));`,
    }));
  },
};

/** For the packages' bundle: what the server uses of them. */
export const engineEntry = {
  name: 'engine-entry',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /[\\/]engine-apart\.mjs$/ }, () => ({ path: 'engine', namespace: 'entry' }));
    onResolve({ filter: /^used:/ }, ({ path }) => ({ path: path.slice('used:'.length), namespace: 'used' }));
    onLoad({ filter: /.*/, namespace: 'entry' }, () => ({
      contents: packages
        .map((each) => `export * as ${variableOf(each)} from ${JSON.stringify(`used:${each}`)};`)
        .join('\n'),
      resolveDir: join(root, 'server'),
    }));
    onLoad({ filter: /.*/, namespace: 'used' }, ({ path }) => ({
      contents: `export { ${[...namesUsed().get(path)].sort().join(', ')} } from ${JSON.stringify(path)};`,
      resolveDir: join(root, 'server'),
    }));
  },
};

/** The packages' bundle as a function of its own, once all else is done: two scripts of a worker share what stands at their tops, and names there are short. */
export const engineForBoth = {
  name: 'engine-for-both',
  setup({ initialOptions: { outfile }, onEnd }) {
    onEnd(({ errors }) => {
      if (errors.length > 0) return;
      const text = readFileSync(outfile, 'utf8');
      writeFileSync(
        outfile,
        `var polarEngine=(()=>{const module={exports:{}};\n${text}\nreturn module.exports})();if(typeof exports==="object")Object.assign(exports,polarEngine);\n`,
      );
    });
  },
};
