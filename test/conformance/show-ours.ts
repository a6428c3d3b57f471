import {
  Dictionary,
  Float,
  type HostDescription,
  HostObject,
  type HostValue,
  MISSING,
  NIL as NIL_OBJECT,
  UnboundArgument,
} from '../../packages/evaluator/src/host/host.ts';
import {
  type Box,
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
  isUnbound,
  LAST_VARIABLE,
  REST,
  type Term,
} from '../../packages/evaluator/src/terms/term.ts';
import { joinBindings, type Place, showFloat, showVariable } from './show-reference.ts';

/** What built-in classes are in Node. */
const NODE_NAMES: Readonly<Record<string, string>> = { Integer: 'Number', List: 'Array', Dictionary: 'Dict' };

/** A value of the application, as the oracle's side shows it: JavaScript has no `1.0` inside its objects. */
function showValue(value: HostValue, host: HostDescription, depth = 0): string {
  if (value === NIL_OBJECT) return 'nil';
  if (value === MISSING) return 'missing';
  if (value instanceof UnboundArgument) return '_';
  if (value instanceof Float) return Number.isInteger(value.value) ? String(value.value) : showFloat(value.value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (value instanceof HostObject) {
    for (const [name, constant] of host.constants) if (constant === value) return name;
    if (value.class !== undefined && host.classObject(value.class.name) === value)
      return `class ${NODE_NAMES[value.class.name] ?? value.class.name}`;
    if (depth > 3) return '…';
    return `${value.class?.name ?? ''}${showFields(host.inspect(value) ?? new Map(), host, depth)}`;
  }
  if (depth > 3 && typeof value === 'object') return '…';
  if (value instanceof Dictionary) return showFields(value.fields, host, depth);
  if (Array.isArray(value)) return `[${value.map((item) => showValue(item, host, depth + 1)).join(', ')}]`;
  return String(value);
}

function showFields(fields: ReadonlyMap<string, HostValue>, host: HostDescription, depth: number): string {
  const sorted = [...fields].sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${sorted.map(([key, inner]) => `${key}: ${showValue(inner, host, depth + 1)}`).join(', ')}}`;
}

/** One answer of our machine, in the form of {@link import('./show-reference.ts').showAnswer}. */
export function showAnswer(bindings: ReadonlyMap<string, Term>, query: string, host: HostDescription): string {
  const show = (term: Term, place: Place): string => {
    const t = deref(term);
    if (typeof t === 'string') return JSON.stringify(t);
    return typeof t === 'object' ? showBox(t, place) : String(t);
  };
  const fieldsOf = (fields: Fields, place: Place): string =>
    `{${[...fields].map(([key, inner]) => `${key}: ${show(inner, place)}`).join(', ')}}`;

  function showList(from: Box, place: Place): string {
    const parts: string[] = [];
    let rest: Term = from;
    while (typeof rest === 'object' && rest.kind === CONS) {
      parts.push(show(rest.a as Term, place));
      rest = deref(rest.b as Term);
    }
    // The reference shows a rest that is no list as one more element.
    if (rest !== EMPTY_LIST)
      parts.push(typeof rest === 'object' && rest.kind <= LAST_VARIABLE ? `*${show(rest, place)}` : show(rest, place));
    return `[${parts.join(', ')}]`;
  }

  function showBox(t: Box, place: Place): string {
    const inner = place === 'value' ? 'part' : place;
    if (t.kind <= LAST_VARIABLE) return typeof t.b === 'string' ? showVariable(t.b, query, place) : '_';
    switch (t.kind) {
      case FLOAT:
        return showFloat(t.a as number);
      case CONS:
        return showList(t, inner);
      case REST: {
        const rest = show(t.a as Term, inner);
        return isUnbound(deref(t.a as Term)) ? `[*${rest}]` : rest;
      }
      case DICTIONARY:
      case FIELDS:
        return fieldsOf(t.a as Fields, inner);
      case INSTANCE:
        return `${t.a as string}${fieldsOf(t.b as Fields, inner)}`;
      case HOST:
        return showValue(t.a as HostObject, host);
      case CALL:
        return `${t.a as string}(${(t.b as readonly Term[]).map((arg) => show(arg, inner)).join(', ')})`;
      case EXPRESSION:
        return `(${t.a as string}${(t.b as readonly Term[]).map((arg) => ` ${show(arg, 'constraint')}`).join('')})`;
      default:
        return '[]';
    }
  }

  return joinBindings([...bindings].map(([name, term]) => [name, show(term, 'value')] as const));
}
