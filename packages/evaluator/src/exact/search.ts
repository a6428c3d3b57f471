import type { Term } from '../terms/term.ts';
import type { GoalActivation } from './activation.ts';
import type { Bindings, Follower, Mark } from './bindings.ts';
import { Choice, type Shown } from './choice.ts';
import type { Goal, GoalStack, Left } from './goals.ts';
import type { Queries, Trace } from './progress.ts';
import type { Rule } from './rules.ts';
import type { Source } from './sources.ts';

/** A negation in progress. */
export interface Negation {
  readonly begun: Mark;
  readonly into: Left;
  readonly solutions: Solutions | null;
  readonly follower: Follower;
}

/** What each solution of a negation's goal did, the newest first. */
export interface Solutions {
  readonly solution: Follower;
  readonly before: Solutions | null;
}

const TOP: Trace = { entry: undefined, source: undefined, outer: null };

/** A search of its own, the query's or that of a negation: the goals to do, and the choice points to come back to. */
export class Search {
  readonly #bindings: Bindings;
  goals: GoalStack | null = null;
  choices: Choice | null = null;
  queries: Queries | null = null;
  trace: Trace = TOP;
  /** The goal in progress, under a debugger, when it began. */
  readonly base: GoalActivation | null;
  /** The goal in progress, under a debugger. */
  activation: GoalActivation | null;
  /** Undefined for the query's own. */
  negation: Negation | undefined;

  constructor(bindings: Bindings, base: GoalActivation | null = null, negation?: Negation) {
    this.#bindings = bindings;
    this.base = base;
    this.activation = base;
    this.negation = negation;
  }

  /** The same, whatever becomes of this one. */
  copy(): Search {
    const made = new Search(this.#bindings, this.base, this.negation);
    made.goals = this.goals;
    made.choices = this.choices;
    made.queries = this.queries;
    made.trace = this.trace;
    made.activation = this.activation;
    return made;
  }

  // ---- Goals --------------------------------------------------------------------------------------------------------

  /** Makes a goal the next one. Always true: so it can end a function that says whether a goal holds. */
  push(goal: Goal): true {
    const { goals } = this;
    // What only a debugger has must not make the stack any deeper.
    const counts = goal.kind === 'exit' ? 0 : 1;
    this.goals = { goal, next: goals, depth: goals === null ? 1 : goals.depth + counts };
    return true;
  }

  /** Makes these goals the next ones, in order. */
  pushAll(goals: readonly Goal[]): true {
    for (let i = goals.length - 1; i >= 0; i--) this.push(goals[i]!);
    return true;
  }

  /** Begins a query of a goal: until it is popped, it is in progress. */
  begin(term: Term, source: Source | undefined): void {
    const { queries } = this;
    this.queries = { term, outer: queries, depth: queries === null ? 1 : queries.depth + 1 };
    this.#restore(queries, undefined);
    this.note(term, source);
  }

  /** Makes these goals the next ones, one level down in the trace. */
  pushBelow(goals: readonly Goal[]): true {
    const { trace } = this;
    this.#restore(undefined, trace);
    this.pushAll(goals);
    this.trace = { entry: undefined, source: undefined, outer: trace };
    return true;
  }

  /** What is in progress now is so again then. Where more is restored right after, only that counts: so last calls need no space. */
  #restore(queries: Queries | null | undefined, trace: Trace | undefined): void {
    const { goals } = this;
    if (goals?.goal.kind !== 'restore') {
      this.push({ kind: 'restore', queries, trace });
      return;
    }
    const { goal: later, next } = goals;
    const goal: Goal =
      later.queries === undefined && queries !== undefined
        ? { kind: 'restore', queries, trace: later.trace }
        : later.trace === undefined && trace !== undefined
          ? { kind: 'restore', queries: later.queries, trace }
          : later;
    // The reference's stack has both.
    this.goals = { goal, next, depth: goals.depth + 1 };
  }

  /** Makes a goal or a rule the newest one at its level of the trace. */
  note(entry: Term | Rule | (() => Term), source?: Source): void {
    this.trace = { entry, source, outer: this.trace.outer };
  }

  // ---- Choice points ------------------------------------------------------------------------------------------------

  /** Tries the first alternative now and the others later; false where there are none. */
  choose(alternatives: readonly (readonly Goal[])[], shown?: Shown): boolean {
    return this.chooseFrom(alternatives.length, (i) => alternatives[i]!, shown);
  }

  /** As `choose`, with alternatives that are made when they are tried. */
  chooseFrom(count: number, alternative: (index: number) => readonly Goal[], shown?: Shown): boolean {
    if (count === 0) return false;
    // Nothing is left of the only one, but for a debugger that is to see what the compiled program would still try.
    if (count > 1 || shown?.isOpen?.(1) === true) this.leave(count, alternative, 1, shown);
    return this.pushAll(alternative(0));
  }

  /** Leaves a choice point without trying anything now. `redone`: it stands for a goal under a debugger that was left. */
  leave(
    count: number,
    alternative: (index: number) => readonly Goal[],
    next = 0,
    shown?: Shown,
    redone?: GoalActivation,
  ): void {
    const { choices, goals, queries, trace, activation } = this;
    const place = { goals, queries, trace, activation };
    this.choices = new Choice(choices, alternative, count, next, this.#bindings.mark(), place, shown, redone);
  }

  /**
   * Where the condition holds, what it did is undone and the consequent is done; else the alternative. This makes the same choice
   * points as the reference, which a cut counts.
   */
  chooseConditional(
    condition: readonly Goal[],
    consequent: readonly Goal[],
    alternative: readonly Goal[],
    shown?: Shown,
  ): boolean {
    const before = this.choices?.depth ?? 0;
    this.leave(1, () => consequent);
    return this.choose(
      [
        [...condition, { kind: 'cut', choices: before + 1 }, { kind: 'backtrack' }],
        [{ kind: 'cut', choices: before }, ...alternative],
      ],
      shown,
    );
  }

  /** Drops all choice points but the oldest ones, so many. */
  cutTo(depth: number): void {
    let { choices } = this;
    while (choices !== null && choices.depth > depth) choices = choices.previous;
    this.choices = choices;
  }

  /** How many choice points a cut leaves: it drops those whose queries begin as the present ones do. */
  choicesBefore(isWithin: (queries: Queries | null) => boolean): number {
    let left = this.choices;
    for (let choice = left; choice !== null; choice = choice.previous) {
      // What stands for a goal that can be entered again goes as the choice points in it do.
      if (choice.redone !== undefined) continue;
      if (!isWithin(choice.place.queries)) break;
      left = choice.previous;
    }
    return left?.depth ?? 0;
  }

  /** The choice points that are open, the newest first. */
  *openChoices(): Iterable<Choice> {
    for (let open = this.choices?.newestOpen ?? null; open !== null; open = open.previous?.newestOpen ?? null)
      yield open;
  }
}
