import { expect, it } from 'vitest';
import { check, createPolicy } from '../src/index.ts';

/** Where each letter were a new beginning, a run would take minutes: the runner's time for a test tells. */
const LENGTH = 400_000;

it.each([
  ['letters', 'a'],
  ['letters of another script', 'я'],
  ['digits', '1'],
  ['digits and letters', '1a'],
  ['underscores', '_'],
  ['colons', ':'],
  ['words with colons', 'a::'],
  ['spaces', ' '],
  ['parentheses', '('],
  ['backslashes', '\\'],
  ['dots', '.'],
])('a long run of %s is read once, in an unclosed string and elsewhere', (_, unit) => {
  const run = unit.repeat(LENGTH / unit.length);
  for (const text of [`f(x) if x = "${run}\n`, `# ${run}\nf(`, `f("${run}") if g(`]) {
    const found = [...check(createPolicy([{ uri: 'a.polar', text }], { dialect: 'library' })).values()].flat();
    expect(found.length).toBeGreaterThan(0);
    for (const { fixes } of found) expect(fixes ?? []).toBeInstanceOf(Array);
  }
});

it.each([
  ['letters', 'a'],
  ['digits', '1'],
  ['underscores', '_'],
  ['letters of another script', 'я'],
])('a long run of %s is read once where it is a name or a number', (_, unit) => {
  const run = unit.repeat(LENGTH);
  const found = [...check(createPolicy([{ uri: 'a.polar', text: `f(x) if x = ${run} g(` }], {})).values()].flat();
  expect(found.length).toBeGreaterThan(0);
});

it.each(['./', '. ', '*/', '-', '()', '[]', '{}', '""', '1.', 'not ', 'x y ', '|'])(
  'a long run of `%s` is read once',
  (unit) => {
    const text = `f(x) if x = ${unit.repeat(50_000)};\nf(1);\n`;
    expect([...check(createPolicy([{ uri: 'a.polar', text }], {})).values()].flat().length).toBeGreaterThan(0);
  },
);

it('what a broken statement seems to call is still known', () => {
  const text = 'allow(_, _, _) if helper (1) and 1other(2) and "';
  const found = [...check(createPolicy([{ uri: 'a.polar', text: `${text}\n;\nhelper(1);\nother(2);` }], {})).values()];
  expect(found.flat().filter(({ code }) => code === 'unused-rule')).toEqual([]);
});
