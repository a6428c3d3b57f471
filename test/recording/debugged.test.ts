/** A recording under the debugger, where nothing else is: it steps, goes back, shows its own sources, and starts no application. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderOf, polar } from '../../packages/cli/test/command.ts';
import { InProcessClient } from '../debug/in-process-client.ts';
import { memoryHost } from '../debug/test-host.ts';

async function recording(files: Readonly<Record<string, string>>, command: readonly string[]): Promise<string> {
  const folder = folderOf(files);
  await polar(folder, [...command, '--record', 'run.json']);
  return readFileSync(join(folder, 'run.json'), 'utf8');
}

interface Shown {
  readonly stackFrames: readonly {
    readonly id: number;
    readonly line: number;
    readonly source: { readonly sourceReference: number; readonly path?: string };
  }[];
}

const library = {
  'main.polar': 'allow(user: User, "read", doc: Doc) if\n  doc.owner = user;\n',
  'app.mjs': `export class User {}
export class Doc { constructor(owner) { this.owner = owner; } }
export const ann = new User();
export const plan = new Doc(ann);
`,
};
const cloud = {
  'main.polar': 'actor User {}\nresource Doc {}\nmay(user: User, doc: Doc) if\n  owns(user, doc);\n',
  'facts.polar': 'owns(User{"ann"}, Doc{"plan"});\n',
};

test.each([
  ['an application', library, ['query', '-p', 'main.polar', '--host', 'node:app.mjs', 'allow(ann, "read", plan)'], 2],
  ['facts', cloud, ['query', '-p', 'main.polar', '-f', 'facts.polar', 'may(User:ann, Doc:plan)'], 4],
])('of %s is debugged, forward and back', { timeout: 60_000 }, async (_, files, command, line) => {
  const client = new InProcessClient(memoryHost({ 'run.json': await recording(files, command) }));
  await client.request('initialize', {});
  const { success, message } = await client.request('launch', { recording: 'run.json', stopOnEntry: true });
  expect({ success, message }).toEqual({ success: true, message: undefined });
  await client.request('configurationDone');
  await client.next('stopped');
  const top = async () => {
    const { body } = await client.request('stackTrace', { threadId: 1 });
    return (body as Shown).stackFrames[0]!;
  };
  const first = await top();
  const lines: number[] = [];
  for (let steps = 0; steps < 8 && lines.at(-1) !== line; steps++) {
    await client.request('stepIn', { threadId: 1 });
    await client.next('stopped');
    lines.push((await top()).line);
  }
  expect(lines.at(-1)).toBe(line);
  const { source } = await top();
  expect(source.path).toBeUndefined();
  const { body } = await client.request('source', { sourceReference: source.sourceReference, source });
  expect((body as { content: string }).content).toBe(files['main.polar']);
  for (let steps = lines.length; steps > 0; steps--) {
    await client.request('stepBack', { threadId: 1 });
    await client.next('stopped');
  }
  expect((await top()).line).toBe(first.line);
});

test.each([
  [{ recording: 'none.json' }, 'There is no file "none.json"'],
  [{ recording: 'run.json', data: 'data.json' }, 'A recording has its own "data"'],
  [{ recording: 'cut.json' }, 'cut.json: The recording is cut off or damaged'],
  [{ recording: 7 }, '"recording" must be the path of a recording'],
])('is refused where it cannot be: %j', async (launch, expected) => {
  const client = new InProcessClient(memoryHost({ 'cut.json': '{\n "polarRecording": 1,' }));
  await client.request('initialize', {});
  const { success, message } = await client.request('launch', launch);
  expect(success).toBe(false);
  expect(message).toContain(expected);
});
