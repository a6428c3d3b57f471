import { parseFile } from '../syntax/policy-file.ts';
import type { PolicyFile, StatementSource } from '../tree/source.ts';
import { matchBefore } from '../tree/text-ends.ts';
import { addressedTokens, tokenStarts } from './addressed-lines.ts';
import { change, type FormatEdit } from './change.ts';
import { commentsIn } from './comments.ts';
import { type Laid, layOut } from './layout.ts';
import { lineBreaks, StatementTokens } from './statement-tokens.ts';
import { DEFAULT_STYLE, type Style } from './style.ts';

const BLANKS = /(?<=([ \t]*))/y;

/** A part of a file: absolute offsets. */
export interface FormatRange {
  readonly start: number;
  readonly end: number;
}

/**
 * What lays out a file, or the statements that a range touches: edits in the order of the text, none where all is in place. Tokens and
 * comments stay, and so does what the text means. A statement with a syntax error stays to the letter, with the space before it, and so does
 * one of which other parts would stand where a comment suppresses findings.
 */
export function formatFile(file: PolicyFile, style: Style = DEFAULT_STYLE, range?: FormatRange): readonly FormatEdit[] {
  const { text, statements } = file;
  const addressed = addressedTokens(text);
  const kept = new Set<StatementSource>();
  for (;;) {
    const edits = editsOf(file, style, range, kept);
    const before = kept.size;
    if (addressed.length > 0 && edits.length > 0)
      for (const start of tokensThatMove(text, addressed, withEdits(text, edits))) {
        const statement = statements.findLast(({ base }) => base <= start);
        if (statement !== undefined) kept.add(statement);
      }
    if (kept.size === before) return edits;
  }
}

/** Where tokens begin that stand on a line of which a comment speaks, before or after the formatting, and not both. */
function tokensThatMove(text: string, before: readonly (readonly number[])[], formatted: string): readonly number[] {
  const after = addressedTokens(formatted);
  const moved = before.flatMap((tokens, at) => {
    const others = after[at] ?? [];
    const all = [...new Set([...tokens, ...others])];
    return all.filter((token) => !tokens.includes(token) || !others.includes(token));
  });
  if (moved.length === 0) return [];
  const starts = tokenStarts(text);
  return moved.map((token) => starts[token]!);
}

/** @param kept statements that stay to the letter */
function editsOf(
  { text, statements }: PolicyFile,
  style: Style,
  range: FormatRange | undefined,
  kept: ReadonlySet<StatementSource>,
): readonly FormatEdit[] {
  const isSound = (statement: StatementSource): boolean => !kept.has(statement) && isWithoutErrors(statement);
  const lineBreak = lineBreakOf(text);
  const edits: FormatEdit[] = [];
  const chosen = (statement: StatementSource | undefined): boolean =>
    range === undefined ||
    (statement !== undefined && statement.base <= range.end && statement.base + statement.length >= range.start);
  /** Whether the last statement ends in a comment that stood in it. */
  let ended = false;
  for (let i = 0; i <= statements.length; i++) {
    const before = statements[i - 1];
    const statement = statements[i];
    const from = before === undefined ? 0 : before.base + before.length;
    const to = statement?.base ?? text.length;
    if (statement === undefined || isSound(statement)) {
      if (chosen(before) && chosen(statement)) {
        const gap = new Gap(text, from, to, lineBreak);
        const sound = before === undefined || isSound(before);
        change(edits, text, from, to, sound ? gap.between(before, statement, ended) : gap.afterBroken(statement));
      } else if (statement !== undefined && chosen(statement)) {
        const line = lineStart(text, to);
        if (line >= from && text.slice(line, to).trim() === '') change(edits, text, line, to, '');
      }
    }
    ended = false;
    if (statement?.tree === undefined || !isSound(statement) || !chosen(statement)) continue;
    const laid = layoutOf(text, statement, style, lineBreak);
    const next = statements[i + 1];
    ended = laid.comments.length > 0;
    // What follows on the same line would become a part of the comment.
    if (ended && !(chosen(next) && (next === undefined || isSound(next)))) continue;
    const comments = laid.comments.map(({ text, own }, index) => (index === 0 && !own ? ` ${text}` : lineBreak + text));
    change(edits, text, to, to + statement.length, laid.text + comments.join(''));
  }
  return edits;
}

interface Known {
  readonly style: Style;
  readonly lineBreak: string;
  readonly laid: Laid;
}

/** The layouts of statements, by their trees: one that an edit did not touch is laid out as before, wherever it stands now. */
const layouts = new WeakMap<object, Known>();

