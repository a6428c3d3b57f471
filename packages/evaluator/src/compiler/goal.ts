import type { BinaryOperator, Node } from '@polar-tools/language';
import type { Term } from '../terms/term.ts';

/** A place where a value stands, after names were resolved: what the assembler builds or matches. */
export type Value =
  | { readonly kind: 'constant'; readonly term: Term }
  | { readonly kind: 'variable'; readonly variable: Variable }
  | { readonly kind: 'cons'; readonly head: Value; readonly tail: Value }
  /** `[*rest]`, a list without elements before its rest: so what is no list does not become one by being its rest. */
  | { readonly kind: 'rest'; readonly rest: Value }
  | { readonly kind: 'dictionary' | 'fields'; readonly fields: readonly (readonly [string, Value])[] }
  | { readonly kind: 'instance'; readonly name: string; readonly fields: readonly (readonly [string, Value])[] }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Value[] };

/** A variable of one clause. Its name starts with `_` where the rewriting made it up. */
export interface Variable {
  readonly name: string;
  /** In the order in which they were first met. */
  readonly index: number;
  /** True where the text names it: those are what a debugger shows. */
  readonly written: boolean;
}

export type ComparisonOperator = '==' | '!=' | '<' | '<=' | '>' | '>=';
export type ArithmeticOperator = '+' | '-' | '*' | '/' | 'mod' | 'rem';

/** A goal of a body after the reference's rewriting: lookups and arithmetic within values became goals of their own. */
export type Goal = Form & {
  /** Set where it is one of several that a goal as written became. */
  readonly piece?: Piece;
};

/**
 * What a negation is made for: a `not` as it is written; a `forall(c, a)`, which is `not (c and not a)` (docs/language/conditions.md#negation-and-forall); or what that
 * demands of each solution, the inner negation, which nobody wrote: a debugger shows nothing of it.
 */
export type Negates = 'not' | 'forall' | 'demand';

/** Where a goal stands among those that one goal as written became. */
export interface Piece {
  readonly of: Node;
  readonly first: boolean;
  readonly last: boolean;
}

type Form =
  | { readonly kind: 'and' | 'or'; readonly goals: readonly Goal[]; readonly node: Node }
  | { readonly kind: 'not'; readonly goal: Goal; readonly node: Node; readonly of: Negates }
  | { readonly kind: 'predicate'; readonly name: string; readonly args: readonly Value[]; readonly node: Node }
  | { readonly kind: 'unify' | 'assign'; readonly left: Value; readonly right: Value; readonly node: Node }
  | {
      readonly kind: 'compare';
      readonly operator: ComparisonOperator;
      readonly left: Value;
      readonly right: Value;
      readonly node: Node;
    }
  | {
      readonly kind: 'arithmetic';
      readonly operator: ArithmeticOperator;
      readonly left: Value;
      readonly right: Value;
      readonly result: Variable;
      readonly node: Node;
    }
  | { readonly kind: 'in' | 'matches'; readonly left: Value; readonly right: Value; readonly node: Node }
  | {
      readonly kind: 'lookup';
      readonly object: Value;
      readonly key: Value;
      readonly result: Variable;
      readonly node: Node;
    }
  | {
      readonly kind: 'method';
      readonly object: Value;
      readonly call: Arguments;
      readonly result: Variable;
      readonly node: Node;
    }
  | { readonly kind: 'new'; readonly call: Arguments; readonly result: Variable; readonly node: Node }
  | { readonly kind: 'print' | 'debug'; readonly args: readonly Value[]; readonly node: Node }
  | { readonly kind: 'cut'; readonly node: Node }
  /** A variable or a boolean where a goal stands. */
  | { readonly kind: 'condition'; readonly value: Value; readonly node: Node };

export interface Arguments {
  readonly name: string;
  readonly args: readonly Value[];
  readonly keywords: readonly (readonly [string, Value])[];
}

export interface Parameter {
  readonly value: Value;
  readonly specializer: Value | undefined;
  readonly node: Node;
}

/** A rule, or a query (which has no parameters), ready to be assembled. */
export interface LoweredClause {
  readonly parameters: readonly Parameter[];
  /** Its conjuncts. */
  readonly body: readonly Goal[];
  readonly variables: readonly Variable[];
  readonly bodyNode: Node | undefined;
}

export const isComparison = (operator: BinaryOperator): operator is ComparisonOperator =>
  operator === '==' ||
  operator === '!=' ||
  operator === '<' ||
  operator === '<=' ||
  operator === '>' ||
  operator === '>=';

export const isArithmetic = (operator: BinaryOperator): operator is ArithmeticOperator =>
  operator === '+' ||
  operator === '-' ||
  operator === '*' ||
  operator === '/' ||
  operator === 'mod' ||
  operator === 'rem';

/** Whether a variable is a value, or in it. */
export function mentions(value: Value, variable: Variable): boolean {
  switch (value.kind) {
    case 'variable':
      return value.variable === variable;
    case 'cons':
      return mentions(value.head, variable) || mentions(value.tail, variable);
    case 'rest':
      return mentions(value.rest, variable);
    case 'dictionary':
    case 'fields':
    case 'instance':
      return value.fields.some(([, field]) => mentions(field, variable));
    case 'call':
      return value.args.some((arg) => mentions(arg, variable));
    default:
      return false;
  }
}

/** Whether a debugger is told of a goal: one that a person wrote. What goals are joined by has no events of its own. */
export const hasEvents = (goal: Goal): boolean =>
  goal.kind !== 'and' && goal.kind !== 'or' && (goal.kind !== 'not' || goal.of !== 'demand');
