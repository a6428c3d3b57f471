import { printTerm } from '../terms/print.ts';
import {
  ALIASED,
  Box,
  CALL,
  CONS,
  CONSTRAINED,
  DICTIONARY,
  deref,
  EXPRESSION,
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
import { Failure } from './failure.ts';
import { numbersEqual } from './numbers.ts';

/** What a store needs of the constraints' rules; they need the store, so this breaks the circle. */
export interface ConstraintRules {
  /** Binds a constrained variable to a value: false where its constraints do not allow it. */
  bindValue(store: Store, variable: Box, value: Term): boolean;
  /** Makes two unbound variables one, of which one has constraints at least. */
  bindVariables(store: Store, left: Box, right: Box): boolean;
  /** Within a negation, two variables that are one already are unified: what comes of that depends on what they were before. */
  meetAgain(store: Store): void;
}

const LONGEST_TIDIED = 64;

/** List cells that one unification looks at, at most: only terms that contain themselves have more. */
const MOST_STEPS = 2 ** 25;

/** True where an entry of the trail constrains a variable, or gives one with constraints a value. */
const isConstraint = ({ kind, a }: Box): boolean =>
  kind === CONSTRAINED || (a instanceof Box && a.kind === CONSTRAINED);

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
  /** True once any variable has got constraints. */
  constrained = false;
  /** False: whatever constrains a variable is left to a `PartialRun`. */
  constrains = false;
  /** Within a negation: two variables both get another box, so that both are seen to have been unified. */
  joins = false;
  /** Goals that a unification left to be run: comparisons that only the application can make, and woken constraints. */
  woken: Term[] = [];
  readonly #rules: ConstraintRules;

  constructor(rules: ConstraintRules) {
    this.#rules = rules;
  }

  /** Binds an unbound variable to a value (not to another variable). */
  bind(variable: Box, value: Term): boolean {
    if (variable.kind === CONSTRAINED) return this.#rules.bindValue(this, variable, value);
    variable.a = value;
    if ((variable.b as number) < this.bound) this.trail[this.top++] = variable;
    return true;
  }

  /** Binds whatever the constraints say: for those who have looked at them. */
  set(variable: Box, value: Term): void {
    variable.a = value;
    if (variable.kind === CONSTRAINED || (variable.b as number) < this.bound) this.trail[this.top++] = variable;
  }

  undo(to: number): void {
    if (to < this.lowest) this.lowest = to;
    const { trail } = this;
    for (let i = this.top - 1; i >= to; i--) trail[i]!.a = UNBOUND;
    this.top = to;
    if (this.woken.length > 0) this.woken = [];
  }

  /**
   * Drops entries of the trail that no choice point needs any more, from `from` on; those that constrain a variable stay, as a
   * negation reads them. Long stretches are left alone: looking at them again and again would cost more than they do.
   */
  tidy(from: number): void {
    const { trail, top, bound, constrained } = this;
    if (top - from > LONGEST_TIDIED) return;
    let kept = from;
    for (let i = from; i < top; i++) {
      const variable = trail[i]!;
      if ((constrained && isConstraint(variable)) || (variable.b as number) < bound) trail[kept++] = variable;
    }
    this.top = kept;
  }

  variable(kind: number = VAR): Box {
    return new Box(kind, UNBOUND, this.generation);
  }

  bindVariables(left: Box, right: Box): boolean {
    if (left.kind === CONSTRAINED || right.kind === CONSTRAINED) return this.#rules.bindVariables(this, left, right);
    if ((left.kind === VAR && right.kind === VAR) || this.joins) {
      const joined = this.variable(ALIASED);
      this.set(left, joined);
      this.set(right, joined);
    } else if (left.kind === VAR) this.set(left, right);
    else if (right.kind === VAR) this.set(right, left);
    else if ((left.b as number) < (right.b as number)) this.set(right, left);
    else this.set(left, right);
    return true;
  }

  /** Marks a variable as one that has another name. */
  alias(term: Term): void {
    const t = deref(term);
    if (typeof t === 'object' && t.kind === VAR) this.set(t, this.variable(ALIASED));
  }

  /** Unifies two terms (polar.md section 3.3); false leaves what was bound so far for the trail to undo. */
  unify(left: Term, right: Term): boolean {
    let l = left;
    let r = right;
    let pending: Term[] | undefined;
    let steps = 0;
    for (;;) {
      l = deref(l);
      r = deref(r);
      if (l !== r) {
        if (typeof l === 'object' && l.kind <= LAST_VARIABLE) {
          if (typeof r === 'object' && (r.kind <= LAST_VARIABLE || r.kind === EXPRESSION)) {
            if (r.kind === EXPRESSION) this.#unifyExpression(l, r);
            else if (!this.bindVariables(l, r)) return false;
          } else if (!this.bind(l, r)) return false;
        } else if (typeof r === 'object' && r.kind <= LAST_VARIABLE) {
          if (typeof l === 'object' && l.kind === EXPRESSION) this.#unifyExpression(l, r);
          else if (!this.bind(r, l)) return false;
        } else if (typeof l === 'object' && typeof r === 'object' && l.kind === CONS && r.kind === CONS) {
          pending ??= [];
          if (++steps > MOST_STEPS) throw new RangeError('Terms that contain themselves are unified.');
          pending.push(l.b as Term, r.b as Term);
          l = l.a as Term;
          r = r.a as Term;
          continue;
        } else {
          const more = this.#unifyOthers(l, r);
          if (more === false) return false;
          if (more !== true) {
            pending ??= [];
            for (let i = more.length - 1; i >= 0; i -= 2) pending.push(more[i - 1]!, more[i]!);
          }
        }
      } else if (typeof l === 'object') {
        if (l.kind === FLOAT && Number.isNaN(l.a)) return false;
        if (this.joins && l.kind <= LAST_VARIABLE) this.#rules.meetAgain(this);
      }
      if (pending === undefined || pending.length === 0) return true;
      r = pending.pop()!;
      l = pending.pop()!;
    }
  }

  /** Unifies what is neither a variable nor two lists nor identical; pairs that remain, or the answer. */
  #unifyOthers(l: Term, r: Term): boolean | Term[] {
    const lBox = typeof l === 'object';
    const rBox = typeof r === 'object';
    if ((lBox && l.kind === EXPRESSION) || (rBox && r.kind === EXPRESSION)) return this.#unifyExpression(l, r);
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

  #unifyExpression(l: Term, r: Term): true {
    const [dot, other] = typeof l === 'object' && l.kind === EXPRESSION ? [l, r] : [r as Box, l];
    const args = dot.b as readonly Term[];
    if (dot.a !== '.' || args.length !== 2) {
      throw new Failure('type-error', `cannot unify expressions directly \`${printTerm(l)}\` = \`${printTerm(r)}\``);
    }
    this.woken.push(expression('.', [args[0]!, args[1]!, other]));
    return true;
  }
}
