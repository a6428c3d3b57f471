import type { Choice } from '../machine/choice.ts';
import { ConstraintMet } from '../machine/constraint-met.ts';
import type { Demand, Solutions } from '../machine/frame.ts';
import type { Store } from '../machine/store.ts';
import {
  ALIASED,
  Box,
  CONSTRAINED,
  DICTIONARY,
  deref,
  EXPRESSION,
  expression,
  FIELDS,
  type Fields,
  INSTANCE,
  LAST_VARIABLE,
  type Term,
  UNBOUND,
} from '../terms/term.ts';
import { addConstraint, birthOf, conjunctsOf, merge } from './add.ts';
import { invert, simplifyFor } from './simplify.ts';
import { sameTerm } from './terms.ts';

/**
 * What a solution of a negated goal did to the variables outside it that the reference lets a negation constrain: those that
 * were unified with another, or had constraints, before it began (polar.md section 3.6).
 */
export function demandsSince(store: Store, negation: Choice, own: readonly number[]): readonly Demand[] {
  if (store.top === negation.top) return NOTHING;
  const outer = new Set<Box>();
  for (let i = negation.top; i < store.top; i++) {
    const variable = store.trail[i]!;
    if (birthOf(variable) >= negation.generation) continue;
    if (own.some((slot) => negation.frame![slot] === variable)) continue;
    if (!store.constrains) throw new ConstraintMet();
    outer.add(variable);
  }
  const demands: Demand[] = [];
  for (const variable of outer) {
    // A newer box of a constrained variable stands for the older one.
    if (variable.kind < ALIASED || isNewer(variable, outer)) continue;
    const constraints = constraintsOf(variable, outer);
    if (constraints.length > 0) demands.push({ variable, constraints });
  }
  return demands;
}

const NOTHING: readonly Demand[] = [];

function isNewer(variable: Box, outer: ReadonlySet<Box>): boolean {
  if (variable.kind !== CONSTRAINED) return false;
  for (const other of outer) if (other !== variable && other.a === variable) return true;
  return false;
}

/** What was made to hold of a variable, as if the variables outside were still free. */
function constraintsOf(variable: Box, outer: ReadonlySet<Box>): readonly Term[] {
  const before = conjunctsOf(variable);
  const names: Box[] = [];
  let t: Term = variable;
  let conjuncts: readonly Term[] = [];
  while (typeof t === 'object' && t.kind <= LAST_VARIABLE) {
    if (t.kind === CONSTRAINED) conjuncts = conjunctsOf(t);
    else if (t !== variable) names.push(t);
    if (t.a === UNBOUND) break;
    t = t.a as Term;
  }
  if (!(typeof t === 'object' && t.kind <= LAST_VARIABLE)) return [expression('=', [variable, freeze(t, outer)])];
  // Within a negation a constraint that was known already is kept twice, as doing it again counts.
  const known = [...before];
  const added = conjuncts.filter((conjunct) => {
    const at = known.findIndex((other) => sameTerm(other, conjunct));
    if (at >= 0) known.splice(at, 1);
    return at < 0;
  });
  if (t.kind === CONSTRAINED) return added.map((conjunct) => freeze(conjunct, outer));
  // Unified with other variables only. With one, it is that one; with more, the reference makes nothing of it.
  if (names.length !== 1) return names.length === 0 ? [] : [TRUE];
  const [joined] = names;
  for (const other of outer) if (other !== variable && other.a === joined) return [expression('=', [variable, other])];
  return [expression('=', [variable, joined!])];
}

const TRUE = expression('and', []);

/** A copy that backtracking does not change; variables from outside stay what they were there. */
function freeze(term: Term, outer: ReadonlySet<Box>): Term {
  let t = term;
  while (typeof t === 'object' && t.kind <= LAST_VARIABLE) {
    if (outer.has(t) || t.a === UNBOUND) return t;
    t = t.a as Term;
  }
  if (typeof t !== 'object') return t;
  const inner = (part: Term): Term => freeze(part, outer);
  const fields = (of: Fields): Fields => new Map([...of].map(([key, value]) => [key, inner(value)]));
  switch (t.kind) {
    case DICTIONARY:
    case FIELDS:
      return new Box(t.kind, fields(t.a as Fields), undefined);
    case INSTANCE:
      return new Box(t.kind, t.a, fields(t.b as Fields));
    default:
      if (Array.isArray(t.b)) return new Box(t.kind, t.a, (t.b as readonly Term[]).map(inner));
      return t.b instanceof Box ? new Box(t.kind, inner(t.a as Term), inner(t.b)) : t;
  }
}

/**
 * Adds what a negation leaves when its goal had these solutions: for each variable, that none of what they did to it holds.
 * False where they did nothing to any, so the negation fails.
 */
export function negate(store: Store, solutions: Solutions): boolean {
  const inOrder: (readonly Demand[])[] = [];
  for (let rest: Solutions | null = solutions; rest !== null; rest = rest.next) {
    if (rest.demands.length > 0) inOrder.push(rest.demands);
  }
  if (inOrder.length === 0) return false;
  inOrder.reverse();
  const byVariable = new Map<Box, readonly Term[]>();
  for (const { variable, constraints } of inOrder.flat()) {
    const box = variable as Box;
    const simplified = simplifyFor(box, expression('and', constraints));
    const inverted = isExpression(simplified) ? invert(simplified) : expression('!=', [box, simplified]);
    byVariable.set(box, merge(byVariable.get(box) ?? [], [inverted]));
  }
  for (const [box, conjuncts] of byVariable) {
    const simplified = simplifyFor(box, expression('and', conjuncts));
    addConstraint(store, isExpression(simplified) ? simplified : expression('=', [box, simplified]));
  }
  return true;
}

function isExpression(term: Term): boolean {
  const t = deref(term);
  return t instanceof Box && t.kind === EXPRESSION;
}
