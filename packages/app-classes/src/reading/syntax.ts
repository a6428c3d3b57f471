import type { SyntaxNode } from '@lezer/common';
import type { Span } from '../model.ts';

/** The tree of one file, with its text. */
export interface Syntax {
  readonly text: string;
}

export const spanOf = ({ from, to }: SyntaxNode): Span => ({ start: from, end: to });

export const written = ({ text }: Syntax, { from, to }: SyntaxNode): string => text.slice(from, to);

/** What is written, on one line. */
export const onOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The nodes right below a node, in order. */
export function children(node: SyntaxNode): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) found.push(child);
  return found;
}

/** Each node below a node, in the order of the text; `false` keeps out what is below it. A stack of its own: a deep tree is walked, too. */
export function walk(node: SyntaxNode, visit: (node: SyntaxNode) => boolean | undefined): void {
  const waiting: SyntaxNode[] = children(node).toReversed();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
    if (visit(next) !== false) waiting.push(...children(next).toReversed());
}

/** The arguments of a call, by place and by name: `Column(Integer, key=True)`. */
export interface Arguments {
  readonly places: readonly SyntaxNode[];
  readonly named: ReadonlyMap<string, SyntaxNode>;
}

/** The parts of a list between its brackets, without its commas. */
export function parts(list: SyntaxNode): readonly (readonly SyntaxNode[])[] {
  const found: SyntaxNode[][] = [[]];
  for (const node of children(list)) {
    if (/^[()[\]{}]$/.test(node.name) || node.name.endsWith('Comment') || node.name === 'Comment') continue;
    if (node.name === ',') found.push([]);
    else found.at(-1)!.push(node);
  }
  return found.filter((part) => part.length > 0);
}

/** The text of a plain string; undefined for one with replacements, and for all else. */
export function stringIn(syntax: Syntax, node: SyntaxNode | undefined): string | undefined {
  if (node?.name !== 'String') return undefined;
  const [, quotes, inside] = /^[rRuUbB]{0,2}("""|'''|"|')([\s\S]*)\1$/.exec(written(syntax, node)) ?? [];
  return quotes === undefined ? undefined : inside;
}

/** The text of a comment, or of a few on lines of their own, that stands right above a place, without its signs. */
export function commentAbove({ text }: Syntax, at: number, sign: RegExp): string | undefined {
  const lines: string[] = [];
  let end = text.lastIndexOf('\n', at - 1);
  while (end > 0 && lines.length < MOST_LINES) {
    const start = text.lastIndexOf('\n', end - 1) + 1;
    const line = text.slice(start, end).trim();
    if (!sign.test(line)) break;
    lines.unshift(line.replace(sign, '').trim());
    end = start - 1;
  }
  return commentOf(lines.join('\n'));
}

/** A comment behind what is written, on the same line. */
export function commentBehind({ text }: Syntax, at: number, sign: RegExp): string | undefined {
  const end = text.indexOf('\n', at);
  const rest = text.slice(at, end === -1 ? text.length : end).replace(/^[\s,;]+/, '');
  return sign.test(rest) ? commentOf(rest.replace(sign, '').trim()) : undefined;
}

const MOST_LINES = 12;
const MOST_CHARACTERS = 1000;

/** A comment as it is shown: without indentation, and not without end; undefined for an empty one. */
export function commentOf(text: string): string | undefined {
  const lines = text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.trim());
  const shown = lines.slice(0, MOST_LINES).join('\n').slice(0, MOST_CHARACTERS).trim();
  return shown === '' ? undefined : shown;
}
