import { CompiledRun } from '../compiled/run.ts';
import type { CompiledQuery } from '../compiler/prepare.ts';
import { ExactRun } from '../exact/run.ts';
import type { Run, RunOptions } from '../run/run.ts';
import { CompiledRecording } from './compiled-recording.ts';
import { CompiledSight } from './compiled-sight.ts';
import { CurrentEvent } from './event-view.ts';
import { ExactRecording } from './exact-recording.ts';
import { ExactSight } from './exact-sight.ts';
import { CallStack } from './frames.ts';
import type { Recording } from './recording.ts';
import type { Sight } from './sight.ts';

/**
 * Events between checkpoints. With more of them, going back takes longer, and the garbage collector takes what is over, and all
 * that it came to be bound to, for live.
 */
const COMPILED_CHECKPOINT_EVERY = 50_000;
const EXACT_CHECKPOINT_EVERY = 1_000;

type Here = Pick<CurrentEvent, 'event' | 'portNumber' | 'current' | 'clauseIndex'>;

const NOWHERE: Here = { event: 0, portNumber: 0, current: null, clauseIndex: -1 };

/** A machine under a debugger: where it stands, what is seen there, and how to go back. */
export class Track<Machine extends Run = Run> {
  readonly machine: Machine;
  readonly current: CurrentEvent;
  readonly sight: Sight;
  readonly stack: CallStack;
  /** The event whose intervention was done last, as a run may stop and go on without reaching another event. */
  applied = -1;
  recording: Recording | undefined;
  readonly #record: () => Recording;
  /** The event from which on it records. */
  #first: Here = NOWHERE;

  private constructor(machine: Machine, sight: Sight, record: () => Recording) {
    machine.application.keepsReplies = true;
    this.machine = machine;
    this.sight = sight;
    this.current = new CurrentEvent(machine.space, sight, machine.query.uri);
    this.stack = new CallStack(machine, sight, this.current);
    this.#record = record;
  }

  /** Runs a query compiled for debugging: quick, until a variable is constrained. */
  static compiled(
    query: CompiledQuery,
    options: RunOptions,
    checkpointEvery = COMPILED_CHECKPOINT_EVERY,
  ): Track<CompiledRun> {
    const machine = new CompiledRun(query, options, true);
    return new Track(machine, new CompiledSight(machine), () => new CompiledRecording(machine, checkpointEvery));
  }

  /** Runs the same query from its beginning with a machine that keeps constraints, for which a first one has asked already. */
  static exact(
    { query, application }: Run,
    options: RunOptions,
    checkpointEvery = EXACT_CHECKPOINT_EVERY,
  ): Track<ExactRun> {
    const run = new ExactRun(query, options, true, undefined, { asked: application.asked });
    return new Track(run, new ExactSight(run), () => new ExactRecording(run, checkpointEvery));
  }

  /** Records from here on. */
  record(): void {
    this.recording = this.#record();
    const { event, portNumber, current, clauseIndex } = this.current;
    this.#first = { event, portNumber, current, clauseIndex };
  }

  /** Goes to the latest checkpoint at or before an event. What that event is shows only when it is run into, but for the first one. */
  restore(event: number): void {
    this.recording!.restore(event);
    this.sight.moved();
    const at = this.machine.event;
    Object.assign(this.current, at === this.#first.event ? this.#first : { ...NOWHERE, event: at });
    this.applied = -1;
  }
}
