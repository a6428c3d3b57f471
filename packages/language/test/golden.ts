/**
 * Broken policies with what is said of them, in `errors/*.polar`. A file holds cases, each a title after `### ` and a
 * text. Under a line of it stands what is reported there: carets below the place (a bar where it has no width), the code and the
 * message. The case's last line, after `=> `, names the statements that were understood; none of them may get lost.
 * Rewritten by `npm run golden`, to be read through before it is committed.
 */

import { LineIndex, parseFile } from '../src/index.ts';
import type { PolarNode, Statement } from '../src/tree/ast.ts';
import { errorsOf } from './agreement.ts';

export interface Case {
  readonly title: string;
  /** The case as it stands in the file, without its title. */
  readonly written: string;
  /** The policy alone. */
  readonly text: string;
}

const EXPECTATION = /^ *(\^+|\|) [a-z-]+: \S.*$/;
const UNDERSTOOD = /^=> \S.*$/;

/** @throws on what is no case: without a title, an expectation that can't be read, a title said twice */
export function readCases(file: string): Case[] {
  const cases: Case[] = [];
  const [before, ...parts] = file.split(/^### /m);
  if (before !== '') throw new Error(`text before the first title: ${before}`);
  for (const part of parts) {
    const end = part.indexOf('\n');
    const title = part.slice(0, end);
    if (title.trim() === '' || cases.some((other) => other.title === title)) throw new Error(`title: "${title}"`);
    const written = part.slice(end + 1).trimEnd();
    const lines = written.split('\n');
    for (const line of lines) {
      if (/^ *[|^]/.test(line) && !EXPECTATION.test(line)) throw new Error(`${title}: malformed: ${line}`);
    }
    const text = lines
      .filter((line) => !EXPECTATION.test(line) && !UNDERSTOOD.test(line))
      .join('\n')
      .trimEnd();
    cases.push({ title, written, text });
  }
  return cases;
}

/** The case as it should stand in the file. */
export function annotate(text: string): string {
  const file = parseFile(text);
  const index = new LineIndex(text);
  const notes = new Map<number, string[]>();
  for (const { code, message, start, end } of errorsOf(file)) {
    const { line, character } = index.positionAt(start, 'utf-32');
    const until = index.positionAt(end, 'utf-32');
    const width = until.line === line ? until.character - character : [...index.lineText(line)].length - character;
    const note = `${' '.repeat(character)}${width > 0 ? '^'.repeat(width) : '|'} ${code}: ${message}`;
    notes.set(line, [...(notes.get(line) ?? []), note]);
  }
  const lines = text.split('\n').flatMap((line, i) => [line, ...(notes.get(i) ?? [])]);
  const understood = file.statements.map(({ tree }) => (tree ? summary(tree) : 'nothing')).join(', ');
  return [...lines, `=> ${understood}`].join('\n');
}

function summary(tree: Statement): string {
  switch (tree.$type) {
    case 'Rule':
      return `${tree.name.text}/${tree.parameters.length}${tree.body ? ` if ${kinds(tree.body)}` : ''}`;
    case 'RuleType':
      return `type ${tree.name.text}/${tree.parameters.length}`;
    case 'InlineQuery':
      return '?=';
    case 'Block':
      return `${tree.keyword?.text ?? ''} ${tree.name.text}{${tree.members.length}}`.trim();
    case 'Declare':
      return `declare ${tree.name.text}/${tree.types.length}`;
    case 'Fixture':
      return `fixture ${tree.name.text}{${tree.facts.length}}`;
    case 'Test':
      return `test{${tree.setup?.items.length ?? 0} + ${tree.assertions.length}}`;
  }
}

function kinds(body: PolarNode): string {
  return body.$type === 'And' || body.$type === 'Or' ? `${body.$type}(${body.operands.length})` : body.$type;
}
