import type { AnswerValue, CloudValue } from '../facts/value.ts';
import { writeValue } from '../facts/value.ts';
import { HostObject } from '../host/host.ts';
import { hostTerm } from '../terms/convert.ts';
import { Box, deref, float, HOST, integer, isUnbound, type Term, UNBOUND, VAR } from '../terms/term.ts';

/** Objects of Cloud as a debugger shows them, each once, so that equal ones are one. */
const objects = new Map<string, WeakRef<HostObject>>();

/** A value as a term: what a debugger shows and compares. An object is one of the application. */
export function cloudTerm(value: AnswerValue): Term {
  const { type, id } = value;
  if (type === undefined || id === undefined) return new Box(VAR, UNBOUND, writeValue(value));
  switch (type) {
    case 'String':
      return id;
    case 'Boolean':
      return id === 'true';
    case 'Integer':
      return /^[+-]?\d+$/.test(id) ? integer(BigInt(id)) : id;
    case 'Float':
      return float(Number(id));
    default: {
      const text = writeValue(value);
      let object = objects.get(text)?.deref();
      if (object === undefined) {
        object = new HostObject({ name: type, ancestry: [], fields: new Map() }, { type, id });
        objects.set(text, new WeakRef(object));
      }
      return hostTerm(object);
    }
  }
}

/** A variable without a value. */
export const unboundTerm = (): Term => new Box(VAR, UNBOUND, 0);

/** The value that a term is; undefined where it has none, or is none of Cloud. */
export function valueOfTerm(term: Term): CloudValue | undefined {
  const it = deref(term);
  switch (typeof it) {
    case 'string':
      return { type: 'String', id: it };
    case 'boolean':
      return { type: 'Boolean', id: String(it) };
    case 'number':
    case 'bigint':
      return { type: 'Integer', id: String(it) };
    default:
      if (isUnbound(it) || it.kind !== HOST) return undefined;
      return (it.a as HostObject).value as CloudValue;
  }
}

/** How an object is written: `User{"anne"}`. */
export const describeCloudObject = (object: HostObject): string => writeValue(object.value as CloudValue);
