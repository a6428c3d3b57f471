import type { Node } from '@polar-tools/language';
import { ALIASED, type Term, VAR } from '../terms/term.ts';
import type { CodeSpace } from './code-space.ts';
import type { Arguments, Goal, LoweredClause, Value, Variable } from './goal.ts';
import * as op from './opcodes.ts';

/** Where a variable is while its clause runs: a register, or a slot of the frame as its complement. */
type Place = number;

const ARITHMETIC_CODES = { '+': 0, '-': 1, '*': 2, '/': 3, mod: 4, rem: 5 } as const;
const COMPARISON_CODES = { '==': 0, '!=': 1, '<': 2, '<=': 3, '>': 4, '>=': 5 } as const;

/** Longer list patterns are built and unified, as their code would grow with the square of their length. */
const LONGEST_UNROLLED_LIST = 8;

export interface Assembled {
  /** Where the head begins, its class checks included. */
  readonly entry: number;
  /** Where it begins after checks of plain classes. */
  readonly unchecked: number;
  /** False where its variables stay in registers. */
  readonly framed: boolean;
}

/** What follows a head. `body`: the clause's goals. `filter`: nothing, it is only asked whether the head fits. */
type After = 'body' | 'filter' | 'query';

/** Assembles one clause, or the head of one for filtering, or a query. */
export function assemble(space: CodeSpace, clause: LoweredClause, after: After, clauseIndex: number): Assembled {
  return new Assembler(space, clause, after, clauseIndex).run();
}

class Assembler {
  readonly #space: CodeSpace;
  readonly #clause: LoweredClause;
  readonly #after: After;
  readonly #clauseIndex: number;
  readonly #places = new Map<Variable, Place>();
  readonly #seen = new Set<Variable>();
  readonly #framed: boolean;
  readonly #debug: boolean;
  readonly #tempBase: number;
  #nextTemp: number;
  #levelSlot = -1;
  #negates = false;
  readonly #preferred = new Map<Variable, number>();
  #aliasedAtBirth: ReadonlySet<Variable> = new Set();

  constructor(space: CodeSpace, clause: LoweredClause, after: After, clauseIndex: number) {
    this.#space = space;
    this.#clause = clause;
    this.#after = after;
    this.#clauseIndex = clauseIndex;
    this.#debug = space.debug;
    let widest = clause.parameters.length;
    const body = after === 'filter' ? [] : clause.body;
    eachGoal(body, (goal) => {
      if (goal.kind === 'predicate') widest = Math.max(widest, goal.args.length);
    });
    this.#tempBase = widest;
    this.#nextTemp = widest;
    this.#framed = after === 'query' || (after === 'body' && (this.#debug || !fitsInRegisters(body)));
  }

