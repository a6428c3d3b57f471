import { ConstraintMet } from '../machine/constraint-met.ts';
import { COMPARISON_SIGNS, compareValues } from '../machine/numbers.ts';
import type { ConstraintRules, Store } from '../machine/store.ts';
import {
  type Box,
  CALL,
  CONSTRAINED,
  deref,
  EXPRESSION,
  expression,
  FLOAT,
  HOST,
  LAST_VARIABLE,
  NIL,
  type Term,
  UNBOUND,
} from '../terms/term.ts';
import { addConstraint, conjunctsOf, constrain, merge } from './add.ts';
import { isGround, partsOf, sameTerm, variablesOf } from './terms.ts';

/** How constraints take part in unification: checked at once as far as values decide, the rest is woken. */
export const constraintRules: ConstraintRules = {
  bindValue(store, variable, value) {
    const conjuncts = conjunctsOf(variable);
    store.set(variable, value);
    return wake(store, conjuncts, variable);
  },

  meetAgain(store) {
    if (!store.constrains) throw new ConstraintMet();
  },

  bindVariables(store, left, right) {
    if (left.kind !== CONSTRAINED || right.kind !== CONSTRAINED) {
      addConstraint(store, expression('=', [left, right]));
      return true;
    }
    const rights = conjunctsOf(right);
    if (variablesOf(rights).includes(left)) return true;
    const lefts = conjunctsOf(left);
    const joined = merge(lefts, [expression('=', [left, right])]);
    constrain(store, left, joined);
    constrain(store, right, joined);
    store.woken.push(
      expression(
        'and',
        rights.map((conjunct) => replace(conjunct, right, left)),
      ),
    );
    return true;
  },
};

/** Wakes the constraints of a variable that was just bound; false where one cannot hold any more. */
function wake(store: Store, conjuncts: readonly Term[], bound: Box): boolean {
  const left: Term[] = [];
  for (const conjunct of conjuncts) {
    const state = ground(conjunct, false, bound);
    if (state === 'inconsistent') return false;
    if (state === 'open') left.push(conjunct);
  }
  if (left.length > 0) store.woken.push(left.length === 1 ? left[0]! : expression('and', left));
  return true;
}

type State = 'true' | 'inconsistent' | 'open';

/** What values say about a constraint; as in the reference, one false comparison anywhere within makes all of it fail. */
function ground(term: Term, inverted: boolean, bound: Box): State {
  const t = deref(term);
  if (typeof t !== 'object' || t.kind !== EXPRESSION) return 'open';
  const operator = t.a as string;
  const args = t.b as readonly Term[];
  switch (operator) {
    case '=':
    case '==':
    case '!=': {
      const [l, r] = args as readonly [Term, Term];
      if (!isGroundBy(l, bound) || !isGroundBy(r, bound)) return 'open';
      const consistent = sameTerm(l, r) === (operator !== '!=');
      if (inverted) return consistent ? 'inconsistent' : 'open';
      return consistent ? 'true' : 'inconsistent';
    }
    case '<':
    case '<=':
    case '>':
    case '>=': {
      const code = COMPARISON_SIGNS.indexOf(operator);
      const opposite = [1, 0, 5, 4, 3, 2];
      const holds = compareValues(inverted ? opposite[code]! : code, deref(args[0]!), deref(args[1]!));
      return holds === undefined ? 'open' : holds ? 'true' : 'inconsistent';
    }
    case 'not':
      return ground(args[0]!, !inverted, bound) === 'inconsistent' ? 'inconsistent' : 'open';
    case 'and':
    case 'or':
      return args.some((arg) => ground(arg, inverted, bound) === 'inconsistent') ? 'inconsistent' : 'open';
    default:
      return 'open';
  }
}

/**
 * True if a term is ground because of one variable's binding. The reference fills in just that one: others, though bound,
 * are not looked at before the constraint runs as a goal.
 */
function isGroundBy(term: Term, bound: Box): boolean {
  let t = term;
  let through = false;
  while (typeof t === 'object' && t.kind <= LAST_VARIABLE) {
    if (t === bound) through = true;
    if (t.a === UNBOUND) return false;
    t = t.a as Term;
  }
  if (t !== term) return through && isGround(t);
  if (typeof t !== 'object' || t.kind === FLOAT || t.kind === NIL) return true;
  if (t.kind === HOST || t.kind === CALL) return false;
  return partsOf(t).every((part) => isGroundBy(part, bound));
}

/** A term with one variable replaced by another. */
export function replace(term: Term, from: Box, to: Term): Term {
  const t = deref(term);
  if (t === from) return to;
  if (typeof t !== 'object' || t.kind !== EXPRESSION) return t;
  return expression(
    t.a as string,
    (t.b as readonly Term[]).map((arg) => replace(arg, from, to)),
  );
}
