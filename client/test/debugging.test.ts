import { afterEach, describe, expect, it, vi } from 'vitest';
import { URI } from 'vscode-uri';
import { activate, type DebugSession, descriptorOf, offered, sessions } from './editor/debugging.ts';
import { disk } from './editor/documents.ts';
import { type Running, startExtension, until } from './editor/extension.ts';
import { DebugAdapterServer, Position, TabInputText, type TreeItem } from './editor/values.ts';
import { commands, debug, person, window } from './editor/vscode.ts';

vi.mock('vscode', () => import('./editor/vscode.ts'));
const { activateOn } = await import('../src/activate.ts');

let running: Running;
afterEach(() => {
  vi.restoreAllMocks();
  for (const session of sessions) session.stop();
  for (const each of running.context.subscriptions) each.dispose();
});

const MAIN = 'file:///w/main.polar';
const POLICY = `pair(x, y) if
  one(x) and
  two(y);
one(1);
one(2);
two(3) if 1 = 1;
two(4);
?= one(1);
`;
const start = async (files: Readonly<Record<string, string>> = { 'main.polar': POLICY }): Promise<void> => {
  running = await startExtension(activateOn, files);
  await window.showTextDocument(URI.parse(MAIN));
};

interface View {
  onDidChangeTreeData(listener: () => void): unknown;
  getChildren(item?: unknown): unknown[];
  getTreeItem(item: unknown): TreeItem;
}
const view = () => person.providers.get('polar.choicePoints')![0] as View;
/** What the view shows, each row with what stands below it. */
const rows = (): string[] =>
  view()
    .getChildren()
    .flatMap((item) => [item, ...view().getChildren(item)])
    .map((item) => view().getTreeItem(item))
    .map(({ label, description }) => (description === undefined ? String(label) : `${label} · ${description}`));
const outputs = (session: DebugSession): string[] =>
  session.events.flatMap(({ event, body }) => (event === 'output' ? [(body as { output: string }).output] : []));
const stops = (session: DebugSession): number => session.events.filter(({ event }) => event === 'stopped').length;

/** A session that has stopped before its first goal, then at the port `exit` of `one(x)`. */
const stoppedIn = async (query = 'pair(a, b)', at = 'one', steps = 3): Promise<DebugSession> => {
  await debug.startDebugging(undefined, {
    type: 'polar',
    request: 'launch',
    name: at,
    policies: '/w',
    query,
    stopOnEntry: true,
  });
  const session = sessions.at(-1)!;
  await until('the first stop', () => stops(session) === 1);
  for (let step = 0; step < steps; step++) {
    await session.customRequest('stepIn', { threadId: 1 });
    await until('a stop', () => stops(session) === step + 2);
  }
  return session;
};

describe('a recording', () => {
  const RECORDING = 'file:///w/kept/pair.recording.json';
  /** Debugs with `recordTo`, to the end. */
  const record = async (recordTo: string): Promise<DebugSession> => {
    await debug.startDebugging(undefined, {
      type: 'polar',
      request: 'launch',
      name: 'record',
      policies: '/w',
      query: 'pair(a, b)',
      recordTo,
    });
    const session = sessions.at(-1)!;
    await until('the end', () => session.events.some(({ event }) => event === 'terminated'));
    return session;
  };

  it.each([
    ['chosen from the palette', [RECORDING], []],
    ['opened from the explorer', [], [URI.parse(RECORDING)]],
  ])('is made by a session, and debugged where it is %s, without its policy', async (_, choices, given) => {
    await start();
    const made = await record('kept/pair.recording.json');
    expect(outputs(made).join('')).toContain('The recording is in kept/pair.recording.json.');
    disk.files.delete(MAIN);
    person.choices = [...choices];
    await commands.executeCommand('polar.debugRecording', ...given);
    const session = sessions.at(-1)!;
    expect(session.configuration).toEqual({
      type: 'polar',
      request: 'launch',
      name: 'pair.recording.json',
      recording: '/w/kept/pair.recording.json',
      stopOnEntry: true,
    });
    await until('the first stop', () => stops(session) === 1);
    await session.customRequest('continue', { threadId: 1 });
    await until('the end', () => session.events.some(({ event }) => event === 'terminated'));
    expect(outputs(session).join('')).toContain('4 answers.');
    expect(person.seen.map(({ kind, text, options }) => [kind, text, options])).toEqual(
      choices.length === 0 ? [] : [['open', 'Debug a Recording', ['json']]],
    );
  });

  it('is not debugged where none is chosen, and told where the file is none', async () => {
    await start();
    person.choices = [undefined];
    await commands.executeCommand('polar.debugRecording');
    expect(sessions).toEqual([]);
    await expect(commands.executeCommand('polar.debugRecording', URI.parse(MAIN))).rejects.toThrow(
      'This is no recording',
    );
  });

  it('takes the place of no other file', async () => {
    await start();
    await expect(record('main.polar')).rejects.toThrow('"main.polar" is another file, and no recording');
  });
});

