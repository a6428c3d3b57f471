/** The smallest changes that flip a comparison, on generated rules: each is tried by evaluation, and so is every part of it. */
import {
  changedData,
  compile,
  type DataChange,
  libraryFlips,
  loadData,
  Machine,
  prepare,
} from '@polar-tools/evaluator';
import { createPolicy, type Policy } from '@polar-tools/policy';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const QUERY = 'allow(cy, "push", r1)';
const FIELDS = ['cy.a', 'cy.b', 'r1.a', 'r1.b'] as const;

const field = fc.constantFrom('u.a', 'u.b', 'r.a', 'r.b');
const operator = fc.constantFrom('<', '<=', '>', '>=', '==', '!=');
const comparison = fc
  .tuple(field, operator, fc.oneof(field, fc.integer({ min: 0, max: 9 }).map(String)), fc.boolean())
  .map(([left, sign, right, isDenied]) => (isDenied ? `not ${left} ${sign} ${right}` : `${left} ${sign} ${right}`));
const value = fc.oneof({ weight: 6, arbitrary: fc.integer({ min: 0, max: 9 }) }, fc.constant(null));
const cases = fc.record({
  body: fc.array(comparison, { minLength: 1, maxLength: 3 }).map((goals) => goals.join(' and ')),
  values: fc.tuple(value, value, value, value),
});

const dataOf = ([a, b, c, d]: readonly (number | null)[]): string =>
  JSON.stringify({
    classes: { User: {}, Repo: {} },
    objects: { cy: { $class: 'User', a, b }, r1: { $class: 'Repo', a: c, b: d } },
  });

function holds(policy: Policy, data: string): boolean {
  const { host } = loadData(data).data;
  const { kind } = new Machine(prepare(compile(policy, host), QUERY).query!, { host }).run(10_000);
  expect(['answer', 'done']).toContain(kind);
  return kind === 'answer';
}

const properParts = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: 2 ** all.length }, (_, mask) => all.filter((_one, i) => (mask & (1 << i)) !== 0)).filter(
    ({ length }) => length > 0 && length < all.length,
  );

test('a set that is offered flips the answer, no part of it does, and there is a single change wherever one to nil flips it', () => {
  const counts = { alone: 0, together: 0 };
  fc.assert(
    fc.property(cases, ({ body, values }) => {
      const policy = createPolicy([{ uri: 'p.polar', text: `allow(u: User, "push", r: Repo) if ${body};` }], {
        dialect: 'library',
      });
      const data = dataOf(values);
      const before = holds(policy, data);
      const { found } = libraryFlips(policy, QUERY, data, before);
      for (const changes of found) {
        expect(holds(policy, changedData(data, changes)!)).toBe(!before);
        for (const part of properParts(changes)) expect(holds(policy, changedData(data, part)!)).toBe(before);
        if (changes.length === 1) counts.alone++;
        else counts.together++;
      }
      if (!before) return;
      const single = FIELDS.map(
        (path): DataChange => ({ kind: 'set', path: ['objects', ...path.split('.')], value: null }),
      )
        .filter((_, i) => values[i] !== null)
        .some((change) => !holds(policy, changedData(data, [change])!));
      if (single) expect(found[0]).toHaveLength(1);
    }),
    { numRuns: 300 },
  );
  expect(counts.alone).toBeGreaterThan(200);
  expect(counts.together).toBeGreaterThan(5);
});
