import { Failure } from '../machine/failure.ts';
import {
  Box,
  CALL,
  CONS,
  DICTIONARY,
  deref,
  EMPTY_LIST,
  EXPRESSION,
  expression,
  FIELDS,
  type Fields,
  INSTANCE,
  isUnbound,
  list,
  listElements,
  type Term,
} from '../terms/term.ts';
import { isGround, sameTerm, variablesOf } from './terms.ts';

export const TRUE: Term = expression('and', []);
export const FALSE: Term = expression('or', []);

const parts = (term: Term): { readonly operator: string; readonly args: readonly Term[] } | undefined => {
  const t = deref(term);
  return typeof t === 'object' && t.kind === EXPRESSION
    ? { operator: t.a as string, args: t.b as readonly Term[] }
    : undefined;
};

const isTrue = (term: Term): boolean => {
  const p = parts(term);
  return p !== undefined && p.operator === 'and' && p.args.length === 0;
};

export const isFalse = (term: Term): boolean => {
  const p = parts(term);
  return p !== undefined && p.operator === 'or' && p.args.length === 0;
};

/** The opposite of a constraint. */
export function invert(term: Term): Term {
  const p = parts(term);
  if (p === undefined) return term;
  const { operator, args } = p;
  const opposite: Readonly<Record<string, string>> = {
    '=': '!=',
    '==': '!=',
    '!=': '=',
    '>': '<=',
    '>=': '<',
    '<': '>=',
    '<=': '>',
  };
  switch (operator) {
    case 'and':
      return expression('or', args.map(invert));
    case 'or':
      return expression('and', args.map(invert));
    case 'not':
      return args[0]!;
    case 'matches':
    case 'in':
      return expression('not', [term]);
    default: {
      const other = opposite[operator];
      return other === undefined ? term : expression(other, args);
    }
  }
}

/** The same constraint seen from the other side, as the reference mirrors it (which is not the same for orders). */
function mirror(term: Term): Term {
  const { operator, args } = parts(term)!;
  const reversed = [...args].reverse();
  const mirrored: Readonly<Record<string, string>> = {
    '=': '=',
    '==': '==',
    '!=': '!=',
    '>': '<=',
    '>=': '<',
    '<': '>=',
    '<=': '>',
  };
  const other = mirrored[operator];
  return other === undefined ? term : expression(other, reversed);
}

/** What to do with a conjunct that may only say what a variable stands for. */
type Fate =
  | { readonly do: 'keep' | 'drop' }
  | { readonly do: 'bind' | 'check'; readonly variable: Box; readonly value: Term };

/**
 * Rewrites constraints in terms of the variables that are asked for, by the reference's rules: what a unification says of
 * another variable is filled in, negations are pushed inwards, duplicates and reflections are dropped.
 */
class Simplifier {
  readonly bindings = new Map<Box, Term>();
  readonly outputs: ReadonlySet<Box>;
  readonly #seen: Term[] = [];

  constructor(outputs: ReadonlySet<Box>) {
    this.outputs = outputs;
  }

  simplify(term: Term): Term {
    let result = term;
    for (let round = 0; round < 100; round++) {
      const bound = this.bindings.size;
      const next = this.#term(result, (t) => this.#variables(t));
      const same = sameTerm(next, result) && this.bindings.size === bound;
      result = next;
      if (same) break;
    }
    return this.#term(result, (t) => this.#deduplicate(t));
  }

  #bind(variable: Box, value: Term): void {
    if (!this.bindings.has(variable)) this.bindings.set(variable, this.#deref(value));
  }

