import { expect, it } from 'vitest';
import { folderOf, nameOf, shortName, uriOf, within } from './source-names.ts';

it('takes a relative path from the folder', () => {
  expect(uriOf('a/../b.polar', 'file:///home/me')).toBe('file:///home/me/b.polar');
  expect(uriOf('../../../../x.polar', 'file:///home/me')).toBe('file:///x.polar');
});

it('keeps absolute paths and URIs', () => {
  expect(uriOf('/p/a b.polar', 'file:///')).toBe('file:///p/a%20b.polar');
  expect(uriOf('vscode-vfs://github/o/r/a.polar', 'file:///')).toBe('vscode-vfs://github/o/r/a.polar');
});

it('knows the paths of Windows on every platform', () => {
  expect(uriOf('C:\\p\\a b.polar', 'file:///')).toBe('file:///c%3A/p/a%20b.polar');
  expect(uriOf('c:/p/a b.polar', 'file:///')).toBe('file:///c%3A/p/a%20b.polar');
  expect(uriOf('..\\a.polar', 'file:///C:/p/q')).toBe('file:///c%3A/p/a.polar');
  expect(uriOf('\\\\server\\p\\a.polar', 'file:///')).toBe('file://server/p/a.polar');
});

it('gives a path back for a file, and the URI for what is in no file system', () => {
  expect(nameOf('file:///p/a%20b.polar')).toBe('/p/a b.polar');
  expect(nameOf('file:///p/a%20b.polar', true)).toBe('file:///p/a%20b.polar');
  expect(nameOf('vscode-vfs://github/a.polar')).toBe('vscode-vfs://github/a.polar');
});

it('knows folders and short names', () => {
  expect(folderOf('file:///p/q/a.polar')).toBe('file:///p/q');
  expect(folderOf('file:///a.polar')).toBe('file:///');
  expect(shortName('file:///p/a%20b.polar')).toBe('a b.polar');
  expect(within('file:///p', 'data.json')).toBe('file:///p/data.json');
});
