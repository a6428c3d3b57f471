import { describe, expect, test } from 'vitest';
import { childUri, configuredFolderAbove, discover } from './discovery.ts';
import { memoryFileSystem } from './file-system.ts';

const files = (...names: string[]) => memoryFileSystem(new Map(names.map((name) => [`file:///w/${name}`, ''])));

describe('the policies of a folder', () => {
  test('are found in all its folders but hidden ones and those of packages', async () => {
    const disk = files(
      'a.polar',
      'b/c%20d.polar',
      'b/polar.config.json',
      'node_modules/x/e.polar',
      '.git/f.polar',
      'g.txt',
    );
    expect(await discover(disk, 'file:///w', true)).toEqual({
      policyFiles: ['file:///w/a.polar', 'file:///w/b/c%20d.polar'],
      configurations: ['file:///w/b/polar.config.json'],
      complete: true,
    });
    expect((await discover(disk, 'file:///w', false)).policyFiles).toEqual(['file:///w/a.polar']);
  });

  test('may be configured in a folder above', async () => {
    const disk = files('a/polar.config.json', 'a/b/c/d.polar');
    expect(await configuredFolderAbove(disk, 'file:///w/a/b/c')).toBe('file:///w/a');
    expect(await configuredFolderAbove(disk, 'file:///w/other')).toBeUndefined();
  });

  test('have URIs as an editor writes them', () => {
    expect(childUri('file:///w', "a b(1)'é.polar")).toBe('file:///w/a%20b%281%29%27%C3%A9.polar');
  });
});
