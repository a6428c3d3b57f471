/** A session of the debugger with `recordTo` leaves a recording: elsewhere it has the same answers, and what is redacted is not in it. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { DebugHost } from '@polar-tools/debug-adapter';
import { startApplication } from '@polar-tools/host-python/node';
import { nodeFiles } from '@polar-tools/server/node-files';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, onTestFinished, test } from 'vitest';
import { writeText } from '../../packages/cli/src/format/save-text.ts';
import { folderOf, polar } from '../../packages/cli/test/command.ts';
import { InProcessClient } from '../debug/in-process-client.ts';
import { memoryHost } from '../debug/test-host.ts';

const timeout = 120_000;
const valid = new Ajv2020({ allErrors: true, strictTypes: false }).compile(
  JSON.parse(readFileSync(new URL('../../docs/recording.schema.json', import.meta.url), 'utf8')),
);
const node = {
  program: fileURLToPath(new URL('../../packages/host-node/src/application/main.ts', import.meta.url)),
  interpreter: process.execPath,
};

const hostOf = (folder: string): DebugHost => ({
  files: nodeFiles(),
  folder: pathToFileURL(folder).href,
  breathe: () => setImmediate(),
  now: () => performance.now(),
  time: () => 1_700_000_000,
  writeFile: (uri, text) => writeText(fileURLToPath(uri), text),
  startApplication: (wanted, print) =>
    startApplication(wanted, print, { program: '', node, environment: {}, interpreter: '' }),
});

const outputs = ({ received }: InProcessClient): string =>
  received
    .flatMap((one) =>
      one.type === 'event' && 'body' in one && (one as { event?: string }).event === 'output'
        ? [(one.body as { output: string }).output]
        : [],
    )
    .join('');

/** Runs a session to its end, or disconnects where it has stopped. */
async function debugged(host: DebugHost, launch: object, until: 'end' | 'stop' | 'start'): Promise<string> {
  const client = new InProcessClient(host);
  await client.request('initialize', {});
  const { success, message } = await client.request('launch', { ...launch, stopOnEntry: until === 'stop' });
  expect({ success, message }).toEqual({ success: true, message: undefined });
  if (until !== 'start') {
    await client.request('configurationDone');
    await client.next(until === 'end' ? 'terminated' : 'stopped');
  }
  const told = outputs(client);
  await client.request('disconnect', {});
  return told;
}

/** Debugs in a folder that is taken away afterwards: another one has nothing but the recording. */
async function recorded(
  files: Readonly<Record<string, string>>,
  launch: object,
  until: 'end' | 'stop' | 'start' = 'end',
) {
  const folder = folderOf(files);
  const told = await debugged(hostOf(folder), { ...launch, recordTo: 'kept/run.json' }, until);
  const text = readFileSync(join(folder, 'kept/run.json'), 'utf8');
  rmSync(folder, { recursive: true });
  const elsewhere = mkdtempSync(join(tmpdir(), 'polar-elsewhere-'));
  onTestFinished(() => rmSync(elsewhere, { recursive: true, force: true }));
  writeFileSync(join(elsewhere, 'run.json'), text);
  const recording = JSON.parse(text);
  expect(valid(recording), JSON.stringify(valid.errors)).toBe(true);
  return { told, text, recording, elsewhere };
}

const library = {
  'policies/main.polar':
    'allow(user: User, "read", doc: Doc) if\n  doc.owner = user or doc.level < user.level;\n?= allow(ann, "read", plan);\n',
  'data.json': JSON.stringify({
    classes: { User: {}, Doc: {} },
    objects: {
      ann: { $class: 'User', level: 3, email: 'ann@example.org' },
      bob: { $class: 'User', level: 1, email: 'bob@example.org' },
      plan: { $class: 'Doc', level: 2, owner: { $ref: 'ann' } },
    },
  }),
  'polar.config.json': '{"redact": ["email"]}',
};
const application = {
  'main.polar':
    'allow(user: User, "read", doc: Doc) if\n  doc.owner = user or (role in user.roles() and role.on(doc));\n',
  'app.mjs': `export class User { constructor(roles) { this.held = roles; } roles() { return this.held; } }
export class Doc { constructor(owner) { this.owner = owner; } }
export class Role { constructor(doc) { this.doc = doc; } on(doc) { return this.doc === doc; } }
export const ann = new User([]);
export const plan = new Doc(ann);
export const bob = new User([new Role(plan)]);
export const eve = new User([new Role(new Doc(bob))]);
`,
};
const cloud = {
  'main.polar': `actor User {}
resource Doc {}
may(user: User, doc: Doc) if
  owns(user, doc);
late(user: User) if
  until(user, time) and
  time > @current_unix_time;
test "owners" { setup { owns(User{"ann"}, Doc{"plan"}); } assert may(User{"ann"}, Doc{"plan"}); }
test "others" { setup { owns(User{"ann"}, Doc{"plan"}); } assert may(User{"bob"}, Doc{"plan"}); }
`,
  'facts.polar':
    'owns(User{"ann"}, Doc{"plan"});\nowns(User{"secret bob"}, Doc{"draft"});\nuntil(User{"ann"}, 1700000001);\n',
};

