import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import type { WorkspaceSymbol } from 'vscode-languageserver/node';
import { POLICY_OF, type PolicyInformation } from '../src/protocol.ts';
import { ROOT, TestClient } from './test-client.ts';

/** What changes on disk while the server runs, and what a watcher tells of it: late, in any order, and of a new folder not everything. */
let client: TestClient;
afterEach(() => client.dispose());

const started = async (files: Readonly<Record<string, string>>): Promise<TestClient> => {
  const each = new TestClient(files);
  await each.initialize();
  return each;
};

const CREATED = 1;
const CHANGED = 2;
const DELETED = 3;
interface Told {
  readonly name: string;
  readonly type: typeof CREATED | typeof CHANGED | typeof DELETED;
}

const tell = (...told: readonly Told[]): Promise<void> =>
  client.connection.sendNotification('workspace/didChangeWatchedFiles', {
    changes: told.map(({ name, type }) => ({ uri: `${ROOT}/${name}`, type })),
  });
const write = (name: string, text: string): void => void client.files.set(`${ROOT}/${name}`, text);
const remove = (name: string): void => {
  for (const uri of [...client.files.keys()])
    if (uri === `${ROOT}/${name}` || uri.startsWith(`${ROOT}/${name}/`)) client.files.delete(uri);
};
const move = (from: string, to: string): void => {
  const moved = [...client.files].filter(([uri]) => uri === `${ROOT}/${from}` || uri.startsWith(`${ROOT}/${from}/`));
  remove(from);
  for (const [uri, text] of moved) client.files.set(`${ROOT}/${to}${uri.slice(`${ROOT}/${from}`.length)}`, text);
};

/** The policies of everything: which files make one, by what configuration, in which dialect, with which names. */
const policiesOf = async (of: TestClient) => {
  const symbols = await of.request<readonly WorkspaceSymbol[]>('workspace/symbol', { query: '' });
  const policies: Record<string, unknown> = {};
  for (const uri of [...client.files.keys()].filter((each) => each.endsWith('.polar'))) {
    const policy = await of.request<PolicyInformation | null>(POLICY_OF, { textDocument: { uri } });
    policies[uri.slice(ROOT.length + 1)] = policy && {
      root: policy.root,
      files: policy.files,
      configuration: policy.configuration,
      dialect: policy.dialect,
    };
  }
  const names = symbols.map(({ name, location: { uri } }) => `${uri} ${name}`).sort();
  return { policies, names };
};

/** What a server says that has just been started on the same disk, with the same documents open. */
const expectAsFresh = async (open: readonly string[] = []): Promise<void> => {
  const fresh = new TestClient();
  for (const [uri, text] of client.files) fresh.files.set(uri, text);
  try {
    await fresh.initialize();
    for (const name of open) await fresh.open(name);
    expect(await policiesOf(client)).toEqual(await policiesOf(fresh));
  } finally {
    fresh.dispose();
  }
};

const LIBRARY = '{"dialect": "library"}\n';
const CLOUD = '{"dialect": "cloud"}\n';
const ABOVE = { 'polar.config.json': CLOUD, 'main.polar': 'f(1);\n' };

function* ordersOf<T>(items: readonly T[]): Generator<readonly T[]> {
  if (items.length === 0) yield [];
  for (const [at, item] of items.entries())
    for (const rest of ordersOf([...items.slice(0, at), ...items.slice(at + 1)])) yield [item, ...rest];
}

