import { PolarDictionary } from '@polar-tools/evaluator';

/** A Polar dictionary: an object with its keys as properties. */
export const Dict = PolarDictionary;
export type Dict = PolarDictionary;

/** A variable in a question, or in an answer that left it open. */
export class Variable {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** A call of a rule as a value: what is asked, and what an answer may hold. */
export class Predicate {
  readonly name: string;
  readonly args: readonly unknown[];
  constructor(name: string, args: readonly unknown[]) {
    this.name = name;
    this.args = args;
  }
}

/** A constraint that an answer is left with: `{operator: 'Gt', args: [Variable('_this'), 2]}`. */
export class Expression {
  readonly operator: string;
  readonly args: readonly unknown[];
  constructor(operator: string, args: readonly unknown[]) {
    this.operator = operator;
    this.args = args;
  }
}

/** What the right side of `matches` asks for: fields, and a class where `tag` names one. */
export class Pattern {
  readonly tag: string | undefined;
  readonly fields: object;
  constructor({ tag, fields }: { readonly tag?: string | undefined; readonly fields: object }) {
    this.tag = tag;
    this.fields = fields;
  }
}

// A bundle that has two classes of a name calls one of them otherwise; who looks at an object sees the name that the reference's has.
for (const [name, made] of Object.entries({ Variable, Predicate, Expression, Pattern }))
  Object.defineProperty(made, 'name', { value: name });
