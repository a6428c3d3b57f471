import type { PreparedQuery } from '../compiler/prepare.ts';
import type { Host, HostValue, Reply } from '../host/host.ts';
import type { Limits } from './limits.ts';
import type { Outcome } from './outcome.ts';

export interface MachineOptions {
  /** A host that answers at once: the machine then asks it itself and never stops with a question. */
  readonly host?: Host;
  /** Values of the query's variables, by name. */
  readonly bindings?: ReadonlyMap<string, HostValue>;
  readonly limits?: Partial<Limits>;
  /** Milliseconds since any moment: without it there is no time limit. */
  readonly clock?: () => number;
  /** What `print` and `debug` write, without a line end. */
  readonly print?: (text: string) => void;
}

/** Runs one query. A plain state machine: nothing runs while it is not in `run`. */
export class Machine {
  constructor(_query: PreparedQuery, _options: MachineOptions = {}) {}
  /** Runs until there is something to say; `budget` bounds the calls made before it says `paused`. */
  run(_budget?: number): Outcome {
    throw new Error('not built yet');
  }
  /** The reply to a question; then call `run` again. */
  answer(_reply: Reply): void {
    throw new Error('not built yet');
  }
}
