import { COMPARISON_SIGNS, compareValues } from '../machine/numbers.ts';
import type { ConstraintRules, Store } from '../machine/store.ts';
import { type Box, CONSTRAINED, deref, EXPRESSION, expression, type Term } from '../terms/term.ts';
import { addConstraint, conjunctsOf, constrain, merge } from './add.ts';
import { isGround, sameTerm, variablesOf } from './terms.ts';

/** How constraints take part in unification: checked at once as far as values decide, the rest is woken. */
export const constraintRules: ConstraintRules = {
  bindValue(store, variable, value) {
    const conjuncts = conjunctsOf(variable);
    store.set(variable, value);
    return wake(store, conjuncts);
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
function wake(store: Store, conjuncts: readonly Term[]): boolean {
  const left: Term[] = [];
  for (const conjunct of conjuncts) {
    const state = ground(conjunct, false);
    if (state === 'inconsistent') return false;
    if (state === 'open') left.push(conjunct);
  }
  if (left.length > 0) store.woken.push(left.length === 1 ? left[0]! : expression('and', left));
  return true;
}

type State = 'true' | 'inconsistent' | 'open';

/** What values say about a constraint; as in the reference, one false comparison anywhere within makes all of it fail. */
function ground(term: Term, inverted: boolean): State {
  const t = deref(term);
  if (typeof t !== 'object' || t.kind !== EXPRESSION) return 'open';
  const operator = t.a as string;
  const args = t.b as readonly Term[];
  switch (operator) {
    case '=':
    case '==':
    case '!=': {
      const [l, r] = args as readonly [Term, Term];
      if (!isGround(l) || !isGround(r)) return 'open';
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
      return ground(args[0]!, !inverted) === 'inconsistent' ? 'inconsistent' : 'open';
    case 'and':
    case 'or':
      return args.some((arg) => ground(arg, inverted) === 'inconsistent') ? 'inconsistent' : 'open';
    default:
      return 'open';
  }
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
