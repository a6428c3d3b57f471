import { describe, expect, test } from 'vitest';
import { askAbout } from '../../test/asked.ts';
import { foldingRanges } from './folding.ts';

describe('folding', () => {
  test('keeps a closing brace in sight, and folds rules, comments and regions', () => {
    const text = `# one
# two

# region blocks
resource R {
  roles = [
    "a",
    "b"
  ];
}
# endregion

f(x) if
  g(x) and
  h(x);
`;
    expect(foldingRanges(askAbout(text)).map(({ startLine, endLine, kind }) => [startLine, endLine, kind])).toEqual([
      [0, 1, 'comment'],
      [3, 10, 'region'],
      [4, 8, undefined],
      [5, 7, undefined],
      [12, 14, undefined],
    ]);
  });

  test('folds lists, dictionaries and parentheses inside of a rule', () => {
    const text = `f(x) if
  x in [
    1,
    2
  ] and (
    x = 1 or
    x = 2
  ) and
  g({
    a: 1
  });
`;
    expect(foldingRanges(askAbout(text)).map(({ startLine, endLine }) => [startLine, endLine])).toEqual([
      [0, 9],
      [1, 3],
      [4, 6],
      [8, 9],
    ]);
  });

  test('has nothing to fold in a file without several lines of anything', () => {
    expect(foldingRanges(askAbout('f(1);\n# c\ng(2);\n'))).toEqual([]);
  });
});
