import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/javascript';
import type { Registration, Source, SourceClass, SourceImport } from '../model.ts';
import { readClass } from './javascript-class.ts';
import { constructorFunction } from './javascript-functions.ts';
import { importsOf, requiresOf } from './javascript-imports.ts';
import { readType } from './javascript-types.ts';
import { children, parts, type Syntax, stringIn, walk, written } from './syntax.ts';

/**
 * What a JavaScript or TypeScript file says of its classes.
 * @param dialect as the parser names it: `ts`, `jsx` or both
 */
export function readJavaScript(text: string, dialect: string): Source {
  const syntax: Syntax = { text };
  const classes: SourceClass[] = [];
  const imports: SourceImport[] = [];
  const registrations: Registration[] = [];
  const add = (read: SourceClass | undefined): void => {
    if (read !== undefined) classes.push(read);
  };
  walk(parser.configure({ dialect }).parse(text).topNode, (node) => {
    switch (node.name) {
      case 'ImportDeclaration':
      case 'ExportDeclaration':
        imports.push(...importsOf(syntax, node));
        return node.name === 'ExportDeclaration';
      case 'VariableDeclaration':
        imports.push(...requiresOf(syntax, node));
        return true;
      case 'ClassDeclaration':
      case 'ClassExpression':
        add(readClass(syntax, node));
        return false;
      case 'InterfaceDeclaration':
      case 'TypeAliasDeclaration':
        add(readType(syntax, node));
        return false;
      case 'FunctionDeclaration':
        add(constructorFunction(syntax, node));
        return true;
      case 'CallExpression': {
        const registration = registrationOf(syntax, node);
        if (registration !== undefined) registrations.push(registration);
        return true;
      }
      default:
        return true;
    }
  });
  return { language: 'javascript', classes, imports, registrations };
}

/** `oso.registerClass(User, { name: 'Person' })`; the old way gives the name itself. */
function registrationOf(syntax: Syntax, node: SyntaxNode): Registration | undefined {
  const [callee] = children(node);
  const list = node.getChild('ArgList');
  if (callee === undefined || list === null || !/(^|\.)registerClass$/.test(written(syntax, callee))) return undefined;
  const [first, second] = parts(list);
  const className = first?.length === 1 ? written(syntax, first[0]!) : '';
  if (!/^[\p{L}_$][\p{L}\p{N}_$.]*$/u.test(className)) return undefined;
  const plain = className.slice(className.lastIndexOf('.') + 1);
  const options = second?.[0];
  if (options === undefined) return { className, name: plain };
  const given = options.name === 'ObjectExpression' ? nameOption(syntax, options) : options;
  if (given === undefined) return { className, name: plain };
  const name = stringIn(syntax, given);
  return name === undefined ? undefined : { className, name };
}

/** The value of `name` in `{ name: 'Person' }`. */
function nameOption(syntax: Syntax, options: SyntaxNode): SyntaxNode | undefined {
  const property = options
    .getChildren('Property')
    .find((each) => each.firstChild !== null && written(syntax, each.firstChild) === 'name');
  return property?.lastChild ?? undefined;
}
