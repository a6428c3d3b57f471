import type { CompiledQuery } from '../compiler/prepare.ts';
import type { Question, Reply } from '../host/host.ts';
import { ASKED } from '../run/asked.ts';
import type { Failure } from '../run/failure.ts';
import type { Outcome } from '../run/outcome.ts';
import { type Before, Run, type RunOptions } from '../run/run.ts';
import type { RuntimeError } from '../run/runtime-error.ts';
import { type Surroundings, surroundingsOf } from '../run/surroundings.ts';
import { printTerm } from '../terms/print.ts';
import type { Box, Term } from '../terms/term.ts';
import type { ClauseFrame, GoalActivation } from './activation.ts';
import { answerOf } from './answer.ts';
import { backtrack } from './backtrack.ts';
import { Bindings } from './bindings.ts';
import { checkLimits } from './check-limits.ts';
import type { Choice } from './choice.ts';
import { beginWith } from './given.ts';
import type { Goal } from './goals.ts';
import { endNegation, noteSolution } from './negated-search.ts';
import { perform } from './perform.ts';
import { PlacedFailure } from './placed-failure.ts';
import { Questions } from './questions.ts';
import { TermProgram } from './rules.ts';
import { Search } from './search.ts';
import type { Source } from './sources.ts';
import { describeFailure } from './trace.ts';

/** All that a run is but for its bindings: enough to go on from there with the same bindings. */
export interface ExactMoment {
  readonly searches: readonly Search[];
  readonly entered: ClauseFrame | undefined;
  readonly done: number;
  readonly used: number;
  readonly named: number;
  readonly iterations: number;
  readonly isAnswered: boolean;
  readonly goesBack: boolean;
}

/** Goals between looks at the limits. */
const GOALS_BETWEEN_CHECKS = 1_024;
/** Goals of the reference that one call stands for. */
const GOALS_A_CALL = 8;

/**
 * Runs a query that constrains variables (polar.md section 3.10): the same steps as the reference's machine, over terms and a stack of goals
 * and choices, because what a constraint comes to depends on each binding on the way. It begins the query anew where the
 * compiled run met something that only this one does exactly.
 */
export class ExactRun extends Run {
  readonly terms: TermProgram;
  readonly bindings: Bindings;
  /** The query's variables by name. */
  readonly variables: ReadonlyMap<string, Box>;
  /** True under a debugger: it is told of an event at every port. */
  readonly debugs: boolean;
  /** The search in progress. */
  search: Search;
  /** The searches that wait for the one in progress. */
  waiting: Search[] = [];
  #done = 0;
  /** The debugger wants to stop at the event that it was just told of. */
  #stops = false;
  /** The search is to go back before it goes on. */
  #goesBack = false;
  /** The rule that was entered last, under a debugger. */
  entered: ClauseFrame | undefined;
  readonly #frame: ClauseFrame | undefined;
  readonly #questions: Questions;
  iterations = 0;

  /**
   * `debugs`: with an event at every port. `given`: what is known of the query's variables already. `before`: what a run of the
   * same query has done, whose questions and texts are not repeated; its answers are.
   */
  constructor(query: CompiledQuery, options: RunOptions = {}, debugs = false, given?: Surroundings, before?: Before) {
    super(query, options, debugs, before);
    this.debugs = debugs;
    this.#questions = new Questions(this.application, before?.asked ?? []);
    this.terms = new TermProgram(
      this.program,
      (variable, value) => this.bindings.define(variable, value),
      debugs ? this.space : undefined,
    );
    this.bindings = new Bindings(this.terms.sources);
    const { variables, goal, frame } = this.terms.query(query, this.queryClause.index);
    this.variables = variables;
    this.#frame = frame;
    beginWith(this, surroundingsOf(options.bindings, given));
    this.search = new Search(this.bindings);
    this.push(goal);
  }

  /** The query, under a debugger. */
  get queryFrame(): ClauseFrame {
    return this.#frame!;
  }

  // ---- Running ------------------------------------------------------------------------------------------------------

