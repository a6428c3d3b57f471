import type { SteppedRun, StopCondition } from '@polar-tools/evaluator';
import type { Breakpoints } from './breakpoints.ts';
import { type KnownStop, KnownStops } from './known-stops.ts';
import type { Move, Turn } from './move.ts';
import type { Pace } from './pace.ts';
import type { RunSetup, World } from './run.ts';
import type { Stops } from './stops.ts';
import type { Found, Triggers } from './triggers.ts';

/** What a run goes back with. */
interface Parts {
  readonly setup: RunSetup;
  readonly world: World;
  readonly debuggee: SteppedRun;
  readonly breakpoints: Breakpoints;
  readonly triggers: Triggers;
  readonly stops: Stops;
  readonly pace: Pace;
  /** Tells that it still goes back. */
  readonly working: () => void;
}

/**
 * Finds the last stop before an event. Of each stretch between two checkpoints, the latest first, it goes through all events that may be one,
 * forward, as to go back to one after another takes a replay for each. What it finds is kept for the next time, as is what going on has found.
 */
export class GoingBack {
  readonly #parts: Parts;
  readonly #known = new KnownStops();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Another history begins: nothing is known of it. */
  forget(): void {
    this.#known.forget();
  }

  /**
   * Keeps what going on has found out: events after one, up to where it stands, are stops for going back or not.
   * @param version of what may stop it, when it began to go on
   */
  noteGoneOn(move: Move, version: number, after: number, stop: Found | undefined): void {
    const { setup, debuggee, triggers } = this.#parts;
    // What is watched is compared with what it was when it was last seen, which going back does not know.
    if (move.back === true || move.past === true || setup.free || triggers.watched.any) return;
    const { event, view } = debuggee;
    const stops: KnownStop[] = [];
    // Where it stops only because this move ends there, going back does not.
    if (view.port === 'answer') {
      if (setup.stopOnResult) stops.push({ event, stop: { reason: 'step', breakpoints: [] } });
    } else if (stop !== undefined && stop.reason !== move.reason) stops.push({ event, stop });
    this.#known.note(version, after, event, stops);
  }

  /**
   * The last event before this one that is a stop; `start` where there is none, undefined where the turn was interrupted. The run stands anywhere
   * then.
   */
  async lastStop(move: Move, turn: Turn): Promise<KnownStop | 'start' | undefined> {
    const { debuggee, triggers, stops } = this.#parts;
    if (!move.atAnswers && stops.conditionOf(move) === undefined) return 'start';
    // Where a step stops hangs on where it began.
    const known = move.stop === undefined ? this.#known : new KnownStops();
    for (let end = debuggee.event - 1; end > 0; ) {
      const last = known.lastUntil(triggers.version, end);
      if ('stop' in last) return last;
      end = last.unknownFrom;
      if (end > 0 && !(await this.#sweep(move, end, turn, known))) return undefined;
    }
    return 'start';
  }

  /** Goes through the events from a checkpoint to `end` and notes the stops among them; false where it was interrupted. */
  async #sweep(move: Move, end: number, turn: Turn, known: KnownStops): Promise<boolean> {
    const { world, debuggee, breakpoints, triggers, stops, pace, working } = this.#parts;
    const { version } = triggers;
    const condition = stops.conditionOf(move);
    const from = debuggee.toCheckpointBefore(breakpoints.countsFromTheStart ? 1 : end);
    const found: KnownStop[] = [];
    let candidate = -1;
    const stopsAt: StopCondition = (view) => {
      if ((move.atAnswers && view.port === 'answer') || condition?.(view) === true) candidate = view.event;
      return candidate === view.event || view.event >= end;
    };
    while (debuggee.event < end) {
      const began = world.now();
      const before = debuggee.event;
      const { kind } = debuggee.forward(stopsAt, pace.budget);
      // What was recorded goes on by itself; whatever else happens, it must end.
      if (debuggee.event === before) break;
      if (candidate === debuggee.event) {
        const stop = await stops.here(move);
        if (turn.isOver()) return false;
        if (stop !== undefined) found.push({ event: debuggee.event, stop });
      } else if (kind === 'paused') pace.adapt(world.now() - began);
      await pace.rest(kind === 'paused', working);
      if (turn.isOver() || turn.signal.aborted) return false;
    }
    known.note(version, from, end, found);
    return true;
  }
}
