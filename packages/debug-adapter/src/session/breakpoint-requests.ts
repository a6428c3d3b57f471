import { compareLines } from '../edited-lines.ts';
import type { PredicateName } from '../runtime/predicate-name.ts';

/** One source breakpoint as a client asked for it; lines and columns from 0. */
export interface SourceBreakpointRequest {
  readonly id: number;
  readonly line: number;
  readonly column: number | undefined;
  readonly condition: string | undefined;
  readonly hitCondition: string | undefined;
  readonly logMessage: string | undefined;
}

/** The breakpoints of one file, and the text in which their lines are counted, where it is known. */
export interface SourceRequests {
  readonly text: string | undefined;
  readonly breakpoints: readonly SourceBreakpointRequest[];
}

/** A variable of one rule in progress that a client watches. */
export interface VariableBreakpointRequest {
  readonly id: number;
  /** Undefined where what the client named is none. */
  readonly watched: WatchedVariable | undefined;
  readonly condition: string | undefined;
  readonly hitCondition: string | undefined;
}

export interface WatchedVariable {
  readonly thread: number;
  /** The activation of the rule. */
  readonly frame: number;
  /** Its name; the query has none. */
  readonly rule: PredicateName | undefined;
  readonly variable: string;
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
  readonly sources = new Map<string, SourceRequests>();
  functions: readonly FunctionBreakpointRequest[] = [];
  filters: readonly FilterRequest[] = [];
  variables: readonly VariableBreakpointRequest[] = [];
  #last = 0;

  /** A file was loaded, perhaps with another text than the breakpoints were set in: they move with their lines. */
  moveInto(uri: string, loaded: string): void {
    const set = this.sources.get(uri);
    if (set?.text === undefined || set.text === loaded) return;
    const lines = compareLines(set.text, loaded);
    const breakpoints = set.breakpoints.map((one) => ({ ...one, line: lines.toEdited(one.line) ?? one.line }));
    this.sources.set(uri, { text: loaded, breakpoints });
  }

  /** Numbers what a client asks for. One that was there already keeps its number, and with it how often it was reached. */
  numbered<Wanted extends object>(
    old: readonly (Wanted & { readonly id: number })[],
    wanted: readonly Wanted[],
  ): (Wanted & { readonly id: number })[] {
    const left = old.map(({ id, ...one }) => ({ id, key: keyOf(one) }));
    return wanted.map((one) => {
      const key = keyOf(one);
      const at = left.findIndex((known) => known.key === key);
      const id = at < 0 ? ++this.#last : left.splice(at, 1)[0]!.id;
      return { ...one, id };
    });
  }
}

/** The same for requests that ask for the same. */
function keyOf(request: object): string {
  return JSON.stringify(Object.entries(request).sort());
}