describe('a folder that is made with its own configuration is a policy of its own', () => {
  const made = { 'sub/polar.config.json': LIBRARY, 'sub/more.polar': 'h(2);\n', 'sub/rules.polar': 'g(1);\n' };
  const events = ['sub', ...Object.keys(made)];

  test.each(
    // The watcher of a new folder may begin when its files are written: of these, any may be told or not.
    [
      events,
      ['sub', 'sub/polar.config.json'],
      ['sub', 'sub/rules.polar'],
      ['sub'],
      ['sub/polar.config.json', 'sub/rules.polar'],
      ['sub/rules.polar'],
    ].map((told) => [told.join(', '), told]),
  )('whatever the order in which is told of %s', async (_names, told) => {
    for (const order of ordersOf(told)) {
      for (const opened of [undefined, 0, 1]) {
        client = await started(ABOVE);
        await client.open('main.polar');
        await client.request('workspace/symbol', { query: '' });
        for (const [name, text] of Object.entries(made)) write(name, text);
        for (const [at, name] of order.entries()) {
          if (at === opened) await client.open('sub/rules.polar');
          await tell({ name, type: CREATED });
          // Each is done with before the next comes.
          if (opened !== 1) await client.request('workspace/symbol', { query: '' });
        }
        const { policies } = await policiesOf(client);
        expect(policies['sub/rules.polar'], order.join(', ')).toMatchObject({
          root: `${ROOT}/sub`,
          configuration: `${ROOT}/sub/polar.config.json`,
          dialect: 'library',
        });
        if (told.includes('sub'))
          await expectAsFresh(opened === undefined ? ['main.polar'] : ['main.polar', 'sub/rules.polar']);
        client.dispose();
      }
    }
    client = await started({});
  });

  test('when its configuration comes after its files, and they are open and part of the policy above', async () => {
    client = await started(ABOVE);
    await tell({ name: 'sub', type: CREATED });
    write('sub/rules.polar', 'g(1);\n');
    await tell({ name: 'sub/rules.polar', type: CREATED });
    const uri = await client.open('sub/rules.polar');
    expect(await client.request<PolicyInformation>(POLICY_OF, { textDocument: { uri } })).toMatchObject({ root: ROOT });
    write('sub/polar.config.json', LIBRARY);
    await tell({ name: 'sub/polar.config.json', type: CREATED });
    await expectAsFresh(['sub/rules.polar']);
    write('sub/polar.config.json', '{"include": ["other.polar"]}\n');
    await tell({ name: 'sub/polar.config.json', type: CHANGED });
    await expectAsFresh(['sub/rules.polar']);
    move('sub/polar.config.json', 'sub/polar.config.json5');
    await tell({ name: 'sub/polar.config.json', type: DELETED });
    await expectAsFresh(['sub/rules.polar']);
  });
});

test('a folder that took the place of another has its own texts', async () => {
  client = await started({ 'main.polar': 'f(1);\n', 'sub/x.polar': 'before(1);\n', 'new/x.polar': 'after(1);\n' });
  await client.request('workspace/symbol', { query: '' });
  remove('sub');
  move('new', 'sub');
  await tell({ name: 'sub', type: DELETED }, { name: 'new', type: DELETED }, { name: 'sub', type: CREATED });
  await expectAsFresh();
});

test('data that a configuration above names is there once its folder is', async () => {
  client = await started({
    'polar.config.json': '{"dialect": "library", "data": "data/objects.json"}',
    'main.polar': 'f(x) if x = anne.name;\n',
  });
  const uri = await client.open('main.polar');
  const isUnknown = ({ diagnostics }: { diagnostics: readonly { code?: unknown }[] }) =>
    diagnostics.some(({ code }) => code === 'singleton-variable');
  await client.diagnostics(uri, isUnknown);
  write('data/objects.json', '{"constants": {"anne": {"name": "Anne"}}}');
  await tell({ name: 'data', type: CREATED });
  await client.diagnostics(uri, (params) => !isUnknown(params));
  remove('data');
  await tell({ name: 'data', type: DELETED });
  await client.diagnostics(uri, isUnknown);
});

