import type { HostObject } from './host-value.ts';
import { printFloat, printTerm } from './print.ts';
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
 * A term as JSON data. Integers beyond 2^53, infinities and NaN become strings; application objects `{"$object": description}`;
 * constraints and unbound variables `{"$polar": text}`. Of a very long term that has the same part in many places, those after the
 * first are `{"$polar": "…"}`.
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
        return t.toString();
      default:
        break;
    }
    switch (t.kind) {
      case FLOAT:
        return Number.isFinite(t.a) ? t.a : printFloat(t.a as number);
      case DICTIONARY:
        if (wasWritten(t)) return LEFT_OUT;
        return Object.fromEntries([...(t.a as Fields)].map(([key, value]) => [key, inner(value)]));
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
