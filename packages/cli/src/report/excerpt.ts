import type { TextDocument } from 'vscode-languageserver-textdocument';
import { printable } from './printable.ts';

/** The first line of a range, laid out for a terminal, and where its marks belong. */
export interface Excerpt {
  /** Zero-based. */
  readonly line: number;
  /** The line without its end, tabs as spaces, cut to the width with `…`. */
  readonly text: string;
  /** Columns before the first mark. */
  readonly indent: number;
  /** Columns to mark, at least 1. */
  readonly width: number;
}

const tabWidth = 4;
/** Each character is one column. */
const plain = /^[ -~]*$/;
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * The line in which a range starts, with the columns of the part of the range that lies in it.
 *
 * @param start UTF-16 offset
 * @param columns how wide the text may be
 */
export function excerpt(document: TextDocument, start: number, end: number, columns: number): Excerpt {
  const from = document.positionAt(start);
  const lineStart = document.offsetAt({ line: from.line, character: 0 });
  const source = lineAt(document, from.line);
  const first = Math.min(start - lineStart, source.length);
  const last = Math.min(Math.max(end - lineStart, first), source.length);

  const before = layOut(source.slice(0, first), 0);
  const marked = layOut(source.slice(first, last), before.width);
  const after = layOut(source.slice(last), before.width + marked.width);
  const width = Math.max(marked.width, 1);
  const whole = before.text + marked.text + after.text;
  if (before.width + marked.width + after.width <= columns) {
    return { line: from.line, text: whole, indent: before.width, width };
  }
  return { line: from.line, ...cut(whole, before.width, width, columns) };
}

function lineAt(document: TextDocument, line: number): string {
  return document
    .getText({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } })
    .replace(/[\r\n]+$/, '');
}

/** Text with tabs and control characters made visible, and its width in columns. */
function layOut(text: string, column: number): { text: string; width: number } {
  if (plain.test(text)) return { text, width: text.length };
  let out = '';
  let width = 0;
  for (const { segment } of segmenter.segment(text)) {
    if (segment === '\t') {
      const spaces = tabWidth - ((column + width) % tabWidth);
      out += ' '.repeat(spaces);
      width += spaces;
    } else {
      const shown = printable(segment);
      out += shown;
      width += columnsOf(shown);
    }
  }
  return { text: out, width };
}

/** East Asian wide characters and emoji take two columns of a terminal. */
function columnsOf(segment: string): number {
  const code = segment.codePointAt(0) ?? 0;
  if (code < 0x1100) return 1;
  if (/\p{Extended_Pictographic}/u.test(segment)) return 2;
  return /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\uFF01-\uFF60\uFFE0-\uFFE6\u3000-\u303F]/u.test(
    segment,
  )
    ? 2
    : 1;
}

/** A window of the line around the marks. */
function cut(text: string, indent: number, width: number, columns: number): Omit<Excerpt, 'line'> {
  const room = Math.max(columns - 2, 20);
  const from = indent + width <= room ? 0 : Math.max(0, indent - Math.floor(room / 3));
  let out = from > 0 ? '…' : '';
  let column = 0;
  let skipped = 0;
  let shown = 0;
  let cutShort = false;
  for (const { segment } of segmenter.segment(text)) {
    const size = columnsOf(segment);
    if (column < from) {
      skipped += size;
    } else if (shown + size <= room) {
      out += segment;
      shown += size;
    } else {
      cutShort = true;
      break;
    }
    column += size;
  }
  const newIndent = indent - skipped + (from > 0 ? 1 : 0);
  const end = shown + (from > 0 ? 1 : 0);
  return {
    text: cutShort ? `${out}…` : out,
    indent: newIndent,
    width: Math.max(1, Math.min(width, end - newIndent)),
  };
}
