import { expect, it } from 'vitest';
import { check, createPolicy } from '../src/index.ts';

const codes = (...texts: string[]): string[] => {
  const files = texts.map((text, at) => ({ uri: `${at}.polar`, text }));
  return [...check(createPolicy(files, { dialect: 'library' })).values()].flat().map(({ code }) => code);
};

it.each([['f(1'], ['f(1);\ng(x if h(x);\n'], ['f(1);\nallow(a, b, c if f(a);\n'], ['f(1);', 'g(;']])(
  'no rule is said to be missing while one cannot be read: %j',
  (...texts) => {
    const found = codes(...texts);
    expect(found.length).toBeGreaterThan(0);
    expect(found).not.toContain('missing-allow-rule');
  },
);

it('is told of a policy that can be read', () => {
  expect(codes('f(1);')).toContain('missing-allow-rule');
});
