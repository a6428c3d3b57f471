import type { DebugProtocol } from '@vscode/debugprotocol';
import { describe, expect, it } from 'vitest';
import { InProcessClient } from './in-process-client.ts';
import { memoryHost } from './test-host.ts';

type Rows = readonly DebugProtocol.Variable[];

interface Stopped {
  readonly client: InProcessClient;
  readonly rows: (variablesReference: number, page?: object) => Promise<Rows>;
  /** The scope of that name of the innermost rule. */
  readonly scope: (name: string) => Promise<Rows>;
}

/** A session that stands at a line of a policy with data. */
async function stoppedAt(
  at: number | DebugProtocol.SourceBreakpoint,
  policy: string,
  query: string,
  data: object = {},
): Promise<Stopped> {
  const client = new InProcessClient(memoryHost({ 'main.polar': policy, 'data.json': JSON.stringify(data) }));
  await client.request('initialize', { supportsVariablePaging: true });
  const launched = await client.request('launch', { policies: 'main.polar', data: 'data.json', query });
  expect(launched.message).toBeUndefined();
  const breakpoints = [typeof at === 'number' ? { line: at } : at];
  await client.request('setBreakpoints', { source: { path: 'main.polar' }, breakpoints });
  await client.request('configurationDone');
  expect((await client.next('stopped', 'terminated')).event).toBe('stopped');
  const rows = async (variablesReference: number, page: object = {}): Promise<Rows> => {
    const { body } = await client.request('variables', { variablesReference, ...page });
    return body.variables;
  };
  const scope = async (name: string): Promise<Rows> => {
    const { stackFrames } = (await client.request('stackTrace', { threadId: 1, levels: 1 })).body;
    const { scopes } = (await client.request('scopes', { frameId: stackFrames[0].id })).body;
    return rows(scopes.find((one: DebugProtocol.Scope) => one.name === name)!.variablesReference);
  };
  return { client, rows, scope };
}

const inside = (rows: Rows, name: string): DebugProtocol.Variable => rows.find((row) => row.name === name)!;

/** Milliseconds that something must not take, as a person waits for it. It takes a tenth of that, and more on a busy machine. */
const SOON = 2_000;

async function soon<T>(work: Promise<T>): Promise<T> {
  const began = performance.now();
  const result = await work;
  expect(performance.now() - began).toBeLessThan(SOON);
  return result;
}

describe('values of any size', () => {
  const policy = 'f(x) if\n  y = x.items and\n  y = y;\n';

  it('are paged: the last elements of a list of a million are there soon', async () => {
    const items = Array.from({ length: 1_000_000 }, (_, index) => index);
    const { client, rows, scope } = await stoppedAt(3, policy, 'f(big)', {
      classes: { Big: {} },
      objects: { big: { $class: 'Big', items } },
    });
    const y = inside(await soon(scope('Variables')), 'y');
    expect(y).toMatchObject({ type: 'list of 1000000', indexedVariables: 1_000_000 });
    expect(y.value.length).toBeLessThan(2_000);
    const last = await soon(rows(y.variablesReference, { filter: 'indexed', start: 999_998, count: 100 }));
    expect(last.map(({ name, value }) => `${name} = ${value}`)).toEqual(['999998 = 999998', '999999 = 999999']);
    const { body } = await soon(client.request('evaluate', { expression: 'y', context: 'hover' }));
    expect(body).toMatchObject({ indexedVariables: 1_000_000 });
  });

  it('are cut where they are long, and whole in the console', async () => {
    const text = 'word '.repeat(100_000);
    const { client, scope } = await stoppedAt(3, policy, 'f(big)', {
      classes: { Big: {} },
      objects: { big: { $class: 'Big', items: text } },
    });
    expect(inside(await scope('Variables'), 'y').value.length).toBeLessThan(2_000);
    const { body } = await client.request('evaluate', { expression: 'y', context: 'repl' });
    expect(body.result).toBe(JSON.stringify(text));
  });

  it('page by name where they are dictionaries, sorted', async () => {
    const dictionary = `{${Array.from({ length: 300 }, (_, index) => `k${index}: ${index}`).join(', ')}}`;
    const { rows, scope } = await stoppedAt(3, `f(x) if\n  x = ${dictionary} and\n  x = x;\n`, 'f(x)');
    const x = inside(await scope('Arguments'), 'x');
    expect(x).toMatchObject({ type: 'dictionary of 300', namedVariables: 300 });
    const page = await rows(x.variablesReference, { filter: 'named', start: 298, count: 5 });
    expect(page.map(({ name }) => name)).toEqual(['k98', 'k99']);
    expect(await rows(x.variablesReference, { filter: 'indexed' })).toEqual([]);
  });

  it('open one level at a time, though they contain themselves', async () => {
    const { client, rows, scope } = await stoppedAt(2, 'f(x) if\n  x.peer.peer.name = "a";\n', 'f(a)', {
      classes: { Node: {} },
      objects: {
        a: { $class: 'Node', name: 'a', peer: { $ref: 'b' } },
        b: { $class: 'Node', name: 'b', peer: { $ref: 'a' } },
      },
    });
    let rowsHere = await scope('Arguments');
    let names = '';
    for (let level = 0; level < 5; level++) {
      const row = inside(rowsHere, level === 0 ? 'x' : 'peer');
      names += row.value;
      rowsHere = await rows(row.variablesReference);
      expect(rowsHere.map(({ name }) => name)).toEqual(['name', 'peer']);
    }
    expect(names).toBe('ababa');
    const peer = inside(rowsHere, 'peer');
    expect(peer.evaluateName).toBe('x.peer.peer.peer.peer.peer');
    const { body } = await client.request('evaluate', { expression: peer.evaluateName, context: 'variables' });
    expect(body).toMatchObject({ result: 'b', type: 'Node' });
  });

  it('print as Polar writes them', async () => {
    const policy = `f(x) if
  a = [1, 2.5, "q\\"", true, [], {k: "v"}] and
  b = [1, *rest] and
  c > 3 and
  x = a and print(rest, b, c);
`;
    const { scope } = await stoppedAt(5, policy, 'f(x)');
    const written = (await scope('Variables')).map(({ name, value }) => `${name} = ${value}`);
    expect(written).toEqual([
      'a = [1, 2.5, "q\\"", true, [], {k: "v"}]',
      'b = [1, *_1]',
      'rest = unbound',
      'c = _this > 3',
    ]);
  });
});

