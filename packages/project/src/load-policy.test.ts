import { pieceEnd } from '@polar-tools/language';
import { describe, expect, it } from 'vitest';
import { configurationFile, configurationIn } from './configuration-file.ts';
import type { FileFault, Files } from './files.ts';
import {
  dataFileOf,
  dataNamesIn,
  factFilesOf,
  type LoadedPolicy,
  loadPolicy,
  policiesApart,
  problemsOf,
} from './load-policy.ts';
import { memoryFiles } from './memory-files.ts';
import type { PolicyFiles } from './policy-groups.ts';
import type { Result } from './problem.ts';

const at = (path: string): string => `file:///w/${path}`;

/** Files of which some have a fault. */
const disk = (texts: Readonly<Record<string, string | FileFault>>): Files => {
  const plain = Object.entries(texts).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  const files = memoryFiles(Object.fromEntries(plain.map(([path, text]) => [at(path), text])));
  return {
    list: files.list,
    read: async (uri) => {
      const text = texts[uri.slice(at('').length)];
      return typeof text === 'object' ? { fault: text } : files.read(uri);
    },
  };
};

const named = (paths: readonly string[], configuration?: string): PolicyFiles => ({
  configuration: configuration === undefined ? undefined : configurationFile(at('polar.config.json'), configuration),
  gathered: false,
  files: new Map(paths.map((path) => [at(path), path])),
});

const problemsIn = (result: Result<LoadedPolicy>) => ('problems' in result ? result.problems : []);
const loadedOf = (result: Result<LoadedPolicy>): LoadedPolicy => {
  if ('problems' in result) throw new Error(result.problems[0]?.message);
  return result.value;
};

describe('a policy that is loaded', () => {
  it('has the texts of its files in their order, and tells of each that was read', async () => {
    let read = 0;
    const loaded = loadedOf(
      await loadPolicy(
        named(['b.polar', 'a.polar']),
        disk({ 'a.polar': 'f(1);', 'b.polar': 'f(2);' }),
        {},
        () => read++,
      ),
    );
    expect([...loaded.sources.values()]).toEqual([
      { uri: at('b.polar'), shown: 'b.polar', text: 'f(2);' },
      { uri: at('a.polar'), shown: 'a.polar', text: 'f(1);' },
    ]);
    expect([...loaded.policy.files.keys()]).toEqual([at('b.polar'), at('a.polar')]);
    expect(read).toBe(2);
    expect(loaded.configuration).toBeUndefined();
  });

  it('has its configuration, what a door asks for beside it, and the constants of its data', async () => {
    const files = disk({ 'a.polar': 'f(conf);', 'data.json': '{"constants": {"conf": 1}}' });
    const configuration = '{"dialect": "library", "data": "data.json"}';
    const loaded = loadedOf(await loadPolicy(named(['a.polar'], configuration), files));
    expect(loaded.policy.configuration).toEqual({
      dialect: 'library',
      data: 'data.json',
      dataNames: { constants: ['conf'], objects: [], classes: [] },
    });
    const changed = loadedOf(await loadPolicy(named(['a.polar'], configuration), files, { dialect: 'cloud' }));
    expect(changed.policy.configuration).toMatchObject({
      dialect: 'cloud',
      dataNames: { constants: ['conf'], objects: [], classes: [] },
    });
    const gathered = { ...named(['a.polar']), gathered: true };
    expect(loadedOf(await loadPolicy(gathered, files)).policy.configuration).toEqual({ gathered: true });
    expect(loadedOf(await loadPolicy(named(['a.polar']), files)).policy.configuration).toEqual({});
  });

  it('has the Polar of texts in other languages, in its places', async () => {
    const files = disk({ 'a.py': 'x = 1\nload_str("f(1);")\n', 'b.md': '```polar\ng(1);\n```\n' });
    const loaded = loadedOf(await loadPolicy(named(['a.py', 'b.md']), files));
    expect([...loaded.policy.files.values()].map(({ text }) => text)).toEqual([
      '     \n          f(1);  \n',
      '        \ng(1);\n   \n',
    ]);
    expect(loaded.sources.get(at('a.py'))?.text).toBe('x = 1\nload_str("f(1);")\n');
  });
});

