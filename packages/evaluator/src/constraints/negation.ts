import type { Choice } from '../machine/choice.ts';
import type { Demand, Solutions } from '../machine/frame.ts';
import type { Store } from '../machine/store.ts';
import {
  ALIASED,
  Box,
  CONSTRAINED,
  deref,
  EXPRESSION,
  expression,
  isUnbound,
  type Term,
  UNBOUND,
} from '../terms/term.ts';
import { birthOf, conjunctsOf } from './add.ts';
import { resolve } from './resolve.ts';
import { FALSE, invert, isFalse, simplifyFor, TRUE } from './simplify.ts';
import { sameTerm } from './terms.ts';

/**
 * What a solution of a negated goal demands of the variables outside it: each binding and constraint that it made.
 * Undefined when it demands nothing of any that may be constrained, so the negation fails (polar.md section 3.6; the
 * reference counts as such the variables that were unified with another or had constraints before the negation began).
 */
export function demandsSince(store: Store, negation: Choice): readonly Demand[] | undefined {
  const demands: Demand[] = [];
  const seen = new Set<Box>();
  for (let i = negation.top; i < store.top; i++) {
    const variable = store.trail[i]!;
    if (seen.has(variable) || variable.kind < ALIASED || birthOf(variable) >= negation.generation) continue;
    seen.add(variable);
    const before = conjunctsOf(variable);
    const now = deref(variable);
    if (isUnbound(now)) {
      if (now.kind !== CONSTRAINED) return undefined;
      const added = conjunctsOf(now).filter((conjunct) => !before.some((known) => sameTerm(known, conjunct)));
      if (now !== variable && !isSuccessor(variable, now)) added.unshift(expression('=', [marker(variable), now]));
      demands.push({ variable, constraints: [expressionOf(variable, now, added)] });
    } else demands.push({ variable, constraints: [expression('=', [marker(variable), resolve(now)])] });
  }
  return demands.length === 0 ? undefined : demands;
}

/** Stands for an outer variable that is bound only inside the negation. */
const MARKERS = new WeakMap<Box, Box>();
function marker(variable: Box): Box {
  let made = MARKERS.get(variable);
  if (made === undefined) {
    made = new Box(ALIASED, UNBOUND, 0);
    MARKERS.set(variable, made);
  }
  return made;
}

/** True where a constrained variable is just a newer box of the same variable. */
function isSuccessor(variable: Box, now: Box): boolean {
  let t: Term = variable;
  while (t instanceof Box && t !== now && t.a !== UNBOUND) t = t.a as Term;
  return t === now;
}

function expressionOf(variable: Box, now: Box, added: readonly Term[]): Term {
  return expression(
    'and',
    added.map((conjunct) => copy(conjunct, now, marker(variable))),
  );
}

/** A copy that backtracking does not change, one variable replaced. */
function copy(term: Term, from: Box, to: Box): Term {
  const t = deref(term);
  if (t === from) return to;
  if (t instanceof Box && Array.isArray(t.b)) {
    return new Box(
      t.kind,
      t.a,
      (t.b as readonly Term[]).map((arg) => copy(arg, from, to)),
    );
  }
  return t;
}

/**
 * The constraints that a negation leaves when its goal had these solutions: for each variable, none of what they demand.
 * Undefined: nothing can satisfy that.
 */
export function negate(_store: Store, solutions: Solutions): readonly Term[] | undefined {
  const byVariable = new Map<Box, Term[]>();
  const inOrder: (readonly Demand[])[] = [];
  for (let rest: Solutions | null = solutions; rest !== null; rest = rest.next) {
    if (rest.demands === undefined) return undefined;
    inOrder.unshift(rest.demands);
  }
  for (const demands of inOrder) {
    for (const { variable, constraints } of demands) {
      const box = variable as Box;
      const simplified = simplifyFor(marker(box), expression('and', flatten(constraints)));
      const inverted = isExpression(simplified) ? invert(simplified) : expression('!=', [marker(box), simplified]);
      if (isFalse(inverted)) return undefined;
      const list = byVariable.get(box) ?? [];
      list.push(inverted);
      byVariable.set(box, list);
    }
  }
  const result: Term[] = [];
  for (const [variable, conjuncts] of byVariable) {
    const m = marker(variable);
    const simplified = simplifyFor(m, expression('and', conjuncts.length === 0 ? [TRUE] : conjuncts));
    if (isFalse(simplified) || simplified === FALSE) return undefined;
    const conjunctsLeft = isExpression(simplified) ? conjunctsIn(simplified) : [expression('=', [m, simplified])];
    for (const conjunct of conjunctsLeft) result.push(copy(conjunct, m, deref(variable) as Box));
  }
  return result;
}

function flatten(terms: readonly Term[]): readonly Term[] {
  return terms.flatMap((term) => conjunctsIn(term));
}

function conjunctsIn(term: Term): readonly Term[] {
  const t = deref(term);
  return t instanceof Box && t.a === 'and' ? (t.b as readonly Term[]) : [t];
}

function isExpression(term: Term): boolean {
  const t = deref(term);
  return t instanceof Box && t.kind === EXPRESSION;
}
