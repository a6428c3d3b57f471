import { type Files, memoryFiles } from '@polar-tools/project';
import { afterEach, expect, test } from 'vitest';
import { inMemory, ROOT, TestClient } from './test-client.ts';

let client: TestClient;
afterEach(() => client.dispose());

const CAPABLE = { capabilities: { window: { workDoneProgress: true } } };

/** A disk of ten policy files, the last of which is read only when `release` is called. */
function slowDisk(): { files: Files; release: () => void } {
  const texts = Array.from({ length: 10 }, (_, at) => [`${ROOT}/${at}.polar`, `f${at}(${at});`] as const);
  const disk = memoryFiles(new Map(texts));
  let release = (): void => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const read: Files['read'] = async (uri) => {
    if (uri.endsWith('9.polar')) await gate;
    return disk.read(uri);
  };
  return { files: { ...disk, read }, release };
}

/** A client that asks for progress, and what it hears of it. */
function listening(files: Files, created: () => null): { values: { kind: string }[]; heard: () => Promise<void> } {
  client = new TestClient({}, inMemory(files));
  const values: { kind: string }[] = [];
  let wake = (): void => {};
  client.connection.onRequest('window/workDoneProgress/create', created);
  client.connection.onNotification('$/progress', ({ value }: { value: { kind: string } }) => {
    values.push(value);
    wake();
  });
  return {
    values,
    heard: () =>
      new Promise((resolve) => {
        wake = resolve;
      }),
  };
}

test('is shown where reading takes long, and ends with it', async () => {
  const { files, release } = slowDisk();
  const { values, heard } = listening(files, () => null);
  await client.initialize(CAPABLE);
  await heard();
  expect(values).toEqual([{ kind: 'begin', title: 'Polar: reading policies', percentage: 90 }]);
  release();
  while (values.at(-1)?.kind !== 'end') await heard();
  expect(values.slice(1)).toEqual([{ kind: 'report', percentage: 100, message: '10 of 10 files' }, { kind: 'end' }]);
});

test('is not shown where reading is quick', async () => {
  const { files, release } = slowDisk();
  release();
  const { values } = listening(files, () => null);
  await client.initialize(CAPABLE);
  await client.diagnostics(await client.open('0.polar', 'f0('), ({ diagnostics }) => diagnostics.length > 0);
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(values).toEqual([]);
});

test('that the client refuses stops nothing', async () => {
  const { files, release } = slowDisk();
  let asked = 0;
  listening(files, () => {
    asked++;
    release();
    throw new Error('No progress here.');
  });
  await client.initialize(CAPABLE);
  const uri = await client.open('0.polar', 'f0(');
  expect((await client.diagnostics(uri)).diagnostics).not.toEqual([]);
  expect(asked).toBe(1);
});