/** What is debugged, as a launch configuration and as a command line name it. */
const ofData = {
  files: library,
  launch: { policies: 'policies', data: 'data.json' },
  words: ['--policy', 'policies', '--data', 'data.json'],
};
const ofApplication = {
  files: application,
  launch: { policies: '.', host: 'node:app.mjs' },
  words: ['--policy', '.', '--host', 'node:app.mjs'],
};
const ofFacts = {
  files: cloud,
  launch: { policies: '.', facts: 'facts.polar' },
  words: ['--policy', '.', '--facts', 'facts.polar', '--now', '1700000000'],
};

describe('A session that is recorded', () => {
  test.each([
    ['of data', ofData, 'allow(ann, "read", plan)', 0],
    ['of data, denied', ofData, 'allow(bob, "read", plan)', 1],
    ['of an application', ofApplication, 'allow(bob, "read", plan)', 0],
    ['of an application, denied', ofApplication, 'allow(eve, "read", plan)', 1],
    ['of facts', ofFacts, 'may(User{"ann"}, doc: Doc)', 0],
    ['of the time', ofFacts, 'late(User{"ann"})', 0],
  ] as const)(
    '%s opens elsewhere with the same answers',
    { timeout },
    async (_, { files, launch, words }, query, status) => {
      const plain = await polar(folderOf(files), ['query', ...words, query]);
      expect(plain.status).toBe(status);
      // An application takes a while to start.
      const ways = 'host' in launch ? (['end', 'stop'] as const) : (['end', 'stop', 'start'] as const);
      for (const until of ways) {
        const { told, elsewhere, recording } = await recorded(files, { ...launch, query }, until);
        if (until === 'end') expect(told).toContain('The recording is in kept/run.json.\n');
        expect(recording.answers.length).toBeGreaterThan(0);
        const again = await polar(elsewhere, ['query', '--replay', 'run.json']);
        expect({ ...again, errors: '' }, until).toEqual({ ...plain, errors: '' });
        const explained = await polar(elsewhere, ['explain', 'run.json']);
        expect(explained.status, explained.errors).toBe(status);
        // And once more under the debugger.
        const client = new InProcessClient(
          memoryHost({ 'run.json': readFileSync(join(elsewhere, 'run.json'), 'utf8') }),
        );
        await client.request('initialize', {});
        await client.request('launch', { recording: 'run.json' });
        await client.request('configurationDone');
        expect((await client.next('exited')).body).toEqual({ exitCode: status });
      }
    },
  );

  test('has an inline query, or the one test that was debugged', { timeout }, async () => {
    const inline = await recorded(library, {
      policies: 'policies',
      data: 'data.json',
      query: { file: 'policies/main.polar', line: 3 },
    });
    expect(inline.recording.asked).toEqual({ kind: 'query', query: 'allow(ann, "read", plan)' });
    expect((await polar(inline.elsewhere, ['query', '--replay', 'run.json'])).status).toBe(0);
    for (const [name, status, counted] of [
      ['owners', 0, '1 passed'],
      ['others', 1, '1 failed'],
    ] as const) {
      const { elsewhere, recording } = await recorded(cloud, { policies: '.', test: name });
      expect(recording.asked).toEqual({ kind: 'test', name });
      const again = await polar(elsewhere, ['test', '--replay', 'run.json']);
      expect(again.status).toBe(status);
      expect(again.output).toContain(counted);
    }
  });

  test('tells nothing of what the configuration redacts', { timeout }, async () => {
    const data = await recorded(library, {
      policies: 'policies',
      data: 'data.json',
      query: 'allow(ann, "read", plan)',
    });
    expect(data.text).not.toContain('example.org');
    expect(data.recording.redacted).toEqual({ names: ['email'], sameAnswers: true });
    const configured = {
      ...cloud,
      'polar.config.json': '{"dialect": "cloud", "facts": "facts.polar", "redact": ["owns", "nobody"]}',
    };
    const facts = await recorded(configured, { policies: 'main.polar', query: 'may(user, doc)' });
    expect(facts.text).not.toContain('secret bob');
    expect(facts.recording.redacted).toMatchObject({ sameAnswers: true });
    expect(facts.told).toContain('Nothing is named nobody, so nothing of it was redacted.');
    // The policy's own tests speak of ann, and stay as they are.
    expect(facts.told).toContain(
      'main.polar is a file of the policy, which is recorded as it is, and has values that were redacted',
    );
    const compared = await recorded(configured, { policies: 'main.polar', query: 'may(User{"secret bob"}, doc)' });
    expect(compared.recording.redacted).toMatchObject({ sameAnswers: false });
    expect(compared.told).toContain('the answers are not the same');
  });

  test('has the texts as they were debugged, whatever the files say now', { timeout }, async () => {
    const folder = folderOf(application);
    const client = new InProcessClient(hostOf(folder));
    await client.request('initialize', {});
    await client.request('launch', {
      policies: '.',
      host: 'node:app.mjs',
      query: 'allow(bob, "read", plan)',
      recordTo: 'run.json',
      stopOnEntry: true,
    });
    await client.request('configurationDone');
    await client.next('stopped');
    writeFileSync(join(folder, 'main.polar'), 'allow(_, "read", _) if false;\n');
    await client.request('disconnect', {});
    expect((await polar(folder, ['query', '--replay', 'run.json'])).status).toBe(0);
  });

  test.each([
    ['../run.json', '"recordTo" leads out of the folder: "../run.json".'],
    ['a/../../run.json', '"recordTo" leads out of the folder'],
    ['main.polar', '"main.polar" is another file, and no recording: it is left as it is.'],
    ['policies', 'Name another file in "recordTo".'],
    [' ', '"recordTo" must be the path of the file'],
  ])('is refused with %j', async (recordTo, expected) => {
    const folder = folderOf({ 'main.polar': 'p(1);\n', 'policies/x.polar': 'q(1);\n' });
    const client = new InProcessClient(hostOf(folder));
    await client.request('initialize', {});
    const { success, message } = await client.request('launch', { policies: 'main.polar', query: 'p(1)', recordTo });
    expect(success).toBe(false);
    expect(message).toContain(expected);
    expect(readFileSync(join(folder, 'main.polar'), 'utf8')).toBe('p(1);\n');
  });

  test('is told where nothing can be written, and what cannot be written at the end', async () => {
    const files = { 'main.polar': 'p(1);\n' };
    const launch = { policies: 'main.polar', query: 'p(1)', recordTo: 'run.json' };
    const client = new InProcessClient(memoryHost(files));
    await client.request('initialize', {});
    expect((await client.request('launch', launch)).message).toContain('No recording can be written here.');
    expect((await client.request('launch', { recording: 'a.json', recordTo: 'b.json' })).message).toContain(
      'is a recording already',
    );
    const full: DebugHost = { ...memoryHost(files), writeFile: async () => ({ kind: 'forbidden', code: 'EACCES' }) };
    expect(await debugged(full, launch, 'end')).toContain(
      '"run.json" cannot be written. Name another file in "recordTo".',
    );
  });

  test('writes over an older recording, and by a whole path anywhere', async () => {
    const folder = folderOf({ 'main.polar': 'p(1);\np(2);\n' });
    mkdirSync(join(folder, 'elsewhere'));
    const file = join(folder, 'elsewhere', 'run.json');
    const host = { ...hostOf(folder), folder: pathToFileURL(join(folder, 'elsewhere')).href };
    for (const query of ['p(1)', 'p(x)']) {
      await debugged(host, { policies: join(folder, 'main.polar'), query, recordTo: file }, 'end');
      expect(JSON.parse(readFileSync(file, 'utf8')).asked.query).toBe(query);
    }
    await debugged(
      host,
      { policies: join(folder, 'main.polar'), query: 'p(1)', recordTo: join(folder, 'above.json') },
      'end',
    );
    expect(existsSync(join(folder, 'above.json'))).toBe(true);
  });
});
