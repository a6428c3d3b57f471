import type { HostError, Question, Reply } from '../host/host.ts';
import { ASKED } from '../machine/asked.ts';
import { Failure } from '../machine/failure.ts';
import type { Machine } from '../machine/machine.ts';
import type { Outcome } from '../machine/outcome.ts';
import { CALL_PORT, EXIT_PORT, FAIL_PORT, REDO_PORT, UNIFY_PORT } from '../machine/ports.ts';
import type { RuntimeError } from '../machine/runtime-error.ts';
import type { Box, Term } from '../terms/term.ts';
import { type ClauseFrame, GoalActivation } from './activation.ts';
import { answerOf } from './answer.ts';
import { Bindings, type Mark } from './bindings.ts';
import { filter, sort } from './call.ts';
import { checkClass } from './check-class.ts';
import { Choice, type Shown } from './choice.ts';
import { beginWith } from './given.ts';
import type { Goal, GoalStack, Left } from './goals.ts';
import { match } from './match.ts';
import { constraintsOfNegation } from './negation.ts';
import { PlacedFailure } from './placed-failure.ts';
import { askAttribute, askInstance, askNext, compareObjects, construct, lookUp, query } from './query.ts';
import { isSameQuestion, type Replied } from './replies.ts';
import { type Rule, TermProgram } from './rules.ts';
import type { Source } from './sources.ts';
import { describeFailure } from './trace.ts';
import { unify } from './unify.ts';

/** Queries in progress, the innermost first. */
export interface Queries {
  readonly term: Term;
  readonly outer: Queries | null;
  readonly depth: number;
}

/** The newest goal or rule at one level of the trace, and the levels around it. */
export interface Trace {
  readonly entry: Term | Rule | undefined;
  /** Where it is written. */
  readonly source: Source | undefined;
  readonly outer: Trace | null;
}

/** A search of its own: the query's, or that of a negation. */
interface Search {
  goals: GoalStack | null;
  choices: Choice | null;
  queries: Queries | null;
  trace: Trace;
  /** The goal in progress, under a debugger, when it began. */
  readonly base: GoalActivation | null;
  /** Undefined for the query's own. */
  negation: Negation | undefined;
}

/** A negation in progress. */
interface Negation {
  readonly begun: Mark;
  readonly into: Left;
  readonly solutions: Solutions | null;
  readonly follower: Bindings;
}

/** What each solution of a negation's goal did, the newest first. */
interface Solutions {
  readonly solution: Bindings;
  readonly before: Solutions | null;
}

/** All that a run is but for its bindings: enough to go on from there with the same bindings. */
export interface PartialState {
  readonly searches: readonly Readonly<Search>[];
  readonly activation: GoalActivation | null;
  readonly entered: ClauseFrame | undefined;
  readonly done: number;
  readonly used: number;
  readonly named: number;
  readonly iterations: number;
  readonly isAnswered: boolean;
  readonly goesBack: boolean;
}

const TOP: Trace = { entry: undefined, source: undefined, outer: null };

const NO_GOALS = (): readonly Goal[] => [];

/** Goals between looks at the limits. */
const GOALS_BETWEEN_CHECKS = 1_024;
/** Goals of the reference that one call stands for. */
const GOALS_A_CALL = 8;

/**
 * Runs a query that constrains variables (polar.md section 3.10): the same steps as the reference's machine, over terms and a stack of goals
 * and choices, because what a constraint comes to depends on each binding on the way. It begins the query anew where the
 * fast machine met something that only this one does exactly.
 */
export class PartialRun {
  readonly machine: Machine;
  readonly terms: TermProgram;
  readonly bindings: Bindings;
  /** The query's variables by name. */
  readonly variables: ReadonlyMap<string, Box>;
  /** True under a debugger: it is told of an event at every port (`Machine.tell`). */
  readonly debugs: boolean;
  #search: Search;
  /** The searches that wait for the one in progress. */
  #waiting: Search[] = [];
  #done = 0;
  #isAnswered = false;
  /** The debugger wants to stop at the event that it was just told of. */
  #stops = false;
  /** The search is to go back before it goes on. */
  #goesBack = false;
  /** The goal in progress, under a debugger. */
  activation: GoalActivation | null = null;
  /** The rule that was entered last, and the query, under a debugger. */
  entered: ClauseFrame | undefined;
  readonly #query: ClauseFrame | undefined;
  /** Questions of the run before, to which the answers are known. */
  readonly #known: readonly Replied[];
  #used = 0;
  iterations = 0;

