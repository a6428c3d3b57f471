import { HostError, type Question, type Reply } from '../host/host.ts';
import { ASKED } from '../machine/asked.ts';
import { Failure } from '../machine/failure.ts';
import type { Machine } from '../machine/machine.ts';
import type { Outcome } from '../machine/outcome.ts';
import type { RuntimeError } from '../machine/runtime-error.ts';
import type { Box, Term } from '../terms/term.ts';
import { answerOf } from './answer.ts';
import { Bindings, type Mark } from './bindings.ts';
import { filter, sort } from './call.ts';
import type { Goal, GoalStack, Left } from './goals.ts';
import { match, relation } from './match.ts';
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

/** Alternatives left, and what they go on from. */
interface Choice {
  readonly alternative: (index: number) => readonly Goal[];
  readonly count: number;
  next: number;
  readonly mark: Mark;
  readonly goals: GoalStack | null;
  readonly queries: Queries | null;
  readonly trace: Trace;
}

/** A search of its own: the query's, or that of a negation. */
interface Search {
  goals: GoalStack | null;
  choices: Choice[];
  queries: Queries | null;
  trace: Trace;
  /** Undefined for the query's own. */
  readonly negation: Negation | undefined;
}

/** A negation in progress. */
interface Negation {
  readonly begun: Mark;
  readonly into: Left;
  /** What each solution did. */
  readonly solutions: Bindings[];
  follower: Bindings;
}

