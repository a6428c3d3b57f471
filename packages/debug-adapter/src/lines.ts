/** Lines and columns of a text, both from 0, in UTF-16 code units; lines end as DAP's clients end them: \n, \r\n or \r. */
export interface Lines {
  readonly count: number;
  /** The place of an offset; one outside of the text is taken to its nearest end. */
  placeAt(offset: number): { line: number; column: number };
  /** The offset of a place; a line or column beyond the end is taken to the end. */
  offsetAt(line: number, column: number): number;
  /** Where a line starts, and where its text ends, without its line end. Lines outside of the text are empty. */
  rangeOfLine(line: number): { start: number; end: number };
}

/** Finds the lines of a text once, so that each look-up takes a binary search. */
export function linesOf(text: string): Lines {
  const starts = [0];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) starts.push(at + 1);
  }
  const lineAt = (offset: number): number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const rangeOfLine = (line: number): { start: number; end: number } => {
    if (!(line >= 0) || line >= starts.length) return { start: text.length, end: text.length };
    const start = starts[Math.floor(line)]!;
    let end = starts[Math.floor(line) + 1] ?? text.length;
    while (end > start && (text[end - 1] === '\n' || text[end - 1] === '\r')) end--;
    return { start, end };
  };
  return {
    count: starts.length,
    placeAt(offset) {
      const at = Math.min(Math.max(offset, 0), text.length);
      const line = lineAt(at);
      return { line, column: at - starts[line]! };
    },
    offsetAt(line, column) {
      if (line < 0) return 0;
      const { start, end } = rangeOfLine(line);
      return Math.min(start + Math.max(column, 0), end);
    },
    rangeOfLine,
  };
}
