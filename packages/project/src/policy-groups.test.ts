import { describe, expect, it } from 'vitest';
import { configurationFile } from './configuration-file.ts';
import type { Files } from './files.ts';
import { memoryFiles } from './memory-files.ts';
import { nativeNames } from './name-style.ts';
import {
  type CheckedPolicy,
  filesOf,
  type PolicyFiles,
  policiesNamed,
  policyAround,
  policyNamed,
} from './policy-groups.ts';
import type { Result } from './problem.ts';
import { MOST_FOLDERS } from './search.ts';

const none = '';
const include = (...patterns: string[]): string => JSON.stringify({ include: patterns });

/** A disk: paths from `/w`, where the command was started. */
const disk = (texts: Readonly<Record<string, string>>): Files =>
  memoryFiles(Object.fromEntries(Object.entries(texts).map(([path, text]) => [`file:///w/${path}`, text])));

const style = nativeNames('/w', 'posix');

/** A policy on one line: whose configuration it has, whether it was only gathered, its files, and those that were asked for where they are not all. */
const policyInShort = ({ configuration, gathered, files, reported }: PolicyFiles & Partial<CheckedPolicy>): string =>
  [
    configuration === undefined ? 'no configuration' : style.shown(configuration.uri),
    ...(gathered ? ['gathered'] : []),
    [...files.values()].join(' '),
    ...(reported === undefined || reported.size === files.size
      ? []
      : [`of these ${[...reported].map(style.shown).join(' ')}`]),
  ].join('; ');

const inShort = (result: Result<PolicyFiles | readonly PolicyFiles[]>): readonly string[] =>
  'problems' in result
    ? result.problems.map(({ code, message }) => `${code}: ${message}`)
    : [result.value].flat().map(policyInShort);

const PLAIN = { 'a.polar': none, 'b.polar': none, 'notes.txt': none };
const WHOLE = { ...PLAIN, 'polar.config.json': '{}', 'sub/c.polar': none };
const PART = { ...PLAIN, 'polar.config.json': include('a.polar', 'sub'), 'sub/c.polar': none, 'old/d.polar': none };
const NESTED = { ...WHOLE, 'sub/polar.config.json': '{}', 'sub/deep/e.polar': none };
const BELOW = { 'one/a.polar': none, 'one/two/three/b.polar': none, 'empty/notes.txt': none };
const NOTHING = { 'a.polar': none, 'sub/polar.config.json': include('*.plar'), 'sub/c.polar': none };
const MISSPELT = { 'a.polar': none, 'sub/polar.config.json': include('../a.polar'), 'sub/c.polar': none };
const LEFT_OUT = { 'a.polar': none, 'sub/polar.config.json': include(), 'sub/c.polar': none };

