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
function session(
  files: Readonly<Record<string, string>> = { 'models.py': models, 'main.polar': policy },
  longestBeginning?: number,
) {
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
          longestBeginning,
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
  /** Goes on from the launch to a breakpoint on a line: the frames, the scopes of the innermost rule, and what is in what a number refers to. */
  const stopAt = async (line: number) => {
    await ask('setBreakpoints', { source: { path: 'main.polar' }, breakpoints: [{ line }] });
    await ask('configurationDone');
    await event('stopped');
    const { stackFrames } = (await ask('stackTrace', { threadId: 1 })).body;
    const { scopes } = (await ask('scopes', { frameId: stackFrames[0].id })).body;
    const inside = async (variablesReference: number) =>
      (await ask('variables', { variablesReference })).body.variables as DebugProtocol.Variable[];
    return { stackFrames, scopes, inside };
  };
  return { ask, event, launch, stopAt };
}

describe.skipIf(python === undefined)('a debug session over an application in Python', () => {
  test('stops at a breakpoint, with the objects and what is in them', async () => {
    const { ask, event, launch, stopAt } = session();
    expect(await launch('p(ann, x)')).toMatchObject({ success: true });
    const { stackFrames, scopes, inside } = await stopAt(3);
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
    ['', { data: 'data.json' }, 'Take one of them out'],
    ['', { host: 'models.py' }, '"host" must be the application'],
    ['import os\nos._exit(2)', {}, 'The application ended while it imported models.py'],
  ])('%j with %j is not begun', async (text, more, message) => {
    const { launch } = session({ 'models.py': text, 'main.polar': policy });
    const response = await launch('x = 1', more);
    expect(response.success).toBe(false);
    expect(response.body?.error?.format ?? response.message).toContain(message);
  });

  test('an interpreter that does not begin is ended', async () => {
    const { launch } = session({ 'models.py': '', 'main.polar': policy }, 500);
    const { success, message } = await launch('x = 1', { python: 'yes' });
    expect({ success, message }).toMatchObject({
      success: false,
      message: expect.stringContaining('"yes" has not begun for 1 s, and was ended, before it ran anything.'),
    });
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

const circularInPython = `
class Node:
    def __init__(self, name):
        self.name, self.me, self.all = name, self, [self]
        self.loop = [1]
        self.loop += [self.loop, self.loop, self.loop]
        self.table = {"a": 1}
        self.table.update(x=self.table, y=[self.table, self.table])
n = Node("n")
loop = n.loop
`;
const circularInNode = `
export class Node {
  constructor(name) {
    Object.assign(this, { name, me: this, all: [this], loop: [1], table: { a: 1 } });
    this.loop.push(this.loop, this.loop, this.loop);
    Object.assign(this.table, { x: this.table, y: [this.table, this.table] });
  }
}
export const n = new Node('n');
export const { loop } = n;
`;

describe.each([
  ['Python', 'python:models.py', { 'models.py': circularInPython }],
  ['Node', 'node:models.mjs', { 'models.mjs': circularInNode }],
])('an application in %s whose objects contain themselves', (name, host, models) => {
  test.skipIf(name === 'Python' && python === undefined)('is debugged, and what is in them is shown', async () => {
    const { ask, event, launch, stopAt } = session({
      ...models,
      'main.polar': 'p(n: Node, x) if\n  n.me.all = [n] and\n  x = n.name;\n',
    });
    expect(await launch('p(n, x) and y = loop', { host })).toMatchObject({ success: true });
    const { scopes, inside } = await stopAt(3);
    let found = (await inside(scopes[0].variablesReference)).find((one) => one.name === 'n');
    for (const step of ['me', 'me', 'loop', '1', '1', '1']) {
      const fields = await inside(found?.variablesReference ?? 0);
      found = fields.find((one) => one.name === step);
      expect(found, `${step} of ${fields.map((one) => `${one.name}: ${one.value}`).join(', ')}`).toBeDefined();
    }
    await ask('continue', { threadId: 1 });
    const { output } = await event('output', (body) => body.output.includes('y ='));
    expect(output).toContain('x = "n"');
    expect(output).toMatch(/y = .*\[.*1,/);
    expect(await event('exited')).toEqual({ exitCode: 0 });
  });
});
