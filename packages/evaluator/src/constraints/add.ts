import { HostError, isSubclass } from '../host/host.ts';
import { ASKED } from '../machine/asked.ts';
import { ConstraintMet } from '../machine/constraint-met.ts';
import type { Machine } from '../machine/machine.ts';
import type { Store } from '../machine/store.ts';
import {
  Box,
  CONSTRAINED,
  deref,
  EXPRESSION,
  expression,
  INSTANCE,
  instancePattern,
  type Term,
  UNBOUND,
} from '../terms/term.ts';
import { sameTerm, variablesOf } from './terms.ts';

/** What holds of a variable: conjuncts about it and the variables that it is connected with. */
export interface Constraints {
  readonly conjuncts: readonly Term[];
  /** Generation of the variable's birth, kept from before it was constrained. */
  readonly birth: number;
}

export function conjunctsOf(variable: Box): readonly Term[] {
  return variable.kind === CONSTRAINED ? (variable.b as Constraints).conjuncts : [];
}

export const birthOf = (variable: Box): number =>
  variable.kind === CONSTRAINED ? (variable.b as Constraints).birth : (variable.b as number);

/** Adds conjuncts that are not there yet. */
export function merge(conjuncts: readonly Term[], more: readonly Term[]): readonly Term[] {
  const result = [...conjuncts];
  for (const term of more) if (!result.some((known) => sameTerm(known, term))) result.push(term);
  return result;
}

/** As `merge`, but the new constraint is kept even where it is known. */
function together(conjuncts: readonly Term[], more: readonly Term[], term: Term): readonly Term[] {
  return [
    ...merge(
      conjuncts,
      more.filter((other) => other !== term),
    ),
    term,
  ];
}

/** Gives a variable other constraints: another box, to which it is bound. */
export function constrain(store: Store, variable: Box, conjuncts: readonly Term[]): void {
  const constraints: Constraints = { conjuncts, birth: birthOf(variable) };
  variable.a = new Box(CONSTRAINED, UNBOUND, constraints);
  store.constrained = true;
  // Always on the trail, so that an answer finds every constrained variable there.
  store.trail[store.top++] = variable;
}

/**
 * Adds a constraint to the variables in it, together with all that is known of them: they are connected from now on
 * (polar.md section 3.10).
 */
export function addConstraint(store: Store | Machine, term: Term): void {
  const target = 'store' in store ? store.store : store;
  if (!target.constrains) throw new ConstraintMet();
  let conjuncts: readonly Term[] = [term];
  for (const variable of variablesOf(conjuncts).reverse()) {
    if (variable.kind === CONSTRAINED)
      conjuncts = target.joins
        ? together(conjunctsOf(variable), conjuncts, term)
        : merge(conjunctsOf(variable), conjuncts);
  }
  for (const variable of variablesOf(conjuncts)) constrain(target, variable, conjuncts);
}

/** Constrains an unbound variable to a class, where the classes that it is known to have allow that. */
export function constrainClass(machine: Machine, variable: Box, name: string): boolean | typeof ASKED {
  const { program, store } = machine;
  if (!store.constrains) throw new ConstraintMet();
  if (!program.isClass(name)) return machine.store.unify(variable, variable) && add();
  for (const conjunct of [...conjunctsOf(variable)].reverse()) {
    const t = deref(conjunct);
    if (typeof t !== 'object' || t.kind !== EXPRESSION || t.a !== 'matches') continue;
    const [subject, pattern] = t.b as readonly [Term, Term];
    const p = deref(pattern);
    if (deref(subject) !== variable || typeof p !== 'object' || p.kind !== INSTANCE) continue;
    const other = p.a as string;
    if (other === name) continue;
    const related = areRelated(machine, name, other);
    if (related === ASKED) return ASKED;
    if (!related) return false;
  }
  return add();

  function add(): true {
    const v = deref(variable) as Box;
    addConstraint(store, expression('matches', [v, instancePattern(name, new Map())]));
    return true;
  }
}

/** Whether one of two classes is a subclass of the other. */
function areRelated(machine: Machine, left: string, right: string): boolean | typeof ASKED {
  const { program } = machine;
  const l = program.class(left);
  const r = program.class(right);
  if (l !== undefined && r !== undefined) return isSubclass(l, r) || isSubclass(r, l);
  for (const names of program.builtinClasses.values()) if (names.includes(left) && names.includes(right)) return true;
  if (program.host === undefined || l !== undefined || r !== undefined) return false;
  for (const [sub, sup] of [
    [left, right],
    [right, left],
  ] as const) {
    const reply = machine.ask({ kind: 'is-subclass', left: sub, right: sup });
    if (reply === ASKED) return ASKED;
    if (reply instanceof HostError) throw machine.hostFailure(reply);
    if (reply === true) return true;
  }
  return false;
}