describe('a stack a million rules deep', () => {
  const policy = `count(0) if
  x = 1 and x = 1;
count(n) if n > 0 and m = n - 1 and count(m) and m = m;
many(0) if
  x = 1 and x = 1;
many(n) if m = n - 1 and many(m);
many(_);
`;

  it.each([
    ['names no number', {}],
    ['names none by name', { levels: 0 }],
    ['wants all', { levels: 10_000_000 }],
  ])('is a page to a client that %s', async (_name, levels) => {
    const { client } = await stoppedAt(2, policy, 'count(999900)');
    const { body } = await soon(client.request('stackTrace', { threadId: 1, ...levels }));
    expect(body.stackFrames.length).toBeGreaterThan(100);
    expect(body.stackFrames.length).toBeLessThanOrEqual(5_000);
    expect(body.totalFrames).toBeGreaterThan(body.stackFrames.length);
    const { length } = body.stackFrames;
    const next = await soon(client.request('stackTrace', { threadId: 1, startFrame: length, levels: 1 }));
    expect(next.body.totalFrames).toBeGreaterThan(body.totalFrames - 1_000);
    expect(next.body.stackFrames[0].name).toBe(`count(${length})`);
  });

  it('shows the frames that are asked for soon, and how many there are', async () => {
    const { client } = await stoppedAt(2, policy, 'count(999900)');
    const first = { threadId: 1, startFrame: 0, levels: 20 };
    const { body } = await soon(client.request('stackTrace', first));
    // It grows with what is asked for: a client that wants all of them would be busy for long.
    expect(body.totalFrames).toBeGreaterThan(20);
    expect(body.totalFrames).toBeLessThan(1_000);
    expect(body.stackFrames).toHaveLength(20);
    const further = await soon(client.request('stackTrace', { threadId: 1, startFrame: 500_000, levels: 20 }));
    expect(further.body.totalFrames).toBeGreaterThan(500_020);
    const rest = await soon(client.request('stackTrace', { threadId: 1, startFrame: 999_900, levels: 20 }));
    expect(rest.body.stackFrames.map(({ name }: DebugProtocol.StackFrame) => name)).toEqual(['count(999900)', 'query']);
    expect(rest.body.totalFrames).toBe(999_902);
    const { scopes } = (await soon(client.request('scopes', { frameId: rest.body.stackFrames[0].id }))).body;
    expect(scopes.map(({ name }: DebugProtocol.Scope) => name)).toEqual(['Arguments', 'Variables', 'Goal']);
    const { result } = (await soon(client.request('evaluate', { expression: 'n', frameId: body.stackFrames[1].id })))
      .body;
    expect(result).toBe('1');
    await client.request('restartFrame', { frameId: rest.body.stackFrames[0].id });
    expect((await soon(client.next('stopped'))).body).toMatchObject({ reason: 'restart', description: 'call count/1' });
  });

  it('costs a condition at each of its rules no look at the others', async () => {
    await soon(stoppedAt({ line: 6, condition: 'n = 1' }, policy, 'many(10000)'));
  });

  it('shows its choice points a page at a time, the newest first', async () => {
    const { client, rows } = await stoppedAt(5, policy, 'many(100000)');
    const { stackFrames } = (await client.request('stackTrace', { threadId: 1, levels: 1 })).body;
    const { scopes } = (await soon(client.request('scopes', { frameId: stackFrames[0].id }))).body;
    const scope = scopes.find(({ name }: DebugProtocol.Scope) => name === 'Choice points');
    expect(scope).toMatchObject({ indexedVariables: 100_001 });
    const last = await soon(rows(scope.variablesReference, { filter: 'indexed', start: 100_000, count: 100 }));
    expect(last.map(({ name, value }) => `${name}: ${value}`)).toEqual(['many(100000): one rule left']);
    const { choicePoints, total } = (await soon(client.request('polar/choicePoints'))).body;
    expect(total).toBe(100_001);
    await client.request('polar/retry', { activation: choicePoints[0].activation });
    expect((await soon(client.next('stopped'))).body).toMatchObject({ reason: 'restart', description: 'call many/1' });
  });
});
