import type { Fact, Frame, SteppedRun, Term, WhyFailed, WhyNotLine, Wording } from '@polar-tools/evaluator';
import type { Clause, Policy } from '@polar-tools/policy';
import type { QueryProblem } from '@polar-tools/project';
import type { InlineQueryPlace, Places } from '../runtime/places.ts';
import type { Asked } from '../session/check-condition.ts';

/** Why what was asked has no answer, or a goal fails. */
export interface Explained {
  readonly lines: readonly WhyNotLine[];
  /** Of a call that fails, the reason in a sentence, where what happened tells more than where the run stands. */
  readonly reason?: string | undefined;
}

/** How a session writes what it says of a failed goal. */
export interface FailureWords {
  write(value: Term): string;
  /** The goal of the innermost rule, with the values of its variables put in. */
  readonly goal: string | undefined;
}

/** What the debugger must know of a dialect: everything that is not the same for any run. */
export interface DebugDialect {
  /** Where a breakpoint may stand. */
  places(policy: Policy, query?: InlineQueryPlace): Places;
  /** The rules of a name, of any arity, those that are implied among them. */
  clauses(policy: Policy, name: string): readonly Clause[];
  /** Whether there may be facts of a name that has no rules. */
  hasFacts(policy: Policy, name: string): boolean;
  /** What of a text is no query or value, where a person types one. */
  faults(text: string, policy: Policy): readonly QueryProblem[];
  /** Whether objects have fields. */
  readonly objectsHaveFields: boolean;
  /** What is wrong with a condition, in sentences; undefined where it may hold. */
  conditionFault(text: string, asked: Asked): string | undefined;
  /** The same of the names in the expression of a log point. */
  nameFault(text: string, asked: Asked): string | undefined;
  /** Whether the call at whose event a run stands is one that an explanation writes: values that either leaves open may be any. Where events are looked for by it. */
  calls?(run: SteppedRun, goal: string): boolean;
  /** In a sentence: the goal at whose `fail` event a run stands, and why it does not hold. */
  failure(run: SteppedRun, why: WhyFailed, words: FailureWords): string;
  /** Why what was asked has no answer or a goal fails, in lines. Takes its time: it yields now and then. The run may be elsewhere meanwhile. */
  explain(run: SteppedRun, wording: Wording): Generator<void, Explained, void>;
  /** Some of the facts that the goal of the innermost rule could use, and how many there are; undefined where there are no facts. */
  facts(
    run: SteppedRun,
    from: number,
    count: number,
  ): { readonly total: number; readonly facts: readonly Fact[] } | undefined;
  /** What the console answers that is no query: `why f(x)`. Undefined where a text is something else. */
  ask(
    run: SteppedRun,
    text: string,
    frame: Frame | undefined,
    asked: Asked,
    wording: Wording,
  ): readonly string[] | undefined;
  /** What a person who asks a query should know of its names, in lines; most often nothing. */
  notes(run: SteppedRun, text: string, frame: Frame | undefined, asked: Asked): readonly string[];
  /** What to do where a limit stopped a run, or an evaluation took too long: a sentence that goes on, and a whole one. */
  readonly advice: { readonly limit: string; readonly time: string };
  /** Words of its conditions, to be completed. */
  readonly words: readonly string[];
}
