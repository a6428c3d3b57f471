/** One source breakpoint as a client asked for it; lines and columns from 0. */
export interface SourceBreakpointRequest {
  readonly id: number;
  readonly line: number;
  readonly column: number | undefined;
  readonly condition: string | undefined;
  readonly hitCondition: string | undefined;
  readonly logMessage: string | undefined;
}

/** A function breakpoint as a client asked for it. */
export interface FunctionBreakpointRequest {
  readonly id: number;
  readonly name: string;
  readonly condition: string | undefined;
  readonly hitCondition: string | undefined;
}

/** An exception filter that is on, with the names of rules that a person gave. */
export interface FilterRequest {
  readonly filter: string;
  readonly condition: string | undefined;
}

/** What a client asked for, kept as it was said: it is resolved anew when a policy is loaded or restarted. */
export class BreakpointRequests {
  readonly sources = new Map<string, readonly SourceBreakpointRequest[]>();
  functions: readonly FunctionBreakpointRequest[] = [];
  filters: readonly FilterRequest[] = [];
  private last = 0;

  nextId(): number {
    return ++this.last;
  }
}
