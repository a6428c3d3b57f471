import type { HostObject } from './host-value.ts';
import {
  CALL,
  CONS,
  DICTIONARY,
  deref,
  EMPTY_LIST,
  EXPRESSION,
  FIELDS,
  type Fields,
  FLOAT,
  HOST,
  INSTANCE,
  openList,
  REST,
  type Term,
} from './term.ts';

/** A term from outside: what kind of value it is, with its parts. */
export type TermView =
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'integer'; readonly value: number | bigint }
  | { readonly kind: 'float'; readonly value: number }
  /** `rest`: the variable after the star, where there is one. */
  | { readonly kind: 'list'; readonly elements: readonly Term[]; readonly rest: Term | undefined }
  | { readonly kind: 'dictionary'; readonly fields: Fields }
  | { readonly kind: 'object'; readonly object: HostObject }
  /** One without a value. Equal ones are the same term. */
  | { readonly kind: 'variable'; readonly name: string | undefined; readonly term: Term }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Term[] }
  /** `operator` as it is written: `and`, `>`, `matches`, `.`. */
  | { readonly kind: 'expression'; readonly operator: string; readonly args: readonly Term[] }
  /** `{…}` or, with a class, `Class{…}` as a pattern. */
  | { readonly kind: 'pattern'; readonly class: string | undefined; readonly fields: Fields };

/** Looks at a term. Throws a RangeError where a list is its own rest. */
export function viewOf(term: Term): TermView {
  const t = deref(term);
  switch (typeof t) {
    case 'string':
      return { kind: 'string', value: t };
    case 'boolean':
      return { kind: 'boolean', value: t };
    case 'number':
    case 'bigint':
      return { kind: 'integer', value: t };
    default:
      break;
  }
  switch (t.kind) {
    case FLOAT:
      return { kind: 'float', value: t.a as number };
    case REST:
    case CONS: {
      const { elements, rest } = openList(t.kind === REST ? (t.a as Term) : t);
      return { kind: 'list', elements, rest: rest === EMPTY_LIST ? undefined : rest };
    }
    case DICTIONARY:
      return { kind: 'dictionary', fields: t.a as Fields };
    case HOST:
      return { kind: 'object', object: t.a as HostObject };
    case CALL:
      return { kind: 'call', name: t.a as string, args: t.b as readonly Term[] };
    case EXPRESSION:
      return { kind: 'expression', operator: t.a as string, args: t.b as readonly Term[] };
    case INSTANCE:
      return { kind: 'pattern', class: t.a as string, fields: t.b as Fields };
    case FIELDS:
      return { kind: 'pattern', class: undefined, fields: t.a as Fields };
    default:
      if (t === EMPTY_LIST) return { kind: 'list', elements: [], rest: undefined };
      return { kind: 'variable', name: typeof t.b === 'string' ? t.b : undefined, term: t };
  }
}