  #deref(term: Term): Term {
    const t = deref(term);
    return isUnbound(t) ? (this.bindings.get(t) ?? t) : t;
  }

  #isOutput(term: Term): boolean {
    return isUnbound(term) && this.outputs.has(term);
  }

  #term(term: Term, operation: (t: Term) => Term): Term {
    const original = deref(term);
    if (this.#seen.some((known) => sameTerm(known, original))) return original;
    this.#seen.push(original);
    const t = this.#deref(original);
    let result: Term = t;
    const inner = (part: Term): Term => this.#term(part, operation);
    if (typeof t === 'object') {
      const fields = (of: Fields): Fields => new Map([...of].map(([key, value]) => [key, inner(value)]));
      switch (t.kind) {
        case DICTIONARY:
          result = new Box(t.kind, fields(t.a as Fields), undefined);
          break;
        case CALL:
          result = new Box(CALL, t.a, (t.b as readonly Term[]).map(inner));
          break;
        case CONS: {
          const elements = listElements(t);
          if (elements !== undefined) result = list(elements.map(inner), EMPTY_LIST);
          break;
        }
        case EXPRESSION:
          result = operation(t);
          break;
        case FIELDS:
        case INSTANCE:
          break;
        default:
          break;
      }
    }
    this.#seen.pop();
    if (isUnbound(original) && variablesOf([result]).includes(original)) return original;
    return result;
  }

  #variables(term: Term): Term {
    const { operator } = parts(term)!;
    let { args } = parts(term)!;
    if (operator === 'and' || operator === 'or') args = args.filter((arg) => !isTrivial(arg));
    if (operator === 'and' || operator === 'or') {
      if (args.length === 0) return expression(operator, []);
      if (args.length === 1) {
        const only = parts(args[0]!);
        return only === undefined ? expression(operator, args) : this.#variables(deref(args[0]!));
      }
    }
    if (operator === 'and') {
      const keep = args.map(() => true);
      const referenced = args.map(() => false);
      args.forEach((arg, i) => {
        const fate = this.#fate(arg);
        if (fate.do === 'drop') keep[i] = false;
        else if (fate.do === 'bind') {
          keep[i] = false;
          this.#bind(fate.variable, fate.value);
        } else if (fate.do === 'check') {
          const j = args.findIndex((other, index) => index !== i && variablesOf([other]).includes(fate.variable));
          if (j >= 0) {
            this.#bind(fate.variable, fate.value);
            keep[i] = false;
            referenced[j] = true;
          }
        }
      });
      const kept = args.filter((_, i) => keep[i] || referenced[i]);
      return expression(
        'and',
        kept.map((arg) => this.#term(arg, (t) => this.#variables(t))),
      );
    }
    if (operator === 'not') {
      const apart = new Simplifier(this.outputs);
      for (const [variable, value] of this.bindings) apart.bindings.set(variable, value);
      apart.#seen.push(...this.#seen);
      return invert(apart.simplify(args[0]!));
    }
    return expression(
      operator,
      args.map((arg) => this.#term(arg, (t) => this.#variables(t))),
    );
  }

  #fate(constraint: Term): Fate {
    const p = parts(constraint);
    if (p === undefined) return { do: 'keep' };
    if (p.operator === 'and' && p.args.length === 0) return { do: 'drop' };
    if (p.operator !== '=' && p.operator !== '==') return { do: 'keep' };
    const left = deref(p.args[0]!);
    const right = deref(p.args[1]!);
    if (sameTerm(left, right)) return { do: 'drop' };
    if (isUnbound(left) && isUnbound(right) && this.#isOutput(left) && this.#isOutput(right)) return { do: 'keep' };
    if (isUnbound(left) && !this.bindings.has(left) && !this.#isOutput(left))
      return { do: 'bind', variable: left, value: right };
    if (isUnbound(right) && !this.bindings.has(right) && !this.#isOutput(right))
      return { do: 'bind', variable: right, value: left };
    if (isUnbound(left) && isGround(right) && !this.bindings.has(left))
      return { do: 'check', variable: left, value: right };
    if (isUnbound(right) && isGround(left) && !this.bindings.has(right))
      return { do: 'check', variable: right, value: left };
    return { do: 'keep' };
  }

  #deduplicate(term: Term): Term {
    const { operator } = parts(term)!;
    let { args } = parts(term)!;
    if (operator === 'and') {
      const kept: Term[] = [];
      for (const arg of args) {
        if (isTrue(arg)) continue;
        const reflected = parts(arg) === undefined ? arg : mirror(arg);
        if (kept.some((known) => sameTerm(known, reflected) || sameTerm(known, arg))) continue;
        kept.push(arg);
      }
      args = kept;
    }
    if (operator === 'and' || operator === 'or') {
      if (args.length === 0) return expression(operator, []);
      if (args.length === 1 && parts(args[0]!) !== undefined) return this.#deduplicate(deref(args[0]!));
    }
    return expression(
      operator,
      args.map((arg) => this.#term(arg, (t) => this.#deduplicate(t))),
    );
  }
}

function isTrivial(term: Term): boolean {
  const p = parts(term);
  return p !== undefined && (p.operator === '=' || p.operator === '==') && sameTerm(p.args[0]!, p.args[1]!);
}

/** What constraints come to for one variable, when these are the ones that an answer shows. */
export function simplifyFor(variable: Box, constraints: Term, outputs: ReadonlySet<Box> = new Set([variable])): Term {
  let result: Term;
  try {
    result = new Simplifier(outputs).simplify(constraints);
  } catch (thrown) {
    if (thrown instanceof RangeError)
      throw new Failure(
        'stack-overflow',
        'The constraints of an answer are nested too deeply to be simplified.',
        thrown,
      );
    throw thrown;
  }
  const p = parts(result);
  if (p === undefined) return result;
  if (p.operator === '=') {
    const left = deref(p.args[0]!);
    const right = deref(p.args[1]!);
    if (isUnbound(left) && left === right) return TRUE;
    if (left === variable && isGround(right)) return right;
    if (right === variable && isGround(left)) return left;
  }
  return p.operator === 'and' || isFalse(result) ? result : expression('and', [result]);
}
