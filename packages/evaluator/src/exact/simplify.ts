import { Failure } from '../run/failure.ts';
import { isSame, isSameByHash } from '../terms/same.ts';
import {
  Box,
  CALL,
  CONS,
  DICTIONARY,
  EMPTY_LIST,
  EXPRESSION,
  expression,
  type Fields,
  REST,
  type Term,
} from '../terms/term.ts';
import { Alike } from './alike.ts';
import { isTest } from './constraints.ts';
import { Hashes } from './hashes.ts';
import {
  argsOf,
  conjunction,
  invert,
  isExpression,
  isGround,
  isVariable,
  mirror,
  operatorOf,
  rebuild,
  TRUE,
  variablesIn,
} from './operations.ts';
import { mirrorOf } from './operators.ts';
import { inPlaceOf } from './sources.ts';

/** What to do with a conjunct that may only say what a variable stands for. */
type Fate =
  | { readonly do: 'keep' | 'drop' }
  | { readonly do: 'bind' | 'check'; readonly variable: Box; readonly value: Term };

const KEEP: Fate = { do: 'keep' };
const DROP: Fate = { do: 'drop' };

type Operation = (operation: Box) => Term;

/** What one simplification has done so far, the negations within it included. */
interface Effort {
  /** How many terms were compared with those around them. */
  comparisons: number;
  /** With them a comparison is one of two numbers: what is filled in for a variable over and over gets big and nearly alike. */
  readonly hashes: Hashes;
}

/** A term around the one in progress. */
interface Around {
  readonly term: Term;
  readonly hash: number;
}

/** `x = x.a` and the like make the reference think for ever: what is filled in for x has x in it again. */
const MOST_COMPARISONS = 2_000_000;

/**
 * Rewrites constraints in terms of the variables that are asked for, by the reference's rules: what a unification says of
 * another variable is filled in, negations are pushed inwards, duplicates and reflections are dropped.
 */
class Simplifier {
  readonly #outputs: ReadonlySet<Box>;
  readonly #bindings: Map<Box, Term>;
  /** The terms around the one in progress. */
  readonly #path: Around[];
  readonly #effort: Effort;

  constructor(outputs: ReadonlySet<Box>, bindings: ReadonlyMap<Box, Term>, path: readonly Around[], effort: Effort) {
    this.#outputs = outputs;
    this.#bindings = new Map(bindings);
    this.#path = [...path];
    this.#effort = effort;
  }

  simplify(term: Term): Term {
    let result = term;
    for (;;) {
      const known = this.#bindings.size;
      const next = this.#term(result, this.#variables);
      const isDone = isSameByHash(next, result) && this.#bindings.size === known;
      result = next;
      if (isDone) break;
    }
    return this.#term(result, this.#deduplicate);
  }

  #bind(variable: Box, value: Term): void {
    if (!this.#bindings.has(variable)) this.#bindings.set(variable, this.#deref(value));
  }

  #deref(term: Term): Term {
    return isVariable(term) ? (this.#bindings.get(term) ?? term) : term;
  }

