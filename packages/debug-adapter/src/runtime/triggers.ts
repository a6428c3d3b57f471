import type { Evaluation, EventView, Frame } from '@polar-tools/evaluator';
import type { Breakpoint, Breakpoints } from './breakpoints.ts';
import type { LogMessage } from './log-message.ts';
import type { Stop, StopReason } from './run.ts';

/** Why to stop, without where. */
export type Found = Omit<Stop, 'view'>;

/** What is asked of the run while it stands at an event. */
export interface Inspected {
  evaluate(text: string, frame: number, solutions: number): Evaluation;
  frames(): readonly Frame[];
  /** Writes a log point's message, unless this event has been told before. */
  log(message: string, view: EventView): void;
}

/** Finds out at an event whether a breakpoint, filter or watched variable stops the run there. */
export class Triggers {
  /** An evaluation on one line; set by whoever knows how values are written. */
  shown: (evaluation: Evaluation) => string = (evaluation) => evaluation.kind;
  private readonly breakpoints: Breakpoints;
  private readonly run: Inspected;
  /** Whether each watched variable was bound when it was last looked at. */
  private readonly wasBound = new Map<number, boolean>();

  constructor(breakpoints: Breakpoints, run: Inspected) {
    this.breakpoints = breakpoints;
    this.run = run;
  }

  /** Whether something stops it at this event, and what; log points are written on the way. */
  at(view: EventView): Found | undefined {
    const changed = this.lookAtWatched();
    if (changed !== undefined) return { reason: 'data breakpoint', ...changed };
    const ids: number[] = [];
    let note: string | undefined;
    let reason: StopReason = 'breakpoint';
    for (const breakpoint of this.breakpoints.at(view)) {
      const verdict = this.verdict(breakpoint, view);
      if (verdict === undefined) continue;
      if ('predicate' in breakpoint && ids.length === 0) reason = 'function breakpoint';
      ids.push(breakpoint.id);
      note ??= verdict.note;
    }
    if (ids.length > 0) return { reason, breakpoints: ids, note };
    const filter = this.breakpoints.filterAt(view);
    return filter === undefined ? undefined : { reason: 'exception', breakpoints: [], filter };
  }

  /** Whether a breakpoint stops here; undefined: no, because of its condition, its count, or because it only logs. */
  private verdict(breakpoint: Breakpoint, view: EventView): { note: string | undefined } | undefined {
    let note: string | undefined;
    if (breakpoint.condition !== undefined) {
      const result = this.run.evaluate(breakpoint.condition, 0, 1);
      if (result.kind === 'error') note = `The condition could not be evaluated: ${result.message}`;
      else if (!isTrue(result)) return undefined;
    }
    const hits = this.breakpoints.reach(breakpoint, view.event);
    if (breakpoint.hits !== undefined && !breakpoint.hits(hits)) return undefined;
    if (breakpoint.log === undefined) return { note };
    this.run.log(this.written(breakpoint.log), view);
    return undefined;
  }

  /** Notes which watched variables are bound; gives the ones for which that has changed since it was last noted. */
  lookAtWatched(): Pick<Found, 'breakpoints' | 'note'> | undefined {
    const { variables } = this.breakpoints;
    if (variables.length === 0) return undefined;
    const frames = this.run.frames();
    const ids: number[] = [];
    const notes: string[] = [];
    for (const { id, frame, variable } of variables) {
      const found = frames.find((one) => one.id === frame)?.variables.find((one) => one.name === variable);
      if (found === undefined) continue;
      const before = this.wasBound.get(id);
      this.wasBound.set(id, found.bound);
      if (before === undefined || before === found.bound) continue;
      ids.push(id);
      const value = { kind: 'value', value: found.value } as const;
      notes.push(found.bound ? `${variable} = ${this.shown(value)}` : `${variable} has lost its binding`);
    }
    return ids.length === 0 ? undefined : { breakpoints: ids, note: notes.join(', ') };
  }

  private written(message: LogMessage): string {
    return message
      .map((part) => ('text' in part ? part.text : this.shown(this.run.evaluate(part.expression, 0, 1))))
      .join('');
  }
}

/** Whether a condition holds: it is the value `true`, or has a solution. */
function isTrue(evaluation: Evaluation): boolean {
  return evaluation.kind === 'answers'
    ? evaluation.answers.length > 0
    : evaluation.kind === 'value' && evaluation.value === true;
}
