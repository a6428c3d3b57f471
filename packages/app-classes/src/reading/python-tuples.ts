import type { SyntaxNode } from '@lezer/common';
import type { SourceClass, SourceMember } from '../model.ts';
import { callOf, lastName, typeText } from './python-syntax.ts';
import { children, parts, type Syntax, spanOf, stringIn, written } from './syntax.ts';

/** `Point = namedtuple("Point", ["x", "y"])`, `Point = NamedTuple("Point", [("x", int)])` */
export function namedTuple(syntax: Syntax, statement: SyntaxNode): SourceClass | undefined {
  const [target, sign, value] = children(statement);
  const call = callOf(syntax, value);
  if (target?.name !== 'VariableName' || sign?.name !== 'AssignOp' || call === undefined) return undefined;
  if (!/^(namedtuple|NamedTuple)$/.test(lastName(call.name))) return undefined;
  const names = call.places[1];
  const text = stringIn(syntax, names);
  const members: SourceMember[] =
    text !== undefined
      ? text.split(/[\s,]+/).flatMap((name) => (name === '' ? [] : [field(name, names!)]))
      : names === undefined || !/^(Array|Tuple)Expression$/.test(names.name)
        ? []
        : parts(names).flatMap((part) => entry(syntax, part[0]!));
  return {
    name: written(syntax, target),
    span: spanOf(target),
    bases: [],
    members,
    reverse: [],
    open: members.length === 0,
  };
}

const field = (name: string, node: SyntaxNode, type?: string): SourceMember => ({
  name,
  kind: 'field',
  span: spanOf(node),
  ...(type !== undefined && { type }),
});

/** `"x"`, or `("x", int)`. */
function entry(syntax: Syntax, node: SyntaxNode): readonly SourceMember[] {
  const name = stringIn(syntax, node);
  if (name !== undefined) return [field(name, node)];
  if (node.name !== 'TupleExpression') return [];
  const [first, second] = parts(node);
  const typed = stringIn(syntax, first?.[0]);
  return typed === undefined
    ? []
    : [field(typed, first![0]!, second?.[0] === undefined ? undefined : typeText(syntax, second[0]))];
}
