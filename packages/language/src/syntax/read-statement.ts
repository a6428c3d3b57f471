import { Token } from '../generated/tokens.ts';
import type { Expression, Statement } from '../tree/ast.ts';
import { ENDS_OPERAND } from '../tree/place.ts';
import type { SyntaxProblem } from '../tree/source.ts';
import { isTooDeep } from '../tree/tree.ts';
import { doubts } from '../tree/tree-node.ts';
import { Lexer } from './lexer.ts';
import { type Extent, scanStatement } from './scanner.ts';
import { type FoundProblem, nestedTooDeeply } from './statement-reader.ts';
import { withoutStray } from './stray-token.ts';
import { CLOSES, OPENS, type Stop } from './token-cursor.ts';
import { TolerantParser } from './tolerant-parser.ts';
import { type Break, checkValues, type Source } from './value-kinds.ts';
import { forgetWordsIfMany } from './words.ts';

/** What was read of one statement; `end` is where to read on: absolute, as `base`. */
export interface ReadStatement {
  readonly base: number;
  readonly length: number;
  readonly tree: Statement | undefined;
  readonly errors: readonly SyntaxProblem[];
  /** How far from `base` the text was looked at to read this; infinite where that included the end of the text. */
  readonly reach: number;
  readonly end: number;
}

const NONE: readonly never[] = Object.freeze([]);
/** Only a statement with more tokens can make a tree that is too deep for those who walk it by recursion. */
const MANY_TOKENS = 1000;
const lexer = new Lexer();
const parser = new TolerantParser();

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
  const length = Math.max(lexer.ends[count - 1]!, lexical.at(-1)?.end ?? 0);
  const { tree, errors } = readTree(text, extent);
  return { base, length, tree, errors, reach: extent.reach, end: offset };
}

/** The tree of the tokens that the lexer has, and all that is wrong with them. */
function readTree(text: string, extent: Extent): { tree: Statement | undefined; errors: readonly SyntaxProblem[] } {
  const { base, count, errors: lexical } = lexer;
  try {
    const stop = extent.seen > count ? firstMisfit(lexer, extent) : extent.stop;
    const tree = parser.statement(lexer, count, stop);
    if (count > MANY_TOKENS && isTooDeep(tree)) return tooDeep(lexical);
    if (lexical.length === 0 && parser.errors.length > 0 && count <= MANY_TOKENS) {
      const without = withoutStray(lexer, parser, stop);
      if (without !== undefined) {
        const values = checkValues(without.tree, asNoticed(without.errors), source);
        return { tree: parser.lost ? undefined : without.tree, errors: inOrder<SyntaxProblem>(without.errors, values) };
      }
    }
    if (lexical.length === 0 && parser.errors.length === 0)
      return { tree, errors: doubts.any ? checkValues(tree, NONE, source) : NONE };
    const breaks = asNoticed(parser.errors);
    const syntax: readonly Break[] =
      lexical.length === 0 ? breaks : inOrder<Break>(breaksOf(lexical, text, base), breaks);
    // Of what begins no statement, the rest says nothing.
    if (parser.errors[0]?.token === 0) return { tree: undefined, errors: inOrder(lexical, parser.errors.slice(0, 1)) };
    const errors = inOrder(unforeseen(lexical, parser.errors), parser.errors, checkValues(tree, syntax, source));
    return { tree: parser.lost ? undefined : tree, errors };
  } catch (error) {
    // The stack may be nearly full where we are called.
    if (error instanceof RangeError) return tooDeep(lexical);
    throw error;
  }
}

/** Without the string that a line ends in because one quote before it is missing, which was said where it shows. */
function unforeseen(lexical: readonly SyntaxProblem[], errors: readonly FoundProblem[]): readonly SyntaxProblem[] {
  if (lexical.length === 0 || errors.length === 0) return lexical;
  const { text, base, types, ends, starts } = lexer;
  const odd = errors.filter(
    ({ token }) => token > 0 && types[token - 1] === Token.String && ends[token - 1] === starts[token],
  );
  return odd.length === 0
    ? lexical
    : lexical.filter(({ start, end, code }) => {
        if (code !== 'invalid-token-character' || text[base + start] !== '"' || text[base + end - 1] === '"')
          return true;
        return !odd.some(
          (error) => error.start < start && !text.slice(base + error.start, base + start).includes('\n'),
        );
      });
}

function tooDeep(lexical: readonly SyntaxProblem[]): { tree: undefined; errors: readonly SyntaxProblem[] } {
  const whole = { ...nestedTooDeeply, start: lexer.starts[0]!, end: lexer.ends[0]! };
  return { tree: undefined, errors: inOrder(lexical, parser.errors, [whole]) };
}

/**
 * The statement goes on in the next one, as far as the engine can tell: the first token that does not fit is the one to
 * report, be it in the middle of the next head.
 */
function firstMisfit(of: Lexer, { seen, stop }: Extent): Stop {
  const types = of.types.slice(of.count, seen);
  parser.statement(of, seen, stop);
  const token = parser.errors[0]?.token ?? seen;
  if (token < of.count || token >= seen) return stop;
  return { type: types[token - of.count]!, start: of.starts[token]!, end: of.ends[token]! };
}

/** Reads all of the text as one expression. */
export function readExpression(text: string): { query: Expression | undefined; errors: readonly SyntaxProblem[] } {
  forgetWordsIfMany();
  lexer.begin(text, 0);
  while (lexer.next() !== 0);
  if (lexer.base > 0) lexer.relativeTo(0);
  if (lexer.count === 0) return { query: undefined, errors: lexer.errors };
  const end = lexer.ends[lexer.count - 1]!;
  try {
    const query = parser.query(lexer, { type: 0, start: end, end });
    if (lexer.count > MANY_TOKENS && isTooDeep(query))
      return { query: undefined, errors: tooDeep(lexer.errors).errors };
    return {
      query,
      errors: inOrder(lexer.errors, parser.errors, checkValues(query, asNoticed(parser.errors), source)),
    };
  } catch (error) {
    if (error instanceof RangeError) return { query: undefined, errors: tooDeep(lexer.errors).errors };
    throw error;
  }
}

/** The text of the statement whose tokens the lexer has. */
const source: Source = {
  isWhole(start, end) {
    let depth = 0;
    let last = -1;
    for (let i = 0; i < lexer.count && lexer.ends[i]! <= end; i++) {
      if (lexer.starts[i]! < start) continue;
      last = lexer.types[i]!;
      if (OPENS[last] === 1) depth++;
      else if (CLOSES[last] === 1) depth--;
    }
    return depth === 0 && ENDS_OPERAND[last] === 1;
  },
  isOneLine(start, end) {
    return !lexer.text.slice(lexer.base + start, lexer.base + end).includes('\n');
  },
};

/** `after`: where what stands before a lexical error ends, but for comments. */
function breaksOf(lexical: readonly SyntaxProblem[], text: string, base: number): Break[] {
  return lexical.map(({ start }) => ({ start, after: text.slice(base, base + start).trimEnd().length, type: -1 }));
}

/** What is judged before a break and what is not goes by the engine, which notices a lack later than it is marked. */
const asNoticed = (errors: readonly FoundProblem[]): readonly Break[] =>
  errors.map(({ noticed, after, type }) => ({ start: noticed.start, after, type }));

function inOrder<T extends { readonly start: number }>(...lists: readonly (readonly T[])[]): readonly T[] {
  let length = 0;
  for (const list of lists) length += list.length;
  return length === 0 ? NONE : lists.flat().sort((a, b) => a.start - b.start);
}