describe('the one policy that names stand for', () => {
  it.each<[Record<string, string>, string[], string[]]>([
    [PLAIN, ['.'], ['no configuration; gathered; a.polar b.polar']],
    [PLAIN, ['b.polar', 'a.polar', 'b.polar'], ['no configuration; b.polar a.polar']],
    [PLAIN, ['.', 'a.polar'], ['no configuration; a.polar b.polar']],
    [PLAIN, ['b.polar', '.'], ['no configuration; b.polar a.polar']],
    [PLAIN, ['*.polar'], ['no configuration; a.polar b.polar']],
    [PLAIN, ['c.polar'], ['no-such-file: There is no file or folder "c.polar".']],
    [PLAIN, ['c*.polar'], ['no-such-file: No file matches "c*.polar".']],
    [WHOLE, ['.'], ['polar.config.json; a.polar b.polar sub/c.polar']],
    [WHOLE, ['sub'], ['polar.config.json; gathered; sub/c.polar']],
    [WHOLE, ['a.polar'], ['polar.config.json; a.polar']],
    [WHOLE, ['s*/./*.polar'], ['polar.config.json; sub/c.polar']],
    [WHOLE, ['./s*//c.polar'], ['polar.config.json; sub/c.polar']],
    [WHOLE, ['**/*.config.json'], ['no-such-file: No file matches "**/*.config.json".']],
    [PLAIN, ['*.txt'], ['no configuration; notes.txt']],
    [PLAIN, ['*.*'], ['no configuration; a.polar b.polar']],
    [PLAIN, ['notes.txt', './notes.txt'], ['no configuration; notes.txt']],
    [WHOLE, ['s*/*.polar', 'a.polar'], ['polar.config.json; sub/c.polar a.polar']],
    [PART, ['.'], ['polar.config.json; a.polar sub/c.polar']],
    [PART, ['old'], ['polar.config.json; gathered; old/d.polar']],
    [NESTED, ['.'], ['polar.config.json; a.polar b.polar']],
    [NESTED, ['sub', 'a.polar'], ['sub/polar.config.json; sub/c.polar sub/deep/e.polar a.polar']],
    [NESTED, ['a.polar', 'sub'], ['polar.config.json; a.polar sub/c.polar sub/deep/e.polar']],
    [
      BELOW,
      ['.'],
      [
        'no-policy-files: There is no .polar file in the folder ".", only in folders below it: name those, or "./**/*.polar"',
      ].map((message) => `${message}.`),
    ],
    [
      BELOW,
      ['one/../'],
      [
        'no-policy-files: There is no .polar file in the folder "one/../", only in folders below it: name those, or "one/../**/*.polar".',
      ],
    ],
    [BELOW, ['empty'], ['no-policy-files: There is no .polar file in the folder "empty".']],
    [
      BELOW,
      ['one/two'],
      [
        'no-policy-files: There is no .polar file in the folder "one/two", only in folders below it: name those, or "one/two/**/*.polar".',
      ],
    ],
    [NOTHING, ['sub'], ['no-policy-files: The polar.config.json in "sub" includes no .polar file.']],
    [NOTHING, ['a.polar', 'sub'], ['no-policy-files: The polar.config.json in "sub" includes no .polar file.']],
  ])('of %j, %j', async (texts, names, expected) => {
    expect(inShort(await policyNamed(names, style, disk(texts)))).toEqual(expected);
  });
});

describe('the policy that a file or folder stands in', () => {
  it.each<[Record<string, string>, string, string[]]>([
    [PLAIN, 'a.polar', ['no configuration; gathered; a.polar b.polar']],
    [PLAIN, '', ['no configuration; gathered; a.polar b.polar']],
    [PLAIN, 'notes.txt', ['no configuration; gathered; notes.txt']],
    [WHOLE, 'sub/c.polar', ['polar.config.json; a.polar b.polar sub/c.polar']],
    [WHOLE, 'sub', ['polar.config.json; a.polar b.polar sub/c.polar']],
    [PART, 'b.polar', ['polar.config.json; gathered; b.polar']],
    [PART, 'old/d.polar', ['polar.config.json; gathered; old/d.polar']],
    [PART, 'sub/c.polar', ['polar.config.json; a.polar sub/c.polar']],
    [NESTED, 'sub/deep/e.polar', ['sub/polar.config.json; sub/c.polar sub/deep/e.polar']],
    [NESTED, 'sub/deep', ['sub/polar.config.json; sub/c.polar sub/deep/e.polar']],
    [BELOW, 'empty', ['no-policy-files: There is no .polar file in the folder "empty".']],
    [NOTHING, 'sub', ['no-policy-files: The polar.config.json in "sub" includes no .polar file.']],
  ])('of %j, %j', async (texts, name, expected) => {
    expect(inShort(await policyAround(style.uriOf(name), style, disk(texts)))).toEqual(expected);
  });
});

