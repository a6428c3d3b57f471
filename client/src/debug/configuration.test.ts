import { beforeEach, describe, expect, it, vi } from 'vitest';
import { URI } from 'vscode-uri';
import { editor, registered, started } from '../../test/vscode-stub.ts';

vi.mock('vscode', () => import('../../test/vscode-stub.ts'));

const { PolarConfigurationProvider } = await import('./configuration.ts');
const { registerDebugCommands } = await import('./commands.ts');
const { AskedQueries } = await import('../queries/asked-queries.ts');

const memory = () => {
  const kept = new Map<string, unknown>();
  return {
    get: (key: string, otherwise: unknown) => kept.get(key) ?? otherwise,
    update: async (key: string, value: unknown) => void kept.set(key, value),
    keys: () => [...kept.keys()],
  } as unknown as ConstructorParameters<typeof AskedQueries>[0];
};

const open = (uri: string) => {
  editor.active = { uri: URI.parse(uri), languageId: 'polar' };
};

beforeEach(() => {
  editor.reset();
  started.length = 0;
});

/** What the search upwards for the policy's root must end for: each with Windows or without, and the root it finds. */
const places: readonly [where: string, windows: boolean, file: string, policies: string][] = [
  ['a file alone on Windows', true, 'file:///c%3A/policies/main.polar', 'c:\\policies'],
  ['a file in the root of a drive', true, 'file:///c%3A/main.polar', 'c:\\'],
  ['a file on a share', true, 'file://server/share/policies/main.polar', '\\\\server\\share\\policies'],
  ['a file in the root of a share', true, 'file://server/share/main.polar', '\\\\server\\share'],
  ['a file alone', false, 'file:///home/me/main.polar', '/home/me'],
  ['a file in the root', false, 'file:///main.polar', '/'],
  ['an untitled document', false, 'untitled:Untitled-1', 'untitled:Untitled-1'],
  ['an untitled document on Windows', true, 'untitled:Untitled-1', 'untitled:Untitled-1'],
  ['an untitled document with a path', true, 'untitled:c%3A/new.polar', 'untitled:c%3A/new.polar'],
  ['a file that only the editor can read', false, 'vscode-vfs://github/o/r/a.polar', 'vscode-vfs://github/o/r'],
];

/** The paths of Windows have backslashes only where this runs on Windows: both are one name. */
const slashes = (name: unknown) => String(name).replaceAll('\\', '/');

describe.each(places)('%s', (_where, windows, file, policies) => {
  beforeEach(() => {
    editor.windows = windows;
    open(file);
  });

  it('is debugged at F5, without a launch.json', async () => {
    const provider = new PolarConfigurationProvider(new AskedQueries(memory()), library, noOffer);
    const configuration = await provider.resolveDebugConfiguration(undefined, {} as never);
    expect(editor.asked).toBe(1);
    expect(slashes(configuration?.policies)).toBe(slashes(policies));
  });

  it('is run from its lens, and asked about', async () => {
    registerDebugCommands(new AskedQueries(memory()), library, noResults, noPanel, noOffer);
    await registered.get('polar.runQuery')!({ uri: file, query: 'f(1)', ask: false });
    expect(slashes(started[0]?.policies)).toBe(slashes(policies));
    expect(await registered.get('polar.askForQuery')!()).toBe(editor.typed);
  });
});

/** What asks, answers and offers, where there is no server. */
const noPanel = { show: async () => {} };
const noOffer = async (): Promise<void> => {};
const library = {
  box: () => async () => {
    editor.asked++;
    return editor.typed;
  },
  isCloud: async () => false,
  run: async () => {},
};
const noResults = { run: () => {} };

it('a test is debugged by its name, and nothing is asked', async () => {
  open('file:///w/main.polar');
  const provider = new PolarConfigurationProvider(new AskedQueries(memory()), library, noOffer);
  const given = { type: 'polar', request: 'launch', name: 'it', test: 'it' };
  const configuration = await provider.resolveDebugConfiguration(undefined, given);
  expect(configuration).toMatchObject({ test: 'it', policies: '/w' });
  expect(configuration?.query).toBeUndefined();
  expect(editor.asked).toBe(0);
  registerDebugCommands(new AskedQueries(memory()), library, noResults, noPanel, noOffer);
  await registered.get('polar.debugTest')!('file:///w/main.polar', 'it');
  expect(started[0]).toMatchObject({ type: 'polar', test: 'it' });
});

