/** `npm run tree -- policy.polar`: the tree of a policy with its ranges, and what is wrong with it. With `-`, of what is typed. */
import { readFileSync } from 'node:fs';
import { childrenOf, LineIndex, type Node, type PolarNode, parseFile, rangeOf } from '../src/index.ts';

const [, , name] = process.argv;
if (name === undefined) {
  console.error('npm run tree -- policy.polar');
  process.exit(1);
}
const text = readFileSync(name === '-' ? 0 : name, 'utf8');
const index = new LineIndex(text);
const at = (offset: number): string => {
  const { line, character } = index.positionAt(offset, 'utf-16');
  return `${line + 1}:${character + 1}`;
};

/** The values of a node itself: its text, its operator, its flags. */
function values(node: Node): string {
  return Object.entries(node)
    .filter(
      ([key, value]) => !key.startsWith('$') && (typeof value !== 'object' || value === null) && value !== undefined,
    )
    .map(([key, value]) => ` ${key}=${typeof value === 'bigint' ? `${value}` : JSON.stringify(value)}`)
    .join('');
}

function show(node: PolarNode, depth: number): void {
  const { start, end } = rangeOf(node);
  console.log(`${'  '.repeat(depth)}${node.$type}${values(node)}  ${at(start)}-${at(end)}`);
  for (const child of childrenOf(node)) show(child as PolarNode, depth + 1);
}

for (const { base, tree, errors } of parseFile(text).statements) {
  if (tree !== undefined) show(tree, 0);
  for (const { code, message, start, end } of errors)
    console.log(`! ${at(base + start)}-${at(base + end)} ${code}: ${message}`);
}
