import type { Expression, Statement } from './ast.ts';
import { Site, StatementParser } from './generated/statement-parser.ts';
import { Lexer } from './lexer.ts';
import type { SyntaxError } from './policy-file.ts';
import { scanStatement } from './scanner.ts';
import { forgetWordsIfMany } from './words.ts';

/** What was read of one statement; `end` is where to read on: absolute, as `base`. */
export interface ReadStatement {
  readonly base: number;
  readonly length: number;
  readonly tree: Statement | undefined;
  readonly errors: readonly SyntaxError[];
  /** How far from `base` the text was looked at to read this; infinite where that included the end of the text. */
  readonly reach: number;
  readonly end: number;
}

const NO_ERRORS: readonly SyntaxError[] = Object.freeze([]);

class Parser extends StatementParser {
  statement(lexer: Lexer, stop: Parameters<StatementParser['begin']>[1]): Statement | undefined {
    this.begin(lexer, stop);
    const tree = this.Statement();
    if (!this.atEnd) this.unexpected(Site.Statement);
    return tree;
  }

  query(lexer: Lexer, stop: Parameters<StatementParser['begin']>[1]): Expression {
    this.begin(lexer, stop);
    const tree = this.Disjunction();
    if (!this.atEnd) this.unexpected(Site.Disjunction);
    return tree;
  }
}

const lexer = new Lexer();
const parser = new Parser();

/** Reads the next statement at or after an absolute offset; undefined where none is left. */
export function readStatement(text: string, from: number): ReadStatement | undefined {
  forgetWordsIfMany();
  lexer.begin(text, from);
  const extent = scanStatement(lexer);
  if (extent === undefined) return undefined;
  const { base, count, errors: lexical, offset } = lexer;
  if (count === 0) {
    const length = lexical.at(-1)?.end ?? 0;
    return { base, length, tree: undefined, errors: lexical, reach: extent.reach, end: offset };
  }
  const length = lexer.ends[count - 1]!;
  const tree = parser.statement(lexer, extent.stop);
  return { base, length, tree, errors: inOrder(lexical, parser.errors), reach: extent.reach, end: offset };
}

/** Reads all of the text as one expression. */
export function readExpression(text: string): { query: Expression | undefined; errors: readonly SyntaxError[] } {
  forgetWordsIfMany();
  lexer.begin(text, 0);
  while (lexer.next() !== 0);
  if (lexer.count === 0) return { query: undefined, errors: lexer.errors };
  lexer.relativeTo(0);
  const end = lexer.ends[lexer.count - 1]!;
  const query = parser.query(lexer, { type: 0, start: end, end });
  return { query, errors: inOrder(lexer.errors, parser.errors) };
}

function inOrder(first: readonly SyntaxError[], second: readonly SyntaxError[]): readonly SyntaxError[] {
  if (first.length === 0 && second.length === 0) return NO_ERRORS;
  return [...first, ...second].sort((a, b) => a.start - b.start);
}
