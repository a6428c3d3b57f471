import { pieceEnd } from '@polar-tools/language';

/** Blanks in the place of a text, which keep its lines. */
export const blank = (text: string): string => text.replace(/[^\r\n]/g, ' ');

/** What takes the place of the text between two pieces of Polar: blanks, and first the mark that no statement goes on from one into the other. */
export const blankBetween = (text: string): string => blank(text).replace(' ', pieceEnd);
