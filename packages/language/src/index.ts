/** The language: text in, tree and syntax errors out. Knows nothing of what a policy means. */
export type * from './ast.ts';
export { LineIndex, type Position, type PositionEncoding } from './line-index.ts';
export type { SyntaxFix } from './mending.ts';
export { isName } from './names.ts';
export type { PolicyFile, StatementSource, SyntaxProblem, SyntaxProblem as SyntaxError } from './policy-file.ts';
export { parseFile, parseQuery, rangeOf } from './policy-file.ts';
export { print, printFloat, printString } from './print.ts';
export { childrenOf, kindNamed, kindOf, kindSet, nodeAt, nodeWithin, statementAt, walk } from './tree.ts';
export { updateFile } from './update.ts';