describe('a query', () => {
  it('is run from a lens, without stopping, and its answers are printed', async () => {
    await start();
    await commands.executeCommand('polar.runQuery', { uri: MAIN, query: 'one(x)', ask: false });
    const [session] = sessions;
    await until('the end', () => session!.events.some(({ event }) => event === 'terminated'));
    expect(session!.configuration).toEqual({
      type: 'polar',
      request: 'launch',
      name: 'one(x)',
      policies: '/w',
      query: 'one(x)',
    });
    expect(outputs(session!).join('')).toContain('x = 2');
    expect(session!.workspaceFolder).toMatchObject({ uri: { path: '/w' } });
    expect(person.seen).toEqual([]);
  });

  it('is asked for where its arguments are missing: the last one stands there the next time', async () => {
    await start();
    const target = { uri: MAIN, query: 'pair(x, y)', ask: true };
    person.choices = ['pair(1, y)'];
    await commands.executeCommand('polar.debugQuery', target);
    person.choices = [undefined];
    await commands.executeCommand('polar.debugQuery', target);
    expect(sessions.map(({ configuration }) => configuration.query)).toEqual(['pair(1, y)']);
    expect(
      person.boxes.map(({ value, title, placeholder, ignoreFocusOut }) => [value, title, placeholder, ignoreFocusOut]),
    ).toEqual([
      ['pair(1, y)', 'Polar query', 'allow(larry, "read", gmail)', true],
      ['pair(1, y)', 'Polar query', 'allow(larry, "read", gmail)', true],
    ]);
    // The first one began with what the lens asks.
    expect(person.boxes[1]!.buttons).toHaveLength(1);
  });

  it.each([
    ['f', ''],
    ['f(x).a', 'f('],
    ['f(1, 2)', 'f('],
    ['(f(1))', '('],
  ])('%s begins with %j in its box', async (query, begun) => {
    await start();
    const asked = commands.executeCommand('polar.runQuery', { uri: MAIN, query, ask: true });
    await vi.waitFor(() => expect(person.boxes).toHaveLength(1));
    expect(person.boxes[0]!.value).toBe(begun);
    person.boxes[0]!.hide();
    await asked;
    expect(sessions).toEqual([]);
  });

  it('of blanks is none, and twenty of each place are remembered', async () => {
    await start();
    const ask = async (query: string) => {
      person.choices = [query];
      return commands.executeCommand('polar.askForQuery');
    };
    person.choices = ['  '];
    const blank = commands.executeCommand('polar.askForQuery');
    await vi.waitFor(() => expect(person.boxes).toHaveLength(1));
    await new Promise((resolve) => setTimeout(resolve, 20));
    person.boxes[0]!.hide();
    expect(await blank).toBeUndefined();
    for (let at = 0; at < 22; at++) expect(await ask(`f(${at})`)).toBe(`f(${at})`);
    await ask('f(5)');
    const [[key, queries]] = [...running.context.remembered] as [[string, string[]]];
    expect(key).toBe('polar.queries:/w');
    expect(queries).toHaveLength(20);
    expect(queries.slice(0, 3)).toEqual(['f(5)', 'f(21)', 'f(20)']);
    expect(queries.filter((each) => each === 'f(5)')).toHaveLength(1);
  });

  it.each([
    [undefined],
    [null],
    [3],
    [{ uri: MAIN }],
    [{ uri: MAIN, query: 1, ask: true }],
    [{ uri: 1, query: '', ask: true }],
    [{ uri: MAIN, query: 'f', ask: 'no' }],
  ])('of the palette is about the file that is open (%j)', async (target) => {
    await start();
    person.choices = ['one(2)'];
    await commands.executeCommand('polar.runQuery', target);
    expect(sessions[0]!.configuration).toMatchObject({ policies: '/w', query: 'one(2)' });
  });

  it.each([
    ['openOnFirstSessionStart', 'openOnSessionStart'],
    ['neverOpen', undefined],
  ])('of the palette has its answers shown, unless a person wants %s', async (setting, shown) => {
    await start();
    person.settings.set('debug.internalConsoleOptions', setting);
    person.choices = ['one(2)', 'one(2)'];
    await commands.executeCommand('polar.runQuery');
    await commands.executeCommand('polar.debugQuery');
    expect(sessions.map(({ configuration }) => configuration.internalConsoleOptions)).toEqual([shown, undefined]);
  });

  it('of the palette says what to open', async () => {
    running = await startExtension(activateOn, {});
    await commands.executeCommand('polar.runQuery');
    expect(person.seen).toEqual([
      { kind: 'error', text: 'Open the .polar file that should be run, then try again.', options: [] },
    ]);
    expect(sessions).toEqual([]);
  });

  it('is offered in the run view: what was asked before, the inline queries and the tests of the file', async () => {
    const text = `${POLICY}test "the first" {\n  assert one(1);\n}\n`;
    await start({ 'main.polar': text, 'data.json': '{}', 'polar.config.json': '{"dialect": "library"}' });
    person.choices = ['one(x)'];
    await commands.executeCommand('polar.askForQuery');
    const common = { type: 'polar', request: 'launch', policies: '/w' };
    expect(await offered()).toEqual([
      { ...common, name: 'one(x)', query: 'one(x)' },
      { ...common, name: 'one(1)', query: 'one(1)' },
      { ...common, name: 'test "the first"', test: 'the first' },
    ]);
    await window.showTextDocument(URI.parse('file:///w/data.json'));
    expect(await offered()).toEqual([]);
  });

  it('whose configuration is wrong is not begun: what is wrong is said, and a button opens launch.json', async () => {
    await start();
    const wrong = { type: 'polar', request: 'launch', name: 'it', policies: '/w', query: 'f(1)', stopOnEntry: 'yes' };
    for (const choice of [undefined, 'Open launch.json']) {
      person.choices = [choice];
      expect(await debug.startDebugging(undefined, wrong)).toBe(false);
    }
    expect(person.seen[0]).toEqual({
      kind: 'error',
      text: expect.stringContaining('stopOnEntry'),
      options: ['Open launch.json'],
    });
    await until('the command', () => person.executed.length > 0);
    expect(person.executed).toEqual([['workbench.action.debug.configure']]);
    expect(sessions).toEqual([]);
  });

  it('keeps what its configuration says, and is asked for only where it has none', async () => {
    await start();
    const given = {
      type: 'polar',
      request: 'launch',
      name: 'it',
      policies: '/w/main.polar',
      query: 'one(1)',
      data: 'x',
    };
    const { PolarConfigurationProvider } = await import('../src/debug/configuration.ts');
    const { AskedQueries } = await import('../src/queries/asked-queries.ts');
    let offers = 0;
    const cloud = { box: () => async () => 'asked', isCloud: async () => false };
    const provider = new PolarConfigurationProvider(
      new AskedQueries({ get: (_: string, otherwise: unknown) => otherwise, update: async () => {} } as never),
      cloud as never,
      async () => void offers++,
    );
    const resolved = (more: object) => provider.resolveDebugConfiguration(undefined, { ...given, ...more } as never);
    expect(await resolved({})).toEqual(given);
    person.choices = ['one(2)', 'one(3)'];
    expect(await resolved({ query: '' })).toEqual({ ...given, query: 'one(2)' });
    expect(offers).toBe(0);
    expect(await resolved({ query: undefined, data: undefined, test: '' })).toMatchObject({ query: 'one(3)' });
    expect(offers).toBe(1);
    expect(await resolved({ query: undefined })).toBeUndefined();
    expect(await resolved({ query: undefined, test: 'it' })).toMatchObject({ test: 'it', query: undefined });
  });
});

