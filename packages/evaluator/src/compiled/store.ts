import { Failure } from '../run/failure.ts';
import { numbersEqual } from '../terms/numbers.ts';
import { printTerm } from '../terms/print.ts';
import { isUnlikeItself } from '../terms/same.ts';
import { isInItself, MetPairs } from '../terms/shared.ts';
import {
  ALIASED,
  Box,
  CALL,
  CONS,
  DICTIONARY,
  deref,
  expression,
  FIELDS,
  type Fields,
  FLOAT,
  HOST,
  INSTANCE,
  LAST_VARIABLE,
  type Term,
  UNBOUND,
  VAR,
} from '../terms/term.ts';
import { ConstraintMet } from './constraint-met.ts';

const LONGEST_TIDIED = 64;

/** List cells that one unification looks at, at most: only terms that contain themselves have more. */
const MOST_STEPS = 2 ** 25;

/** List cells after which it looks whether it has met them before, as terms may have the same part in many places. */
const STEPS_BEFORE_SHARED = 100_000;

/** Bindings and the trail that undoes them. All change of terms in a run goes through `bind`. */
export class Store {
  trail: Box[] = [];
  /** Entries of the trail in use. */
  top = 0;
  /** How short the trail has been since this was last set: what a recording needs to know. */
  lowest = 0;
  /** Variables born before this generation are trailed when bound: they are older than the newest choice point. */
  bound = 0;
  /** Raised by every choice point; variables are born with it. */
  generation = 0;
  /** Within a negation: two variables both get another box, so that both are seen to have been unified. */
  joins = false;
  /** Comparisons that a unification left to be made: only the application can. */
  woken: Term[] = [];

  /** Binds an unbound variable. */
  bind(variable: Box, value: Term): void {
    variable.a = value;
    if ((variable.b as number) < this.bound) this.trail[this.top++] = variable;
  }

  undo(to: number): void {
    if (to < this.lowest) this.lowest = to;
    const { trail } = this;
    for (let i = this.top - 1; i >= to; i--) trail[i]!.a = UNBOUND;
    this.top = to;
    if (this.woken.length > 0) this.woken = [];
  }

  /**
   * Drops entries of the trail that no choice point needs any more, from `from` on. Long stretches are left alone: looking at them again and again would cost more than they do.
   */
  tidy(from: number): void {
    const { trail, top, bound } = this;
    if (top - from > LONGEST_TIDIED) return;
    let kept = from;
    for (let i = from; i < top; i++) {
      const variable = trail[i]!;
      if ((variable.b as number) < bound) trail[kept++] = variable;
    }
    this.top = kept;
  }

  variable(kind: number = VAR): Box {
    return new Box(kind, UNBOUND, this.generation);
  }

  bindVariables(left: Box, right: Box): void {
    if ((left.kind === VAR && right.kind === VAR) || this.joins) {
      const joined = this.variable(ALIASED);
      this.bind(left, joined);
      this.bind(right, joined);
    } else if (left.kind === VAR) this.bind(left, right);
    else if (right.kind === VAR) this.bind(right, left);
    else if ((left.b as number) < (right.b as number)) this.bind(right, left);
    else this.bind(left, right);
  }

  /** Marks a variable as one that has another name. */
  alias(term: Term): void {
    const t = deref(term);
    if (typeof t === 'object' && t.kind === VAR) this.bind(t, this.variable(ALIASED));
  }

