import type { CompiledRun } from '../compiled/run.ts';
import type { CompiledQuery } from '../compiler/prepare.ts';
import type { Reply } from '../host/host.ts';
import type { Outcome } from '../run/outcome.ts';
import type { Run, RunOptions } from '../run/run.ts';
import { ANSWER_PORT, END_PORT, EXCEPTION_PORT } from './event-view.ts';
import type { History } from './history.ts';
import { Track } from './track.ts';
import type { DebugOptions } from './view.ts';

/** What a machine stopped with, as a port. */
const PORT_OF = { answer: ANSWER_PORT, done: END_PORT, error: EXCEPTION_PORT } as const;

/**
 * The two machines that share a history. The first runs the compiled program, until a variable is constrained: then the second
 * begins the query anew, is brought to the same event, and goes on.
 */
export class Tracks {
  readonly #options: DebugOptions;
  readonly #history: History;
  readonly compiled: Track<CompiledRun>;
  /** Has the events after `#handedOver`, once it has come there. */
  #exact: Track | undefined;
  /** The event after which only the exact machine goes on. */
  #handedOver = Number.POSITIVE_INFINITY;
  /** The machine that has moved last. */
  #moving: Track;
  /** The machine whose question waits for a reply. */
  #asking: Run | undefined;

  constructor(query: CompiledQuery, options: DebugOptions, history: History) {
    this.#options = options;
    this.#history = history;
    this.compiled = Track.compiled(
      query,
      this.#machineOptions(() => this.compiled.machine),
      options.checkpointEvery,
    );
    this.#moving = this.compiled;
    if (options.record !== false) this.compiled.record();
  }

  /** Looking at a stopped run takes as long as it takes: no clock by default. What was printed is not printed again. */
  #machineOptions(machine: () => Run): RunOptions {
    const { print } = this.#options;
    const heard =
      print === undefined ? {} : { print: (text: string) => machine().event >= this.#history.last && print(text) };
    return { ...this.#options, ...heard, limits: { time: 0, ...this.#options.limits } };
  }

  /** The machine that has moved last. */
  get moving(): Track {
    return this.#moving;
  }

  /** The machine whose state is shown. While the exact one has not gone beyond the event that it was brought to, the other one. */
  get shown(): Track {
    return this.#moving.current.event > this.#handedOver ? this.#moving : this.compiled;
  }

  /** The machine that has an event. */
  of(event: number): Track {
    return event > this.#handedOver ? this.#exact! : this.compiled;
  }

  /** Goes to the latest checkpoint before an event (to the start for 0); says which event that is. */
  restoreBefore(event: number): number {
    this.#moving = this.of(event);
    this.#moving.restore(event === 0 ? 0 : this.#moving.recording!.before(event));
    return this.#moving.current.event;
  }

  // ---- Questions ----------------------------------------------------------------------------------------------------

  ask(machine: Run): void {
    this.#asking = machine;
  }

  answer(reply: Reply): void {
    (this.#asking ?? this.#moving.machine).answer(reply);
    this.#asking = undefined;
  }

  // ---- Handing over -------------------------------------------------------------------------------------------------

  get isHandedOver(): boolean {
    return this.#handedOver < Number.POSITIVE_INFINITY;
  }

  /** True while the compiled program stands where it cannot go on: the exact machine is to be brought there. */
  get isStuck(): boolean {
    return this.#moving === this.compiled && this.compiled.machine.event >= this.#handedOver;
  }

  /** From the event at which the compiled program stands only the exact machine can go on. */
  handOver(event: number): void {
    this.#handedOver = event;
    const exact = Track.exact(
      this.compiled.machine,
      this.#machineOptions(() => exact.machine),
      this.#options.checkpointEvery,
    );
    this.#exact = exact;
  }

  /** What follows the state that is shown is another history, and may constrain nothing. */
  forgetFuture(): void {
    const track = this.shown;
    this.#moving = track;
    if (track === this.compiled) {
      this.#exact = undefined;
      this.#handedOver = Number.POSITIVE_INFINITY;
    }
    // What was done at an event is done again when it is run into: so no run begins there.
    track.recording?.truncate(track.current.event - 1);
    track.machine.application.forgetFuture();
    track.applied = -1;
    this.#asking = undefined;
  }

  /** Brings the exact machine to the event at which it takes over. Undefined: it is there; else why it could not go on, for now. */
  catchUp(limit: number): Extract<Outcome, { readonly kind: 'question' }> | 'limit' | undefined {
    const exact = this.#exact!;
    const at = this.#handedOver;
    const { machine, current } = exact;
    if (exact.recording !== undefined) {
      this.#moving = exact;
      exact.restore(at);
      return undefined;
    }
    const { interventions } = this.#history;
    // As many events as it would have gone on.
    const until = Math.min(at, machine.event + limit - at);
    machine.againUntil = at;
    machine.attend = (port, activation, clause) => {
      current.event = machine.event;
      current.portNumber = port;
      current.current = activation;
      current.clauseIndex = clause;
      return true;
    };
    while (machine.event < at && machine.state !== 'done' && machine.state !== 'failed') {
      interventions.apply(exact);
      machine.attendAt = Math.min(until, interventions.after(machine.event));
      const outcome = machine.run();
      if (outcome.kind === 'question') {
        this.ask(machine);
        return outcome;
      }
      if (outcome.kind !== 'paused') {
        machine.event++;
        this.#history.meet(exact, PORT_OF[outcome.kind]);
      }
      if (machine.event >= until && until < at) return 'limit';
    }
    this.#moving = exact;
    if (this.compiled.recording !== undefined) exact.record();
    return undefined;
  }
}
