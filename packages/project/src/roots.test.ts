import { describe, expect, test } from 'vitest';
import { groupByRoot, type Rooted } from './roots.ts';

const everything = (uri: string): Rooted => ({ uri, includes: () => true });

describe('the files of one policy', () => {
  test('are those of one folder where nothing is configured', () => {
    const roots = groupByRoot(['file:///w/b.polar', 'file:///w/a.polar', 'file:///w/sub/c.polar'], []);
    expect([...roots.values()]).toEqual([
      {
        uri: 'file:///w',
        folder: 'file:///w',
        configuration: undefined,
        files: ['file:///w/a.polar', 'file:///w/b.polar'],
      },
      { uri: 'file:///w/sub', folder: 'file:///w/sub', configuration: undefined, files: ['file:///w/sub/c.polar'] },
    ]);
  });

  test('are all below the nearest configuration', () => {
    const roots = groupByRoot(
      ['file:///w/a.polar', 'file:///w/sub/b.polar', 'file:///w/other/deep/c.polar'],
      [everything('file:///w/polar.config.json'), everything('file:///w/other/polar.config.json')],
    );
    expect(roots.get('file:///w')?.files).toEqual(['file:///w/a.polar', 'file:///w/sub/b.polar']);
    expect(roots.get('file:///w/other')).toEqual({
      uri: 'file:///w/other',
      folder: 'file:///w/other',
      configuration: 'file:///w/other/polar.config.json',
      files: ['file:///w/other/deep/c.polar'],
    });
  });

  test('are only those that the configuration includes; the others stand apart', () => {
    const only: Rooted = { uri: 'file:///w/polar.config.json', includes: (path) => path.startsWith('src/a b') };
    const roots = groupByRoot(['file:///w/src/a%20b.polar', 'file:///w/old/c.polar', 'file:///w/d.polar'], [only]);
    expect(roots.get('file:///w')?.files).toEqual(['file:///w/src/a%20b.polar']);
    expect(roots.get('file:///w/old')?.files).toEqual(['file:///w/old/c.polar']);
    expect(roots.get('file:///w/d.polar')?.files).toEqual(['file:///w/d.polar']);
  });

  test.each([
    ['untitled:Untitled-1', 'untitled:Untitled-2'],
    ['untitled:/w/new.polar', 'untitled:/w/other.polar'],
    ['polar-notes:a', 'polar-notes:b'],
    ['file:///w/notes.txt', 'file:///w/more.txt'],
    ['file:///w/MAIN.POLAR', 'file:///w/.hidden.polar'],
  ])('do not hold %s, nor %s: each stands alone', (one, other) => {
    const roots = groupByRoot([one, 'file:///w/a.polar', other], [everything('file:///w/polar.config.json')]);
    for (const uri of [one, other]) {
      expect(roots.get(uri)).toEqual({ uri, folder: undefined, configuration: undefined, files: [uri] });
    }
    expect(roots.get('file:///w')?.files).toEqual(['file:///w/a.polar']);
  });
});