  /** Unifies two terms (docs/language/conditions.md#unification-and-assignment); false leaves what was bound so far for the trail to undo. */
  unify(left: Term, right: Term): boolean {
    let l = left;
    let r = right;
    let pending: Term[] | undefined;
    let steps = 0;
    let met: MetPairs | undefined;
    for (;;) {
      l = deref(l);
      r = deref(r);
      if (l !== r) {
        if (typeof l === 'object' && l.kind <= LAST_VARIABLE) {
          if (typeof r === 'object' && r.kind <= LAST_VARIABLE) this.bindVariables(l, r);
          else this.bind(l, r);
        } else if (typeof r === 'object' && r.kind <= LAST_VARIABLE) this.bind(r, l);
        else if (typeof l === 'object' && typeof r === 'object' && l.kind === CONS && r.kind === CONS) {
          pending ??= [];
          if (++steps > MOST_STEPS) throw new RangeError('Terms that contain themselves are unified.');
          if (steps === STEPS_BEFORE_SHARED) met = new MetPairs();
          if (met === undefined || !this.#wasUnified(l, r, met)) {
            pending.push(l.b as Term, r.b as Term);
            l = l.a as Term;
            r = r.a as Term;
            continue;
          }
        } else {
          const more = this.#unifyOthers(l, r);
          if (more === false) return false;
          if (more !== true) {
            met ??= new MetPairs();
            if (!this.#wasUnified(l as Box, r as Box, met)) {
              pending ??= [];
              for (let i = more.length - 1; i >= 0; i -= 2) pending.push(more[i - 1]!, more[i]!);
            }
          }
        }
      } else if (typeof l === 'object') {
        // A variable is equal to itself, whatever its value, and only an `ExactRun` knows whether two values are of one.
        if (isUnlikeItself(l)) throw new ConstraintMet();
        // Two variables that are one already: what comes of that in a negation depends on what they were before.
        if (this.joins && l.kind <= LAST_VARIABLE) throw new ConstraintMet();
      }
      if (pending === undefined || pending.length === 0) return true;
      r = pending.pop()!;
      l = pending.pop()!;
    }
  }

  /** Whether these two were unified a while ago: then they are one already. In a term that contains itself that says nothing. */
  #wasUnified(l: Box, r: Box, met: MetPairs): boolean {
    if (!met.again(l, r)) return false;
    if (this.joins) throw new ConstraintMet();
    if (isInItself(l) || isInItself(r)) throw new RangeError('Terms that contain themselves are unified.');
    return true;
  }

  /** Unifies what is neither a variable nor two lists nor identical; pairs that remain, or the answer. */
  #unifyOthers(l: Term, r: Term): boolean | Term[] {
    const lBox = typeof l === 'object';
    const rBox = typeof r === 'object';
    if ((lBox && (l.kind === INSTANCE || l.kind === FIELDS)) || (rBox && (r.kind === INSTANCE || r.kind === FIELDS))) {
      throw new Failure('type-error', `cannot unify patterns directly \`${printTerm(l)}\` = \`${printTerm(r)}\``);
    }
    if ((lBox && l.kind === HOST) || (rBox && r.kind === HOST)) {
      this.woken.push(expression('==', [l, r]));
      return true;
    }
    if (!lBox || !rBox) {
      if (lBox) return l.kind === FLOAT && numbersEqual(l, r);
      return rBox && r.kind === FLOAT && numbersEqual(l, r);
    }
    if (l.kind !== r.kind) return false;
    switch (l.kind) {
      case FLOAT:
        // See above.
        if (Number.isNaN(l.a) && Number.isNaN(r.a)) throw new ConstraintMet();
        return l.a === r.a;
      case CALL: {
        const lArgs = l.b as readonly Term[];
        const rArgs = r.b as readonly Term[];
        if (l.a !== r.a || lArgs.length !== rArgs.length) return false;
        return lArgs.flatMap((arg, index) => [arg, rArgs[index]!]);
      }
      case DICTIONARY: {
        const lFields = l.a as Fields;
        const rFields = r.a as Fields;
        if (lFields.size !== rFields.size) return false;
        const pairs: Term[] = [];
        for (const [key, value] of lFields) {
          const other = rFields.get(key);
          if (other === undefined) return false;
          pairs.push(value, other);
        }
        return pairs;
      }
      default:
        return false;
    }
  }
}
