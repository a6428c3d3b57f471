/** The language: text in, tree and syntax errors out. Knows nothing of what a policy means. */

export { LINE_DIRECTIVE } from './format/addressed-lines.ts';
export type { FormatEdit } from './format/change.ts';
export { type FormatRange, formatFile, withEdits } from './format/format.ts';
export { DEFAULT_STYLE, type Style } from './format/style.ts';
export type { SyntaxFix } from './messages/mending.ts';
export { wordMeant } from './messages/near-words.ts';
export { pieceEnd } from './syntax/piece-end.ts';
export { parseFile, parseQuery } from './syntax/policy-file.ts';
export { updateFile } from './syntax/update.ts';
export type * from './tree/ast.ts';
export { LineIndex, type Position, type PositionEncoding } from './tree/line-index.ts';
export { isName } from './tree/names.ts';
export { print, printFloat, printString } from './tree/print.ts';
export { printable } from './tree/printable.ts';
export type { PolicyFile, StatementSource, SyntaxProblem } from './tree/source.ts';
export { rangeOf } from './tree/source.ts';
export { bareQuery, matchBefore, withoutSemicolon } from './tree/text-ends.ts';
export {
  childrenOf,
  kindNamed,
  kindOf,
  kindSet,
  nodeAt,
  nodesAround,
  nodeWithin,
  statementAt,
  walk,
} from './tree/tree.ts';
