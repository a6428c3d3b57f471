/**
 * Stands in a text that is put together of several, as the fences of a Markdown file are, where one of them ends: no statement goes on beyond it. It is a
 * noncharacter of Unicode (U+FFFF), which no text that is exchanged has, and takes one place, so that all others stay where they are.
 */
export const pieceEnd = '\uffff';
