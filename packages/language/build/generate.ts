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
  return new Map([
    ['tokens.ts', emitTokens(rules, HEADER)],
    ['nodes.ts', emitNodes(types, HEADER)],
    ['site.ts', emitSites(rules, HEADER)],
    ['statement-parser.ts', new ParserEmitter(rules, types).emit(HEADER)],
  ]);
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of await generate()) writeFileSync(new URL(name, folder), text);
}
