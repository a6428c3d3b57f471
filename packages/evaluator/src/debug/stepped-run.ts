import type { Clause, Policy } from '@polar-tools/policy';
import type { Reply } from '../host/host.ts';
import type { Answer } from '../run/outcome.ts';
import type { RuntimeError } from '../run/runtime-error.ts';
import type { Term } from '../terms/term.ts';
import type {
  ChoicePointView,
  DebugOutcome,
  Evaluation,
  EventView,
  Frame,
  OngoingEvaluation,
  StopCondition,
  WhyFailed,
} from './view.ts';

/**
 * A run under a debugger, whatever runs it: the Library's `Debuggee`, or Cloud's `CloudDebuggee`. Events are numbered from 1; 0 is the
 * start. Everything that is shown at event n is the same however n was reached.
 */
export interface SteppedRun {
  readonly policy: Policy;
  readonly event: number;
  /** How far it has ever run: events up to this one can be gone to. */
  readonly lastEvent: number;
  readonly view: EventView;
  /** Answers found up to the current event. */
  readonly answers: readonly { readonly event: number; readonly answer: Answer }[];
  /** Of a test: the assertions that were over up to the current event, and whether each holds. */
  readonly judged?: readonly { readonly event: number; readonly holds: boolean }[] | undefined;
  /** The error, at an `exception` event. */
  readonly error: RuntimeError | undefined;

  /** Runs to the next event where the condition holds; stops at answers, the end and errors, too. At most `budget` events. */
  forward(condition?: StopCondition, budget?: number): DebugOutcome;
  /** To the last event before this one where the condition holds, or to the start. */
  backward(condition: StopCondition, budget?: number): DebugOutcome;
  /** To an event at or before one, from where what follows is gone through quickest. Gives its number. */
  toCheckpointBefore(event: number): number;
  jump(event: number): DebugOutcome;
  /** The reply to the question that a move stopped with. */
  answer(reply: Reply): void;
  /** Back to the call of a goal in progress. */
  retry(activation: number): DebugOutcome;
  /** Makes the current goal fail now: another history from here on. */
  forceFail(): DebugOutcome;
  /** Gives a variable a value from here on; says what is wrong, if anything. */
  bind(frame: number, variable: string, value: Term): { readonly error: string } | undefined;

  /** How many rules are in progress, what was asked included. */
  readonly depth: number;
  frames(start?: number, count?: number): readonly Frame[];
  frameIndex(id: number): number | undefined;
  readonly choicePointCount: number;
  choicePoints(start?: number, count?: number): readonly ChoicePointView[];
  choicePointOf(activation: number): ChoicePointView | undefined;
  evaluating(text: string, frame: number, solutions?: number): OngoingEvaluation;
  /** What the goal in progress passes to its predicate. */
  readonly callArguments: readonly Term[];
  evaluatingCall(text: string, parameters: ReadonlyMap<string, number>, solutions?: number): OngoingEvaluation;
  evaluate(text: string, frame: number, solutions?: number): Evaluation;
  whyFailed(): WhyFailed | undefined;
  wasLetFail(event: number): boolean;
  /** The rules that the current goal may enter. */
  candidates(): readonly Clause[];
}
