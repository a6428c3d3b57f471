import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readServerNote, serverNotesFolder } from '@polar-tools/debug-adapter';
import { expect, test } from 'vitest';
import { folderOf } from '../command.ts';
import { DebugClient } from './debug-client.ts';
import { serving, withPolicy } from './serving.ts';

test('a server leaves a note with its token for editors of the same person, and takes it away when it ends', async () => {
  const folder = folderOf(withPolicy);
  const notes = join(folderOf({}), 'state', 'servers');
  const { url, end, told } = await serving(folder, ['.'], notes);
  const [name] = readdirSync(notes);
  expect(name).toBe(`${new URL(url).port}.json`);
  const note = readServerNote(readFileSync(join(notes, name!), 'utf8'));
  expect(note).toMatchObject({ port: Number(new URL(url).port), folder });
  expect(told()).not.toContain(note!.token);
  if (process.platform !== 'win32') {
    expect(statSync(join(notes, name!)).mode & 0o077).toBe(0);
    expect(statSync(notes).mode & 0o077).toBe(0);
  }
  const editor = new DebugClient(url);
  await editor.attach({ token: note!.token });
  await end();
  expect(readdirSync(notes)).toEqual([]);
});

test('where no note can be left, the server says what to attach with', async () => {
  const { url, told } = await serving(folderOf(withPolicy), ['.']);
  const [, port, token] = /"port": (\d+) and "token": "([^"]+)"/.exec(told())!;
  expect(port).toBe(new URL(url).port);
  await new DebugClient(url).attach({ token: token! });
});

test.each([
  [{}, ['/home/anne', '.local', 'state', 'polar', 'servers']],
  [{ XDG_STATE_HOME: '/state' }, ['/state', 'polar', 'servers']],
  [{ XDG_STATE_HOME: '' }, ['/home/anne', '.local', 'state', 'polar', 'servers']],
  [{ POLAR_SERVERS: '/notes', XDG_STATE_HOME: '/state' }, ['/notes']],
  [{ POLAR_SERVERS: '' }, undefined],
])('the folder of the notes: %j', (environment, folder) => {
  expect(serverNotesFolder(environment, '/home/anne')).toEqual(folder);
});

test.each(['', '{', 'null', '[]', '{"port": "8081", "token": "a", "folder": "/", "started": 1}', '{"port": 8081}'])(
  'what is no note is none: %s',
  (text) => expect(readServerNote(text)).toBeUndefined(),
);
