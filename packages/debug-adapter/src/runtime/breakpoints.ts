import type { EventView } from '@polar-tools/evaluator';
import type { Node, Print } from '@polar-tools/language';
import type { Clause } from '@polar-tools/policy';
import { countUntil } from './count-until.ts';
import type { HitCondition } from './hit-condition.ts';
import type { LogMessage } from './log-message.ts';
import type { Place } from './places.ts';
import { isNamed, type PredicateName } from './predicate-name.ts';

/** What must be true for a breakpoint to stop, and what it does instead of stopping. */
export interface Trigger {
  /** A Polar query over the variables of the frame. */
  readonly condition?: string | undefined;
  /** A person was told what is doubtful about it. */
  readonly doubted?: boolean;
  readonly hits?: HitCondition | undefined;
  /** It writes this and does not stop. */
  readonly log?: LogMessage | undefined;
}

export interface Breakpoint extends Trigger {
  readonly id: number;
}

export interface PlaceBreakpoint extends Breakpoint {
  readonly place: Place;
}

/** The names of a rule's parameters, each with its place among them, from 0. */
export interface ParameterNames {
  readonly arity: number;
  readonly names: ReadonlyMap<string, number>;
}

/** A spy point: stops at each call of a predicate. */
export interface PredicateBreakpoint extends Breakpoint {
  readonly predicate: PredicateName;
  /** The ways in which its rules name their parameters: its condition is asked with these. */
  readonly parameters: readonly ParameterNames[];
}

/** Stops when a variable of one frame is bound, or loses its binding as the search goes back. */
export interface VariableBreakpoint extends Breakpoint {
  /** The activation of the frame. */
  readonly frame: number;
  /** Its rule; the query has none. */
  readonly rule: PredicateName | undefined;
  readonly variable: string;
}

/** What a goal did, as far as one can ask to be stopped there whichever goal it is. */
export type Filter = 'error' | 'fail' | 'redo' | 'none' | 'negation' | 'assertion' | 'end';

/** For which rules a filter holds; an empty list stands for all. */
export type Filters = ReadonlyMap<Filter, readonly PredicateName[]>;

/** The breakpoints of a session, found by event without a search. Knows nothing of the machine's state. */
export class Breakpoints {
  readonly #bySource = new Map<string, readonly PlaceBreakpoint[]>();
  #byGoal: ReadonlyMap<Node, readonly PlaceBreakpoint[]> = new Map();
  #byClause: ReadonlyMap<Clause, readonly PlaceBreakpoint[]> = new Map();
  #predicates: readonly PredicateBreakpoint[] = [];
  #filters: Filters = new Map();
  /** The events at which each breakpoint was reached, in order: so that a count is right after going back, too. */
  readonly #reached = new Map<number, number[]>();
  /** Another number for each state of what may stop: what was found out with another one does not count any more. */
  version = 0;

