import { Token } from '../generated/tokens.ts';
import { CLOSES, OPENS } from '../syntax/token-cursor.ts';
import { tokenSet } from '../syntax/token-set.ts';
import type { Statement } from '../tree/ast.ts';
import { ENDS_OPERAND, NAMES } from '../tree/place.ts';

const { LeftParenthesis, RightParenthesis, LeftBracket, RightBracket, LeftBrace, RightBrace, Dot } = Token;

const TIGHT_BEFORE = tokenSet([RightParenthesis, RightBracket, RightBrace, Token.Comma, Token.Semicolon, Token.Colon]);
const TIGHT_AFTER = tokenSet([LeftParenthesis, LeftBracket, LeftBrace, Dot, Token.At]);
/** Words that are followed by arguments. */
const CALLED = NAMES.slice();
for (const type of [Token.NewWord, Token.PrintWord, Token.DebugWord, Token.ForallWord]) CALLED[type] = 1;
const NUMBERS = tokenSet([Token.Integer, Token.Float, Token.InfWord, Token.NanWord]);

/** Notes by token of a statement: 1 where a space stands before it on a line, as in Polar's documentation. */
export function spaces(
  types: Uint8Array,
  count: number,
  statement: Statement['$type'] | undefined,
  result: Uint8Array,
): void {
  result[0] = 0;
  let depth = 0;
  /** Where the relations of a block are open: they have room in their braces. */
  let relations = -1;
  for (let i = 1; i < count; i++) {
    const type = types[i]!;
    const previous = types[i - 1]!;
    let space = spaceBetween(types, i);
    if (type === LeftBrace) {
      if (depth === 0) space ||= HAS_BODY.has(statement);
      else if (depth === 1) space ||= statement === 'Test' && previous === Token.SetupWord;
      if (statement === 'Block' && previous === Token.Equals) relations = i;
    } else if (relations >= 0 && (i === relations + 1 ? type !== RightBrace : type === RightBrace)) space = true;
    if (type === RightBrace) relations = -1;
    result[i] = space ? 1 : 0;
    if (OPENS[type] === 1) depth++;
    else if (CLOSES[type] === 1) depth--;
  }
}

const HAS_BODY = new Set<Statement['$type'] | undefined>(['Block', 'Test', 'Fixture']);

function spaceBetween(types: Uint8Array, index: number): boolean {
  const type = types[index]!;
  const previous = types[index - 1]!;
  const before = index > 1 ? types[index - 2]! : Token.End;
  if (TIGHT_AFTER[previous] === 1 || TIGHT_BEFORE[type] === 1) return false;
  switch (type) {
    case Dot:
      // `1.a` would read as the float `1.` and a name; after no operand, the dot is an operator called by name.
      return previous === Token.Integer || ENDS_OPERAND[previous] !== 1;
    case LeftParenthesis:
      if (previous === Token.IffWord && before === RightParenthesis) return true;
      if (previous === Token.InWord) return ENDS_OPERAND[before] === 1;
      return CALLED[previous] !== 1;
    case LeftBrace:
      return NAMES[previous] !== 1;
    case Token.Bang:
      return previous !== Token.MatchesWord;
    default:
  }
  if (previous === Token.Star) return before !== LeftBracket && before !== Token.Comma;
  const signed = NUMBERS[type] === 1 && (previous === Token.Minus || previous === Token.Plus);
  return !(signed && ENDS_OPERAND[before] !== 1);
}

const OPERATORS = tokenSet([
  Token.Equals, Token.EqualsEquals, Token.NotEquals, Token.Less, Token.LessEquals, Token.Greater, Token.GreaterEquals, Token.Assign, Token.Plus,
  Token.Minus, Token.Star, Token.Slash, Token.ModWord, Token.RemWord, Token.InWord, Token.MatchesWord, Token.IffWord, Token.OnWord,
]); // biome-ignore format: a list
const JOINTS = tokenSet([
  Token.Comma,
  Token.Semicolon,
  Token.IfWord,
  Token.AndWord,
  Token.OrWord,
  Token.Colon,
  Token.Bang,
]);

/** Whether the token never begins a line: it stands on that of the token before it. */
export function staysOnLine(types: Uint8Array, index: number, spaces: Uint8Array): boolean {
  const type = types[index]!;
  const previous = types[index - 1]!;
  if (JOINTS[type] === 1) return true;
  if (OPENS[previous] === 1 || CLOSES[type] === 1) return false;
  return spaces[index] === 0 || (OPERATORS[type] === 1 && ENDS_OPERAND[previous] === 1);
}
