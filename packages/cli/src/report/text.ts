import { printable } from '@polar-tools/language';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Paint } from './colour.ts';
import { excerpt } from './excerpt.ts';
import type { CheckedFile, Severity } from './finding.ts';

/** Findings of one file that are shown: nobody reads more, and a terminal of a service that keeps what is printed may choke on them. */
const MOST_SHOWN = 1_000;
/** UTF-16 units of a line of a message: names and strings in it may be of any length. */
const LONGEST_LINE = 2_000;

const shortened = (line: string): string => (line.length <= LONGEST_LINE ? line : `${line.slice(0, LONGEST_LINE)}…`);

const colours = { error: 'red', warning: 'yellow', information: 'blue', hint: 'cyan' } as const;

/**
 * For a person: each finding as `file:line:column: severity: message [code]` (one-based, so that terminals and editors
 * can open it), the line with a caret below what is meant, and a last line that counts.
 */
export function textReport(files: readonly CheckedFile[], paint: Paint, columns: number): string {
  const parts: string[] = [];
  for (const { file, document, findings, unread } of files) {
    for (const { severity, code, message, start, end, related } of findings.slice(0, MOST_SHOWN)) {
      const colour = colours[severity];
      const [firstLine = '', ...more] = message.split('\n').map((line) => printable(shortened(line)));
      parts.push(
        `${paint('bold', place(file, document, start))} ${paint(['bold', colour], `${severity}:`)} ${firstLine} ${paint('dim', `[${code}]`)}`,
        ...more.map((line) => `    ${line}`.trimEnd()),
        ...(unread ? [] : [marked(document, start, end, (text) => paint(colour, text), paint, columns)]),
      );
      for (const other of related) {
        parts.push(
          `  ${place(other.file, other.document, other.start)} ${printable(shortened(other.message))}`,
          marked(other.document, other.start, other.end, (text) => paint('blue', text), paint, columns),
        );
      }
      parts.push('');
    }
    const left = findings.length - MOST_SHOWN;
    if (left > 0)
      parts.push(
        `${paint('bold', `${printable(file)}:`)} and ${count(left, 'more finding')} like these. With --format json or sarif all are told.`,
        '',
      );
  }
  parts.push(paint('bold', total(files)), '');
  return parts.join('\n');
}

/** `file:line:column:`, one-based; the column counts UTF-16 units as VS Code does. */
export function place(file: string, document: TextDocument, offset: number): string {
  const { line, character } = document.positionAt(offset);
  return `${printable(file)}:${line + 1}:${character + 1}:`;
}

/** The line with its number, and carets below the range. */
export function marked(
  document: TextDocument,
  start: number,
  end: number,
  paintMark: (text: string) => string,
  paint: Paint,
  columns: number,
): string {
  const number = String(document.positionAt(start).line + 1);
  const gutter = Math.max(number.length, 3);
  const shown = excerpt(document, start, end, Math.max(columns - gutter - 3, 40));
  const bar = paint('dim', '│');
  return [
    `${paint('dim', number.padStart(gutter))} ${bar} ${shown.text}`,
    `${' '.repeat(gutter)} ${bar} ${' '.repeat(shown.indent)}${paintMark('^'.repeat(shown.width))}`,
  ].join('\n');
}

function total(files: readonly CheckedFile[]): string {
  const counts = new Map<Severity, number>();
  for (const { findings } of files) {
    for (const { severity } of findings) counts.set(severity, (counts.get(severity) ?? 0) + 1);
  }
  const inFiles = `${count(files.length, 'file')} checked`;
  if (counts.size === 0) return `${inFiles}, nothing found.`;
  const found = (
    [
      ['error', 'error'],
      ['warning', 'warning'],
      ['information', 'note'],
      ['hint', 'hint'],
    ] as const
  ).flatMap(([severity, word]) => {
    const found = counts.get(severity);
    return found === undefined ? [] : [count(found, word)];
  });
  return `${inFiles}: ${found.join(', ')}.`;
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
