import type { HostObject } from '../host/host.ts';
import type { Term } from './term.ts';

/** A term as Polar text, in the reference's style: `[1, {a: "b"}]`. Application objects print as the host describes them. */
export function printTerm(_term: Term, _describe?: (object: HostObject) => string): string {
  throw new Error('not built yet');
}

/** What kind of thing it is, for a person: `string`, `list of 3`, `User`, `unbound`. */
export function describeKind(_term: Term): string {
  throw new Error('not built yet');
}
