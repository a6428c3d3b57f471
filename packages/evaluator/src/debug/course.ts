import { ConstraintMet } from '../compiled/constraint-met.ts';
import type { Outcome } from '../run/outcome.ts';
import { CALL_PORT } from '../run/ports.ts';
import type { Run } from '../run/run.ts';
import { ANSWER_PORT, END_PORT, EXCEPTION_PORT } from './event-view.ts';
import type { History } from './history.ts';
import type { Track } from './track.ts';
import type { Tracks } from './tracks.ts';
import type { DebugOutcome, StopCondition } from './view.ts';

/**
 * Events that are looked at in any case. A loop that was compiled before it has met such a look is thrown away when it does, and
 * it is long in compiling.
 */
const FIRST_EVENTS = 200;

/** Runs the machines of a debuggee from event to event, the one that can go on, and notes what happens. */
export class Course {
  readonly #tracks: Tracks;
  readonly #history: History;
  /** Without a host that answers at once, a question may stop it anywhere. */
  readonly #mayAsk: boolean;

  constructor(tracks: Tracks, history: History, mayAsk: boolean) {
    this.#tracks = tracks;
    this.#history = history;
    this.#mayAsk = mayAsk;
  }

  /** Runs into an event that was run into before, telling of each on the way. */
  runTo(target: number, tell?: StopCondition): void {
    while (this.#tracks.moving.current.event < target) {
      const { event } = this.#tracks.moving.current;
      this.run(tell, target);
      if (this.#tracks.moving.current.event === event) return;
    }
  }

  /**
   * Runs until the condition holds, or to event `limit`; else gives why it stopped before. The condition is asked at every
   * event; without one, most events are passed without a look.
   */
  run(condition: StopCondition | undefined, limit: number): DebugOutcome | 'chosen' | 'limit' {
    const stopped = this.#goOn(condition, limit);
    this.#history.log?.flush(this.#tracks.moving.machine.event);
    return stopped;
  }

  get #event(): number {
    return this.#tracks.shown.current.event;
  }

  #goOn(condition: StopCondition | undefined, limit: number): DebugOutcome | 'chosen' | 'limit' {
    const [tracks, history] = [this.#tracks, this.#history];
    if (tracks.isStuck) {
      const stopped = tracks.catchUp(limit);
      if (stopped === 'limit') return stopped;
      if (stopped !== undefined) return { ...stopped, event: this.#event };
    }
    const track = tracks.moving;
    const { machine, current, recording } = track;
    const { log, interventions } = history;
    // A question stops it at the event before, which must be known then.
    const attendsAll = condition !== undefined || this.#mayAsk;
    let wakeAt = 0;
    let chosen = false;
    // Its loop writes down for a listener what nobody else wants to look at.
    const compiled = track === tracks.compiled ? tracks.compiled.machine : undefined;
    const prepare = (): void => {
      wakeAt = history.nextDuty(track, limit);
      if (compiled !== undefined) compiled.hearUntil = 0;
      machine.attendAt = 0;
      if (attendsAll || (compiled !== undefined && machine.event < FIRST_EVENTS)) return;
      machine.attendAt = Math.min(wakeAt, log?.nextAfter(machine.event) ?? wakeAt);
      if (compiled !== undefined) log?.lend(compiled, wakeAt);
    };
    machine.attend = (port, activation, clause) => {
      const { event } = machine;
      current.event = event;
      current.portNumber = port;
      current.current = activation;
      current.clauseIndex = clause;
      log?.hear(event, port, activation, clause);
      chosen = condition?.(current) === true;
      if (event < wakeAt) {
        // The first events are over, the block is full, or what comes is new from here on.
        if (!attendsAll && compiled !== undefined && event >= FIRST_EVENTS && event >= compiled.hearUntil) prepare();
        return chosen;
      }
      const intervened = interventions.has(event);
      if (port === CALL_PORT && !intervened && recording?.consider() === true) prepare();
      return chosen || event >= limit || intervened || event === history.limitMetAfter;
    };
    // What is run again was within its limits, and comes to one where it did.
    machine.againUntil = history.last;
    for (;;) {
      interventions.apply(track);
      track.sight.settle();
      prepare();
      const again = this.#limitMetAgain(track, condition);
      if (again !== undefined) return again;
      const outcome = runUnlessConstrained(machine);
      if (outcome === 'constrained') {
        this.#handOver();
        // It is far behind: whoever has a budget looks what time it is first.
        return limit < Number.POSITIVE_INFINITY ? 'limit' : this.#goOn(condition, limit);
      }
      history.reach(current.event);
      if (outcome.kind !== 'paused') return this.#stopped(track, outcome, condition);
      if (chosen) return 'chosen';
      if (current.event >= limit) return 'limit';
    }
  }

  /** What a machine stopped with, as an event of the history. */
  #stopped(
    track: Track,
    outcome: Exclude<Outcome, { readonly kind: 'paused' }>,
    condition: StopCondition | undefined,
  ): DebugOutcome {
    const { machine, current } = track;
    switch (outcome.kind) {
      case 'question':
        this.#tracks.ask(machine);
        return { kind: 'question', event: this.#event, question: outcome.question };
      case 'answer':
        machine.event++;
        this.#history.meet(track, ANSWER_PORT);
        this.#history.noteAnswer(machine.event, outcome.answer);
        condition?.(current);
        return { kind: 'answer', event: this.#event, answer: outcome.answer };
      case 'done':
        this.#finish(track, END_PORT, outcome, condition);
        return { kind: 'done', event: this.#event };
      case 'error':
        this.#finish(track, EXCEPTION_PORT, outcome, condition);
        return { kind: 'error', event: this.#event, error: outcome.error };
    }
  }

  #finish(track: Track, port: number, outcome: Outcome, condition: StopCondition | undefined): void {
    const { machine, current, sight } = track;
    if (current.portNumber === port) return;
    machine.event++;
    this.#history.meet(track, port, port === EXCEPTION_PORT ? sight.activation : null);
    this.#history.noteEnd(machine.event, outcome);
    condition?.(current);
  }

  /** The error of a limit that ended the history, once it comes to where that was met. */
  #limitMetAgain(track: Track, condition: StopCondition | undefined): DebugOutcome | undefined {
    const { machine, current, sight } = track;
    const { end, limitMetAfter } = this.#history;
    if (end?.outcome.kind !== 'error' || machine.event !== limitMetAfter) return undefined;
    machine.event = end.event;
    machine.state = 'failed';
    machine.outcome = end.outcome;
    this.#history.meet(track, EXCEPTION_PORT, sight.activation);
    condition?.(current);
    return { kind: 'error', event: end.event, error: end.outcome.error };
  }

  /** From this event on only the exact machine can go on. The compiled program stands at the event as if nothing had followed. */
  #handOver(): void {
    const { compiled } = this.#tracks;
    const { event } = compiled.machine;
    this.#history.reach(event);
    this.#history.log?.flush(event);
    if (compiled.recording !== undefined) {
      this.#tracks.restoreBefore(event);
      this.runTo(event);
    } else compiled.current.event = event;
    this.#tracks.handOver(event);
    this.#history.interventions.apply(compiled);
  }
}

function runUnlessConstrained(machine: Run): Outcome | 'constrained' {
  try {
    return machine.run();
  } catch (thrown) {
    if (thrown instanceof ConstraintMet) return 'constrained';
    throw thrown;
  }
}
