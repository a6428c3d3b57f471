import { compareValues } from '../terms/numbers.ts';
import { isSame } from '../terms/same.ts';
import { type Box, type Fields, HOST, INSTANCE, type Term } from '../terms/term.ts';
import { Alike } from './alike.ts';
import { Hashes } from './hashes.ts';
import {
  argsOf,
  conjunction,
  isExpression,
  isTemporary,
  isVariable,
  merge,
  operatorOf,
  TRUE,
  variablesIn,
} from './operations.ts';
import { isOrder, orderCode } from './operators.ts';

/** Hashes are remembered for as long as their terms live. */
const hashes = new Hashes();

/** Says whether a value is an instance of a class; undefined where only the application knows. */
export type InstanceTest = (value: Term, name: string) => boolean | undefined;

/** Conjuncts that each can be decided by themselves once their one variable has a value. */
interface Tests {
  readonly test: Box;
  readonly before: Tests | null;
}

/**
 * What must hold of variables: an `and` that grows at its end and shares its beginning with what it grew from, so that adding a
 * constraint costs the same however many there are, and going back costs nothing. It never changes.
 */
export class Constraints {
  readonly #before: Constraints | null;
  readonly #added: readonly Term[];
  readonly length: number;
  /**
   * Where unifications make all its variables one and everything else is about one variable and a constant: what is not a unification. A
   * value for one of the variables is one for all of them then. Undefined elsewhere.
   */
  readonly #tests: Tests | null | undefined;
  /** Whether they are about a variable that is not temporary. */
  readonly areNamed: boolean;
  #expression: Box | undefined;

  private constructor(
    before: Constraints | null,
    added: readonly Term[],
    tests: Tests | null | undefined,
    areNamed: boolean,
    expression?: Box,
  ) {
    this.#before = before;
    this.#added = added;
    this.length = (before === null ? 0 : before.length) + added.length;
    this.#tests = tests;
    this.areNamed = areNamed;
    this.#expression = expression;
  }

  static readonly NONE = new Constraints(null, [], null, false);

  /** The conjuncts of an `and`. */
  static of(conjunction: Box): Constraints {
    const conjuncts = argsOf(conjunction);
    const areNamed = !variablesIn(conjunction).every(isTemporary);
    return new Constraints(null, conjuncts, testsAmong(conjuncts), areNamed, conjunction);
  }

