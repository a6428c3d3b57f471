import type { DebugProtocol } from '@vscode/debugprotocol';
import { describe, expect, it } from 'vitest';
import { consoleOf, debugging, stopsOf } from './debug-run.ts';
import { InProcessClient } from './in-process-client.ts';
import { memoryHost } from './test-host.ts';

describe('what can be stepped into', () => {
  const POLICY = `f(x) if g(x) and h(x, "a");
g(1);
g("no");
g(_: User);
g(n: Integer) if n > 0;
h(x, "a") if x = 1;
h(x, "b") if x = 1;
h(x) if x = 1;
h(x, y) if x = 1 and y = "a";
actor User {}
`;

  it.each([
    ['g(x)', 'f(1)', ['g(1)', 'g(n: Integer)']],
    ['h(x, "a")', 'f(1)', ['h(x, "a")', 'h(x, y)']],
    ['g(x)', 'f(x)', ['g(1)', 'g("no")', 'g(_: User)', 'g(n: Integer)']],
    ['g(x)', 'y > 1 and f(1) and y = 2', ['g(1)', 'g(n: Integer)']],
  ])('are the rules that %s fits in %s', async (goal, query, expected) => {
    const breakpoints = [{ line: 1, column: POLICY.indexOf(goal) + 1 }];
    const client = await debugging({ policy: POLICY, query, breakpoints, data: { classes: { User: {} } } });
    await client.next('stopped');
    const { stackFrames } = (await client.request('stackTrace', { threadId: 1 })).body;
    const { targets } = (await client.request('stepInTargets', { frameId: stackFrames[0].id })).body;
    expect(targets.map(({ label }: DebugProtocol.StepInTarget) => label.replace(/ \(main.*/, ''))).toEqual(expected);
  });

  it.each([0, 1, 2])('lead into the rule that was chosen, past those before it (%d)', async (id) => {
    const policy = 'f(x) if k(x) and x > 3;\nk(1);\nk(2);\nk(3);\n';
    const client = await debugging({ policy, query: 'f(x)', launch: { stopOnEntry: true } });
    await client.next('stopped');
    for (let event = 0; event < 2; event++) {
      await client.request('stepIn', { threadId: 1 });
      await client.next('stopped');
    }
    await client.request('stepIn', { threadId: 1, targetId: id });
    expect((await client.next('stopped')).body).toMatchObject({ description: 'unify k/1' });
    const { stackFrames } = (await client.request('stackTrace', { threadId: 1 })).body;
    expect(stackFrames[0]).toMatchObject({ line: id + 2 });
  });
});

describe('debug(…)', () => {
  const POLICY = 'f(x) if x in [1, 2] and debug(x, "here") and g(x);\ng(2);\n';

  it('stops, having written what it says', async () => {
    const client = await debugging({ policy: POLICY, query: 'f(x)' });
    const { body } = await client.next('stopped');
    expect(body).toMatchObject({ reason: 'breakpoint', description: 'exit debug(x, "here")' });
    expect(consoleOf(client)).toEqual(['debug(1, "here")']);
    const { stackFrames } = (await client.request('stackTrace', { threadId: 1 })).body;
    expect(stackFrames[0]).toMatchObject({ line: 1, column: POLICY.indexOf('debug') + 1 });
    await client.request('continue', { threadId: 1 });
    expect((await client.next('stopped')).body.description).toBe('exit debug(x, "here")');
    await client.request('continue', { threadId: 1 });
    await client.next('terminated');
  });

  it.each([
    ['in a query', 'x = 1 and debug(x)', ['exit debug(x): debug(1)']],
    ['with a lookup in it', 'x = {a: 1} and debug(x.a)', ['exit debug(x.a): debug(1)']],
    ['beside a constraint', 'y > 1 and debug(y) and y = 2', ['exit debug(y): debug(y)']],
  ])('stops once %s', async (_name, query, expected) => {
    expect(await stopsOf(await debugging({ policy: POLICY, query }))).toEqual(expected);
  });

  it('only writes where nobody debugs', async () => {
    const client = await debugging({ policy: POLICY, query: 'f(x)', launch: { noDebug: true } });
    expect(await stopsOf(client)).toEqual([]);
    expect(consoleOf(client)).toContain('debug(1, "here")');
  });
});

describe('without a recording', () => {
  it.each([true, false])('frames can be restarted as there is one (%s)', async (record) => {
    const client = await debugging({ policy: 'f(1);\n', query: 'f(1)', launch: { record, stopOnEntry: true } });
    await client.next('stopped');
    const { stackFrames } = (await client.request('stackTrace', { threadId: 1 })).body;
    expect(stackFrames.map(({ canRestart }: DebugProtocol.StackFrame) => canRestart)).toEqual([record]);
    expect((await client.request('restartFrame', { frameId: stackFrames[0].id })).success).toBe(record);
  });
});

it.each([undefined, {}, { ports: [] }])('polar/setPorts with %o leaves the ports as they are', async (args) => {
  const launch = { stopOnEntry: true };
  const client = await debugging({ policy: 'f(x) if g(x);\ng(1);\n', query: 'f(1)', launch });
  await client.next('stopped');
  const refused = await client.request('polar/setPorts', args);
  expect(refused).toMatchObject({ success: false, message: expect.stringContaining('needs "ports"') });
  await client.request('stepIn', { threadId: 1 });
  expect((await client.next('stopped')).body.description).toBe('unify f/1');
});

describe('to VS Code', () => {
  /** A session with a client of that name, stopped at a goal. */
  async function stoppedIn(clientID: string | undefined): Promise<DebugProtocol.StackFrame> {
    const policy = 'a_rule_with_a_name(x, y) if x = "a value that is long" and g(x, y);\ng(_, _);\n';
    const client = new InProcessClient(memoryHost({ 'main.polar': policy }));
    await client.request('initialize', { clientID });
    const query = 'a_rule_with_a_name("a value that is long", "another one")';
    await client.request('launch', { policies: 'main.polar', query });
    const breakpoints = [{ line: 1, column: 57 }];
    await client.request('setBreakpoints', { source: { path: '/w/main.polar' }, breakpoints });
    await client.request('configurationDone');
    await client.next('stopped');
    return (await client.request('stackTrace', { threadId: 1 })).body.stackFrames[0];
  }

  it('a frame has no end, as what it covers would be selected, and a name that leaves room for its place', async () => {
    const frame = await stoppedIn('vscode');
    expect(frame).not.toHaveProperty('endLine');
    expect(frame).not.toHaveProperty('endColumn');
    expect(frame.name.length).toBeLessThanOrEqual(18);
    expect(frame.name).toMatch(/^a_rule_with_a_nam…$/);
  });

  it.each(['neovim', undefined])('and not so to %s', async (clientID) => {
    const frame = await stoppedIn(clientID);
    expect(frame).toMatchObject({ endLine: 1, endColumn: expect.any(Number) });
    expect(frame.name).toContain('"another one")');
  });
});

it.each([
  ['', 'x in [1, 2, 3]'],
  [' in the exact machine', 'z > 0 and x in [1, 2, 3] and z = 1'],
])(
  'the choice points within a negation are listed, the newest first, with what is outside of it%s',
  async (_name, begun) => {
    const policy = `f(x) if ${begun} and not (y in [x, 4, 5] and (y > 3 or y > 0) and g(y, x)) and h(x);
g(1, _) if 1 = 2;
g(y, x) if y > x and k(y);
g(_, _);
h(_);
k(y) if y > 100;
`;
    const client = await debugging({ policy, query: 'f(x)', breakpoints: [{ line: 6, column: 9 }] });
    await client.next('stopped');
    const { choicePoints, total } = (await client.request('polar/choicePoints')).body;
    const lines = choicePoints.map(
      ({ kind, goal, clauses }: { kind: string; goal: string; clauses: readonly { text: string }[] }) =>
        [kind, goal, ...clauses.map(({ text }) => text)].join(' | '),
    );
    expect(lines).toEqual([
      'clauses | g(4, 1) | g(_, _)',
      'or | not (y in [x, 4, 5] and (y > 3 or y > 0) and g(y, x))',
      'in | y in [x, 4, 5]',
      'not | not (y in [x, 4, 5] and (y > 3 or y > 0) and g(y, x))',
      'in | x in [1, 2, 3]',
    ]);
    expect(total).toBe(5);
  },
);
