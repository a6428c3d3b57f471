import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { all, type Library, outcomes } from './both.ts';

/** What an application may have that no integer of a policy equals exactly. */
class Box {
  readonly property = 1e20;
  of(value: unknown) {
    return value;
  }
  large() {
    return 1e20;
  }
  negative() {
    return -1e20;
  }
  first() {
    return 2 ** 53;
  }
  last() {
    return Number.MAX_SAFE_INTEGER;
  }
  beyondPolar() {
    return 2 ** 63;
  }
  huge() {
    return 1.25e300;
  }
  list() {
    return [1, [1e20]];
  }
  object() {
    return { a: 1e20 };
  }
  bigint() {
    return 10n;
  }
  fraction() {
    return 1.5e10 + 0.5;
  }
  infinite() {
    return [Number.POSITIVE_INFINITY];
  }
  async later() {
    return 1e20;
  }
  *each() {
    yield 1;
    yield 1e20;
  }
}

const policy = `
allow(_, _, _);
quota("u", 9007199254740993); quota("first", 9007199254740992); quota("last", 9007199254740991);
quota("most", 9223372036854775807); quota("negative", -9007199254740992); quota("lowest", -9007199254740991);
quota("list", [1, [9007199254740993]]); quota("dictionary", {a: {b: -9007199254740993}});
two(1); two(9007199254740993);
same(x, x);
sum(x) if x = 9007199254740992 + 1;
over(x) if x > 9007199254740993;
within(1) if x = 9007199254740993 and x > 3;
given(x) if x = box.of(9007199254740993);
made(x) if x = new Box(9007199254740993);
repeated(x) if x = "a".repeat(9007199254740993);
`;

async function loaded({ Oso }: Library) {
  const oso = new Oso();
  oso.registerClass(Box);
  oso.registerConstant(new Box(), 'box');
  await oso.loadStr(policy);
  return oso;
}

beforeAll(() => {
  process.env.POLAR_IGNORE_NO_ALLOW_WARNING = '1';
  vi.spyOn(console, 'log').mockImplementation(() => {});
});
afterAll(() => {
  delete process.env.POLAR_IGNORE_NO_ALLOW_WARNING;
  vi.restoreAllMocks();
});

describe('integers that JavaScript does not hold exactly are no other integers', () => {
  test('an answer, in words', async () => {
    const { ours } = await outcomes(async (library) =>
      all((await loaded(library)).queryRule('quota', 'u', new library.Variable('n'))),
    );
    expect(ours).toEqual({
      class: 'Error',
      name: 'OperationalError::Serialization',
      message: "Serialization error: Error: 9007199254740993 can't be represented as a JavaScript number",
    });
  });

  test.each([
    ...['first', 'last', 'most', 'negative', 'lowest', 'list', 'dictionary'].map((name) => `quota("${name}", x)`),
    ...['quota("u", 9007199254740993)', 'quota("u", 9007199254740992)', 'two(x)', 'sum(x)', 'over(x)', 'within(x)'],
    ...['given(x)', 'made(x)', 'repeated(x)', 'over(9007199254740994)', 'x = 1e20', 'x = 9007199254740993 * 1.0'],
    ...['box.of([9007199254740993]) = x', 'box.of({a: -9007199254740993}) = x', 'box.of(9007199254740993)'],
    ...['large', 'negative', 'first', 'last', 'beyondPolar', 'huge', 'list', 'object', 'bigint', 'fraction'].map(
      (name) => `box.${name}() = x`,
    ),
    ...['infinite', 'later', 'each'].map((name) => `box.${name}() = x`),
    ...['box.property = x', 'box.large() > 1', 'x in box.each()', 'x in box.list()', 'box = {a: 9007199254740993}'],
    ...['box.first() = 9007199254740992', 'x matches {a: 9007199254740993}', 'print(9007199254740993)'],
  ])('%s', async (query) => {
    const { ours, reference } = await outcomes(async (library) => all((await loaded(library)).query(query)));
    expect(ours).toEqual(reference);
  });

  test('answers that come before it are given', async () => {
    const { ours, reference } = await outcomes(async (library) => {
      const found: unknown[] = [];
      try {
        for await (const answer of (await loaded(library)).query('two(x)')) found.push(answer);
      } catch (thrown) {
        found.push((thrown as Error).message);
      }
      return found;
    });
    expect(ours).toEqual(reference);
    expect(ours).toHaveLength(2);
  });

  const values = [1e20, -1e20, 2 ** 53, -(2 ** 53), 2 ** 63, 1e300, [1, [1e20]], { a: 1e20 }, 10n, 1.5];

  test.each(values.map((value) => [inspect(value), value] as const))('%s', async (_shown, value) => {
    const asked = await outcomes(async (library) =>
      all((await loaded(library)).queryRule('same', value, new library.Variable('x'))),
    );
    expect(asked.ours).toEqual(asked.reference);
    const bound = await outcomes(async (library) =>
      all((await loaded(library)).query('same(x, y)', { bindings: new Map([['x', value]]) })),
    );
    expect(bound.ours).toEqual(bound.reference);
    const allowed = await outcomes(async (library) => (await loaded(library)).isAllowed(value, 'read', 1));
    expect(allowed.ours).toEqual(allowed.reference);
    const registered = await outcomes(async ({ Oso }) => new Oso().registerConstant(value, 'limit'));
    expect(registered.ours).toEqual(registered.reference);
  });

  test('constraints, what holds once, and queries of the policy itself', async () => {
    for (const act of [
      async (library: Library) => all((await loaded(library)).query('over(x)', { acceptExpression: true })),
      async (library: Library) => (await loaded(library)).queryRuleOnce('quota', 'u', new library.Variable('n')),
      async (library: Library) => (await loaded(library)).queryRuleOnce('quota', 'u', 2 ** 53),
      async ({ Oso }: Library) => new Oso().loadStr('f(9007199254740993); ?= f(x);'),
    ]) {
      const { ours, reference } = await outcomes(act);
      expect(ours).toEqual(reference);
      expect(ours).toMatchObject({ class: 'Error' });
    }
  });
});