  run(): Assembled {
    const { parameters, body } = this.#clause;
    const entry = this.#space.length;
    const last = body.at(-1);
    // The machine makes a query's variables, or they are given: they are in the registers of their numbers.
    if (this.#after === 'query') {
      for (const variable of this.#clause.variables) {
        this.#nextTemp = Math.max(this.#nextTemp, variable.index + 1);
        this.#space.useRegister(variable.index);
        if (variable.written) this.#define(variable, variable.index);
      }
    }
    if (!this.#framed && this.#after === 'body' && last?.kind === 'predicate') this.#preferRegisters(last.args);
    const plain = parameters.every(({ specializer }) => specializer === undefined || isPlainClass(specializer));
    // Checks of plain classes cannot be told apart from the rest by their order, and are skipped where a dispatch made them.
    if (plain) {
      parameters.forEach(({ specializer }, index) => {
        if (specializer !== undefined) this.#checkSpecializer(index, specializer);
      });
    }
    const unchecked = this.#space.length;
    let unifies = false;
    parameters.forEach(({ value, specializer }, index) => {
      unifies = this.#match(value, index) || unifies;
      if (!plain && specializer !== undefined) {
        this.#checkSpecializer(index, specializer);
        unifies = true;
      }
    });
    if (this.#after === 'filter') {
      this.#emit(op.FILTERED);
      return { entry, unchecked, framed: false };
    }
    this.#aliasedAtBirth = bornAliased(this.#clause.body, this.#seen);
    if (this.#framed) this.#allocate();
    if (unifies && (body[0] === undefined || body[0].kind !== 'predicate' || this.#framed)) this.#emit(op.NECK);
    if (this.#debug && this.#after === 'body') this.#emit(op.EVENT_ENTER, this.#clauseIndex);
    this.#body(body);
    return { entry, unchecked, framed: this.#framed };
  }

  // ---- Head ---------------------------------------------------------------------------------------------------------

  #checkSpecializer(register: number, specializer: Value): void {
    if (isPlainClass(specializer)) {
      this.#emit(op.MATCH_CLASS, register, this.#constant(this.#space.instance(specializer.name)));
    } else {
      const temps = this.#nextTemp;
      this.#emit(op.MATCH, register, this.#build(specializer));
      this.#nextTemp = Math.max(temps, this.#nextTemp);
    }
  }

  /** Matches what is in a register; true if that may bind something. */
  #match(value: Value, register: number): boolean {
    switch (value.kind) {
      case 'constant':
        this.#emit(op.GET_CONSTANT, register, this.#constant(value.term));
        return true;
      case 'variable':
        if (this.#seen.has(value.variable)) {
          this.#emit(op.UNIFY_HEAD, register, this.#places.get(value.variable)!);
          return true;
        }
        this.#define(value.variable, register);
        return false;
      case 'cons':
        this.#matchList(value, register, 0);
        return true;
      default:
        this.#emit(op.UNIFY_HEAD, register, this.#build(value));
        return true;
    }
  }

  #matchList(value: Extract<Value, { kind: 'cons' }>, register: number, position: number): void {
    const { head, tail } = value;
    if (position === 0 && longerThan(value, LONGEST_UNROLLED_LIST)) {
      this.#emit(op.UNIFY_HEAD, register, this.#build(value));
      return;
    }
    const tailIsFirst = tail.kind === 'variable' && !this.#seen.has(tail.variable);
    const same = head.kind === 'variable' && tail.kind === 'variable' && head.variable === tail.variable;
    if (head.kind === 'variable' && tailIsFirst && !same) {
      const known = this.#seen.has(head.variable);
      const h = known ? this.#places.get(head.variable)! : this.#registerFor(head.variable, register);
      if (!known) this.#define(head.variable, h);
      const t = this.#registerFor(tail.variable, register);
      this.#define(tail.variable, t);
      this.#emit(known ? op.GET_LIST_VALUE_VAR : op.GET_LIST_VAR_VAR, register, h, t);
      return;
    }
    const before = new Set(this.#seen);
    const h = this.#temp();
    const t = this.#temp();
    this.#emit(op.GET_CONS, register, h, t, 0);
    const build = this.#space.length - 1;
    this.#match(head, h);
    if (tail.kind === 'cons') this.#matchList(tail, t, position + 1);
    else this.#match(tail, t);
    this.#emit(op.JUMP, 0);
    const end = this.#space.length - 1;
    this.#space.patch(build, this.#space.length);
    for (const variable of this.#seen) if (!before.has(variable)) this.#emit(op.NEW, this.#places.get(variable)!);
    this.#emit(op.UNIFY_HEAD, register, this.#build(value));
    this.#space.patch(end, this.#space.length);
  }

  /** In a clause without a frame: where a variable should best be, which is where the last call wants it. */
  #preferRegisters(args: readonly Value[]): void {
    args.forEach((arg, index) => {
      if (arg.kind === 'variable' && !this.#preferred.has(arg.variable)) this.#preferred.set(arg.variable, index);
    });
  }

  #registerFor(variable: Variable, current: number): number {
    const wanted = this.#preferred.get(variable);
    // A parameter's register is free once it has been matched and no variable lives in it.
    if (
      wanted !== undefined &&
      wanted <= current &&
      current < this.#clause.parameters.length &&
      ![...this.#places.values()].includes(wanted)
    )
      return wanted;
    return this.#temp();
  }

  // ---- Frames -------------------------------------------------------------------------------------------------------

  #allocate(): void {
    const first = this.#space.firstSlot;
    const used = new Set<Variable>();
    eachGoal(this.#clause.body, (goal) => eachVariable(goal, (variable) => used.add(variable)));
    const fromHead = [...this.#seen].filter((variable) => this.#debug || this.#after === 'query' || used.has(variable));
    const rest = [...used].filter((variable) => !this.#seen.has(variable));
    const hasCut = directCut(this.#clause.body);
    const size = first + fromHead.length + rest.length + (hasCut ? 1 : 0);
    this.#negates = hasNegation(this.#clause.body);
    this.#emit(
      this.#debug ? op.ALLOCATE_ALL : op.ALLOCATE,
      size,
      fromHead.length,
      ...fromHead.map((variable) => this.#places.get(variable)!),
    );
    if (this.#debug)
      this.#emit(rest.length, ...rest.map((variable) => (this.#aliasedAtBirth.has(variable) ? ALIASED : VAR)));
    fromHead.forEach((variable, index) => {
      this.#places.set(variable, ~(first + index));
      if (this.#negates && this.#after === 'body') this.#emit(op.ALIAS, first + index);
    });
    rest.forEach((variable, index) => {
      this.#places.set(variable, ~(first + fromHead.length + index));
      if (this.#debug) this.#seen.add(variable);
    });
    if (hasCut) {
      this.#levelSlot = size - 1;
      this.#emit(op.SAVE_LEVEL, this.#levelSlot);
    }
    if (this.#debug || this.#after === 'query') {
      const slots = [...fromHead, ...rest]
        .filter(({ written }) => written)
        .map((variable) => ({ name: variable.name, slot: ~this.#places.get(variable)! }));
      this.#space.describeFrame(this.#clauseIndex, slots);
    }
  }

  // ---- Body ---------------------------------------------------------------------------------------------------------

  #body(body: readonly Goal[]): void {
    const levels: (number | 'entry')[] = ['entry'];
    const whole: Goal = { kind: 'and', goals: body, node: this.#clause.bodyNode! };
    if (needsBarrier(whole)) levels.push(this.#barrier());
    else levels.push(-1);
    const last = body.at(-1);
    const lastCall = this.#after === 'body' && !this.#debug && last?.kind === 'predicate' ? last : undefined;
    body.forEach((goal, index) => {
      const later = new Set<Variable>();
      eachGoal(body.slice(index + 1), (next) => eachVariable(next, (variable) => later.add(variable)));
      if (goal !== lastCall || index !== body.length - 1) this.#goal(goal, levels, later);
    });
    if (this.#after === 'query') this.#emit(op.ANSWER);
    else if (lastCall !== undefined) {
      this.#arguments(lastCall.args);
      this.#site(lastCall.node);
      this.#emit(
        this.#framed ? op.DEALLOCATE_EXECUTE : op.EXECUTE,
        this.#space.predicate(lastCall.name, lastCall.args.length),
      );
    } else this.#emit(this.#framed ? op.RETURN : op.PROCEED);
  }

  #barrier(): number {
    const id = this.#space.newBarrier();
    this.#emit(op.BARRIER, id);
    return id;
  }

  #goal(goal: Goal, levels: readonly (number | 'entry')[], later: ReadonlySet<Variable>): void {
    const isGoalToSee = goal.kind !== 'and' && goal.kind !== 'or';
    if (goal.kind === 'predicate') {
      if (this.#negates) this.#aliasArguments(goal.args);
      this.#arguments(goal.args);
      this.#nextTemp = this.#tempBase;
    }
    this.#site(goal.node);
    if (this.#debug && isGoalToSee)
      this.#emit(
        op.EVENT_CALL,
        this.#space.site(goal.node, this.#clauseIndex, goal.piece),
        goal.kind === 'predicate' ? goal.args.length : -1,
      );
    this.#inner(goal, levels, later);
    if (this.#debug && isGoalToSee) this.#emit(op.EVENT_EXIT);
    if (this.#framed) this.#nextTemp = this.#tempBase;
  }

  /** A predicate unifies its arguments with variables of its own: a later negation in this clause must know. */
  #aliasArguments(args: readonly Value[]): void {
    for (const arg of args) {
      if (arg.kind !== 'variable' || this.#aliasedAtBirth.has(arg.variable) || !this.#seen.has(arg.variable)) continue;
      const place = this.#places.get(arg.variable)!;
      if (place < 0) this.#emit(op.ALIAS, ~place);
    }
  }

  #inner(goal: Goal, levels: readonly (number | 'entry')[], later: ReadonlySet<Variable>): void {
    switch (goal.kind) {
      case 'and': {
        const inside = [...levels, needsBarrier(goal) ? this.#barrier() : -1];
        this.#sequence(goal.goals, inside, later);
        return;
      }
      case 'or':
        this.#or(goal, levels, later);
        return;
      case 'not': {
        this.#initialise(goal.goal, later);
        this.#emit(op.NOT, 0, goal.forall ? 1 : 0);
        const end = this.#space.length - 2;
        // A negation runs apart: a cut in it goes no further than its beginning.
        const id = contains(goal.goal, 'cut') ? this.#barrier() : -1;
        const seen = new Set(this.#seen);
        this.#goal(goal.goal, [id, id], new Set());
        this.#restore(seen);
        this.#emit(op.NOT_SOLUTION);
        this.#space.patch(end, this.#space.length);
        return;
      }
      case 'predicate':
        this.#emit(op.CALL, this.#space.predicate(goal.name, goal.args.length));
        return;
      case 'unify':
        this.#unify(goal.left, goal.right);
        return;
      case 'assign': {
        if (goal.left.kind === 'variable') {
          if (this.#seen.has(goal.left.variable) || this.#debug)
            this.#emit(op.ASSIGNABLE, this.#place(goal.left.variable), this.#constant(goal.left.variable.name));
        } else this.#emit(op.ASSIGNABLE, this.#build(goal.left), this.#constant(''));
        this.#unify(goal.left, goal.right);
        return;
      }
      case 'compare': {
        const left = this.#build(goal.left);
        const right = this.#build(goal.right);
        this.#emit(op.COMPARE, COMPARISON_CODES[goal.operator], left, right);
        return;
      }
      case 'arithmetic': {
        const left = this.#build(goal.left);
        const right = this.#build(goal.right);
        const result = this.#temp();
        this.#emit(op.ARITHMETIC, ARITHMETIC_CODES[goal.operator], result, left, right);
        this.#assign(goal.result, result, true);
        return;
      }
      case 'in': {
        const item = this.#build(goal.left);
        const container = this.#build(goal.right);
        this.#emit(op.IN, item, container);
        return;
      }
      case 'matches': {
        const left = this.#build(goal.left);
        if (isPlainClass(goal.right))
          this.#emit(op.MATCH_CLASS, left, this.#constant(this.#space.instance(goal.right.name)));
        else this.#emit(op.MATCH, left, this.#build(goal.right));
        return;
      }
      case 'lookup': {
        const object = this.#build(goal.object);
        const result = this.#temp();
        if (goal.key.kind === 'constant' && typeof goal.key.term === 'string')
          this.#emit(op.LOOKUP, result, object, this.#constant(goal.key.term));
        else {
          const key = this.#build(goal.key);
          this.#emit(op.LOOKUP_KEY, result, object, key);
        }
        this.#assign(goal.result, result, false);
        return;
      }
      case 'method': {
        const object = this.#build(goal.object);
        const call = this.#callOperands(goal.call);
        const result = this.#temp();
        this.#emit(op.METHOD, result, object, ...call);
        this.#assign(goal.result, result, false);
        return;
      }
      case 'new': {
        const call = this.#callOperands(goal.call);
        const result = this.#temp();
        this.#emit(op.CONSTRUCT, result, ...call);
        this.#assign(goal.result, result, false);
        return;
      }
      case 'print':
      case 'debug': {
        // An unbound variable prints by the name that it has here, marked as a rule's own in a rule.
        const operands = goal.args.flatMap((arg) => {
          const name =
            arg.kind !== 'variable' ? '' : this.#after === 'query' ? arg.variable.name : `_${arg.variable.name}_1`;
          return [this.#build(arg), this.#constant(name)];
        });
        this.#emit(goal.kind === 'print' ? op.PRINT : op.DEBUG, goal.args.length, ...operands);
        return;
      }
      case 'cut': {
        const level = levels[levels.length - 2]!;
        if (level !== 'entry') this.#emit(op.CUT_TO, level);
        else if (this.#levelSlot >= 0) this.#emit(op.CUT_SLOT, this.#levelSlot);
        else this.#emit(op.CUT);
        return;
      }
      case 'condition':
        this.#emit(op.CONDITION, this.#build(goal.value));
    }
  }

  #sequence(goals: readonly Goal[], levels: readonly (number | 'entry')[], later: ReadonlySet<Variable>): void {
    goals.forEach((goal, index) => {
      const rest = new Set(later);
      eachGoal(goals.slice(index + 1), (next) => eachVariable(next, (variable) => rest.add(variable)));
      this.#goal(goal, levels, rest);
    });
  }

  #or(
    goal: Extract<Goal, { kind: 'and' | 'or' }>,
    levels: readonly (number | 'entry')[],
    later: ReadonlySet<Variable>,
  ): void {
    const inside = [...levels, needsBarrier(goal) ? this.#barrier() : -1];
    this.#initialise(goal, later);
    const seen = new Set(this.#seen);
    const ends: number[] = [];
    goal.goals.forEach((alternative, index) => {
      const last = index === goal.goals.length - 1;
      let next = -1;
      if (!last) {
        this.#emit(op.OR, 0);
        next = this.#space.length - 1;
      }
      this.#goal(alternative, inside, new Set());
      this.#restore(seen);
      if (!last) {
        this.#emit(op.JUMP, 0);
        ends.push(this.#space.length - 1);
        this.#space.patch(next, this.#space.length);
      }
    });
    for (const end of ends) this.#space.patch(end, this.#space.length);
  }

  /** Makes the variables that first occur in a part that may be left half done, and that are needed after it. */
  #initialise(goal: Goal, later: ReadonlySet<Variable>): void {
    eachGoal([goal], (part) =>
      eachVariable(part, (variable) => {
        if (later.has(variable) && !this.#seen.has(variable)) {
          this.#emit(op.NEW_SLOT, ~this.#places.get(variable)!, this.#aliasedAtBirth.has(variable) ? ALIASED : VAR);
          this.#seen.add(variable);
        }
      }),
    );
  }

  #restore(seen: ReadonlySet<Variable>): void {
    for (const variable of this.#seen) if (!seen.has(variable)) this.#seen.delete(variable);
  }

  #unify(left: Value, right: Value): void {
    if (left.kind === 'variable' && right.kind === 'variable') {
      if (left.variable === right.variable) return;
      // A name that the lowering made up is another one for the variable that it is unified with: `x = a.b`.
      if (this.#isMadeUp(right.variable)) {
        this.#define(right.variable, this.#place(left.variable));
        return;
      }
      if (this.#isMadeUp(left.variable)) {
        this.#define(left.variable, this.#place(right.variable));
        return;
      }
    }
    if (right.kind === 'variable' && !this.#seen.has(right.variable) && left.kind !== 'variable') {
      this.#store(right.variable, this.#build(left));
      return;
    }
    if (left.kind === 'variable' && !this.#seen.has(left.variable)) {
      const isResult = right.kind === 'variable' && !right.variable.written && this.#seen.has(right.variable);
      if (right.kind !== 'variable' || isResult) {
        this.#store(left.variable, this.#build(right));
        return;
      }
    }
    const l = this.#build(left);
    const r = this.#build(right);
    this.#emit(op.UNIFY, l, r);
  }

  #isMadeUp(variable: Variable): boolean {
    return !variable.written && variable.name !== '_' && !this.#seen.has(variable) && !this.#debug;
  }

  /** Gives a variable the value of a goal: its first occurrence takes it, a later one is unified with it. */
  #assign(variable: Variable, register: number, resultFirst: boolean): void {
    if (!this.#seen.has(variable) && this.#onlyName(variable)) {
      this.#store(variable, register);
      return;
    }
    const place = this.#place(variable);
    if (resultFirst) this.#emit(op.UNIFY, register, place);
    else this.#emit(op.UNIFY, place, register);
  }

  /** Results of split-off goals have one name only, made up by the lowering. */
  #onlyName(variable: Variable): boolean {
    return !variable.written;
  }

  #store(variable: Variable, operand: number): void {
    const place = this.#places.get(variable);
    if (this.#framed && place !== undefined && place < 0) {
      if (operand >= 0 && operand < op.CONSTANTS) this.#emit(op.STORE, ~place, operand);
      else {
        const register = this.#temp();
        this.#emit(op.MOVE, register, operand);
        this.#emit(op.STORE, ~place, register);
      }
      this.#seen.add(variable);
      return;
    }
    const register = this.#temp();
    this.#emit(op.MOVE, register, operand);
    this.#define(variable, register);
  }

  #arguments(args: readonly Value[]): void {
    const moves: { to: number; from: number }[] = [];
    const rest: (() => void)[] = [];
    args.forEach((arg, index) => {
      if (arg.kind === 'variable' && !this.#seen.has(arg.variable)) {
        const { variable } = arg;
        if (this.#framed) {
          const place = this.#places.get(variable)!;
          this.#seen.add(variable);
          rest.push(() => this.#emit(op.PUT_NEW_SLOT, index, ~place));
        } else {
          const register = this.#temp();
          this.#emit(op.PUT_NEW, register);
          this.#define(variable, register);
          moves.push({ to: index, from: register });
        }
      } else if (arg.kind === 'variable') {
        const place = this.#places.get(arg.variable)!;
        if (place < 0) rest.push(() => this.#emit(op.PUT_SLOT, index, ~place));
        else if (place !== index) moves.push({ to: index, from: place });
        else moves.push({ to: index, from: index });
      } else if (arg.kind === 'constant') {
        const constant = this.#constant(arg.term);
        rest.push(() => this.#emit(op.PUT_CONSTANT, index, constant));
      } else {
        const operand = this.#build(arg);
        moves.push({ to: index, from: operand });
      }
    });
    // A slot written by PUT_NEW_SLOT may be read by a PUT_SLOT of the same goal: keep their order.
    this.#parallelMoves(moves);
    for (const emit of rest) emit();
  }

  #parallelMoves(moves: { to: number; from: number }[]): void {
    let pending = moves.filter(({ to, from }) => to !== from);
    while (pending.length > 0) {
      const ready = pending.find(({ to }) => !pending.some(({ from }) => from === to));
      if (ready !== undefined) {
        this.#emit(op.MOVE, ready.to, ready.from);
        pending = pending.filter((move) => move !== ready);
        continue;
      }
      // A cycle: put one of its values aside.
      const { from } = pending[0]!;
      const aside = this.#temp();
      this.#emit(op.MOVE, aside, from);
      pending = pending.map((move) => (move.from === from ? { to: move.to, from: aside } : move));
    }
  }

  // ---- Values -------------------------------------------------------------------------------------------------------

  /** Emits what builds a value; its operand. */
  #build(value: Value): number {
    switch (value.kind) {
      case 'constant':
        return op.CONSTANTS + this.#constant(value.term);
      case 'variable':
        return this.#place(value.variable);
      case 'cons': {
        const elements: Value[] = [];
        let rest: Value = value;
        while (rest.kind === 'cons') {
          elements.push(rest.head);
          rest = rest.tail;
        }
        const operands = elements.map((element) => this.#build(element));
        let tail = this.#build(rest);
        for (const operand of operands.toReversed()) {
          const register = this.#temp();
          this.#emit(op.CONS, register, operand, tail);
          tail = register;
        }
        return tail;
      }
      case 'dictionary':
      case 'fields': {
        const operands = value.fields.map(([, field]) => this.#build(field));
        const register = this.#temp();
        this.#emit(
          value.kind === 'dictionary' ? op.DICTIONARY : op.FIELDS,
          register,
          this.#space.keys(value.fields),
          ...operands,
        );
        return register;
      }
      case 'instance': {
        if (value.fields.length === 0) return op.CONSTANTS + this.#constant(this.#space.instance(value.name));
        const operands = value.fields.map(([, field]) => this.#build(field));
        const register = this.#temp();
        this.#emit(op.INSTANCE, register, this.#constant(value.name), this.#space.keys(value.fields), ...operands);
        return register;
      }
      case 'call': {
        const operands = value.args.map((arg) => this.#build(arg));
        const register = this.#temp();
        this.#emit(op.CALL_TERM, register, this.#constant(value.name), operands.length, ...operands);
        return register;
      }
    }
  }

  #callOperands({ name, args, keywords }: Arguments): number[] {
    const positional = args.map((arg) => this.#build(arg));
    const named = keywords.map(([, value]) => this.#build(value));
    return [this.#constant(name), positional.length, ...positional, this.#space.keys(keywords), ...named];
  }

  /** Where a variable is; made here where this is its first occurrence. */
  #place(variable: Variable): number {
    const place = this.#places.get(variable);
    if (this.#seen.has(variable)) return place!;
    if (place !== undefined && place < 0) {
      this.#emit(op.NEW_SLOT, ~place, VAR);
      this.#seen.add(variable);
      return place;
    }
    const register = this.#temp();
    this.#emit(op.NEW, register);
    this.#define(variable, register);
    return register;
  }

  #define(variable: Variable, place: Place): void {
    this.#places.set(variable, place);
    this.#seen.add(variable);
  }

  #temp(): number {
    const register = this.#nextTemp++;
    this.#space.useRegister(register);
    return register;
  }

  #constant(term: Term): number {
    return this.#space.constant(term);
  }

  #site(node: Node): void {
    this.#space.markSite(node, this.#clauseIndex);
  }

  #emit(...words: number[]): void {
    this.#space.emit(words);
  }
}

/** The variables whose first occurrence is as an argument of a predicate, which unifies them with one of its own. */
export function bornAliased(body: readonly Goal[], before: Iterable<Variable> = []): ReadonlySet<Variable> {
  const met = new Set(before);
  const aliased = new Set<Variable>();
  const walk = (goals: readonly Goal[], negated: boolean): void => {
    for (const goal of goals) {
      if (goal.kind === 'and' || goal.kind === 'or') walk(goal.goals, negated);
      else if (goal.kind === 'not') walk([goal.goal], true);
      else {
        // To a negation around it, the variable is not aliased before it begins.
        if (goal.kind === 'predicate' && !negated) {
          for (const arg of goal.args) if (arg.kind === 'variable' && !met.has(arg.variable)) aliased.add(arg.variable);
        }
        eachVariable(goal, (variable) => met.add(variable));
      }
    }
  };
  walk(body, false);
  return aliased;
}

// ---- What a body needs ------------------------------------------------------------------------------------------------

/** Without choice points, negations and calls but the last, all variables of a clause can stay in registers. */
function fitsInRegisters(body: readonly Goal[]): boolean {
  const flat: Goal[] = [];
  for (const goal of body) {
    if (goal.kind === 'and') flat.push(...goal.goals);
    else flat.push(goal);
  }
  return flat.every((goal, index) => {
    switch (goal.kind) {
      case 'predicate':
        return index === flat.length - 1 && body.at(-1) === goal;
      case 'unify':
      case 'assign':
      case 'compare':
      case 'arithmetic':
      case 'matches':
      case 'new':
      case 'print':
      case 'condition':
        return true;
      case 'cut':
        return body.includes(goal);
      default:
        return goal.kind === 'lookup' || goal.kind === 'method';
    }
  });
}

function isPlainClass(value: Value): value is Extract<Value, { kind: 'instance' }> {
  return value.kind === 'instance' && value.fields.length === 0;
}

function longerThan(value: Value, length: number): boolean {
  let rest = value;
  for (let i = 0; i <= length; i++) {
    if (rest.kind !== 'cons') return false;
    rest = rest.tail;
  }
  return true;
}

/** Every goal within, itself first. */
function eachGoal(goals: readonly Goal[], visit: (goal: Goal) => void): void {
  for (const goal of goals) {
    visit(goal);
    if (goal.kind === 'and' || goal.kind === 'or') eachGoal(goal.goals, visit);
    else if (goal.kind === 'not') eachGoal([goal.goal], visit);
  }
}

function contains(goal: Goal, kind: Goal['kind']): boolean {
  let found = false;
  eachGoal([goal], (part) => {
    found ||= part.kind === kind;
  });
  return found;
}

const hasNegation = (body: readonly Goal[]): boolean => body.some((goal) => contains(goal, 'not'));

const directCut = (body: readonly Goal[]): boolean => body.some((goal) => goal.kind === 'cut');

/** True if a cut two levels below cuts what this goal left (see `lower.ts` on what counts as a level). */
function needsBarrier(goal: Goal): boolean {
  if (goal.kind !== 'and' && goal.kind !== 'or') return false;
  return goal.goals.some(
    (child) => (child.kind === 'and' || child.kind === 'or') && child.goals.some(({ kind }) => kind === 'cut'),
  );
}

/** The variables that stand in one goal itself, without those of the goals within. */
function eachVariable(goal: Goal, visit: (variable: Variable) => void): void {
  const value = (v: Value): void => {
    let rest = v;
    for (;;) {
      switch (rest.kind) {
        case 'variable':
          visit(rest.variable);
          return;
        case 'cons':
          value(rest.head);
          rest = rest.tail;
          continue;
        case 'dictionary':
        case 'fields':
        case 'instance':
          for (const [, field] of rest.fields) value(field);
          return;
        case 'call':
          rest.args.forEach(value);
          return;
        default:
          return;
      }
    }
  };
  if ('left' in goal) value(goal.left);
  if ('right' in goal) value(goal.right);
  if ('args' in goal) goal.args.forEach(value);
  if ('object' in goal) value(goal.object);
  if ('key' in goal) value(goal.key);
  if ('call' in goal) {
    goal.call.args.forEach(value);
    for (const [, field] of goal.call.keywords) value(field);
  }
  if ('value' in goal) value(goal.value);
  if ('result' in goal) visit(goal.result);
}
