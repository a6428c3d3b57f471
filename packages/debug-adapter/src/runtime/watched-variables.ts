import {
  type EventView,
  type Frame,
  type HostObject,
  printTerm,
  type StopCondition,
  type VariableView,
} from '@polar-tools/evaluator';
import type { VariableBreakpoint } from './breakpoints.ts';

/** A watched variable that was bound, got another value, or lost its binding. */
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

/** What a variable was when its rule was last seen in progress: a text that tells its values apart; undefined where it had none. */
type Seen = Map<number, string | undefined>;

/** The variables that a person watches, and what each was when its rule was last seen in progress. */
export class WatchedVariables {
  readonly #run: Watching;
  #list: readonly VariableBreakpoint[] = [];
  #seen: Seen = new Map();
  /** Another number for each list of variables. */
  version = 0;
  /** Going back: the last event that was looked at, and what there was before it, where that is known. */
  #lookedAt: { readonly event: number; readonly before: Seen | undefined } | undefined;

  constructor(run: Watching) {
    this.#run = run;
  }

  get any(): boolean {
    return this.#list.length > 0;
  }

  /** Watches these from here on. */
  set(list: readonly VariableBreakpoint[]): void {
    this.version++;
    this.#list = list;
    this.lookAgain();
  }

  /** The run stands elsewhere: what is different here from there is no change. */
  lookAgain(): void {
    this.#seen = new Map();
    this.#note(this.#seen);
  }

  /** What has changed at this event, of events that are told one after another. */
  changes(): readonly Change[] {
    return this.#note(this.#seen);
  }

  /** The same where the run has gone back to this event. */
  changesGoingBack({ event }: EventView): readonly Change[] {
    if (!this.any) return [];
    let before = this.#lookedAt?.event === event ? this.#lookedAt.before : undefined;
    if (before === undefined) {
      const found: Seen = new Map();
      this.#run.lookAround((goTo) => {
        goTo(event - 1);
        this.#note(found);
      });
      before = found;
    }
    this.#seen = before;
    return this.#note(this.#seen);
  }

  /** For going on: points out where something has changed, which is then found out with `changes`. */
  hasChanged(): StopCondition {
    return () => this.#differs(this.#seen);
  }

  /**
   * For going back, which looks at stretches of events in their order, the latest stretch first: points out where something may have
   * changed, so that not each event needs to be gone back to.
   */
  mayHaveChanged(): StopCondition {
    let last = Number.NaN;
    let seen: Seen = new Map();
    return ({ event }) => {
      const isFirst = event !== last + 1;
      last = event;
      if (isFirst) seen = new Map();
      if (!this.#differs(seen) && !isFirst) {
        // Where something else stops it here, nothing has changed.
        this.#lookedAt = { event, before: seen };
        return false;
      }
      this.#lookedAt = { event, before: isFirst ? undefined : new Map(seen) };
      this.#note(seen);
      return true;
    };
  }

  /** Whether something is another value than it was; only where nothing is, what is new is noted. */
  #differs(seen: Seen): boolean {
    const here = this.#look();
    if (here.some(({ breakpoint: { id }, variable }) => seen.has(id) && seen.get(id) !== keyOf(variable))) return true;
    for (const { breakpoint, variable } of here) seen.set(breakpoint.id, keyOf(variable));
    return false;
  }

  /** Notes what the variables are; gives those that were something else before. */
  #note(seen: Seen): readonly Change[] {
    return this.#look().filter(({ breakpoint: { id }, variable }) => {
      const value = keyOf(variable);
      const changed = seen.has(id) && seen.get(id) !== value;
      seen.set(id, value);
      return changed;
    });
  }

  /** The watched variables whose rules are in progress. */
  #look(): readonly Change[] {
    return this.#list.flatMap((breakpoint) => {
      const found = this.#run.frameById(breakpoint.frame);
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

/** Characters of a value that are compared: nobody watches a variable for what stands behind them, and each event is looked at. */
const LONGEST_COMPARED = 1_000;

/** A text that is another one for another value; undefined where there is none. What is known of variables in it counts, their numbers do not. */
function keyOf({ value, bound }: VariableView): string | undefined {
  if (!bound) return undefined;
  if (typeof value !== 'object') return `${typeof value} ${value}`;
  return printTerm(value, { longest: LONGEST_COMPARED, describe: identityOf }).replaceAll(
    /"(?:\\.|[^"\\])*"|\b_\d+\b/g,
    (text) => (text.startsWith('"') ? text : '_'),
  );
}

const identities = new WeakMap<HostObject, string>();
let objectsSeen = 0;

/** A text for an object of the application, another one for each. */
function identityOf(object: HostObject): string {
  let identity = identities.get(object);
  if (identity === undefined) {
    identity = `<${objectsSeen++}>`;
    identities.set(object, identity);
  }
  return identity;
}
