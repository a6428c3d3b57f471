import type { Evaluation, EventView, Frame, VariableView } from '@polar-tools/evaluator';
import type { Breakpoint, Breakpoints, VariableBreakpoint } from './breakpoints.ts';
import type { LogMessage } from './log-message.ts';
import type { Stop, StopReason } from './run.ts';

/** Why to stop, without where. */
export type Found = Omit<Stop, 'view'>;

/** What is asked of the run while it stands at an event. */
export interface Inspected {
  /** The first answer, or the value; an error where it takes too long or the run is paused. */
  evaluate(text: string, frame: number): Promise<Evaluation>;
  /** A rule in progress, and how many of those it has called are; undefined where it is none. */
  frameById(id: number): { readonly frame: Frame; readonly index: number } | undefined;
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
  async at(view: EventView): Promise<Found | undefined> {
    const changed = await this.changed(view);
    if (changed !== undefined) return { reason: 'data breakpoint', ...changed };
    const ids: number[] = [];
    let note: string | undefined;
    let reason: StopReason = 'breakpoint';
    for (const breakpoint of this.breakpoints.at(view)) {
      const verdict = await this.verdict(breakpoint, view, 0);
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
  private async verdict(
    breakpoint: Breakpoint,
    view: EventView,
    frame: number,
  ): Promise<{ note: string | undefined } | undefined> {
    let note: string | undefined;
    if (breakpoint.condition !== undefined) {
      const result = await this.run.evaluate(breakpoint.condition, frame);
      if (result.kind === 'error') note = `The condition could not be evaluated: ${result.message}`;
      else if (!isTrue(result)) return undefined;
    }
    const hits = this.breakpoints.reach(breakpoint, view.event);
    if (breakpoint.hits !== undefined && !breakpoint.hits(hits)) return undefined;
    if (breakpoint.log === undefined) return { note };
    this.run.log(await this.written(breakpoint.log), view);
    return undefined;
  }

  /** The watched variables that were bound or lost their binding since they were last looked at, and whose conditions hold. */
  private async changed(view: EventView): Promise<Pick<Found, 'breakpoints' | 'note'> | undefined> {
    const ids: number[] = [];
    const notes: string[] = [];
    for (const { breakpoint, index, variable } of this.lookAtWatched()) {
      const verdict = await this.verdict(breakpoint, view, index);
      if (verdict === undefined) continue;
      ids.push(breakpoint.id);
      const value = { kind: 'value', value: variable.value } as const;
      notes.push(variable.bound ? `${variable.name} = ${this.shown(value)}` : `${variable.name} has lost its binding`);
      if (verdict.note !== undefined) notes.push(verdict.note);
    }
    return ids.length === 0 ? undefined : { breakpoints: ids, note: notes.join(', ') };
  }

  /** Notes which watched variables are bound; gives the ones for which that has changed since it was last noted. */
  lookAtWatched(): readonly {
    readonly breakpoint: VariableBreakpoint;
    readonly index: number;
    readonly variable: VariableView;
  }[] {
    return this.breakpoints.variables.flatMap((breakpoint) => {
      const found = this.run.frameById(breakpoint.frame);
      const variable = found?.frame.variables.find((one) => one.name === breakpoint.variable);
      if (found === undefined || variable === undefined) return [];
      const before = this.wasBound.get(breakpoint.id);
      this.wasBound.set(breakpoint.id, variable.bound);
      return before === undefined || before === variable.bound ? [] : [{ breakpoint, index: found.index, variable }];
    });
  }

  private async written(message: LogMessage): Promise<string> {
    const parts: string[] = [];
    for (const part of message) {
      parts.push('text' in part ? part.text : this.shown(await this.run.evaluate(part.expression, 0)));
    }
    return parts.join('');
  }
}

/** Whether a condition holds: it is the value `true`, or has a solution. */
function isTrue(evaluation: Evaluation): boolean {
  return evaluation.kind === 'answers'
    ? evaluation.answers.length > 0
    : evaluation.kind === 'value' && evaluation.value === true;
}
