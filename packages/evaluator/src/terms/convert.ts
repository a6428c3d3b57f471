import type { HostDescription, HostValue } from '../host/host.ts';
import type { Term } from './term.ts';

/** A value of the application as a term. */
export function fromHost(_value: HostValue): Term {
  throw new Error('not built yet');
}

/** A term as a value for the application. */
export function toHost(_term: Term): HostValue {
  throw new Error('not built yet');
}

/**
 * What is inside a value, for a tree: elements of a list by index, entries of a dictionary by key, fields of an application's
 * object; undefined when it has no parts. `from` and `count` page through long ones.
 */
export function partsOf(
  _term: Term,
  _host: HostDescription | undefined,
  _from?: number,
  _count?: number,
): { readonly total: number; readonly parts: readonly { readonly name: string; readonly value: Term }[] } | undefined {
  throw new Error('not built yet');
}
