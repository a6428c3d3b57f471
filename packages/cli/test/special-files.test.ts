import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { folderOf, polar } from './command.ts';

const cloud = 'actor User {}\nresource Repo { roles = ["r"]; permissions = ["read"]; "read" if "r"; }\n';
const isSpecial = /is no file with a text, but a pipe, a socket or a device/;

/** A folder with a pipe that nobody writes into, links to it and to a device without an end, and a folder with a file's name. */
function folderWithPipes(files: Readonly<Record<string, string>> = {}): string {
  const folder = folderOf({ 'main.polar': cloud, 'folder.json/x': '', ...files });
  for (const name of ['pipe.polar', 'pipe.json']) execFileSync('mkfifo', [join(folder, name)]);
  symlinkSync('pipe.json', join(folder, 'link.json'));
  symlinkSync('pipe.polar', join(folder, 'link.polar'));
  symlinkSync('/dev/zero', join(folder, 'zero.json'));
  symlinkSync('/dev/zero', join(folder, 'zero.polar'));
  return folder;
}

// Windows has no pipes among its files.
const posix = it.skipIf(process.platform === 'win32');

posix.each([
  ['check', 'pipe.polar'],
  ['check', 'link.polar'],
  ['check', 'zero.polar'],
  ['test', 'pipe.polar'],
  ['format', 'zero.polar'],
  ['format', 'pipe.polar', '--check'],
  ['metadata', 'pipe.polar'],
  ['query', '-p', 'pipe.polar', 'x = 1'],
  ['query', '-d', 'pipe.json', 'x = 1'],
  ['query', '-d', 'zero.json', 'x = 1'],
  ['query', '-p', 'main.polar', '-f', 'link.json', 'allow(User:a, "read", Repo:r)'],
  ['query', '-p', 'main.polar', '-f', 'zero.json', 'allow(User:a, "read", Repo:r)'],
  ['authorize', 'User:a', 'read', 'Repo:r', '-p', 'main.polar', '-f', 'pipe.json'],
  ['list', 'User:a', 'read', 'Repo', '-p', 'main.polar', '-f', 'pipe.polar'],
  ['actions', 'User:a', 'Repo:r', '-p', 'zero.polar'],
  ['repl', 'pipe.polar'],
  ['repl', '-d', 'pipe.json'],
])('polar %s %s %s %s: a pipe or device is refused and never waited for', async (...words) => {
  const { status, errors } = await polar(folderWithPipes(), words);
  expect(errors).toMatch(isSpecial);
  expect(status).toBe(2);
});

posix.each([
  [
    '{"dialect": "cloud", "include": ["main.polar"], "facts": ["pipe.json"]}',
    ['query', '-p', '.', 'allow(User:a, "read", Repo:r)'],
  ],
  ['{"dialect": "library", "include": ["f.polar"], "data": "link.json"}', ['query', '-p', '.', 'f(1)']],
  ['{"dialect": "library", "include": ["f.polar"], "data": "zero.json"}', ['test']],
])('what a configuration names is held to the same: %s', async (configuration, words) => {
  const folder = folderWithPipes({ 'polar.config.json': configuration, 'f.polar': 'f(1);\n?= f(1);\n' });
  const { status, errors } = await polar(folder, words);
  expect(errors).toMatch(isSpecial);
  expect(status).toBe(2);
});

posix('a configuration that is a pipe is none, as any pipe that nobody names', async () => {
  const folder = folderOf({ 'main.polar': cloud });
  execFileSync('mkfifo', [join(folder, 'polar.config.json')]);
  execFileSync('mkfifo', [join(folder, 'other.polar')]);
  const { status, output } = await polar(folder, ['check']);
  expect([status, output]).toEqual([0, expect.stringContaining('1 file checked')]);
});

posix('a socket is told', async () => {
  const folder = folderOf({});
  const server = createServer().listen(join(folder, 's.polar'));
  onTestFinished(() => void server.close());
  await new Promise((ready) => server.once('listening', ready));
  const { status, errors } = await polar(folder, ['check', 's.polar']);
  expect(errors).toMatch(isSpecial);
  expect(status).toBe(2);
});

it('a folder is told as one', async () => {
  const folder = folderOf({ 'main.polar': cloud, 'folder.json/x': '', 'folder/x': '' });
  for (const words of [
    ['query', '-d', 'folder.json', 'x = 1'],
    ['query', '-p', 'main.polar', '-f', 'folder.json', 'allow(User:a, "read", Repo:r)'],
  ]) {
    const { status, errors } = await polar(folder, words);
    expect(errors).toContain('"folder.json" is a folder. Name a file in it.');
    expect(status).toBe(2);
  }
  const { errors } = await polar(folder, [
    'query',
    '-p',
    'main.polar',
    '-f',
    'folder',
    'allow(User:a, "read", Repo:r)',
  ]);
  expect(errors).toContain('"folder" is a folder. Name a file in it.');
});
