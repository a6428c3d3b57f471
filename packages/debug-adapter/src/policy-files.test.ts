import { expect, it } from 'vitest';
import { memoryFiles } from './memory-files.ts';
import { findPolicyFiles } from './policy-files.ts';

const files = memoryFiles({
  'file:///w/main.polar': '',
  'file:///w/data.json': '{}',
  'file:///w/more/b.polar': '',
  'file:///w/more/deep/c.polar': '',
  'file:///w/node_modules/x/d.polar': '',
  'file:///w/empty/readme.md': '',
});
const find = async (...names: string[]): Promise<unknown> => {
  const found = await findPolicyFiles(names, 'file:///w', files);
  return 'uris' in found ? found.uris.map((uri) => uri.slice('file:///w/'.length)) : found.problem;
};

it('takes a file as it is, and a folder for the .polar files in it', async () => {
  expect(await find('main.polar')).toEqual(['main.polar']);
  expect(await find('.')).toEqual(['main.polar']);
  expect(await find('/w/more')).toEqual(['more/b.polar']);
});

it('expands patterns, without what packages bring', async () => {
  expect(await find('**/*.polar')).toEqual(['main.polar', 'more/b.polar', 'more/deep/c.polar']);
  expect(await find('more/**')).toEqual(['more/b.polar', 'more/deep/c.polar']);
  expect(await find('*/b*')).toEqual(['more/b.polar']);
});

it('names each file once', async () => {
  expect(await find('main.polar', './main.polar', '*.polar')).toEqual(['main.polar']);
});

it.each([
  ['nothing.polar', 'There is no file or folder "nothing.polar"'],
  ['empty', 'There is no .polar file in the folder "empty"'],
  ['x/**/*.polar', 'No .polar file matches "x/**/*.polar"'],
])('%s is refused with what to do', async (name, message) => {
  expect(await find(name)).toContain(message);
});
