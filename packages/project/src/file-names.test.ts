import { expect, it } from 'vitest';
import {
  canonicalUri,
  folderOf,
  foldersAbove,
  folderUri,
  isBelow,
  nameOf,
  pathBelow,
  shortName,
  uriOf,
  within,
} from './file-names.ts';

it('takes a relative path from the folder', () => {
  expect(uriOf('a/../b.polar', 'file:///home/me')).toBe('file:///home/me/b.polar');
  expect(uriOf('../../../../x.polar', 'file:///home/me')).toBe('file:///x.polar');
});

it('keeps absolute paths and URIs', () => {
  expect(uriOf('/p/a b.polar', 'file:///')).toBe('file:///p/a%20b.polar');
  expect(uriOf('/p/../q/./a.polar', 'file:///')).toBe('file:///q/a.polar');
  expect(uriOf('C:\\p\\..\\..\\a.polar', 'file:///')).toBe('file:///c%3A/a.polar');
  expect(uriOf('vscode-vfs://github/o/r/a.polar', 'file:///')).toBe('vscode-vfs://github/o/r/a.polar');
});

it('knows the paths of Windows on every platform', () => {
  expect(uriOf('C:\\p\\a b.polar', 'file:///')).toBe('file:///c%3A/p/a%20b.polar');
  expect(uriOf('c:/p/a b.polar', 'file:///')).toBe('file:///c%3A/p/a%20b.polar');
  expect(uriOf('..\\a.polar', 'file:///C:/p/q')).toBe('file:///c%3A/p/a.polar');
  expect(uriOf('\\\\server\\p\\a.polar', 'file:///')).toBe('file://server/p/a.polar');
  // No path of Windows, but a name with a colon in a folder.
  expect(uriOf('p/xC:/a.polar', 'file:///w')).toBe('file:///w/p/xC%3A/a.polar');
});

it('gives a path back for a file, and the URI for what is in no file system', () => {
  expect(nameOf('file:///p/a%20b.polar')).toBe('/p/a b.polar');
  expect(nameOf('file:///p/a%20b.polar', true)).toBe('file:///p/a%20b.polar');
  expect(nameOf('vscode-vfs://github/a.polar')).toBe('vscode-vfs://github/a.polar');
  expect(nameOf('file:///p/a.polar', false)).toBe('/p/a.polar');
});

it('knows folders and short names', () => {
  expect(folderOf('file:///p/q/a.polar')).toBe('file:///p/q');
  expect(folderOf('file:///a.polar')).toBe('file:///');
  expect(folderOf('file:///p/q/')).toBe('file:///p');
  expect(folderOf('file:///p/q//')).toBe('file:///p');
  expect(folderOf('file:///p/')).toBe('file:///');
  expect(shortName('file:///p/a%20b.polar')).toBe('a b.polar');
  expect(shortName('file:///')).toBe('/');
  expect(shortName('untitled:a%FF')).toBe('a%FF');
  expect(within('file:///p', 'data.json')).toBe('file:///p/data.json');
});

it.each([
  ['file:///p/q/a.polar', ['file:///p/q', 'file:///p', 'file:///']],
  ['file:///a.polar', ['file:///']],
  ['file:///c%3A/p/a.polar', ['file:///c%3A/p', 'file:///c%3A/']],
  ['file:///c%3A/a.polar', ['file:///c%3A/']],
  ['file://server/share/a.polar', ['file://server/share', 'file://server/']],
  ['vscode-vfs://github/o/r/a.polar', ['vscode-vfs://github/o/r', 'vscode-vfs://github/o', 'vscode-vfs://github/']],
  ['untitled:Untitled-1', []],
  ['debug:query.polar', []],
  ['no URI at all', []],
])('the folders above %s are %j', (uri, folders) => {
  expect(foldersAbove(uri)).toEqual(folders);
});

it.each([
  ['FILE:///W/a.polar', 'file:///W/a.polar'],
  ['File:///C:/w/a.polar', 'file:///c%3A/w/a.polar'],
  ['file:///c%3a/w/a.polar', 'file:///c%3A/w/a.polar'],
  ['file://localhost/w/a.polar', 'file:///w/a.polar'],
  ['file://SERVER/share/a.polar', 'file://server/share/a.polar'],
  ['file:/w/a.polar', 'file:///w/a.polar'],
  ['UNTITLED:Untitled-1', 'untitled:Untitled-1'],
  ['file:///w/100%.polar', 'file:///w/100%25.polar'],
  ['no URI:100%', 'no URI:100%25'],
  ['no URI:%FF', 'no URI:%25FF'],
])('the URI %s is written %s', (uri, canonical) => {
  expect(canonicalUri(uri)).toBe(canonical);
  expect(canonicalUri(canonical)).toBe(canonical);
});

it.each([
  ['file:///', 'file:///'],
  ['file:///w/', 'file:///w'],
  ['file:///w//', 'file:///w'],
  ['file:///C:/', 'file:///c%3A/'],
  ['file:///C:', 'file:///c%3A/'],
  ['file://server/share/', 'file://server/share'],
])('the folder %s is written %s', (uri, folder) => {
  expect(folderUri(uri)).toBe(folder);
  const file = within(folder, "a b(1)'é.polar");
  expect(canonicalUri(file)).toBe(file);
  expect(folderOf(file)).toBe(folder);
  expect(isBelow(file, folder)).toBe(true);
  expect(pathBelow(folder, file)).toBe("a b(1)'é.polar");
});

it('never leads out of a root', () => {
  expect(within('file:///c%3A/p', '../../../x')).toBe('file:///c%3A/x');
  expect(within('file:///p', '../../../x')).toBe('file:///x');
  expect(isBelow('file:///policy/a.polar', 'file:///pol')).toBe(false);
});
