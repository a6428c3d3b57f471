/** Cloud programs as data: what the generator makes, the naive evaluation reads, and `text.ts` writes as Polar. */

export interface Value {
  readonly type: string;
  readonly id: string;
}

export interface Fact {
  readonly predicate: string;
  readonly arguments: readonly Value[];
}

/** A value; a variable by its name, `_` for one that stands nowhere else. */
export type Term = Value | string;

export interface Call {
  readonly kind: 'call';
  readonly predicate: string;
  readonly terms: readonly Term[];
}

export type Body =
  | Call
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Body[] }
  | { readonly kind: 'not'; readonly part: Body }
  | {
      readonly kind: 'compare';
      readonly operator: '<' | '<=' | '>' | '>=' | '!=';
      readonly left: Term;
      readonly right: Term;
    }
  | { readonly kind: 'equal'; readonly left: Term; readonly right: Term }
  | { readonly kind: 'in'; readonly left: Term; readonly list: readonly Value[] }
  | { readonly kind: 'matches'; readonly left: Term; readonly type: string }
  | { readonly kind: 'true' };

export interface Parameter {
  readonly term: Term;
  readonly type?: string;
}

export interface Rule {
  readonly predicate: string;
  readonly parameters: readonly Parameter[];
  readonly body: Body;
}

/** `"name"`, `global "name"`, `"name" on "relation"`, or a call over `actor` and `resource`; the word `role` stands for any role. */
export type ShorthandBody =
  | { readonly kind: 'own' | 'global'; readonly name: string }
  | { readonly kind: 'on'; readonly name: string; readonly relation: string }
  | Call
  | { readonly kind: 'and' | 'or'; readonly parts: readonly ShorthandBody[] };

export interface Shorthand {
  readonly head: string;
  readonly body: ShorthandBody;
}

export interface Block {
  readonly keyword: 'actor' | 'resource' | 'global';
  readonly name: string;
  readonly supertypes: readonly string[];
  readonly roles: readonly string[];
  readonly permissions: readonly string[];
  readonly relations: Readonly<Record<string, string>>;
  readonly shorthands: readonly Shorthand[];
}

export interface Program {
  readonly blocks: readonly Block[];
  readonly rules: readonly Rule[];
  /** Those in the policy itself, and those that it is asked over. */
  readonly stated: readonly Fact[];
  readonly facts: readonly Fact[];
}

/** By argument: a value, `T:_`, `_`, or a variable. */
export interface Query {
  readonly predicate: string;
  readonly arguments: readonly (Value | { readonly wildcard: string | undefined } | { readonly variable: string })[];
}

/** `not` in a rule of a predicate is only over predicates of an earlier stratum; calls are of the same one, or an earlier one. */
export const strata: Readonly<Record<string, number>> = {
  has_relation: 0,
  linked: 0,
  size: 0,
  marked: 0,
  near: 1,
  banned: 1,
  has_role: 2,
  odd: 2,
  has_permission: 3,
  seen: 3,
  allow: 4,
  final: 5,
};

export const isValue = (term: Term): term is Value => typeof term !== 'string';
export const isVariable = (term: Term): term is string => typeof term === 'string';
