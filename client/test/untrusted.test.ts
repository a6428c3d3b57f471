import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { LanguageClientOptions } from 'vscode-languageclient';
import { URI } from 'vscode-uri';
import type { Platform } from '../src/activate.ts';
import { type DebugSession, sessions } from './editor/debugging.ts';
import { disk } from './editor/documents.ts';
import { type Running, startExtension, until } from './editor/extension.ts';
import { commands, debug, person, window, workspace } from './editor/vscode.ts';

/** What would start a program, or look for one that runs. */
const programs = vi.hoisted(() => ({ startApplication: vi.fn(), findApplications: vi.fn() }));
/** Makes the language client that the extension of the desktop gets. */
const made = vi.hoisted(() => ({ createClient: undefined as Platform['createClient'] | undefined }));

vi.mock('vscode', () => import('./editor/vscode.ts'));
vi.mock('@polar-tools/host-python/node', async (actual) => ({ ...(await actual<object>()), ...programs }));
vi.mock('vscode-languageclient/node', () => ({
  TransportKind: { ipc: 1 },
  LanguageClient: class {
    constructor(_id: string, _name: string, _server: object, options: LanguageClientOptions) {
      Object.assign(this, { made: true });
      // biome-ignore lint/correctness/noConstructorReturn: stands in for the class
      return made.createClient!(options) as never;
    }
  },
}));
const { activate } = await import('../src/node/extension.ts');

const MAIN = 'file:///w/main.polar';
const POLICY = 'allow(a, "read", r) if a.name = r.owner;\n?= allow(ann, "read", repo);\n';
const createTerminal = vi.fn();

let running: Running;
/** The extension as it is on the desktop, in a workspace that is trusted or not. */
async function open(isTrusted: boolean, files: Readonly<Record<string, string>>): Promise<void> {
  Object.assign(workspace, { isTrusted });
  Object.assign(window, { createTerminal });
  running = await startExtension((context, platform) => {
    made.createClient = platform.createClient;
    return activate(Object.assign(context, { asAbsolutePath: (path: string) => `/extension/${path}` }));
  }, files);
  await window.showTextDocument(URI.parse(MAIN));
}
afterEach(() => {
  vi.clearAllMocks();
  Object.assign(workspace, { isTrusted: undefined });
  for (const session of sessions) session.stop();
  for (const each of running.context.subscriptions) each.dispose();
});

const outputs = (session: DebugSession): string =>
  session.events
    .flatMap(({ event, body }) => (event === 'output' ? [(body as { output: string }).output] : []))
    .join('');

/** What a session says that asks the application of the workspace, or why it did not begin. */
async function said(configuration: object): Promise<string> {
  const base = { type: 'polar', request: 'launch', name: 'host', policies: '/w' };
  try {
    await debug.startDebugging(undefined, { ...base, ...configuration });
  } catch (error) {
    return String(error);
  }
  const session = sessions.at(-1)!;
  await until('the end', () => session.events.some(({ event }) => event === 'terminated'));
  return outputs(session);
}

const HOSTS = ['python:app/models.py', 'python:../elsewhere/evil.py', 'node:/tmp/evil.mjs'];

describe('in a workspace that is not trusted', () => {
  it.each(HOSTS)('a query of %s is not run, is told why, and starts no program', async (host) => {
    await open(false, { 'main.polar': POLICY });
    for (const noDebug of [true, false]) {
      const told = await said({ query: 'allow(ann, "read", repo)', host, noDebug });
      expect(told).toContain('This workspace is not trusted, so no application of it is started. Trust it first');
    }
    expect(programs.startApplication).not.toHaveBeenCalled();
  });

  it('no application that runs is looked for', async () => {
    await open(false, { 'main.polar': POLICY });
    await debug.startDebugging(undefined, { type: 'polar', request: 'attach', name: 'app', application: 'python' });
    const session = sessions.at(-1)!;
    await until('a word', () =>
      outputs(session).includes('This workspace is not trusted, so no application is debugged from it.'),
    );
    expect(programs.findApplications).not.toHaveBeenCalled();
  });

  it('polar serve is not started', async () => {
    await open(false, { 'main.polar': POLICY });
    await commands.executeCommand('polar.startServer');
    expect(person.seen).toEqual([
      {
        kind: 'error',
        text: 'This workspace is not trusted, so no command is run in it. Trust it first.',
        options: [],
      },
    ]);
    expect(createTerminal).not.toHaveBeenCalled();
  });

  it("a stranger's configuration starts nothing and reads nothing outside of its folder", async () => {
    const configuration = JSON.stringify({
      host: { kind: 'python', module: '../secret/evil.py', interpreter: '/tmp/evil' },
      include: ['main.polar', '../secret/**', '/secret/*.polar'],
      data: '/secret/data.json',
      facts: ['file:///secret/facts.json'],
    });
    const read = vi.spyOn(workspace.fs, 'readFile');
    const listed = vi.spyOn(workspace.fs, 'readDirectory');
    await open(false, { 'main.polar': POLICY, 'polar.config.json': configuration });
    disk.write('file:///secret/own.polar', 'allow(_, _, _);\n');
    const found = await until('findings', () => running.client.findings.get('file:///w/polar.config.json'));
    expect(found.map(({ message }) => message)).toEqual([
      expect.stringContaining('"../secret/**" leads out of it'),
      expect.stringContaining('Write a relative pattern in place of "/secret/*.polar"'),
      expect.stringContaining('"/secret/data.json" names one elsewhere'),
      expect.stringContaining('"file:///secret/facts.json" names one elsewhere'),
    ]);
    expect(await said({ query: 'allow(1, "read", 2)' })).toContain('The configuration has 4 errors');
    // Nor where all else in it is right: the configuration's application is for the command line, which is told to ask it.
    disk.write('file:///w/polar.config.json', '{"host": {"kind": "python", "module": "../secret/evil.py"}}');
    await until(
      'a configuration without a fault',
      () => running.client.findings.get('file:///w/polar.config.json')?.length === 0,
    );
    expect(await said({ query: 'allow(1, "read", 2)' })).not.toContain('trusted');
    const asked = [...read.mock.calls, ...listed.mock.calls].map(([uri]) => String(uri));
    expect(asked.filter((uri) => uri.includes('secret'))).toEqual([]);
    expect(programs.startApplication).not.toHaveBeenCalled();
    expect(createTerminal).not.toHaveBeenCalled();
  });
});

it('in a workspace that is trusted, the same query starts the application', async () => {
  await open(true, { 'main.polar': POLICY });
  programs.startApplication.mockResolvedValue({ problem: 'It was asked.' });
  expect(await said({ query: 'allow(ann, "read", repo)', host: HOSTS[0] })).toContain('It was asked.');
  expect(programs.startApplication).toHaveBeenCalledOnce();
});

it('the manifest limits it in such a workspace, and takes no program from its settings', () => {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const { supported, restrictedConfigurations, description } = manifest.capabilities.untrustedWorkspaces;
  expect(supported).toBe('limited');
  expect(description).toContain('No application is started');
  const settings = [manifest.contributes.configuration]
    .flat()
    .flatMap(({ properties }: { properties: object }) => Object.entries(properties));
  const ofPrograms = settings.flatMap(([name, { type }]: [string, { type: string }]) =>
    type === 'string' && /interpreter|command|path|program|executable|runtime/i.test(name) ? [name] : [],
  );
  expect([...restrictedConfigurations].sort()).toEqual(ofPrograms.sort());
});
