import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryFiles } from '@polar-tools/project';
import { describe, expect, onTestFinished, test } from 'vitest';
import { nodeFiles } from '../src/node-files.ts';

// Windows reads shares by their names, so what is refused there cannot be seen elsewhere.
describe.skipIf(process.platform === 'win32')('a share', () => {
  const uri = 'file://server/share/main.polar';

  test('that this process cannot read is asked of the client', async () => {
    const files = nodeFiles(memoryFiles({ [uri]: 'f(1);\n' }));
    expect(await files.read(uri)).toEqual({ text: 'f(1);\n' });
    expect(await files.list('file://server/share')).toEqual([{ name: 'main.polar', kind: 'file' }]);
  });

  test('that nobody can read is no file of this machine', async () => {
    expect(await nodeFiles().read('file://tmp/main.polar')).toEqual({
      fault: { kind: 'unreadable', code: 'ERR_INVALID_FILE_URL_HOST' },
    });
    expect(await nodeFiles().list('file://tmp')).toBeUndefined();
  });
});

test.each([
  ['a%00b.polar', 'missing'],
  [`${'x'.repeat(300)}.polar`, 'unreadable'],
  ['nowhere/a.polar', 'missing'],
  ['.', 'folder'],
])('what is no file is told, and never thrown: %s', async (name, kind) => {
  const folder = mkdtempSync(join(tmpdir(), 'polar-files-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  expect(await nodeFiles().read(`file://${folder}/${name}`)).toMatchObject({ fault: { kind } });
});
