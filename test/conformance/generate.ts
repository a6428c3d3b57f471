import fc, { type GeneratorValue } from 'fast-check';
import type { Case } from './case.ts';
import {
  applicationData,
  builtinClasses,
  classes,
  library,
  libraryPredicates,
  objects,
  type Role,
} from './vocabulary.ts';

/** A policy as its statements, so that a disagreement can be made small by leaving some out. */
export interface GeneratedCase {
  readonly statements: readonly string[];
  readonly queries: readonly string[];
}

export const asCase = ({ statements, queries }: GeneratedCase): Case => ({
  policy: [...library, ...statements].join('\n'),
  queries,
  data: applicationData,
});

export interface Predicate {
  readonly name: string;
  readonly takes: readonly Role[];
}

/** Queries of a policy. Long runs ask more (`CONFORMANCE_QUERIES`): loading a policy costs as much as some of its queries. */
export const QUERIES = Number(process.env.CONFORMANCE_QUERIES ?? 10);

const RULES = ['p1', 'p2', 'p3', 'p4'];
const VARIABLES = ['x', 'y', 'z', 'u', 'v'];
const FIELDS = ['name', 'size', 'boss', 'roles', 'tags', 'active', 'org', 'owner', 'public', 'parent', 'nothing'];
const KEYS = ['a', 'b', 'c', 'd'];

/** An arbitrary for each bound, made once: what fast-check does to find one that it has made is most of what generating costs. */
const naturals = new Map<number, () => fc.Arbitrary<number>>();

function naturalsBelow(bound: number): () => fc.Arbitrary<number> {
  const known = naturals.get(bound);
  if (known !== undefined) return known;
  const arbitrary = fc.nat({ max: bound - 1 });
  const made = (): typeof arbitrary => arbitrary;
  naturals.set(bound, made);
  return made;
}

/** Writes random Polar. Variables are written `$x` until the statement is whole: those used once get an underscore then. */
export class Writer {
  readonly #choose: GeneratorValue;
  readonly predicates: readonly Predicate[];
  /** Variables that something before has probably bound: these are used most. */
  #bound: string[] = [];

  constructor(choose: GeneratorValue, predicates: readonly Predicate[]) {
    this.#choose = choose;
    this.predicates = predicates;
  }

  below(bound: number): number {
    return this.#choose(naturalsBelow(bound));
  }

  pick<Item>(items: readonly [Item, ...Item[]] | readonly Item[]): Item {
    return items[this.below(items.length)] as Item;
  }

  chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  /** One of several ways of writing something, with its weight. */
  oneOf(ways: readonly (readonly [number, () => string])[]): string {
    let rest = this.below(ways.reduce((sum, [weight]) => sum + weight, 0));
    for (const [weight, write] of ways) {
      if (rest < weight) return write();
      rest -= weight;
    }
    return '';
  }

  some(least: number, most: number, write: () => string): string[] {
    return Array.from({ length: least + this.below(most - least + 1) }, write);
  }

