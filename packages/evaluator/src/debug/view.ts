import type { Node, Rule } from '@polar-tools/language';
import type { Clause } from '@polar-tools/policy';
import type { Host, Question, Reply } from '../host/host.ts';
import type { Answer } from '../run/outcome.ts';
import type { RunOptions } from '../run/run.ts';
import type { RuntimeError } from '../run/runtime-error.ts';
import type { Term } from '../terms/term.ts';

/**
 * The gates of a goal. `unify`: a clause's head has matched and its body begins. `answer`: the query has a solution.
 * `end`: it has no more. `exception`: it failed with an error.
 */
export type Port = 'start' | 'call' | 'unify' | 'exit' | 'redo' | 'fail' | 'answer' | 'end' | 'exception';

/** A goal where it is written. */
export interface GoalSite {
  readonly node: Node;
  /** The clause that it stands in; undefined for the query. For a shorthand's clause the node is of its longhand. */
  readonly clause: Clause | undefined;
  readonly uri: string | undefined;
  /**
   * What of it is called now. `role_name = role.name` is rewritten to two goals, of which the first is the lookup
   * `role.name`, so it has two calls: `first` and `last` tell which ones begin and end the goal that is written.
   */
  readonly part: Node;
  readonly first: boolean;
  readonly last: boolean;
}

/** A fact where it is written. */
export interface FactSite {
  readonly node: Node;
  readonly uri: string;
}

/** What a stop condition sees of an event. Valid only while the condition is called. */
export interface EventView {
  readonly event: number;
  readonly port: Port;
  /** The goal; undefined at `start`, `answer`, `end`. At `unify`: the goal that called the clause. */
  readonly goal: GoalSite | undefined;
  /** At `unify`: the clause entered. */
  readonly clause: Clause | undefined;
  /** At `unify`: the fact that fits the goal, where it is written. One that the policy states is a clause, too. */
  readonly fact?: FactSite | undefined;
  /** At `unify` and at `fail`: the goal is answered from what an earlier call of it came to. */
  readonly remembered?: boolean | undefined;
  /** At `fail`: the same call is asked already further up, and has no other answer until now. */
  readonly circle?: boolean | undefined;
  /** It happens within a `not` or `forall` that is decided: its goal has a solution, and is tried to its end as the reference does. */
  readonly decided?: boolean | undefined;
  /** Predicate goals: name; else undefined. */
  readonly predicate: string | undefined;
  readonly arity: number;
  /** How many goals enclose it: 1 for a goal of the query. `over` = stop when depth ≤ this one's, `out` = when smaller. */
  readonly depth: number;
  /** The event at which this goal was called: the identity of its activation. */
  readonly activation: number;
  /** The `id` of the frame that the goal stands in: the event at which its rule was called, 0 for the query. */
  readonly frame: number;
}

/** Events that followed one another, in the order in which they happened. May be kept: it holds eight bytes for each. */
export interface EventBlock {
  /** The number of the first one. An event's index is its number less this. */
  readonly first: number;
  /** How many there are. */
  readonly length: number;
  port(index: number): Port;
  /** The goal; undefined at `unify` (see the event `activation(index)`, which called it), `answer` and `end`. */
  goal(index: number): GoalSite | undefined;
  /** At `unify`: the clause entered. */
  clause(index: number): Clause | undefined;
  /** The event at which the goal was called: the identity of its activation; 0 at `answer` and `end`. */
  activation(index: number): number;
  /** At `call`: the activation of the goal whose rule this goal stands in, or within which it is tried (0 in the query). */
  caller(index: number): number | undefined;
}

/** Called at every event; the run stops where it returns true. Must not keep or change anything of the debuggee. */
export type StopCondition = (event: EventView) => boolean;

export interface VariableView {
  readonly name: string;
  readonly value: Term;
  readonly bound: boolean;
}

/** A rule (or the query) in progress. */
export interface Frame {
  /** The event at which its goal was called (0 for the query): stable however the state was reached. */
  readonly id: number;
  readonly clause: Clause | undefined;
  readonly rule: Rule | undefined;
  readonly uri: string | undefined;
  /** Of the predicate; the query has none. */
  readonly predicate: string | undefined;
  readonly arity: number;
  readonly arguments: readonly Term[];
  /** The goal in progress within it; undefined while nothing of its body has begun. */
  readonly goal: GoalSite | undefined;
  /** All variables that the clause names, in the order in which they first appear. */
  readonly variables: readonly VariableView[];
  /** A fact that has just answered a goal, where it is written in a test or a fixture. */
  readonly fact?: FactSite | undefined;
  /** The goal that has just been answered from what an earlier call of it came to. */
  readonly remembered?: GoalSite | undefined;
  /** What stands for the name of a frame that has no predicate; `query` where it is left out. */
  readonly title?: string;
}

