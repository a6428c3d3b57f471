import type { CalledGoal } from '../run/called-goal.ts';
import type { Answer, Outcome } from '../run/outcome.ts';
import type { Run } from '../run/run.ts';
import { EventLog } from './event-log.ts';
import { type Intervention, Interventions } from './interventions.ts';
import type { Track } from './track.ts';
import type { EventBlock } from './view.ts';

/** Errors that depend on the clock or the machine's memory: going back to one shows it, as it may not happen again. */
const LIMITS: ReadonlySet<string> = new Set(['query-timeout', 'stack-overflow', 'memory-limit', 'out-of-memory']);

/** What has happened to a debuggee as far as it has ever run, whichever machine it happened in and wherever it stands now. */
export class History {
  readonly interventions = new Interventions();
  #log: EventLog | undefined;
  #answers: { readonly event: number; readonly answer: Answer }[] = [];
  #last = 0;
  #end: { readonly event: number; readonly outcome: Outcome } | undefined;

  /** What events are written down in, where somebody listens. */
  get log(): EventLog | undefined {
    return this.#log;
  }

  listen(listener: (block: EventBlock) => void, machine: Run): void {
    this.#log = new EventLog(listener, machine);
  }

  /** The last event that was ever come to. */
  get last(): number {
    return this.#last;
  }

  /** It has run to an event. */
  reach(event: number): void {
    if (event > this.#last) this.#last = event;
  }

  /** Answers found up to an event. */
  answersUntil(event: number): readonly { readonly event: number; readonly answer: Answer }[] {
    return this.#answers.filter((answer) => answer.event <= event);
  }

  /** How the history ends, once it does. */
  get end(): { readonly event: number; readonly outcome: Outcome } | undefined {
    return this.#end;
  }

  /** The last event before the one at which a limit ends the history. */
  get limitMetAfter(): number | undefined {
    const end = this.#end;
    return end?.outcome.kind === 'error' && LIMITS.has(end.outcome.error.code) ? end.event - 1 : undefined;
  }

  /** The next event at which there is something to do: a checkpoint, an intervention, a stop. */
  nextDuty({ machine, recording }: Track, limit: number): number {
    const at = Math.min(limit, recording?.due ?? Number.POSITIVE_INFINITY, this.interventions.after(machine.event));
    const met = this.limitMetAfter;
    return met !== undefined && met > machine.event ? Math.min(at, met) : at;
  }

  /** A machine stands at an event that it did not tell of itself. */
  meet({ machine, current }: Track, port: number, activation: CalledGoal | null = null): void {
    current.event = machine.event;
    current.portNumber = port;
    current.current = activation;
    current.clauseIndex = -1;
    this.#log?.hear(current.event, port, activation, -1);
    this.reach(current.event);
  }

  /** There is an answer at an event. */
  noteAnswer(event: number, answer: Answer): void {
    if ((this.#answers.at(-1)?.event ?? 0) < event) this.#answers.push({ event, answer });
  }

  /** The query has ended at an event. */
  noteEnd(event: number, outcome: Outcome): void {
    this.#end ??= { event, outcome };
  }

  /** What comes after an event is another history. */
  change(event: number, intervention: Intervention): void {
    this.#last = event;
    this.#log?.forget(event);
    this.#answers = this.#answers.filter((answer) => answer.event <= event);
    this.#end = undefined;
    this.interventions.put(event, intervention);
  }
}
