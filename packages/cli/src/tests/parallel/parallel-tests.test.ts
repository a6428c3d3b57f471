import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { NamedTest } from '@polar-tools/evaluator';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { folderOf, surroundingsIn } from '../../../test/command.ts';
import { run } from '../../run.ts';
import { ParallelTests, type TestThreads } from './parallel-tests.ts';

const setting = { files: [], configuration: {}, now: 0, timeout: 50, coverage: false };
const faulty: TestThreads = { module: new URL('../../../test/threads/faulty.ts', import.meta.url), count: 2, after: 0 };
const named = (count: number): NamedTest[] =>
  Array.from({ length: count }, (_, at) => ({
    kind: 'test',
    name: `${at}`,
    location: { uri: 'main.polar', start: at, end: at + 1 },
  }));

it('tests that end their thread, or do not end, are told where they stand, and the others run', async () => {
  const order = [...named(40).keys()].filter((at) => at !== 20);
  const shared = new ParallelTests(named(40), order, setting, faulty, { signal: new AbortController().signal });
  const results = [];
  for await (const { result } of shared.results()) results.push(result);
  expect(results.map(({ name }) => name)).toEqual(order.map(String));
  const wrong = results.filter(({ status }) => status !== 'passed');
  expect(wrong.map(({ name, status, message }) => [name, status, message])).toEqual([
    ['3', 'error', 'It ended the thread that ran it: three.'],
    ['5', 'error', 'It did not end within 0.5 s.'],
    ['7', 'error', 'Its thread ended.'],
  ]);
});

it('a thread that cannot be started is an error, and nobody waits', async () => {
  const threads = { ...faulty, module: new URL('./nowhere.ts', import.meta.url) };
  const shared = new ParallelTests(named(4), [0, 1, 2, 3], setting, threads, { signal: new AbortController().signal });
  await expect(async () => {
    for await (const _ of shared.results());
  }).rejects.toThrow(/nowhere/);
});

it('ended early, gives those that have ended', async () => {
  const ending = new AbortController();
  const shared = new ParallelTests(named(20), [0, 1, 5, 2], { ...setting, timeout: 0 }, faulty, {
    signal: ending.signal,
    heard: (ended) => ended >= 3 && ending.abort(),
  });
  const names = [];
  for await (const { result } of shared.results()) names.push(result.name);
  expect(names).toEqual(['0', '1', '2']);
});

/** Of one policy: tests that pass, that fail, that could not be run, over two files, and rules that only some of them reach. */
const suite = {
  'main.polar': `actor User {}
resource Org { roles = ["admin", "member"]; permissions = ["read", "write"]; "member" if "admin"; "read" if "member"; "write" if "admin"; }
test fixture acme { has_role(User{"anne"}, "admin", Org{"acme"}); }
`,
  'tests.polar': Array.from(
    { length: 60 },
    (_, at) => `test "${at}" {
  setup { ${at % 7 === 0 ? 'fixture nothing;' : ''} ${at % 5 === 0 ? 'fixture acme;' : ''} has_role(User{"u${at}"}, "member", Org{"o${at % 3}"}); }
  assert allow(User{"u${at}"}, "read", Org{"o${at % 4}"});
  assert allow(User{"anne"}, action: String, Org{"acme"}) iff action in [${at % 5 === 0 ? '"read", "write"' : ''}];
}
`,
  ).join(''),
};

async function tested(
  folder: string,
  threads: TestThreads | undefined,
  words: readonly string[],
): Promise<[number, string, string]> {
  const { surroundings, ran } = surroundingsIn(folder);
  const status = await run(['test', ...words], { ...surroundings, testThreads: threads });
  const { output, errors } = ran();
  return [status, output.replaceAll(/\d+\.\d\d s|time="[\d.]+"/g, ''), errors];
}

it.each([
  [['--format', 'json', '--coverage', 'json']],
  [['--format', 'junit']],
  [['--filter', '[13579]$', '--coverage', 'lcov', '--coverage-output', 'out/lcov.info']],
])('reports the same as one thread does: %j', async (words) => {
  const folder = folderOf(suite);
  const module = join(folder, 'worker.mjs');
  const entry = fileURLToPath(new URL('./worker.ts', import.meta.url));
  await build({ entryPoints: [entry], outfile: module, bundle: true, platform: 'node', format: 'esm' });
  const alone = await tested(folder, undefined, words);
  expect(alone[0]).toBe(1);
  const threads = { module: pathToFileURL(module), count: 3, after: 0 };
  expect(await tested(folder, threads, words)).toEqual(alone);
});
