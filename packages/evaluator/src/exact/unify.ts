import { isNumber, numbersEqual } from '../terms/numbers.ts';
import {
  CALL,
  CONS,
  DICTIONARY,
  expression,
  FIELDS,
  type Fields,
  HOST,
  INSTANCE,
  REST,
  type Term,
} from '../terms/term.ts';
import { Incompatible } from './bindings.ts';
import type { Goal } from './goals.ts';
import type { ExactMachine } from './machine.ts';
import { argsOf, isExpression, isList, isVariable, operatorOf } from './operations.ts';
import type { Source } from './sources.ts';

type UnifyGoal = Extract<Goal, { readonly kind: 'unify' | 'matches' }>;
/** A term and where it is written. */
type Pair = readonly [term: Term, source: Source | undefined];

/** `left = right` (docs/language/conditions.md#unification-and-assignment): false where they differ; what is left to do is pushed. */
export function unify(run: ExactMachine, goal: UnifyGoal): boolean {
  const { left, right, leftSource, rightSource } = goal;
  if (isExpression(left) || isExpression(right)) {
    const [dot, other] = isExpression(left) ? [left, right] : [right, left];
    if (!isExpression(dot) || operatorOf(dot) !== '.' || argsOf(dot).length !== 2)
      throw run.typeError(
        leftSource,
        `cannot unify expressions directly \`${run.print(left)}\` = \`${run.print(right)}\``,
      );
    // A lookup that became a constraint is asked for again now that something has a value.
    const written = run.terms.sources.parts(dot);
    const term = run.terms.sources.give(expression('.', [...argsOf(dot), other]), undefined, written);
    return run.push({ kind: 'query', term, source: undefined });
  }
  if (isPattern(left) || isPattern(right))
    throw run.typeError(leftSource, `cannot unify patterns directly \`${run.print(left)}\` = \`${run.print(right)}\``);
  if (isVariable(left)) {
    if (left === right) return true;
    const value = run.bindings.valueOf(left);
    if (!isVariable(right)) {
      return value === undefined
        ? bind(run, left, right, rightSource)
        : run.push({ ...goal, left: value, leftSource: run.bindings.sourceOf(left) });
    }
    const other = run.bindings.valueOf(right);
    if (value !== undefined && other !== undefined)
      return run.push({
        kind: 'unify',
        left: value,
        right: other,
        leftSource: run.bindings.sourceOf(left),
        rightSource: run.bindings.sourceOf(right),
      });
    return bind(run, left, right, undefined);
  }
  if (isVariable(right)) {
    const value = run.bindings.valueOf(right);
    return value === undefined
      ? bind(run, right, left, leftSource)
      : run.push({ ...goal, right: value, rightSource: run.bindings.sourceOf(right) });
  }
  if (isNumber(left) && isNumber(right)) return numbersEqual(left, right);
  if (typeof left !== 'object' || typeof right !== 'object') {
    return isHost(left) || isHost(right) ? compareObjects(run, left, right) : left === right;
  }
  if (left.kind === CALL && right.kind === CALL) {
    const [l, r] = [argsOf(left), argsOf(right)];
    if (left.a !== right.a || l.length !== r.length) return false;
    const { sources } = run.terms;
    return run.pushAll(
      l.map(
        (arg, i): Goal => ({
          kind: 'unify',
          left: arg,
          right: r[i]!,
          leftSource: sources.part(left, i),
          rightSource: sources.part(right, i),
        }),
      ),
    );
  }
  if (isList(left) && isList(right)) return unifyLists(run, left, right, 'unify');
  if (left.kind === DICTIONARY && right.kind === DICTIONARY) {
    const [l, r] = [left.a as Fields, right.a as Fields];
    if (l.size !== r.size || [...l.keys()].some((key) => !r.has(key))) return false;
    const [leftParts, rightParts] = [run.terms.sources.parts(left), run.terms.sources.parts(right)];
    // Both have the same keys, in the same order.
    for (const [i, [key, value]] of [...l].entries())
      run.push({
        kind: 'unify',
        left: value,
        right: r.get(key)!,
        leftSource: leftParts[i],
        rightSource: rightParts[i],
      });
    return true;
  }
  if (left === right && left.kind === HOST) return true;
  return (isHost(left) || isHost(right)) && compareObjects(run, left, right);
}

/** Only the application can say. */
const compareObjects = (run: ExactMachine, left: Term, right: Term): boolean =>
  run.push({ kind: 'query', term: expression('==', [left, right]), source: undefined });

function bind(run: ExactMachine, variable: Term & object, value: Term, source: Source | undefined): boolean {
  try {
    const goal = run.bindings.bind(variable, value, source);
    if (typeof goal === 'function') run.search.note(goal);
    else if (goal !== undefined) run.push({ kind: 'query', term: goal, source: undefined });
    return true;
  } catch (thrown) {
    if (thrown instanceof Incompatible) return false;
    throw thrown;
  }
}

const isHost = (term: Term): boolean => typeof term === 'object' && term.kind === HOST;

const isPattern = (term: Term): boolean => typeof term === 'object' && (term.kind === INSTANCE || term.kind === FIELDS);

/** A list, or where only its rest is written that rest. */
const cellsOf = (list: Term): Term => (typeof list === 'object' && list.kind === REST ? (list.a as Term) : list);

/**
 * Element by element. The reference turns the two sides round where the right list is the one whose rest is left open, or
 * both are and they have as many elements: which variable is bound to which depends on it.
 */
export function unifyLists(run: ExactMachine, left: Term, right: Term, kind: 'unify' | 'matches'): boolean {
  const { sources } = run.terms;
  const pairs: [Pair, Pair][] = [];
  let l = cellsOf(left);
  let r = cellsOf(right);
  while (typeof l === 'object' && l.kind === CONS && typeof r === 'object' && r.kind === CONS) {
    pairs.push([
      [l.a as Term, sources.part(l, 0)],
      [r.a as Term, sources.part(r, 0)],
    ]);
    l = l.b as Term;
    r = r.b as Term;
  }
  const isTurned = isVariable(r);
  const isOpen = isTurned || isVariable(l);
  if (isOpen)
    pairs.push([
      [l, undefined],
      [r, undefined],
    ]);
  else if (l !== r) return false;
  const rests = isTurned && isVariable(l) ? 'both' : 'one';
  return run.pushAll(
    pairs.map(([a, b], i): Goal => {
      const [[left, leftSource], [right, rightSource]] = isTurned ? [b, a] : [a, b];
      const isRest = isOpen && i === pairs.length - 1;
      return { kind, left, right, leftSource, rightSource, rests: isRest ? rests : undefined };
    }),
  );
}