  #isOutput(term: Term): boolean {
    return isVariable(term) && this.#outputs.has(term);
  }

  #term(original: Term, operation: Operation): Term {
    this.#effort.comparisons += 1 + this.#path.length;
    if (this.#effort.comparisons > MOST_COMPARISONS)
      throw new Failure(
        'stack-overflow',
        'The constraints of an answer cannot be made simple: a variable would be what a lookup on itself gives, without end.',
      );
    const hash = this.#effort.hashes.of(original);
    if (this.#path.some((around) => around.hash === hash && isSame(around.term, original))) return original;
    this.#path.push({ term: original, hash });
    const result = this.#inside(this.#deref(original), operation);
    this.#path.pop();
    return isVariable(original) && variablesIn(result).includes(original) ? original : result;
  }

  #inside(t: Term, operation: Operation): Term {
    if (typeof t !== 'object') return t;
    // There is nothing to fill in, however often it has the same parts.
    if ((t.kind === CONS || t.kind === DICTIONARY) && isGround(t)) return t;
    switch (t.kind) {
      case DICTIONARY:
        return new Box(
          t.kind,
          new Map([...(t.a as Fields)].map(([key, value]) => [key, this.#term(value, operation)])),
          undefined,
        );
      case CALL:
        return new Box(
          CALL,
          t.a,
          argsOf(t).map((arg) => this.#term(arg, operation)),
        );
      case CONS:
        return this.#list(t, operation);
      case REST: {
        const filled = this.#term(t.a as Term, operation);
        return filled === t.a ? t : new Box(CONS, filled, EMPTY_LIST);
      }
      case EXPRESSION:
        return operation(t);
      default:
        return t;
    }
  }

  /** What is filled in for the variable after the star is one more element, as in the reference. */
  #list(from: Box, operation: Operation): Term {
    const elements: Term[] = [];
    let rest: Term = from;
    while (typeof rest === 'object' && rest.kind === CONS) {
      elements.push(this.#term(rest.a as Term, operation));
      rest = rest.b as Term;
    }
    let end: Term = rest;
    if (rest !== EMPTY_LIST) {
      const filled = this.#term(rest, operation);
      end = filled === rest ? rest : new Box(CONS, filled, EMPTY_LIST);
    }
    for (let i = elements.length - 1; i >= 0; i--) end = new Box(CONS, elements[i], end);
    return end;
  }

  /** One round of filling in what unifications say. */
  readonly #variables: Operation = (operation) => {
    const operator = operatorOf(operation);
    if (operator === 'and' || operator === 'or') {
      const args = argsOf(operation).filter((arg) => !isTrivial(arg));
      if (args.length === 0) return expression(operator, args);
      if (args.length === 1) {
        const [only] = args as [Term];
        return isExpression(only) ? this.#variables(only) : expression(operator, args);
      }
      if (operator === 'and') return this.#conjunction(args);
      return this.#eachArgument(operation, args, this.#variables);
    }
    if (operator === 'not') {
      // What is learned within a negation stays there.
      const apart = new Simplifier(this.#outputs, this.#bindings, this.#path, this.#effort);
      const simplified = apart.simplify(argsOf(operation)[0]!);
      return isExpression(simplified) ? invert(simplified) : simplified;
    }
    return this.#eachArgument(operation, argsOf(operation), this.#variables);
  };

  /** The operation on these arguments, each simplified: itself where nothing changes, so that it is still known where it is written. */
  #eachArgument(operation: Box, args: readonly Term[], operationOn: Operation): Box {
    const before = argsOf(operation);
    const simplified = this.#each(args, operationOn);
    return simplified.length === before.length && simplified.every((arg, i) => arg === before[i])
      ? operation
      : inPlaceOf(operation, operatorOf(operation), simplified);
  }

  #each(args: readonly Term[], operation: Operation): Term[] {
    return args.map((arg) => this.#term(arg, operation));
  }

  #conjunction(args: readonly Term[]): Term {
    const keep = args.map(() => true);
    const referenced = args.map(() => false);
    args.forEach((arg, i) => {
      const fate = this.#fate(arg);
      if (fate.do === 'drop') keep[i] = false;
      else if (fate.do === 'bind') {
        keep[i] = false;
        this.#bind(fate.variable, fate.value);
      } else if (fate.do === 'check') {
        const j = args.findIndex((other, index) => index !== i && variablesIn(other).includes(fate.variable));
        if (j < 0) return;
        this.#bind(fate.variable, fate.value);
        keep[i] = false;
        referenced[j] = true;
      }
    });
    return conjunction(
      this.#each(
        args.filter((_, i) => keep[i] || referenced[i]),
        this.#variables,
      ),
    );
  }

  #fate(constraint: Term): Fate {
    if (!isExpression(constraint)) return KEEP;
    const operator = operatorOf(constraint);
    const args = argsOf(constraint);
    if (operator === 'and' && args.length === 0) return DROP;
    if (operator !== '=' && operator !== '==') return KEEP;
    const [left, right] = args as [Term, Term];
    if (isSame(left, right)) return DROP;
    if (this.#isOutput(left) && this.#isOutput(right)) return KEEP;
    const freeLeft = isVariable(left) && !this.#bindings.has(left);
    const freeRight = isVariable(right) && !this.#bindings.has(right);
    if (freeLeft && !this.#isOutput(left)) return { do: 'bind', variable: left, value: right };
    if (freeRight && !this.#isOutput(right)) return { do: 'bind', variable: right, value: left };
    if (freeLeft && isGround(right)) return { do: 'check', variable: left, value: right };
    if (freeRight && isGround(left)) return { do: 'check', variable: right, value: left };
    return KEEP;
  }

  /** Drops conjuncts that are there already, as they are or mirrored. */
  readonly #deduplicate: Operation = (operation) => {
    const operator = operatorOf(operation);
    let args = argsOf(operation);
    if (operator === 'and') {
      const kept: Term[] = [];
      for (const arg of args) {
        if (isSame(arg, TRUE)) continue;
        const reflected = isExpression(arg) ? mirror(arg) : arg;
        if (kept.some((known) => isSameByHash(known, reflected) || isSameByHash(known, arg))) continue;
        kept.push(arg);
      }
      args = kept;
    }
    if ((operator === 'and' || operator === 'or') && args.length < 2) {
      const [only] = args;
      if (only === undefined) return expression(operator, args);
      if (isExpression(only)) return this.#deduplicate(only);
    }
    return this.#eachArgument(operation, args, this.#deduplicate);
  };
}

function isTrivial(term: Term): boolean {
  if (!isExpression(term)) return false;
  const operator = operatorOf(term);
  const args = argsOf(term);
  return (operator === '=' || operator === '==') && isSame(args[0]!, args[1]!);
}

/**
 * What constraints come to for one variable, where these are the variables that may be named: an `and`, or the variable's value
 * where they leave it just one. `shown`: what stands for the variable in the result.
 */
export function simplify(variable: Box, constraints: Term, outputs: ReadonlySet<Box>, shown = variable): Term {
  const plain = isExpression(constraints) ? simplifyPlain(variable, constraints, outputs, shown) : undefined;
  if (plain !== undefined) return plain;
  const result = simplifyFully(variable, constraints, outputs);
  return shown === variable ? result : rebuild(result, (part) => (part === variable ? shown : undefined));
}

function simplifyFully(variable: Box, constraints: Term, outputs: ReadonlySet<Box>): Term {
  const simplified = simplifyDeeply(constraints, outputs);
  const result = isExpression(simplified) ? withoutTrivial(variable, simplified) : simplified;
  return isExpression(result) && operatorOf(result) !== 'and' ? conjunction([result]) : result;
}

/**
 * The same in one go, where the constraints say only which temporary variables are the one that is asked for, and compare these with
 * constants or ask for their class; undefined elsewhere.
 */
function simplifyPlain(variable: Box, constraints: Box, outputs: ReadonlySet<Box>, shown: Box): Box | undefined {
  if (operatorOf(constraints) !== 'and' || !outputs.has(variable)) return undefined;
  const alike = new Alike();
  const replaced = new Set<Box>();
  const tests: Box[] = [];
  let conjuncts = 0;
  for (const conjunct of argsOf(constraints)) {
    if (!isExpression(conjunct)) return undefined;
    const [left, right] = argsOf(conjunct) as [Term, Term];
    const operator = operatorOf(conjunct);
    if (operator === '=' && isVariable(left) && isVariable(right)) {
      if (left === right) continue;
      if (left !== variable && outputs.has(left)) return undefined;
      if (right !== variable && outputs.has(right)) return undefined;
      if (!alike.unite(left, right)) return undefined;
      if (left !== variable && !replaced.has(left)) replaced.add(left);
      else if (right !== variable && !replaced.has(right)) replaced.add(right);
      else return undefined;
    } else if (operator !== '=' && operator !== '==' && isTest(conjunct)) tests.push(conjunct);
    else if (isTrivial(conjunct) || isSame(conjunct, TRUE)) continue;
    else return undefined;
    conjuncts++;
  }
  // By the reference's rules nothing is filled in by a unification that stands alone.
  if (conjuncts === 1 && tests.length === 0) return undefined;
  const kept: Box[] = [];
  const known = new Map<unknown, Box[]>();
  for (const test of tests) {
    const [left, right] = argsOf(test) as [Term, Term];
    const about = (isVariable(left) ? left : right) as Box;
    if (about !== variable && alike.of(about) !== alike.of(variable)) return undefined;
    const constant = about === left ? right : left;
    const value = typeof constant === 'object' ? constant.a : constant;
    const alreadyKept = known.get(value);
    if (alreadyKept?.some((other) => isSameTest(other, test))) continue;
    if (alreadyKept === undefined) known.set(value, [test]);
    else alreadyKept.push(test);
    kept.push(
      about === shown ? test : inPlaceOf(test, operatorOf(test), about === left ? [shown, right] : [left, shown]),
    );
  }
  return conjunction(kept);
}

/** Whether two tests with the same constant, of variables that are one, are the same, as they are or mirrored. */
function isSameTest(left: Box, right: Box): boolean {
  const isTurned = isVariable(argsOf(left)[0]!) !== isVariable(argsOf(right)[0]!);
  const operator = operatorOf(left);
  return (isTurned ? mirrorOf(operator) : operator) === operatorOf(right);
}

function simplifyDeeply(constraints: Term, outputs: ReadonlySet<Box>): Term {
  try {
    return new Simplifier(outputs, new Map(), [], { comparisons: 0, hashes: new Hashes() }).simplify(constraints);
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown;
    throw new Failure('stack-overflow', 'The constraints of an answer are nested too deeply to be simplified.', thrown);
  }
}

/** `x = 1` about x is 1. */
function withoutTrivial(variable: Box, simplified: Box): Term {
  if (operatorOf(simplified) !== '=') return simplified;
  const [left, right] = argsOf(simplified) as [Term, Term];
  if (isVariable(left) && left === right) return TRUE;
  if (left === variable && isGround(right)) return right;
  if (right === variable && isGround(left)) return left;
  return simplified;
}

/** Each variable's constraints simplified for itself; what is no constraint stays. */
export function simplifyEach(bindings: ReadonlyMap<Box, Term>): Map<Box, Term> {
  const simplified = new Map<Box, Term>();
  for (const [variable, value] of bindings) {
    simplified.set(variable, isExpression(value) ? simplify(variable, value, new Set([variable])) : value);
  }
  return simplified;
}
