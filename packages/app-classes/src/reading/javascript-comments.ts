import type { SyntaxNode } from '@lezer/common';
import { commentBehind, commentOf, type Syntax, written } from './syntax.ts';

/** What a documentation comment says: its text, and its tags by name. */
export interface DocComment {
  readonly text: string | undefined;
  readonly type: string | undefined;
  readonly returns: string | undefined;
  /** The types of parameters, by name. */
  readonly parameters: ReadonlyMap<string, string>;
}

const NOTHING: DocComment = { text: undefined, type: undefined, returns: undefined, parameters: new Map() };

/** The comment right before a declaration, an `export` or a decorator before it included. */
export function docComment(syntax: Syntax, node: SyntaxNode): DocComment {
  const holder = node.parent?.name === 'ExportDeclaration' ? node.parent : node;
  const before = holder.prevSibling;
  if (before === null || !/^(?:Block|Line)Comment$/.test(before.name)) return NOTHING;
  // A blank line keeps them apart.
  if (/\n\s*\n/.test(syntax.text.slice(before.to, holder.from))) return NOTHING;
  if (before.name === 'LineComment') {
    // One behind the member above is that one's.
    const line = syntax.text.slice(syntax.text.lastIndexOf('\n', before.from) + 1, before.from);
    return line.trim() === '' ? { ...NOTHING, text: commentOf(written(syntax, before).replace(/^\/\//, '')) } : NOTHING;
  }
  const lines = written(syntax, before)
    .replace(/^\/\*+|\*+\/$/g, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\*\s?/, '').trimEnd());
  const first = lines.findIndex((line) => /^\s*@\w/.test(line));
  const tags = first === -1 ? [] : lines.slice(first);
  const tagged = (tag: RegExp): string | undefined => tags.flatMap((line) => tag.exec(line)?.[1] ?? [])[0]?.trim();
  return {
    text: commentOf(lines.slice(0, first === -1 ? undefined : first).join('\n')),
    type: tagged(/@type\s*\{((?:[^{}]|\{[^{}]*\})*)\}/),
    returns: tagged(/@returns?\s*\{((?:[^{}]|\{[^{}]*\})*)\}/),
    parameters: new Map(
      tags.flatMap((line) => {
        const [, type, name] = /@param\s*\{((?:[^{}]|\{[^{}]*\})*)\}\s*\[?([\w$]+)/.exec(line) ?? [];
        return type === undefined || name === undefined ? [] : [[name, type] as const];
      }),
    ),
  };
}

/** What is said of a member: before it, or behind it on its line. */
export const commentOfMember = (syntax: Syntax, node: SyntaxNode): string | undefined =>
  docComment(syntax, node).text ??
  (node.name.endsWith('Declaration') && !/^(Property|Method)/.test(node.name)
    ? undefined
    : commentBehind(syntax, node.to, /^\/\//));