describe('attached to a development server', () => {
  const servers = async () => [
    { port: 8081, token: 'one', folder: '/w', started: 1 },
    { port: 8082, token: 'two', folder: '/x', started: 2 },
  ];
  const resolved = (more: object) => {
    open('file:///w/main.polar');
    const provider = new PolarConfigurationProvider(new AskedQueries(memory()), library, noOffer, servers);
    return provider.resolveDebugConfiguration(undefined, { type: 'polar', request: 'attach', name: 'it', ...more });
  };

  it.each([
    ['its token is known', { port: 8082 }, { port: 8082, token: 'two' }],
    ['without a port, it is the first', {}, { port: 8081, token: 'one' }],
    ['a token that is named counts', { port: 8082, token: 'mine' }, { port: 8082, token: 'mine' }],
    ['one of its decisions is debugged', { port: 8081, token: 'one', decision: 7 }, { decision: 7, token: 'one' }],
    ['one that is not known is tried all the same', { port: 9 }, { port: 9 }],
  ])('%s, and nothing is asked', async (_, given, expected) => {
    const configuration = await resolved(given);
    expect(configuration).toMatchObject(expected);
    expect(configuration?.query).toBeUndefined();
    expect(editor.asked).toBe(0);
  });
});

describe('a tab that shows no file of a policy', () => {
  it.each(['debug:query.polar?session=1', 'polar-longhand:/Repo', 'git:/w/a.polar?%7B%7D'])(
    'such as %s does not keep F5 from asking',
    async (uri) => {
      open(uri);
      editor.folders.push({ uri: URI.parse('file:///w'), name: 'w', index: 0 });
      const provider = new PolarConfigurationProvider(new AskedQueries(memory()), library, noOffer);
      const configuration = await provider.resolveDebugConfiguration(undefined, {} as never);
      expect(editor.asked).toBe(1);
      expect(configuration?.policies).toBe('/w');
    },
  );

  it('says what to open where there is no folder either', async () => {
    open('debug:query.polar');
    const provider = new PolarConfigurationProvider(new AskedQueries(memory()), library, noOffer);
    expect(await provider.resolveDebugConfiguration(undefined, {} as never)).toBeUndefined();
    expect(editor.errors).toEqual(['Open the .polar file that should be debugged, then start again.']);
    registerDebugCommands(new AskedQueries(memory()), library, noResults, noPanel, noOffer);
    expect(await registered.get('polar.askForQuery')!()).toBe(editor.typed);
  });
});

it('takes the nearest folder with a configuration, above the workspace folder too', async () => {
  editor.files = new Set(['file:///w/polar.config.json', 'file:///w/a/b/main.polar']);
  editor.folders.push({ uri: URI.parse('file:///w/a'), name: 'a', index: 0 });
  open('file:///w/a/b/main.polar');
  const provider = new PolarConfigurationProvider(new AskedQueries(memory()), library, noOffer);
  expect((await provider.resolveDebugConfiguration(undefined, {} as never))?.policies).toBe('/w');
});

describe('what was asked', () => {
  it('is remembered with the newest first, each once, and forgotten alone or whole', async () => {
    const queries = new AskedQueries(memory());
    for (const query of ['f(1)', 'f(2)', 'f(1)']) expect(await queries.ask('/w', '', async () => query)).toBe(query);
    await queries.ask('/other', '', async () => 'g(1)');
    expect(queries.remembered('/w')).toEqual(['f(1)', 'f(2)']);
    const seen = await queries.ask('/w', 'f(x)', async ({ earlier, forget, suggestion }) => {
      await forget('f(1)');
      return `${suggestion} ${earlier().join()}`;
    });
    expect(seen).toBe('f(x) f(2)');
    await queries.clear();
    expect([queries.remembered('/w'), queries.remembered('/other')]).toEqual([[], []]);
  });

  it('is not remembered where the person gave up', async () => {
    const queries = new AskedQueries(memory());
    expect(await queries.ask('/w', '', async () => undefined)).toBeUndefined();
    expect(await queries.ask('/w', '', async () => ' ')).toBeUndefined();
    expect(queries.remembered('/w')).toEqual([]);
  });
});
