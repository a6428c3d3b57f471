import { expect, it } from 'vitest';
import { inlineVariables } from './inline-variables.ts';

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
