import { FIRST_WORD, Token } from '../generated/tokens.ts';
import { strayToken } from '../messages/syntax-messages.ts';
import type { Statement } from '../tree/ast.ts';
import type { Lexer } from './lexer.ts';
import type { FoundProblem } from './statement-reader.ts';
import { CLOSES, type Stop } from './token-cursor.ts';
import type { TolerantParser } from './tolerant-parser.ts';

/** How far before the token that does not fit the one may stand that is too much: `test test "x" {`. */
const NEAR = 3;

/**
 * Reads a statement in which several things do not fit again without a token that is doubled there, or closes nothing. Where that leaves
 * fewer errors, the token is told alone, as it is what all of them come from; undefined where it does not.
 *
 * @param parser that has read the statement
 */
export function withoutStray(
  lexer: Lexer,
  parser: TolerantParser,
  stop: Stop,
): { tree: Statement; errors: readonly FoundProblem[] } | undefined {
  const [first] = parser.errors;
  const many = parser.errors.length;
  const { count } = lexer;
  if (count === 1) return undefined;
  let tried = false;
  for (let index = Math.min(first!.token, count - 1); index >= 0 && index >= first!.token - NEAR; index--) {
    if (!isTooMuch(lexer, index, first!.token)) continue;
    // Of one error alone, only what is said of a brace may be beside the matter.
    if (many === 1 && lexer.types[index] !== Token.RightBrace) continue;
    const start = lexer.starts[index]!;
    const end = lexer.ends[index]!;
    tried = true;
    const tree = readWithout(lexer, parser, stop, index);
    if (parser.errors.length > Math.max(0, many - 2) || parser.errors.some((error) => error.start < start)) continue;
    const text = lexer.text.slice(lexer.base + start, lexer.base + end);
    const stray: FoundProblem = {
      token: first!.token,
      type: first!.type,
      after: first!.after,
      ...strayToken(lexer.types[index]!, text),
      start,
      end,
      // The engine takes a brace for the end of the block, and minds what follows.
      noticed: first!.noticed,
      fix: { title: `Remove ${text}`, start, end, newText: '' },
    };
    return { tree, errors: [stray, ...parser.errors] };
  }
  // The parser has its errors again.
  if (tried) parser.statement(lexer, count, stop);
  return undefined;
}

/** Whether a token stands where it stood already, or may close what is not open. Two operators may be meant as one of another language. */
function isTooMuch({ types, words }: Lexer, index: number, misfit: number): boolean {
  const type = types[index]!;
  // Where the alternatives begin that it was to close, which can decide who is let in, is not known.
  if (type === Token.RightParenthesis && types.subarray(0, index).includes(Token.OrWord)) return false;
  if (CLOSES[type] === 1 && (index === misfit || (type === Token.RightBrace && index === misfit - 1))) return true;
  if (index === 0 || types[index - 1] !== type || type === Token.NotWord) return false;
  if (type === Token.Id || type === Token.String) return words[index] === words[index - 1];
  return type >= FIRST_WORD || REPEATED.includes(type);
}

const REPEATED: readonly number[] = [
  Token.Comma, Token.Semicolon, Token.LeftParenthesis, Token.RightParenthesis, Token.LeftBracket, Token.RightBracket, Token.LeftBrace,
  Token.RightBrace,
]; // biome-ignore format: a list

function readWithout(lexer: Lexer, parser: TolerantParser, stop: Stop, index: number): Statement {
  const { count } = lexer;
  const lists = [lexer.types, lexer.starts, lexer.ends, lexer.words];
  const kept = lists.map((list) => list.slice(index, count + 1));
  for (const list of lists) list.copyWithin(index, index + 1, count);
  try {
    return parser.statement(lexer, count - 1, stop);
  } finally {
    for (const [i, list] of lists.entries()) list.set(kept[i]!, index);
  }
}
