import type { CompiledQuery } from '../compiler/prepare.ts';
import { ASKED } from '../run/asked.ts';
import type { Failure } from '../run/failure.ts';
import type { Outcome } from '../run/outcome.ts';
import type { Before, RunOptions } from '../run/run.ts';
import type { RuntimeError } from '../run/runtime-error.ts';
import { type Surroundings, surroundingsOf } from '../run/surroundings.ts';
import { answerOf } from './answer.ts';
import { backtrack } from './backtrack.ts';
import { checkLimits } from './check-limits.ts';
import { beginWith } from './given.ts';
import { ExactMachine } from './machine.ts';
import { endNegation, noteSolution } from './negated-search.ts';
import { perform } from './perform.ts';
import { describeFailure } from './trace.ts';

/** Goals between looks at the limits. */
const GOALS_BETWEEN_CHECKS = 256;
/** Goals that one call stands for. */
const GOALS_A_CALL = 3;

/**
 * Runs a query that constrains variables (docs/language/queries.md#constraints): the same steps as the reference's machine, over terms and a stack of goals
 * and choices, because what a constraint comes to depends on each binding on the way. It begins the query anew where the
 * compiled run met something that only this one does exactly.
 */
export class ExactRun extends ExactMachine {
  /**
   * `debugs`: with an event at every port. `given`: what is known of the query's variables already. `before`: what a run of the
   * same query has done, whose questions and texts are not repeated; its answers are.
   */
  constructor(query: CompiledQuery, options: RunOptions = {}, debugs = false, given?: Surroundings, before?: Before) {
    super(query, options, debugs, before);
    beginWith(this, surroundingsOf(options.bindings, given));
    this.push(this.goal);
  }

  protected goOn(budget: number): Outcome {
    const end = this.done + budget * GOALS_A_CALL;
    if (this.state === 'answered') {
      this.state = 'ready';
      this.goesBack = true;
    }
    for (;;) {
      if (this.stops) {
        this.stops = false;
        return { kind: 'paused' };
      }
      if (this.goesBack) {
        this.goesBack = false;
        backtrack(this);
        continue;
      }
      const depth = this.search.goals?.depth ?? 0;
      if (this.done % GOALS_BETWEEN_CHECKS === 0 || depth > this.limits.depth) checkLimits(this);
      if (this.done >= end) {
        this.done++;
        return { kind: 'paused' };
      }
      const { search } = this;
      const { goals, negation } = search;
      if (goals === null) {
        if (negation !== undefined) {
          noteSolution(this, negation);
          backtrack(this);
          continue;
        }
        return { kind: 'answer', answer: { bindings: answerOf(this) } };
      }
      search.goals = goals.next;
      const { goal } = goals;
      if (goal.kind === 'halt') {
        if (negation === undefined) return { kind: 'done' };
        endNegation(this, negation);
        continue;
      }
      this.done++;
      const { application } = this;
      const { replied } = application;
      const { used } = this.questions;
      const holds = perform(this, goal);
      if (holds === ASKED) {
        application.replied = replied;
        this.questions.used = used;
        search.goals = goals;
        return application.waiting;
      }
      application.settle();
      if (!holds) backtrack(this);
    }
  }

  describe(failure: Failure): RuntimeError {
    return describeFailure(this, failure);
  }
}