describe('the choice points', () => {
  it('are shown where the run has stopped, with the rules that are left, and each leads to its place', async () => {
    await start();
    const session = await stoppedIn();
    await until('choice points', () => rows().length > 0);
    expect(rows()).toEqual(['one(_) · 1 rule', 'one(2) · main.polar:5']);
    const [point] = view().getChildren();
    const tree = view().getTreeItem(point);
    expect(tree).toMatchObject({ collapsibleState: 1, contextValue: 'choicePoint' });
    expect(tree.tooltip).toMatch(/^one\(.*\)\n\nCalled at event \d+\. "Retry" goes back to that call\.$/);
    const places = [point, ...view().getChildren(point)].map((item) => {
      const { command } = view().getTreeItem(item) as unknown as {
        command: { command: string; title: string; arguments: [URI, { selection: unknown }] };
      };
      return [command.command, command.title, command.arguments[0].path, String(command.arguments[1].selection)];
    });
    expect(places).toEqual([
      ['vscode.open', 'Show the Goal', '/w/main.polar', '1:2-1:8'],
      ['vscode.open', 'Show the Rule', '/w/main.polar', '4:0-4:6'],
    ]);
    const [rule] = view().getChildren(point);
    expect(view().getTreeItem(rule)).toMatchObject({ tooltip: 'one(2)' });
    expect(view().getChildren(rule)).toEqual([]);
    session.stop();
  });

  it('are none while it runs, and when it is over', async () => {
    await start();
    const session = await stoppedIn();
    await until('choice points', () => rows().length > 0);
    let changes = 0;
    view().onDidChangeTreeData(() => changes++);
    await session.customRequest('continue', { threadId: 1 });
    await until('nothing', () => rows().length === 0);
    expect(changes).toBeGreaterThan(0);
    await until('the end', () => session.events.some(({ event }) => event === 'terminated'));
    expect(rows()).toEqual([]);
  });

  it('are those of the session that is chosen, and of no other debugger', async () => {
    await start();
    const one = await stoppedIn();
    const other = await stoppedIn('one(a)', 'other', 0);
    await until('those of the other', () => rows().length === 0);
    activate(one);
    await until('those of the first', () => rows()[0]?.startsWith('one') === true);
    activate(Object.assign(Object.create(other), { type: 'node' }));
    await until('none', () => rows().length === 0);
  });

  it('that are too many end in how many older ones there are', async () => {
    await start();
    const session = await stoppedIn();
    const send = session.customRequest.bind(session);
    const point = { activation: 1, kind: 'iterator', goal: '', clauses: [] };
    session.customRequest = (command, args) =>
      command === 'polar/choicePoints' ? Promise.resolve({ choicePoints: [point], total: 5 }) : send(command, args);
    activate(session);
    await until('the other choice points', () => rows().length === 2 && rows()[0]!.startsWith('iterator'));
    expect(rows()).toEqual(['iterator · iterator', '… and 4 older ones']);
    const [iterator, rest] = view().getChildren();
    expect(view().getTreeItem(iterator)).toMatchObject({ collapsibleState: 0 });
    expect(view().getTreeItem(iterator).command).toBeUndefined();
    expect(view().getTreeItem(rest).command).toBeUndefined();
    const two = {
      ...point,
      kind: 'clauses',
      goal: 'f(x)',
      clauses: [
        { text: 'f(1)' },
        { text: 'f(2)', line: 3, column: 2, source: { name: 'a.polar', path: '/w/a.polar' } },
      ],
    };
    session.customRequest = async () => ({ choicePoints: [two], total: 1 });
    activate(session);
    await until('two rules', () => rows().length === 3);
    expect(rows()).toEqual(['f(x) · 2 rules', 'f(1)', 'f(2) · a.polar:3']);
    const [, last] = view().getChildren(view().getChildren()[0]);
    const { command } = view().getTreeItem(last) as unknown as {
      command: { arguments: [URI, { selection: unknown }] };
    };
    expect(String(command.arguments[1].selection)).toBe('2:1-2:1');
    session.customRequest = async () => {
      throw new Error('It goes on.');
    };
    activate(session);
    await until('nothing', () => rows().length === 0);
  });

  it('are gone back to by Retry; another solution and a failing goal are commands, too', async () => {
    await start();
    const session = await stoppedIn();
    await until('choice points', () => rows().length > 0);
    const asked: [string, unknown][] = [];
    const send = session.customRequest.bind(session);
    vi.spyOn(session, 'customRequest').mockImplementation((command, args) => {
      if (command !== 'polar/choicePoints') asked.push([command, args]);
      return send(command, args);
    });
    const [point] = view().getChildren() as [{ point: { activation: number } }];
    await commands.executeCommand('polar.debug.retry', point);
    await commands.executeCommand('polar.debug.retry', view().getChildren(point)[0]);
    await commands.executeCommand('polar.debug.retry');
    await commands.executeCommand('polar.debug.forceFail');
    await commands.executeCommand('polar.debug.nextSolution');
    await commands.executeCommand('polar.debug.toggleLonghand');
    expect(asked).toEqual([
      ['polar/retry', { activation: point.point.activation }],
      ['polar/forceFail', undefined],
      ['polar/nextSolution', undefined],
      ['polar/showLonghand', undefined],
    ]);
  });

  it('whose command is refused say why', async () => {
    await start();
    const session = await stoppedIn();
    vi.spyOn(session, 'customRequest').mockRejectedValueOnce(new Error('Not now.')).mockRejectedValueOnce('no');
    await commands.executeCommand('polar.debug.forceFail');
    await commands.executeCommand('polar.debug.forceFail');
    expect(person.seen.map(({ kind, text }) => [kind, text])).toEqual([
      ['error', 'Not now.'],
      ['error', 'no'],
    ]);
  });

  it('have no commands without a session, or in one of another debugger', async () => {
    await start();
    await commands.executeCommand('polar.debug.forceFail');
    const customRequest = vi.fn();
    activate({ type: 'node', customRequest } as never);
    await commands.executeCommand('polar.debug.forceFail');
    expect(customRequest).not.toHaveBeenCalled();
    expect(person.seen).toEqual([]);
  });
});