function layoutOf(text: string, statement: StatementSource, style: Style, lineBreak: string): Laid {
  const known = layouts.get(statement.tree!);
  if (known !== undefined && known.lineBreak === lineBreak && sameStyle(known.style, style)) return known.laid;
  const laid = settled(text, statement, style, lineBreak);
  layouts.set(statement.tree!, { style, lineBreak, laid });
  return laid;
}

const sameStyle = (one: Style, other: Style): boolean =>
  one.lineWidth === other.lineWidth &&
  one.indentation === other.indentation &&
  one.indentationWidth === other.indentationWidth;

/** How often comments may move before they stand where they stay. */
const ROUNDS = 5;

/**
 * The layout of a statement without errors. A comment between two tokens that stay on one line moves to the line's end, which makes room
 * before it: so a statement with comments is laid out again until nothing moves.
 */
function settled(text: string, statement: StatementSource, style: Style, lineBreak: string): Laid {
  const tokens = new StatementTokens(text, statement);
  let laid = layOut(statement.tree!, tokens, style, lineBreak);
  if (tokens.comments.size === 0) return laid;
  for (let round = 0; round < ROUNDS; round++) {
    const [again] = parseFile(laid.text).statements;
    if (again?.tree === undefined) break;
    const next = layOut(again.tree, new StatementTokens(laid.text, again), style, lineBreak);
    if (next.text === laid.text) break;
    laid = { text: next.text, comments: [...next.comments, ...laid.comments] };
  }
  return laid;
}

const isWithoutErrors = ({ tree, errors }: StatementSource): boolean => tree !== undefined && errors.length === 0;

/** What stands between two statements, before the first or after the last. */
class Gap {
  readonly #text: string;
  readonly #from: number;
  readonly #to: number;
  readonly #lineBreak: string;

  constructor(text: string, from: number, to: number, lineBreak: string) {
    this.#text = text;
    this.#from = from;
    this.#to = to;
    this.#lineBreak = lineBreak;
  }

  /** @param ended the line before is ended by a comment already */
  between(before: StatementSource | undefined, after: StatementSource | undefined, ended: boolean): string {
    const comments = commentsIn(this.#text, this.#from, this.#to);
    let gap = '';
    comments.forEach(({ text, own, afterEmptyLine }, index) => {
      if (index === 0 && before === undefined) gap += text;
      else if (index === 0 && !own && !ended) gap += ` ${text}`;
      else gap += (afterEmptyLine ? this.#lineBreak : '') + this.#lineBreak + text;
    });
    if (before === undefined && comments.length === 0) return '';
    if (after === undefined) return gap + this.#lineBreak;
    const empty = lineBreaks(this.#text, comments.at(-1)?.end ?? this.#from, this.#to) > 1;
    return gap + (empty ? this.#lineBreak : '') + this.#lineBreak;
  }

  /** After a statement that stays as it is, so does what follows it, but for how far in the next one stands. */
  afterBroken(after: StatementSource | undefined): string {
    const gap = this.#text.slice(this.#from, this.#to);
    if (after === undefined)
      return gap.trim() === '' ? this.#lastBreak() : /[\r\n]$/.test(gap) ? gap : gap + this.#lineBreak;
    const [, blanks = ''] = matchBefore(BLANKS, gap) ?? [];
    const kept = gap.slice(0, gap.length - blanks.length);
    return kept.endsWith('\n') || kept.endsWith('\r') ? kept : gap;
  }

  /** A string without an end goes up to the line feed: half of its line's break is the statement's own. */
  #lastBreak(): string {
    return this.#text.charCodeAt(this.#from - 1) === 13 && this.#text.charCodeAt(this.#from) === 10
      ? '\n'
      : this.#lineBreak;
  }
}

/** The line break that most lines of the text end in. */
function lineBreakOf(text: string): string {
  if (!text.includes('\r')) return '\n';
  const windows = text.split('\r\n').length - 1;
  const unix = text.split('\n').length - 1 - windows;
  const old = text.split('\r').length - 1 - windows;
  if (windows >= unix && windows >= old) return '\r\n';
  return unix >= old ? '\n' : '\r';
}

function lineStart(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && text.charCodeAt(start - 1) !== 10 && text.charCodeAt(start - 1) !== 13) start--;
  return start;
}

/** The text with the edits made: they are in its order. */
export function withEdits(text: string, edits: readonly FormatEdit[]): string {
  let result = '';
  let from = 0;
  for (const { start, end, newText } of edits) {
    result += text.slice(from, start) + newText;
    from = end;
  }
  return result + text.slice(from);
}
