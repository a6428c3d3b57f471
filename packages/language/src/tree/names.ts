import { Token } from '../generated/tokens.ts';
import { Lexer } from '../syntax/lexer.ts';
import { NAMES } from './place.ts';

/** Whether a text can stand as a name: of a rule, a variable, a class. Words of the language can't. */
export function isName(text: string): boolean {
  const lexer = new Lexer();
  lexer.begin(text, 0);
  const type = lexer.next();
  return NAMES[type] === 1 && lexer.ends[0] === text.length && lexer.errors.length === 0 && lexer.next() === Token.End;
}