  setSource(uri: string, breakpoints: readonly PlaceBreakpoint[]): void {
    this.version++;
    this.#bySource.set(uri, breakpoints);
    const goals = new Map<Node, PlaceBreakpoint[]>();
    const clauses = new Map<Clause, PlaceBreakpoint[]>();
    for (const breakpoint of [...this.#bySource.values()].flat()) {
      const { kind, node, clause } = breakpoint.place;
      if (kind === 'goal') push(goals, node, breakpoint);
      else if (clause !== undefined) push(clauses, clause, breakpoint);
    }
    this.#byGoal = goals;
    this.#byClause = clauses;
  }

  setPredicates(breakpoints: readonly PredicateBreakpoint[]): void {
    this.version++;
    this.#predicates = breakpoints;
  }

  setFilters(filters: Filters): void {
    this.version++;
    this.#filters = filters;
  }

  hasFilter(filter: Filter): boolean {
    return this.#filters.has(filter);
  }

  /** Whether a filter holds where a run has ended: that of errors may be about some rules. */
  holdsAtEnd(filter: Filter, view: EventView): boolean {
    return filter === 'error' ? this.#holds(filter, view) : this.#filters.has(filter);
  }

  /** The policy has goals that ask for a debugger: `debug(…)`. */
  stopsAtDebug = false;

  /** Whether there is an event at all that `want` may hold for: else a run need not look at any. */
  get wantsAny(): boolean {
    return (
      this.#byGoal.size > 0 ||
      this.#byClause.size > 0 ||
      this.#predicates.length > 0 ||
      this.stopsAtDebug ||
      (['redo', 'fail', 'negation', 'assertion'] as const).some((filter) => this.#filters.has(filter))
    );
  }

  /** Whether anything may want to stop at an event; what is wanted is found out when it has stopped. Asked at every event. */
  want(view: EventView): boolean {
    switch (view.port) {
      case 'unify':
        return (
          (this.#byClause.size > 0 && view.clause !== undefined && this.#byClause.has(view.clause)) ||
          (view.fact !== undefined && this.#byGoal.has(view.fact.node))
        );
      case 'call':
        return this.#isAtGoal(view) || this.#isAtPredicate(view);
      case 'redo':
        return this.#isAtGoal(view) || this.#isAtPredicate(view) || this.#filters.has('redo');
      case 'fail':
        return this.#filters.has('fail') || this.#filters.has('negation') || this.#isAssertion(view);
      case 'exit':
        return this.isAtDebug(view);
      default:
        return false;
    }
  }

  /** Whether a `debug(…)` has written what it says: the reference stops there, too. */
  isAtDebug({ port, goal }: EventView): boolean {
    return this.stopsAtDebug && port === 'exit' && goal !== undefined && isDebug(goal.node) && goal.last;
  }

  #isAtGoal(view: EventView): boolean {
    const goal = this.#byGoal.size === 0 ? undefined : view.goal;
    return goal !== undefined && this.#byGoal.has(goal.node) && (goal.first || view.port === 'redo');
  }

  #isAtPredicate(view: EventView): boolean {
    if (this.#predicates.length === 0) return false;
    const { predicate, arity } = view;
    return predicate !== undefined && this.#predicates.some((spy) => isNamed([spy.predicate], predicate, arity));
  }

  /** The breakpoints at an event, whatever their conditions say. Those on variables are not among them. */
  at(view: EventView): readonly Breakpoint[] {
    switch (view.port) {
      case 'unify':
        return (
          (view.clause && this.#byClause.get(view.clause)) ?? (view.fact && this.#byGoal.get(view.fact.node)) ?? []
        );
      case 'call':
      case 'redo': {
        const onGoal = this.#isAtGoal(view) ? this.#byGoal.get(view.goal!.node)! : [];
        if (this.#predicates.length === 0 || view.predicate === undefined) return onGoal;
        const { predicate, arity } = view;
        return [...onGoal, ...this.#predicates.filter((spy) => isNamed([spy.predicate], predicate, arity))];
      }
      default:
        return [];
    }
  }

  /** The first filter that holds at an event. `none`, `end` and `error` concern the end of a run, and are asked for by name. */
  filterAt(view: EventView): Filter | undefined {
    if (view.port === 'redo' && this.#holds('redo', view)) return 'redo';
    if (view.port !== 'fail') return undefined;
    if (this.#isAssertion(view)) return 'assertion';
    // What a person reads as a failure there is the end of a search whose outcome is known.
    if (view.decided === true) return undefined;
    if (view.goal?.node.$type === 'Not' && this.#holds('negation', view)) return 'negation';
    return this.#holds('fail', view) ? 'fail' : undefined;
  }

  #isAssertion({ goal }: EventView): boolean {
    return this.#filters.has('assertion') && goal?.node.$type === 'Assertion' && goal.first;
  }

  /** Counts that a breakpoint was reached at an event, its condition fulfilled. Gives how often that was up to then: 0 before it was set. */
  reach(breakpoint: Breakpoint, event: number): number {
    const events = this.#reached.get(breakpoint.id) ?? [];
    this.#reached.set(breakpoint.id, events);
    if (events.length === 0 || event > events.at(-1)!) return events.push(event);
    return countUntil(events, event, (reached) => reached);
  }

  /** Whether a breakpoint that counts was never reached: it counts from the first event on, whichever of them is asked for. */
  get countsFromTheStart(): boolean {
    const all: readonly Breakpoint[] = [...[...this.#bySource.values()].flat(), ...this.#predicates];
    return all.some(({ id, hits }) => hits !== undefined && !this.#reached.has(id));
  }

  /** A filter holds for a goal that calls one of its rules, and for a goal that stands in one. */
  #holds(filter: Filter, view: EventView): boolean {
    const names = this.#filters.get(filter);
    if (names === undefined) return false;
    if (names.length === 0) return true;
    const within = view.goal?.clause;
    return (
      (view.predicate !== undefined && isNamed(names, view.predicate, view.arity)) ||
      (within !== undefined && isNamed(names, within.predicate, within.arity))
    );
  }
}

/** `debug(…)` */
export const isDebug = (node: Node): boolean => node.$type === 'Print' && (node as Print).operator === 'debug';

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
