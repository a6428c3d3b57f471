import { isNumber, numbersEqual } from '../machine/numbers.ts';
import {
  CALL,
  CONS,
  DICTIONARY,
  EMPTY_LIST,
  expression,
  FIELDS,
  type Fields,
  HOST,
  INSTANCE,
  type Term,
} from '../terms/term.ts';
import { Incompatible } from './bindings.ts';
import type { Goal } from './goals.ts';
import { argsOf, isExpression, isVariable, operatorOf } from './operations.ts';
import type { PartialRun } from './run.ts';

/** `left = right` (polar.md section 3.3): false where they differ; what is left to do is pushed. */
export function unify(run: PartialRun, left: Term, right: Term): boolean {
  if (isExpression(left) || isExpression(right)) {
    const [dot, other] = isExpression(left) ? [left, right] : [right, left];
    if (!isExpression(dot) || operatorOf(dot) !== '.' || argsOf(dot).length !== 2)
      throw run.typeError(left, `cannot unify expressions directly \`${run.print(left)}\` = \`${run.print(right)}\``);
    // A lookup that became a constraint is asked for again now that something has a value.
    return run.push({ kind: 'query', term: expression('.', [...argsOf(dot), other]) });
  }
  if (isPattern(left) || isPattern(right))
    throw run.typeError(left, `cannot unify patterns directly \`${run.print(left)}\` = \`${run.print(right)}\``);
  if (isVariable(left)) {
    if (left === right) return true;
    const value = run.bindings.valueOf(left);
    if (!isVariable(right)) {
      return value === undefined ? bind(run, left, right) : run.push({ kind: 'unify', left: value, right });
    }
    const other = run.bindings.valueOf(right);
    if (value !== undefined && other !== undefined) return run.push({ kind: 'unify', left: value, right: other });
    return bind(run, left, right);
  }
  if (isVariable(right)) {
    const value = run.bindings.valueOf(right);
    return value === undefined ? bind(run, right, left) : run.push({ kind: 'unify', left, right: value });
  }
  if (isNumber(left) && isNumber(right)) return numbersEqual(left, right);
  if (typeof left !== 'object' || typeof right !== 'object') {
    return isHost(left) || isHost(right) ? compareObjects(run, left, right) : left === right;
  }
  if (left.kind === CALL && right.kind === CALL) {
    const [l, r] = [argsOf(left), argsOf(right)];
    if (left.a !== right.a || l.length !== r.length) return false;
    return run.pushAll(l.map((arg, i): Goal => ({ kind: 'unify', left: arg, right: r[i]! })));
  }
  if (isList(left) && isList(right)) return unifyLists(run, left, right, 'unify');
  if (left.kind === DICTIONARY && right.kind === DICTIONARY) {
    const [l, r] = [left.a as Fields, right.a as Fields];
    if (l.size !== r.size || [...l.keys()].some((key) => !r.has(key))) return false;
    for (const [key, value] of l) run.push({ kind: 'unify', left: value, right: r.get(key)! });
    return true;
  }
  if (left === right && left.kind === HOST) return true;
  return (isHost(left) || isHost(right)) && compareObjects(run, left, right);
}

/** Only the application can say. */
const compareObjects = (run: PartialRun, left: Term, right: Term): boolean =>
  run.push({ kind: 'query', term: expression('==', [left, right]) });

function bind(run: PartialRun, variable: Term & object, value: Term): boolean {
  try {
    const goal = run.bindings.bind(variable, value);
    if (goal !== undefined) run.push({ kind: 'query', term: goal });
    return true;
  } catch (thrown) {
    if (thrown instanceof Incompatible) return false;
    throw thrown;
  }
}

const isHost = (term: Term): boolean => typeof term === 'object' && term.kind === HOST;

const isPattern = (term: Term): boolean => typeof term === 'object' && (term.kind === INSTANCE || term.kind === FIELDS);

export const isList = (term: Term): boolean => typeof term === 'object' && (term.kind === CONS || term === EMPTY_LIST);

/**
 * Element by element. The reference turns the two sides round where the right list is the one whose rest is left open, or
 * both are and they have as many elements: which variable is bound to which depends on it.
 */
export function unifyLists(run: PartialRun, left: Term, right: Term, kind: 'unify' | 'matches'): boolean {
  const pairs: [Term, Term][] = [];
  let l = left;
  let r = right;
  while (typeof l === 'object' && l.kind === CONS && typeof r === 'object' && r.kind === CONS) {
    pairs.push([l.a as Term, r.a as Term]);
    l = l.b as Term;
    r = r.b as Term;
  }
  const isTurned = isVariable(r);
  if (isTurned || isVariable(l)) pairs.push([l, r]);
  else if (l !== r) return false;
  return run.pushAll(
    pairs.map(([a, b]): Goal => (isTurned ? { kind, left: b, right: a } : { kind, left: a, right: b })),
  );
}
