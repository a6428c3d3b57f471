import { afterEach, describe, expect, it, vi } from 'vitest';
import { URI } from 'vscode-uri';
import { activate, type DebugSession, sessions } from './editor/debugging.ts';
import { closeDocument } from './editor/documents.ts';
import { type Options, type Running, startExtension, until } from './editor/extension.ts';
import { explorer, type TestItem, type TestRun } from './editor/testing.ts';
import { type Diagnostic, Range, type WorkspaceEdit } from './editor/values.ts';
import { changeSetting, closeEditors, commands, debug, person, window, workspace } from './editor/vscode.ts';

vi.mock('vscode', () => import('./editor/vscode.ts'));
const { activateOn } = await import('../src/activate.ts');

let running: Running;
const start = async (files: Readonly<Record<string, string>>, options?: Options): Promise<Running> => {
  running = await startExtension(activateOn, files, options);
  return running;
};
afterEach(() => {
  vi.restoreAllMocks();
  for (const each of running.context.subscriptions) each.dispose();
});

const uriOf = (name: string): URI => URI.parse(`file:///w/${name}`);
const BLOCKS = `actor User {}
resource Repo {
  roles = ["reader"];
  permissions = ["read", "see"];
  "read" if "reader";
  "see" if "reader";
}
`;
const testOf = (name: string, who: string, setup = 'has_role(User{"a"}, "reader", Repo{"x"});'): string =>
  `test "${name}" {\n  setup { ${setup} }\n  assert allow(User{"${who}"}, "read", Repo{"x"});\n}\n`;
const CLOUD = BLOCKS + testOf('good', 'a') + testOf('bad', 'b');
const CONFIGURED = { 'polar.config.json': '{"dialect": "cloud"}' };

const file = (name: string): TestItem => explorer.items.get(`file:///w/${name}`)!;
const test = (name: string, of = 'main.polar'): TestItem => file(of).children.get(`test ${name}`)!;
const ended = (run: TestRun | undefined): Promise<TestRun> =>
  until('the run', () => run?.ended === true && run) as Promise<TestRun>;
const results = ({ told }: TestRun): string[] => told.filter((each) => !/^(enqueued|started)/.test(each));

