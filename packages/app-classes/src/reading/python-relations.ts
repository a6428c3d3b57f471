import type { SyntaxNode } from '@lezer/common';
import type { ReverseMember } from '../model.ts';
import { callOf, dotted, lastName, type PythonCall } from './python-syntax.ts';
import { children, type Syntax, spanOf, stringIn, written } from './syntax.ts';

/** What a relation of a database gives to the class that writes it. */
export interface Relation {
  readonly type: string;
  /** Django's foreign keys have a field with the key, too: `org_id`. */
  readonly hasKey: boolean;
}

/** Django's `ForeignKey(Org)`, `ManyToManyField("app.Role")`; SQLAlchemy's `relationship("Role")`, of which either side may be many. */
export function relationOf(syntax: Syntax, value: SyntaxNode | undefined): Relation | undefined {
  const call = callOf(syntax, value);
  const target = call && targetOf(syntax, call);
  if (call === undefined || target === undefined) return undefined;
  switch (lastName(call.name)) {
    case 'ForeignKey':
      // SQLAlchemy's names a column.
      return isOfDjango(syntax, call) ? { type: target, hasKey: true } : undefined;
    case 'OneToOneField':
      return { type: target, hasKey: true };
    case 'ManyToManyField':
      return { type: `Manager[${target}]`, hasKey: false };
    case 'relationship':
    case 'relation': {
      const list = call.named.get('uselist');
      const isOne = list !== undefined && written(syntax, list) === 'False';
      return { type: isOne ? target : `${target} | list[${target}]`, hasKey: false };
    }
    default:
      return undefined;
  }
}

/** The class that a relation leads to: a name, or a string with one, after its application's or module's. */
function targetOf(syntax: Syntax, call: PythonCall): string | undefined {
  const node = call.places[0] ?? call.named.get('to') ?? call.named.get('argument');
  const text = stringIn(syntax, node);
  if (text !== undefined) return /^[\w.]+$/u.test(text) ? lastName(text) : undefined;
  return dotted(syntax, node);
}

const isOfDjango = (syntax: Syntax, call: PythonCall): boolean => {
  const target = stringIn(syntax, call.places[0]);
  return (
    call.named.has('on_delete') ||
    call.named.has('related_name') ||
    (target === undefined ? /^models\./.test(call.name) : false)
  );
};

/** What the class at the other side gets: Django's `related_name`, or its own name for it; SQLAlchemy's `backref`. */
export function reverseOf(syntax: Syntax, statement: SyntaxNode, className: string): ReverseMember | undefined {
  const value = children(statement).findLast(({ name }) => name === 'CallExpression');
  const call = callOf(syntax, value);
  const relation = relationOf(syntax, value);
  const target = call && targetOf(syntax, call);
  if (value === undefined || call === undefined || relation === undefined || target === undefined || target === 'self')
    return undefined;
  const kind = lastName(call.name);
  const isSqlAlchemy = kind === 'relationship' || kind === 'relation';
  const given = call.named.get(isSqlAlchemy ? 'backref' : 'related_name');
  const name = stringIn(syntax, given) ?? stringIn(syntax, callOf(syntax, given)?.places[0]);
  const plain = kind === 'OneToOneField' ? className.toLowerCase() : `${className.toLowerCase()}_set`;
  const of = name ?? (isSqlAlchemy || given !== undefined ? undefined : plain);
  if (of === undefined || !/^\w+$/u.test(of)) return undefined;
  const many = isSqlAlchemy ? `${className} | list[${className}]` : `Manager[${className}]`;
  const type = kind === 'OneToOneField' ? className : many;
  return { of: target, member: { name: of, kind: 'field', type, span: spanOf(given ?? value) } };
}
