import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { watchFiles } from '../src/watch-files.ts';
import { folderOf } from './command.ts';

const FILES = { 'main.polar': 'f(1);\n', 'a/b.polar': 'g(1);\n', 'node_modules/p/c.polar': 'h(1);\n' };

/** A watched folder, and how often it has changed. */
async function watched(): Promise<{ folder: string; changes: () => number }> {
  const folder = folderOf(FILES);
  mkdirSync(join(folder, '.git'));
  let count = 0;
  await new Promise<void>((ready, reject) => {
    onTestFinished(watchFiles(folder, { changed: () => count++, ready, failed: (why) => reject(new Error(why)) }));
  });
  return { folder, changes: () => count };
}

test.each([
  'main.polar',
  'a/b.polar',
  'new.polar',
  'polar.config.json',
  'facts.jsonl',
  'facts.ndjson',
  'a/facts.csv',
  'node_modules.polar',
])('a change of %s is seen', async (name) => {
  const { folder, changes } = await watched();
  writeFileSync(join(folder, name), 'k(1);\n');
  await vi.waitFor(() => expect(changes()).toBeGreaterThan(0), { timeout: 20_000, interval: 20 });
});

test.each(['node_modules/p/c.polar', 'node_modules/d.json', '.git/index.json', 'notes.txt', 'a/polar'])(
  'a change of %s is not',
  async (name) => {
    const { folder, changes } = await watched();
    writeFileSync(join(folder, name), 'k(1);\n');
    await setTimeout(200);
    expect(changes()).toBe(0);
  },
);
