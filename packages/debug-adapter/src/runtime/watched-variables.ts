import type { EventView, Frame, StopCondition, VariableView } from '@polar-tools/evaluator';
import type { VariableBreakpoint } from './breakpoints.ts';

/** A watched variable that was bound, or lost its binding. */
export interface Change {
  readonly breakpoint: VariableBreakpoint;
  /** The index of its rule among those in progress. */
  readonly index: number;
  readonly variable: VariableView;
}

/** What is asked of the run while it stands at an event. */
export interface Watching {
  /** A rule in progress, and how many of those it has called are; undefined where it is none. */
  frameById(id: number): { readonly frame: Frame; readonly index: number } | undefined;
  /** What is seen at other events: it may go to any, and stands afterwards where it stood before. */
  lookAround<Shown>(look: (goTo: (event: number) => void) => Shown): Shown;
}

/** The variables that a person watches, and whether each was bound when its rule was last seen in progress. */
export class WatchedVariables {
  private readonly run: Watching;
  private list: readonly VariableBreakpoint[] = [];
  private bound = new Map<number, boolean>();
  /** Going back: the last event that was pointed out, and what was bound before it, where that is known. */
  private pointedOut: { readonly event: number; readonly before: Map<number, boolean> | undefined } | undefined;

  constructor(run: Watching) {
    this.run = run;
  }

  get any(): boolean {
    return this.list.length > 0;
  }

  /** Watches these from here on. */
  set(list: readonly VariableBreakpoint[]): void {
    this.list = list;
    this.lookAgain();
  }

  /** The run stands elsewhere: what is different here from there is no change. */
  lookAgain(): void {
    this.bound = new Map();
    this.note(this.bound);
  }

  /** What has changed at this event, of events that are told one after another. */
  changes(): readonly Change[] {
    return this.note(this.bound);
  }

  /** The same where the run has gone back to this event. */
  changesGoingBack({ event }: EventView): readonly Change[] {
    let before = this.pointedOut?.event === event ? this.pointedOut.before : undefined;
    if (before === undefined) {
      const found = new Map<number, boolean>();
      this.run.lookAround((goTo) => {
        goTo(event - 1);
        this.note(found);
      });
      before = found;
    }
    this.bound = before;
    return this.note(this.bound);
  }

  /** For going on: points out where something has changed, which is then found out with `changes`. */
  hasChanged(): StopCondition {
    return () => this.differs(this.bound);
  }

  /**
   * For going back, which looks at stretches of events in their order, the latest stretch first: points out where something may have
   * changed, so that not each event needs to be gone back to.
   */
  mayHaveChanged(): StopCondition {
    let last = Number.NaN;
    let bound = new Map<number, boolean>();
    return ({ event }) => {
      const isFirst = event !== last + 1;
      last = event;
      if (isFirst) bound = new Map();
      if (!this.differs(bound) && !isFirst) return false;
      this.pointedOut = { event, before: isFirst ? undefined : new Map(bound) };
      this.note(bound);
      return true;
    };
  }

  /** Whether something is bound that was not, or the other way round; only where not, it is noted. */
  private differs(bound: Map<number, boolean>): boolean {
    const here = this.look();
    if (here.some(({ breakpoint: { id }, variable }) => (bound.get(id) ?? variable.bound) !== variable.bound))
      return true;
    for (const { breakpoint, variable } of here) bound.set(breakpoint.id, variable.bound);
    return false;
  }

  /** Notes which variables are bound; gives those for which that was otherwise before. */
  private note(bound: Map<number, boolean>): readonly Change[] {
    return this.look().filter(({ breakpoint, variable }) => {
      const before = bound.get(breakpoint.id);
      bound.set(breakpoint.id, variable.bound);
      return before !== undefined && before !== variable.bound;
    });
  }

  /** The watched variables whose rules are in progress. */
  private look(): readonly Change[] {
    return this.list.flatMap((breakpoint) => {
      const found = this.run.frameById(breakpoint.frame);
      if (found === undefined || !isOfRule(found.frame, breakpoint)) return [];
      const variable = found.frame.variables.find((one) => one.name === breakpoint.variable);
      return variable === undefined ? [] : [{ breakpoint, index: found.index, variable }];
    });
  }
}

/** After a restart another rule may be called at that event. */
function isOfRule({ predicate, arity }: Frame, { rule }: VariableBreakpoint): boolean {
  return rule === undefined ? predicate === undefined : rule.name === predicate && rule.arity === arity;
}
