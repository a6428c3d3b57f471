import { createPolicy } from '@polar-tools/policy';
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
    ['hold', '?= 1 = 1;\n?= f(1);\n?= not f(2);\nf(1);'],
    ['need the application', '?= x = new User("a") and x.name = "b";'],
    ['may depend on a constant of it', '?= MAX = 1 and MAX = 2;\n?= f(1);\nf(x) if x > LIMIT;'],
    ['depend on a name under a negation', '?= not f(alice);\nf("alice");'],
    ['end with an error', '?= 1 < "a";'],
    ['take too long', '?= loop(1);\nloop(x) if loop(x) and x = 2;'],
    ['would not be read', '?= 1 = User{"a"};'],
  ])('are none that %s', (_why, text) => {
    expect(failed(text)).toEqual([]);
  });

  it('are those that the data can answer', () => {
    const rules = 'allow(user: User, "read", "book") if user.name = "larry";\n';
    expect(failed(`${rules}?= allow(larry, "read", "book");`, true)).toHaveLength(0);
    expect(failed(`${rules}?= allow(larry, "write", "book");`, true)).toHaveLength(1);
  });
});