  variable(): string {
    if (this.#bound.length > 0 && this.chance(80)) return this.pick(this.#bound);
    return this.fresh();
  }

  /** A variable that is not in use yet, if there is one left; it is taken for bound from here on. */
  fresh(): string {
    const unused = VARIABLES.map((name) => `$${name}`).filter((name) => !this.#bound.includes(name));
    if (unused.length === 0) return this.pick(this.#bound);
    const name = this.pick(unused);
    this.#bound.push(name);
    return name;
  }

  integer(): string {
    return this.oneOf([
      [30, () => String(this.below(5))],
      [3, () => '-1'],
      [1, () => this.pick(['9007199254740993', '9223372036854775807', '-9223372036854775807'])],
    ]);
  }

  number(): string {
    return this.oneOf([
      [8, () => this.integer()],
      [2, () => this.pick(['0.5', '1.0', '2.5', '3.0', '-0.5'])],
    ]);
  }

  string(): string {
    return this.pick(['"a"', '"b"', '"ab"', '"read"', '"write"', '"r1"', '"ann"', '"user"', '""']);
  }

  atom(): string {
    return this.oneOf([
      [5, () => this.number()],
      [4, () => this.string()],
      [1, () => this.pick(['true', 'false'])],
      [4, () => this.pick(objects)],
      [1, () => this.pick(['limit', 'names', 'conf', 'nil'])],
    ]);
  }

  list(depth: number): string {
    const items = this.some(0, 3, () => this.value(depth - 1));
    if (this.chance(items.length > 0 ? 25 : 12)) items.push(`*${this.rest()}`);
    return `[${items.join(', ')}]`;
  }

  /** What follows a star: in a query it may be a constant's name. */
  rest(): string {
    return this.chance(8) ? this.pick(['names', 'limit', 'User']) : this.variable();
  }

  dictionary(depth: number): string {
    const keys = KEYS.filter(() => this.chance(40));
    return `{${keys.map((key) => `${key}: ${this.value(depth - 1)}`).join(', ')}}`;
  }

  value(depth: number): string {
    return this.oneOf([
      [8, () => this.variable()],
      [7, () => this.atom()],
      ...(depth > 0
        ? ([
            [2, () => this.list(depth)],
            [1, () => this.dictionary(depth)],
            [1, () => `(${this.arithmetic(depth)})`],
            [2, () => this.lookup()],
          ] as const)
        : []),
    ]);
  }

  numeric(depth: number): string {
    return this.oneOf([
      [4, () => this.variable()],
      [6, () => this.number()],
      ...(depth > 0 ? ([[2, () => `(${this.arithmetic(depth)})`]] as const) : []),
      [1, () => `${this.pick(objects)}.size`],
    ]);
  }

  arithmetic(depth: number): string {
    return `${this.numeric(depth - 1)} ${this.pick(['+', '-', '*', '/', 'mod', 'rem', '+', '-'])} ${this.numeric(depth - 1)}`;
  }

  receiver(): string {
    return this.oneOf([
      [4, () => this.pick(objects)],
      [4, () => this.variable()],
      [1, () => 'conf'],
      [1, () => this.dictionary(1)],
    ]);
  }

  lookup(): string {
    const field = this.pick([...FIELDS, ...KEYS]);
    return this.oneOf([
      [8, () => `${this.receiver()}.${field}`],
      [2, () => `${this.receiver()}.${field}.${this.pick(FIELDS)}`],
      [1, () => `${this.receiver()}.("${field}")`],
      [1, () => `conf.(${this.variable()})`],
    ]);
  }

  method(): string {
    return this.oneOf([
      [4, () => `${this.receiver()}.can(${this.value(0)})`],
      [2, () => `${this.receiver()}.same(${this.number()})`],
      [1, () => `${this.receiver()}.friends()`],
      [1, () => `${this.receiver()}.nothing(1)`],
    ]);
  }

  iterable(): string {
    return this.oneOf([
      [5, () => this.list(2)],
      [2, () => `[${this.some(2, 4, () => this.number()).join(', ')}]`],
      [1, () => this.dictionary(1)],
      [1, () => this.pick(['"ab"', '"abc"', 'names', 'conf', 'conf.c'])],
      [2, () => `${this.pick(objects)}.${this.pick(['tags', 'roles', 'friends()'])}`],
      [1, () => this.variable()],
    ]);
  }

  /** The right side of `matches`, or what follows a parameter's colon. */
  pattern(depth: number): string {
    return this.oneOf([
      [6, () => this.pick(classes)],
      [3, () => this.pick(builtinClasses)],
      [1, () => this.pick(['Actor', 'Resource'])],
      ...(depth > 0
        ? ([
            [4, () => `${this.pick(classes)}${this.fieldPatterns(depth)}`],
            [2, () => this.fieldPatterns(depth)],
          ] as const)
        : []),
      [1, () => this.number()],
      [1, () => this.string()],
      [1, () => `[${this.chance(50) ? `${this.number()}, ` : ''}*${this.rest()}]`],
    ]);
  }

  fieldPatterns(depth: number): string {
    const fields = [...new Set(this.some(0, 2, () => this.pick([...FIELDS, 'a', 'b', 'size', 'name'])))];
    return `{${fields.map((field) => `${field}: ${this.fieldPattern(depth - 1)}`).join(', ')}}`;
  }

  fieldPattern(depth: number): string {
    return this.oneOf([
      [4, () => this.atom()],
      [3, () => this.variable()],
      ...(depth > 0 ? ([[1, () => this.pattern(depth)]] as const) : []),
    ]).replace(
      /^(Integer|Float|String|Boolean|List|Dictionary|Thing|User|Admin|Auditor|Owner|Repo|Org|Actor|Resource)$/,
      '$1{}',
    );
  }

  argument(role: Role): string {
    if (this.chance(20)) return this.fresh();
    if (this.chance(25)) return this.variable();
    if (this.chance(10)) return this.value(1);
    switch (role) {
      case 'integer':
        return this.integer();
      case 'string':
        return this.string();
      case 'list':
        return this.list(2);
      case 'object':
        return this.pick(objects);
      case 'node':
        return this.pick(['"a"', '"b"', '"c"', '"d"']);
      default:
        return this.value(1);
    }
  }

  call(): string {
    const predicate = this.pick([...libraryPredicates, ...this.predicates, ...this.predicates]);
    return `${predicate.name}(${predicate.takes.map((role) => this.argument(role)).join(', ')})`;
  }

  comparison(): string {
    const operator = this.pick(['==', '!=', '<', '<=', '>', '>=']);
    return this.oneOf([
      [6, () => `${this.numeric(1)} ${operator} ${this.numeric(1)}`],
      [2, () => `${this.variable()} ${operator} ${this.atom()}`],
      [2, () => `${this.value(1)} ${operator} ${this.value(1)}`],
      [1, () => `${this.string()} ${operator} ${this.string()}`],
    ]);
  }

  /** A goal that gives a variable a value: what is on the right is written first, so that it rarely has that variable. */
  binds(operator: string, value: () => string): string {
    const right = value();
    const left = this.chance(85) ? this.fresh() : this.variable();
    return this.equation(left, operator, right);
  }

  /** `x = x.a` with x unbound makes the reference think for ever: the two sides share no variable where one is all of a side. */
  equation(left: string, operator: string, right: string): string {
    if (/^\$\w$/.test(left) && right.includes(left)) return `${this.integer()} = ${right}`;
    if (/^\$\w$/.test(right) && left.includes(right)) return `${left} = ${this.integer()}`;
    return `${left} ${operator} ${right}`;
  }

  goal(depth: number): string {
    const simple = [
      [6, () => this.binds('=', () => this.value(2))],
      [2, () => this.equation(this.value(2), '=', this.value(2))],
      [6, () => this.comparison()],
      [3, () => this.binds('=', () => this.arithmetic(2))],
      [6, () => this.binds('in', () => this.iterable())],
      [2, () => `${this.value(1)} in ${this.iterable()}`],
      [8, () => this.call()],
      [5, () => `${this.variable()} matches ${this.pattern(2)}`],
      [2, () => `${this.atom()} matches ${this.pattern(2)}`],
      [4, () => this.binds('=', () => this.lookup())],
      [1, () => this.lookup()],
      [2, () => this.method()],
      [1, () => this.binds('=', () => this.method())],
      [
        1,
        () =>
          this.binds(
            '=',
            () => `new ${this.pick(['Thing', 'Admin', 'Repo'])}(${this.some(0, 2, () => this.atom()).join(', ')})`,
          ),
      ],
      [2, () => this.binds(':=', () => this.value(1))],
      [1, () => `print(${this.some(1, 2, () => this.value(1)).join(', ')})`],
      [1, () => this.variable()],
      [1, () => this.pick(['true', 'true', 'false'])],
    ] as const;
    if (depth <= 0) return this.oneOf(simple);
    return this.oneOf([
      ...simple,
      [5, () => `(${this.some(2, 3, () => this.goal(depth - 1)).join(' or ')})`],
      [4, () => `not ${this.nested(depth)}`],
      [3, () => `forall(${this.goal(depth - 1)}, ${this.goal(depth - 1)})`],
      [2, () => 'cut'],
    ]);
  }

  nested(depth: number): string {
    return this.chance(50) ? `(${this.body(1, 2, depth - 1)})` : this.call();
  }

  body(least: number, most: number, depth: number): string {
    return this.some(least, most, () => this.goal(depth)).join(' and ');
  }

  parameter(role: Role): string {
    return this.oneOf([
      [6, () => this.fresh()],
      [4, () => `${this.fresh()}: ${this.pattern(2)}`],
      [
        3,
        () =>
          role === 'object'
            ? `${this.fresh()}: ${this.pick(classes)}`
            : this.atom().replace(/^(limit|names|conf|nil)$/, '1'),
      ],
      [1, () => `[${this.fresh()}, *${this.fresh()}]`],
      [1, () => '_'],
    ]);
  }

  rule(predicate: Predicate): string {
    this.begin();
    const head = `${predicate.name}(${predicate.takes.map((role) => this.parameter(role)).join(', ')})`;
    return finish(this.chance(20) ? `${head};` : `${head} if ${this.body(1, 4, 2)};`);
  }

  /** Begins a statement: no variable has been used. */
  begin(): void {
    this.#bound = [];
  }

  query(): string {
    this.begin();
    const text = this.oneOf([
      [6, () => this.call()],
      [2, () => this.body(1, 3, 2)],
      [3, () => `${this.call()} and ${this.body(1, 2, 1)}`],
    ]);
    return text.replaceAll('$', '');
  }
}

/** Variables that a statement uses once get an underscore, as the engine wants it. */
export function finish(statement: string): string {
  const uses = new Map<string, number>();
  for (const [name] of statement.matchAll(/\$[a-z]+/g)) uses.set(name, (uses.get(name) ?? 0) + 1);
  return statement.replace(/\$([a-z]+)/g, (name, bare: string) => (uses.get(name) === 1 ? `_${bare}` : bare));
}

/** Random policies with ten queries each, as a kind of writer writes them. */
export const casesBy = (
  KindOfWriter: new (choose: GeneratorValue, predicates: readonly Predicate[]) => Writer,
  names: readonly string[],
): fc.Arbitrary<GeneratedCase> =>
  fc.gen().map((choose) => {
    const roles: Role[] = ['any', 'integer', 'string', 'list', 'object', 'object'];
    const seed = new KindOfWriter(choose, []);
    const predicates = names.map((name) => ({
      name,
      takes: Array.from({ length: 1 + seed.below(2) }, () => seed.pick(roles)),
    }));
    const statements: string[] = [];
    for (const [index, predicate] of predicates.entries()) {
      // A rule calls those before it, so what is generated ends; recursion is in the rules that every policy has.
      const writer = new KindOfWriter(choose, predicates.slice(0, index));
      statements.push(...writer.some(1, 4, () => writer.rule(predicate)));
    }
    const writer = new KindOfWriter(choose, predicates);
    return { statements, queries: writer.some(QUERIES, QUERIES, () => writer.query()) };
  });

/** Random policies with ten queries each: something of everything. */
export const generatedCases: fc.Arbitrary<GeneratedCase> = casesBy(Writer, RULES);
