import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, onTestFinished, test } from 'vitest';
import { folderOf, polar } from '../command.ts';
import { organization, send, serving, withPolicy } from './serving.ts';

const role = (id: number | string, of: number | string = 'acme') => ({
  predicate: 'has_role',
  args: [
    { type: 'User', id: `u${id}` },
    { type: 'String', id: 'member' },
    { type: 'Organization', id: `${of}` },
  ],
});

const roles = async (url: string): Promise<string[]> => {
  const { body } = await send(url, '/api/facts?predicate=has_role', { method: 'GET' });
  return (body as ReturnType<typeof role>[]).map(({ args }) => args.map(({ id }) => id).join(' '));
};

test('facts and an uploaded policy are there again after a restart', async () => {
  const folder = folderOf({});
  const first = await serving(folder, ['--store', 'facts.db']);
  await send(first.url, '/api/policy', { body: { filename: 'uploaded.polar', src: organization } });
  await send(first.url, '/api/batch', { body: [{ inserts: [role(1), role(2), role('ñ "quoted" \u0000 \ud800')] }] });
  await send(first.url, '/api/batch', {
    body: [{ deletes: [{ predicate: 'has_role', args: [{ type: 'User', id: 'u2' }, null, null] }] }],
  });
  const before = await roles(first.url);
  expect(before).toHaveLength(2);
  expect(await first.end()).toBe(0);

  await first.tells(/No policy was named/);
  const second = await serving(folder, ['--store', 'facts.db']);
  await second.tells(/Policy: the one kept in facts.db\. Facts: 2, kept in facts.db\./);
  expect(await roles(second.url)).toEqual(before);
  expect((await send(second.url, '/api/policy', { method: 'GET' })).body).toEqual({
    policy: { filename: 'uploaded.polar', src: organization },
  });
  await send(second.url, '/api/clear_data');
  await second.end();

  const third = await serving(folder, ['--store', 'facts.db']);
  expect(await roles(third.url)).toEqual([]);
});

test('files of a policy come before the stored one, and facts of files beside the stored ones', async () => {
  const folder = folderOf({ ...withPolicy, 'facts.json': '[["is_public", {"type": "Repository", "id": "anvil"}]]' });
  const first = await serving(folder, ['--store', 'facts.db']);
  await send(first.url, '/api/policy', { body: { filename: '', src: 'actor Person {}' } });
  await first.end();
  const second = await serving(folder, ['.', '--store', 'facts.db', '--facts', 'facts.json']);
  expect(JSON.stringify((await send(second.url, '/api/policy_metadata', { method: 'GET' })).body)).toContain(
    'Repository',
  );
  await send(second.url, '/api/batch', { body: [{ inserts: [role(1)] }] });
  await second.end();
  const third = await serving(folder, ['.', '--store', 'facts.db']);
  expect((await send(third.url, '/api/stats', { method: 'GET' })).body).toMatchObject({
    facts: { total: 2, predicates: { is_public: 1, has_role: 1 } },
  });
});

test('a file that is no store is refused in words, and left as it is', async () => {
  const folder = folderOf({ ...withPolicy, 'notes.txt': 'These are my notes, which are no database at all.' });
  const other = new DatabaseSync(join(folder, 'other.db'));
  other.exec('CREATE TABLE people (name TEXT)');
  other.close();
  writeFileSync(join(folder, 'half.db'), 'SQLite format 3\0'.padEnd(200, 'x'));
  const table: [string, string][] = [
    ['notes.txt', 'notes.txt cannot be used as a store: it is no SQLite file.'],
    ['other.db', 'other.db is a SQLite file of another program.'],
    ['half.db', 'half.db cannot be used as a store: it is no SQLite file.'],
    [
      'none/facts.db',
      'none/facts.db cannot be used as a store: it cannot be opened or made there. Is there such a folder?',
    ],
    ['.', 'cannot be used as a store'],
  ];
  for (const [name, message] of table) {
    const { status, errors } = await polar(folder, ['serve', '.', '--port', '0', '--store', name]);
    expect([name, status, errors]).toEqual([name, 2, expect.stringContaining(message)]);
  }
  expect(readFileSync(join(folder, 'notes.txt'), 'utf8')).toMatch(/^These are my notes/);
});

