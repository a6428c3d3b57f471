import type { SyntaxNode } from '@lezer/common';
import type { SourceClass } from '../model.ts';
import { assignedIn, givenTypes } from './javascript-class.ts';
import { commentOfMember } from './javascript-comments.ts';
import { type Syntax, spanOf, written } from './syntax.ts';

/** A function that makes objects, `function User(name) { this.name = name; }`. Its prototype may be given more anywhere. */
export function constructorFunction(syntax: Syntax, node: SyntaxNode): SourceClass | undefined {
  const name = node.getChild('VariableDefinition');
  const block = node.getChild('Block');
  if (name === null || block === null || !/^\p{Lu}/u.test(written(syntax, name))) return undefined;
  const members = assignedIn(syntax, block, givenTypes(syntax, node));
  if (members.length === 0) return undefined;
  return {
    name: written(syntax, name),
    span: spanOf(name),
    bases: [],
    members,
    reverse: [],
    comment: commentOfMember(syntax, node),
    open: true,
  };
}
