import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/python';
import type { Registration, Source, SourceClass, SourceImport } from '../model.ts';
import { readClass } from './python-class.ts';
import { importsOf } from './python-imports.ts';
import { callOf, dotted } from './python-syntax.ts';
import { namedTuple } from './python-tuples.ts';
import { type Syntax, stringIn, walk } from './syntax.ts';

/** What a Python file says of its classes. Those within functions are nobody else's. */
export function readPython(text: string): Source {
  const syntax: Syntax = { text };
  const classes: SourceClass[] = [];
  const imports: SourceImport[] = [];
  const registrations: Registration[] = [];
  const enter = (node: SyntaxNode): boolean => {
    switch (node.name) {
      case 'ImportStatement':
        imports.push(...importsOf(syntax, node));
        return false;
      case 'ClassDefinition': {
        const read = readClass(syntax, node);
        if (read !== undefined) classes.push(read);
        return false;
      }
      case 'AssignStatement': {
        const tuple = namedTuple(syntax, node);
        if (tuple !== undefined) classes.push(tuple);
        return true;
      }
      case 'CallExpression': {
        const registration = registrationOf(syntax, node);
        if (registration !== undefined) registrations.push(registration);
        return true;
      }
      default:
        return true;
    }
  };
  // Applications are often set up in a function, which may import what it registers.
  walk(parser.parse(text).topNode, enter);
  return { language: 'python', classes, imports, registrations };
}

/** `oso.register_class(models.User, name="Person")` */
function registrationOf(syntax: Syntax, node: SyntaxNode): Registration | undefined {
  const call = callOf(syntax, node);
  if (call === undefined || !/(^|\.)register_class$/.test(call.name)) return undefined;
  const className = dotted(syntax, call.places[0]);
  const name = stringIn(syntax, call.named.get('name'));
  if (className === undefined || (call.named.has('name') && name === undefined)) return undefined;
  return { className, name: name ?? className.slice(className.lastIndexOf('.') + 1) };
}