test('a store has one server', async () => {
  const folder = folderOf(withPolicy);
  await serving(folder, ['.', '--store', 'facts.db']);
  const { status, errors } = await polar(folder, ['serve', '.', '--port', '0', '--store', 'facts.db']);
  expect(status).toBe(2);
  expect(errors).toContain('another polar serve uses it');
});

/** The command in one file, which starts sooner than its sources. */
async function bundled(): Promise<string> {
  const folder = folderOf({});
  const outfile = join(folder, 'polar.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('../../src/main.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  return outfile;
}

/** A server in a process of its own, which can be killed. */
async function started(program: string, folder: string): Promise<{ url: string; kill: () => Promise<void> }> {
  const child = spawn(process.execPath, [program, 'serve', '.', '--port', '0', '--store', 'facts.db'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exit = once(child, 'exit');
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exit;
  };
  onTestFinished(kill);
  let told = '';
  const url = await new Promise<string | undefined>((resolve) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      told += text;
      const [, listening] = /Listening on (\S+)\n/.exec(told) ?? [];
      if (listening !== undefined) resolve(listening);
    });
    exit.then(() => resolve(undefined));
  });
  if (url === undefined) throw new Error(`The server did not start: ${told}`);
  return { url, kill };
}

/** How often the server is killed: a hundred times with `POLAR_KILLS=100`. */
const kills = Number(process.env.POLAR_KILLS ?? 4);

/** How many facts a batch inserts. */
const sizeOf = (batch: number): number => 1 + ((batch * 7) % 40);

/** What is there once these batches were inserted and not deleted again. */
const factsOf = (batches: Iterable<number>): string[] =>
  [...batches].flatMap((batch) => Array.from({ length: sizeOf(batch) }, (_, at) => `u${at} member b${batch}`)).sort();

test('after a kill -9 at any moment there is all that was answered, and of what was not, all or nothing', {
  timeout: 60_000 + kills * 10_000,
}, async () => {
  const program = await bundled();
  const folder = folderOf(withPolicy);
  /** The batches that are there; and what they are if the one that nobody answered was made all the same. */
  let kept: readonly number[] = [];
  let perhaps: readonly number[] = [];
  let unanswered = 0;
  for (let batch = 1, round = 0; round <= kills; round++) {
    const { url, kill } = await started(program, folder);
    const found = (await roles(url)).sort();
    if (found.join() === factsOf(perhaps).join()) kept = perhaps;
    expect(found).toEqual(factsOf(kept));
    if (round === kills) break;
    const ending = new Promise<void>((resolve) => setTimeout(resolve, Math.random() * 200)).then(kill);
    for (; ; batch++) {
      // One transaction: a batch comes, and the fourth last one goes.
      const gone = kept.length > 3 ? kept[0] : undefined;
      const args = [null, null, { type: 'Organization', id: `b${gone}` }];
      perhaps = [...kept.filter((each) => each !== gone), batch];
      const body = [
        { inserts: Array.from({ length: sizeOf(batch) }, (_, at) => role(at, `b${batch}`)) },
        ...(gone === undefined ? [] : [{ deletes: [{ predicate: 'has_role', args }] }]),
      ];
      const answer = await send(url, '/api/batch', { body }).catch(() => undefined);
      if (answer === undefined) break;
      expect(answer.status).toBe(200);
      kept = perhaps;
    }
    batch++;
    unanswered++;
    await ending;
  }
  expect(unanswered).toBe(kills);
  expect(kept.length).toBeGreaterThan(0);
});
