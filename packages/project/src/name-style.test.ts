import { posix, win32 } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clientNames, nativeNames, pathOfUri } from './name-style.ts';

describe('names on a command line', () => {
  it.each<[string, string, string]>([
    ['C:\\w', 'policies\\*.polar', 'file:///c%3A/w/policies/%2A.polar'],
    ['C:\\w', '.\\a b.polar', 'file:///c%3A/w/a%20b.polar'],
    ['C:\\w', 'd:\\x\\a.polar', 'file:///d%3A/x/a.polar'],
    ['C:\\w', 'D:/x/../a.polar', 'file:///d%3A/a.polar'],
    ['C:\\w', '\\x\\a.polar', 'file:///c%3A/x/a.polar'],
    ['C:\\w', 'c:a.polar', 'file:///c%3A/w/a.polar'],
    ['C:\\w', 'd:a.polar', 'file:///d%3A/a.polar'],
    ['C:\\w', '..\\..\\..\\a.polar', 'file:///c%3A/a.polar'],
    ['C:\\', 'a.polar', 'file:///c%3A/a.polar'],
    ['C:\\w', '.', 'file:///c%3A/w'],
    ['C:\\', '.', 'file:///c%3A/'],
    ['C:\\w', '\\\\Server\\share\\a.polar', 'file://server/share/a.polar'],
    ['\\\\server\\share\\w', '..\\a.polar', 'file://server/share/a.polar'],
    ['\\\\server\\share\\w', 'a.polar', 'file://server/share/w/a.polar'],
    ['C:\\w', '\\\\?\\C:\\x\\a.polar', 'file:///c%3A/x/a.polar'],
    ['C:\\w', '\\\\?\\UNC\\server\\share\\a.polar', 'file://server/share/a.polar'],
  ])('on Windows, in %s, %s is %s', (folder, name, uri) => {
    expect(nativeNames(folder, 'windows').uriOf(name)).toBe(uri);
  });

  it.each<[string, string, string]>([
    ['/w', 'a\\b.polar', 'file:///w/a%5Cb.polar'],
    ['/w', 'C:/a.polar', 'file:///w/C%3A/a.polar'],
    ['/w', 'http:a.polar', 'file:///w/http%3Aa.polar'],
    ['/w', '//x/../a.polar', 'file:///a.polar'],
    ['/', 'a.polar', 'file:///a.polar'],
    ['/w', '.', 'file:///w'],
    ['/w', 'a\0b.polar', 'file:///w/a%00b.polar'],
  ])('elsewhere, in %s, %s is %s', (folder, name, uri) => {
    expect(nativeNames(folder, 'posix').uriOf(name)).toBe(uri);
  });

  const part = fc.stringMatching(/^[a-z0-9 ().ü#%+~-]{0,6}[a-zü]$/);
  const parts = fc.array(fc.oneof({ weight: 4, arbitrary: part }, fc.constant('..'), fc.constant('.')), {
    minLength: 1,
    maxLength: 6,
  });
  const folders = fc.array(part, { maxLength: 4 });

  it.each([
    ['windows', win32, 'C:\\'],
    ['posix', posix, '/'],
  ] as const)(
    'are what node:path makes of them (%s), and come back as names that mean the same',
    (style, path, root) => {
      fc.assert(
        fc.property(folders, parts, (above, relative) => {
          const folder = root + above.join(path.sep);
          const name = relative.join(path.sep);
          const names = nativeNames(folder, style);
          const uri = names.uriOf(name);
          const resolved = path.resolve(folder, name);
          expect(pathOfUri(uri, style)).toBe(resolved);
          expect(names.uriOf(resolved)).toBe(uri);
          expect(names.uriOf(names.shown(uri))).toBe(uri);
        }),
      );
    },
  );

  it('are shown from the folder, unless they are far from there', () => {
    const { uriOf, shown } = nativeNames('C:\\a\\b\\c', 'windows');
    expect(shown(uriOf('x\\y.polar'))).toBe('x\\y.polar');
    expect(shown(uriOf('..\\..\\x.polar'))).toBe('..\\..\\x.polar');
    expect(shown(uriOf('..\\..\\..\\x.polar'))).toBe('C:\\x.polar');
    expect(shown(uriOf('D:\\x.polar'))).toBe('D:\\x.polar');
    expect(shown('file://server/share/x.polar')).toBe('\\\\server\\share\\x.polar');
    expect(pathOfUri('file:///x/c%3A/y', 'windows')).toBe('\\x\\c:\\y');
    expect(pathOfUri('untitled:a', 'windows')).toBe('untitled:a');
    expect(pathOfUri('file://server/x', 'posix')).toBe('//server/x');
    const far = nativeNames('/a/b/c', 'posix');
    expect(far.shown(far.uriOf('../../x.polar'))).toBe('../../x.polar');
    expect(far.shown('file:///x/y.polar')).toBe('/x/y.polar');
  });
});

describe('names in a client’s configuration', () => {
  it('may be paths of any platform, and URIs', () => {
    const { uriOf, shown } = clientNames('file:///C:/w/');
    expect(uriOf('a\\b.polar')).toBe('file:///c%3A/w/a/b.polar');
    expect(uriOf('/x/a.polar')).toBe('file:///x/a.polar');
    expect(uriOf('vscode-vfs://github/o/a.polar')).toBe('vscode-vfs://github/o/a.polar');
    expect(shown('file:///c%3A/w/a/b.polar')).toBe('a/b.polar');
  });
});