const TOP: Trace = { entry: undefined, source: undefined, outer: null };

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
  #search: Search;
  /** The searches that wait for the one in progress. */
  readonly #waiting: Search[] = [];
  #done = 0;
  #isAnswered = false;
  /** Questions of the run before, to which the answers are known. */
  readonly #known: readonly Replied[];
  #used = 0;
  iterations = 0;

  constructor(machine: Machine, known: readonly Replied[]) {
    this.machine = machine;
    this.#known = known;
    this.terms = new TermProgram(machine.program, (variable, value) => this.bindings.define(variable, value));
    this.bindings = new Bindings(this.terms.sources);
    const { variables, goal, source } = this.terms.query(machine.query);
    this.variables = variables;
    for (const [name, value] of machine.given()) {
      const variable = variables.get(name);
      if (variable !== undefined) this.bindings.bind(variable, value);
    }
    this.#search = {
      goals: null,
      choices: [],
      queries: null,
      trace: TOP,
      negation: undefined,
    };
    this.push({ kind: 'query', term: goal, source });
  }

  get program(): Machine['program'] {
    return this.machine.program;
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
      this.backtrack();
    }
    for (;;) {
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
        this.#search.choices.length = goal.choices;
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
        this.#beginNegation(goal);
        return true;
      case 'check-class':
        return this.#checkClass(goal);
      case 'halt':
        return true;
    }
  }

  // ---- Goals and choices --------------------------------------------------------------------------------------------

  /** Makes a goal the next one. Always true: so it can end a function that says whether a goal holds. */
  push(goal: Goal): true {
    const { goals } = this.#search;
    this.#search.goals = { goal, next: goals, depth: goals === null ? 1 : goals.depth + 1 };
    return true;
  }

  /** Makes these goals the next ones, in order. */
  pushAll(goals: readonly Goal[]): true {
    for (let i = goals.length - 1; i >= 0; i--) this.push(goals[i]!);
    return true;
  }

  /** Tries the first alternative now and the others later; false where there are none. */
  choose(alternatives: readonly (readonly Goal[])[]): boolean {
    return this.chooseFrom(alternatives.length, (i) => alternatives[i]!);
  }

  /** As `choose`, with alternatives that are made when they are tried. */
  chooseFrom(count: number, alternative: (index: number) => readonly Goal[]): boolean {
    if (count === 0) return false;
    this.leave(count, alternative, 1);
    return this.pushAll(alternative(0));
  }

  /** Leaves a choice point without trying anything now. */
  leave(count: number, alternative: (index: number) => readonly Goal[], next = 0): void {
    const { goals, queries, trace } = this.#search;
    this.#search.choices.push({ alternative, count, next, mark: this.bindings.mark(), goals, queries, trace });
  }

  /**
   * Where the condition holds, what it did is undone and the consequent is done; else the alternative. This makes the same choice
   * points as the reference, which a cut counts.
   */
  chooseConditional(condition: readonly Goal[], consequent: readonly Goal[], alternative: readonly Goal[]): boolean {
    const { length } = this.#search.choices;
    this.leave(1, () => consequent);
    return this.choose([
      [...condition, { kind: 'cut', choices: length + 1 }, { kind: 'backtrack' }],
      [{ kind: 'cut', choices: length }, ...alternative],
    ]);
  }

  /** Goes to the next alternative; where there is none, the search is over. */
  backtrack(): void {
    const search = this.#search;
    for (let choice = search.choices.at(-1); choice !== undefined; choice = search.choices.at(-1)) {
      this.bindings.undo(choice.mark);
      if (choice.next >= choice.count) {
        search.choices.pop();
        continue;
      }
      const index = choice.next++;
      if (choice.next >= choice.count) search.choices.pop();
      search.goals = choice.goals;
      search.queries = choice.queries;
      search.trace = choice.trace;
      this.pushAll(choice.alternative(index));
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
    const { choices } = this.#search;
    let left = choices.length;
    while (left > 0 && isWithin(choices[left - 1]!.queries)) left--;
    return left;
  }

  // ---- Negation -----------------------------------------------------------------------------------------------------

  #beginNegation({ term, source, into }: Extract<Goal, { readonly kind: 'negate' }>): void {
    const begun = this.bindings.mark();
    this.#waiting.push(this.#search);
    this.#search = {
      goals: null,
      choices: [],
      queries: null,
      trace: TOP,
      negation: { begun, into, solutions: [], follower: this.bindings.addFollower() },
    };
    this.push({ kind: 'query', term, source });
  }

  #noteSolution(negation: Negation): void {
    negation.solutions.push(negation.follower);
    this.bindings.removeFollower(negation.follower);
    negation.follower = this.bindings.addFollower();
  }

  #endNegation({ begun, into, solutions, follower }: Negation): void {
    this.bindings.removeFollower(follower);
    this.bindings.undo(begun);
    this.#search = this.#waiting.pop()!;
    if (solutions.length === 0) return;
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

  #checkClass({ proposed, existing, names }: Extract<Goal, { readonly kind: 'check-class' }>): boolean | typeof ASKED {
    for (const constraint of [...existing].reverse()) {
      const related = relation(constraint, proposed, names);
      if (related === undefined) continue;
      const { left, right, path } = related;
      if (path.length > 0) {
        if (this.#classAlong(right, path) !== left) return false;
        continue;
      }
      const up = this.#isSubclass(left, right);
      if (up === ASKED) return ASKED;
      if (up) continue;
      const down = this.#isSubclass(right, left);
      if (down === ASKED) return ASKED;
      if (!down) return false;
    }
    return true;
  }

  /** The class that the application declares for a field of a field…; undefined where it does not say. */
  #classAlong(from: string, path: readonly Term[]): string | undefined {
    let name: string | undefined = from;
    for (const key of path) {
      if (name === undefined || typeof key !== 'string') return undefined;
      name = this.program.class(name)?.fields.get(key);
    }
    return name;
  }

  #isSubclass(left: string, right: string): boolean | typeof ASKED {
    const { program } = this;
    const [l, r] = [program.class(left), program.class(right)];
    if (l !== undefined && r !== undefined) return l.ancestry.includes(r);
    for (const name of [left, right])
      if (!program.isClass(name)) throw new Failure('unregistered-class', `Unregistered class: ${name}`);
    for (const names of program.builtinClasses.values()) if (names.includes(left) && names.includes(right)) return true;
    if (program.host === undefined || l !== undefined || r !== undefined) return false;
    const reply = this.ask({ kind: 'is-subclass', left, right });
    if (reply === ASKED) return ASKED;
    if (reply instanceof HostError) throw this.hostFailure(reply);
    return reply === true;
  }

  // ---- Limits and errors --------------------------------------------------------------------------------------------

  #checkLimits(): void {
    const { limits, options, startedAt } = this.machine;
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
    const cells = this.bindings.size * 4 + depth * 4 + this.#search.choices.length * 8;
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
