import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { memoryFiles } from '@polar-tools/project';
import { nodeFiles } from '@polar-tools/server/node-files';
import { expect, it } from 'vitest';
import { folderOf, polar } from '../../packages/cli/test/command.ts';
import { inMemory, TestClient } from '../../server/test/test-client.ts';
import { InProcessClient } from '../debug/in-process-client.ts';
import { DOORS } from './doors.ts';

/** What somebody's repository may have in its `polar.config.json`: it is read as soon as its folder is opened. */
const strangers = [
  { include: ['main.polar', '../secret.polar'] },
  { include: ['main.polar', 'x/../../secret.polar'] },
  { include: ['main.polar', '{..,.}/secret.polar'] },
  { include: ['main.polar', '/secret.polar'] },
  { include: ['main.polar', '..\\secret.polar'] },
  { include: ['main.polar', 'linked/*.polar'] },
  { include: ['main.polar', 'linked/up/**'] },
];

it.each(
  strangers.flatMap((configuration) => DOORS.map((door) => [JSON.stringify(configuration), door.name, door] as const)),
)('%s leads out of its folder for none (%s)', async (configuration, _name, door) => {
  const above = folderOf({
    'secret.polar': 'file("secret");\n',
    'w/main.polar': 'file("main.polar");\n',
    'w/polar.config.json': configuration,
  });
  const folder = join(above, 'w');
  symlinkSync('..', join(folder, 'linked'));
  const files = await door.files(folder, 'main.polar').catch((error: Error) => error.message);
  // Refused with what is wrong, or without that file.
  if (typeof files === 'string') expect(files).toContain('include');
  else expect(files).toEqual(['main.polar']);
});

it.each([
  { data: '/etc/hostname' },
  { data: '//evil.example/share/data.json' },
  { data: '\\\\evil.example\\share\\data.json' },
  { data: 'file://evil.example/share/data.json' },
])('%j reads nothing elsewhere, at any door', async (configuration) => {
  const texts = { 'main.polar': 'f(1);\n', 'polar.config.json': JSON.stringify(configuration) };
  const folder = folderOf(texts);
  const read: string[] = [];
  const disk = nodeFiles();
  const files = {
    read: (uri: string) => {
      read.push(uri);
      return disk.read(uri);
    },
    list: disk.list,
  };
  const query = await polar(folder, ['query', '-p', '.', 'f(x)'], { files });
  expect(query).toMatchObject({
    status: 2,
    errors: expect.stringContaining('"data" names a file from this folder on'),
  });
  const debug = new InProcessClient({ files, folder: `file://${folder}`, breathe: async () => {}, now: () => 0 });
  await debug.request('initialize', {});
  expect((await debug.request('launch', { policies: '.', query: 'f(x)' })).success).toBe(false);
  const client = new TestClient({}, inMemory(files));
  await client.initialize({ workspaceFolders: [{ uri: `file://${folder}`, name: 'w' }] });
  await client.open(`file://${folder}/main.polar`, 'f(1);\n');
  const told = await client.diagnostics(`file://${folder}/polar.config.json`);
  expect(told.diagnostics.map(({ message }) => message)).toEqual([expect.stringContaining('"data" names a file')]);
  client.dispose();
  expect(read.filter((uri) => !uri.includes(folder) && !uri.endsWith('/polar.config.json'))).toEqual([]);
});

it('a pattern that would take a regular expression years keeps nobody waiting', async () => {
  const deep = `${Array.from({ length: 30 }, () => 'aaaaaaaa').join('/')}/x.polar`;
  const include = [`${'**/'.repeat(40)}y.polar`, `${'*a'.repeat(60)}/**/z.polar`, 'main.polar'];
  const client = new TestClient(
    {},
    inMemory(
      memoryFiles({
        'file:///w/main.polar': 'f(1);\n',
        [`file:///w/${deep}`]: '',
        'file:///w/polar.config.json': JSON.stringify({ include }),
      }),
    ),
  );
  await client.initialize();
  const uri = await client.open('main.polar', 'f(1);\n');
  expect(await client.request('textDocument/documentSymbol', { textDocument: { uri } })).toHaveLength(1);
  client.dispose();
});
