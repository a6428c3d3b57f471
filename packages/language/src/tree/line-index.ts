/** How the characters of a line are counted: the Language Server Protocol's names (LSP 3.17, `positionEncoding`). */
export type PositionEncoding = 'utf-8' | 'utf-16' | 'utf-32';

/** Both zero-based. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/**
 * Finds the line and character of an offset (in UTF-16 code units) of one text, and back. A line ends at `\n`, `\r\n` or `\r`
 * (LSP, "Text Documents"). Reads the text once; each question then costs a binary search.
 */
export class LineIndex {
  readonly #text: string;
  readonly #starts: number[] = [0];
  /** The line that was found last: who asks for many places asks for them in order. */
  #last = 0;

  constructor(text: string) {
    this.#text = text;
    if (text.includes('\r')) {
      for (let i = 0; i < text.length; i++) {
        const unit = text.charCodeAt(i);
        if (unit === 10 || (unit === 13 && text.charCodeAt(i + 1) !== 10)) this.#starts.push(i + 1);
      }
    } else {
      for (let i = text.indexOf('\n'); i !== -1; i = text.indexOf('\n', i + 1)) this.#starts.push(i + 1);
    }
  }

  get lineCount(): number {
    return this.#starts.length;
  }

  /**
   * An offset outside the text gives its first or last position; one between `\r` and `\n` the end of the line, since an
   * editor knows no such place; one inside a character that character's start.
   */
  positionAt(offset: number, encoding: PositionEncoding = 'utf-16'): Position {
    const inside = Math.min(whole(offset), this.#text.length);
    const line = this.#lineOf(inside);
    const start = this.#starts[line]!;
    return { line, character: columnOf(this.#text, start, Math.min(inside, this.#endOf(line)), encoding) };
  }

  #lineOf(offset: number): number {
    const starts = this.#starts;
    let low = 0;
    let high = starts.length;
    // In the line of the one before, or soon after it.
    if (starts[this.#last]! <= offset) {
      low = this.#last;
      for (let step = 1; low + step < high; step *= 2) {
        if (starts[low + step]! > offset) high = low + step;
        else low += step;
      }
    } else high = this.#last;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle;
    }
    this.#last = low;
    return low;
  }

  /**
   * A position outside the text gives the nearest place in it; one after the end of a line that end, as the Language Server
   * Protocol asks; one inside a character that character's start.
   */
  offsetAt(position: Position, encoding: PositionEncoding = 'utf-16'): number {
    const line = whole(position.line);
    if (line >= this.#starts.length) return this.#text.length;
    return offsetOfColumn(this.#text, this.#starts[line]!, this.#endOf(line), whole(position.character), encoding);
  }

  /** The text of a line without its break. */
  lineText(line: number): string {
    const start = this.#starts[line];
    return start === undefined ? '' : this.#text.slice(start, this.#endOf(line));
  }

  /** Where a line ends, its break left out. */
  #endOf(line: number): number {
    const start = this.#starts[line]!;
    let end = this.#starts[line + 1] ?? this.#text.length;
    while (end > start && isLineBreak(this.#text.charCodeAt(end - 1))) end--;
    return end;
  }
}

function columnOf(text: string, start: number, offset: number, encoding: PositionEncoding): number {
  if (encoding === 'utf-16') return offset - start;
  let column = 0;
  for (let at = start; at < offset; ) {
    const code = text.codePointAt(at)!;
    at += unitsOf(code);
    if (at > offset) break;
    column += widthOf(code, encoding);
  }
  return column;
}

function offsetOfColumn(text: string, start: number, end: number, column: number, encoding: PositionEncoding): number {
  if (encoding === 'utf-16') {
    const offset = Math.min(start + column, end);
    const inside = offset > start && offset < end && unitsOf(text.codePointAt(offset - 1)!) === 2;
    return inside ? offset - 1 : offset;
  }
  let at = start;
  for (let left = column; at < end; ) {
    const code = text.codePointAt(at)!;
    left -= widthOf(code, encoding);
    if (left < 0) break;
    at += unitsOf(code);
  }
  return at;
}

const unitsOf = (code: number): 1 | 2 => (code > 0xffff ? 2 : 1);

function widthOf(code: number, encoding: 'utf-8' | 'utf-32'): number {
  if (encoding === 'utf-32') return 1;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

/** What a client may send for a count: not a number counts as nothing. */
const whole = (value: number): number => (Number.isFinite(value) ? Math.max(0, Math.floor(value)) : 0);

const isLineBreak = (unit: number): boolean => unit === 10 || unit === 13;
