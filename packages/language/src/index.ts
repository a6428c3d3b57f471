/** The language: text in, tree and syntax errors out. Knows nothing of what a policy means. */
export type * from './ast.ts';
export type { PolicyFile, StatementSource, SyntaxError } from './policy-file.ts';
export { parseFile, parseQuery, rangeOf, updateFile } from './policy-file.ts';
