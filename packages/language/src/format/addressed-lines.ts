import { Lexer } from '../syntax/lexer.ts';
import { commentsIn } from './comments.ts';

/** A comment that speaks of all that begins on its own line, or on the next. */
export const LINE_DIRECTIVE = /polar-disable(-next)?-line/;

/** For each comment that speaks of a line, in the order of the text: the tokens that begin there, counted through the text. */
export function addressedTokens(text: string): readonly (readonly number[])[] {
  if (!LINE_DIRECTIVE.test(text)) return [];
  const byLine = new Map<number, number[]>();
  const addressed: number[] = [];
  const lineAt = linesFrom(text);
  const lexer = new Lexer();
  lexer.begin(text, 0);
  let from = 0;
  for (let token = 0; ; token++) {
    const isLast = lexer.next() === 0;
    const start = isLast ? text.length : lexer.base + lexer.starts[lexer.count - 1]!;
    for (const comment of commentsIn(text, from, start)) {
      const directive = LINE_DIRECTIVE.exec(comment.text);
      if (directive !== null)
        addressed.push(lineAt(comment.end - comment.text.length) + (directive[1] === undefined ? 0 : 1));
    }
    if (isLast) break;
    const line = lineAt(start);
    byLine.set(line, [...(byLine.get(line) ?? []), token]);
    from = lexer.base + lexer.ends[lexer.count - 1]!;
  }
  return addressed.map((line) => byLine.get(line) ?? []);
}

/** Where each token of a text begins. */
export function tokenStarts(text: string): readonly number[] {
  const lexer = new Lexer();
  lexer.begin(text, 0);
  const starts: number[] = [];
  while (lexer.next() !== 0) starts.push(lexer.base + lexer.starts[lexer.count - 1]!);
  return starts;
}

/** The line of an offset, counted from 0: for offsets in the order of the text. */
function linesFrom(text: string): (offset: number) => number {
  let line = 0;
  let next = text.indexOf('\n');
  return (offset) => {
    while (next !== -1 && next < offset) {
      line++;
      next = text.indexOf('\n', next + 1);
    }
    return line;
  };
}
