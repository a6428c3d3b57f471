import type { CalledGoal } from '../run/called-goal.ts';
import type { Term } from '../terms/term.ts';
import type { Mark } from './bindings.ts';
import type { Scope } from './rules.ts';

/** A rule or the query in progress, under a debugger. */
export class ClauseFrame {
  /** The goal that called it; null for the query. */
  readonly caller: GoalActivation | null;
  /** Its number among the clauses that are compiled for debugging. */
  readonly clause: number;
  /** Its variables. */
  readonly scope: Scope;
  constructor(caller: GoalActivation | null, clause: number, scope: Scope) {
    this.caller = caller;
    this.clause = clause;
    this.scope = scope;
  }
}

/** A goal under a debugger that was called and has not failed. */
export class GoalActivation implements CalledGoal {
  readonly parent: GoalActivation | null;
  readonly site: number;
  readonly event: number;
  readonly depth: number;
  /** The rule that it stands in. */
  readonly frame: ClauseFrame;
  readonly term: Term;
  /** How many choice points there were when it was called. */
  readonly choices: number;
  /** What was bound then: so much is left when it has failed. */
  readonly mark: Mark;
  constructor(
    parent: GoalActivation | null,
    site: number,
    event: number,
    frame: ClauseFrame,
    term: Term,
    choices: number,
    mark: Mark,
  ) {
    this.parent = parent;
    this.site = site;
    this.event = event;
    this.depth = parent === null ? 1 : parent.depth + 1;
    this.frame = frame;
    this.term = term;
    this.choices = choices;
    this.mark = mark;
  }
}