describe('the policies that names stand for', () => {
  it.each<[Record<string, string>, string[], string[]]>([
    [PLAIN, ['.'], ['no configuration; gathered; a.polar b.polar']],
    [PLAIN, ['a.polar', 'b.polar'], ['no configuration; gathered; a.polar', 'no configuration; gathered; b.polar']],
    [PLAIN, ['a.polar', '.'], ['no configuration; gathered; a.polar', 'no configuration; gathered; b.polar']],
    [PLAIN, ['*.polar'], ['no configuration; gathered; a.polar', 'no configuration; gathered; b.polar']],
    [PLAIN, ['notes.txt'], ['no configuration; gathered; notes.txt']],
    [PLAIN, ['gone'], ['no-such-file: There is no file or folder "gone".']],
    [WHOLE, ['.'], ['polar.config.json; a.polar b.polar sub/c.polar']],
    [WHOLE, ['a.polar'], ['polar.config.json; a.polar b.polar sub/c.polar; of these a.polar']],
    [
      WHOLE,
      ['./sub/../b.polar', 'sub'],
      ['polar.config.json; a.polar ./sub/../b.polar sub/c.polar; of these b.polar sub/c.polar'],
    ],
    [PART, ['.'], ['polar.config.json; a.polar sub/c.polar']],
    [PART, ['b.polar'], ['polar.config.json; b.polar']],
    [PART, ['old'], []],
    [PART, ['old/*.polar', '.'], ['polar.config.json; old/d.polar', 'polar.config.json; a.polar sub/c.polar']],
    [NESTED, ['.'], ['polar.config.json; a.polar b.polar', 'sub/polar.config.json; sub/c.polar sub/deep/e.polar']],
    [BELOW, ['.'], ['no configuration; gathered; one/a.polar', 'no configuration; gathered; one/two/three/b.polar']],
    [BELOW, ['empty'], ['no-policy-files: There is no .polar file in "empty" or below it.']],
    [
      NOTHING,
      ['.'],
      [
        'no-policy-files: The polar.config.json in "sub" includes no .polar file. Its "include" has paths and patterns of files below its own folder.',
      ],
    ],
    [
      MISSPELT,
      ['.'],
      [
        'no-policy-files: The polar.config.json in "sub" includes no .polar file. "include" takes files in this folder and below it, and "../a.polar" leads out of it. Put polar.config.json into the folder that holds them all.',
      ],
    ],
    [LEFT_OUT, ['.'], ['no configuration; gathered; a.polar']],
  ])('of %j, %j', async (texts, names, expected) => {
    expect(inShort(await policiesNamed(names, false, style, disk(texts)))).toEqual(expected);
  });

  it.each<[Record<string, string>, string[], string[]]>([
    [PLAIN, ['.'], ['no configuration; a.polar b.polar']],
    [PLAIN, ['b.polar', '.'], ['no configuration; b.polar a.polar']],
    [PART, ['.'], ['polar.config.json; a.polar b.polar old/d.polar sub/c.polar']],
    [NESTED, ['sub'], ['sub/polar.config.json; sub/c.polar sub/deep/e.polar']],
    [NESTED, ['.'], ['no configuration; a.polar b.polar sub/c.polar sub/deep/e.polar']],
  ])('of %j, %j, when they are to be one', async (texts, names, expected) => {
    expect(inShort(await policiesNamed(names, true, style, disk(texts)))).toEqual(expected);
  });
});

describe('more folders than are looked into', () => {
  const many: Files = {
    read: async () => ({ fault: { kind: 'missing' } }),
    list: async (uri) =>
      /^file:\/\/\/w(?:\/[ab])*$/.test(uri) ? ['a', 'b'].map((name) => ({ name, kind: 'folder' })) : undefined,
  };

  it('are told of, never passed over', async () => {
    expect(MOST_FOLDERS).toBe(20_000);
    expect(inShort(await policiesNamed(['.'], false, style, many))).toEqual([
      'too-many-folders: There are more than 20000 folders below ".". Name a smaller one.',
    ]);
    expect(inShort(await policyNamed(['**/x.polar'], style, many))).toEqual([
      'too-many-folders: "**/x.polar" leads into more than 20000 folders. Name a smaller one.',
    ]);
    const configuration = configurationFile('file:///w/polar.config.json', '{}');
    expect(await filesOf(configuration, many)).toEqual({
      problems: [
        {
          code: 'too-many-folders',
          message:
            "There are more than 20000 folders below file:///w. Move its polar.config.json to the policy's own folder.",
        },
      ],
    });
  });
});
