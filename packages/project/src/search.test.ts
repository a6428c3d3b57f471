import { expect, it } from 'vitest';
import type { Files, FolderEntry } from './files.ts';
import { memoryFiles } from './memory-files.ts';
import { discover, MOST_FOLDERS, thisFolderOnly } from './search.ts';

const disk = (...paths: string[]): Files =>
  memoryFiles(Object.fromEntries(paths.map((path) => [`file:///w/${path}`, ''])), {
    links: { 'file:///w/link': 'file:///w/sub' },
  });

it('finds policy files and configurations below a folder, in their order', async () => {
  const files = disk(
    'b.polar',
    'a.polar',
    'polar.config.json',
    'sub/polar.config.json',
    'sub/a.polar',
    'a/z.polar',
    'a.txt',
  );
  expect(await discover(files, 'file:///w')).toEqual({
    policyFiles: ['a.polar', 'a/z.polar', 'b.polar', 'sub/a.polar'].map((path) => `file:///w/${path}`),
    configurations: ['polar.config.json', 'sub/polar.config.json'].map((path) => `file:///w/${path}`),
    complete: true,
  });
  expect((await discover(files, 'file:///w', thisFolderOnly)).policyFiles).toEqual([
    'file:///w/a.polar',
    'file:///w/b.polar',
  ]);
  expect((await discover(files, 'file:///w', (path) => path === 'a')).policyFiles).toHaveLength(3);
  expect((await discover(files, 'file:///w', thisFolderOnly, (name) => name.endsWith('.txt'))).policyFiles).toEqual([
    'file:///w/a.txt',
  ]);
});

it('files in memory are read through links to links, and a circle of them has none', async () => {
  const files = memoryFiles(
    { 'file:///w/c/a.polar': 'f(1);' },
    {
      links: {
        'file:///w/a': 'file:///w/b',
        'file:///w/b': 'file:///w/c',
        'file:///w/x': 'file:///w/y',
        'file:///w/y': 'file:///w/x',
      },
    },
  );
  expect(await files.read('file:///w/a/a.polar')).toEqual({ text: 'f(1);' });
  expect(await files.list('file:///w/a')).toEqual([{ name: 'a.polar', kind: 'file' }]);
  expect(await files.read('file:///w/x/a.polar')).toEqual({ fault: { kind: 'missing' } });
  expect((await files.list('file:///w'))?.map(({ name, kind, link }) => `${name} ${kind} ${link}`)).toEqual([
    'c folder undefined',
    'a folder true',
    'b folder true',
    'x folder true',
    'y folder true',
  ]);
});

it('of a linked file and the file, finds the file', async () => {
  const real = disk('sub/a.polar', 'x.polar');
  const entries: Readonly<Record<string, readonly FolderEntry[]>> = {
    'file:///w': [
      { name: 'a.polar', kind: 'file', link: true },
      { name: 'o.polar', kind: 'file', link: true },
      { name: 'sub', kind: 'folder' },
    ],
    'file:///w/sub': [{ name: 'a.polar', kind: 'file' }],
  };
  const files: Files = {
    read: real.read,
    list: async (uri) => entries[uri],
    real: async (uri) =>
      uri === 'file:///w/a.polar' ? 'file:///w/sub/a.polar' : uri === 'file:///w/o.polar' ? 'file:///o.polar' : uri,
  };
  expect((await discover(files, 'file:///w')).policyFiles).toEqual(['file:///w/o.polar', 'file:///w/sub/a.polar']);
  // Where nobody knows what links lead to, all are found.
  expect((await discover({ read: files.read, list: files.list }, 'file:///w')).policyFiles).toHaveLength(3);
});

it.each([
  [MOST_FOLDERS, true],
  [MOST_FOLDERS + 1, false],
])('looks into its folder and %d below it: all of them is %s', async (below, complete) => {
  const files: Files = {
    read: async () => ({ fault: { kind: 'missing' } }),
    list: async (uri) =>
      uri === 'file:///w' ? Array.from({ length: below }, (_, at) => ({ name: `${at}`, kind: 'folder' as const })) : [],
  };
  expect((await discover(files, 'file:///w')).complete).toBe(complete);
});
