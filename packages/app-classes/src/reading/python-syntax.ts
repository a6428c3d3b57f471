import type { SyntaxNode } from '@lezer/common';
import { type Arguments, children, commentOf, onOneLine, parts, type Syntax, stringIn, written } from './syntax.ts';

/** A name with dots, as it is written: `models.Model`; undefined for anything else. */
export function dotted(syntax: Syntax, node: SyntaxNode | undefined): string | undefined {
  if (node === undefined || (node.name !== 'VariableName' && node.name !== 'MemberExpression')) return undefined;
  const text = written(syntax, node).replace(/\s+/g, '');
  return /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(text) ? text : undefined;
}

export interface PythonCall extends Arguments {
  /** As it is written: `models.CharField`. */
  readonly name: string;
}

/** A call of something that has a name; undefined for anything else. */
export function callOf(syntax: Syntax, node: SyntaxNode | undefined): PythonCall | undefined {
  if (node?.name !== 'CallExpression') return undefined;
  const name = dotted(syntax, node.firstChild ?? undefined);
  const list = node.getChild('ArgList');
  if (name === undefined) return undefined;
  const [places, named]: [SyntaxNode[], Map<string, SyntaxNode>] = [[], new Map()];
  for (const part of list === null ? [] : parts(list)) {
    if (part[1]?.name === 'AssignOp' && part[2] !== undefined) named.set(written(syntax, part[0]!), part[2]);
    else if (part.length === 1) places.push(part[0]!);
  }
  return { name, places, named };
}

/** The last name of one with dots. */
export const lastName = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

/** The statements of a body, those under an `if`, `try` or `with` too, but not those of functions and classes within. */
export function* statementsIn(body: SyntaxNode): Generator<SyntaxNode> {
  for (const node of children(body)) {
    if (node.name === 'Body') yield* statementsIn(node);
    else if (NESTING.has(node.name)) yield* statementsIn(node);
    else yield node;
  }
}

const NESTING: ReadonlySet<string> = new Set([
  'IfStatement',
  'TryStatement',
  'WithStatement',
  'ForStatement',
  'WhileStatement',
]);

/** What a class or function says of itself in its first statement. */
export function documentation(syntax: Syntax, body: SyntaxNode): string | undefined {
  const first = children(body).find(({ name }) => name !== ':' && name !== 'Comment');
  const string = first?.name === 'ExpressionStatement' ? stringIn(syntax, first.firstChild ?? undefined) : undefined;
  return string === undefined ? undefined : commentOf(string);
}

/** The type of an annotation, as it is written: without its sign, and without the quotes around a name that comes later. */
export function typeText(syntax: Syntax, node: SyntaxNode): string | undefined {
  const text = onOneLine(written(syntax, node).replace(/^(?::|->)/, ''));
  const unquoted = /^(["'])(.*)\1$/.exec(text)?.[2] ?? text;
  return unquoted === '' ? undefined : unquoted;
}

export const hiddenName = (name: string): { readonly hidden?: true } => (name.startsWith('_') ? { hidden: true } : {});