describe('the ports that steps stop at', () => {
  it('are chosen, hold at once, and for each session that is begun later', async () => {
    await start();
    const session = await stoppedIn();
    const asked = vi.spyOn(session, 'customRequest');
    await commands.executeCommand('polar.debug.choosePorts');
    expect(person.seen).toEqual([
      { kind: 'pick', text: 'Steps stop at these ports', options: ['call', 'unify', 'redo', 'fail'] },
    ]);
    expect(asked).not.toHaveBeenCalled();
    person.choices = ['exit fail'];
    await commands.executeCommand('polar.debug.choosePorts');
    expect(asked.mock.calls).toEqual([['polar/setPorts', { ports: ['exit', 'fail'] }]]);
    await commands.executeCommand('polar.debug.choosePorts');
    expect(person.seen.at(-1)?.options).toEqual(['exit', 'fail']);
    const other = await stoppedIn('one(a)', 'other', 1);
    const reason = other.events.findLast(({ event }) => event === 'stopped')!.body as { description: string };
    expect(reason.description).toMatch(/exit|solution/i);
  });

  it('are all five explained in the list', async () => {
    await start();
    const showQuickPick = vi.spyOn(window, 'showQuickPick');
    await commands.executeCommand('polar.debug.choosePorts');
    expect(showQuickPick.mock.calls[0]![0]).toEqual([
      { label: 'call', description: 'a goal is called', picked: true },
      { label: 'unify', description: 'the head of a rule has matched', picked: true },
      { label: 'exit', description: 'a goal has a solution', picked: false },
      { label: 'redo', description: 'the search comes back for another solution', picked: true },
      { label: 'fail', description: 'a goal has no more solutions', picked: true },
    ]);
    expect(showQuickPick.mock.calls[0]![1]).toMatchObject({ canPickMany: true });
  });
});

