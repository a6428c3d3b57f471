import type { DebugProtocol } from '@vscode/debugprotocol';

/** Why a breakpoint never stops, or a filter is not on: something is wrong with what a person wrote for it. */
export interface BreakpointFault {
  /** The same for the same breakpoint with the same text. */
  readonly key: string;
  readonly text: string;
  /** Where it stands; one on a function stands nowhere. */
  readonly where: Partial<DebugProtocol.OutputEvent['body']>;
}

/**
 * The faults of breakpoints, to be told in the console too: where they are set, editors show them only to who looks. Each is told once in a
 * session, whatever is set and started anew.
 */
export class BreakpointFaults {
  readonly #told = new Set<string>();
  readonly #found = new Map<string, readonly BreakpointFault[]>();

  /** @param of what was set together: the breakpoints of one file, those on functions, the filters */
  found(of: string, faults: readonly BreakpointFault[]): void {
    this.#found.set(of, faults);
  }

  /** Those that have not been taken yet. */
  take(): readonly BreakpointFault[] {
    const fresh = [...this.#found.values()].flat().filter(({ key }) => !this.#told.has(key));
    for (const { key } of fresh) this.#told.add(key);
    return fresh;
  }
}
