import type { HostObject } from './host-value.ts';
import { printTerm } from './print.ts';
import {
  type Box,
  CONS,
  DICTIONARY,
  deref,
  EMPTY_LIST,
  type Fields,
  FLOAT,
  HOST,
  listElements,
  type Term,
} from './term.ts';

/** Parts of a term after which those that were written are left out: a term that shares its parts may be endlessly long. */
const PARTS_BEFORE = 100_000;

const LEFT_OUT = { $polar: '…' };

/**
 * A term as JSON data, none as another one is. Strings, booleans, lists, dictionaries, integers to 2^53 and floats with a fraction are themselves; the
 * rest is an object with one key:
 *
 * - `{"$integer": "9007199254740993"}`: what JSON readers would round
 * - `{"$float": "1.0"}`: a whole one, `-0.0`, `inf`, `-inf`, `nan`
 * - `{"$dictionary": {…}}`: one that has a key with `$` first
 * - `{"$object": description}`: an object of the application
 * - `{"$polar": text}`: a constraint, an unbound variable; `"…"` for what is left out of a very long term that has the same part in many places
 *
 * `docs/answers.schema.json` says the same.
 */
export function termToJson(term: Term, describe?: (object: HostObject) => string): unknown {
  let parts = 0;
  const written = new Set<Box>();
  const wasWritten = (t: Box): boolean => {
    if (++parts < PARTS_BEFORE) return false;
    if (written.has(t)) return true;
    written.add(t);
    return false;
  };
  const inner = (part: Term): unknown => {
    const t = deref(part);
    switch (typeof t) {
      case 'string':
      case 'boolean':
      case 'number':
        return t;
      case 'bigint':
        return { $integer: t.toString() };
      default:
        break;
    }
    switch (t.kind) {
      case FLOAT:
        return floatToJson(t.a as number);
      case DICTIONARY:
        if (wasWritten(t)) return LEFT_OUT;
        return dictionaryToJson([...(t.a as Fields)].map(([key, value]) => [key, inner(value)]));
      case HOST:
        return { $object: printTerm(t, describe) };
      case CONS: {
        if (wasWritten(t)) return LEFT_OUT;
        const elements = listElements(t);
        return elements === undefined ? { $polar: printTerm(t, describe) } : elements.map(inner);
      }
      default:
        return t === EMPTY_LIST ? [] : { $polar: printTerm(t, describe) };
    }
  };
  return inner(term);
}

function floatToJson(value: number): unknown {
  if (Number.isFinite(value) && !Number.isInteger(value)) return value;
  if (Number.isNaN(value)) return { $float: 'nan' };
  if (!Number.isFinite(value)) return { $float: value > 0 ? 'inf' : '-inf' };
  const text = Object.is(value, -0) ? '-0' : String(value);
  return { $float: text.includes('e') ? text : `${text}.0` };
}

function dictionaryToJson(fields: readonly (readonly [string, unknown])[]): unknown {
  // A property of any name: `__proto__` is one, too.
  const made = Object.fromEntries(fields);
  return fields.some(([key]) => key.startsWith('$')) ? { $dictionary: made } : made;
}
