import type { HostObject } from './host-value.ts';
import { printFloat, printTerm } from './print.ts';
import { CONS, DICTIONARY, deref, EMPTY_LIST, type Fields, FLOAT, HOST, listElements, type Term } from './term.ts';

/**
 * A term as JSON data. Integers beyond 2^53, infinities and NaN become strings; application objects `{"$object": description}`;
 * constraints and unbound variables `{"$polar": text}`.
 */
export function termToJson(term: Term, describe?: (object: HostObject) => string): unknown {
  const t = deref(term);
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
      return Object.fromEntries([...(t.a as Fields)].map(([key, value]) => [key, termToJson(value, describe)]));
    case HOST:
      return { $object: printTerm(t, describe) };
    case CONS: {
      const elements = listElements(t);
      return elements === undefined
        ? { $polar: printTerm(t, describe) }
        : elements.map((element) => termToJson(element, describe));
    }
    default:
      return t === EMPTY_LIST ? [] : { $polar: printTerm(t, describe) };
  }
}
