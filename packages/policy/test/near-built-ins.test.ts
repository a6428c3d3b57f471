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
  const dataNames = {
    constants: ['limit', 'Max', 'MAX_SIZE', 'TOP_A', 'Home'],
    objects: ['ann', 'MaX'],
    classes: ['User', 'Mox'],
  };
  const data = { dataNames };
  test.each([
    ['f(x) if x = limt;', 'Did you mean the constant limit? | Change to limit'],
    ['f(x) if x < lmiit;', 'Did you mean the constant limit? | Change to limit'],
    // Another variable of the rule is as near.
    ['f(limi) if limi = limt;', 'try renaming to _limt or _ | Change to limi'],
    ['f(x) if x = level;', 'try renaming to _level or _'],
    ['f(x) if x > Mix;', 'Did you mean the constant Max? | Change to Max'],
    ['f(x) if x in [Mix, 1];', 'Did you mean the constant Max? | Change to Max'],
    ['f(x) if x > MAX_SIZ;', 'Did you mean the constant MAX_SIZE? | Change to MAX_SIZE'],
    ['f(x) if x = MAX_SIZ.bytes;', 'Did you mean the constant MAX_SIZE? | Change to MAX_SIZE'],
  ])('%s', (text, expected) => {
    expect(advice(text, data)).toEqual([expected]);
  });

  test.each([
    // A class of the data, of a block, and one that is looked something up on.
    'f(x) if x > Mox;',
    'actor Mix {} f(x) if x = Mix;',
    'f(x) if x > Mix.level;',
    'f(x) if x > Mix.level();',
    // Constants that are made to differ, and written as others are.
    'f(x) if x > MIN_SIZE;',
    'f(x) if x > TOP_B;',
    'f(x) if x > MAX;',
    'f(x) if x > MIX;',
    'f(x) if x > Homes;',
    'f(x: Mix) if x = 1;',
  ])('%s may be something else', (text) => {
    expect(advice(text, data)).toEqual([]);
  });

  test('one that the configuration names is none', () => {
    expect(advice('f(x) if x > Mix;', { ...data, constants: ['Mix'] })).toEqual([]);
    expect(advice('f(x) if x > Mix;', { ...data, classes: { Mix: { fields: [], extends: [] } } })).toEqual([]);
  });

  test('an object of the data has no name in rules', () => {
    const said = (text: string, names = dataNames): readonly string[] =>
      [...check(createPolicy([{ uri: 'a.polar', text }], { dialect: 'library', dataNames: names })).values()]
        .flat()
        .filter(({ code }) => code === 'singleton-variable')
        .map(({ message }) => message);
    expect(said('f(x) if x = ann.level;')).toEqual([
      'Singleton variable ann is unused or undefined; try renaming to _ann or _. In the data file ann is an object, which queries alone can name. For rules give it a name under "constants", "ANN": {"$ref": "ann"}, and write ANN here.',
    ]);
    expect(said('f(x) if x = ann.level;', { ...dataNames, classes: ['ANN'] })).toEqual([
      expect.stringContaining('"THE_ANN": {"$ref": "ann"}, and write THE_ANN here.'),
    ]);
    expect(said('f(x) if x = ann.level;', { ...dataNames, constants: ['ANN'] })).toEqual([
      expect.stringContaining('Did you mean the constant ANN?'),
    ]);
    expect(said('f(ann, x) if x = ann.level;')).toEqual([]);
  });

  test('is none where no constant is named', () => {
    expect(advice('f(x) if x = limt;')).toEqual(['try renaming to _limt or _']);
  });
});

describe('a misspelt class of the data file', () => {
  const dataNames = { constants: [], objects: [], classes: ['User', 'Cart', 'Doc', 'Admin'] };
  const found = (text: string): readonly string[] =>
    [...check(createPolicy([{ uri: 'a.polar', text }], { dialect: 'library', dataNames })).values()]
      .flat()
      .filter(({ code }) => code === 'unknown-specializer')
      .map(({ message }) => message);
  test.each([
    ['f(_: Usr);', ['Unknown specializer Usr, did you mean User?']],
    ['f(_: Userr);', ['Unknown specializer Userr, did you mean User?']],
    ['f(x) if x matches Amdin;', ['Unknown specializer Amdin, did you mean Admin?']],
    ['f(_: User);', []],
    ['f(_: Users);', []],
    ['f(_: Card);', []],
    ['f(_: Dog);', []],
    ['actor Usr {} f(_: Usr);', []],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });
});
