import { describe, expect, it } from 'vitest';
import { isIncluded, isPolicyFile, isReached, isSearched, isSkippedFolder, mayIncludeBelow } from './included.ts';

const FILES = [
  'a.polar',
  'b.polar',
  'sub/c.polar',
  'sub/deep/d.polar',
  'other/e.polar',
  'v1.2/f.polar',
  'node_modules/x/g.polar',
  '.git/h.polar',
  'sub/.hidden.polar',
  'notes.txt',
];

const included = (include: readonly string[] | undefined): readonly string[] =>
  FILES.filter((path) => isIncluded({ include }, path));

const SEARCHED = ['a.polar', 'b.polar', 'sub/c.polar', 'sub/deep/d.polar', 'other/e.polar', 'v1.2/f.polar'];

describe('what a configuration includes', () => {
  it.each<[string[] | undefined, string[]]>([
    [undefined, SEARCHED],
    [[], []],
    [['.'], SEARCHED],
    [['./'], SEARCHED],
    [['/'], SEARCHED],
    [['**'], SEARCHED],
    [['.\\'], SEARCHED],
    [['a.polar'], ['a.polar']],
    [['./a.polar'], ['a.polar']],
    [['././a.polar'], ['a.polar']],
    [
      ['*.polar', 'other'],
      ['a.polar', 'b.polar', 'other/e.polar'],
    ],
    [['sub'], ['sub/c.polar', 'sub/deep/d.polar']],
    [['sub/'], ['sub/c.polar', 'sub/deep/d.polar']],
    [['sub//'], ['sub/c.polar', 'sub/deep/d.polar']],
    [['.\\sub\\deep'], ['sub/deep/d.polar']],
    [['sub/*'], ['sub/c.polar']],
    [['sub/?.polar'], ['sub/c.polar']],
    [['{sub,other}'], []],
    [['{sub,other}/*'], ['sub/c.polar', 'other/e.polar']],
    [['[ab].polar'], ['a.polar', 'b.polar']],
    // A name with a dot is a file's.
    [['v1.2'], []],
    [['v1.2/'], ['v1.2/f.polar']],
    [['s*/'], ['sub/c.polar', 'sub/deep/d.polar']],
    [['v1.2/*'], ['v1.2/f.polar']],
    [['v1.2/sub', 'node_modules', '.git', 'notes.txt'], []],
    [['node_modules/x/g.polar', '.git/h.polar', 'sub/.hidden.polar'], []],
    [['../a.polar'], []],
  ])('%j', (include, expected) => {
    expect(included(include)).toEqual(expected);
    // What is included is found: no folder above it is passed over.
    for (const path of expected) {
      const folders = path.split('/').slice(0, -1);
      for (const at of folders.keys())
        expect(mayIncludeBelow({ include }, folders.slice(0, at + 1).join('/'))).toBe(true);
    }
  });

  it.each<[string[] | undefined, string, boolean]>([
    [undefined, 'anything', true],
    [[], 'sub', false],
    [['*.polar'], 'sub', false],
    [['sub/c.polar'], 'sub', true],
    [['sub/c.polar'], 'sub/deep', false],
    [['sub/c.polar'], 'other', false],
    [['sub'], 'sub/deep', true],
    [['other', 'sub'], 'sub', true],
    [['**/x.polar'], 'sub/deep', true],
  ])('%j may lead below %s: %s', (include, folder, expected) => {
    expect(mayIncludeBelow({ include }, folder)).toBe(expected);
  });
});

it('folders that are never searched', () => {
  const names = ['node_modules', 'bower_components', '__pycache__', 'venv', 'target', 'dist', '.git', '.venv', '.'];
  expect(names.filter((name) => !isSkippedFolder(name))).toEqual([]);
  expect(['src', 'policy', 'distance', 'env', 'Target', 'a.b'].filter(isSkippedFolder)).toEqual([]);
});

it('files that are policies by their name', () => {
  expect(['a.polar', '.polar', '.a.polar', 'a.Polar', 'a.polar.txt', 'polar', 'ü.polar'].filter(isPolicyFile)).toEqual([
    'a.polar',
    'ü.polar',
  ]);
});

it('a search reaches a file through folders that it looks into, and finds it by its name', () => {
  const paths = ['a.polar', 'sub/a.polar', 'sub/notes.txt', 'dist/a.polar', 'sub/dist/a.polar', '.x/notes.txt', 'dist'];
  expect(paths.filter(isReached)).toEqual(['a.polar', 'sub/a.polar', 'sub/notes.txt', 'dist']);
  expect(paths.filter(isSearched)).toEqual(['a.polar', 'sub/a.polar']);
});

it.each<[string[], string[]]>([
  [['a.polar'], ['b.polar', 'sub/c.polar', 'sub/deep/d.polar', 'other/e.polar', 'v1.2/f.polar']],
  [
    ['./sub/../a.polar', 'sub\\c.polar'],
    ['b.polar', 'sub/deep/d.polar', 'other/e.polar', 'v1.2/f.polar'],
  ],
  [['facts.json', '../a.polar', 'sub'], SEARCHED],
])('files of facts are no part of the policy: %j', (facts, left) => {
  expect(FILES.filter((path) => isIncluded({ facts }, path))).toEqual(left);
  // Not even where a pattern would take them in.
  expect(FILES.filter((path) => isIncluded({ include: ['**'], facts }, path))).toEqual(left);
});
