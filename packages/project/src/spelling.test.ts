import { describe, expect, it } from 'vitest';
import { memoryFiles } from './memory-files.ts';
import { Spellings } from './spelling.ts';

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
