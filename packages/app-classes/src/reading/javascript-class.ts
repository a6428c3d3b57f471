import type { SyntaxNode } from '@lezer/common';
import type { SourceClass, SourceMember } from '../model.ts';
import { commentOfMember, docComment } from './javascript-comments.ts';
import { annotation, parametersOf, typeOfValue } from './javascript-types.ts';
import { Members } from './members.ts';
import { children, commentBehind, onOneLine, parts, type Syntax, spanOf, walk, written } from './syntax.ts';

/** A class with what its body says, and what its constructor and methods assign to their object. */
export function readClass(syntax: Syntax, node: SyntaxNode): SourceClass | undefined {
  const body = node.getChild('ClassBody');
  const name = nameOf(node);
  if (body === null || name === undefined) return undefined;
  const members = new Members();
  const declarations = children(body);
  let open = decoratorsOf(node).some((each) => !HARMLESS.test(written(syntax, each)));
  for (const each of declarations) {
    if (each.name === 'MethodDeclaration') {
      const member = methodMember(syntax, each);
      if (member !== undefined) members.add(member);
      for (const parameter of parameterProperties(syntax, each)) members.add(parameter);
    } else if (each.name === 'PropertyDeclaration') {
      const member = fieldMember(syntax, each);
      if (member !== undefined) members.add(member);
      // `[key: string]: any`, `[name] = 1`
      else if (each.getChild('PrivatePropertyDefinition') === null) open = true;
    }
  }
  for (const each of declarations) {
    const block = each.name === 'MethodDeclaration' && !isStatic(each) ? each.getChild('Block') : null;
    if (block !== null) for (const field of assignedIn(syntax, block, givenTypes(syntax, each))) members.add(field);
  }
  const bases = extended(syntax, node);
  open ||= bases === undefined;
  open ||= /\bObject\s*\.\s*(?:assign|definePropert(?:y|ies))\s*\(\s*this\b|\bnew\s+Proxy\b|\bthis\s*\[/.test(
    written(syntax, body),
  );
  return {
    name: written(syntax, name),
    span: spanOf(name),
    bases: bases ?? [],
    members: members.all(),
    reverse: [],
    comment: commentOfMember(syntax, node),
    open,
  };
}

/** Decorators that leave a class the members that it has. */
const HARMLESS = /^@(Entity|Injectable|Table|Index|Unique|Schema|ObjectType|ChildEntity)\b/;

/** Those before `export` are read as a class of their own, without a body. */
function decoratorsOf(node: SyntaxNode): readonly SyntaxNode[] {
  const before = node.parent?.name === 'ExportDeclaration' ? node.parent.prevSibling : null;
  const isTheirs = before?.name === 'ClassDeclaration' && before.getChild('ClassBody') === null;
  return [...(isTheirs ? before.getChildren('Decorator') : []), ...node.getChildren('Decorator')];
}

/** Its own name, or that of the variable that it is given to. */
function nameOf(node: SyntaxNode): SyntaxNode | undefined {
  const own = node.getChild('VariableDefinition') ?? node.getChild('VariableName');
  if (node.name === 'ClassDeclaration') return node.getChild('VariableDefinition') ?? undefined;
  const holder = node.parent?.name === 'VariableDeclaration' ? node.parent.getChild('VariableDefinition') : null;
  return holder ?? (own?.name === 'VariableDefinition' ? own : undefined);
}

/** What follows `extends`; undefined for what has no name. */
function extended(syntax: Syntax, node: SyntaxNode): readonly string[] | undefined {
  const base = node.getChild('extends')?.nextSibling;
  if (base == null) return [];
  const text = onOneLine(written(syntax, base));
  // A call makes a class of its own: nothing is known of it.
  return /^[\p{L}_$][\w$.]*$/u.test(text) ? [text] : undefined;
}

const isStatic = (node: SyntaxNode): boolean => node.getChild('static') !== null;

/** `private`, `protected`, `_name`. */
function hiddenMember(syntax: Syntax, node: SyntaxNode, name: string): { readonly hidden?: true } {
  const privacy = node.getChild('Privacy');
  const isHidden = name.startsWith('_') || (privacy !== null && written(syntax, privacy) !== 'public');
  return isHidden ? { hidden: true } : {};
}

function propertyName(
  syntax: Syntax,
  node: SyntaxNode,
): { readonly name: string; readonly node: SyntaxNode } | undefined {
  const found = node.getChild('PropertyDefinition');
  return found === null || !/^[\p{L}_$]/u.test(written(syntax, found))
    ? undefined
    : { name: written(syntax, found), node: found };
}

function fieldMember(syntax: Syntax, node: SyntaxNode): SourceMember | undefined {
  const named = propertyName(syntax, node);
  if (named === undefined) return undefined;
  const value = node.getChild('Equals')?.nextSibling ?? undefined;
  const isFunction = value?.name === 'ArrowFunction' || value?.name === 'FunctionExpression';
  const type = annotation(syntax, node) ?? docComment(syntax, node).type ?? typeOfValue(syntax, value);
  const comment = commentOfMember(syntax, node);
  return {
    name: named.name,
    kind: isFunction ? 'method' : 'field',
    span: spanOf(named.node),
    ...(isFunction && { parameters: parametersOf(syntax, value!) }),
    ...(type !== undefined && !isFunction && { type }),
    ...(comment !== undefined && { comment }),
    ...(isStatic(node) && { ofClass: true }),
    ...hiddenMember(syntax, node, named.name),
  };
}

function methodMember(syntax: Syntax, node: SyntaxNode): SourceMember | undefined {
  const named = propertyName(syntax, node);
  if (named === undefined || named.name === 'constructor') return undefined;
  const isProperty = node.getChild('get') !== null || node.getChild('set') !== null;
  const type = annotation(syntax, node) ?? docComment(syntax, node).returns;
  const comment = docComment(syntax, node).text;
  return {
    name: named.name,
    kind: isProperty ? 'property' : 'method',
    span: spanOf(named.node),
    ...(!isProperty && { parameters: parametersOf(syntax, node) }),
    ...(type !== undefined && { type }),
    ...(comment !== undefined && { comment }),
    ...(isStatic(node) && { ofClass: true }),
    ...hiddenMember(syntax, node, named.name),
  };
}

/** TypeScript's `constructor(public name: string)`. */
function parameterProperties(syntax: Syntax, node: SyntaxNode): readonly SourceMember[] {
  const list = node.getChild('ParamList');
  if (list === null || propertyName(syntax, node)?.name !== 'constructor') return [];
  const given = givenTypes(syntax, node);
  return parts(list).flatMap((part) => {
    const name = part.find((each) => each.name === 'VariableDefinition');
    const privacy = part.find((each) => each.name === 'Privacy');
    if (name === undefined || (privacy === undefined && !part.some((each) => each.name === 'readonly'))) return [];
    const type = given.get(written(syntax, name));
    const comment = commentBehind(syntax, part.at(-1)!.to, /^\/\//);
    const isHidden = privacy !== undefined && written(syntax, privacy) !== 'public';
    return [
      {
        name: written(syntax, name),
        kind: 'field',
        span: spanOf(name),
        ...(type !== undefined && { type }),
        ...(comment !== undefined && { comment }),
        ...(isHidden && { hidden: true }),
      },
    ];
  });
}

/** The types of a function's parameters: by annotation, by its comment, or by what they are without being given. */
function givenTypes(syntax: Syntax, node: SyntaxNode): ReadonlyMap<string, string> {
  const list = node.getChild('ParamList');
  const types = new Map(docComment(syntax, node).parameters);
  for (const part of list === null ? [] : parts(list)) {
    const name = part.find((each) => each.name === 'VariableDefinition');
    const type = part.find((each) => each.name === 'TypeAnnotation');
    const equals = part.findIndex((each) => each.name === 'Equals');
    const known =
      type === undefined
        ? typeOfValue(syntax, equals === -1 ? undefined : part[equals + 1])
        : onOneLine(written(syntax, type).replace(/^:/, ''));
    if (name !== undefined && known !== undefined && (type !== undefined || !types.has(written(syntax, name))))
      types.set(written(syntax, name), known);
  }
  return types;
}

/** `this.name = name` */
export function assignedIn(
  syntax: Syntax,
  block: SyntaxNode,
  given: ReadonlyMap<string, string>,
): readonly SourceMember[] {
  const found: SourceMember[] = [];
  walk(block, (node) => {
    if (node.name === 'FunctionExpression' || node.name === 'FunctionDeclaration' || node.name === 'ClassExpression')
      return false;
    if (node.name !== 'AssignmentExpression') return true;
    const [target, sign, value] = children(node);
    const [object, dot, name] = target?.name === 'MemberExpression' ? children(target) : [];
    if (sign?.name !== 'Equals' || object?.name !== 'this' || dot?.name !== '.' || name?.name !== 'PropertyName')
      return true;
    const statement = node.parent ?? node;
    const shows = value?.name === 'VariableName' ? given.get(written(syntax, value)) : typeOfValue(syntax, value);
    const type = docComment(syntax, statement).type ?? shows;
    const comment = commentOfMember(syntax, statement);
    found.push({
      name: written(syntax, name),
      kind: value?.name === 'ArrowFunction' ? 'method' : 'field',
      span: spanOf(name),
      ...(value?.name === 'ArrowFunction' && { parameters: parametersOf(syntax, value) }),
      ...(type !== undefined && { type }),
      ...(comment !== undefined && { comment }),
      ...(written(syntax, name).startsWith('_') && { hidden: true }),
    });
    return true;
  });
  return found;
}

export { givenTypes };