  /** `debugs`: tells the machine's debugger of every event. */
  constructor(machine: Machine, known: readonly Replied[], debugs = false) {
    this.machine = machine;
    this.debugs = debugs;
    this.#known = known;
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
    this.#search = {
      goals: null,
      choices: null,
      queries: null,
      trace: TOP,
      base: null,
      negation: undefined,
    };
    this.push(goal);
  }

  get program(): Machine['program'] {
    return this.machine.program;
  }

  /** The query, under a debugger. */
  get query(): ClauseFrame {
    return this.#query!;
  }

  get isWithinNegation(): boolean {
    return this.#search.negation !== undefined;
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
        this.backtrack();
        continue;
      }
      if (this.#done % GOALS_BETWEEN_CHECKS === 0) this.#checkLimits();
      if (this.#done >= end) {
        this.#done++;
        return { kind: 'paused' };
      }
      const { goals } = this.#search;
      if (goals === null) {
        if (this.#search.negation !== undefined) {
          this.#noteSolution(this.#search.negation);
          this.backtrack();
          continue;
        }
        const bindings = answerOf(this);
        if (bindings === undefined) {
          this.backtrack();
          continue;
        }
        this.#isAnswered = true;
        return { kind: 'answer', answer: { bindings } };
      }
      this.#search.goals = goals.next;
      const { goal } = goals;
      if (goal.kind === 'halt') {
        if (this.#search.negation === undefined) return { kind: 'done' };
        this.#endNegation(this.#search.negation);
        continue;
      }
      this.#done++;
      const [replied, used] = [this.machine.replied, this.#used];
      const holds = this.#do(goal);
      if (holds === ASKED) {
        this.machine.replied = replied;
        this.#used = used;
        this.#search.goals = goals;
        return { kind: 'question', question: this.machine.question! };
      }
      this.machine.settle();
      if (!holds) this.backtrack();
    }
  }

  #do(goal: Goal): boolean | typeof ASKED {
    switch (goal.kind) {
      case 'query':
        return query(this, goal.term, goal.source);
      case 'call':
        return this.#call(goal);
      case 'enter':
        this.entered = goal.frame;
        this.#tell(UNIFY_PORT, this.activation, goal.frame.clause);
        return true;
      case 'exit':
        return this.#exit(goal.activation);
      case 'unify':
        return unify(this, goal);
      case 'matches':
        return match(this, goal);
      case 'constrain':
        this.bindings.constrain(goal.term);
        return true;
      case 'constrain-all':
        for (const constraint of goal.left.constraints) this.bindings.constrain(constraint);
        return true;
      case 'cut':
        this.#cutTo(goal.choices);
        return true;
      case 'backtrack':
        return false;
      case 'pop-query':
        this.#search.queries = this.#search.queries!.outer;
        return true;
      case 'trace-push':
        this.#search.trace = { entry: undefined, source: undefined, outer: this.#search.trace };
        return true;
      case 'trace-pop':
        this.#search.trace = this.#search.trace.outer!;
        return true;
      case 'trace-rule':
        this.#note(goal.rule, undefined);
        return true;
      case 'filter':
        return filter(this, goal);
      case 'sort':
        return sort(this, goal);
      case 'lookup':
        return lookUp(this, goal);
      case 'attribute':
        return askAttribute(this, goal);
      case 'is-instance':
        return askInstance(this, goal.object, goal.name);
      case 'compare':
        return compareObjects(this, goal.operator, goal.left, goal.right);
      case 'new':
        return construct(this, goal.call, goal.result);
      case 'next':
        return askNext(this, goal);
      case 'negate':
        this.#beginNegation(goal.goal, goal.into);
        return true;
      case 'check-class':
        return checkClass(this, goal);
      case 'halt':
        return true;
    }
  }

  // ---- Goals and choices --------------------------------------------------------------------------------------------

  /** Makes a goal the next one. Always true: so it can end a function that says whether a goal holds. */
  push(goal: Goal): true {
    const { goals } = this.#search;
    // What only a debugger has must not make the stack any deeper.
    const counts = goal.kind === 'exit' ? 0 : 1;
    this.#search.goals = { goal, next: goals, depth: goals === null ? 1 : goals.depth + counts };
    return true;
  }

  /** Makes these goals the next ones, in order. */
  pushAll(goals: readonly Goal[]): true {
    for (let i = goals.length - 1; i >= 0; i--) this.push(goals[i]!);
    return true;
  }

  /** Tries the first alternative now and the others later; false where there are none. */
  choose(alternatives: readonly (readonly Goal[])[], shown?: Shown): boolean {
    return this.chooseFrom(alternatives.length, (i) => alternatives[i]!, shown);
  }

  /** As `choose`, with alternatives that are made when they are tried. */
  chooseFrom(count: number, alternative: (index: number) => readonly Goal[], shown?: Shown): boolean {
    if (count === 0) return false;
    this.leave(count, alternative, 1, shown);
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
    const { choices, goals, queries, trace } = this.#search;
    const place = { goals, queries, trace, activation: this.activation };
    this.#search.choices = new Choice(choices, alternative, count, next, this.bindings.mark(), place, shown, redone);
  }

  #cutTo(depth: number): void {
    let { choices } = this.#search;
    while (choices !== null && choices.depth > depth) choices = choices.previous;
    this.#search.choices = choices;
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
    const before = this.#search.choices?.depth ?? 0;
    this.leave(1, () => consequent);
    return this.choose(
      [
        [...condition, { kind: 'cut', choices: before + 1 }, { kind: 'backtrack' }],
        [{ kind: 'cut', choices: before }, ...alternative],
      ],
      shown,
    );
  }

  /** Goes to the next alternative; where there is none, the search is over. Goals that have none left have failed. */
  backtrack(): void {
    const search = this.#search;
    for (;;) {
      const choice: Choice | null = search.choices === null ? null : search.choices.newestOpen;
      search.choices = choice;
      const failed = this.activation;
      if (failed !== search.base && failed !== null && (choice === null || choice.depth <= failed.choices)) {
        this.bindings.undo(failed.mark);
        this.activation = failed.parent;
        if (!this.#tell(FAIL_PORT, failed, -1)) continue;
        // The debugger stops here: the rest is for later.
        this.#goesBack = true;
        return;
      }
      if (choice === null) break;
      this.bindings.undo(choice.mark);
      search.choices = choice.previous;
      if (choice.redone !== undefined) {
        this.activation = choice.redone;
        if (!this.#tell(REDO_PORT, choice.redone, -1)) continue;
        // The debugger stops here: the rest is for later.
        this.#goesBack = true;
        return;
      }
      const { goals, queries, trace, activation } = choice.place;
      this.activation = activation;
      if (choice.next >= choice.count) continue;
      const later = choice.later();
      if (later.newestOpen === later) search.choices = later;
      search.goals = goals;
      search.queries = queries;
      search.trace = trace;
      this.pushAll(choice.alternative(choice.next));
      return;
    }
    search.goals = null;
    this.push({ kind: 'halt' });
  }

  /** Begins a query of a goal: until it is popped, it is in progress. */
  begin(term: Term, source: Source | undefined): void {
    const { queries } = this.#search;
    this.#search.queries = { term, outer: queries, depth: queries === null ? 1 : queries.depth + 1 };
    this.push({ kind: 'pop-query' });
    this.#note(term, source);
  }

  #note(entry: Term | Rule, source: Source | undefined): void {
    this.#search.trace = { entry, source, outer: this.#search.trace.outer };
  }

  get trace(): Trace {
    return this.#search.trace;
  }

  get queries(): Queries | null {
    return this.#search.queries;
  }

  /** How many choice points a cut leaves: it drops those whose queries begin as the present ones do. */
  choicesBefore(isWithin: (queries: Queries | null) => boolean): number {
    let left = this.#search.choices;
    for (let choice = left; choice !== null; choice = choice.previous) {
      // What stands for a goal that can be entered again goes as the choice points in it do.
      if (choice.redone !== undefined) continue;
      if (!isWithin(choice.place.queries)) break;
      left = choice.previous;
    }
    return left?.depth ?? 0;
  }

  // ---- Events, under a debugger -------------------------------------------------------------------------------------

  /** True where the debugger wants to stop. */
  #tell(port: number, activation: GoalActivation | null, clause: number): boolean {
    const { machine } = this;
    if (++machine.event < machine.attendAt || !machine.tell(port, activation, clause)) return false;
    this.#stops = true;
    return true;
  }

  #call({ term, source, site, frame }: Extract<Goal, { readonly kind: 'call' }>): true {
    const choices = this.#search.choices?.depth ?? 0;
    const event = this.machine.event + 1;
    const made = new GoalActivation(this.activation, site, event, frame, term, choices, this.bindings.mark());
    this.push({ kind: 'exit', activation: made });
    this.push({ kind: 'query', term, source });
    this.activation = made;
    this.#tell(CALL_PORT, made, -1);
    return true;
  }

  #exit(left: GoalActivation): true {
    const open = this.#search.choices?.newestOpen;
    const isOpen = open != null && open.depth > left.choices;
    this.activation = left.parent;
    if (isOpen) this.leave(0, NO_GOALS, 0, undefined, left);
    this.#tell(EXIT_PORT, left, -1);
    return true;
  }

  /** The choice points that are open, the newest first. */
  *openChoices(): Iterable<Choice> {
    for (const search of [this.#search, ...this.#waiting.toReversed()]) {
      for (
        let choice = search.choices?.newestOpen ?? null;
        choice !== null;
        choice = choice.previous?.newestOpen ?? null
      )
        yield choice;
    }
  }

  /** The goal in progress fails as soon as the run goes on, whatever it would have done. */
  fail(): void {
    this.#goesBack = true;
  }

  /** All but the bindings, to go on from here another time. Only while no goal is being done. */
  get state(): PartialState {
    return {
      searches: [...this.#waiting, this.#search].map((search) => ({ ...search })),
      activation: this.activation,
      entered: this.entered,
      done: this.#done,
      used: this.#used,
      named: this.terms.named,
      iterations: this.iterations,
      isAnswered: this.#isAnswered,
      goesBack: this.#goesBack,
    };
  }

  set state(state: PartialState) {
    const searches = state.searches.map((search) => ({ ...search }));
    this.#search = searches.pop()!;
    this.#waiting = searches;
    this.activation = state.activation;
    this.entered = state.entered;
    this.#done = state.done;
    this.#used = state.used;
    this.terms.named = state.named;
    this.iterations = state.iterations;
    this.#isAnswered = state.isAnswered;
    this.#goesBack = state.goesBack;
    this.#stops = false;
  }

  // ---- Negation -----------------------------------------------------------------------------------------------------

  #beginNegation(goal: Goal, into: Left): void {
    const begun = this.bindings.mark();
    this.#waiting.push(this.#search);
    this.#search = {
      goals: null,
      choices: null,
      queries: null,
      trace: TOP,
      base: this.activation,
      negation: { begun, into, solutions: null, follower: this.bindings.addFollower() },
    };
    this.push(goal);
  }

  #noteSolution({ begun, into, solutions, follower }: Negation): void {
    // A debugger may go back to when it was not whole yet, and on again to when it is.
    const solution = this.debugs ? follower.copy() : follower;
    this.bindings.removeFollower(follower);
    this.#search.negation = {
      begun,
      into,
      solutions: { solution, before: solutions },
      follower: this.bindings.addFollower(),
    };
  }

  #endNegation({ begun, into, solutions: newest, follower }: Negation): void {
    this.bindings.removeFollower(follower);
    this.bindings.undo(begun);
    this.#search = this.#waiting.pop()!;
    if (newest === null) return;
    const solutions: Bindings[] = [];
    for (let each: Solutions | null = newest; each !== null; each = each.before) solutions.push(each.solution);
    solutions.reverse();
    const left = constraintsOfNegation(solutions, (variable) => {
      const { kind } = this.bindings.state(variable);
      return kind === 'cycle' || kind === 'partial';
    });
    into.constraints = [...left.values()];
    if (left.size === 0) this.backtrack();
  }

  // ---- The application ----------------------------------------------------------------------------------------------

  /** A reply for the goal in progress: the one that the run before got, where it asked the same. */
  ask(question: Question): Reply | typeof ASKED {
    const known = this.#known[this.#used];
    if (known !== undefined && isSameQuestion(known.question, question)) {
      this.#used++;
      return known.reply;
    }
    return this.machine.ask(question);
  }

  hostFailure(error: HostError): Failure {
    return this.machine.hostFailure(error);
  }

  // ---- Limits and errors --------------------------------------------------------------------------------------------

  #checkLimits(): void {
    const { limits, options, startedAt, event, againUntil } = this.machine;
    if (event < againUntil) return;
    if (limits.time > 0 && options.clock !== undefined) {
      const elapsed = Math.round(options.clock() - startedAt);
      if (elapsed > limits.time) {
        throw new Failure(
          'query-timeout',
          `Query timeout: Query running for ${elapsed}ms, which exceeds the timeout of ${limits.time}ms.`,
        );
      }
    }
    const depth = this.#search.goals?.depth ?? 0;
    if (depth > limits.depth) throw new Failure('stack-overflow', `Goal stack overflow! MAX_GOALS = ${limits.depth}`);
    const cells = this.bindings.size * 4 + depth * 4 + (this.#search.choices?.depth ?? 0) * 8;
    if (cells > limits.memory)
      throw new Failure(
        'memory-limit',
        `The query keeps more than ${limits.memory} cells of bindings and choice points. Raise the limit on memory, or ask for less.`,
      );
  }

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
