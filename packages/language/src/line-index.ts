/** How the characters of a line are counted: the Language Server Protocol's names. */
export type PositionEncoding = 'utf-8' | 'utf-16' | 'utf-32';

/** Both zero-based. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Finds the line and character of an offset (in UTF-16 code units) of one text, and back. */
export class LineIndex {
  readonly #text: string;
  readonly #starts: number[] = [0];

  constructor(text: string) {
    this.#text = text;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) this.#starts.push(i + 1);
    }
  }

  get lineCount(): number {
    return this.#starts.length;
  }

  /** Offsets outside the text give its first or last position. */
  positionAt(offset: number, encoding: PositionEncoding = 'utf-16'): Position {
    const within = Math.min(Math.max(offset, 0), this.#text.length);
    let low = 0;
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#starts[middle]! <= within) low = middle + 1;
      else high = middle;
    }
    const line = low - 1;
    return { line, character: this.#units(this.#starts[line]!, within, encoding) };
  }

  /** Positions after the end of a line give that end, as the Language Server Protocol asks. */
  offsetAt(position: Position, encoding: PositionEncoding = 'utf-16'): number {
    const start = this.#starts[position.line];
    if (position.line < 0) return 0;
    if (start === undefined) return this.#text.length;
    let end = this.#starts[position.line + 1] ?? this.#text.length;
    while (end > start && isLineBreak(this.#text.charCodeAt(end - 1))) end--;
    if (encoding === 'utf-16') return Math.min(start + Math.max(position.character, 0), end);
    let offset = start;
    for (let left = position.character; left > 0 && offset < end; ) {
      const code = this.#text.codePointAt(offset)!;
      left -= size(code, encoding);
      if (left < 0) break;
      offset += code > 0xffff ? 2 : 1;
    }
    return offset;
  }

  /** The text of a line without its break. */
  lineText(line: number): string {
    const start = this.#starts[line];
    if (start === undefined) return '';
    return this.#text.slice(start, this.#starts[line + 1] ?? this.#text.length).replace(/[\r\n]+$/, '');
  }

  #units(start: number, end: number, encoding: PositionEncoding): number {
    if (encoding === 'utf-16') return end - start;
    let units = 0;
    for (let i = start; i < end; ) {
      const code = this.#text.codePointAt(i)!;
      i += code > 0xffff ? 2 : 1;
      units += size(code, encoding);
    }
    return units;
  }
}

function size(code: number, encoding: PositionEncoding): number {
  if (encoding === 'utf-32') return 1;
  if (encoding === 'utf-16') return code > 0xffff ? 2 : 1;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

function isLineBreak(code: number): boolean {
  return code === 10 || code === 13;
}
