import type { Node } from '@polar-tools/language';
import type { Clause } from '@polar-tools/policy';

/** An argument: a slot (the number of a variable) from 0 on, or `constant(number of a value)`. */
export type Argument = number;

export const constant = (value: number): Argument => -1 - value;
export const isConstant = (argument: Argument): boolean => argument < 0;
export const constantOf = (argument: Argument): number => -1 - argument;

/** A call of a predicate, by its facts and its rules. */
export interface CallGoal {
  readonly kind: 'call';
  readonly predicate: string;
  readonly arguments: readonly Argument[];
  readonly negated: boolean;
  /** The rules that it stands for, where no name calls them: a part of a rule. */
  readonly part: readonly Rule[] | undefined;
  /** Variables that stand nowhere else. Under `not`, these need no value. */
  readonly local: ReadonlySet<number>;
  readonly node: Node;
}

export type Comparison = '<' | '<=' | '>' | '>=' | '!=';

export interface CompareGoal {
  readonly kind: 'compare';
  readonly operator: Comparison;
  readonly negated: boolean;
  readonly left: Argument;
  readonly right: Argument;
  readonly node: Node | undefined;
}

/** `x in ["a", "b"]` */
export interface MemberGoal {
  readonly kind: 'member';
  readonly negated: boolean;
  readonly left: Argument;
  readonly values: readonly number[];
  readonly node: Node;
}

/** What cannot be run: reaching it is an error. */
export interface ProblemGoal {
  readonly kind: 'problem';
  readonly message: string;
  readonly node: Node | undefined;
}

export type Goal = CallGoal | CompareGoal | MemberGoal | ProblemGoal;

/**
 * One way for a clause to hold: its body has no `or`, and variables that must be equal are one. A clause with `or` has several.
 */
export interface Rule {
  /** Undefined for a query, and for what a rule says in parentheses under `not`. */
  readonly clause: Clause | undefined;
  readonly uri: string | undefined;
  readonly head: readonly Argument[];
  readonly goals: readonly Goal[];
  /** By slot: the variable's name; of variables that are one, the first. */
  readonly names: readonly string[];
  /** By name: what each variable is; one that must be equal to something is that. */
  readonly variables: ReadonlyMap<string, Argument>;
  /** By slot: the set of types that the variable may be of. */
  readonly types: readonly number[];
  /** The slot that has the time of the query, or -1. */
  readonly now: number;
}