/** An alternative that is left. */
export interface ChoicePointView {
  /** The event at which the goal that it belongs to was called. */
  readonly activation: number;
  readonly kind: 'clauses' | 'or' | 'in' | 'not' | 'forall' | 'other';
  readonly goal: GoalSite | undefined;
  /** Of a call: what it calls, and with what, as it was then. */
  readonly predicate: string | undefined;
  readonly arguments: readonly Term[];
  /** The clauses not tried yet, in order. */
  readonly clauses: readonly Clause[];
  readonly depth: number;
}

/** A clause that could have answered a goal, and why it did not. */
export interface Candidate {
  readonly clause: Clause;
  /** undefined: the head matches; its body then failed. Else the first thing that did not fit. */
  readonly mismatch: Mismatch | undefined;
}

/** What in the head of a rule a call does not fit. */
export interface Mismatch {
  /** Its number, from 0. */
  readonly parameter: number;
  readonly node: Node;
  /** In a sentence about the argument: `It is 2, and 3 is expected.`, `Its first member is …` */
  readonly reason: string;
  /** Where a value is expected and it is another: both as they are shown. */
  readonly values?: { readonly is: string; readonly expected: string };
}

export interface WhyFailed {
  readonly goal: GoalSite;
  readonly predicate: string | undefined;
  readonly arguments: readonly Term[];
  readonly candidates: readonly Candidate[];
  /** In a sentence. */
  readonly reason: string;
}

/** Why a debuggee stopped moving. It is at event `event` then. */
export type DebugOutcome =
  /** The condition holds here (or, going back, the start was reached and the port is `start`). */
  | { readonly kind: 'stop'; readonly event: number; readonly port: Port }
  /** At an `answer` event that the condition did not choose: the way to see each solution. */
  | { readonly kind: 'answer'; readonly event: number; readonly answer: Answer }
  | { readonly kind: 'done'; readonly event: number }
  | { readonly kind: 'error'; readonly event: number; readonly error: RuntimeError }
  /** Give the reply to `answer`, then move again in the same way. */
  | { readonly kind: 'question'; readonly event: number; readonly question: Question }
  /** The budget is used up: move again to go on. */
  | { readonly kind: 'paused'; readonly event: number };

export interface DebugOptions extends Omit<RunOptions, 'host'> {
  /** A host that answers at once. */
  readonly host?: Host;
  /** Keep what is needed to go back (default true). */
  readonly record?: boolean;
  /** Events between checkpoints (default 100,000; 500 where variables are constrained, as it is slower there). */
  readonly checkpointEvery?: number;
  /**
   * Told of every event, once, in blocks: whenever 65,536 have come together and whenever a move ends. Costs little, where a
   * `StopCondition` that looks at every event costs as much again as the run. Must not move the debuggee. After a change of history
   * (`forceFail`, `bind`) what follows is told anew, under the same numbers.
   */
  readonly listen?: (block: EventBlock) => void;
}

/** What a text evaluated within a frame gave. */
export type Evaluation =
  | { readonly kind: 'value'; readonly value: Term }
  /** It is a goal: its solutions, at most as many as asked for. */
  | { readonly kind: 'answers'; readonly answers: readonly Answer[]; readonly more: boolean; readonly missed?: string }
  /**
   * `open`: the variables of the rule whose values it would need, where that is all that is wrong. `missed`, of what has no value, too: what a
   * look-up did not find, in a sentence without its end.
   */
  | {
      readonly kind: 'error';
      readonly message: string;
      readonly open?: readonly string[];
      readonly missed?: string;
    };

/** What an evaluation in progress has come to. */
export type EvaluationStep =
  | Evaluation
  /** Give the reply to `answer`, then run again. */
  | { readonly kind: 'question'; readonly question: Question }
  /** The budget is used up: run again to go on. */
  | { readonly kind: 'paused' };

/** An evaluation within a frame, apart from the run: it may go on whatever the run does meanwhile. */
export interface OngoingEvaluation {
  /** Goes on for at most so many calls. */
  run(calls: number): EvaluationStep;
  /** The reply to the question that it stopped with. */
  answer(reply: Reply): void;
}
