import { hasVariables } from '../terms/copy.ts';
import type { Term } from '../terms/term.ts';
import type { Track } from './track.ts';

/** Ports after which the search goes back, or is over. */
const UNDOING: ReadonlySet<string> = new Set(['fail', 'answer', 'end', 'exception']);

/** A variable that a person gave a value. */
export interface Binding {
  readonly frame: number;
  readonly variable: string;
  readonly value: Term;
}

/** What a person did to the run at an event, to be done again whenever it passes there. */
export interface Intervention {
  readonly bindings: readonly Binding[];
  /** The goal fails, whatever it would have done. */
  readonly fails: boolean;
}

/** What a person did to a history, event by event. */
export class Interventions {
  readonly #at = new Map<number, Intervention>();

  has(event: number): boolean {
    return this.#at.has(event);
  }

  /** Whether the goal in progress at an event was made to fail there. */
  failsAt(event: number): boolean {
    return this.#at.get(event)?.fails === true;
  }

  bindingsAt(event: number): readonly Binding[] {
    return this.#at.get(event)?.bindings ?? [];
  }

  /** The first event after one at which something was done. */
  after(event: number): number {
    let first = Number.POSITIVE_INFINITY;
    for (const at of this.#at.keys()) if (at > event) first = Math.min(first, at);
    return first;
  }

  /** Something is done at an event: what comes after it is another history. */
  put(event: number, intervention: Intervention): void {
    for (const at of [...this.#at.keys()]) if (at > event) this.#at.delete(at);
    this.#at.set(event, intervention);
  }

  /** Does again what was done at the event at which a machine stands, unless that was done already. */
  apply(track: Track): void {
    const { event } = track.machine;
    const intervention = this.#at.get(event);
    if (intervention === undefined || track.applied === event) return;
    bindIn(track, intervention.bindings);
    if (intervention.fails) track.sight.fail();
  }
}

/** Binds variables at once, so that one sees it; the run notices when it goes on. */
export function bindIn(track: Track, bindings: readonly Binding[]): void {
  track.applied = track.machine.event;
  for (const { frame, variable, value } of bindings) {
    const live = track.stack.at(frame);
    if (live !== undefined) track.sight.bind(live.inProgress, live.clauseIndex, variable, value);
  }
}

/** Why a variable of a frame cannot be given a value where a machine stands, in words for a person. */
export function whyNotBound(track: Track, frame: number, variable: string, value: Term): string | undefined {
  const live = track.stack.at(frame);
  const found = live?.variables.find(({ name }) => name === variable);
  if (live === undefined || found === undefined) return `There is no variable ${variable} here.`;
  if (UNDOING.has(track.current.port))
    return 'What is set here is undone at once: the search goes back from here. Go back to a goal that is tried.';
  if (found.bound) return `${variable} has a value already. Go back to before it got one.`;
  if (live.inProgress === null) return `${variable} can be bound once the query has begun. Step first.`;
  if (hasVariables(value)) return 'Write a value in which everything is known: no unbound variables.';
  return undefined;
}
