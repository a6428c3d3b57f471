import type { Node } from '@polar-tools/language';
import { ALIASED, type Term, VAR } from '../terms/term.ts';
import { countVariables, eachGoal, eachVariable, fitsInRegisters } from './body-shape.ts';
import type { CodeSpace } from './code-space.ts';
import { type Goal, type LoweredClause, mentions, type Variable } from './goal.ts';
import * as op from './opcodes.ts';

/** Where a variable is while its clause runs: a register, or a slot of the frame as its complement. */
type Place = number;

/** What follows a head. `body`: the clause's goals. `filter`: nothing, it is only asked whether the head fits. */
export type After = 'body' | 'filter' | 'query';

/** What is known while one clause is assembled: where its variables are, and which of them there are already. */
export class Assembly {
  readonly space: CodeSpace;
  readonly clause: LoweredClause;
  readonly after: After;
  readonly clauseIndex: number;
  readonly debug: boolean;
  readonly framed: boolean;
  readonly places = new Map<Variable, Place>();
  /** The variables that there are at this point of the code. */
  readonly seen = new Set<Variable>();
  /** In a clause without a frame: where a variable should best be, which is where the last call wants it. */
  readonly preferred = new Map<Variable, number>();
  /** Registers from here on are free between the goals of a clause with a frame. */
  readonly tempBase: number;
  nextTemp: number;
  /** The slot with the choice point that a cut goes back to, or -1. */
  levelSlot = -1;
  /** True where the body has a negation, for which aliases count. */
  negates = false;
  /** The variables that occur in the body alone, when debugging. */
  ofBody: ReadonlySet<Variable> = new Set();
  aliasedAtBirth: ReadonlySet<Variable> = new Set();

  constructor(space: CodeSpace, clause: LoweredClause, after: After, clauseIndex: number) {
    this.space = space;
    this.clause = clause;
    this.after = after;
    this.clauseIndex = clauseIndex;
    this.debug = space.debug;
    let widest = clause.parameters.length;
    const body = after === 'filter' ? [] : clause.body;
    eachGoal(body, (goal) => {
      if (goal.kind === 'predicate') widest = Math.max(widest, goal.args.length);
    });
    this.tempBase = widest;
    this.nextTemp = widest;
    this.framed = after === 'query' || (after === 'body' && (this.debug || !fitsInRegisters(body)));
  }

  /** A variable is there from now on. */
  define(variable: Variable, place: Place): void {
    this.places.set(variable, place);
    this.seen.add(variable);
  }

  /** Where a variable is; made here where this is its first occurrence. */
  place(variable: Variable): number {
    const place = this.places.get(variable);
    if (this.seen.has(variable)) return place!;
    if (place !== undefined && place < 0) {
      this.emit(op.NEW_SLOT, ~place, VAR);
      this.seen.add(variable);
      return place;
    }
    const register = this.temp();
    this.emit(op.NEW, register);
    this.define(variable, register);
    return register;
  }

  /** A register for a while. */
  temp(): number {
    const register = this.nextTemp++;
    this.space.useRegister(register);
    return register;
  }

  constant(term: Term): number {
    return this.space.constant(term);
  }

  /** What follows belongs to this goal. */
  site(node: Node): void {
    this.space.markSite(node, this.clauseIndex);
  }

  emit(...words: number[]): void {
    this.space.emit(words);
  }

  /** Marks the newest choice point for a cut that goes back to it; its number. */
  barrier(): number {
    const id = this.space.newBarrier();
    this.emit(op.BARRIER, id);
    return id;
  }

  /** True for the first occurrence of a variable that the lowering made up: it may be another name for its value. */
  isMadeUp(variable: Variable): boolean {
    return !variable.written && variable.name !== '_' && !this.seen.has(variable) && !this.debug;
  }

  /** The slots of variables that occur nowhere in the clause but in one goal. */
  slotsWithin(goal: Goal): number[] {
    const outside = countVariables(this.clause.body);
    const within = countVariables([goal]);
    return [...within]
      .filter(([variable, count]) => this.ofBody.has(variable) && outside.get(variable) === count)
      .map(([variable]) => ~this.places.get(variable)!);
  }

  /** True for a variable that a head names. */
  isOfHead(variable: Variable): boolean {
    return this.clause.parameters.some(
      ({ value, specializer }) =>
        mentions(value, variable) || (specializer !== undefined && mentions(specializer, variable)),
    );
  }

  /** Makes the variables that first occur in a part that may be left half done, and that are needed after it. */
  initialise(goal: Goal, later: ReadonlySet<Variable>): void {
    eachGoal([goal], (part) =>
      eachVariable(part, (variable) => {
        if (later.has(variable) && !this.seen.has(variable)) {
          this.emit(op.NEW_SLOT, ~this.places.get(variable)!, this.aliasedAtBirth.has(variable) ? ALIASED : VAR);
          this.seen.add(variable);
        }
      }),
    );
  }

  /** Forgets the variables made since, at the end of a part that may not have run. */
  restore(seen: ReadonlySet<Variable>): void {
    for (const variable of this.seen) if (!seen.has(variable)) this.seen.delete(variable);
  }
}
