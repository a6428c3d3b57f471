import type { CompiledQuery } from '../compiler/prepare.ts';
import { Machine, type MachineOptions } from '../machine/machine.ts';
import { CompiledRecording } from './compiled-recording.ts';
import { CompiledSight } from './compiled-sight.ts';
import { CurrentEvent } from './event-view.ts';
import { ExactRecording } from './exact-recording.ts';
import { ExactSight } from './exact-sight.ts';
import { CallStack } from './frames.ts';
import type { Recording } from './recording.ts';
import type { Sight } from './sight.ts';

/** Events between checkpoints: so many pass in some hundredths of a second. */
const COMPILED_CHECKPOINT_EVERY = 100_000;
const EXACT_CHECKPOINT_EVERY = 4_000;

/** A machine under a debugger: where it stands, what is seen there, and how to go back. */
export class Track {
  readonly machine: Machine;
  readonly current: CurrentEvent;
  readonly sight: Sight;
  readonly stack: CallStack;
  /** The event whose intervention was done last, as a run may stop and go on without reaching another event. */
  applied = -1;
  recording: Recording | undefined;
  readonly #record: () => Recording;

  private constructor(machine: Machine, sight: Sight, record: () => Recording) {
    machine.keepsReplies = true;
    this.machine = machine;
    this.sight = sight;
    this.current = new CurrentEvent(machine.space, sight, machine.query.uri);
    this.stack = new CallStack(machine, sight, this.current);
    this.#record = record;
  }

  /** Runs a query compiled for debugging: quick, until a variable is constrained. */
  static compiled(query: CompiledQuery, options: MachineOptions, checkpointEvery = COMPILED_CHECKPOINT_EVERY): Track {
    const machine = new Machine(query, options, true);
    return new Track(machine, new CompiledSight(machine), () => new CompiledRecording(machine, checkpointEvery));
  }

  /** Runs the same query from its beginning with a machine that keeps constraints, for which a first one has asked already. */
  static exact({ query, asked }: Machine, options: MachineOptions, checkpointEvery = EXACT_CHECKPOINT_EVERY): Track {
    const machine = new Machine(query, options, true);
    const run = machine.runExactly(asked);
    return new Track(machine, new ExactSight(run), () => new ExactRecording(machine, run, checkpointEvery));
  }

  /** Records from here on. */
  record(): void {
    this.recording = this.#record();
  }

  /** Goes to the latest checkpoint at or before an event. What that event is shows only when it is run into. */
  restore(event: number): void {
    const { current, machine } = this;
    this.recording!.restore(event);
    this.sight.moved();
    current.event = machine.event;
    current.portNumber = 0;
    current.current = null;
    current.clauseIndex = -1;
    this.applied = -1;
  }
}
