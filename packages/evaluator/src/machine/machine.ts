import { CONSTANTS, LOOKUP as LOOKUP_CODE, UNIFY as UNIFY_CODE } from '../compiler/opcodes.ts';
import type { CompiledQuery, PreparedQuery } from '../compiler/prepare.ts';
import type { ClauseCode, CompiledProgram, PredicateCode, Space } from '../compiler/program.ts';
import { addConstraint } from '../constraints/add.ts';
import { answerBindings } from '../constraints/answer.ts';
import { demandsSince, negate } from '../constraints/negation.ts';
import { constraintRules } from '../constraints/rules.ts';
import {
  type Host,
  HostError,
  type HostObject,
  type HostValue,
  MISSING,
  NO_MORE,
  type Question,
  type Reply,
} from '../host/host.ts';
import { fromHost, hostTerm, toHost } from '../terms/convert.ts';
import { printTerm } from '../terms/print.ts';
import {
  ALIASED,
  Box,
  CALL,
  CONS,
  CONSTRAINED,
  call,
  DICTIONARY,
  deref,
  EMPTY_LIST,
  expression,
  FIELDS,
  type Fields,
  FLOAT,
  HOST,
  INSTANCE,
  LAST_VARIABLE,
  NIL,
  type Term,
  UNBOUND,
  VAR,
} from '../terms/term.ts';
import { ASKED } from './asked.ts';
import * as choices from './choice.ts';
import { Choice } from './choice.ts';
import { Dispatch, lookUp } from './dispatch.ts';
import { Failure } from './failure.ts';
import { Activation, type Frame, type Goals, type Negations, newFrame, PARENT, PAYLOAD, RETURN_TO } from './frame.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { ARITHMETIC_SIGNS, arithmetic, COMPARISON_SIGNS, compareValues, isNumber, unsupported } from './numbers.ts';
import type { Outcome } from './outcome.ts';
import { solve } from './solve.ts';
import { sortFitting } from './sort.ts';
import { Store } from './store.ts';
import { describeError } from './trace.ts';

export interface MachineOptions {
  /** A host that answers at once: the machine then asks it itself and never stops with a question. */
  readonly host?: Host;
  /** Values of the query's variables, by name. */
  readonly bindings?: ReadonlyMap<string, HostValue>;
  readonly limits?: Partial<Limits>;
  /** Milliseconds since any moment: without it there is no time limit. */
  readonly clock?: () => number;
  /** What `print` and `debug` write, without a line end. */
  readonly print?: (text: string) => void;
}

/** Calls between looks at the clock and the depth. */
const CALLS_BETWEEN_CHECKS = 16_384;

/** Runs one query. A plain state machine: nothing runs while it is not in `run`. */
export class Machine {
  readonly query: CompiledQuery;
  readonly program: CompiledProgram;
  readonly space: Space;
  readonly store: Store = new Store(constraintRules);
  // A literal is made many times faster than a filled array: a short query takes no longer than that.
  // biome-ignore format: one line
  readonly registers: Term[] = [false, false, false, false, false, false, false, false, false, false, false, false, false, false, false, false];
  readonly limits: Limits;
  readonly options: MachineOptions;
  readonly queryClause: ClauseCode;

  // ---- Registers: with the trail, the whole state.
  pc = 0;
  frame: Frame | null = null;
  returnTo = 0;
  choice: Choice | null = null;
  /** The newest choice point when the predicate in progress was called. */
  level: Choice | null = null;
  activation: Activation | null = null;
  negations: Negations | null = null;
  /** Variables that got constraints, for finding those that no answer shows. */
  constrained: Goals | null = null;
  iterations = 0;
  /** Replies of the application used up; see `replies`. */
  replied = 0;
  event = 0;
  answers = 0;

  /** Replies in the order in which they were asked for. Kept for good when recording, else until their instruction is done. */
  replies: Reply[] = [];
  keepsReplies = false;
  question: Question | undefined;
  state: 'ready' | 'answered' | 'done' | 'failed' = 'ready';
  outcome: Outcome | undefined;
  /** Variables older than this generation are always trailed: a checkpoint needs that. */
  floor = 0;
  /** Told of every port when debugging; true stops the run there. */
  observe: ((port: number, activation: Activation | null, clause: number) => boolean) | undefined;

  #calls = 0;
  #checkAt = CALLS_BETWEEN_CHECKS;
  #pauseAt = Number.POSITIVE_INFINITY;
  readonly #startedAt: number;
  #stopped = false;

  /** `debug`: with an event at every port. `given`: values of variables that are terms already. */
  constructor(query: PreparedQuery, options: MachineOptions = {}, debug = false, given?: ReadonlyMap<string, Term>) {
    this.query = query as CompiledQuery;
    this.program = this.query.program;
    this.space = debug ? this.program.debug : this.program.fast;
    this.options = options;
    this.limits = options.limits === undefined ? defaultLimits : { ...defaultLimits, ...options.limits };
    this.#startedAt = options.clock?.() ?? 0;
    const { clauses } = this.query;
    const key = debug ? 'debug' : 'fast';
    if (clauses[key] < 0) clauses[key] = this.space.addClause(undefined, this.query.lowered).index;
    this.queryClause = this.space.clauses[clauses[key]]!;
    this.#start(given);
  }

