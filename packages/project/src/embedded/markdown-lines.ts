import type { MarkdownKind } from './markdown.ts';

/** A quote, or an item of a list, whose lines are indented by so many columns. */
type Container = 'quote' | number;

/** How far a line has been read. */
interface Place {
  readonly at: number;
  readonly column: number;
}

const ITEM = /(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$)/y;

/**
 * What stands where no fence opens: from a line that begins so, to one that has the end, or to an empty one (CommonMark, "HTML blocks"). The
 * last kind does not break into a paragraph.
 */
const HTML: readonly { readonly from: RegExp; readonly to?: RegExp; readonly afterText?: false }[] = [
  { from: /^<(?:script|pre|style|textarea)(?:[\s>]|$)/i, to: /<\/(?:script|pre|style|textarea)>/i },
  { from: /^<!--/, to: /-->/ },
  { from: /^<\?/, to: /\?>/ },
  { from: /^<![a-z]/i, to: />/ },
  { from: /^<!\[CDATA\[/, to: /\]\]>/ },
  {
    from: /^<\/?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?:\s|\/?>|$)/i,
  },
  { from: /^(?:<[a-z][a-z0-9-]*(?:\s[^<>]*)?\/?>|<\/[a-z][a-z0-9-]*\s*>)\s*$/i, afterText: false },
];

/** In MDX: a comment in braces, and HTML's, which people write there though it is an error. */
const MDX: typeof HTML = [
  { from: /^\{\s*\/\*/, to: /\*\/\s*\}/ },
  { from: /^<!--/, to: /-->/ },
];

/**
 * Reads the lines of a Markdown text in their order and knows in which quotes and lists, comments and blocks of HTML each of them stands, and whether its
 * indentation makes it code: so where a fence can open, and where the block ends in which it did.
 */
export class MarkdownLines {
  readonly #kind: MarkdownKind;
  #containers: Container[] = [];
  /** What ends the block of HTML that the lines are in: undefined within it, an empty line. */
  #html: { readonly to: RegExp | undefined } | undefined;
  /** Whether the last line was text, which the next may go on with. */
  #isText = false;

  constructor(kind: MarkdownKind) {
    this.#kind = kind;
  }

  /** Takes a line outside of fences: where in it one could open, undefined where none can. */
  next(line: string): number | undefined {
    const { place: inside, matched } = this.#within(line);
    const wasIn = this.#containers.length;
    if (this.#html !== undefined) {
      if (matched === wasIn) {
        this.#endHtml(line.slice(inside.at));
        return undefined;
      }
      this.#html = undefined;
    }
    const { place, opened, isCode } = this.#opened(line, inside, this.#isText && matched === wasIn);
    const rest = line.slice(place.at);
    if (rest === '') {
      if (matched < wasIn && opened.length === 0) this.#containers.length = matched;
      else if (opened.length > 0) this.#containers = [...this.#containers.slice(0, matched), ...opened];
      this.#isText = false;
      return undefined;
    }
    const begins = (this.#kind === 'mdx' ? MDX : HTML).find(
      ({ from, afterText }) => from.test(rest) && (afterText !== false || !this.#isText),
    );
    const starts = begins !== undefined || /^(?:`{3}|~{3}|#{1,6}(?:[ \t]|$))/.test(rest);
    // A paragraph of a quote or an item goes on in lines that are not marked so.
    if (matched < wasIn && opened.length === 0 && this.#isText && (isCode || !starts)) return undefined;
    this.#containers = [...this.#containers.slice(0, matched), ...opened];
    if (isCode) {
      this.#isText &&= matched === wasIn && opened.length === 0;
      return undefined;
    }
    this.#isText = !starts;
    if (begins === undefined) return place.at;
    this.#html = { to: begins.to };
    this.#endHtml(rest);
    return undefined;
  }

  /** Takes that a fence has opened in the last line. */
  openFence(): void {
    this.#isText = false;
  }

  /** What a line within a fence has beside the marks of its quotes and lists, indented as a closing fence may be; undefined where their end has ended it. */
  inFence(line: string): string | undefined {
    const { place, matched } = this.#within(line);
    if (matched < this.#containers.length) return undefined;
    const { at, column } = indented(line, place);
    return this.#isIndented(column - place.column) ? ` ${line.slice(at)}` : line.slice(at);
  }

  #endHtml(rest: string): void {
    const { to } = this.#html!;
    if (to === undefined ? rest.trim() === '' : to.test(rest)) this.#html = undefined;
    this.#isText = false;
  }

  /** How far a line goes on in the quotes and items that are open. */
  #within(line: string): { readonly place: Place; readonly matched: number } {
    let place: Place = { at: 0, column: 0 };
    let matched = 0;
    for (const container of this.#containers) {
      const text = indented(line, place);
      if (container === 'quote') {
        if (line[text.at] !== '>' || this.#isIndented(text.column - place.column)) break;
        place = afterMark(line, text);
      } else if (text.at < line.length) {
        if (text.column - place.column < container) break;
        place = forward(line, place, place.column + container);
      }
      matched++;
    }
    return { place, matched };
  }

  /** The quotes and items that a line opens. */
  #opened(
    line: string,
    from: Place,
    isText: boolean,
  ): { readonly place: Place; readonly opened: Container[]; readonly isCode: boolean } {
    const opened: Container[] = [];
    let place = from;
    for (;;) {
      const text = indented(line, place);
      if (text.at === line.length) return { place: text, opened, isCode: false };
      if (this.#isIndented(text.column - place.column)) return { place: text, opened, isCode: true };
      if (line[text.at] === '>') {
        opened.push('quote');
        place = afterMark(line, text);
        continue;
      }
      ITEM.lastIndex = text.at;
      const mark = ITEM.exec(line)?.[0];
      if (mark === undefined) return { place: text, opened, isCode: false };
      const behind = { at: text.at + mark.length, column: text.column + mark.length };
      const content = indented(line, behind);
      const isEmpty = content.at === line.length;
      // An empty item, and a number but 1, do not break into a paragraph.
      if (isText && opened.length === 0 && (isEmpty || !/^(?:[-+*]|1[.)])$/.test(mark)))
        return { place: text, opened, isCode: false };
      const gap = content.column - behind.column;
      const column = isEmpty || gap > 4 ? behind.column + 1 : content.column;
      opened.push(column - place.column);
      place = isEmpty ? content : forward(line, behind, column);
    }
  }

  /** Whether what is indented by so many columns is code. */
  #isIndented(columns: number): boolean {
    return columns > 3 && this.#kind !== 'mdx';
  }
}

/** Where the blanks from a place on end. */
const indented = (line: string, place: Place): Place => forward(line, place, Number.POSITIVE_INFINITY);

/** Passes blanks up to a column; a tab reaches to the next one that is a multiple of four. */
function forward(line: string, { at, column }: Place, to: number): Place {
  let [end, width] = [at, column];
  while (width < to && (line[end] === ' ' || line[end] === '\t')) {
    width = line[end] === '\t' ? width + 4 - (width % 4) : width + 1;
    end++;
  }
  return { at: end, column: width };
}

/** Passes the mark of a quote and the blank behind it. */
const afterMark = (line: string, { at, column }: Place): Place =>
  forward(line, { at: at + 1, column: column + 1 }, column + 2);
