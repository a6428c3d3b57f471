import type { HostObject } from '../host/host.ts';
import type { Term } from './term.ts';

/** A term as JSON data. Integers beyond 2^53 become strings; application objects what the host describes; constraints their Polar text. */
export function termToJson(_term: Term, _describe?: (object: HostObject) => string): unknown {
  throw new Error('not built yet');
}
