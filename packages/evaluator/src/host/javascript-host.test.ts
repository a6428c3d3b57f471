import { createPolicy } from '@polar-tools/policy';
import { Oso, Relation } from 'oso';
import { expect, it } from 'vitest';
import { prepare } from '../compiler/prepare.ts';
import { compile } from '../compiler/program.ts';
import { solveAsync } from '../solve.ts';
import { toHost } from '../terms/convert.ts';
import { JavaScriptHost, type JavaScriptHostOptions, PolarDictionary } from './javascript-host.ts';

/** The same application for both engines. */
class Animal {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}
class Dog extends Animal {
  get later(): Promise<string> {
    return Promise.resolve('woof');
  }
  get self(): Promise<this> {
    return Promise.resolve(this);
  }
  all(...values: unknown[]): unknown[] {
    return values;
  }
  rejectsType(): Promise<never> {
    return Promise.reject(new TypeError('rejected'));
  }
  throwsType(): never {
    throw new TypeError('thrown');
  }
  *breaks(): Generator<unknown> {
    yield Promise.resolve(1);
    throw new TypeError('broken');
  }
  /** The keys that it sees in what it is given. */
  keysOf(value: object): string[] {
    return Object.keys(value);
  }
  fieldOf(value: Readonly<Record<string, unknown>>, key: string): unknown {
    return value[key];
  }
  isSame(value: unknown): boolean {
    return value === this;
  }
}
/** What it was asked shows in what it answers. */
class Counter {
  count = 0;
  get next(): number {
    return ++this.count;
  }
  mark(value: unknown): unknown[] {
    return [++this.count, value];
  }
}
/** Keeps only the number of its owner. */
class House {
  readonly owner_id: number;
  readonly id: number;
  constructor(owner: number, id: number) {
    this.owner_id = owner;
    this.id = id;
  }
}
class Owner {
  readonly id: number;
  readonly name: string;
  constructor(id: number, name: string) {
    this.id = id;
    this.name = name;
  }
}
class Settings {
  readonly given: unknown;
  constructor(given: Readonly<Record<string, unknown>>) {
    this.given = given.level;
  }
}
const rex = new Dog('rex');
const constants: Readonly<Record<string, unknown>> = {
  rex,
  promised: Promise.resolve(rex),
  soon: Promise.resolve(3),
  list: Promise.resolve([1, 2]),
  words: new Set(['a', 'b']),
  tom: new Animal('tom'),
  text: Promise.resolve('a'),
  later: Promise.resolve(new Date(0)),
  promises: [Promise.resolve(1), Promise.resolve(rex)],
};
/** Each engine has its own. */
const constantsOf = (): Readonly<Record<string, unknown>> => ({ ...constants, counter: new Counter() });
const policy = `
  allow(_, _, _) if 1 = 2;
  kind(_: Animal, 0); kind(_: Dog, 1);
  sort_of(_: Integer, "integer"); sort_of(_: String, "string"); sort_of(_: List, "list"); sort_of(_: Dog, "dog");
  plain(_: {n: Float});
  named(_: Dog{name: "rex"});
  same(x, x);
`;

/** Answers, their names in order, and how it ended where by an error. */
type Told = readonly (Readonly<Record<string, unknown>> | string)[];

const inOrder = (entries: readonly (readonly [string, unknown])[]): Readonly<Record<string, unknown>> =>
  Object.fromEntries([...entries].sort(([left], [right]) => (left < right ? -1 : 1)));

async function ours(query: string, options: JavaScriptHostOptions = {}): Promise<Told> {
  const host = new JavaScriptHost({
    classes: { Animal, Dog, Settings, Counter, House, Owner },
    constants: constantsOf(),
    ...options,
  });
  const program = compile(createPolicy([{ uri: 'main.polar', text: policy }], { dialect: 'library' }), host);
  const told: (Readonly<Record<string, unknown>> | string)[] = [];
  for await (const solution of solveAsync(prepare(program, query).query!, { host })) {
    if (solution.kind === 'error') told.push(solution.error.code);
    else {
      const values = [...solution.answer.bindings].map(
        async ([name, value]) => [name, plain(await host.toJavaScript(toHost(value)))] as const,
      );
      told.push(inOrder(await Promise.all(values)));
    }
  }
  return told;
}

const isConstraint = (value: unknown): boolean =>
  /^(Expression|UnboundArgument|Variable)$/.test(Object(value).constructor?.name);

