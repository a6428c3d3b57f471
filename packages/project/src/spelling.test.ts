import { describe, expect, it } from 'vitest';
import { memoryFiles } from './memory-files.ts';
import { mayBeOne, Spellings } from './spelling.ts';

const texts = {
  'file:///w/Policy/Main.polar': '',
  [`file:///w/Policy/${encodeURIComponent('ü'.normalize('NFD'))}.polar`]: '',
};
const nfc = `file:///w/Policy/${encodeURIComponent('ü'.normalize('NFC'))}.polar`;

describe('a file', () => {
  it.each([
    ['file:///w/policy/main.polar', { ignoreCase: true }, 'file:///w/Policy/Main.polar'],
    ['file:///w/policy/main.polar', {}, 'file:///w/policy/main.polar'],
    ['file:///w/policy/new.polar', { ignoreCase: true }, 'file:///w/Policy/new.polar'],
    [nfc, { normalize: true }, Object.keys(texts)[1]],
    [nfc, {}, nfc],
    ['untitled:Untitled-1', { ignoreCase: true }, 'untitled:Untitled-1'],
    ['file:///W', { ignoreCase: true }, 'file:///w'],
  ])('%s on a disk with %j is %s', async (uri, options, expected) => {
    expect(await new Spellings(memoryFiles(texts, options)).of(uri)).toBe(expected);
  });

  it('is asked for once in a folder that tells case apart, however often it changes', async () => {
    const disk = memoryFiles(texts);
    let listed = 0;
    const spellings = new Spellings({
      read: disk.read,
      list: (uri) => {
        if (uri === 'file:///w/Policy') listed++;
        return disk.list(uri);
      },
    });
    for (let at = 0; at < 100; at++) {
      spellings.forget('file:///w/Policy');
      expect(await spellings.of(`file:///w/Policy/new${at}.polar`)).toBe(`file:///w/Policy/new${at}.polar`);
    }
    expect(listed).toBe(1);
  });

  it('keeps its name beside one that differs in case alone, where that is another file', async () => {
    const both = memoryFiles({ 'file:///w/a.polar': '', 'file:///w/A.polar': '' });
    expect(await new Spellings(both).of('file:///w/A.polar')).toBe('file:///w/A.polar');
  });
});

it('two URIs may be one file where they differ in case, or in how a letter is written', () => {
  const pairs = [
    ['file:///w/A.polar', 'file:///w/a.polar'],
    ['file:///w/a.polar', 'file:///w/a.polar'],
    [
      `file:///w/${encodeURIComponent('ü'.normalize('NFD'))}.polar`,
      `file:///w/${encodeURIComponent('ü'.normalize('NFC'))}.polar`,
    ],
    ['file:///w/a.polar', 'file:///w/b.polar'],
    ['file:///w/a.polar', 'file:///v/a.polar'],
  ] as const;
  expect(pairs.map(([one, other]) => mayBeOne(one, other))).toEqual([true, true, true, false, false]);
});

describe('what the disk says', () => {
  const spelledOn = (texts: Readonly<Record<string, string>>) => {
    const disk = memoryFiles(texts, { ignoreCase: true });
    const asked: string[] = [];
    const spellings = new Spellings({
      read: (uri) => {
        asked.push(uri);
        return disk.read(uri);
      },
      list: (uri) => {
        asked.push(`${uri}/`);
        return disk.list(uri);
      },
    });
    return { spellings, asked };
  };

  it('is remembered until it is forgotten, for the folder and those in it', async () => {
    const disk: Record<string, string> = { 'file:///w/Sub/Deep/A.polar': '', 'file:///w/Sub/B.polar': '' };
    const { spellings, asked } = spelledOn(disk);
    expect(await spellings.of('file:///w/sub/deep/a.polar')).toBe('file:///w/Sub/Deep/A.polar');
    const before = asked.length;
    expect(await spellings.of('file:///w/sub/deep/A.polar')).toBe('file:///w/Sub/Deep/A.polar');
    expect(asked.slice(before).filter((uri) => uri.endsWith('/'))).toEqual([]);
    delete disk['file:///w/Sub/Deep/A.polar'];
    disk['file:///w/Sub/Deep/a.polar'] = '';
    expect(await spellings.of('file:///w/sub/deep/A.polar')).toBe('file:///w/Sub/Deep/A.polar');
    spellings.forget('file:///w/Other');
    expect(await spellings.of('file:///w/sub/deep/A.polar')).toBe('file:///w/Sub/Deep/A.polar');
    spellings.forget('file:///w/Sub/Deep');
    expect(await spellings.of('file:///w/sub/deep/A.polar')).toBe('file:///w/Sub/Deep/a.polar');
    delete disk['file:///w/Sub/Deep/a.polar'];
    disk['file:///w/Sub/Deep/A.polar'] = '';
    spellings.forget('file:///w/Sub');
    expect(await spellings.of('file:///w/Sub/deep/a.polar')).toBe('file:///w/Sub/Deep/A.polar');
  });

  it('of a name that two listed ones are like is nothing: it stays', async () => {
    const files = memoryFiles({ 'file:///w/a.txt': '', 'file:///w/A.txt': '' });
    const both = { read: async () => ({ text: '' }), list: files.list };
    expect(await new Spellings(both).of('file:///w/a.TXT')).toBe('file:///w/a.TXT');
  });

  it('of a folder and of a file that may not be read is that they are there', async () => {
    const files = memoryFiles({ 'file:///w/Sub/x.txt': '', 'file:///w/No.txt': '' }, { ignoreCase: true });
    const spellings = new Spellings({
      list: files.list,
      read: async (uri) => (uri.endsWith('.txt') ? { fault: { kind: 'forbidden' } } : files.read(uri)),
    });
    expect(await spellings.of('file:///w/sub')).toBe('file:///w/Sub');
    expect(await spellings.of('file:///w/no.txt')).toBe('file:///w/No.txt');
    expect(await spellings.of('file:///w/none')).toBe('file:///w/none');
  });
});
