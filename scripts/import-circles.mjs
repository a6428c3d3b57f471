/**
 * Finds files that import one another in a circle, types included. Two files that know each other's types are one idea in two pieces;
 * where more than four do, a room is missing. dependency-cruiser's own rule (`no-circle`) is about what is loaded, and counts no files.
 *
 *   node scripts/import-circles.mjs     says which, with exit status 1
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { root } from './project.mjs';

/** Files that may import one another. */
const MOST = 4;

/** Groups of files of which each can be reached from each other one; `imports`: what each file imports. */
export function circles(imports) {
  const found = [];
  const numbers = new Map();
  const lowest = new Map();
  const open = [];
  const isOpen = new Set();
  const visit = (file) => {
    const number = numbers.size;
    numbers.set(file, number);
    lowest.set(file, number);
    open.push(file);
    isOpen.add(file);
    for (const other of imports.get(file) ?? []) {
      if (!imports.has(other)) continue;
      if (!numbers.has(other)) visit(other);
      if (isOpen.has(other)) lowest.set(file, Math.min(lowest.get(file), lowest.get(other)));
    }
    if (lowest.get(file) !== number) return;
    const circle = open.splice(open.indexOf(file));
    for (const each of circle) isOpen.delete(each);
    if (circle.length > 1) found.push(circle.sort());
  };
  for (const file of imports.keys()) if (!numbers.has(file)) visit(file);
  return found;
}

async function importsOfProject() {
  process.chdir(root);
  const { options } = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs'));
  const { output } = await cruise(['packages', 'server', 'client'], options, undefined, {
    tsConfig: extractTSConfig(options.tsConfig.fileName),
  });
  const ships = ({ source }) => /^(packages\/[^/]+|server|client)\/src\//.test(source) && !source.endsWith('.test.ts');
  return new Map(
    output.modules
      .filter(ships)
      .map(({ source, dependencies }) => [source, dependencies.map(({ resolved }) => resolved)]),
  );
}

if (process.argv[1] === import.meta.filename) {
  const large = circles(await importsOfProject()).filter((circle) => circle.length > MOST);
  for (const circle of large) console.error(`${circle.length} files import one another:\n  ${circle.join('\n  ')}\n`);
  if (large.length > 0)
    console.error(`More than ${MOST} files import one another: what they share needs a file of its own.`);
  if (large.length > 0) process.exitCode = 1;
  else console.log(`Nowhere do more than ${MOST} files import one another.`);
}
