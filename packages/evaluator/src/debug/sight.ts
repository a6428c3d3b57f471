import type { Clause } from '@polar-tools/policy';
import type { CalledGoal } from '../run/called-goal.ts';
import type { Surroundings } from '../run/surroundings.ts';
import type { Term } from '../terms/term.ts';
import type { ChoicePointView, VariableView } from './view.ts';

/** A rule in progress as its machine has it; null for the query where that has not begun or is over. */
export type RuleInProgress = object | null;

/** A choice point as it is shown. */
export interface OpenChoice {
  readonly kind: ChoicePointView['kind'];
  readonly activation: CalledGoal | null;
  /** What its goal passes to its predicate, as it was when the choice point was made. */
  arguments(): readonly Term[];
  /** The clauses not tried yet, in order. */
  clauses(): readonly Clause[];
}

/** What is seen of a machine that stands at an event, and what can be done to it there. There is one for each kind of machine. */
export interface Sight {
  /** The goal in progress. */
  readonly activation: CalledGoal | null;
  /** The rule that has just been entered, at a `unify` event. */
  readonly entered: RuleInProgress;
  /** The query, at an answer. */
  readonly answered: RuleInProgress;
  /** Whether a negation in progress has a solution: what is still tried within it changes nothing. */
  readonly decided: boolean;
  /** The rule in which a goal stands. */
  ruleOf(goal: CalledGoal): RuleInProgress;
  /** The goal that called a rule; null for the query. */
  callerOf(rule: RuleInProgress): CalledGoal | null;
  /** What a goal passes to its predicate; nothing for goals of other kinds. */
  argumentsOf(goal: CalledGoal): readonly Term[];
  /** The variables that a clause names, in the order in which they first appear. */
  variablesOf(rule: RuleInProgress, clause: number): readonly VariableView[];
  /** Some of these variables, for a query that runs apart: nothing that becomes of it changes anything here. */
  surroundings(rule: RuleInProgress, clause: number, names: ReadonlySet<string>): Surroundings;
  /** The same of the rule in which a goal stands, and before these what the goal passes to its predicate, under names for its parameters. */
  surroundingsOfCall(
    goal: CalledGoal,
    clause: number,
    parameters: ReadonlyMap<string, number>,
    names: ReadonlySet<string>,
  ): Surroundings;
  /** The choice points, the newest first. What each says holds until the next one is asked for. */
  choices(): Iterable<OpenChoice>;
  /** Binds an unbound variable, if it is one; what comes of that comes as soon as the run goes on. */
  bind(rule: RuleInProgress, clause: number, variable: string, value: Term): void;
  /** The goal in progress fails as soon as the run goes on. */
  fail(): void;
  /** The run goes on: what was done here takes effect. */
  settle(): void;
  /** The machine is somewhere else now: what was done before is no more. */
  moved(): void;
}