/** Dictionaries are of another class in each engine. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (!(value instanceof PolarDictionary || Object(value).constructor?.name === 'Dict')) return value;
  return Object.fromEntries(Object.entries(value as object).map(([key, inner]) => [key, plain(inner)]));
}

type Registered = Readonly<Record<string, { isaCheck?: (value: unknown) => boolean; fields?: object; name?: string }>>;

async function reference(
  query: string,
  registered: Registered = {},
  prepareOso: (oso: Oso) => unknown = () => undefined,
): Promise<Told> {
  const oso = new Oso();
  for (const one of [Animal, Dog, Settings, Counter, House, Owner])
    oso.registerClass(one, (registered[one.name] ?? {}) as object);
  for (const [name, value] of Object.entries(constantsOf())) oso.registerConstant(value, name);
  prepareOso(oso);
  const told: (Readonly<Record<string, unknown>> | string)[] = [];
  try {
    await oso.loadStr(policy);
    for await (const answer of oso.query(query, { acceptExpression: true }))
      told.push(inOrder([...(answer as Map<string, unknown>)].map(([name, value]) => [name, plain(value)] as const)));
  } catch (error) {
    const kind = /^RuntimeError::(\w+)$/.exec((error as Error).name)?.[1];
    told.push(kind === undefined ? 'exception' : kind.replace(/(?!^)([A-Z])/g, '-$1').toLowerCase());
  }
  return told;
}

it.each([
  // Built-in classes are values with what they offer.
  'Integer = String',
  'Integer = Float',
  'String = String',
  'x = List and x = Dictionary',
  'not Integer = Boolean',
  'plain([])',
  'plain(rex)',
  'plain({n: Float})',
  'Integer.MAX_SAFE_INTEGER = x',
  'List.isArray([1]) = x',
  'Dictionary.entries({a: 1}) = x',
  'Dictionary.keys({b: 1, a: 2}) = x',
  'String.fromCharCode(65) = x',
  'Integer matches Integer',
  'String matches Dog',
  // A class as an argument.
  'kind(Dog, r)',
  'kind(rex, r)',
  'Dog matches Animal',
  'Dog.name = x',
  // A dictionary reaches the application as an object with its keys as properties.
  'rex.keysOf({b: 1, a: [2]}) = x',
  'rex.keysOf(z) = x',
  'rex.fieldOf({level: 3}, "level") = x',
  'rex.fieldOf({fields: 1}, "fields") = x',
  'new Settings({level: 3}).given = x',
  'rex.fieldOf({a: {b: 1}}, "a") = {b: x}',
  // Promises are awaited.
  'rex.later = x',
  'rex.later = "woof"',
  'promised.name = x',
  'promised matches Dog',
  'promised matches Settings',
  'named(promised)',
  'kind(promised, r)',
  'promised = rex',
  'promised == rex',
  'soon = 3',
  'soon > 2',
  'soon > 3',
  'soon == 3',
  'x in list',
  '2 in list',
  'rex.isSame(promised) = x',
  'same(promised, rex)',
  'not soon = 3',
  'promised = x',
  '[promised, {a: soon}] = x',
  'promises = x',
  'x in promises',
  'x in promises and x = 1',
  'later = x',
  'soon matches Integer',
  'soon matches String',
  'text matches String',
  'text = "a"',
  'text < "b"',
  'list matches List',
  'list matches [1, 2]',
  'list = [1, 2]',
  'kind(soon, r)',
  'sort_of(soon, r)',
  'sort_of(text, r)',
  'sort_of(list, r)',
  'sort_of(promised, r)',
  'rex.all(soon, [promised], {a: {b: text}}) = x',
  'new Settings({level: soon}).given = x',
  'new Settings({level: [promised]}).given.name = x',
  'rex.self.self.name = x',
  'soon + 1 = x',
  'x := soon and x = 3',
  'forall(x in list, x > soon)',
  'soon in [1, 3]',
  // What fails at once in a method is an error of Polar's own; what fails later, or elsewhere, is the application's.
  'rex.rejectsType()',
  'rex.throwsType()',
  'x in rex.breaks()',
  'rex.nothing(soon)',
  // Objects are the same where they look alike.
  'rex = new Dog("rex")',
  'rex == new Dog("rex")',
  'rex != new Dog("rex")',
  'rex = new Animal("rex")',
  'rex in [tom, new Dog("rex")]',
  '{a: rex} = {a: new Dog("rex")}',
  'new Dog(1) = new Dog(1)',
  'not (new Dog(z) = new Dog(z)) and z = 1',
  'y > 0 and not (x = new Dog("a") and x = new Dog("a")) and y = 1',
  'y > 0 and not (x = new Dog("a") and x = new Dog("b")) and y = 1',
  'x in words',
  // The order in which the application is asked; and it is asked once, also where a query is begun anew by the exact machine.
  '[counter.next, counter.next] = x',
  '{b: counter.next, a: counter.next} = x',
  'x = counter.mark({b: counter.next, a: [counter.next]})',
  'counter.mark(1.5) = x and y > 1 and y = 2',
  'counter.mark({a: 1.5}) = x and y > 1 and y = 2',
  'counter.mark(z) = x and z = 3 and y > 1 and y = 2',
  'counter.mark([z, {a: w}]) = x and z = 3 and w = 4 and y > 1 and y = 2',
  'new Settings({level: {a: counter.next}}).given = x and y > 1 and y = 2',
  'counter.next = x and not (y > 1 and y = counter.next)',
  // What JavaScript has of a value, and what is awaited in it.
  '"abc".match("b") = x and y = x.length',
  '"abc".search("c") = x',
  '"abc".big() = x',
  '[1].hasOwnProperty(0) = x',
  '[1, 2].toLocaleString() = x',
  '[1].valueOf() = x',
  '{a: 1}.isPrototypeOf({a: 1}) = x',
  '{a: 1}.toLocaleString() = x',
  '1.5.valueOf() = x',
  'x in ["a"].entries()',
  '[1].constructor.name = x',
  '[1].push(2) = x',
  '[1].map(1)',
  '[soon].includes(3)',
  '[3].includes(soon)',
  '"a3".includes(soon)',
  '{a: soon}.valueOf() = x',
  '[[soon], "a"].flat() = x',
  // A text or a number that is awaited has no attributes either.
  'soon.constructor = x',
  'text.length = x',
  'list.length = x',
  'Dictionary.name = x',
  'Dictionary.length = x',
  'Dictionary < Settings',
  'new Dictionary() = x and x.a = 1',
  // Two variables without a value are never alike, whatever they are given to.
  'not (new Settings({level: z}) = new Settings({level: w}))',
  'rex.all(z) = rex.all(w) and z = 1',
  '[z].includes(w) = x',
  '[z].includes(z) = x',
  // Half of a character.
  '"a😀".slice(0, 2) = x',
  '"😀".charAt(0) = "😀".charAt(1)',
])('live objects, as in the reference: %s', async (query) => {
  expect(await ours(query)).toEqual(await reference(query));
});

/** By name alone. */
const isRex = (value: unknown): boolean => (value as Animal | undefined)?.name === 'rex';
const isLater = (value: unknown): boolean => value instanceof Date;

