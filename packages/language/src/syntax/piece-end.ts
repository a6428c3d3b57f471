/**
 * Stands in a text that is put together of several, as the fences of a Markdown file are, where one of them ends: no statement goes on beyond it. It is
 * half of a surrogate pair without its other half (U+DBFF), which no text that is exchanged has, and takes one place, so that all others stay where they are.
 */
export const pieceEnd = '\udbff';

const PIECE_END = pieceEnd.charCodeAt(0);

/** Whether a piece ends at an offset, where the code unit there is given. */
export function isPieceEnd(code: number, text: string, at: number): boolean {
  if (code !== PIECE_END) return false;
  const next = text.charCodeAt(at + 1);
  return !(next >= 0xdc00 && next <= 0xdfff);
}
