import { setImmediate } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createSession } from '@polar-tools/debug-adapter';
import { startApplication } from '@polar-tools/host-python/node';
import { nodeFiles } from '@polar-tools/server/node-files';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { describe, expect, onTestFinished, test } from 'vitest';
import { folderOf } from './command.ts';
import { python } from './python.ts';

const program = fileURLToPath(new URL('../../host-python/python/polar_host', import.meta.url));

const node = {
  program: fileURLToPath(new URL('../../host-node/src/application/main.ts', import.meta.url)),
  interpreter: process.execPath,
};

const models = `
from dataclasses import dataclass

@dataclass
class Home:
    street: str

@dataclass
class User:
    name: str
    home: Home

    @property
    def slow(self):
        import time
        print("thinking")
        time.sleep(60)

ann = User("ann", Home("Elm Street"))
`;

const policy = 'p(u: User, name) if\n  name = u.name and\n  u.home.street = _;\nq(u) if u.slow;\n';

/** A debug session over an application in Python. */
function session(files: Readonly<Record<string, string>> = { 'models.py': models, 'main.polar': policy }) {
  const events: DebugProtocol.Event[] = [];
  const waiting = new Map<number, (response: DebugProtocol.Response) => void>();
  const heard = (message: DebugProtocol.ProtocolMessage): void => {
    if (message.type === 'event') events.push(message as DebugProtocol.Event);
    else waiting.get((message as DebugProtocol.Response).request_seq)?.(message as DebugProtocol.Response);
  };
  const made = createSession({
    send: heard,
    host: {
      files: nodeFiles(),
      folder: pathToFileURL(folderOf(files)).href,
      breathe: () => setImmediate(),
      now: () => performance.now(),
      startApplication: (wanted, print) =>
        startApplication(wanted, print, {
          program,
          node,
          environment: {},
          interpreter: python,
          longestBeginning: 2_000,
        }),
    },
  });
  onTestFinished(() => made.dispose());
  let seq = 0;
  const ask = (command: string, args: object = {}): Promise<DebugProtocol.Response> =>
    new Promise((resolve) => {
      waiting.set(++seq, resolve);
      made.receive({ seq, type: 'request', command, arguments: args });
    });
  const event = async (name: string, matches: (body: DebugProtocol.Event['body']) => boolean = () => true) => {
    for (;;) {
      const found = events.findIndex((one) => one.event === name && matches(one.body));
      if (found >= 0) return events.splice(found, 1)[0]!.body;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  const launch = async (query: string, more: object = {}) => {
    await ask('initialize', { adapterID: 'polar', supportsVariablePaging: true });
    const launched = await ask('launch', { policies: 'main.polar', host: 'python:models.py', query, ...more });
    return launched;
  };
  return { ask, event, launch };
}

describe.skipIf(python === undefined)('a debug session over an application in Python', () => {
  test('stops at a breakpoint, with the objects and what is in them', async () => {
    const { ask, event, launch } = session();
    expect(await launch('p(ann, x)')).toMatchObject({ success: true });
    await ask('setBreakpoints', { source: { path: 'main.polar' }, breakpoints: [{ line: 3 }] });
    await ask('configurationDone');
    await event('stopped');
    const { stackFrames } = (await ask('stackTrace', { threadId: 1 })).body;
    const { scopes } = (await ask('scopes', { frameId: stackFrames[0].id })).body;
    const inside = async (variablesReference: number) =>
      (await ask('variables', { variablesReference })).body.variables as DebugProtocol.Variable[];
    const all = (
      await Promise.all(scopes.map(({ variablesReference }: DebugProtocol.Scope) => inside(variablesReference)))
    ).flat();
    const user = all.find(({ name }) => name === 'u');
    expect(user?.value).toBe("User(name='ann', home=Home(street='Elm Street'))");
    expect(all.find(({ name }) => name === 'name')?.value).toBe('"ann"');
    const fields = await inside(user?.variablesReference ?? 0);
    expect(fields.map(({ name, value }) => `${name}: ${value}`)).toEqual([
      'name: "ann"',
      "home: Home(street='Elm Street')",
    ]);
    const street = await inside(fields[1]?.variablesReference ?? 0);
    expect(street.map(({ name, value }) => `${name}: ${value}`)).toEqual(['street: "Elm Street"']);
    const evaluated = await ask('evaluate', {
      expression: 'u.home.street = s',
      frameId: stackFrames[0].id,
      context: 'repl',
    });
    expect(evaluated.body.result).toContain('Elm Street');
    await ask('continue', { threadId: 1 });
    expect(await event('exited')).toEqual({ exitCode: 0 });
  });

  test('can be paused while the application thinks, which prints to the console', async () => {
    const { ask, event, launch } = session();
    expect(await launch('q(ann)')).toMatchObject({ success: true });
    await ask('configurationDone');
    // A line may come in pieces.
    await event('output', ({ output }) => output.startsWith('thinking'));
    await ask('pause', { threadId: 1 });
    expect((await event('stopped')).reason).toBe('pause');
    expect(await ask('disconnect')).toMatchObject({ success: true });
  });

  test.each([
    ['import nothing_of_this_name', {}, "No module named 'nothing_of_this_name'"],
    ['', { python: 'no-such-python' }, 'There is no program "no-such-python"'],
    ['', { python: '.' }, 'is a folder, and no virtual environment.'],
    ['', { python: './main.polar' }, 'main.polar" may not be executed.'],
    ['', { python: 'true' }, '"true" ended with exit status 0 before it ran anything.'],
    ['', { python: 'yes' }, '"yes" has not begun for 2 s, and was ended, before it ran anything.'],
    ['', { data: 'data.json' }, 'Take one of them out'],
    ['', { host: 'models.py' }, '"host" must be the application'],
    ['import os\nos._exit(2)', {}, 'The application ended while it imported models.py'],
  ])('%j with %j is not begun', async (text, more, message) => {
    const { launch } = session({ 'models.py': text, 'main.polar': policy });
    const response = await launch('x = 1', more);
    expect(response.success).toBe(false);
    expect(response.body?.error?.format ?? response.message).toContain(message);
  });

  test('an application that dies ends the query with an error', async () => {
    const text = 'import os\nclass A:\n    @property\n    def b(self): os._exit(1)\na = A()';
    const { ask, event, launch } = session({ 'models.py': text, 'main.polar': policy });
    await launch('a.b = x');
    await ask('configurationDone');
    const { output } = await event('output', (body) => body.output.includes('The application ended'));
    expect(output).toContain('The application ended while it was asked');
  });
});

const modelsInNode = `
class Home { constructor(street) { this.street = street; } }
class User { constructor(name, home) { this.name = name; this.home = home; } }
export { Home, User };
export const ann = new User('ann', new Home('Elm Street'));
`;

test('a debug session over an application in Node: stops, with the objects and what is in them', async () => {
  const { ask, event, launch } = session({ 'models.mjs': modelsInNode, 'main.polar': policy });
  expect(await launch('p(ann, x)', { host: 'node:models.mjs' })).toMatchObject({ success: true });
  await ask('setBreakpoints', { source: { path: 'main.polar' }, breakpoints: [{ line: 3 }] });
  await ask('configurationDone');
  await event('stopped');
  const { stackFrames } = (await ask('stackTrace', { threadId: 1 })).body;
  const { scopes } = (await ask('scopes', { frameId: stackFrames[0].id })).body;
  const inside = async (variablesReference: number) =>
    (await ask('variables', { variablesReference })).body.variables as DebugProtocol.Variable[];
  const user = (await inside(scopes[0].variablesReference)).find(({ name }) => name === 'u');
  expect(user?.value).toBe("User { name: 'ann', home: Home { street: 'Elm Street' } }");
  const fields = await inside(user?.variablesReference ?? 0);
  expect(fields.map(({ name, value }) => `${name}: ${value}`)).toEqual([
    'name: "ann"',
    "home: Home { street: 'Elm Street' }",
  ]);
  const home = await inside(fields[1]?.variablesReference ?? 0);
  expect(home.map(({ name, value }) => `${name}: ${value}`)).toEqual(['street: "Elm Street"']);
  await ask('continue', { threadId: 1 });
  expect(await event('exited')).toEqual({ exitCode: 0 });
});
