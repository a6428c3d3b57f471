import type fc from 'fast-check';
import { casesBy, type GeneratedCase, type Predicate, Writer } from './generate.ts';
import { classes, objects } from './vocabulary.ts';

const NAMES = ['p1', 'p2', 'p3', 'p4'];
const EDGES = ['inf', '-inf', 'nan', '-0.0', '0', '0.0', '1.5', '9007199254740992', '1e300'];
const ORDERS = ['>', '<', '>=', '<=', '!=', '=='];

/**
 * Writes terms that the other writers hardly ever put together: fields of fields of what has no value, unions within patterns within
 * patterns, `forall` in `or` in `not`, cuts in disjunctions in rules, dictionaries whose values are computed, lists with a rest on both
 * sides, numbers at the edges compared with one another, methods of strings, keywords.
 */
class OddWriter extends Writer {
  override number(): string {
    return this.chance(75) ? super.number() : this.pick(EDGES);
  }

  override string(): string {
    return this.chance(75) ? super.string() : this.pick(['"Ab c"', '" a "', '"aXbXc"', '"😀"', '"0"']);
  }

  /** `[1, x, *rest]`: what both sides of a unification may be. */
  #open(): string {
    const items = this.some(0, 3, () => (this.chance(50) ? this.variable() : this.value(1)));
    return `[${[...items, `*${this.variable()}`].join(', ')}]`;
  }

  override dictionary(depth: number): string {
    if (this.chance(40)) return super.dictionary(depth);
    const keys = ['b', 'a', 'c', 'd'].filter(() => this.chance(45));
    return `{${keys.map((key) => `${key}: ${this.#computed(depth)}`).join(', ')}}`;
  }

  /** What must be evaluated before it is a value. */
  #computed(depth: number): string {
    return this.oneOf([
      [3, () => this.lookup()],
      [2, () => `${this.numeric(0)} ${this.pick(['+', '-', '*', '/', 'mod', 'rem'])} ${this.numeric(0)}`],
      [2, () => this.method()],
      [2, () => this.value(depth - 1)],
      [1, () => `new Thing(${this.some(0, 2, () => this.value(1)).join(', ')})`],
      [1, () => `new Repo(size: ${this.variable()}).size`],
      [1, () => this.#open()],
    ]);
  }

  override method(): string {
    return this.oneOf([
      [3, () => super.method()],
      [
        3,
        () =>
          `${this.chance(70) ? this.string() : this.variable()}.${this.oneOf([
            [2, () => this.pick(['length', 'toUpperCase()', 'toLowerCase()', 'trim()'])],
            [2, () => `${this.pick(['startsWith', 'endsWith', 'includes', 'indexOf'])}(${this.value(0)})`],
            [1, () => `split(${this.string()})`],
            [1, () => `concat(${this.value(0)}, ${this.string()})`],
            [
              1,
              () => `${this.pick(['slice', 'substring'])}(${this.some(0, 2, () => String(this.below(4))).join(', ')})`,
            ],
            [1, () => `${this.pick(['repeat', 'padStart', 'charAt', 'at'])}(${this.below(4)})`],
            [1, () => `replace(${this.string()}, ${this.string()})`],
          ])}`,
      ],
      [
        2,
        () =>
          `${this.list(1)}.${this.oneOf([
            [2, () => `${this.pick(['includes', 'indexOf', 'at', 'slice', 'concat'])}(${this.value(0)})`],
            [1, () => `join(${this.string()})`],
            [1, () => this.pick(['length', 'flat()', 'toString()'])],
          ])}`,
      ],
      [
        2,
        () =>
          `${this.pick(objects)}.${this.pick(['can', 'same', 'friends'])}(${this.some(0, 2, () => this.value(0)).join(', ')}${this.pick(['', ', '])}action: ${this.value(0)})`
            .replace('(, ', '(')
            .replace(/([^(, ])action: /, '$1, action: '),
      ],
      [
        1,
        () =>
          `new ${this.pick(['Thing', 'Repo', 'User'])}(${this.pick(['name', 'size'])}: ${this.value(1)}).${this.pick(['name', 'size'])}`,
      ],
    ]);
  }

  /** Two variables with one list, that are unified again. */
  #shared(): string {
    const [one, other] = [this.variable(), this.variable()];
    return `${one} = [${this.some(1, 2, () => this.pick(EDGES)).join(', ')}] and ${other} = ${one} and ${this.pick([one, other])} = ${other}`;
  }

  /** Fields of fields of a variable that mostly has no value. */
  #path(): string {
    return `${this.variable()}${this.some(1, 3, () => `.${this.pick(['boss', 'org', 'owner', 'parent', 'name', 'size', 'roles', 'a', 'd'])}`).join('')}`;
  }

  #partial(): string {
    return this.oneOf([
      [4, () => `${this.#path()} ${this.pick(['=', '=', ...ORDERS])} ${this.value(0)}`],
      [3, () => `${this.#path()} ${this.pick(['=', ...ORDERS])} ${this.#path()}`],
      [3, () => `${this.#path()} matches ${this.pattern(2)}`],
      [2, () => `${this.#path()} in ${this.iterable()}`],
      [3, () => `${this.value(0)} in ${this.#path()}`],
      [1, () => this.#path()],
      [1, () => `${this.variable()} in ${this.#path()} and ${this.variable()}.name = ${this.value(0)}`],
    ]);
  }

  override pattern(depth: number): string {
    return this.oneOf([
      [8, () => super.pattern(depth)],
      [2, () => this.pick(['Actor', 'Resource'])],
      [2, () => `{${this.pick(['boss', 'owner', 'org', 'parent', 'a', 'd'])}: ${this.#inner(depth)}}`],
      [
        2,
        () =>
          `${this.pick(classes)}{${this.pick(['boss', 'owner', 'org', 'parent'])}: ${this.#inner(depth)}, name: ${this.chance(50) ? this.variable() : 'String{}'}}`,
      ],
      [2, () => `[${this.some(0, 2, () => this.#inner(0)).join(', ')}]`],
      [1, () => `[${[...this.some(1, 2, () => this.#inner(0)), `*${this.variable()}`].join(', ')}]`],
    ]);
  }

  /** A pattern within another one. */
  #inner(depth: number): string {
    return this.oneOf([
      [3, () => `${this.pick(['Actor', 'Resource'])}{}`],
      [2, () => `${this.pick(classes)}{}`],
      [2, () => `${this.pick(['Actor', 'Resource', 'User', 'Org'])}{${this.fieldPatterns(0).slice(1)}`],
      [2, () => (depth > 0 ? `{${this.pick(['boss', 'parent', 'a'])}: ${this.#inner(depth - 1)}}` : '{}')],
      [2, () => this.variable()],
      [1, () => this.atom().replace(/^(limit|names|conf|nil)$/, '1')],
      [1, () => this.pick(['Integer{}', 'String{}', 'List{}', 'Dictionary{}', 'Boolean{}'])],
    ]);
  }

  override goal(depth: number): string {
    const leaf = (): string =>
      this.oneOf([
        [6, () => super.goal(0)],
        [6, () => this.#partial()],
        [3, () => this.equation(this.#open(), this.pick(['=', '=', '==', '!=']), this.#open())],
        [1, () => this.equation(this.#open(), '=', this.list(1))],
        [2, () => `${this.#open()} matches ${this.pattern(1)}`],
        [
          2,
          () =>
            `${this.pick(EDGES)} ${this.pick([...ORDERS, '='])} ${this.chance(50) ? this.pick(EDGES) : this.numeric(1)}`,
        ],
        [1, () => `${this.pick(EDGES)} in [${this.some(1, 3, () => this.pick(EDGES)).join(', ')}]`],
        [2, () => `${this.variable()} ${this.pick([...ORDERS, '=', ':='])} ${this.pick(EDGES)}`],
        [2, () => this.binds('=', () => this.dictionary(2))],
        [1, () => `${this.dictionary(2)} = ${this.dictionary(1)}`],
        [2, () => this.binds('=', () => this.method())],
        [1, () => `${this.variable()} = [${this.#path()}, ${this.value(1)}]`],
        [1, () => `${this.variable()} = [${this.#computed(1)}]`],
        [1, () => this.#shared()],
      ]);
    if (depth <= 0) return leaf();
    const next = (): string => this.goal(depth - 1);
    return this.oneOf([
      [12, leaf],
      [3, () => `not (forall(${next()}, ${next()}) or ${next()})`],
      [3, () => `(forall(${next()}, ${next()}) or not ${this.nested(depth)})`],
      [3, () => `(${next()} and cut or ${next()})`],
      [2, () => `(${next()} or cut and ${next()} or ${next()})`],
      [2, () => `not (${next()} or (${next()} and cut) or ${next()})`],
      [2, () => `forall((${next()} or ${next()}), not (${next()} and ${next()}))`],
      [1, () => `forall(${next()}, forall(${next()}, ${next()}))`],
      [1, () => `not (not (${next()} and ${next()}))`],
    ]);
  }

  override parameter(role: Predicate['takes'][number]): string {
    return this.oneOf([
      [8, () => super.parameter(role)],
      [1, () => `[${this.fresh()}, ${this.variable()}, *${this.fresh()}]`],
      [1, () => `[*${this.fresh()}]`],
      [1, () => this.pick(['inf', 'nan', '1.5', '-0.0'])],
      [1, () => `${this.fresh()}: [${[...this.some(0, 1, () => this.#inner(0)), `*${this.fresh()}`].join(', ')}]`],
      [1, () => `{a: ${this.fresh()}, b: ${this.variable()}}`],
      [1, () => `${this.variable()}: ${this.pattern(2)}`],
    ]);
  }

  override query(): string {
    this.begin();
    const free = (): string => {
      if (this.predicates.length === 0) return this.call();
      const { name, takes } = this.pick(this.predicates);
      return `${name}(${takes.map((role) => (this.chance(50) ? this.variable() : this.argument(role))).join(', ')})`;
    };
    const text = this.oneOf([
      [3, free],
      [3, () => `${free()} and ${this.body(1, 2, 1)}`],
      [3, () => `${this.body(1, 2, 1)} and ${free()}`],
      [4, () => this.body(1, 3, 2)],
    ]);
    return text.replaceAll('$', '');
  }
}

/** Random policies with ten queries each: what rarely comes together. */
export const oddCases: fc.Arbitrary<GeneratedCase> = casesBy(OddWriter, NAMES);
