import { beforeAll, expect, it } from 'vitest';
import { all, outcomes } from './both.ts';

// biome-ignore lint/suspicious/noExplicitAny: the constructors of any built-in class.
type AnyClass = new (...args: any[]) => object;

/** Built-in classes that an application may extend, and what an object of each is made with. */
const extended: Readonly<Record<string, readonly [AnyClass, ...unknown[]]>> = {
  String: [String, 'ab'],
  Number: [Number, 3],
  Boolean: [Boolean, true],
  Array: [Array, 1, 2],
  Object: [Object],
  Map: [Map, [['a', 1]]],
  Set: [Set, ['a']],
  Date: [Date, 0],
  Error: [Error, 'x'],
  RegExp: [RegExp, 'a'],
};

const builtIn = ['Integer', 'Float', 'String', 'Boolean', 'List', 'Dictionary'];
const policy = [...builtIn, 'Sub', 'SubSub'].map((name) => `kind(_: ${name}, "${name}");`).join('\n');

const queries = [
  'kind(value, kind)',
  ...builtIn.map((name) => `value matches ${name}`),
  'value == "ab"',
  'value = 3',
  'value > 2',
  'value + 1 = sum',
  'member in value',
  'value.length = length',
  'value.zz() = x',
  'value and true',
  'not value',
  'Sub matches String',
  'SubSub matches Sub',
  'kind(new Sub("ab"), kind)',
  'kind(new SubSub(3), kind)',
  'new Sub("ab") = made',
  'x matches SubSub and x matches String and x = value',
  'x matches SubSub and x matches Integer and x = value',
  'x matches Sub and x matches List and x = value',
  'x matches Sub and x matches Dictionary and x = value',
];

beforeAll(() => {
  process.env.POLAR_IGNORE_NO_ALLOW_WARNING = '1';
});

const answersOver =
  (value: unknown, classes: Readonly<Record<string, AnyClass>>, query: string) =>
  async ({ Oso }: Parameters<Parameters<typeof outcomes>[0]>[0]): Promise<unknown> => {
    const oso = new Oso();
    for (const [name, one] of Object.entries(classes)) oso.registerClass(one, { name });
    oso.registerConstant(value, 'value');
    await oso.loadStr(policy);
    const answers = (await all(oso.query(query))) as Map<string, unknown>[];
    return answers.map((answer) => [...answer].map(([name, of]) => [name, of?.constructor.name, String(of)]));
  };

it.each(Object.entries(extended))('a class that extends %s is what it extends', async (_, [Base, ...args]) => {
  class Sub extends Base {}
  class SubSub extends Sub {}
  for (const value of [new Sub(...args), new SubSub(...args)])
    for (const query of queries) {
      const { ours, reference } = await outcomes(answersOver(value, { Sub, SubSub }, query));
      expect(ours, query).toEqual(reference);
    }
});

class Other {}

it.each([new String('ab'), new Number(3), new Boolean(true), Object('ab')])(
  '%j, which is none of the values of Polar',
  async (value) => {
    for (const query of queries.filter((one) => !one.includes('Sub'))) {
      const { ours, reference } = await outcomes(
        answersOver(value, { Sub: Other, SubSub: class extends Other {} }, query),
      );
      expect(ours, query).toEqual(reference);
    }
  },
);
