import type { SyntaxNode } from '@lezer/common';
import type { SourceMember } from '../model.ts';
import { documentation, hiddenName, typeText } from './python-syntax.ts';
import { commentAbove, onOneLine, parts, type Syntax, spanOf, written } from './syntax.ts';

const PROPERTY = /(^|\.)(property|cached_property|hybrid_property|computed_field)$/;

/** A method or a property. What sets or deletes a property, and what the language calls by itself, is none. */
export function functionMember(
  syntax: Syntax,
  node: SyntaxNode,
  decorators: readonly string[],
): SourceMember | undefined {
  const nameNode = node.getChild('VariableName');
  if (nameNode === null || decorators.some((name) => /\.(setter|deleter|getter|expression)$/.test(name)))
    return undefined;
  const name = written(syntax, nameNode);
  if (/^__\w+__$/.test(name)) return undefined;
  const body = node.getChild('Body');
  // `-> str`, beside the parameters' own.
  const returned = node.getChild('TypeDef');
  const type = returned === null ? undefined : typeText(syntax, returned);
  const comment =
    (body === null ? undefined : documentation(syntax, body)) ??
    commentAbove(syntax, (node.parent?.name === 'DecoratedStatement' ? node.parent : node).from, /^#:?/);
  const common = {
    name,
    span: spanOf(nameNode),
    ...(type !== undefined && { type }),
    ...(comment !== undefined && { comment }),
    ...hiddenName(name),
  };
  if (decorators.some((each) => PROPERTY.test(each))) return { ...common, kind: 'property' };
  const isStatic = decorators.some((each) => /(^|\.)staticmethod$/.test(each));
  const list = node.getChild('ParamList');
  const parameters = list === null ? [] : parts(list).map((part) => textOfPart(syntax, part));
  return { ...common, kind: 'method', parameters: isStatic ? parameters : parameters.slice(1) };
}

const textOfPart = ({ text }: Syntax, part: readonly SyntaxNode[]): string =>
  onOneLine(text.slice(part[0]!.from, part.at(-1)!.to));
