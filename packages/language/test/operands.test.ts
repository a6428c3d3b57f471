import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseFile } from '../src/index.ts';

/**
 * Which operands may stand in which place, and what is said of the others: every kind of expression in every place, followed by what ends it soundly and by
 * what does not. That each of the first errors is the reference's is tested in `conformance.test.ts`. By `npm run golden`.
 */
const golden = new URL('./operands.txt', import.meta.url);

const OPERANDS = [
  'a', '_', '1', '-1.5', '"s"', 'true', '[1]', '[1, *r]', '{k: 1}', 'a.b', 'a.("k")', 'a.m(1)', 'g(a)', 'in(a)', 'a + 1', 'a mod 2', 'a = 1', 'a := 1',
  'a == 1', 'a != b', 'a < 1', 'a in b', 'a matches B', 'not a', 'a and b', 'a or b', 'cut', 'print(a)', 'debug(a)', 'forall(a, b)', 'new C()', 'B{k: 1}',
  '(a)', '((a))', '(a = 1)', '("s")', '((1))',
]; // biome-ignore format: a list

const PLACES = [
  'f(X);', 'f(X: C);', 'f(a: X);', 'f(a: {k: X});', 'f(a: C{k: X});', 'f(a: [X]);', 'type f(X);', 'f() if X;', '?= X;', 'f() if not X;', 'f() if X and a;',
  'f() if a or X;', 'f() if (X);', 'f() if X = a;', 'f() if a = X;', 'f() if a == X;', 'f() if a < X;', 'f() if a + X = 1;', 'f() if X in a;', 'f() if a in X;',
  'f() if X matches C;', 'f() if a matches X;', 'f() if X.k = 1;', 'f() if g(X);', 'f() if g(1, k: X);', 'f() if a.m(X);', 'f() if a = [X];', 'f() if a = {k: X};',
  'f() if a = new C(X);', 'f() if print(X);', 'f() if forall(X, a);', 'f() if forall(a, X);', 'f() if in(X, a);', 'f() if g(X', 'f() if g(X]', 'f() if g(X;', 'f() if [X)',
  'f() if a = {k: X)', 'f() if a = (X', 'f() if X }', 'f() if not X if', 'f() if a = X =', 'test "t" { assert f(X); }', 'test "t" { setup { f(X); } }',
  'test "t" { assert f(a) iff X; }', 'resource R { X if "a"; }', 'resource R { "a" if X; }', 'resource R { "a" if X on "b"; }', 'resource R { roles = X; }',
  'resource R { relations = {k: X}; }', 'declare f(X);',
]; // biome-ignore format: a list

/** What the editor adds to what the reference says. */
const adviceOf = (message: string): string =>
  ` ${message}`.replace(
    /^ (?:did not expect to find the token '.*?'\.|Wrong value type: .*?\. (?=Expected)|\w+ is a reserved Polar word and cannot be used here\. )/s,
    '',
  );

const said = (text: string): string =>
  parseFile(text)
    .statements.flatMap(({ base, errors }) =>
      errors.map(({ code, message, start, end, related, fix }) => {
        const first = related === undefined ? '' : ` (${base + related.start}-${base + related.end})`;
        return `${code} ${base + start}-${base + end} ${JSON.stringify(text.slice(base + start, base + end))}${first}${adviceOf(message)}${fix === undefined ? '' : ` [${fix.title}]`}`;
      }),
    )
    .join(', ') || 'nothing';

const KEYS = [
  'f(a: {k: 1, k: 2});',
  'f(a: C{k: 1, l: 2,\n k: 2});',
  'f() if g(k: 1, k: 2);',
  'f() if a = {k: 1, l: 2, k: 3, k: 4};',
  'f() if a = {"k": 1, k: 2};',
  'f() if a = {k: {k: 1}};',
  'f() if a = {k: 1,\n l: 2,\n l: 3};',
  'f() if a.m(k: 1, k: 2);',
  'f() if a = new C(k: 1, k: 2);',
  'resource R { relations = {k: A, l: B, k: C}; }',
  'f() if a = {k: 1, k: };',
  'f() if a = {k: 1, k: 2',
  'f() if a = {: 1, : 2};',
  'f() if g(1 and 2, k: 1, k: 2);',
];

it('values and conditions stand where they may', () => {
  const all = [
    ...PLACES.flatMap((place) => {
      const operands = new Map<string, string[]>();
      for (const operand of OPERANDS) {
        const told = said(place.replace('X', () => operand));
        operands.set(told, [...(operands.get(told) ?? []), operand]);
      }
      return [`### ${place}`, ...[...operands].map(([told, all]) => `  ${all.join('  ')} ⇒ ${told}`)];
    }),
    ...KEYS.map((text) => `### ${JSON.stringify(text)} ⇒ ${said(text)}`),
    '',
  ].join('\n');
  if (process.env.POLAR_GOLDEN === 'write') writeFileSync(golden, all);
  expect(all).toBe(readFileSync(golden, 'utf8'));
});
