/**
 * Generates `src/generated` from the grammar that Langium read, and makes the grammar for people readable. The second half of `npm run generate`;
 * a test fails where the files are not what it would write.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Grammar } from 'langium';
import { checkTables } from './check-tables.ts';
import { readConfiguration } from './configuration.ts';
import { emitNodes } from './emit-nodes.ts';
import { emitSites, ParserEmitter } from './emit-parser.ts';
import { emitTokens } from './emit-tokens.ts';
import { readGrammar } from './grammar.ts';
import { nodeTypes } from './node-types.ts';
import { readable } from './readable-grammar.ts';
import { readRules } from './rules.ts';
import { isProgram } from './run-as-program.ts';

export const folder = new URL('../src/generated/', import.meta.url);

/** The files by name. */
export async function generate(places = readConfiguration()): Promise<Map<string, string>> {
  const header = `// Generated from ${basename(fileURLToPath(places.grammar))} by build/generate.ts. Do not edit.`;
  return generateFrom(await readGrammar(places), header);
}

/** @throws on what the generator does not know: a construct, or a name in one of its own tables that the grammar does not have */
export function generateFrom(grammar: Grammar, header: string): Map<string, string> {
  const rules = readRules(grammar);
  const types = nodeTypes(rules);
  checkTables(rules, types);
  const files = new Map([
    ['tokens.ts', emitTokens(rules, header)],
    ['nodes.ts', emitNodes(types, header)],
    ['site.ts', emitSites(rules, header)],
    ['statement-parser.ts', new ParserEmitter(rules, types).emit(header)],
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

if (isProgram(import.meta.url)) {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of await generate()) writeFileSync(new URL(name, folder), text);
  const { bnf } = readConfiguration();
  writeFileSync(bnf, readable(readFileSync(bnf, 'utf8')));
}
