/** Writes the token types: what the hand-written lexer gives and the generated parser reads. */
import { type Rules, TERMINALS } from './rules.ts';

const NAMES = new Map([
  ['(', 'LeftParenthesis'],
  [')', 'RightParenthesis'],
  ['[', 'LeftBracket'],
  [']', 'RightBracket'],
  ['{', 'LeftBrace'],
  ['}', 'RightBrace'],
  [',', 'Comma'],
  [';', 'Semicolon'],
  [':', 'Colon'],
  ['.', 'Dot'],
  ['=', 'Equals'],
  ['==', 'EqualsEquals'],
  ['!=', 'NotEquals'],
  [':=', 'Assign'],
  ['<', 'Less'],
  ['<=', 'LessEquals'],
  ['>', 'Greater'],
  ['>=', 'GreaterEquals'],
  ['+', 'Plus'],
  ['-', 'Minus'],
  ['*', 'Star'],
  ['/', 'Slash'],
  ['!', 'Bang'],
  ['?=', 'Query'],
  ['@', 'At'],
  ['|', 'Pipe'],
]);

export function emitTokens({ tokens }: Rules, header: string): string {
  const nameOf = (text: string): string => {
    if (TERMINALS.includes(text)) return text[0] + text.slice(1).toLowerCase();
    if (/^\w/.test(text))
      return `${text[0]!.toUpperCase()}${text.slice(1).replace(/_(.)/g, (_, c: string) => c.toUpperCase())}Word`;
    const name = NAMES.get(text);
    if (!name) throw new Error(`${text} has no name`);
    return name;
  };
  return [
    header,
    '',
    'export const Token = {',
    ...tokens.map((text, i) => `  ${nameOf(text)}: ${i},`),
    '} as const;',
    '',
    '/** How each token type is written; empty for those that have no one text. */',
    `export const TOKEN_TEXT: readonly string[] = [`,
    ...tokens.map((text) => `  ${TERMINALS.includes(text) ? "''" : `'${text}'`},`),
    '];',
    '',
    '/** The first token type that is a word. All after it are. */',
    `export const FIRST_WORD = ${tokens.findIndex((text, i) => i >= TERMINALS.length && /^\w/.test(text))};`,
    '',
  ].join('\n');
}
