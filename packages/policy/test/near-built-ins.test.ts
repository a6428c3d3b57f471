import { describe, expect, test } from 'vitest';
import { check, createPolicy, fixesOf } from '../src/index.ts';

/** The last sentence of each error of a Library policy, with the titles of its fixes that change a word. */
function advice(text: string, configuration = {}): readonly string[] {
  const policy = createPolicy([{ uri: 'a.polar', text }], { dialect: 'library', ...configuration });
  const errors = [...check(policy).values()].flat().filter(({ severity }) => severity === 'error');
  return errors.map((error) => {
    const titles = fixesOf(policy, error).map(({ title }) => title);
    return [
      /[^.;]+[.?]?$/.exec(error.message)![0].trim(),
      ...titles.filter((title) => title.startsWith('Change')),
    ].join(' | ');
  });
}

describe('a misspelt call of what the language has by itself', () => {
  test.each([
    ['f(x) if prnt(x);', 'Did you mean print? | Change to print'],
    ['f(x) if pritn(x);', 'Did you mean print? | Change to print'],
    ['f(x) if Print(x);', 'Did you mean print? | Change to print'],
    ['f(x) if prints(x) and x = 1;', 'Define it, or correct its name.'],
    ['f(x) if point(x);', 'Define it, or correct its name.'],
    ['f(x) if debgu(x);', 'Did you mean debug? | Change to debug'],
    // A rule of the policy comes first.
    ['f(x) if prnt(x); prent(1);', 'Did you mean prent? | Change to prent'],
  ])('%s', (text, expected) => {
    expect(advice(text)).toEqual([expected]);
  });
});

describe('a misspelt constant of the data file', () => {
  const data = { dataConstants: ['limit', 'Max'] };
  test.each([
    ['f(x) if x = limt;', 'Did you mean the constant limit? | Change to limit'],
    ['f(x) if x < lmiit;', 'Did you mean the constant limit? | Change to limit'],
    // Another variable of the rule is as near.
    ['f(limi) if limi = limt;', 'try renaming to _limt or _ | Change to limi'],
    ['f(x) if x = level;', 'try renaming to _level or _'],
  ])('%s', (text, expected) => {
    expect(advice(text, data)).toEqual([expected]);
  });

  test('is none where no constant is named', () => {
    expect(advice('f(x) if x = limt;')).toEqual(['try renaming to _limt or _']);
  });
});
