import { FIRST_WORD, TOKEN_TEXT, Token } from '../generated/tokens.ts';
import { tokenSet } from '../syntax/token-set.ts';

/** Where the parser stood when something else came than the grammar allows. */
export interface Place {
  /** The type of the token that does not fit; `Token.End` at the end of the file. */
  readonly type: number;
  /** Its text. */
  readonly text: string;
  /** Which rule of the grammar was being read: one of `Site`. */
  readonly site: number;
  /** The type of the one token that should have come, or -1. */
  readonly expected: number;
  /** The types of the tokens before and after it in the statement, by their distance; -1 or `Token.End` outside. */
  readonly before: (distance: number) => number;
  readonly after: (distance: number) => number;
  /** The text of a token of the statement, by its distance: -1 is the one before. */
  readonly textAt: (distance: number) => string;
  /** The text from one token of the statement to another as it stands, by their distances; nothing where the second comes before the first. */
  readonly source: (from: number, to: number) => string;
  /** It is the first on its line. */
  readonly newLine: boolean;
  /** It is that, and stands further in than the statement. */
  readonly indented: boolean;
  /** The statement ended before it: it belongs to the next one. */
  readonly beyond: boolean;
  /** The first word of the statement. */
  readonly first: string;
  /** What it stands after: a word, or all from where a bracket was opened. */
  readonly last: string;
  /** No space stands before it. */
  readonly adjacent: boolean;
}

const RESERVED = new Set([
  'type', 'new', 'in', 'cut', 'debug', 'print', 'isa', 'forall', 'if', 'and', 'or', 'not', 'matches', 'mod', 'rem', 'true',
  'false', 'inf', 'nan',
]); // biome-ignore format: a list

/** Words of the language that are no names; Cloud's own words are names wherever a name can stand. */
export const RESERVED_WORDS = tokenSet(
  TOKEN_TEXT.flatMap((text, type) => (type >= FIRST_WORD && RESERVED.has(text) ? type : [])),
);
export const NAMES = tokenSet([
  Token.Id,
  ...TOKEN_TEXT.flatMap((text, type) => (type >= FIRST_WORD && !RESERVED.has(text) ? type : [])),
]);

export const CLOSERS = tokenSet([Token.RightParenthesis, Token.RightBracket, Token.RightBrace]);

/** What an operand, or the last piece of one, can end with. */
export const ENDS_OPERAND = NAMES.slice();
for (const type of [
  Token.String, Token.Integer, Token.Float, Token.RightParenthesis, Token.RightBracket, Token.RightBrace, Token.TrueWord,
  Token.FalseWord, Token.InfWord, Token.NanWord, Token.CutWord,
]) ENDS_OPERAND[type] = 1; // biome-ignore format: a list

/** What an operand can begin with, but for brackets and signs. */
export const BEGINS_OPERAND = NAMES.slice();
for (const type of [
  Token.String, Token.Integer, Token.Float, Token.TrueWord, Token.FalseWord, Token.InfWord, Token.NanWord, Token.CutWord,
  Token.ForallWord, Token.PrintWord, Token.DebugWord, Token.NewWord, Token.NotWord,
]) BEGINS_OPERAND[type] = 1; // biome-ignore format: a list
