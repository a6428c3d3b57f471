/**
 * How a client counts columns (Language Server Protocol 3.17, `positionEncoding`). Inside, every offset is in UTF-16
 * code units, because that is how JavaScript strings are indexed.
 */
export type PositionEncoding = 'utf-8' | 'utf-16' | 'utf-32';

/**
 * Picks the encoding to answer `initialize` with. UTF-16 costs nothing here, so it is taken wherever the client allows
 * it; a client that names none must accept it.
 */
export function negotiateEncoding(offered: unknown): PositionEncoding {
  if (!Array.isArray(offered)) return 'utf-16';
  const known = offered.filter((name): name is PositionEncoding => ['utf-8', 'utf-16', 'utf-32'].includes(name));
  return known.length === 0 || known.includes('utf-16') ? 'utf-16' : known[0]!;
}

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

/** The code units of the character at `offset`: 2 for a surrogate pair, else 1. */
function unitsAt(text: string, offset: number): 1 | 2 {
  return isHighSurrogate(text.charCodeAt(offset)) && isLowSurrogate(text.charCodeAt(offset + 1)) ? 2 : 1;
}

function bytesOf(unit: number, units: 1 | 2): number {
  if (units === 2) return 4;
  if (unit < 0x80) return 1;
  return unit < 0x800 ? 2 : 3;
}

/**
 * The client's column of `offset`, in a line that starts at `lineStart`. An offset inside a character is taken as that
 * character's start.
 */
export function columnOf(text: string, lineStart: number, offset: number, encoding: PositionEncoding): number {
  if (encoding === 'utf-16') return offset - lineStart;
  let column = 0;
  for (let at = lineStart; at < offset; ) {
    const units = unitsAt(text, at);
    if (at + units > offset) break;
    column += encoding === 'utf-32' ? 1 : bytesOf(text.charCodeAt(at), units);
    at += units;
  }
  return column;
}

/**
 * The offset of the client's column, in the line from `lineStart` to `lineEnd` (without its line break). A column past
 * the end means the end, and one inside a character that character's start.
 */
export function offsetOfColumn(
  text: string,
  lineStart: number,
  lineEnd: number,
  column: number,
  encoding: PositionEncoding,
): number {
  if (encoding === 'utf-16') {
    const offset = Math.min(lineStart + column, lineEnd);
    const inside =
      offset > lineStart &&
      offset < lineEnd &&
      isLowSurrogate(text.charCodeAt(offset)) &&
      isHighSurrogate(text.charCodeAt(offset - 1));
    return inside ? offset - 1 : offset;
  }
  let left = column;
  let at = lineStart;
  while (at < lineEnd) {
    const units = unitsAt(text, at);
    left -= encoding === 'utf-32' ? 1 : bytesOf(text.charCodeAt(at), units);
    if (left < 0) break;
    at += units;
  }
  return at;
}