describe('after anything that happens on disk, the server equals one that has just started', () => {
  const folders = ['', 'a', 'a/b', 'c'];
  const within = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);
  const folder = fc.constantFrom(...folders);
  const text = fc.constantFrom('f(1);\n', 'g(x) if f(x);\n', 'h("a");\n');
  const configuration = fc.constantFrom(
    LIBRARY,
    CLOUD,
    '{"include": ["x.polar"]}',
    '{"include": ["b/*.polar"]}',
    '{"include": ["**/y.polar"]}',
    '{"include": ["a"',
  );
  const policyName = fc.constantFrom('x.polar', 'y.polar');
  const file = fc.record({ kind: fc.constant('file' as const), folder, name: policyName, text });
  const configured = fc.record({ kind: fc.constant('configuration' as const), folder, text: configuration });
  const renamed = fc.record({
    kind: fc.constant('move' as const),
    from: fc.constantFrom('a', 'a/b', 'c', 'a/polar.config.json', 'polar.config.json', 'c/x.polar'),
    to: fc.constantFrom('d', 'c/e', 'c', 'a', 'a/polar.config.json', 'a/old.json', 'c/polar.config.json', 'y.polar'),
  });
  const removed = fc.record({
    kind: fc.constant('remove' as const),
    name: fc.constantFrom('a', 'a/b', 'c', 'd', 'a/polar.config.json', 'polar.config.json', 'a/x.polar'),
  });
  const tree = fc.record({
    kind: fc.constant('tree' as const),
    folder: fc.constantFrom('a', 'a/b', 'c', 'd'),
    configuration,
    text,
  });
  const opened = fc.record({ kind: fc.constant('open' as const), folder, name: policyName });
  const change = fc.record({
    does: fc.oneof(file, configured, renamed, removed, tree, opened),
    /** Of a folder that is new, whether is told what lies in it; of one that is gone, what lay in it. */
    tellsAll: fc.boolean(),
    order: fc.infiniteStream(fc.nat()),
    /** Whether the watcher tells at once, or with what comes next. */
    waits: fc.boolean(),
    /** Whether the server is done with it before the next. */
    settles: fc.boolean(),
  });

  /** The folders of a file, as far as they are on disk. */
  const parents = (name: string): readonly string[] =>
    name
      .split('/')
      .slice(0, -1)
      .map((_, at, all) => all.slice(0, at + 1).join('/'));
  const onDisk = (): ReadonlyMap<string, string | undefined> => {
    const all = new Map<string, string | undefined>();
    for (const [uri, content] of client.files) {
      const name = uri.slice(ROOT.length + 1);
      for (const parent of parents(name)) all.set(parent, undefined);
      all.set(name, content);
    }
    return all;
  };

  test('through 10 changes', { timeout: process.env.POLAR_DISK_RUNS === undefined ? 60_000 : 600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 10 }), async (changes) => {
        client = await started({ 'x.polar': 'f(1);\n', 'a/x.polar': 'g(2);\n' });
        const open = new Set<string>();
        let late: Told[] = [];
        for (const { does, tellsAll, order, waits, settles } of changes) {
          const before = onDisk();
          if (does.kind === 'file') write(within(does.folder, does.name), does.text);
          else if (does.kind === 'configuration') write(within(does.folder, 'polar.config.json'), does.text);
          else if (does.kind === 'tree') {
            write(`${does.folder}/polar.config.json`, does.configuration);
            write(`${does.folder}/x.polar`, does.text);
            write(`${does.folder}/f/y.polar`, does.text);
          } else if (does.kind === 'remove') remove(does.name);
          else if (does.kind === 'move') {
            const isClash = does.to.startsWith(`${does.from}/`) || before.has(does.to);
            if (!isClash && does.from.includes('.') === does.to.includes('.')) move(does.from, does.to);
          } else {
            const name = within(does.folder, does.name);
            if (before.has(name) && !open.has(name)) await client.open(name);
            if (before.has(name)) open.add(name);
          }
          const after = onDisk();
          const isHidden = (name: string, from: ReadonlyMap<string, unknown>): boolean =>
            !tellsAll && parents(name).some((parent) => !from.has(parent));
          const told: Told[] = [
            ...[...before.keys()].flatMap((name): Told[] =>
              after.has(name) || isHidden(name, after) ? [] : [{ name, type: DELETED }],
            ),
            ...[...after].flatMap(([name, content]): Told[] => {
              if (!before.has(name)) return isHidden(name, before) ? [] : [{ name, type: CREATED }];
              return before.get(name) === content ? [] : [{ name, type: CHANGED }];
            }),
          ];
          late.push(...told);
          if (waits) continue;
          const keys = new Map(late.map((each) => [each, order.next().value]));
          await tell(...late.toSorted((one, other) => keys.get(one)! - keys.get(other)!));
          late = [];
          if (settles) await client.request('workspace/symbol', { query: '' });
        }
        await tell(...late);
        // What is open and not on disk any more has a policy of its own, for the editor alone.
        for (const name of open) {
          if (client.files.has(`${ROOT}/${name}`)) continue;
          await client.connection.sendNotification('textDocument/didClose', {
            textDocument: { uri: `${ROOT}/${name}` },
          });
          open.delete(name);
        }
        // An open document has the text with which it was opened.
        for (const name of open) await client.change(`${ROOT}/${name}`, { text: client.files.get(`${ROOT}/${name}`)! });
        await expectAsFresh([...open]);
        client.dispose();
      }),
      {
        numRuns: Number(process.env.POLAR_DISK_RUNS ?? 60),
        ...(process.env.POLAR_DISK_SEED && { seed: Number(process.env.POLAR_DISK_SEED) }),
      },
    );
    client = await started({});
  });
});
