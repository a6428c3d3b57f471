import type fc from 'fast-check';
import { casesBy, type GeneratedCase, type Predicate, Writer } from './generate.ts';
import { objects } from './vocabulary.ts';

const NAMES = ['p1', 'ns::p2', 'p3', 'a::b::p4'];

/**
 * Writes what is rarer: goals in goals in goals, cuts within them, several constraints on one variable, variables in patterns,
 * values at the edges, names in name spaces, keyword arguments, strings that must be escaped.
 */
class DeepWriter extends Writer {
  override integer(): string {
    return this.chance(90)
      ? super.integer()
      : this.pick(['9223372036854775806', '-9223372036854775806', '1000000', '-0']);
  }

  override number(): string {
    return this.chance(90) ? super.number() : this.pick(['inf', 'nan', '-0.0', '1e10', '1.5e300', '4.0', '0.1']);
  }

  override string(): string {
    return this.chance(85)
      ? super.string()
      : this.pick(['"a\\"b"', '"a\\nb"', '"\\\\"', '"é"', '"日本"', '"\\t"', '"😀x"']);
  }

  override method(): string {
    return this.oneOf([
      [8, () => super.method()],
      [1, () => `${this.receiver()}.can(action: ${this.value(0)})`],
      [1, () => `${this.string()}.startsWith(${this.string()})`],
      [1, () => `${this.list(1)}.includes(${this.value(0)})`],
      [1, () => `${this.string()}.length`],
    ]);
  }

  override pattern(depth: number): string {
    return this.oneOf([
      [10, () => super.pattern(depth)],
      [1, () => this.variable()],
      [1, () => `[${this.some(0, 2, () => this.pick([this.atom(), this.variable()])).join(', ')}]`],
      [1, () => `{name: ${this.variable()}, size: ${this.variable()}}`],
      [1, () => `User{boss: Admin{name: ${this.variable()}}}`],
    ]);
  }

  /** Something about one variable that may have no value. */
  #constraint(): string {
    const variable = this.variable();
    return this.oneOf([
      [4, () => `${variable} ${this.pick(['>', '<', '>=', '<=', '!=', '=='])} ${this.number()}`],
      [3, () => `${variable}.${this.pick(['name', 'size', 'boss', 'org'])} = ${this.value(0)}`],
      [2, () => `${variable}.boss.${this.pick(['name', 'size', 'boss'])} = ${this.value(0)}`],
      [3, () => `${variable} matches ${this.pattern(1)}`],
      [
        2,
        () =>
          `${variable}.${this.pick(['boss', 'org', 'owner'])} matches ${this.pick(['User', 'Admin', 'Org', 'Thing'])}`,
      ],
      [
        2,
        () =>
          `${variable} in ${this.pick([`[${this.atom()}, ${this.atom()}]`, `${this.variable()}.roles`, `[${this.variable()}, 1]`])}`,
      ],
      [2, () => `${this.atom()} in ${variable}`],
      [2, () => `${variable} = ${this.pick([this.variable(), this.atom(), `[${this.variable()}]`])}`],
      [1, () => `${variable} + ${this.number()} = ${this.variable()}`],
      [1, () => `${variable} != ${this.variable()}`],
      [1, () => variable],
      [1, () => `print(${variable}, [${this.variable()}])`],
      [1, () => `${variable}.(${this.variable()}) = ${this.value(0)}`],
      [1, () => `${variable} := ${this.value(1)}`],
    ]);
  }

  #constraints(depth: number): string {
    return this.some(1, 3, () => (depth > 0 && this.chance(35) ? this.goal(depth - 1) : this.#constraint())).join(
      ' and ',
    );
  }

  override goal(depth: number): string {
    if (depth <= 0) return this.chance(40) ? this.#constraint() : super.goal(0);
    return this.oneOf([
      [10, () => super.goal(depth)],
      [10, () => this.#constraint()],
      [4, () => `not (${this.#constraints(depth)})`],
      [4, () => `(${this.#constraints(depth)} or ${this.#constraints(depth)})`],
      [3, () => `forall(${this.#constraints(depth)}, ${this.#constraints(depth)})`],
      [1, () => `not (not ${this.call()})`],
      [1, () => `not (not (${this.#constraints(depth)}) or ${this.call()})`],
      [1, () => `(${this.#constraints(depth - 1)} and cut or ${this.call()})`],
      [1, () => `forall(${this.variable()} in ${this.pick(objects)}.tags, (${this.#constraints(depth - 1)}))`],
    ]);
  }

  override body(least: number, most: number, depth: number): string {
    return super.body(least, most, Math.max(depth, 2));
  }

  override query(): string {
    this.begin();
    const text = this.oneOf([
      [4, () => this.#freeCall()],
      [3, () => `${this.#freeCall()} and ${this.#constraints(2)}`],
      [3, () => `${this.#constraints(2)} and ${this.#freeCall()}`],
      [4, () => this.#constraints(3)],
    ]);
    return text.replaceAll('$', '');
  }

  /** A call whose arguments mostly have no value. */
  #freeCall(): string {
    const predicate: Predicate | undefined = this.predicates.length === 0 ? undefined : this.pick(this.predicates);
    if (predicate === undefined || this.chance(20)) return this.call();
    return `${predicate.name}(${predicate.takes.map((role) => (this.chance(60) ? this.variable() : this.argument(role))).join(', ')})`;
  }
}

/** Random policies with ten queries each: what is rarer. */
export const deepCases: fc.Arbitrary<GeneratedCase> = casesBy(DeepWriter, NAMES);
