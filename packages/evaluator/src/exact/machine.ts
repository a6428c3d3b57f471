import type { CompiledQuery } from '../compiler/prepare.ts';
import type { Question, Reply } from '../host/host.ts';
import type { ASKED } from '../run/asked.ts';
import type { Failure } from '../run/failure.ts';
import { instanceOf } from '../run/instance-of.ts';
import type { Renewed } from '../run/replies.ts';
import { type Before, Run, type RunOptions } from '../run/run.ts';
import { printTerm } from '../terms/print.ts';
import type { Box, Term } from '../terms/term.ts';
import type { ClauseFrame, GoalActivation } from './activation.ts';
import { Bindings } from './bindings.ts';
import type { Choice } from './choice.ts';
import type { Goal } from './goals.ts';
import { PlacedFailure } from './placed-failure.ts';
import { Questions } from './questions.ts';
import { TermProgram } from './rules.ts';
import { Search } from './search.ts';
import { type Source, Sources } from './sources.ts';
import type { Returns } from './trail.ts';

/** All that a run is but for its bindings: enough to go on from there with the same bindings. */
export interface ExactMoment {
  readonly searches: readonly Search[];
  readonly entered: ClauseFrame | undefined;
  readonly done: number;
  readonly used: number;
  readonly renewed: Renewed;
  readonly named: number;
  readonly iterations: number;
  readonly isAnswered: boolean;
  readonly goesBack: boolean;
}

/**
 * The machine that keeps constraints (docs/language/queries.md#constraints), as a step of it sees it: terms, what is known of variables, and a stack of goals
 * and choices.
 */
export abstract class ExactMachine extends Run {
  readonly terms: TermProgram;
  readonly bindings: Bindings;
  /** The query as a goal. */
  readonly goal: Goal;
  /** The query's variables by name. */
  readonly variables: ReadonlyMap<string, Box>;
  /** Variables that are known from outside, without names. */
  readonly outside: Box[] = [];
  /** True under a debugger: it is told of an event at every port. */
  readonly debugs: boolean;
  readonly questions: Questions;
  /** The search in progress. */
  search: Search;
  /** The searches that wait for the one in progress. */
  waiting: Search[] = [];
  /** The rule that was entered last, under a debugger. */
  entered: ClauseFrame | undefined;
  iterations = 0;
  /** Goals done. */
  done = 0;
  /** The debugger wants to stop at the event that it was just told of. */
  stops = false;
  /** The search is to go back before it goes on. */
  goesBack = false;
  readonly #frame: ClauseFrame | undefined;

  constructor(query: CompiledQuery, options: RunOptions, debugs: boolean, before?: Before) {
    super(query, options, debugs, before);
    this.debugs = debugs;
    this.questions = new Questions(this.application, before?.asked ?? []);
    const sources = new Sources();
    this.bindings = new Bindings(sources, (value, name) => instanceOf(this.program, value, name));
    this.terms = new TermProgram(this.program, this.bindings, sources, debugs ? this.space : undefined);
    this.search = new Search(this.bindings);
    const { variables, goal, frame } = this.terms.query(query, this.queryClause.index);
    this.goal = goal;
    this.variables = variables;
    this.#frame = frame;
  }

  /** The query, under a debugger. */
  get queryFrame(): ClauseFrame {
    return this.#frame!;
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
    this.goesBack = true;
  }

  // ---- The application ----------------------------------------------------------------------------------------------

  /** A reply for the goal in progress. */
  override ask(question: Question): Reply | typeof ASKED {
    return this.noted(question, this.questions.ask(question));
  }

  // ---- Under a debugger ---------------------------------------------------------------------------------------------

  /** The goal in progress, under a debugger. */
  get activation(): GoalActivation | null {
    return this.search.activation;
  }

  /** Passes an event; true where the debugger wants to stop. */
  pass(port: number, activation: GoalActivation | null, clause: number): boolean {
    if (++this.event < this.attendAt || !this.tell(port, activation, clause)) return false;
    this.stops = true;
    return true;
  }

  /** The choice points that are open, in whichever search, the newest first. */
  *openChoices(): Iterable<Choice> {
    for (const search of [this.search, ...this.waiting.toReversed()]) yield* search.openChoices();
  }

  /** What it may go back to, as far as that is later than a time: choice points, goals that have not failed, negations in progress. */
  returnsAfter(time: number): Returns {
    const times = new Set<number>();
    const addGoals = (innermost: GoalActivation | null | undefined): void => {
      for (
        let goal = innermost;
        goal != null && goal.mark.time > time && !times.has(goal.mark.time);
        goal = goal.parent
      )
        times.add(goal.mark.time);
    };
    const choices = new Set<number>();
    for (const { activation, negation, choices: newest } of [this.search, ...this.waiting]) {
      if (negation !== undefined) choices.add(negation.begun.time);
      addGoals(activation);
      for (let choice = newest; choice !== null && choice.mark.time > time; choice = choice.previous) {
        choices.add(choice.mark.time);
        addGoals(choice.place.activation);
        addGoals(choice.redone);
      }
    }
    // What a negation leaves may be about variables that are made in it.
    const until = this.search.negation === undefined ? Number.POSITIVE_INFINITY : this.#outermostNegation;
    return { times: [...times, ...choices], until };
  }

  get #outermostNegation(): number {
    const begun = [this.search, ...this.waiting].flatMap(({ negation }) => negation?.begun.time ?? []);
    return Math.min(...begun);
  }

  /** All but the bindings, to go on from here another time. Only while no goal is being done. */
  get moment(): ExactMoment {
    return {
      searches: [...this.waiting, this.search].map((search) => search.copy()),
      entered: this.entered,
      done: this.done,
      used: this.questions.used,
      renewed: this.questions.renewed,
      named: this.terms.named,
      iterations: this.iterations,
      isAnswered: this.state === 'answered',
      goesBack: this.goesBack,
    };
  }

  set moment(moment: ExactMoment) {
    const searches = moment.searches.map((search) => search.copy());
    this.search = searches.pop()!;
    this.waiting = searches;
    this.entered = moment.entered;
    this.done = moment.done;
    this.questions.used = moment.used;
    this.questions.renewed = moment.renewed;
    this.terms.named = moment.named;
    this.iterations = moment.iterations;
    this.state = moment.isAnswered ? 'answered' : 'ready';
    this.goesBack = moment.goesBack;
    this.stops = false;
  }

  // ---- Errors -------------------------------------------------------------------------------------------------------

  get mayHaveMore(): boolean {
    return (this.search.choices?.newestOpen ?? null) !== null;
  }

  print(term: Term): string {
    return printTerm(term, { describe: (object) => this.describeObject(object) });
  }

  /** An error about a value that is written at `source`. */
  typeError(source: Source | undefined, message: string): Failure {
    return new PlacedFailure('type-error', `Type error: ${message}`, source);
  }
}
