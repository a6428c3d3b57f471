import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { check, createPolicy } from '../src/index.ts';

const { Oso } = createRequire(import.meta.url)('oso') as {
  Oso: new () => { getFfi(): { load(sources: object[]): void; newQueryFromStr(text: string): Query } };
};
interface Query {
  nextEvent(): string | { kind?: string };
  free(): void;
}

/** What the check says of a condition that stands in a rule. */
function told(condition: string): string[] {
  const text = `f(x, y) if x = y and (${condition});`;
  return check(createPolicy([{ uri: 'a', text }], { dialect: 'library' }))
    .get('a')!
    .filter(({ code }) => code === 'constant-condition')
    .map(({ message, start, end }) => `${text.slice(start, end)}: ${message}`);
}

/** Whether the reference finds an answer. */
function holds(condition: string): boolean {
  const engine = new Oso().getFfi();
  const query = engine.newQueryFromStr(condition);
  const event = query.nextEvent();
  query.free();
  return JSON.stringify(event).includes('Result') && !JSON.stringify(event).includes('Done');
}

const values = [
  ['1', '1'],
  ['1', '2'],
  ['2', '1'],
  ['"a"', '"a"'],
  ['"a"', '"b"'],
  ['"b"', '"a"'],
] as const;
const equalities = ['=', '==', '!='] as const;
const orders = ['<', '<=', '>', '>='] as const;

describe('a comparison of two literals', () => {
  it.each([...equalities, ...orders].flatMap((operator) => values.map(([a, b]) => `${a} ${operator} ${b}`)))(
    'is always what the reference says: %s',
    (condition) => {
      expect(told(condition)).toEqual([
        `${condition}: This condition is always ${holds(condition)}. Remove it, or compare something that can differ.`,
      ]);
    },
  );

  it.each([
    ['true = true', true],
    ['true = false', false],
    ['true != false', true],
    ['(1) = ((1))', true],
  ] as const)('also of booleans and in parentheses: %s', (condition, outcome) => {
    expect(told(condition)).toEqual([expect.stringContaining(`always ${outcome}.`)]);
  });

  it.each([
    '1 = "1"',
    '1 = 1.0',
    '1 = true',
    '99999999999999999999 = 1',
    '1 + 1 = 2',
    '[1] = [1]',
    'x = 1',
    '1 < y',
    'x.a = 1',
    'x < y',
  ])('is not said to be one where its outcome is not plain: %s', (condition) => {
    expect(told(condition)).toEqual([]);
  });
});

describe('a variable compared with itself', () => {
  it.each(['x != x', 'x < x', 'x > x', '(x) != x'])('never differs: %s', (condition) => {
    expect(told(condition)).toEqual([expect.stringContaining('always false.')]);
  });

  it.each(['x = x', 'x == x', 'x <= x', 'x >= x', '_ != _', 'x in x'])(
    'is otherwise a way to use it: %s',
    (condition) => {
      expect(told(condition)).toEqual([]);
    },
  );
});

describe('membership', () => {
  it.each([
    ['x in []', 1],
    ['x in ([])', 1],
    ['x in [1]', 0],
    ['x in [*y]', 0],
    ['x in y', 0],
  ] as const)('in an empty list is never: %s', (condition, findings) => {
    expect(told(condition)).toHaveLength(findings);
  });
});

describe('a literal among other conditions', () => {
  it.each([
    ['x = 1 and true', 'true: This true changes nothing. Remove it.'],
    ['x = 1 and false', 'false: With this false, the whole "and" is always false. Remove it.'],
    ['x = 1 or true', 'true: With this true, the whole "or" is always true. Remove it.'],
    ['x = 1 or false', 'false: This false changes nothing. Remove it.'],
    ['x = 1 or (false)', '(false): This false changes nothing. Remove it.'],
  ])('decides or does nothing: %s', (condition, expected) => {
    expect(told(condition)).toContain(expected);
  });

  it.each(['g(x) and false', 'x.log() or true', 'print(x) and false', 'cut and false', 'x = 1 and y = 2'])(
    'is a way to go on where the others do something: %s',
    (condition) => {
      expect(told(condition).filter((one) => /^\(?(true|false)/.test(one))).toEqual([]);
    },
  );

  it('says nothing outside of rules', () => {
    const policy = createPolicy([{ uri: 'a', text: '?= 1 = 1 and true and 2 != 2;' }], { dialect: 'library' });
    expect(
      check(policy)
        .get('a')!
        .filter(({ code }) => code === 'constant-condition'),
    ).toEqual([]);
  });
});