describe('a policy that cannot be loaded', () => {
  it.each<[string, Record<string, string | FileFault>, string[], object[]]>([
    [
      'a file that is gone',
      {},
      ['a.polar'],
      [
        {
          code: 'no-such-file',
          message: 'There is no file "a.polar". Check how it is spelled, and from where you run this.',
        },
      ],
    ],
    [
      'every file that cannot be read',
      { 'a.polar': { kind: 'forbidden' }, 'b.polar': 'f(1);', 'c.polar': { kind: 'folder' } },
      ['a.polar', 'b.polar', 'c.polar'],
      [
        {
          code: 'unreadable-file',
          message: '"a.polar" may not be read. Ask for the right to read it, or name another file.',
        },
        { code: 'no-such-file', message: '"c.polar" is a folder. Name a file in it.' },
      ],
    ],
    [
      'a program without Polar',
      { 'a.py': 'print(1)' },
      ['a.py'],
      [
        {
          code: 'no-policy-files',
          message:
            'There is no Polar in "a.py". Policies are read in strings given to load_str and its like, or marked language=polar in a comment.',
        },
      ],
    ],
    [
      'a text without Polar',
      { 'a.md': 'Polar' },
      ['a.md'],
      [{ code: 'no-policy-files', message: 'There is no Polar in "a.md". Write ```polar before each piece.' }],
    ],
    [
      'a program whose Polar is not known',
      { 'a.py': 'load_str(f"f({x});")' },
      ['a.py'],
      [
        {
          code: 'not-checked',
          message: 'What the program puts in here is not known, so that this policy is not checked.',
          place: { uri: at('a.py'), text: 'load_str(f"f({x});")', start: 13, end: 16 },
        },
      ],
    ],
  ])('tells of %s', async (_, texts, paths, expected) => {
    expect(problemsIn(await loadPolicy(named(paths), disk(texts)))).toEqual(expected);
  });

  it('tells of its configuration first', async () => {
    const wrong = '{"dialect": "x"}';
    expect(problemsIn(await loadPolicy(named(['a.polar'], wrong), disk({})))).toEqual([
      {
        code: 'configuration',
        message: expect.stringContaining('"dialect"'),
        place: { uri: at('polar.config.json'), text: wrong, start: 12, end: 15 },
      },
    ]);
  });

  it('reads no further than what cannot be read', async () => {
    let read = 0;
    const paths = Array.from({ length: 100 }, (_, index) => `${index}.polar`);
    await loadPolicy(named(paths), disk({}), {}, () => read++);
    expect(read).toBe(32);
  });
});

describe('a configuration that is there and cannot be read', () => {
  it('is a problem, and configures nothing', async () => {
    const files = disk({ 'a.polar': 'f(1);', 'polar.config.json': { kind: 'not-utf-8' } });
    const listed: Files = {
      read: files.read,
      list: async () => [{ name: 'polar.config.json', kind: 'file' }],
    };
    const configuration = await configurationIn(listed, 'file:///w');
    expect(configuration).toMatchObject({ text: '', configuration: {}, problems: [], folder: 'file:///w' });
    expect(problemsOf(configuration)).toEqual([
      {
        code: 'unreadable-file',
        message: '"polar.config.json" is not text in UTF-8. Save it in that encoding, or leave it out.',
      },
    ]);
    expect(problemsOf(undefined)).toEqual([]);
  });

  it('is none where it is missing, and one that says so where it is a folder', async () => {
    const of = (kind: FileFault['kind']) => configurationIn(disk({ 'polar.config.json': { kind } }), 'file:///w');
    expect(await of('missing')).toBeUndefined();
    expect(problemsOf(await of('folder')).map(({ message }) => message)).toEqual([
      '"polar.config.json" is a folder, and a configuration is a file. Rename the folder.',
    ]);
  });

  it('is none where the folder has one of another spelling', async () => {
    const files = memoryFiles({ [at('Polar.config.json')]: '{}' }, { ignoreCase: true });
    expect(await configurationIn(files, 'file:///w')).toBeUndefined();
  });
});

describe('the policies of a program', () => {
  it('are loaded each by itself, those of a Markdown text as one', async () => {
    const texts = async (path: string, text: string) =>
      policiesApart(loadedOf(await loadPolicy(named([path]), disk({ [path]: text })))).map(({ policy }) =>
        [...policy.files.values()].map((file) => file.text.replaceAll(pieceEnd, '|').trim().replace(/\s+/g, ' ')),
      );
    expect(await texts('a.py', 'load_str("f(1);")\nload_str(f"{x}")\nload_str("g(1);")')).toEqual([
      ['f(1);'],
      ['g(1);'],
    ]);
    expect(await texts('a.md', '```polar\nf(1);\n```\n\n```polar\ng(1);\n```\n')).toEqual([['f(1); | g(1);']]);
    expect(await texts('a.polar', 'f(1);\ng(1);')).toEqual([['f(1); g(1);']]);
    const two = loadedOf(
      await loadPolicy(named(['a.py', 'b.polar']), disk({ 'a.py': 'load_str("f;")', 'b.polar': '' })),
    );
    expect(policiesApart(two)).toEqual([two]);
  });
});

describe('what a configuration names', () => {
  it('are files from its folder, on every platform', () => {
    const of = (text: string) => configurationFile(at('polar.config.json'), text);
    expect(dataFileOf(of('{"data": "x\\\\data.json"}'))).toBe(at('x/data.json'));
    expect(dataFileOf(of('{"data": "../data/"}'))).toBe('file:///data');
    expect(dataFileOf(of('{}'))).toBeUndefined();
    expect(dataFileOf(undefined)).toBeUndefined();
    expect(factFilesOf(of('{"facts": ["a.csv", "x\\\\b.polar"]}'))).toEqual([at('a.csv'), at('x/b.polar')]);
    expect(factFilesOf(undefined)).toEqual([]);
  });

  it('the names of data, where it has any', async () => {
    const files = disk({ 'a.json': '{"constants": {"b": 1, "a": 2}}', 'b.json': '{"constants": {}}', 'c.json': '[' });
    expect(await dataNamesIn(at('a.json'), files)).toEqual({ constants: ['b', 'a'], objects: [], classes: [] });
    expect(await dataNamesIn(at('b.json'), files)).toBeUndefined();
    expect(await dataNamesIn(at('c.json'), files)).toBeUndefined();
    expect(await dataNamesIn(at('none.json'), files)).toBeUndefined();
    expect(await dataNamesIn(undefined, files)).toBeUndefined();
  });
});