  /**
   * With one more conjunct at the end, which is known not to be there and whose variables are among those that are there, but for the other
   * side of a unification; all of them are new where there was no constraint.
   */
  with(conjunct: Box, variables: readonly Box[]): Constraints {
    const tests = withTest(this.#tests, conjunct);
    return new Constraints(this, [conjunct], tests, this.areNamed || !variables.every(isTemporary));
  }

  /** Whether the same conjunct is among those after the first ones, so many. */
  has(conjunct: Box, after: number): boolean {
    for (let some: Constraints | null = this; some !== null && some.length > after; some = some.#before)
      for (const known of some.#added) if (isSameConjunct(known, conjunct)) return true;
    return false;
  }

  /** These, then those of the others that are not among them. */
  merge(others: Constraints): Constraints {
    if (this.length > 0 && others.#growsFrom(this)) return others;
    return Constraints.of(merge(this.expression, others.expression));
  }

  #growsFrom(beginning: Constraints): boolean {
    let some: Constraints | null = this;
    while (some !== null && some.length > beginning.length) some = some.#before;
    return some === beginning;
  }

  /** As a term: an `and`, the same one each time. */
  get expression(): Box {
    if (this.#expression !== undefined) return this.#expression;
    const conjuncts = new Array<Term>(this.length);
    for (let some: Constraints | null = this; some !== null; some = some.#before) {
      const known = some.#expression;
      const last = known === undefined ? some.#added : argsOf(known);
      for (let i = last.length, at = some.length; i > 0; ) conjuncts[--at] = last[--i]!;
      if (known !== undefined) break;
    }
    this.#expression = conjunction(conjuncts);
    return this.#expression;
  }

  /**
   * Whether all of it holds when its variables, all of them still free, have this value: true where that is all there is to do,
   * false where the value contradicts it, undefined where it is not as simple as that.
   */
  settle(value: Term, isInstance: InstanceTest): boolean | undefined {
    if (this.#tests === undefined) return undefined;
    let holds = true;
    for (let one: Tests | null = this.#tests; one !== null; one = one.before) {
      const outcome = isHolding(one.test, value, isInstance);
      if (outcome === undefined) return undefined;
      holds &&= outcome;
    }
    return holds;
  }
}

function isSameConjunct(left: Term, right: Box): boolean {
  if (left === right) return true;
  if (!isExpression(left) || operatorOf(left) !== operatorOf(right)) return false;
  return isSameAtSight(argsOf(left), argsOf(right)) ?? (hashes.of(left) === hashes.of(right) && isSame(left, right));
}

/** Whether arguments are the same, where all but variables are JavaScript's own values; undefined where they have to be looked into. */
function isSameAtSight(left: readonly Term[], right: readonly Term[]): boolean | undefined {
  if (left.length !== right.length) return false;
  let isSame: boolean | undefined = true;
  for (let i = 0; i < left.length; i++) {
    const [l, r] = [left[i]!, right[i]!];
    const areOne = l === r;
    if (isVariable(l) || isVariable(r) || (typeof l !== 'object' && typeof r !== 'object')) {
      if (!areOne) return false;
    } else isSame = undefined;
  }
  return isSame;
}

function withTest(tests: Tests | null | undefined, conjunct: Term): Tests | null | undefined {
  if (tests === undefined) return undefined;
  if (isUnification(conjunct) || isSame(conjunct, TRUE)) return tests;
  return isTest(conjunct) ? { test: conjunct, before: tests } : undefined;
}

/** Whether a conjunct says that two variables are one. */
export const isUnification = (conjunct: Term): conjunct is Box =>
  isExpression(conjunct) && operatorOf(conjunct) === '=' && argsOf(conjunct).every(isVariable);

/** Whether a conjunct compares one variable with a constant, or asks for its class. */
export function isTest(conjunct: Term): conjunct is Box {
  if (!isExpression(conjunct)) return false;
  const operator = operatorOf(conjunct);
  const [left, right] = argsOf(conjunct) as [Term, Term];
  if (operator === 'matches') return isVariable(left) && isBareClass(right);
  if (operator !== '=' && operator !== '==' && operator !== '!=' && !isOrder(operator)) return false;
  return (isVariable(left) && isConstant(right)) || (isConstant(left) && isVariable(right));
}

const isBareClass = (term: Term): boolean =>
  typeof term === 'object' && term.kind === INSTANCE && (term.b as Fields).size === 0;

const isConstant = (term: Term): boolean => typeof term === 'number' || typeof term === 'string';

/** The tests among conjuncts whose unifications make all their variables one. */
function testsAmong(conjuncts: readonly Term[]): Tests | null | undefined {
  let tests: Tests | null = null;
  const alike = new Alike();
  const variables = new Set<Box>();
  let unions = 0;
  for (const conjunct of conjuncts) {
    const added = withTest(tests, conjunct);
    if (added === undefined) return undefined;
    tests = added;
    const [left, right] = variablesIn(conjunct);
    if (left !== undefined) variables.add(left);
    if (right === undefined) continue;
    variables.add(right);
    if (alike.unite(left!, right)) unions++;
  }
  return variables.size > unions + 1 ? undefined : tests;
}

/** Whether a test holds of a value; undefined where that is an error, or for the application to say. */
function isHolding(test: Box, value: Term, isInstance: InstanceTest): boolean | undefined {
  const [left, right] = argsOf(test) as [Term, Term];
  const operator = operatorOf(test);
  if (operator === 'matches') return isInstance(value, (right as Box).a as string);
  const other = isVariable(left) ? right : left;
  // A value of another kind is an error for some operators, and not in every order of them.
  if (typeof other !== typeof value) return undefined;
  const [l, r] = isVariable(left) ? [value, right] : [left, value];
  return compareValues(orderCode(operator === '=' ? '==' : operator), l, r);
}

/** True for a value that a unification compares with itself without more ado. */
export const isPlain = (value: Term): boolean =>
  isConstant(value) || (typeof value === 'object' && value.kind === HOST);