  protected goOn(budget: number): Outcome {
    const end = this.#done + budget * GOALS_A_CALL;
    if (this.state === 'answered') {
      this.state = 'ready';
      this.#goesBack = true;
    }
    for (;;) {
      if (this.#stops) {
        this.#stops = false;
        return { kind: 'paused' };
      }
      if (this.#goesBack) {
        this.#goesBack = false;
        backtrack(this);
        continue;
      }
      if (this.#done % GOALS_BETWEEN_CHECKS === 0) checkLimits(this);
      if (this.#done >= end) {
        this.#done++;
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
        const bindings = answerOf(this);
        if (bindings === undefined) {
          backtrack(this);
          continue;
        }
        return { kind: 'answer', answer: { bindings } };
      }
      search.goals = goals.next;
      const { goal } = goals;
      if (goal.kind === 'halt') {
        if (negation === undefined) return { kind: 'done' };
        endNegation(this, negation);
        continue;
      }
      this.#done++;
      const { application } = this;
      const { replied } = application;
      const { used } = this.#questions;
      const holds = perform(this, goal);
      if (holds === ASKED) {
        application.replied = replied;
        this.#questions.used = used;
        search.goals = goals;
        return { kind: 'question', question: application.question! };
      }
      application.settle();
      if (!holds) backtrack(this);
    }
  }

  /** Makes a goal the next one. Always true: so it can end a function that says whether a goal holds. */
  push(goal: Goal): true {
    return this.search.push(goal);
  }

  /** Makes these goals the next ones, in order. */
  pushAll(goals: readonly Goal[]): true {
    return this.search.pushAll(goals);
  }

  /** The goal in progress fails as soon as the run goes on, whatever it would have done. */
  fail(): void {
    this.#goesBack = true;
  }

  // ---- The application ----------------------------------------------------------------------------------------------

  /** A reply for the goal in progress. */
  override ask(question: Question): Reply | typeof ASKED {
    return this.#questions.ask(question);
  }

  // ---- Under a debugger ---------------------------------------------------------------------------------------------

  /** The goal in progress, under a debugger. */
  get activation(): GoalActivation | null {
    return this.search.activation;
  }

  /** Passes an event; true where the debugger wants to stop. */
  pass(port: number, activation: GoalActivation | null, clause: number): boolean {
    if (++this.event < this.attendAt || !this.tell(port, activation, clause)) return false;
    this.#stops = true;
    return true;
  }

  /** The choice points that are open, in whichever search, the newest first. */
  *openChoices(): Iterable<Choice> {
    for (const search of [this.search, ...this.waiting.toReversed()]) yield* search.openChoices();
  }

  /** All but the bindings, to go on from here another time. Only while no goal is being done. */
  get moment(): ExactMoment {
    return {
      searches: [...this.waiting, this.search].map((search) => search.copy()),
      entered: this.entered,
      done: this.#done,
      used: this.#questions.used,
      named: this.terms.named,
      iterations: this.iterations,
      isAnswered: this.state === 'answered',
      goesBack: this.#goesBack,
    };
  }

  set moment(moment: ExactMoment) {
    const searches = moment.searches.map((search) => search.copy());
    this.search = searches.pop()!;
    this.waiting = searches;
    this.entered = moment.entered;
    this.#done = moment.done;
    this.#questions.used = moment.used;
    this.terms.named = moment.named;
    this.iterations = moment.iterations;
    this.state = moment.isAnswered ? 'answered' : 'ready';
    this.#goesBack = moment.goesBack;
    this.#stops = false;
  }

  // ---- Errors -------------------------------------------------------------------------------------------------------

  print(term: Term): string {
    return printTerm(term, { describe: this.describeObject });
  }

  /** An error about a value that is written at `source`. */
  typeError(source: Source | undefined, message: string): Failure {
    return new PlacedFailure('type-error', `Type error: ${message}`, source);
  }

  describe(failure: Failure): RuntimeError {
    return describeFailure(this, failure);
  }
}
