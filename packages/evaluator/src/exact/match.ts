import {
  Box,
  DICTIONARY,
  expression,
  FIELDS,
  type Fields,
  HOST,
  INSTANCE,
  instancePattern,
  type Term,
  type Box as TermBox,
} from '../terms/term.ts';
import { unionLeft } from './first-look.ts';
import type { Goal } from './goals.ts';
import type { ExactMachine } from './machine.ts';
import { argsOf, isExpression, isList, isVariable, operatorOf } from './operations.ts';
import { simplify } from './simplify.ts';
import { unifyLists } from './unify.ts';

type MatchGoal = Extract<Goal, { readonly kind: 'unify' | 'matches' }>;

/** `left matches right` (docs/language/conditions.md#matching). */
export function match(run: ExactMachine, goal: MatchGoal): boolean {
  const { left, right, leftSource, rightSource } = goal;
  // What follows a star is never one.
  const union = goal.rests === undefined ? unionNamed(left) : undefined;
  if (union !== undefined) return union === unionNamed(right);
  const members = goal.rests === undefined ? unionMembers(run, right) : undefined;
  if (members !== undefined) {
    return run.search.choose(
      members.map((member): Goal[] => [{ ...goal, right: instancePattern(member, new Map()) }]),
      run.debugs ? unionLeft(run, left, members) : undefined,
    );
  }
  if (isVariable(left)) {
    const value = run.bindings.valueOf(left);
    if (value !== undefined) return run.push({ ...goal, left: value, leftSource: run.bindings.sourceOf(left) });
    if (!isVariable(right)) return matchVariable(run, left, goal);
    const pattern = run.bindings.valueOf(right);
    if (pattern !== undefined) return run.push({ ...goal, right: pattern, rightSource: run.bindings.sourceOf(right) });
    if (goal.rests === 'both') return true;
    run.bindings.constrain(
      run.terms.sources.give(expression('matches', [left, right]), undefined, [leftSource, rightSource]),
    );
    return true;
  }
  if (isVariable(right)) {
    const pattern = run.bindings.valueOf(right);
    return pattern === undefined
      ? run.push({ ...goal, kind: 'unify' })
      : run.push({ ...goal, right: pattern, rightSource: run.bindings.sourceOf(right) });
  }
  if (isList(left) && isList(right)) return unifyLists(run, left, right, 'matches');
  if (typeof right !== 'object' || (right.kind !== FIELDS && right.kind !== INSTANCE))
    return run.push({ ...goal, kind: 'unify' });
  if (right.kind === FIELDS) return matchFields(run, left, right);
  const { sources } = run.terms;
  const fields = sources.give(new Box(FIELDS, right.b, undefined), sources.of(right));
  run.push({ kind: 'matches', left, right: fields, leftSource, rightSource });
  return run.push({ kind: 'is-instance', object: left, name: right.a as string });
}

/** The union that a term is in the query: one is an instance of itself alone, whatever a variable of its name stands for. */
function unionNamed(term: Term): string | undefined {
  if (typeof term !== 'object') return undefined;
  const name = isVariable(term) ? term.b : term.kind === INSTANCE ? term.a : undefined;
  return name === 'Actor' || name === 'Resource' ? name : undefined;
}

/** The members of the union that a pattern is, or that one of the query's variables has its name from: a list has no other patterns in it. */
function unionMembers(run: ExactMachine, pattern: Term): readonly string[] | undefined {
  const name = unionNamed(pattern);
  return name === undefined ? undefined : run.program.unions.get(name);
}

/** Fields are looked at from the last to the first, as in the reference. */
function matchFields(run: ExactMachine, left: Term, pattern: TermBox): boolean {
  const fields = pattern.a as Fields;
  const written = run.terms.sources.parts(pattern);
  if (typeof left === 'object' && left.kind === DICTIONARY) {
    const known = left.a as Fields;
    for (const key of fields.keys()) if (!known.has(key)) return run.lacks(left, key);
    const keys = [...known.keys()];
    const parts = run.terms.sources.parts(left);
    for (const [i, [key, right]] of [...fields].entries())
      run.push({
        kind: 'matches',
        left: known.get(key)!,
        right,
        leftSource: parts[keys.indexOf(key)],
        rightSource: written[i],
      });
    return true;
  }
  for (const [i, [key, right]] of [...fields].entries())
    run.push({
      kind: 'attribute',
      object: left,
      field: key,
      fieldSource: written[i],
      use: { kind: 'matches', right, rightSource: written[i] },
    });
  return true;
}

