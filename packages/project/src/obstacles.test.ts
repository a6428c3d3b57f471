import { createPolicy } from '@polar-tools/policy';
import { expect, it } from 'vitest';
import { errorsOutsideTests, placedMessage } from './obstacles.ts';

const outside = (text: string, dialect: 'cloud' | 'library'): string[] =>
  errorsOutsideTests(createPolicy([{ uri: 'file:///main.polar', text }], { dialect })).map((problem) =>
    placedMessage(problem, (uri) => uri.slice(8)),
  );

it.each([
  ['a rule that cannot be read', 'f(;\ntest "t" { assert f(1); }', 'cloud', [/^main\.polar:1:3: /]],
  ['a test that cannot be read', 'f(_x: Integer) if g(1);\ntest "t" { assert f(; }', 'cloud', []],
  [
    'a test of which the name of a fixture is wrong',
    'f(1);\ntest "t" { setup { fixture a; } assert f(1); }',
    'cloud',
    [],
  ],
  ['an inline query that cannot be read', 'f(1);\n?= f(;\n?= f(1);', 'library', []],
  ['an inline query that calls no rule', 'f(1);\n?= g(1);', 'library', []],
  ['a rule beside an inline query', 'f(x) if h(x);\n?= f(1);', 'library', [/^main\.polar:1:9: /]],
] as const)('an error in %s', (_, text, dialect, expected) => {
  const found = outside(text, dialect);
  expect(found).toHaveLength(expected.length);
  for (const [at, pattern] of expected.entries()) expect(found[at]).toMatch(pattern);
});
