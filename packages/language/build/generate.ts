/**
 * Generates `src/generated` from `src/polar.langium`. Run by `npm run generate`; a test fails where the files are not
 * what this would write.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { emitNodes } from './emit-nodes.ts';
import { emitSites, ParserEmitter } from './emit-parser.ts';
import { emitTokens } from './emit-tokens.ts';
import { readGrammar } from './grammar.ts';
import { nodeTypes } from './node-types.ts';
import { readRules } from './rules.ts';

const HEADER = '// Generated from polar.langium by build/generate.ts. Do not edit.';
export const folder = new URL('../src/generated/', import.meta.url);

/** The files by name. */
export async function generate(): Promise<Map<string, string>> {
  const rules = readRules(await readGrammar());
  const types = nodeTypes(rules);
  const files = new Map([
    ['tokens.ts', emitTokens(rules, HEADER)],
    ['nodes.ts', emitNodes(types, HEADER)],
    ['site.ts', emitSites(rules, HEADER)],
    ['statement-parser.ts', new ParserEmitter(rules, types).emit(HEADER)],
  ]);
  return new Map([...files].map(([name, text]) => [name, indent(text)]));
}

/** Indents by brackets, so that the files can be read, and a change in them reviewed. */
function indent(text: string): string {
  let depth = 0;
  const lines = text.split('\n').map((line) => {
    const code = line.trim();
    const closing = /^[\])}]+/.exec(code)?.[0].length ?? 0;
    const level = depth - closing;
    if (!code.startsWith('//') && !code.startsWith('/*') && !code.startsWith('*')) depth += balance(code);
    return code === '' ? '' : '  '.repeat(level) + code;
  });
  return lines.join('\n');
}

function balance(code: string): number {
  const outside = code.replace(/'[^']*'/g, '');
  return (outside.match(/[[({]/g)?.length ?? 0) - (outside.match(/[\])}]/g)?.length ?? 0);
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of await generate()) writeFileSync(new URL(name, folder), text);
}
