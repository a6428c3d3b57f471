import { createPolicy } from '@polar-tools/policy';
import { Oso } from 'oso';
import { describe, expect, it } from 'vitest';
import { loadData } from './data/load-data.ts';
import { failedInlineQueries } from './inline-queries.ts';

const DATA = JSON.stringify({
  classes: { User: { fields: ['name'] } },
  objects: { larry: { $class: 'User', name: 'larry' } },
});

function failed(text: string, withData = false): string[] {
  const policy = createPolicy([{ uri: 'a.polar', text }], { dialect: 'library' });
  let now = 0;
  const host = withData ? loadData(DATA).data.host : undefined;
  return failedInlineQueries(policy, { host, clock: () => now++ }).map(({ message }) => message);
}

describe('inline queries that fail', () => {
  it.each([
    '?= 1 = 2;',
    '?= f(2);\nf(1);',
    '?= not f(1);\nf(1);',
    '?= x in [1, 2] and x > 2;',
    '?= forall(x in [1, 2], x = 1);',
    '?= "a" = "b" or 1 > 2;',
  ])('are found: %s', (text) => {
    expect(failed(text)).toHaveLength(1);
  });

  it.each([
    ['?= 1 = 1 and 2 < "a";', 'Not supported: 2 < "a"'],
    ['?= x = 1 and x < "a";', 'Not supported: 1 < "a"'],
    ['?= -1 + "a" = 2;', 'Not supported: unsupported arithmetic operands: -1 + "a"'],
    ['?= not (1 < "a");', 'Not supported: 1 < "a"'],
    ['?= f(1);\nf(x) if x < "a";', 'Not supported: 1 < "a"'],
    ['?= x in 5;', 'Type error: can only use `in` on an iterable value'],
    ['?= 1 mod 0 = 1;', 'Arithmetic error: 1 mod 0'],
    ['?= f(1);\nf(x) if f(x);', 'Goal stack overflow! MAX_GOALS = 10000'],
    ['?= f(1);\nf(x) if g(x);\ng(x) if f(x);', 'Goal stack overflow! MAX_GOALS = 10000'],
    ['?= f(1);\nf(x) if f(x) and x = 2;', 'Goal stack overflow! MAX_GOALS = 10000'],
    ['?= f(9000);\nf(n) if n > 0 and m = n - 1 and f(m);\nf(0);', 'Goal stack overflow! MAX_GOALS = 10000'],
    ['?= f(1);\nf(x) if y = x + 1 and f(y);', 'Goal stack overflow! MAX_GOALS = 10000'],
  ])('that end in an error are found with it: %s', async (text, error) => {
    const [message, ...others] = failed(text);
    expect(others).toEqual([]);
    expect(message).toContain(`ends in an error, so the library will not load the policy: ${error}`);
    // The library says so itself.
    await expect(new Oso().loadStr(text)).rejects.toThrow(error);
  });

  it.each([
    ['hold', '?= 1 = 1;\n?= f(1);\n?= not f(2);\nf(1);'],
    ['need the application', '?= x = new User("a") and x.name = "b";'],
    ['may depend on a constant of it', '?= MAX = 1 and MAX = 2;\n?= f(1);\nf(x) if x > LIMIT;'],
    ['depend on a name under a negation', '?= not f(alice);\nf("alice");'],
    ['end with an error of the application', '?= "a".name = "b";'],
    ['go less deep', '?= f(900);\nf(n) if n > 0 and m = n - 1 and f(m);\nf(0);'],
    ['have an answer before an error', '?= 1 = 1 or 2 < "a";'],
    ['may be of a constant that an error is about', '?= x = y and [1] + x = 2;'],
    ['ask an undefined rule, which is told by itself', '?= g(1);'],
    ['would not be read', '?= 1 = User{"a"};'],
  ])('are none that %s', (_why, text) => {
    expect(failed(text)).toEqual([]);
  });

  it('are none that take too long', () => {
    const text =
      'm(x) if x in [1, 2, 3, 4, 5, 6, 7, 8, 9];\n?= m(a) and m(b) and m(c) and m(d) and m(e) and a + b + c + d + e = 50;';
    const policy = createPolicy([{ uri: 'a.polar', text }], { dialect: 'library' });
    const found = (time: number) => {
      let now = 0;
      return failedInlineQueries(policy, { clock: () => now++, time });
    };
    expect(found(1)).toEqual([]);
    expect(found(1_000_000)).toHaveLength(1);
  });

  it('are those that the data can answer', () => {
    const rules = 'allow(user: User, "read", "book") if user.name = "larry";\n';
    expect(failed(`${rules}?= allow(larry, "read", "book");`, true)).toHaveLength(0);
    expect(failed(`${rules}?= allow(larry, "write", "book");`, true)).toHaveLength(1);
  });
});
