import type { SyntaxNode, Tree } from '@lezer/common';
import { parser } from '@lezer/python';
import type { Registration, Source, SourceClass, SourceImport, SourceMember, Span } from '../model.ts';
import { readClass } from './python-class.ts';
import { importsOf } from './python-imports.ts';
import { callOf, dotted } from './python-syntax.ts';
import { namedTuple } from './python-tuples.ts';
import { type Syntax, stringIn, walk } from './syntax.ts';

/** What a Python file says of its classes. Those within functions are nobody else's. */
export function readPython(text: string): Source {
  const whole = parser.parse(text);
  if (!isBroken(whole)) return readTree(text, whole);
  // Each definition by itself: an error, as of a parenthesis that is not closed, is so kept out of those after it.
  const starts = [...text.matchAll(/^(?:(?:class|def|async\s+def|import|from|if|try)\b|@)/gm)].map(
    ({ index }) => index,
  );
  // What is decorated begins with its first decorator.
  const own = starts.filter((_, at) => at === 0 || text[starts[at - 1]!] !== '@');
  const bounds = [...new Set([0, ...own, text.length])];
  const read = bounds.slice(0, -1).map((from, at) => {
    const piece = text.slice(from, bounds[at + 1]);
    return moved(readTree(piece, parser.parse(piece)), from);
  });
  return {
    language: 'python',
    classes: read.flatMap(({ classes }) => classes),
    imports: read.flatMap(({ imports }) => imports),
    registrations: read.flatMap(({ registrations }) => registrations),
  };
}

function isBroken(tree: Tree): boolean {
  let broken = false;
  tree.iterate({
    enter: ({ type }) => {
      broken ||= type.isError;
      return !broken;
    },
  });
  return broken;
}

/** The same, of a text that begins further on. */
function moved(source: Source, by: number): Source {
  const span = ({ start, end }: Span): Span => ({ start: start + by, end: end + by });
  const member = (each: SourceMember): SourceMember => ({ ...each, span: span(each.span) });
  return {
    ...source,
    classes: source.classes.map((each) => ({
      ...each,
      span: span(each.span),
      members: each.members.map(member),
      reverse: each.reverse.map((one) => ({ ...one, member: member(one.member) })),
    })),
  };
}

function readTree(text: string, tree: Tree): Source {
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
  walk(tree.topNode, enter);
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
