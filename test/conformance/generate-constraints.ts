import type fc from 'fast-check';
import type { Case } from './case.ts';
import { asCase, casesBy, type GeneratedCase, type Predicate, Writer } from './generate.ts';
import { classes, objects } from './vocabulary.ts';

const NAMES = ['p1', 'p2', 'p3', 'p4'];
const ORDERS = ['>', '<', '>=', '<=', '!=', '=='];

/**
 * Writes rules that constrain a variable on the way down a recursion, in disjunctions and in negations, in the queries bind it before,
 * between or after: to a value that fits, that does not, or that is of another kind.
 */
class ConstraintsWriter extends Writer {
  override number(): string {
    return this.chance(85)
      ? String(this.below(7))
      : this.pick(['2.0', '2.5', '-1', '"a"', 'true', '9223372036854775807']);
  }

  /** A value for a constrained variable. */
  #value(): string {
    return this.oneOf([
      [8, () => this.number()],
      [2, () => this.string()],
      [2, () => this.pick(objects)],
      [1, () => `[${this.number()}, ${this.variable()}]`],
      [1, () => this.atom()],
      [1, () => `{a: ${this.variable()}}`],
    ]);
  }

  /** Something about a variable. */
  #constraint(variable: string): string {
    return this.oneOf([
      [8, () => `${variable} ${this.pick(ORDERS)} ${this.number()}`],
      [2, () => `${this.number()} ${this.pick(ORDERS)} ${variable}`],
      [3, () => `${variable} ${this.pick(ORDERS)} ${this.variable()}`],
      [4, () => `${variable} = ${this.variable()}`],
      [3, () => `${variable} matches ${this.pick(['Integer', 'String', ...classes])}`],
      [1, () => `${variable} matches ${this.pattern(1)}`],
      [1, () => `${variable}.${this.pick(['name', 'size', 'boss'])} ${this.pick(['=', '>', '!='])} ${this.value(0)}`],
      [
        2,
        () => `${variable} in [${this.some(1, 4, () => (this.chance(80) ? this.number() : this.#value())).join(', ')}]`,
      ],
      [1, () => `${this.number()} in ${variable}`],
      [1, () => `print(${variable})`],
    ]);
  }

  #constraints(variable: string, most: number): string {
    return this.some(1, most, () => this.#constraint(this.chance(75) ? variable : this.variable())).join(' and ');
  }

  /** What makes the recursions below bind, branch or refuse. */
  #step(variable: string): string {
    return this.oneOf([
      [10, () => this.#constraint(variable)],
      [4, () => `(${this.#constraints(variable, 2)} or ${this.#constraints(variable, 2)})`],
      [2, () => `not (${this.#constraints(variable, 2)})`],
      [1, () => `not (not (${this.#constraints(variable, 1)}))`],
      [1, () => `forall(${this.#constraints(variable, 1)}, ${this.#constraints(variable, 1)})`],
      [2, () => `${variable} = ${this.#value()}`],
      [2, () => this.call()],
      [1, () => `(${this.#constraints(variable, 1)} and cut or ${this.#constraints(variable, 2)})`],
    ]);
  }

  #steps(variable: string, least: number, most: number): string {
    return this.some(least, most, () => this.#step(this.chance(80) ? variable : this.variable())).join(' and ');
  }

  override goal(depth: number): string {
    return this.chance(25) ? super.goal(depth) : this.#step(this.variable());
  }

  /** A call of one of the recursions that all these policies have. */
  #recursion(variable: string): string {
    return this.oneOf([
      [3, () => `above(${this.below(5)}, ${variable})`],
      [3, () => `rng(${variable}, ${this.below(6)})`],
      [2, () => `half(${this.below(4)}, ${variable})`],
      [2, () => `same(${this.below(5)}, ${variable}, ${this.variable()})`],
      [1, () => `apart(${this.below(4)}, ${variable})`],
      [1, () => `typed(${variable})`],
      [1, () => `chain(${this.below(2)}, ${variable}, ${this.chance(50) ? this.variable() : this.number()})`],
    ]);
  }

  override call(): string {
    return this.chance(60) ? this.#recursion(this.variable()) : super.call();
  }

  override query(): string {
    this.begin();
    const variable = this.fresh();
    const other = this.chance(40) ? this.fresh() : variable;
    const goals = this.some(1, 3, () =>
      this.oneOf([
        [5, () => this.#recursion(this.chance(70) ? variable : other)],
        [3, () => this.#freeCall(this.chance(70) ? variable : other)],
        [5, () => this.#steps(this.chance(70) ? variable : other, 1, 2)],
      ]),
    );
    if (this.chance(60)) goals.push(`${this.chance(70) ? variable : other} = ${this.#value()}`);
    else if (this.chance(30)) goals.push(`${variable} in [${this.some(2, 5, () => this.#value()).join(', ')}]`);
    if (this.chance(20)) goals.push(this.#steps(variable, 1, 2));
    return goals.join(' and ').replaceAll('$', '');
  }

  #freeCall(variable: string): string {
    if (this.predicates.length === 0) return this.#recursion(variable);
    const predicate: Predicate = this.pick(this.predicates);
    return `${predicate.name}(${predicate.takes.map((role) => (this.chance(70) ? variable : this.argument(role))).join(', ')})`;
  }
}

/** Recursions that constrain on the way down, as they list what an actor may see. */
const recursions = [
  'above(0, _); above(n, x) if n > 0 and x > n and above(n - 1, x);',
  'rng(x, hi) if x <= hi and rr(x, 1, hi); rr(x, x, _); rr(x, lo, hi) if lo < hi and rr(x, lo + 1, hi);',
  'half(0, _); half(n, x) if n > 0 and (x > n or x < 9 - n) and half(n - 1, x);',
  'same(0, x, x); same(n, x, y) if n > 0 and x != n + 9 and same(n - 1, z, y) and z = x;',
  'apart(0, _); apart(n, x) if n > 0 and not x = n and apart(n - 1, x);',
  'typed(x: Integer) if x > 1; typed(x: User) if x.size > 0; typed(x) if x in ["a", "b", 3];',
  'chain(0, x, y) if x = y; chain(n, x, y) if n > 0 and x <= z and chain(n - 1, z, y);',
] as const;

/** Policies that constrain variables before they are bound, with ten queries each. */
export const constraintsCases: fc.Arbitrary<GeneratedCase> = casesBy(ConstraintsWriter, NAMES);

/** With the recursions. */
export const asConstraintsCase = ({ statements, queries }: GeneratedCase): Case =>
  asCase({ statements: [...recursions, ...statements], queries });
