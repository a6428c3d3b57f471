import { printable } from '@polar-tools/language';
import type { TextDocument } from 'vscode-languageserver-textdocument';

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
  const content = document.getText();
  const lineEnd = endOfLine(content, document.offsetAt({ line: from.line + 1, character: 0 }), lineStart);
  const first = Math.min(start, lineEnd);
  const last = Math.min(Math.max(end, first), lineEnd);
  // Of a long line only what is near is looked at: one line may have a hundred thousand findings.
  const near = UNITS_A_COLUMN * Math.max(columns, 20);
  const left = wholeCharacter(content, Math.max(lineStart, first - near));
  const right = wholeCharacter(content, Math.min(lineEnd, first + 2 * near));

  const before = layOut(content.slice(left, first), 0);
  const marked = layOut(content.slice(first, Math.min(last, right)), before.width);
  const after = layOut(last < right ? content.slice(last, right) : '', before.width + marked.width);
  const width = Math.max(marked.width, 1);
  const whole = before.text + marked.text + after.text;
  const isWhole = left === lineStart && right === lineEnd;
  if (isWhole && before.width + marked.width + after.width <= columns) {
    return { line: from.line, text: whole, indent: before.width, width };
  }
  const more = { before: left > lineStart, after: right < lineEnd };
  return { line: from.line, ...cut(whole, before.width, width, columns, more) };
}

/** UTF-16 units that one column may take: a character with all its marks. */
const UNITS_A_COLUMN = 8;

/** Where a line ends, without its line break. */
function endOfLine(content: string, next: number, start: number): number {
  let end = next;
  while (end > start && /[\r\n]/.test(content[end - 1]!)) end--;
  return end;
}

/** The same offset, or the one after it in the middle of a pair of surrogates. */
const wholeCharacter = (content: string, offset: number): number =>
  /[\uDC00-\uDFFF]/.test(content[offset] ?? '') ? offset + 1 : offset;

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
function cut(
  text: string,
  indent: number,
  width: number,
  columns: number,
  more: { readonly before: boolean; readonly after: boolean },
): Omit<Excerpt, 'line'> {
  const room = Math.max(columns - 2, 20);
  const from = indent + width <= room && !more.before ? 0 : Math.max(0, indent - Math.floor(room / 3));
  const isCutBefore = from > 0 || more.before;
  let out = isCutBefore ? '…' : '';
  let column = 0;
  let skipped = 0;
  let shown = 0;
  let cutShort = more.after;
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
  const newIndent = indent - skipped + (isCutBefore ? 1 : 0);
  const end = shown + (isCutBefore ? 1 : 0);
  return {
    text: cutShort ? `${out}…` : out,
    indent: newIndent,
    width: Math.max(1, Math.min(width, end - newIndent)),
  };
}
