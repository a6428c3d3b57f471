import type { Machine } from '../compiled/machine.ts';
import type { HostError, Question, Reply } from '../host/host.ts';
import { ASKED } from '../run/asked.ts';
import type { Failure } from '../run/failure.ts';
import type { Outcome } from '../run/outcome.ts';
import type { Replied } from '../run/replies.ts';
import type { RuntimeError } from '../run/runtime-error.ts';
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
export interface ExactState {
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
export class ExactRun {
  readonly machine: Machine;
  readonly terms: TermProgram;
  readonly bindings: Bindings;
  /** The query's variables by name. */
  readonly variables: ReadonlyMap<string, Box>;
  /** True under a debugger: it is told of an event at every port (`Machine.tell`). */
  readonly debugs: boolean;
  /** The search in progress. */
  search: Search;
  /** The searches that wait for the one in progress. */
  waiting: Search[] = [];
  #done = 0;
  #isAnswered = false;
  /** The debugger wants to stop at the event that it was just told of. */
  #stops = false;
  /** The search is to go back before it goes on. */
  #goesBack = false;
  /** The rule that was entered last, under a debugger. */
  entered: ClauseFrame | undefined;
  readonly #query: ClauseFrame | undefined;
  readonly #questions: Questions;
  iterations = 0;

  /** `debugs`: tells the machine's debugger of every event. */
  constructor(machine: Machine, known: readonly Replied[], debugs = false) {
    this.machine = machine;
    this.debugs = debugs;
    this.#questions = new Questions(machine, known);
    this.terms = new TermProgram(
      machine.program,
      (variable, value) => this.bindings.define(variable, value),
      debugs ? machine.space : undefined,
    );
    this.bindings = new Bindings(this.terms.sources);
    const { variables, goal, frame } = this.terms.query(machine.query, machine.queryClause.index);
    this.variables = variables;
    this.#query = frame;
    beginWith(this, machine.given);
    this.search = new Search(this.bindings);
    this.push(goal);
  }

  get program(): Machine['program'] {
    return this.machine.program;
  }

  /** The query, under a debugger. */
  get query(): ClauseFrame {
    return this.#query!;
  }

  // ---- Running ------------------------------------------------------------------------------------------------------

  /** Runs to the next answer; `budget` bounds the calls made before it says `paused`. */
  run(budget: number): Outcome {
    const end = this.#done + budget * GOALS_A_CALL;
    if (this.#isAnswered) {
      this.#isAnswered = false;
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
        this.#isAnswered = true;
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
      const { replied } = this.machine;
      const { used } = this.#questions;
      const holds = perform(this, goal);
      if (holds === ASKED) {
        this.machine.replied = replied;
        this.#questions.used = used;
        search.goals = goals;
        return { kind: 'question', question: this.machine.question! };
      }
      this.machine.settle();
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
  ask(question: Question): Reply | typeof ASKED {
    return this.#questions.ask(question);
  }

  hostFailure(error: HostError): Failure {
    return this.machine.hostFailure(error);
  }

  // ---- Under a debugger ---------------------------------------------------------------------------------------------

  /** The goal in progress, under a debugger. */
  get activation(): GoalActivation | null {
    return this.search.activation;
  }

  /** Tells the debugger of an event; true where it wants to stop. */
  tell(port: number, activation: GoalActivation | null, clause: number): boolean {
    const { machine } = this;
    if (++machine.event < machine.attendAt || !machine.tell(port, activation, clause)) return false;
    this.#stops = true;
    return true;
  }

  /** The choice points that are open, in whichever search, the newest first. */
  *openChoices(): Iterable<Choice> {
    for (const search of [this.search, ...this.waiting.toReversed()]) yield* search.openChoices();
  }

  /** All but the bindings, to go on from here another time. Only while no goal is being done. */
  get state(): ExactState {
    return {
      searches: [...this.waiting, this.search].map((search) => search.copy()),
      entered: this.entered,
      done: this.#done,
      used: this.#questions.used,
      named: this.terms.named,
      iterations: this.iterations,
      isAnswered: this.#isAnswered,
      goesBack: this.#goesBack,
    };
  }

  set state(state: ExactState) {
    const searches = state.searches.map((search) => search.copy());
    this.search = searches.pop()!;
    this.waiting = searches;
    this.entered = state.entered;
    this.#done = state.done;
    this.#questions.used = state.used;
    this.terms.named = state.named;
    this.iterations = state.iterations;
    this.#isAnswered = state.isAnswered;
    this.#goesBack = state.goesBack;
    this.#stops = false;
  }

  // ---- Errors -------------------------------------------------------------------------------------------------------

  print(term: Term): string {
    return this.machine.print(term);
  }

  /** An error about a value that is written at `source`. */
  typeError(source: Source | undefined, message: string): Failure {
    return new PlacedFailure('type-error', `Type error: ${message}`, source);
  }

  describe(failure: Failure): RuntimeError {
    return describeFailure(this, failure);
  }
}