it.each([
  // The class of an object is known where it is registered; what else is an instance, the application says.
  'rex matches Dog',
  'tom matches Dog',
  'Dog matches Animal',
  'kind(rex, r)',
  'kind(tom, r)',
  'new Dog("rex") matches Dog',
  'new Dog("tom") matches Dog',
  'later matches Counter',
  'later matches Settings',
  'promised matches Dog',
  'soon matches Dog',
  'x matches Dog and x = tom',
  'x matches Animal and x matches Dog and x = rex',
])('the application may say what an instance of a class is, as in the reference: %s', async (query) => {
  expect(await ours(query, { isInstance: { Dog: isRex, Counter: isLater } })).toEqual(
    await reference(query, { Dog: { isaCheck: isRex }, Counter: { isaCheck: isLater } }),
  );
});

const owners = [new Owner(1, 'ann'), new Owner(2, 'bob')];
const houses = [new House(1, 10), new House(1, 11), new House(3, 12)];

it.each([
  'new House(1, 10).owner.name = x',
  'new House(1, 10).owner() = x and y = x.name',
  'new House(3, 10).owner.name = x',
  'new Owner(1, "ann").houses = x',
  'h in new Owner(1, "ann").houses and h.id = x',
  'new Owner(9, "ann").houses = x',
  'h matches House and h.owner matches Owner and h.owner.name = "ann"',
  'h matches House and h.owner matches Dog',
  'o matches Owner and o.houses matches List',
  'o matches Owner and o.houses matches House',
])('a field may be a relation that is looked up, as in the reference: %s', async (query) => {
  const find = (type: string, field: string, value: unknown): Promise<readonly object[]> =>
    Promise.resolve(
      (type === 'Owner' ? owners : houses).filter(
        (one) => (one as unknown as Record<string, unknown>)[field] === value,
      ),
    );
  const owner = ['one', 'Owner', 'owner_id', 'id'] as const;
  const owned = ['many', 'House', 'id', 'owner_id'] as const;
  const relation = ([kind, otherType, myField, otherField]: typeof owner | typeof owned) =>
    ({ kind, otherType, myField, otherField }) as const;
  const fields = { House: { owner: relation(owner) }, Owner: { houses: relation(owned) } };
  const registered = {
    House: { fields: { owner: new Relation(...owner) } },
    Owner: { fields: { houses: new Relation(...owned) } },
  };
  const said = await reference(query, registered, (oso) =>
    oso.setDataFilteringAdapter({
      buildQuery: ({ model, conditions }) => [model, conditions[0]?.[0]] as const,
      executeQuery: (asked) => {
        const [model, condition] = asked as readonly [string, { lhs: { fieldName: string }; rhs: { value: unknown } }];
        return find(model, condition.lhs.fieldName, condition.rhs.value) as Promise<object[]>;
      },
    }),
  );
  // What is left of a constraint is another text in each.
  const values = (told: Told): Told =>
    told.map((one) =>
      typeof one === 'string' ? one : inOrder(Object.entries(one).filter(([, value]) => !isConstraint(value))),
    );
  expect(values(await ours(query, { fields, find }))).toEqual(values(said));
});

it('a class with two names is known by the last, as in the reference', async () => {
  for (const query of [
    'rex matches Animal',
    'tom matches Beast',
    'tom matches Animal',
    'rex matches Beast',
    'x = Beast and x.name = n',
  ]) {
    const said = await reference(query, {}, (oso) => oso.registerClass(Animal, { name: 'Beast' }));
    const classes = { Animal, Dog, Settings, Counter, House, Owner, Beast: Animal };
    expect([query, await ours(query, { classes })]).toEqual([query, said]);
  }
});
