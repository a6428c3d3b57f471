import type { SyntaxNode } from '@lezer/common';
import type { SourceClass, SourceMember } from '../model.ts';
import { commentOfMember } from './javascript-comments.ts';
import { Members } from './members.ts';
import { children, onOneLine, parts, type Syntax, spanOf, written } from './syntax.ts';

/** The text of `: Type`; undefined where there is none. */
export function annotation(syntax: Syntax, holder: SyntaxNode): string | undefined {
  const node = holder.getChild('TypeAnnotation');
  return node === null ? undefined : onOneLine(written(syntax, node).replace(/^:/, ''));
}

/** The parameters of a function, as they are written. */
export function parametersOf(syntax: Syntax, holder: SyntaxNode): readonly string[] {
  const list = holder.getChild('ParamList');
  return list === null ? [] : parts(list).map((part) => onOneLine(syntax.text.slice(part[0]!.from, part.at(-1)!.to)));
}

/** An interface, or a type that is written as an object's. */
export function readType(syntax: Syntax, node: SyntaxNode): SourceClass | undefined {
  const name = node.getChild('TypeDefinition');
  const objects = objectTypes(node);
  if (name === null || objects === undefined) return undefined;
  const members = new Members();
  let open = false;
  for (const object of objects) {
    for (const each of children(object)) {
      if (each.name === 'IndexSignature') open = true;
      const member = memberOf(syntax, each);
      if (member !== undefined) members.add(member);
    }
  }
  return {
    name: written(syntax, name),
    span: spanOf(name),
    bases: basesOf(syntax, node),
    members: members.all(),
    reverse: [],
    comment: commentOfMember(syntax, node),
    open,
  };
}

/** The object types of a declaration: `{…}`, `Base & {…}`; undefined for any other type. */
function objectTypes(node: SyntaxNode): readonly SyntaxNode[] | undefined {
  const [own] = node.getChildren('ObjectType');
  if (own !== undefined) return [own];
  const intersection = node.getChild('IntersectionType');
  return intersection === null ? undefined : intersection.getChildren('ObjectType');
}

function basesOf(syntax: Syntax, node: SyntaxNode): readonly string[] {
  const from = node.getChild('IntersectionType') ?? node;
  return [...from.getChildren('TypeName'), ...from.getChildren('ParameterizedType')].map((each) =>
    written(syntax, each).replace(/<[\s\S]*$/, ''),
  );
}

function memberOf(syntax: Syntax, node: SyntaxNode): SourceMember | undefined {
  const name = node.getChild('PropertyDefinition');
  if (name === null || (node.name !== 'PropertyType' && node.name !== 'MethodType')) return undefined;
  const type = annotation(syntax, node);
  const comment = commentOfMember(syntax, node);
  const common = {
    name: written(syntax, name),
    span: spanOf(name),
    ...(type !== undefined && { type }),
    ...(comment !== undefined && { comment }),
  };
  return node.name === 'MethodType'
    ? { ...common, kind: 'method', parameters: parametersOf(syntax, node) }
    : { ...common, kind: 'field' };
}

/** The type of a value, as far as it shows. */
export function typeOfValue(syntax: Syntax, node: SyntaxNode | undefined): string | undefined {
  switch (node?.name) {
    case 'String':
    case 'TemplateString':
      return 'string';
    case 'Number':
      return 'number';
    case 'BooleanLiteral':
      return 'boolean';
    case 'ArrayExpression':
      return 'Array';
    case 'NewExpression': {
      const name = children(node)[1];
      const types = node.getChild('TypeArgList');
      if (name === undefined || !/^(VariableName|MemberExpression)$/.test(name.name)) return undefined;
      return `${written(syntax, name)}${types === null ? '' : written(syntax, types)}`;
    }
    default:
      return undefined;
  }
}