  #start(given: ReadonlyMap<string, Term> | undefined): void {
    if (this.queryClause.entry < 0) this.space.assemble(this.queryClause);
    const { bindings } = this.options;
    const { variables } = this.query.lowered;
    for (let i = 0; i < variables.length; i++) {
      const { name, written } = variables[i]!;
      if (!written) continue;
      const value = bindings?.get(name);
      this.registers[i] =
        value === undefined ? (given?.get(name) ?? this.store.variable(this.query.kinds[i])) : fromHost(value);
    }
    this.pc = this.queryClause.entry;
  }

  /** Runs until there is something to say; `budget` bounds the calls made before it says `paused`. */
  run(budget: number = Number.POSITIVE_INFINITY): Outcome {
    if (this.state === 'done' || this.state === 'failed') return this.outcome!;
    if (this.question !== undefined) return { kind: 'question', question: this.question };
    this.#pauseAt = this.#calls + budget;
    this.#checkAt = Math.min(this.#pauseAt, this.#calls + CALLS_BETWEEN_CHECKS);
    try {
      if (this.state === 'answered') {
        this.state = 'ready';
        this.pc = this.space.stubs.fail;
      }
      const outcome = this.#loop();
      this.outcome = outcome;
      if (outcome.kind === 'done') this.state = 'done';
      else if (outcome.kind === 'answer') {
        this.state = 'answered';
        if (++this.answers > this.limits.solutions)
          throw new Failure(
            'solution-limit',
            `The query has more than ${this.limits.solutions} answers. Raise the limit on solutions, or ask for less.`,
          );
      }
      return outcome;
    } catch (thrown) {
      if (!(thrown instanceof Failure) && !(thrown instanceof RangeError)) throw thrown;
      const failure =
        thrown instanceof Failure
          ? thrown
          : new Failure('stack-overflow', 'A term is nested too deeply to be worked on.', thrown);
      this.state = 'failed';
      this.outcome = { kind: 'error', error: describeError(this, failure) };
      return this.outcome;
    }
  }

  /** The reply to a question; then call `run` again. */
  answer(reply: Reply): void {
    if (this.question === undefined) throw new Error('The machine has asked nothing.');
    this.question = undefined;
    this.replies.push(reply);
  }

  /** A reply for the instruction in progress, or ASKED when it must wait for one and be executed again. */
  ask(question: Question): Reply | typeof ASKED {
    if (this.replied < this.replies.length) return this.replies[this.replied++]!;
    const { host } = this.options;
    if (host === undefined) {
      this.question = question;
      return ASKED;
    }
    const reply = host.answer(question);
    this.replied++;
    this.replies.push(reply);
    return reply;
  }

  /** Ends an instruction that may have asked. */
  settle(): void {
    if (!this.keepsReplies && this.replies.length > 0) {
      this.replies = [];
      this.replied = 0;
    }
  }

  /** The value of a reply that must be one. */
  valueOf(reply: Reply): Term {
    if (reply instanceof HostError) {
      // In the reference, what an application lacks is no error within a negation: the value is missing.
      if (reply.kind === 'application' && this.negations !== null) return hostTerm(MISSING);
      throw this.hostFailure(reply);
    }
    if (reply === NO_MORE) return hostTerm(MISSING);
    return fromHost(reply);
  }

  hostFailure(error: HostError): Failure {
    if (error.code === 'unknown-class') return new Failure('unregistered-class', error.message, error.cause);
    return error.kind === 'application'
      ? new Failure('application', `Application error: ${error.message}`, error.cause)
      : new Failure('exception', error.message, error.cause);
  }

  print(term: Term): string {
    return printTerm(term, (object: HostObject) => this.program.host?.describe(object) ?? 'object');
  }

  // ---- Debugging ----------------------------------------------------------------------------------------------------

  /** Counts an event; true where the observer wants the run to stop. */
  port(port: number, activation: Activation | null, clause: number): boolean {
    this.event++;
    if (this.observe === undefined) return false;
    const stop = this.observe(port, activation, clause);
    this.#stopped ||= stop;
    return stop;
  }

  /** Whether the last `run` ended because the observer said so. */
  takeStopped(): boolean {
    const stopped = this.#stopped;
    this.#stopped = false;
    return stopped;
  }

  // ---- Choice points ------------------------------------------------------------------------------------------------

  push(
    kind: number,
    args: readonly Term[] | null,
    address: number,
    index: number,
    listLeft: unknown,
    item: unknown,
  ): Choice {
    const { store } = this;
    store.generation++;
    store.bound = store.generation;
    const choice = new Choice(
      kind,
      this.choice,
      this.frame,
      this.returnTo,
      store.top,
      store.generation,
      args,
      address,
      index,
      listLeft,
      item,
      this.activation,
    );
    this.choice = choice;
    return choice;
  }

  /** Makes an older choice point the newest. */
  cutTo(choice: Choice | null): void {
    this.choice = choice;
    const generation = choice === null ? 0 : choice.generation;
    this.store.bound = generation > this.floor ? generation : this.floor;
  }

  // ---- Goals as terms -----------------------------------------------------------------------------------------------

  /** Arranges for goals to be solved now, and for the run to go on at `address` with all registers as they are. */
  solveThen(goals: Goals, address: number): void {
    const saved: Frame = [
      this.frame,
      this.returnTo,
      null,
      this.registers.slice(0, this.space.code.registers),
      this.level,
      address,
    ];
    this.frame = [saved, this.space.stubs.resume, null, goals];
    this.pc = this.space.stubs.solve;
  }

  /** Goals that unifications woke, in order. */
  takeWoken(): Goals {
    const { woken } = this.store;
    let goals: Goals | null = null;
    for (let i = woken.length - 1; i >= 0; i--) goals = { goal: woken[i]!, next: goals };
    this.store.woken = [];
    return goals!;
  }

  // ---- Calls --------------------------------------------------------------------------------------------------------

  dispatchOf(predicate: PredicateCode): Dispatch {
    if (!predicate.defined)
      throw new Failure('query-for-undefined-rule', `Query for undefined rule \`${predicate.name}\``);
    predicate.dispatch ??= new Dispatch(predicate);
    return predicate.dispatch as Dispatch;
  }

  /** Begins to try each clause's head, because only that can say which ones fit. */
  beginFilter(predicate: PredicateCode): boolean {
    const { clauses } = predicate;
    if (clauses.length === 0) return false;
    this.push(choices.FILTER, this.registers.slice(0, predicate.arity), -1, 0, predicate, null);
    this.pc = this.#filterAddress(clauses[0]!);
    return true;
  }

  #filterAddress(clause: ClauseCode): number {
    return clause.filter >= 0 ? clause.filter : this.space.assembleFilter(clause);
  }

  /** After one head was tried: the next one, or sorting those that fit. The choice point is the newest one. */
  nextFilter(choice: Choice, fitted: boolean): void {
    const predicate = choice.list as PredicateCode;
    const fitting = fitted ? { clause: predicate.clauses[choice.index]!, next: choice.item } : choice.item;
    this.restore(choice);
    this.cutTo(choice.previous);
    const index = choice.index + 1;
    if (index < predicate.clauses.length) {
      this.push(choices.FILTER, choice.args, -1, index, predicate, fitting);
      this.pc = this.#filterAddress(predicate.clauses[index]!);
      return;
    }
    const clauses: ClauseCode[] = [];
    for (
      let rest = fitting as { clause: ClauseCode; next: unknown } | null;
      rest !== null;
      rest = rest.next as typeof rest
    )
      clauses.unshift(rest.clause);
    this.frame = [this.frame, this.returnTo, null, clauses, choice.args];
    this.pc = this.space.stubs.sort;
  }

  /** Registers as they were when a choice point was made. */
  restore(choice: Choice): void {
    this.frame = choice.frame;
    this.returnTo = choice.returnTo;
    this.activation = choice.activation;
    const { args } = choice;
    if (args !== null) for (let i = 0; i < args.length; i++) this.registers[i] = args[i]!;
  }

  /** Tries clauses in order; false where there are none. `checked`: their heads check classes themselves. */
  enter(clauses: readonly ClauseCode[], arity: number, checked: boolean): boolean {
    if (clauses.length === 0) return false;
    this.level = this.choice;
    if (clauses.length > 1)
      this.push(choices.CLAUSES, this.registers.slice(0, arity), checked ? 1 : 0, 1, clauses, null);
    if (this.negations !== null) this.aliasArguments(clauses[0]!);
    this.pc = this.address(clauses[0]!, checked);
    return true;
  }

  /**
   * Within a negation, unbound arguments are unified with the variables of a head in earnest, by another box for each: what a
   * solution did to the variables outside counts the variables that they were unified with.
   */
  aliasArguments(clause: ClauseCode): void {
    const { parameters } = clause.lowered;
    for (let i = 0; i < parameters.length; i++) {
      if (parameters[i]!.value.kind !== 'variable') continue;
      const t = deref(this.registers[i]!);
      if (typeof t !== 'object' || t.kind > LAST_VARIABLE) continue;
      if (t.kind === CONSTRAINED) addConstraint(this.store, expression('=', [t, this.store.variable(ALIASED)]));
      else this.store.set(t, this.store.variable(ALIASED));
    }
  }

  address(clause: ClauseCode, checked: boolean): number {
    if (clause.entry < 0) this.space.assemble(clause);
    return checked ? clause.entry : clause.unchecked;
  }

  // ---- Limits -------------------------------------------------------------------------------------------------------

  /** Looks at the limits now and then; true where the budget is used up. */
  #check(calls: number): boolean {
    const { limits, options } = this;
    if (limits.time > 0 && options.clock !== undefined) {
      const elapsed = Math.round(options.clock() - this.#startedAt);
      if (elapsed > limits.time) {
        throw new Failure(
          'query-timeout',
          `Query timeout: Query running for ${elapsed}ms, which exceeds the timeout of ${limits.time}ms.`,
        );
      }
    }
    let depth = 0;
    for (let frame = this.frame; frame !== null; frame = frame[PARENT] as Frame | null) depth++;
    if (depth > limits.depth) throw new Failure('stack-overflow', `Goal stack overflow! MAX_GOALS = ${limits.depth}`);
    let cells = this.store.top + depth * 4;
    for (let choice = this.choice; choice !== null && cells <= limits.memory; choice = choice.previous) cells += 4;
    if (cells > limits.memory)
      throw new Failure(
        'memory-limit',
        `The query keeps more than ${limits.memory} cells of bindings and choice points. Raise the limit on memory, or ask for less.`,
      );
    this.#checkAt = Math.min(this.#pauseAt, calls + Math.max(CALLS_BETWEEN_CHECKS, cells));
    return calls >= this.#pauseAt;
  }

  // ---- The loop -----------------------------------------------------------------------------------------------------

  /**
   * Executes instructions. In the switch `continue` is success and `break` is failure, which goes back to the newest choice
   * point. What the registers hold is written back before anything that may throw, stop or look at them.
   */
  #loop(): Outcome {
    const { store, registers, space } = this;
    const { constants, keyLists } = space.code;
    const { predicates } = space;
    let { code } = space.code;
    let { pc, frame } = this;
    let calls = this.#calls;
    for (;;) {
      switch (code[pc]) {
        case 0: {
          // PROCEED
          if (store.woken.length > 0) {
            this.frame = frame;
            this.solveThen(this.takeWoken(), pc);
            pc = this.pc;
            frame = this.frame;
            continue;
          }
          pc = this.returnTo;
          continue;
        }
        case 1: // CALL
        case 2: // EXECUTE
        case 5: {
          // DEALLOCATE_EXECUTE
          if (store.woken.length > 0) {
            this.frame = frame;
            this.solveThen(this.takeWoken(), pc);
            pc = this.pc;
            frame = this.frame;
            continue;
          }
          if (++calls >= this.#checkAt) {
            this.pc = pc;
            this.frame = frame;
            this.#calls = calls;
            if (this.#check(calls)) return { kind: 'paused' };
          }
          const word = code[pc];
          const predicate = predicates[code[pc + 1]!]!;
          if (word === 1 /* CALL */) this.returnTo = pc + 2;
          else if (word === 5 /* DEALLOCATE_EXECUTE */) {
            this.returnTo = frame![RETURN_TO] as number;
            this.pc = pc;
            frame = frame![PARENT] as Frame | null;
          }
          let dispatch = predicate.dispatch as Dispatch | undefined;
          if (dispatch === undefined) {
            if (!predicate.defined) this.pc = pc;
            dispatch = this.dispatchOf(predicate);
          }
          let selection = dispatch.plain;
          if (selection === undefined) {
            const { arity } = predicate;
            for (let i = 0; i < arity; i++) registers[i] = deref(registers[i]!);
            selection = dispatch.select(registers);
            if (selection === undefined) {
              this.frame = frame;
              if (!this.beginFilter(predicate)) break;
              pc = this.pc;
              code = space.code.code;
              continue;
            }
          }
          let clauses = selection.all;
          const { position } = selection;
          if (position >= 0) {
            const argument = deref(registers[position]!);
            registers[position] = argument;
            clauses = lookUp(selection, argument);
          }
          if (clauses.length === 1) {
            const clause = clauses[0]!;
            this.level = this.choice;
            if (this.negations !== null) this.aliasArguments(clause);
            pc = selection.checked ? clause.entry : clause.unchecked;
            if (pc < 0) {
              pc = this.address(clause, selection.checked);
              code = space.code.code;
            }
            continue;
          }
          if (clauses.length === 0) break;
          this.frame = frame;
          this.enter(clauses, predicate.arity, selection.checked);
          pc = this.pc;
          code = space.code.code;
          continue;
        }
        case 3: {
          // ALLOCATE
          const size = code[pc + 1]!;
          const count = code[pc + 2]!;
          const made = newFrame(size, frame, this.returnTo, false);
          pc += 3;
          for (let i = 0; i < count; i++) made[i + 2] = registers[code[pc++]!];
          frame = made;
          continue;
        }
        case 57: {
          // ALLOCATE_ALL
          const size = code[pc + 1]!;
          const count = code[pc + 2]!;
          const made = newFrame(size, frame, this.returnTo, this.activation);
          pc += 3;
          for (let i = 0; i < count; i++) made[i + 3] = registers[code[pc++]!];
          const variables = code[pc++]!;
          for (let i = 0; i < variables; i++) made[i + 3 + count] = new Box(code[pc++]!, UNBOUND, store.generation);
          frame = made;
          continue;
        }
        case 4: {
          // RETURN
          if (store.woken.length > 0) {
            this.frame = frame;
            this.solveThen(this.takeWoken(), pc);
            pc = this.pc;
            frame = this.frame;
            continue;
          }
          pc = frame![RETURN_TO] as number;
          frame = frame![PARENT] as Frame | null;
          continue;
        }
        case 6: {
          // GET_CONSTANT
          const constant = constants[code[pc + 2]!]!;
          const t = deref(registers[code[pc + 1]!]!);
          if (t !== constant) {
            if (typeof t === 'object') {
              if (t.kind < CONSTRAINED) {
                t.a = constant;
                if ((t.b as number) < store.bound) store.trail[store.top++] = t;
              } else {
                this.pc = pc;
                this.frame = frame;
                if (!store.unify(t, constant)) break;
              }
            } else if (typeof constant !== 'object' || !store.unify(t, constant)) break;
          }
          pc += 3;
          continue;
        }
        case 7: {
          // GET_LIST_VAR_VAR
          const t = deref(registers[code[pc + 1]!]!);
          if (typeof t !== 'object') break;
          if (t.kind === CONS) {
            registers[code[pc + 2]!] = t.a as Term;
            registers[code[pc + 3]!] = t.b as Term;
          } else {
            if (t.kind > LAST_VARIABLE && t.kind !== HOST) break;
            const head = new Box(VAR, UNBOUND, store.generation);
            const tail = new Box(VAR, UNBOUND, store.generation);
            registers[code[pc + 2]!] = head;
            registers[code[pc + 3]!] = tail;
            this.pc = pc;
            this.frame = frame;
            if (!store.unify(t, new Box(CONS, head, tail))) break;
          }
          pc += 4;
          continue;
        }
        case 8: {
          // GET_LIST_VALUE_VAR
          const t = deref(registers[code[pc + 1]!]!);
          if (typeof t !== 'object') break;
          const operand = code[pc + 2]!;
          const value = operand < 0 ? (frame![~operand] as Term) : registers[operand]!;
          if (t.kind < CONSTRAINED) {
            const tail = new Box(VAR, UNBOUND, store.generation);
            registers[code[pc + 3]!] = tail;
            t.a = new Box(CONS, value, tail);
            if ((t.b as number) < store.bound) store.trail[store.top++] = t;
          } else if (t.kind === CONS) {
            this.pc = pc;
            this.frame = frame;
            if (!store.unify(t.a as Term, value)) break;
            registers[code[pc + 3]!] = t.b as Term;
          } else {
            if (t.kind > LAST_VARIABLE && t.kind !== HOST) break;
            const tail = new Box(VAR, UNBOUND, store.generation);
            registers[code[pc + 3]!] = tail;
            this.pc = pc;
            this.frame = frame;
            if (!store.unify(t, new Box(CONS, value, tail))) break;
          }
          pc += 4;
          continue;
        }
        case 9: {
          // GET_CONS
          const t = deref(registers[code[pc + 1]!]!);
          if (typeof t !== 'object') break;
          if (t.kind === CONS) {
            registers[code[pc + 2]!] = t.a as Term;
            registers[code[pc + 3]!] = t.b as Term;
            pc += 5;
          } else if (t.kind <= LAST_VARIABLE || t.kind === HOST) pc = code[pc + 4]!;
          else break;
          continue;
        }
        case 10: {
          // UNIFY
          const a = code[pc + 1]!;
          const b = code[pc + 2]!;
          const l = a < 0 ? (frame![~a] as Term) : a < CONSTANTS ? registers[a]! : constants[a - CONSTANTS]!;
          const r = b < 0 ? (frame![~b] as Term) : b < CONSTANTS ? registers[b]! : constants[b - CONSTANTS]!;
          this.pc = pc;
          this.frame = frame;
          if (!store.unify(l, r)) break;
          pc += 3;
          if (store.woken.length > 0) {
            this.solveThen(this.takeWoken(), pc);
            pc = this.pc;
            frame = this.frame;
          }
          continue;
        }
        case 11: {
          // UNIFY_HEAD
          const a = code[pc + 1]!;
          const b = code[pc + 2]!;
          const l = a < 0 ? (frame![~a] as Term) : a < CONSTANTS ? registers[a]! : constants[a - CONSTANTS]!;
          const r = b < 0 ? (frame![~b] as Term) : b < CONSTANTS ? registers[b]! : constants[b - CONSTANTS]!;
          this.pc = pc;
          this.frame = frame;
          if (!store.unify(l, r)) break;
          pc += 3;
          continue;
        }
        case 50: {
          // NECK
          pc += 1;
          if (store.woken.length > 0) {
            this.frame = frame;
            this.solveThen(this.takeWoken(), pc);
            pc = this.pc;
            frame = this.frame;
          }
          continue;
        }
        case 12: {
          // PUT_CONSTANT
          registers[code[pc + 1]!] = constants[code[pc + 2]!]!;
          pc += 3;
          continue;
        }
        case 13: {
          // PUT_SLOT
          registers[code[pc + 1]!] = frame![code[pc + 2]!] as Term;
          pc += 3;
          continue;
        }
        case 14: {
          // PUT_NEW_SLOT
          const made = new Box(ALIASED, UNBOUND, store.generation);
          registers[code[pc + 1]!] = made;
          frame![code[pc + 2]!] = made;
          pc += 3;
          continue;
        }
        case 15: {
          // PUT_NEW
          registers[code[pc + 1]!] = new Box(ALIASED, UNBOUND, store.generation);
          pc += 2;
          continue;
        }
        case 16: {
          // NEW
          registers[code[pc + 1]!] = new Box(VAR, UNBOUND, store.generation);
          pc += 2;
          continue;
        }
        case 17: {
          // NEW_SLOT
          frame![code[pc + 1]!] = new Box(code[pc + 2]!, UNBOUND, store.generation);
          pc += 3;
          continue;
        }
        case 18: {
          // MOVE
          const a = code[pc + 2]!;
          registers[code[pc + 1]!] =
            a < 0 ? (frame![~a] as Term) : a < CONSTANTS ? registers[a]! : constants[a - CONSTANTS]!;
          pc += 3;
          continue;
        }
        case 19: {
          // CONS
          const a = code[pc + 2]!;
          const b = code[pc + 3]!;
          const l = a < 0 ? (frame![~a] as Term) : a < CONSTANTS ? registers[a]! : constants[a - CONSTANTS]!;
          const r = b < 0 ? (frame![~b] as Term) : b < CONSTANTS ? registers[b]! : constants[b - CONSTANTS]!;
          registers[code[pc + 1]!] = new Box(CONS, l, r);
          pc += 4;
          continue;
        }
        case 20: {
          // STORE
          frame![code[pc + 1]!] = registers[code[pc + 2]!]!;
          pc += 3;
          continue;
        }
        case 21: // DICTIONARY
        case 24: {
          // FIELDS
          const kind = code[pc] === 21 /* DICTIONARY */ ? DICTIONARY : FIELDS;
          const keys = keyLists[code[pc + 2]!]!;
          const fields = new Map<string, Term>();
          for (let i = 0; i < keys.length; i++) fields.set(keys[i]!, this.#operand(code[pc + 3 + i]!, frame));
          registers[code[pc + 1]!] = new Box(kind, fields, undefined);
          pc += 3 + keys.length;
          continue;
        }
        case 23: {
          // INSTANCE
          const keys = keyLists[code[pc + 3]!]!;
          const fields = new Map<string, Term>();
          for (let i = 0; i < keys.length; i++) fields.set(keys[i]!, this.#operand(code[pc + 4 + i]!, frame));
          registers[code[pc + 1]!] = new Box(INSTANCE, constants[code[pc + 2]!], fields);
          pc += 4 + keys.length;
          continue;
        }
        case 22: {
          // CALL_TERM
          const count = code[pc + 3]!;
          const args: Term[] = [];
          for (let i = 0; i < count; i++) args.push(this.#operand(code[pc + 4 + i]!, frame));
          registers[code[pc + 1]!] = call(constants[code[pc + 2]!] as string, args);
          pc += 4 + count;
          continue;
        }
        case 25: {
          // ARITHMETIC
          const operator = code[pc + 1]!;
          const a = code[pc + 3]!;
          const b = code[pc + 4]!;
          const l = deref(a < 0 ? (frame![~a] as Term) : a < CONSTANTS ? registers[a]! : constants[a - CONSTANTS]!);
          const r = deref(b < 0 ? (frame![~b] as Term) : b < CONSTANTS ? registers[b]! : constants[b - CONSTANTS]!);
          if (typeof l === 'number' && typeof r === 'number' && operator < 3) {
            const result = operator === 0 ? l + r : operator === 1 ? l - r : l * r;
            if (result <= 9007199254740991 && result >= -9007199254740991) {
              registers[code[pc + 2]!] = result + 0;
              pc += 5;
              continue;
            }
          }
          this.pc = pc;
          this.frame = frame;
          registers[code[pc + 2]!] = this.#arithmetic(operator, l, r);
          pc += 5;
          continue;
        }
        case 26: {
          // COMPARE
          const operator = code[pc + 1]!;
          const a = code[pc + 2]!;
          const b = code[pc + 3]!;
          const l = deref(a < 0 ? (frame![~a] as Term) : a < CONSTANTS ? registers[a]! : constants[a - CONSTANTS]!);
          const r = deref(b < 0 ? (frame![~b] as Term) : b < CONSTANTS ? registers[b]! : constants[b - CONSTANTS]!);
          if (typeof l === 'number' && typeof r === 'number') {
            let holds: boolean;
            switch (operator) {
              case 0:
                holds = l === r;
                break;
              case 1:
                holds = l !== r;
                break;
              case 2:
                holds = l < r;
                break;
              case 3:
                holds = l <= r;
                break;
              case 4:
                holds = l > r;
                break;
              default:
                holds = l >= r;
            }
            if (!holds) break;
            pc += 4;
            continue;
          }
          this.pc = pc;
          this.frame = frame;
          const mark = this.replied;
          const holds = this.compare(operator, l, r);
          if (holds === ASKED) {
            this.replied = mark;
            return { kind: 'question', question: this.question! };
          }
          this.settle();
          if (!holds) break;
          pc += 4;
          continue;
        }
        case 27: {
          // LOOKUP
          const a = code[pc + 2]!;
          const object = deref(
            a < 0 ? (frame![~a] as Term) : a < CONSTANTS ? registers[a]! : constants[a - CONSTANTS]!,
          );
          const name = constants[code[pc + 3]!] as string;
          if (typeof object === 'object' && object.kind === DICTIONARY) {
            const value = (object.a as Fields).get(name);
            if (value === undefined) break;
            registers[code[pc + 1]!] = value;
            pc += 4;
            continue;
          }
          this.pc = pc;
          this.frame = frame;
          const mark = this.replied;
          const value = this.lookup(object, name);
          if (value === ASKED) {
            this.replied = mark;
            return { kind: 'question', question: this.question! };
          }
          this.settle();
          registers[code[pc + 1]!] = value;
          pc += 4;
          continue;
        }
        case 28: {
          // LOOKUP_KEY
          const object = deref(this.#operand(code[pc + 2]!, frame));
          const key = deref(this.#operand(code[pc + 3]!, frame));
          this.pc = pc;
          this.frame = frame;
          const result = new Box(VAR, UNBOUND, store.generation);
          const register = code[pc + 1]!;
          if (typeof key === 'string' && !(typeof object === 'object' && object.kind <= LAST_VARIABLE)) {
            if (typeof object === 'object' && object.kind === DICTIONARY) {
              const value = (object.a as Fields).get(key);
              if (value === undefined) break;
              registers[register] = value;
            } else {
              const mark = this.replied;
              const value = this.lookup(object, key);
              if (value === ASKED) {
                this.replied = mark;
                return { kind: 'question', question: this.question! };
              }
              this.settle();
              registers[register] = value;
            }
            pc += 4;
            continue;
          }
          registers[register] = result;
          this.solveThen({ goal: expression('.', [object, key, result]), next: null }, pc + 4);
          pc = this.pc;
          frame = this.frame;
          continue;
        }
        case 29: {
          // METHOD
          const object = deref(this.#operand(code[pc + 2]!, frame));
          this.pc = pc;
          this.frame = frame;
          const mark = this.replied;
          const value = this.#method(object, pc + 3);
          if (value === ASKED) {
            this.replied = mark;
            return { kind: 'question', question: this.question! };
          }
          this.settle();
          registers[code[pc + 1]!] = value;
          pc = this.#afterCall(pc + 3);
          continue;
        }
        case 30: {
          // CONSTRUCT
          this.pc = pc;
          this.frame = frame;
          const mark = this.replied;
          const { name, args, keywords } = this.#callAt(pc + 2);
          const reply = this.ask({ kind: 'construct', class: name, args, keywords });
          if (reply === ASKED) {
            this.replied = mark;
            return { kind: 'question', question: this.question! };
          }
          this.settle();
          registers[code[pc + 1]!] = this.valueOf(reply);
          pc = this.#afterCall(pc + 2);
          continue;
        }
        case 31: {
          // IN
          const item = deref(this.#operand(code[pc + 1]!, frame));
          const container = deref(this.#operand(code[pc + 2]!, frame));
          this.frame = frame;
          this.pc = pc;
          if (typeof container === 'object' && container.kind === CONS) {
            const next = this.member(item, container, pc + 3);
            if (next < 0) break;
            pc = next;
            frame = this.frame;
            if (store.woken.length > 0) {
              this.solveThen(this.takeWoken(), pc);
              pc = this.pc;
              frame = this.frame;
            }
            continue;
          }
          if (container === EMPTY_LIST) break;
          this.solveThen({ goal: expression('in', [item, container]), next: null }, pc + 3);
          pc = this.pc;
          frame = this.frame;
          continue;
        }
        case 32: {
          // MATCH_CLASS
          const a = code[pc + 1]!;
          const t = deref(a < 0 ? (frame![~a] as Term) : a < CONSTANTS ? registers[a]! : constants[a - CONSTANTS]!);
          const pattern = constants[code[pc + 2]!] as Box;
          const known = this.instanceOf(t, pattern.a as string);
          pc += 3;
          if (known === true) continue;
          if (known === false) break;
          this.pc = pc - 3;
          this.frame = frame;
          this.solveThen({ goal: expression('matches', [t, pattern]), next: null }, pc);
          pc = this.pc;
          frame = this.frame;
          continue;
        }
        case 33: {
          // MATCH
          const t = deref(this.#operand(code[pc + 1]!, frame));
          const pattern = this.#operand(code[pc + 2]!, frame);
          this.pc = pc;
          this.frame = frame;
          this.solveThen({ goal: expression('matches', [t, pattern]), next: null }, pc + 3);
          pc = this.pc;
          frame = this.frame;
          continue;
        }
        case 34: {
          // CONDITION
          const t = deref(this.#operand(code[pc + 1]!, frame));
          pc += 2;
          if (t === true) continue;
          if (t === false) break;
          this.pc = pc - 2;
          this.frame = frame;
          this.solveThen({ goal: t, next: null }, pc);
          pc = this.pc;
          frame = this.frame;
          continue;
        }
        case 35: {
          // OR
          this.frame = frame;
          this.push(choices.ALTERNATIVE, null, code[pc + 1]!, 0, null, null);
          pc += 2;
          continue;
        }
        case 36: {
          // JUMP
          pc = code[pc + 1]!;
          continue;
        }
        case 37: {
          // NOT
          this.frame = frame;
          this.push(choices.NEGATION, null, code[pc + 1]!, code[pc + 2]!, null, null);
          this.negations = { parent: this.negations, solutions: null };
          store.joins = true;
          pc += 3;
          continue;
        }
        case 38: {
          // NOT_SOLUTION
          this.pc = pc;
          this.frame = frame;
          this.noteSolution();
          break;
        }
        case 39: {
          // CUT
          this.cutTo(this.level);
          pc += 1;
          continue;
        }
        case 40: {
          // CUT_SLOT
          this.cutTo(frame![code[pc + 1]!] as Choice | null);
          pc += 2;
          continue;
        }
        case 41: {
          // SAVE_LEVEL
          frame![code[pc + 1]!] = this.level;
          pc += 2;
          continue;
        }
        case 42: {
          // BARRIER
          this.frame = frame;
          this.push(choices.BARRIER, null, 0, code[pc + 1]!, null, null);
          pc += 2;
          continue;
        }
        case 43: {
          // CUT_TO
          const id = code[pc + 1]!;
          let choice = this.choice;
          while (choice !== null && !(choice.kind === choices.BARRIER && choice.index === id && choice.frame === frame))
            choice = choice.previous;
          if (choice !== null) this.cutTo(choice.previous);
          pc += 2;
          continue;
        }
        case 44: // PRINT
        case 58: {
          // DEBUG
          const count = code[pc + 1]!;
          const parts: string[] = [];
          for (let i = 0; i < count; i++) {
            const t = deref(this.#operand(code[pc + 2 + 2 * i]!, frame));
            const name = constants[code[pc + 3 + 2 * i]!] as string;
            parts.push(name !== '' && typeof t === 'object' && t.kind <= LAST_VARIABLE ? name : this.print(t));
          }
          const text = parts.join(', ');
          this.options.print?.(code[pc] === 44 /* PRINT */ ? text : `debug(${text})`);
          pc += 2 + 2 * count;
          continue;
        }
        case 51: {
          // ALIAS
          store.alias(frame![code[pc + 1]!] as Term);
          pc += 2;
          continue;
        }
        case 52: {
          // ASSIGNABLE
          const t = deref(this.#operand(code[pc + 1]!, frame));
          const name = constants[code[pc + 2]!] as string;
          if (!(typeof t === 'object' && t.kind === VAR)) {
            this.pc = pc;
            this.frame = frame;
            if (name === '') throw new Failure('type-error', `Type error: Cannot assign to type ${this.print(t)}.`);
            throw new Failure(
              'type-error',
              `Type error: Can only assign to unbound variables, ${name} is not unbound.`,
            );
          }
          pc += 3;
          continue;
        }
        case 45: // FAIL
          break;
        case 46: {
          // SOLVE
          const goals = frame![PAYLOAD] as Goals | null;
          if (goals === null) {
            pc = frame![RETURN_TO] as number;
            frame = frame![PARENT] as Frame | null;
            continue;
          }
          this.pc = pc;
          this.frame = frame;
          const mark = this.replied;
          const solved = solve(this, goals);
          if (solved === ASKED) {
            this.replied = mark;
            return { kind: 'question', question: this.question! };
          }
          this.settle();
          if (!solved) break;
          pc = this.pc;
          frame = this.frame;
          code = space.code.code;
          continue;
        }
        case 47: {
          // RESUME
          const saved = frame![PAYLOAD] as readonly Term[];
          for (let i = 0; i < saved.length; i++) registers[i] = saved[i]!;
          this.returnTo = frame![RETURN_TO] as number;
          this.level = frame![4] as Choice | null;
          pc = frame![5] as number;
          frame = frame![PARENT] as Frame | null;
          continue;
        }
        case 48: {
          // FILTERED
          if (store.woken.length > 0) {
            this.frame = frame;
            this.solveThen(this.takeWoken(), pc);
            pc = this.pc;
            frame = this.frame;
            continue;
          }
          let choice = this.choice!;
          while (choice.kind !== choices.FILTER) choice = choice.previous!;
          store.undo(choice.top);
          this.nextFilter(choice, true);
          pc = this.pc;
          frame = this.frame;
          code = space.code.code;
          continue;
        }
        case 53: {
          // SORT
          this.pc = pc;
          this.frame = frame;
          const mark = this.replied;
          const args = frame![4] as readonly Term[];
          const sorted = sortFitting(this, frame![PAYLOAD] as readonly ClauseCode[], args);
          if (sorted === ASKED) {
            this.replied = mark;
            return { kind: 'question', question: this.question! };
          }
          this.settle();
          this.returnTo = frame![RETURN_TO] as number;
          this.frame = frame![PARENT] as Frame | null;
          frame = this.frame;
          for (let i = 0; i < args.length; i++) registers[i] = args[i]!;
          if (!this.enter(sorted, args.length, true)) break;
          pc = this.pc;
          code = space.code.code;
          continue;
        }
        case 49: {
          // ANSWER
          this.pc = pc;
          this.frame = frame;
          this.#calls = calls;
          const bindings = answerBindings(this);
          if (bindings === undefined) break;
          return { kind: 'answer', answer: { bindings } };
        }
        case 54: {
          // EVENT_CALL
          const arity = code[pc + 2]!;
          this.frame = frame;
          const made = new Activation(
            this.activation,
            code[pc + 1]!,
            this.event + 1,
            frame,
            arity < 0 ? null : registers.slice(0, arity),
          );
          made.failed = this.push(choices.FAILED, null, 0, 0, null, made);
          this.activation = made;
          pc += 3;
          this.pc = pc;
          if (this.port(1, made, -1)) {
            this.#calls = calls;
            return { kind: 'paused' };
          }
          continue;
        }
        case 56: {
          // EVENT_ENTER
          const clause = code[pc + 1]!;
          pc += 2;
          this.pc = pc;
          this.frame = frame;
          if (this.port(2, this.activation, clause)) {
            this.#calls = calls;
            return { kind: 'paused' };
          }
          continue;
        }
        case 55: {
          // EVENT_EXIT
          const made = this.activation!;
          this.frame = frame;
          const { choice } = this;
          const failed = made.failed!;
          if (choice === failed) {
            this.cutTo(failed.previous);
            store.tidy(failed.top);
          } else if (choice !== null && choice.generation > failed.generation)
            this.push(choices.REDONE, null, 0, 0, null, made);
          this.activation = made.parent;
          pc += 1;
          this.pc = pc;
          if (this.port(3, made, -1)) {
            this.#calls = calls;
            return { kind: 'paused' };
          }
          continue;
        }
        default:
          throw new Error(`There is no instruction ${code[pc]} at ${pc}.`);
      }
      // Failure: back to the newest choice point.
      for (;;) {
        const choice: Choice | null = this.choice;
        if (choice === null) {
          this.#calls = calls;
          return { kind: 'done' };
        }
        store.undo(choice.top);
        this.frame = choice.frame;
        this.returnTo = choice.returnTo;
        this.activation = choice.activation;
        frame = choice.frame;
        if (choice.kind === choices.CLAUSES) {
          const args = choice.args!;
          for (let i = 0; i < args.length; i++) registers[i] = args[i]!;
          const clauses = choice.list as readonly ClauseCode[];
          const { index } = choice;
          this.cutTo(choice.previous);
          this.level = choice.previous;
          if (index + 1 < clauses.length) this.push(choices.CLAUSES, args, choice.address, index + 1, clauses, null);
          this.level = choice.previous;
          const clause = clauses[index]!;
          if (this.negations !== null) this.aliasArguments(clause);
          pc = choice.address === 1 ? clause.entry : clause.unchecked;
          if (pc < 0) {
            pc = this.address(clause, choice.address === 1);
            code = space.code.code;
          }
          break;
        }
        if (choice.kind === choices.ALTERNATIVE) {
          this.cutTo(choice.previous);
          pc = choice.address;
          break;
        }
        if (choice.kind === choices.MEMBERS) {
          this.cutTo(choice.previous);
          this.pc = pc;
          const next = this.member(choice.item as Term, choice.list as Box, choice.address);
          if (next < 0) continue;
          pc = next;
          frame = this.frame;
          if (store.woken.length > 0) {
            this.solveThen(this.takeWoken(), pc);
            pc = this.pc;
            frame = this.frame;
          }
          break;
        }
        this.pc = pc;
        const resumed = this.#resume(choice);
        if (resumed === 'fail') continue;
        if (resumed === 'stop') {
          this.#calls = calls;
          return { kind: 'paused' };
        }
        pc = this.pc;
        frame = this.frame;
        code = space.code.code;
        break;
      }
    }
  }

  /** Goes on at a choice point of a rarer kind. The trail is undone and the registers are restored. */
  #resume(choice: Choice): 'go' | 'fail' | 'stop' {
    switch (choice.kind) {
      case choices.NEGATION: {
        const { parent, solutions } = this.negations!;
        this.negations = parent;
        this.store.joins = parent !== null;
        this.cutTo(choice.previous);
        if (solutions === null) {
          this.pc = choice.address;
          return 'go';
        }
        if (!negate(this.store, solutions)) return 'fail';
        this.pc = choice.address;
        return 'go';
      }
      case choices.FILTER: {
        this.restore(choice);
        this.nextFilter(choice, false);
        return 'go';
      }
      case choices.GOALS: {
        const alternatives = choice.item as readonly Goals[];
        this.cutTo(choice.previous);
        const { index } = choice;
        if (index + 1 < alternatives.length)
          this.push(choices.GOALS, null, choice.address, index + 1, null, alternatives);
        this.frame = [choice.frame![PARENT], choice.frame![RETURN_TO], null, alternatives[index]!];
        this.pc = this.space.stubs.solve;
        return 'go';
      }
      case choices.ITERATION: {
        this.cutTo(choice.previous);
        this.frame = [choice.frame![PARENT], choice.frame![RETURN_TO], null, choice.item];
        this.pc = this.space.stubs.solve;
        return 'go';
      }
      case choices.FAILED: {
        const activation = choice.item as Activation;
        this.cutTo(choice.previous);
        this.activation = activation.parent;
        this.pc = this.space.stubs.fail;
        return this.port(5, activation, -1) ? 'stop' : 'fail';
      }
      case choices.REDONE: {
        const activation = choice.item as Activation;
        this.cutTo(choice.previous);
        this.activation = activation;
        this.pc = this.space.stubs.fail;
        return this.port(4, activation, -1) ? 'stop' : 'fail';
      }
      default:
        this.cutTo(choice.previous);
        return 'fail';
    }
  }

  #operand(operand: number, frame: Frame | null): Term {
    if (operand < 0) return frame![~operand] as Term;
    return operand < CONSTANTS ? this.registers[operand]! : this.space.code.constants[operand - CONSTANTS]!;
  }

  // ---- What instructions and goals as terms share -------------------------------------------------------------------

  #arithmetic(operator: number, l: Term, r: Term): Term {
    const sign = ARITHMETIC_SIGNS[operator]!;
    if (isNumber(l) && isNumber(r)) {
      const result = arithmetic(operator, l, r);
      if (result === undefined)
        throw new Failure('arithmetic-error', `Arithmetic error: ${this.print(l)} ${sign} ${this.print(r)} = _op`);
      return result;
    }
    const isFree = (t: Term): boolean => typeof t === 'object' && t.kind <= LAST_VARIABLE;
    const result = this.store.variable();
    const term = expression(sign, [l, r, result]);
    if (!isFree(l) && !isFree(r))
      throw unsupported(`unsupported arithmetic operands: ${this.print(l)} ${sign} ${this.print(r)} = _op`);
    addConstraint(this, term);
    return result;
  }

  /** A comparison of dereferenced terms (polar.md section 3.3). */
  compare(operator: number, l: Term, r: Term): boolean | typeof ASKED {
    const sign = COMPARISON_SIGNS[operator]!;
    if ((typeof l === 'object' && l.kind <= LAST_VARIABLE) || (typeof r === 'object' && r.kind <= LAST_VARIABLE)) {
      addConstraint(this, expression(sign, [l, r]));
      return true;
    }
    if ((typeof l === 'object' && l.kind === HOST) || (typeof r === 'object' && r.kind === HOST)) {
      const reply = this.ask({ kind: 'compare', operator: sign, left: toHost(l), right: toHost(r) });
      if (reply === ASKED) return ASKED;
      if (reply instanceof HostError) throw this.hostFailure(reply);
      return reply === true;
    }
    const holds = compareValues(operator, l, r);
    if (holds === undefined) throw unsupported(`${this.print(l)} ${sign} ${this.print(r)}`);
    return holds;
  }

  /** `object.name` for anything but a dictionary (polar.md section 3.8). The object is dereferenced. */
  lookup(object: Term, name: string): Term | typeof ASKED {
    if (typeof object === 'boolean' || (typeof object === 'object' && (object.kind === CALL || object.kind > CALL))) {
      throw new Failure(
        'type-error',
        `Type error: can only perform lookups on dicts and instances, this is ${this.print(object)}`,
      );
    }
    if (typeof object === 'object' && object.kind <= LAST_VARIABLE) {
      const result = this.#target() ?? this.store.variable();
      addConstraint(this, expression('=', [result, expression('.', [object, name])]));
      return result;
    }
    const reply = this.ask({ kind: 'attribute', object: toHost(object), name });
    return reply === ASKED ? ASKED : this.valueOf(reply);
  }

  /** What the lookup in progress will be unified with next: the constraint is about that, as in the reference. */
  #target(): Term | undefined {
    const { code } = this.space.code;
    const next = this.pc + 4;
    const isNext = code[this.pc] === LOOKUP_CODE && code[next] === UNIFY_CODE && code[next + 2] === code[this.pc + 1];
    return isNext ? deref(this.#operand(code[next + 1]!, this.frame)) : undefined;
  }

  #method(object: Term, at: number): Term | typeof ASKED {
    const { name, args, keywords } = this.#callAt(at);
    return this.callMethod(object, name, args, keywords);
  }

  callMethod(
    object: Term,
    name: string,
    args: readonly HostValue[],
    keywords: ReadonlyMap<string, HostValue> | undefined,
  ): Term | typeof ASKED {
    if (typeof object === 'object' && object.kind <= LAST_VARIABLE)
      throw unsupported(`cannot call method on unbound variable ${this.print(object)}`);
    if (typeof object === 'boolean' || (typeof object === 'object' && object.kind >= CALL)) {
      throw new Failure(
        'type-error',
        `Type error: can only perform lookups on dicts and instances, this is ${this.print(object)}`,
      );
    }
    const reply = this.ask({ kind: 'call', object: toHost(object), name, args, keywords });
    return reply === ASKED ? ASKED : this.valueOf(reply);
  }

  #callAt(at: number): { name: string; args: HostValue[]; keywords: ReadonlyMap<string, HostValue> | undefined } {
    const { code, constants, keyLists } = this.space.code;
    const count = code[at + 1]!;
    const args: HostValue[] = [];
    for (let i = 0; i < count; i++) args.push(toHost(this.#operand(code[at + 2 + i]!, this.frame)));
    const keys = keyLists[code[at + 2 + count]!]!;
    const named = keys.map((key, i): [string, HostValue] => [
      key,
      toHost(this.#operand(code[at + 3 + count + i]!, this.frame)),
    ]);
    return { name: constants[code[at]!] as string, args, keywords: named.length === 0 ? undefined : new Map(named) };
  }

  #afterCall(at: number): number {
    const { code, keyLists } = this.space.code;
    const count = code[at + 1]!;
    return at + 3 + count + keyLists[code[at + 2 + count]!]!.length;
  }

  /** Whether a dereferenced value is an instance of a class; undefined where it must be asked, or is a constraint, or may be so in several ways. */
  instanceOf(t: Term, name: string): boolean | undefined {
    const { program } = this;
    if (program.unions.has(name)) return undefined;
    let kind: string;
    switch (typeof t) {
      case 'string':
        kind = 'string';
        break;
      case 'boolean':
        kind = 'boolean';
        break;
      case 'object':
        switch (t.kind) {
          case HOST: {
            const hostClass = t.b as { readonly ancestry: readonly { readonly name: string }[] } | undefined;
            if (hostClass === undefined) return program.isBuiltin(name) ? false : undefined;
            const { ancestry } = hostClass;
            for (let i = 0; i < ancestry.length; i++) if (ancestry[i]!.name === name) return true;
            return program.isClass(name) ? false : undefined;
          }
          case CONS:
          case NIL:
            kind = 'list';
            break;
          case FLOAT:
            kind = 'float';
            break;
          case DICTIONARY:
            kind = 'dictionary';
            break;
          default:
            return undefined;
        }
        break;
      default:
        kind = 'integer';
    }
    if (program.builtinClasses.get(kind)!.includes(name)) return true;
    return program.isClass(name) ? false : undefined;
  }

  /**
   * Unifies an item with the first member that it may equal, leaving a choice point where there are more; where to go on,
   * or -1. Members that cannot equal a ground item are passed over without one.
   */
  member(item: Term, container: Box, address: number): number {
    const { store } = this;
    let rest: Term = container;
    const simple = typeof item !== 'object';
    while (typeof rest === 'object' && rest.kind === CONS) {
      const member = deref(rest.a as Term);
      let after: Term = deref(rest.b as Term);
      if (simple) {
        if (typeof member !== 'object' && member !== item) {
          rest = after;
          continue;
        }
        while (typeof after === 'object' && after.kind === CONS) {
          const next = deref(after.a as Term);
          if (typeof next === 'object' || next === item) break;
          after = deref(after.b as Term);
        }
      }
      if (after !== EMPTY_LIST) this.push(choices.MEMBERS, null, address, 0, after, item);
      if (store.unify(item, member)) return address;
      if (after === EMPTY_LIST) return -1;
      store.undo(this.choice!.top);
      this.cutTo(this.choice!.previous);
      rest = after;
    }
    if (rest === EMPTY_LIST) return -1;
    // The rest of the list is a variable: its members are what it will have.
    this.solveThen({ goal: expression('in', [item, rest]), next: null }, address);
    return this.pc;
  }

  /** A solution of the innermost negation: what it demands of the variables outside is kept. */
  noteSolution(): void {
    let choice = this.choice!;
    while (choice.kind !== choices.NEGATION) choice = choice.previous!;
    const { parent, solutions } = this.negations!;
    this.negations = { parent, solutions: { demands: demandsSince(this.store, choice), next: solutions } };
  }
}