describe('the Test Explorer', () => {
  it('lists the tests of each file, and inline queries of a Library policy, each at its place', async () => {
    await start({
      'cloud/main.polar': CLOUD,
      'cloud/polar.config.json': '{}',
      'library/main.polar': 'f(1);\n?= f(1);\n',
      'library/polar.config.json': '{}',
    });
    expect(explorer.list).toEqual([
      'cloud/main.polar',
      '  test good',
      '  test bad',
      'library/main.polar',
      '  query f(1)',
    ]);
    expect(String(test('bad', 'cloud/main.polar').range)).toBe('11:0-14:1');
    expect(String(test('bad', 'cloud/main.polar').uri)).toBe('file:///w/cloud/main.polar');
    expect(String(file('cloud/main.polar').uri)).toBe('file:///w/cloud/main.polar');
  });

  it('follows the text, and draws the list anew only where it has changed', async () => {
    await start({ 'main.polar': CLOUD, ...CONFIGURED });
    const { document } = await window.showTextDocument(uriOf('main.polar'));
    const good = test('good');
    document.set(`\n${CLOUD}`);
    await until('the new place', () => String(good.range).startsWith('8:'));
    expect(test('good')).toBe(good);
    expect(file('main.polar').children.replaced).toBe(1);
    document.set(CLOUD.replace('"good"', '"better"'));
    await until('the new name', () => test('better'));
    expect(explorer.list).toEqual(['main.polar', '  test better', '  test bad']);
    document.set(BLOCKS);
    await until('the end of both', () => explorer.list.length === 0);
  });

  it('looks again when it is asked to, and when nothing is known yet', async () => {
    const { client } = await start({ 'main.polar': CLOUD, ...CONFIGURED });
    let asked = 0;
    client.before = (method) => void (method === 'polar/tests' && asked++);
    await explorer.controller.refreshHandler!();
    await explorer.controller.resolveHandler!();
    expect(asked).toBe(2);
    await explorer.controller.resolveHandler!(file('main.polar'));
    expect(asked).toBe(2);
    // Two at once are one more look after the one that goes on.
    await Promise.all([explorer.controller.refreshHandler!(), explorer.controller.refreshHandler!()]);
    expect(asked).toBe(4);
    await client.stop();
    await explorer.controller.refreshHandler!();
    expect(asked).toBe(4);
    client.isRunning = () => true;
    client.before = () => {
      throw new Error('The server is being stopped.');
    };
    await explorer.controller.refreshHandler!();
    expect(explorer.list).toHaveLength(3);
  });

  it('is not asked about documents of other languages', async () => {
    const { client } = await start({ 'main.polar': CLOUD, 'a.json': '{}', ...CONFIGURED });
    await new Promise((resolve) => setTimeout(resolve, 400));
    let asked = 0;
    client.before = (method) => void (method === 'polar/tests' && asked++);
    const { document } = await window.showTextDocument(uriOf('a.json'));
    document.set('[]');
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(asked).toBe(0);
    await window.showTextDocument(uriOf('main.polar'));
    await until('a look', () => asked === 1);
  });

  describe('runs', () => {
    it('all tests: each is queued, begun, and passed or failed with its message at its place', async () => {
      await start({ 'main.polar': CLOUD, ...CONFIGURED });
      await explorer.press('Run');
      const run = await ended(explorer.runs[0]);
      expect(run.told).toEqual([
        'enqueued good',
        'enqueued bad',
        'started good',
        'started bad',
        'passed good',
        'failed bad',
      ]);
      const [message] = run.messages as unknown as {
        message: { value: string };
        location: { uri: URI; range: Range };
      }[];
      expect(`${message!.location.uri} ${message!.location.range}`).toBe('file:///w/main.polar 13:2-13:45');
      expect(message!.message.value).toContain('\n\nIt would pass with:\n```polar\nhas\\_role'.replace('\\', ''));
      expect(run.coverage).toEqual([]);
      const [good, bad] = run.output as unknown as { text: string; test: string }[];
      expect(good).toMatchObject({ text: '✓ good\r\n', test: 'good' });
      expect(bad!.text).toMatch(/^✗ bad\r\n {2}\S.*\r\n/);
      expect(bad!.test).toBe('bad');
    });

    it('the output of a run has nothing that would steer a terminal', async () => {
      await start({ 'main.polar': CLOUD.replace('test "bad"', 'test "b\u001b[2Ja\u202ed"'), ...CONFIGURED });
      await explorer.press('Run');
      const run = await ended(explorer.runs[0]);
      expect(run.output.map(({ text }) => text).join('')).toMatch(/b\ufffd\[2Ja\ufffdd/);
    });

    it('some of them, of files and tests, without those that are excluded', async () => {
      const { client } = await start({
        'a/main.polar': CLOUD,
        'a/polar.config.json': '{"dialect": "cloud"}',
        'b/main.polar': CLOUD,
        'b/polar.config.json': '{"dialect": "cloud"}',
      });
      const asked: unknown[] = [];
      client.before = (method, params) => {
        const { now, ...others } = params as { now: number };
        if (method === 'polar/runTests')
          asked.push({ ...others, isNow: Math.abs(now - Date.now() / 1000) < 5 && Number.isInteger(now) });
      };
      await explorer.press('Run', [file('a/main.polar'), test('good', 'a/main.polar'), test('bad', 'b/main.polar')]);
      const [run] = explorer.runs;
      expect(results(run!)).toEqual(['passed good', 'failed bad', 'failed bad']);
      await explorer.press('Run', undefined, { exclude: [test('bad', 'a/main.polar'), file('b/main.polar')] });
      expect(results(explorer.runs[1]!)).toEqual(['passed good']);
      expect(asked).toEqual([
        { textDocument: { uri: 'file:///w/a/main.polar' }, isNow: true },
        { textDocument: { uri: 'file:///w/b/main.polar' }, names: ['bad'], isNow: true },
        { textDocument: { uri: 'file:///w/a/main.polar' }, names: ['good'], isNow: true },
      ]);
    });

    it('the test of a lens, by its name; an inline query; the whole file where there is none of that name', async () => {
      await start({ 'main.polar': 'f(1);\n?= f(1);\n?= f(2);\n' });
      await commands.executeCommand('polar.runTest', 'file:///w/main.polar', 'f(2)');
      await commands.executeCommand('polar.runTest', 'file:///w/main.polar', 'gone');
      await commands.executeCommand('polar.runTest', 'file:///w/other.polar', 'f(1)');
      await commands.executeCommand('polar.runTest', 3, 'f(1)');
      expect(explorer.runs.map(results)).toEqual([['failed f(2)'], ['passed f(1)', 'failed f(2)']]);
      await start({ 'main.polar': CLOUD, ...CONFIGURED });
      await commands.executeCommand('polar.runTest', 'file:///w/main.polar', 'good');
      expect(explorer.runs.map(results)).toEqual([['passed good']]);
    });

    it('values that do not match, as a difference', async () => {
      const iff =
        BLOCKS +
        'test "values" {\n  setup { has_role(User{"a"}, "reader", Repo{"x"}); }\n  assert allow(User{"a"}, action: String, Repo{"x"}) iff action in ["read"];\n}\n';
      await start({ 'main.polar': iff, ...CONFIGURED });
      await explorer.press('Run');
      const [message] = (await ended(explorer.runs[0])).messages;
      expect(message).toMatchObject({ expectedOutput: 'String:read', actualOutput: 'String:read\nString:see' });
    });

    it('what cannot be run is an error, and what is gone is skipped', async () => {
      await start({ 'main.polar': `${CLOUD}f(`, ...CONFIGURED });
      await explorer.press('Run');
      const run = await ended(explorer.runs[0]);
      expect(results(run)).toEqual(['errored good', 'errored bad']);
      expect(run.messages).toHaveLength(2);
      running.client.before = (method) => (method === 'polar/runTests' ? { tests: [] } : undefined);
      await explorer.press('Run');
      expect(results(explorer.runs[1]!)).toEqual(['skipped good', 'skipped bad']);
    });

    it('again where the policy changed meanwhile, five times at most', async () => {
      const { client } = await start({ 'main.polar': CLOUD, ...CONFIGURED });
      const send = client.sendRequest.bind(client);
      let asked = 0;
      let nulls = 4;
      client.sendRequest = (method, params, token) =>
        method === 'polar/runTests' && asked++ < nulls ? Promise.resolve(null) : send(method, params, token);
      await explorer.press('Run', [test('good')]);
      expect({ asked, results: results(explorer.runs[0]!) }).toEqual({ asked: 5, results: ['passed good'] });
      asked = 0;
      nulls = 9;
      await explorer.press('Run', [test('good')]);
      expect({ asked, results: results(explorer.runs[1]!) }).toEqual({ asked: 5, results: ['skipped good'] });
    });

    it('what the server fails at is an error, once it has failed five times', async () => {
      const { client } = await start({ 'main.polar': CLOUD, ...CONFIGURED });
      let asked = 0;
      client.before = (method) => {
        if (method === 'polar/runTests' && asked++ < 9) throw new Error('broken');
      };
      await explorer.press('Run', [test('good')]);
      const run = await ended(explorer.runs[0]);
      expect(asked).toBe(5);
      expect(results(run)).toEqual(['errored good', 'skipped good']);
      expect(run.messages.map(({ message }) => message)).toEqual(['Error: broken']);
    });

    it('no more once it is stopped', async () => {
      const { client } = await start({
        'a/main.polar': CLOUD,
        'a/polar.config.json': '{"dialect": "cloud"}',
        'b/main.polar': CLOUD,
        'b/polar.config.json': '{"dialect": "cloud"}',
      });
      let asked = 0;
      let go: (() => void) | undefined;
      client.before = async (method) => {
        if (method !== 'polar/runTests') return;
        asked++;
        await new Promise<void>((resolve) => {
          go = resolve;
        });
        throw new Error('cancelled');
      };
      const pressed = explorer.pressed('Run');
      await until('a request', () => go);
      pressed.source.cancel();
      go!();
      await pressed.done;
      expect({ asked, results: results(explorer.runs[0]!), ended: explorer.runs[0]!.ended }).toEqual({
        asked: 1,
        results: [],
        ended: true,
      });
    });

    it('and says in the output of what nothing can make hold', async () => {
      const text = `${BLOCKS}test "never" {\n  setup { has_role(User{"a"}, "reader", Repo{"x"}); }\n  assert_not alow(User{"a"}, "read", Repo{"x"});\n}\n`;
      await start({ 'main.polar': text, ...CONFIGURED });
      await explorer.press('Run');
      const [run] = explorer.runs;
      const output = run!.output.at(-1);
      expect(output!.text).toMatch(/^never: warning: .+\r\n$/);
      expect(output!.test).toBe('never');
      expect(`${output!.location!.uri} ${output!.location!.range}`).toMatch(/^file:\/\/\/w\/main\.polar 9:/);
    });
  });

  describe('with coverage', () => {
    interface Covered {
      readonly uri: URI;
      readonly statementCoverage: { covered: number; total: number };
      readonly declarationCoverage: { covered: number; total: number };
      readonly branchCoverage: unknown;
    }
    const RULES = `${BLOCKS}has_permission(u: User, "read", r: Repo) if is_open(r) and has_role(u, "reader", r);\n`;

    it('tells what all tests of a policy reached, file by file, with details on demand', async () => {
      await start({
        'rules.polar': RULES,
        'one.polar': testOf('one', 'b'),
        'two.polar': testOf('two', 'a'),
        ...CONFIGURED,
      });
      await explorer.press('Coverage');
      const run = await ended(explorer.runs[0]);
      const covered = run.coverage as unknown as Covered[];
      expect(covered.map(({ uri }) => String(uri))).toEqual(['file:///w/rules.polar']);
      const [rules] = covered;
      const profile = explorer.profiles.find(({ kind }) => kind === 'coverage')!;
      const details = (await profile.loadDetailedCoverage!(run, rules)) as {
        name?: string;
        executed: boolean;
        location: Range;
      }[];
      const declarations = details.filter(({ name }) => name !== undefined);
      const goals = details.filter(({ name }) => name === undefined);
      expect(rules!.declarationCoverage).toEqual({
        covered: declarations.filter(({ executed }) => executed).length,
        total: declarations.length,
      });
      expect(rules!.statementCoverage).toEqual({
        covered: goals.filter(({ executed }) => executed).length,
        total: goals.length,
      });
      expect(rules!.branchCoverage).toBeUndefined();
      expect(
        details.map(({ name, executed, location }) => `${name ?? 'goal'} ${executed} ${location}`),
      ).toMatchInlineSnapshot(`
        [
          ""read" if "reader"; true 4:2-4:21",
          "goal true 4:12-4:20",
          ""see" if "reader"; false 5:2-5:20",
          "goal false 5:11-5:19",
          "has_permission(u: User, "read", r: Repo) if is_open(r) and has_role(u, "reader", r); true 7:0-7:84",
          "goal false 7:44-7:54",
          "goal false 7:59-7:83",
        ]
      `);
      expect(await profile.loadDetailedCoverage!(run, {})).toEqual([]);
    });

    it("adds what one file's tests reach to what another's do", async () => {
      const { client } = await start({
        'a/main.polar': CLOUD,
        'a/polar.config.json': '{"dialect": "cloud"}',
        'b/main.polar': CLOUD,
        'b/polar.config.json': '{"dialect": "cloud"}',
      });
      const range = (line: number) => ({ start: { line, character: 0 }, end: { line, character: 9 } });
      const rule = (line: number, reached: boolean, held: boolean, goals: [boolean, boolean][]) => ({
        uri: 'file:///w/rules.polar',
        name: `rule ${line}`,
        range: range(line),
        reached,
        held,
        goals: goals.map(([reached, held], at) => ({ range: range(line + 10 * (at + 1)), reached, held })),
      });
      const answers = [
        [
          rule(1, true, true, [
            [true, true],
            [false, false],
          ]),
          rule(2, false, false, [[false, false]]),
          rule(3, true, false, [[true, false]]),
        ],
        [
          rule(1, false, false, [
            [false, false],
            [true, false],
          ]),
          rule(2, true, false, [[true, true]]),
          rule(3, false, false, [[false, false]]),
        ],
      ];
      client.before = (method) => (method === 'polar/runTests' ? { tests: [], coverage: answers.shift() } : undefined);
      await explorer.press('Coverage');
      const [covered] = explorer.runs[0]!.coverage as unknown as (Covered & {
        details: { name?: string; executed: boolean; location: Range }[];
      })[];
      expect(
        covered!.details.map(({ name, executed, location }) => `${name ?? 'goal'} ${executed} ${location}`),
      ).toEqual([
        'rule 1 true 1:0-1:9',
        'goal true 11:0-11:9',
        'goal false 21:0-21:9',
        'rule 2 true 2:0-2:9',
        'goal true 12:0-12:9',
        'rule 3 true 3:0-3:9',
        'goal false 13:0-13:9',
      ]);
      expect(covered!.statementCoverage).toEqual({ covered: 2, total: 4 });
      expect(covered!.declarationCoverage).toEqual({ covered: 3, total: 3 });
    });

    it('says of which files there is none, and why', async () => {
      const broken = (name: string) => ({
        [`${name}/main.polar`]: `${CLOUD}f(`,
        [`${name}/polar.config.json`]: '{"dialect": "cloud"}',
      });
      await start({ ...broken('a') });
      await explorer.press('Coverage');
      expect(explorer.runs[0]!.coverage).toEqual([]);
      const { text, kind } = person.seen[0]!;
      expect(kind).toBe('warning');
      expect(text).toMatch(/^No coverage from a\/main\.polar: The policy does not load: main\.polar:16:3: .+\.$/);
      const output = () => explorer.runs[0]!.output.filter(({ test }) => test === undefined);
      expect(output().map(({ text }) => text)).toEqual([`${text}\r\n`]);
      await start({ ...broken('a'), ...broken('b'), ...broken('c') });
      await explorer.press('Coverage');
      expect(person.seen).toHaveLength(1);
      expect(person.seen[0]!.text).toBe(`${text} There are 2 more such files; see the run's output.`);
      expect(output()).toHaveLength(3);
    });
  });

  describe('at every change', () => {
    it('runs what was chosen anew, each time as a run of its own, until it is stopped', async () => {
      await start({ 'main.polar': CLOUD, ...CONFIGURED });
      const { document } = await window.showTextDocument(uriOf('main.polar'));
      const source = await explorer.press('Run', [test('bad')], { continuous: true });
      await until('the first run', () => explorer.runs[0]?.ended);
      expect(explorer.runs[0]!.request).toMatchObject({
        continuous: true,
        preserveFocus: true,
        include: [test('bad')],
      });
      expect(results(explorer.runs[0]!)).toEqual(['failed bad']);
      document.set(CLOUD.replace('User{"b"}', 'User{"a"}'));
      await until('the second', () => explorer.runs.some((run) => results(run)[0] === 'passed bad'));
      // Its name is broken, and mended.
      const before = explorer.runs.length;
      document.set(CLOUD.replace('"bad"', '"worse"'));
      await until('the other name', () => test('worse'));
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(explorer.runs).toHaveLength(before);
      document.set(CLOUD);
      await until('another run', () => explorer.runs.length > before && explorer.runs.at(-1)!.ended);
      expect(results(explorer.runs.at(-1)!)).toEqual(['failed bad']);
      source.cancel();
      const last = explorer.runs.length;
      document.set(CLOUD.replace('User{"b"}', 'User{"a"}'));
      await new Promise((resolve) => setTimeout(resolve, 450));
      expect(explorer.runs).toHaveLength(last);
    });

    it('ends a run that goes on: it is about what was there before', async () => {
      const { client } = await start({ 'main.polar': CLOUD, ...CONFIGURED });
      const { document } = await window.showTextDocument(uriOf('main.polar'));
      const tokens: { isCancellationRequested: boolean }[] = [];
      const waiting: (() => void)[] = [];
      const send = client.sendRequest.bind(client);
      client.sendRequest = async (method, params, token) => {
        if (method === 'polar/runTests' && token !== undefined) {
          tokens.push(token as { isCancellationRequested: boolean });
          await new Promise<void>((resolve) => waiting.push(resolve));
        }
        return send(method, params, token);
      };
      const source = await explorer.press('Run', undefined, { continuous: true });
      await until('the first run', () => waiting.length === 1);
      expect(explorer.runs[0]!.request.include).toBeUndefined();
      document.set(`${CLOUD}\n`);
      await until('its end', () => tokens[0]!.isCancellationRequested);
      expect(waiting).toHaveLength(1);
      waiting[0]!();
      await until('the second run', () => waiting.length === 2);
      expect(explorer.runs[0]!.ended).toBe(true);
      expect(tokens[1]!.isCancellationRequested).toBe(false);
      source.cancel();
      expect(tokens[1]!.isCancellationRequested).toBe(true);
      waiting[1]!();
      await until('its end', () => explorer.runs[1]!.ended);
    });
  });

  describe('debugs', () => {
    it('one test after another, each until its session is over, and tells the results of all', async () => {
      await start({ 'main.polar': CLOUD, ...CONFIGURED });
      const pressed = explorer.pressed('Debug');
      await until('the first session', () => sessions.length === 1);
      expect(explorer.runs).toEqual([]);
      await pressed.done;
      expect(sessions.map(({ configuration }) => configuration.test)).toEqual(['good', 'bad']);
      expect(results(explorer.runs[0]!)).toEqual(['passed good', 'failed bad']);
    });

    it('an inline query by its line', async () => {
      await start({ 'main.polar': 'f(1);\n\n?= f(1);\n' });
      await explorer.press('Debug');
      expect(sessions[0]!.configuration.query).toEqual({ file: '/w/main.polar', line: 3 });
      expect(results(explorer.runs[0]!)).toEqual(['passed f(1)']);
    });

    it('goes on when a session cannot be begun, and waits for its own session alone', async () => {
      await start({ 'main.polar': CLOUD, ...CONFIGURED });
      const begin = vi.spyOn(debug, 'startDebugging').mockResolvedValueOnce(false);
      const mine = { id: 'mine', stop: vi.fn(), isOver: false } as unknown as DebugSession;
      begin.mockImplementationOnce(async () => {
        activate(mine);
        return true;
      });
      const pressed = explorer.pressed('Debug');
      await until('the second', () => begin.mock.calls.length === 2);
      debug.over({ id: 'other' } as DebugSession);
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(explorer.runs).toEqual([]);
      debug.over(mine);
      await pressed.done;
      expect(explorer.runs).toHaveLength(1);
    });

    it('no more once it is stopped: the session is ended, too', async () => {
      await start({ 'main.polar': CLOUD, ...CONFIGURED });
      const mine = { id: 'mine', stop: vi.fn(), isOver: false } as unknown as DebugSession;
      const begin = vi.spyOn(debug, 'startDebugging').mockImplementation(async () => {
        activate(mine);
        return true;
      });
      const pressed = explorer.pressed('Debug');
      await until('the first', () => begin.mock.calls.length === 1);
      await new Promise((resolve) => setTimeout(resolve, 10));
      pressed.source.cancel();
      await pressed.done;
      expect(mine.stop).toHaveBeenCalledTimes(1);
      expect(begin).toHaveBeenCalledTimes(1);
      expect(explorer.runs).toEqual([]);
    });
  });
});

describe('marks on assertions that do not hold', () => {
  const marks = (name = 'main.polar') => person.marks.get('polar tests')?.get(`file:///w/${name}`) ?? [];
  const marked = (name?: string) =>
    until('a mark', () => marks(name).length > 0 && marks(name)) as Promise<Diagnostic[]>;
  const show = (name = 'main.polar') => window.showTextDocument(uriOf(name));
  const pause = () => new Promise((resolve) => setTimeout(resolve, 750));

  it('stand where it does not hold, with what would make it hold, and the facts are added by a quick fix', async () => {
    await start({ 'main.polar': CLOUD, ...CONFIGURED });
    const { document } = await show();
    const [mark] = await marked();
    expect(String(mark!.range)).toBe('13:2-13:45');
    expect(mark).toMatchObject({ severity: 1, source: 'polar test', code: 'failed-assertion' });
    expect(mark!.message).toMatch(/\nIt would hold with: has_role\(User\{"b"\}, "reader", Repo\{"x"\}\);$/);
    const [provider] = person.providers.get('code actions') as [
      {
        provideCodeActions(
          document: unknown,
          range: unknown,
          context: { diagnostics: object[] },
        ): { title: string; kind: string; edit: WorkspaceEdit; diagnostics: object[] }[];
      },
    ];
    // As an editor hands it back: another object.
    const { range, message } = mark!;
    const given = { range: new Range((range as Range).start, (range as Range).end), message };
    const [fix, ...others] = provider.provideCodeActions(document, undefined, {
      diagnostics: [given, { ...given, message: 'other' }],
    });
    expect(others).toEqual([]);
    expect(fix).toMatchObject({
      title: 'Add to the setup: has_role(User{"b"}, "reader", Repo{"x"});',
      kind: 'quickfix',
      diagnostics: [given],
    });
    await workspace.applyEdit(fix!.edit);
    await until('no mark', () => marks().length === 0);
  });

  it('are of visible documents alone, and go with them', async () => {
    await start({ 'main.polar': CLOUD, ...CONFIGURED });
    await pause();
    expect(marks()).toEqual([]);
    await show();
    await marked();
    closeEditors();
    await until('no mark', () => marks().length === 0);
  });

  it('are turned off by a setting', async () => {
    await start({ 'main.polar': CLOUD, ...CONFIGURED });
    await show();
    await marked();
    changeSetting('polar.tests.marks', false);
    await until('no mark', () => marks().length === 0);
    changeSetting('polar.tests.marks', true);
    await marked();
    changeSetting('editor.fontSize', 3);
  });

  it('are none where a policy cannot be run, or its tests pass; inline queries have none', async () => {
    const { client } = await start({
      'a/main.polar': `${CLOUD}f(`,
      'a/polar.config.json': '{"dialect": "cloud"}',
      'b/main.polar': BLOCKS + testOf('good', 'a'),
      'b/polar.config.json': '{"dialect": "cloud"}',
      'c/main.polar': '# test\nf(1);\n?= f(2);\n',
      'c/polar.config.json': '{}',
      'd/main.polar': BLOCKS,
      'd/polar.config.json': '{}',
      'test.json': '{}',
    });
    const asked: string[] = [];
    client.before = (method, params) =>
      void (method === 'polar/runTests' && asked.push((params as { textDocument: { uri: string } }).textDocument.uri));
    for (const name of ['a/main.polar', 'b/main.polar', 'c/main.polar', 'd/main.polar', 'test.json']) await show(name);
    await until('three looks', () => asked.length >= 3);
    await pause();
    expect(person.marks.get('polar tests')!.size).toBe(0);
    // What has no word `test`, and other languages, are not asked about.
    expect(new Set(asked)).toEqual(new Set(['a', 'b', 'c'].map((name) => `file:///w/${name}/main.polar`)));
  });

  it('are looked for when Polar has changed, and not for other text', async () => {
    const { client } = await start({ 'main.polar': CLOUD, 'a.json': '{}', ...CONFIGURED });
    const { document } = await show();
    const other = await show('a.json');
    await marked();
    let asked = 0;
    client.before = (method) => void (method === 'polar/runTests' && asked++);
    other.document.set('[]');
    changeSetting('polar.dialect', 'cloud');
    await pause();
    expect(asked).toBe(0);
    document.set(`${CLOUD}\n`);
    await until('a look', () => asked === 1);
  });

  it('stay as they are while the newest are looked for, and where that fails', async () => {
    const { client } = await start({ 'main.polar': CLOUD, ...CONFIGURED });
    const { document } = await show();
    await marked();
    const send = client.sendRequest.bind(client);
    const answers: ((tests: unknown) => void)[] = [];
    client.sendRequest = (method, params, token) =>
      method === 'polar/runTests' && token === undefined
        ? new Promise((resolve) => answers.push(resolve as never))
        : send(method, params, token);
    document.set(`${CLOUD}\n`);
    await until('a look', () => answers.length === 1);
    document.set(`${CLOUD}\n\n`);
    await until('another', () => answers.length === 2);
    answers[0]!({ tests: [] });
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(marks()).toHaveLength(1);
    answers[1]!(null);
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(marks()).toHaveLength(1);
    document.set(CLOUD);
    await until('a third', () => answers.length === 3);
    answers[2]!(Promise.reject(new Error('The server is being stopped.')));
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(marks()).toHaveLength(1);
    document.set(`${CLOUD}\n`);
    await until('a fourth', () => answers.length === 4);
    answers[3]!({ tests: [] });
    await until('none', () => marks().length === 0);
    closeDocument(document);
  });
});
