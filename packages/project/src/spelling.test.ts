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

  it('keeps its name beside one that differs in case alone, where that is another file', async () => {
    const both = memoryFiles({ 'file:///w/a.polar': '', 'file:///w/A.polar': '' });
    expect(await new Spellings(both).of('file:///w/A.polar')).toBe('file:///w/A.polar');
  });
});