/** A pattern constrains a variable that has no value. */
function matchVariable(run: ExactMachine, left: TermBox, goal: MatchGoal): boolean {
  const { right, leftSource } = goal;
  const { sources } = run.terms;
  if (typeof right === 'object' && right.kind === FIELDS) {
    for (const constraint of fieldConstraints(run, left, right.a as Fields, goal)) run.bindings.constrain(constraint);
    return true;
  }
  if (typeof right !== 'object' || right.kind !== INSTANCE) return run.push({ ...goal, kind: 'unify' });
  const names = namesOf(run, left);
  const simplified = simplify(left, run.bindings.constraintsOf(left), names);
  const existing = isExpression(simplified) ? argsOf(simplified) : [];
  const checks = [...subjects(existing, names), left].map(
    (subject): Goal => ({ kind: 'check-class', proposed: expression('matches', [subject, right]), existing, names }),
  );
  const ofClass = sources.give(instancePattern(right.a as string, new Map()), sources.of(right));
  const isInstance = sources.give(expression('matches', [left, ofClass]), undefined, [leftSource]);
  const constraints = [isInstance, ...fieldConstraints(run, left, right.b as Fields, goal)];
  return run.search.chooseConditional(
    checks,
    constraints.map((term): Goal => ({ kind: 'constrain', term })),
    [{ kind: 'backtrack' }],
  );
}

/** `left.field = pattern` for each field, from the last to the first. */
function fieldConstraints(
  run: ExactMachine,
  left: TermBox,
  fields: Fields,
  { leftSource, right }: MatchGoal,
): TermBox[] {
  const { sources } = run.terms;
  const written = sources.parts(right);
  return [...fields]
    .map(([key, pattern], i) => {
      const lookup = sources.give(expression('.', [left, key]), leftSource, [leftSource]);
      const source = isVariable(pattern) ? run.bindings.sourceOf(pattern) : undefined;
      const value = run.bindings.resolve(pattern);
      return sources.give(expression('=', [lookup, value]), undefined, [undefined, source ?? written[i]]);
    })
    .reverse();
}

/** The variables that a variable is known to equal, itself among them. */
export function namesOf(run: ExactMachine, variable: TermBox): ReadonlySet<TermBox> {
  const groups: Set<TermBox>[] = [];
  for (const constraint of argsOf(run.bindings.constraintsOf(variable))) {
    if (!isExpression(constraint) || (operatorOf(constraint) !== '=' && operatorOf(constraint) !== '==')) continue;
    const [left, right] = argsOf(constraint);
    if (!isVariable(left!) || !isVariable(right!)) continue;
    const group = groups.find((each) => each.has(left) || each.has(right));
    if (group === undefined) groups.push(new Set([left, right]));
    else group.add(left).add(right);
  }
  return groups.find((group) => group.has(variable)) ?? new Set([variable]);
}

/** Where the variable is known to be what a lookup gives, or among it, that lookup is checked too. */
function subjects(constraints: readonly Term[], names: ReadonlySet<TermBox>): Term[] {
  const isName = (term: Term): boolean => isVariable(term) && names.has(term);
  const isLookup = (term: Term): boolean => isExpression(term) && operatorOf(term) === '.';
  const found: Term[] = [];
  for (const constraint of constraints) {
    if (!isExpression(constraint)) continue;
    const operator = operatorOf(constraint);
    if (operator !== '=' && operator !== 'in') continue;
    const [left, right] = argsOf(constraint) as [Term, Term];
    if (isName(left) && isLookup(right)) found.push(right);
    else if (operator === '=' && isName(right) && isLookup(left)) found.push(left);
  }
  return found;
}

/** The variable and the keys of `x.a.b`. */
function path(subject: Term): Term[] {
  return isExpression(subject) && operatorOf(subject) === '.'
    ? argsOf(subject).flatMap((part) => path(part))
    : [subject];
}

/**
 * How a class that is proposed for a variable goes together with a constraint that is there: they must be related, or where there is a path of
 * fields, that must lead from the known class `right` to the proposed one.
 */
export function relation(
  constraint: Term,
  proposed: TermBox,
  names: ReadonlySet<TermBox>,
): { readonly left: string; readonly right: string; readonly path: readonly Term[] } | undefined {
  if (!isExpression(constraint) || operatorOf(constraint) !== 'matches') return undefined;
  const [subject, known] = argsOf(constraint) as [Term, Term];
  const [proposedSubject, pattern] = argsOf(proposed) as [Term, Term];
  const knownPath = path(subject);
  const proposedPath = path(proposedSubject);
  const justVariables =
    knownPath.length === 1 && proposedPath.length === 1 && isVariable(subject) && isVariable(proposedSubject);
  if (justVariables) {
    if (!names.has(subject)) return undefined;
  } else if (knownPath.some((part, i) => i < proposedPath.length && part !== proposedPath[i])) return undefined;
  if (!isClass(known) || !isClass(pattern)) return undefined;
  const along = knownPath.length < proposedPath.length;
  if (!along && !justVariables && knownPath.length !== proposedPath.length) return undefined;
  if (!along && known.a === pattern.a) return undefined;
  return {
    left: pattern.a as string,
    right: known.a as string,
    path: along ? proposedPath.slice(knownPath.length) : [],
  };
}

const isClass = (term: Term): term is TermBox => typeof term === 'object' && term.kind === INSTANCE;

/** A box that is an object of the application. */
interface ObjectBox extends TermBox {
  readonly kind: 7;
}

export const isObject = (term: Term): term is ObjectBox => typeof term === 'object' && term.kind === HOST;