describe('while it is stopped', () => {
  const provider = <Provider>(kind: string) => person.providers.get(kind)![0] as Provider;

  it('the values of the rule stand beside its text, up to the line', async () => {
    await start();
    const { document } = window.activeTextEditor!;
    const { provideInlineValues } = provider<{
      provideInlineValues(document: unknown, view: unknown, context: unknown): Record<string, unknown>[];
    }>('inline values');
    const values = provideInlineValues(document, undefined, { stoppedLocation: { start: new Position(1, 2) } });
    expect(
      values.map(({ range, variableName, caseSensitiveLookup }) => `${variableName} ${range} ${caseSensitiveLookup}`),
    ).toEqual(['x 0:5-0:6 true', 'y 0:8-0:9 true', 'x 1:6-1:7 true']);
  });

  it('what the mouse rests on is evaluated', async () => {
    await start({ 'main.polar': 'f(a) if\n  x in a.list.first and g(a);\n' });
    const { document } = window.activeTextEditor!;
    const { provideEvaluatableExpression } = provider<{
      provideEvaluatableExpression(
        document: unknown,
        position: Position,
      ): { range: unknown; expression: string } | undefined;
    }>('hovered');
    const at = (line: number, character: number) => {
      const found = provideEvaluatableExpression(document, new Position(line, character));
      return found && `${found.expression} ${found.range}`;
    };
    expect([at(1, 10), at(1, 7), at(0, 2), at(0, 0), at(1, 1)]).toEqual([
      'a.list 1:7-1:13',
      'a 1:7-1:8',
      'a 0:2-0:3',
      undefined,
      undefined,
    ]);
  });

  it("the variables of the rule are completed in a breakpoint's condition, which is asked for at the beginning of its line", async () => {
    await start({
      'main.polar': 'f(a, _b) if # then\n  a = "#"\n  and\n\n  g(c);\nh(d);\nk(e)\n  if g(e) and\n  h(e);\n',
    });
    const { document } = window.activeTextEditor!;
    const { provideCompletionItems } = provider<{
      provideCompletionItems(document: unknown, position: Position): { label: string; kind: string; detail: string }[];
    }>('completion');
    const at = (line: number, character = 0) => provideCompletionItems(document, new Position(line, character));
    expect(at(2).map(({ label, kind, detail }) => [label, kind, detail])).toEqual([
      ['a', 'variable', 'variable of the rule'],
      ['c', 'variable', 'variable of the rule'],
    ]);
    expect(at(5).map(({ label }) => label)).toEqual(['d']);
    expect(at(7).map(({ label }) => label)).toEqual(['e']);
    expect([at(2, 2), at(3)]).toEqual([[], []]);
    // There the language server has them.
    expect([at(1), at(4), at(8)]).toEqual([[], [], []]);
  });
});

