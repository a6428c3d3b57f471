import { expect, it } from 'vitest';
import { inlineVariables, variablesAround } from './inline-variables.ts';

const TEXT = 'g(a) if a = 1;\nf(x, y) if\n  x = y and y = x and\n  z in x.list and\n  later = z;\n';

const names = (offset: number): string[] => inlineVariables(TEXT, offset).map(({ name, start }) => `${name}@${start}`);

it('are those of the rule up to the line that it stands on, once a line', () => {
  const at = TEXT.indexOf('z in');
  expect(names(at)).toEqual([
    `x@${TEXT.indexOf('x, y')}`,
    `y@${TEXT.indexOf('y) if')}`,
    `y@${TEXT.indexOf('y = x')}`,
    `x@${TEXT.indexOf('x and\n')}`,
    `z@${at}`,
    `x@${TEXT.indexOf('x.list')}`,
  ]);
});

it('are none where no rule stands', () => {
  expect(inlineVariables('# nothing\n', 3)).toEqual([]);
});

it.each([
  ['the head of a rule', TEXT.indexOf('f(x'), ['x', 'y', 'z', 'later']],
  ['a line of its body', TEXT.indexOf('  z in'), ['x', 'y', 'z', 'later']],
  ['another rule', 0, ['a']],
])('in the condition of a breakpoint on %s its variables are offered', (_name, offset, expected) => {
  const end = TEXT.indexOf('\n', offset);
  expect(variablesAround(TEXT, offset, end)).toEqual(expected);
});
