import type { Expression } from '../tree/ast.ts';
import { type PolicyFile, ReadSource, type SyntaxProblem } from '../tree/source.ts';
import { readExpression, readStatement } from './read-statement.ts';

/** Reads a whole file. Never throws on a user's text. */
export function parseFile(text: string): PolicyFile {
  const statements: ReadSource[] = [];
  for (let at = 0; ; ) {
    const read = readStatement(text, at);
    if (read === undefined) break;
    statements.push(new ReadSource(read.base, read.length, read.tree, read.errors, read.reach));
    at = read.end;
  }
  return { text, statements };
}

/** Reads a query as a person types it: `allow(larry, action, gmail)`. Offsets are relative to the text. */
export function parseQuery(text: string): { query: Expression | undefined; errors: readonly SyntaxProblem[] } {
  return readExpression(text);
}