describe('a session', () => {
  it('that is attached to is reached on this machine alone', async () => {
    await start();
    const descriptor = descriptorOf({ type: 'polar', request: 'attach', port: 4711 });
    expect(descriptor).toBeInstanceOf(DebugAdapterServer);
    expect(descriptor).toMatchObject({ port: 4711, host: '127.0.0.1' });
  });

  it('that is over closes its own texts and leaves those of others', async () => {
    await start();
    const session = await stoppedIn();
    const tab = (uri: string) => ({ input: new TabInputText(URI.parse(uri)) });
    const mine = tab(`debug:query.polar?session=${session.id}&ref=1`);
    const others = [
      tab('debug:query.polar?session=other&ref=1'),
      tab(`file:///w/query.polar?session=${session.id}`),
      { input: { uri: URI.parse(`debug:query.polar?session=${session.id}`) } },
      tab('debug:query.polar'),
    ];
    vi.spyOn(window.tabGroups, 'all', 'get' as never).mockReturnValue([{ tabs: others }, { tabs: [mine] }] as never);
    session.stop();
    expect(person.closedTabs).toEqual([mine]);
    const close = vi.spyOn(window.tabGroups, 'close');
    (await stoppedIn()).stop();
    expect(close).not.toHaveBeenCalled();
  });

  it('of a test or of an inline query knows which', async () => {
    await start();
    const { debugInlineQuery, debugTest } = await import('../src/debug/start-debugging.ts');
    expect(await debugInlineQuery(URI.parse(MAIN) as never, 8)).toBe(true);
    expect(sessions.at(-1)!.configuration).toEqual({
      type: 'polar',
      request: 'launch',
      name: 'inline query',
      policies: '/w',
      query: { file: '/w/main.polar', line: 8 },
    });
    const began = vi.spyOn(debug, 'startDebugging').mockResolvedValue(false);
    expect(await debugTest(URI.parse(MAIN) as never, 'it')).toBe(false);
    expect(began.mock.calls[0]![1]).toMatchObject({ name: 'test "it"', test: 'it' });
    await commands.executeCommand('polar.debugTest', MAIN, 3);
    await commands.executeCommand('polar.debugTest', undefined, 'it');
    expect(began).toHaveBeenCalledTimes(1);
  });
});
