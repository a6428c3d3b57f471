import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { URI } from 'vscode-uri';
import { sessions } from './editor/debugging.ts';
import { disk } from './editor/documents.ts';
import { FOLDER, type Running, startExtension, until } from './editor/extension.ts';
import { commands, debug, person, window, workspace } from './editor/vscode.ts';

vi.mock('vscode', () => import('./editor/vscode.ts'));
const { activateOn } = await import('../src/activate.ts');

let running: Running;
afterEach(() => {
  for (const each of running.context.subscriptions) each.dispose();
});

const example = (name: string) => readFileSync(new URL(`../../examples/quickstart/${name}`, import.meta.url), 'utf8');
const MAIN = `${FOLDER}/main.polar`;
const start = async (): Promise<void> => {
  running = await startExtension(activateOn, {
    'main.polar': example('main.polar'),
    'polar.config.json': '{"data": "data.json"}',
    'data.json': example('data.json'),
  });
  await window.showTextDocument(URI.parse(MAIN));
};
const explain = (query: string) => commands.executeCommand('polar.explainQuery', { uri: MAIN, query, ask: false });
const panel = () => person.panels.at(-1)!;
const shown = () =>
  panel().told.at(-1) as {
    verdict: string;
    lines: { text: string; place?: string; bindings?: string }[];
    changes: { text: string; button?: string }[];
    problems: string[];
  };

it('shows the tree, each line with its place, and the changes that turn the answer around', async () => {
  await start();
  await explain('allow(anne, "push", gmail)');
  expect(shown()).toMatchObject({
    verdict: 'allow(anne, "push", gmail) does not hold.',
    outcome: 'fails',
    place: 'data.json',
  });
  expect(shown().lines[1]).toMatchObject({ text: 'allow(actor, action, resource) needs', place: 'main.polar:27' });
  expect(shown().changes[0]).toEqual({
    text: 'add Role{name: "maintainer", repository: gmail} to anne.roles',
    button: 'Change the Data File',
  });
  expect(shown().changes[2]).toMatchObject({ beside: 'this changes allow(anne, "push", react), too' });
});

it('makes a change in the data file, and shows the new answer', async () => {
  await start();
  await explain('allow(anne, "push", gmail)');
  panel().say({ kind: 'apply', change: 0 });
  await until('the new answer', () => shown().verdict === 'allow(anne, "push", gmail) holds.');
  const data = await workspace.openTextDocument(URI.parse(`${FOLDER}/data.json`));
  expect(JSON.parse(data.getText()).objects.anne.roles).toHaveLength(2);
  expect(disk.text(`${FOLDER}/data.json`)).toBe(data.getText());
});

it('opens what a line speaks of, and debugs the query', async () => {
  await start();
  await explain('allow(larry, "push", gmail)');
  const line = shown().lines.findIndex(({ text }) => text === 'by "maintainer" if "admin"');
  panel().say({ kind: 'open', line });
  await until('the policy', () => window.activeTextEditor?.document.uri.path === '/w/main.polar');
  panel().say({ kind: 'debug' });
  await until('the session', () => sessions.length > 0);
  expect(sessions[0]!.configuration).toMatchObject({ query: 'allow(larry, "push", gmail)' });
});

it('follows what is typed', async () => {
  await start();
  await explain('allow(anne, "push", gmail)');
  const { document } = await window.showTextDocument(URI.parse(MAIN));
  document.set(`${document.getText()}\nallow(_, "push", _);\n`);
  await until('the new answer', () => shown().verdict === 'allow(anne, "push", gmail) holds.');
});

it('a page runs its own script alone', async () => {
  await start();
  await explain('allow(anne, "push", gmail)');
  const { html } = panel();
  const [, nonce] = /script-src 'nonce-(\w{32})'"/.exec(html)!;
  expect(html).toContain("default-src 'none'");
  expect([...html.matchAll(/<script/g)]).toHaveLength(1);
  expect(html).toContain(`<script nonce="${nonce}"`);
  expect(html).not.toContain('anne');
});

it('says what keeps a query from being explained', async () => {
  await start();
  await explain('allow(');
  expect(shown().problems).toHaveLength(1);
});

it('debugs already at what a line speaks of', async () => {
  await start();
  await explain('allow(anne, "push", gmail)');
  const { lines } = shown();
  const line = lines.findIndex(({ text }) => text.startsWith('has_role(anne, "admin", gmail) fails'));
  panel().say({ kind: 'debug', line });
  await until('the session', () => sessions.length > 0);
  expect(sessions[0]!.configuration.startAt).toBeGreaterThan(1);
});

it('tells the variables of each line', async () => {
  await start();
  await explain('allow(anne, "push", gmail)');
  expect(shown().lines[1]).toMatchObject({ bindings: 'actor = anne, action = "push", resource = gmail' });
});

const CLOUD = `actor User {}
resource Repo {
  roles = ["reader"];
  permissions = ["read"];
  "read" if "reader";
}
test "readers read" {
  setup { has_role(User{"bob"}, "reader", Repo{"x"}); }
  assert allow(User{"anne"}, "read", Repo{"x"});
}
`;
const startCloud = async (facts: string, name = 'facts.json'): Promise<void> => {
  running = await startExtension(activateOn, {
    'main.polar': CLOUD,
    'polar.config.json': JSON.stringify({ dialect: 'cloud', include: ['main.polar'], facts: [name] }),
    [name]: facts,
  });
  await window.showTextDocument(URI.parse(MAIN));
};
const bob = '["has_role", { "type": "User", "id": "bob" }, "reader", { "type": "Repo", "id": "x" }]';
const anne = bob.replace('bob', 'anne');

it.each([
  ['facts.json', `[\n  ${bob}\n]\n`, `[\n  ${bob},\n  ${anne}\n]\n`],
  ['facts.json', '[]', `[${anne}]`],
  ['facts.json', `[${bob}, ${bob.replace('x', 'y')}]`, `[${bob}, ${bob.replace('x', 'y')}, ${anne}]`],
  ['facts.jsonl', `${bob}\n`, `${bob}\n${anne}\n`],
  [
    'more.polar',
    'has_role(User{"bob"}, "reader", Repo{"x"});\n',
    'has_role(User{"bob"}, "reader", Repo{"x"});\nhas_role(User{"anne"}, "reader", Repo{"x"});\n',
  ],
])('adds a fact to %s, after which it holds, and takes it out again', async (name, before, after) => {
  await startCloud(before, name);
  await explain('allow(User{"anne"}, "read", Repo{"x"})');
  expect(shown().changes[0]).toEqual({
    text: 'add the fact has_role(User{"anne"}, "reader", Repo{"x"})',
    button: `Add to ${name}`,
  });
  panel().say({ kind: 'apply', change: 0 });
  await until('the new answer', () => shown().verdict === 'allow(User{"anne"}, "read", Repo{"x"}) holds.');
  expect(disk.text(`${FOLDER}/${name}`)).toBe(after);
  expect(shown().changes[0]).toMatchObject({ button: `Change ${name}` });
  panel().say({ kind: 'apply', change: 0 });
  await until('the old answer', () => shown().verdict.endsWith('does not hold.'));
  expect(disk.text(`${FOLDER}/${name}`)).toBe(before);
});

it('says why there is no button where no file takes the fact', async () => {
  await startCloud('is_public,Repo\n', 'facts.csv');
  await explain('allow(User{"anne"}, "read", Repo{"x"})');
  expect(shown().changes[0]).toEqual({
    text: 'add the fact has_role(User{"anne"}, "reader", Repo{"x"})',
    byHand: 'No file of facts has a place for it.',
  });
});

it("explains a failed assertion over its test's facts, adds what it lacks to the setup, and debugs the test there", async () => {
  await startCloud('[]');
  const line = CLOUD.split('\n').findIndex((text) => text.includes('assert '));
  const range = { start: { line, character: 2 }, end: { line, character: 48 } };
  await commands.executeCommand('polar.explainTest', { message: { location: { uri: URI.parse(MAIN), range } } });
  const verdict = (is: string) => `allow(User{"anne"}, "read", Repo{"x"}) ${is} in the test "readers read".`;
  await until('the explanation', () => shown().verdict === verdict('does not hold'));
  expect(shown()).toMatchObject({ place: "this test's setup" });
  expect(shown().changes[0]).toMatchObject({ button: 'Add to This Test’s Setup' });
  const at = shown().lines.findIndex(({ text }) => text.startsWith('has_role(User{"anne"}'));
  panel().say({ kind: 'debug', line: at });
  await until('the session', () => sessions.length > 0);
  expect(sessions[0]!.configuration).toMatchObject({
    test: 'readers read',
    startAt: [{ line: 5, column: 13, goal: 'has_role(User{"anne"}, "reader", Repo{"x"})' }],
  });
  panel().say({ kind: 'apply', change: 0 });
  await until('the new answer', () => shown().verdict === verdict('holds'));
  const { document } = await window.showTextDocument(URI.parse(MAIN));
  expect(document.getText()).toContain(
    'setup { has_role(User{"bob"}, "reader", Repo{"x"}); has_role(User{"anne"}, "reader", Repo{"x"}); }',
  );
});

it('explains the goal at which the debugger stands', async () => {
  await start();
  await commands.executeCommand('polar.debugQuery', { uri: MAIN, query: 'allow(anne, "push", gmail)', ask: false });
  await until('the session', () => sessions.length > 0);
  Object.assign(sessions[0]!, { customRequest: async () => ({ query: 'has_role(anne, "admin", gmail)' }) });
  await commands.executeCommand('polar.debug.explain');
  await until('the explanation', () => shown().verdict === 'has_role(anne, "admin", gmail) does not hold.');
});

describe('a goal of a session', () => {
  const QUERY = 'allow(User:anne, "read", Repo:x)';
  const FACT = '[["has_role", {"type": "User", "id": "anne"}, "reader", {"type": "Repo", "id": "x"}]]\n';
  /** Starts a session of a Cloud policy, and explains what it is said to stand at. */
  const explainIn = async (more: object, other: object = {}): Promise<void> => {
    running = await startExtension(activateOn, {
      'policy/main.polar': CLOUD.slice(0, CLOUD.indexOf('test ')),
      'policy/polar.config.json': '{"facts": ["none.json"]}',
      'policy/none.json': '[]\n',
      'some.json': FACT,
      'more.csv': 'has_role,User,String,Repo\n',
    });
    await window.showTextDocument(URI.parse(`${FOLDER}/policy/main.polar`));
    await debug.startDebugging(undefined, {
      type: 'polar',
      request: 'launch',
      name: 'goal',
      policies: '/w/policy',
      query: QUERY,
      stopOnEntry: true,
      ...more,
    });
    const session = sessions.at(-1)!;
    Object.assign(session.configuration, other);
    Object.assign(session, { customRequest: async () => ({ query: QUERY }) });
    await commands.executeCommand('polar.debug.explain');
  };

  it('is explained over the facts that the session names, in its folder', async () => {
    await explainIn({ facts: ['some.json', 'more.csv'] });
    await until('the explanation', () => shown().verdict === `${QUERY} holds.`);
    panel().say({ kind: 'debug' });
    await until('the session', () => sessions.length > 1);
    expect(sessions.at(-1)!.configuration).toMatchObject({ facts: ['/w/some.json', '/w/more.csv'] });
  });

  it('has its changes made in a table of facts', async () => {
    await explainIn({ facts: 'more.csv' });
    await until('the explanation', () => shown().verdict === `${QUERY} does not hold.`);
    expect(shown().changes[0]).toMatchObject({ button: 'Add to more.csv' });
    panel().say({ kind: 'apply', change: 0 });
    await until('the new answer', () => shown().verdict === `${QUERY} holds.`);
    expect(disk.text(`${FOLDER}/more.csv`)).toBe('has_role,User,String,Repo\nanne,reader,x\n');
  });

  it.each([
    ['an application answers', { host: 'python:app.py' }, /the application answers \(python:app\.py\)/],
    ['it is a recording', { recording: 'a.recording.json' }, /polar explain "a\.recording\.json"/],
    ['a server answers', { request: 'attach', port: 1, query: undefined }, /The Decisions view/],
  ])('is not explained over other facts: %s', async (_, more, message) => {
    await explainIn({ facts: 'some.json' }, more);
    expect(person.panels).toHaveLength(0);
    expect(person.seen.at(-1)?.text).toMatch(message);
  });
});

it('finds out why an answer is wrong by asking, and takes a reply back', async () => {
  await start();
  await explain('allow(anne, "push", gmail)');
  const blame = () =>
    (shown() as unknown as { blame?: { kind: string; text: string; place?: string; replies: { text: string }[] } })
      .blame;
  panel().say({ kind: 'blame' });
  await until('a question', () => blame()?.kind === 'question');
  expect(blame()!.replies.map(({ text }) => text)).toContain('I Do Not Know');
  const first = blame()!.text;
  for (let i = 0; i < 12 && blame()!.kind === 'question'; i++) {
    const before = blame()!.text;
    panel().say({ kind: 'reply', reply: 'no' });
    await until('what comes next', () => blame()!.text !== before);
  }
  expect(blame()!.kind).toBe('verdict');
  expect(blame()!.text).toMatch(/at fault|missing/);
  for (let i = 0; i < 12 && blame()!.text !== first; i++) {
    const before = blame()!.text;
    panel().say({ kind: 'undo' });
    await until('what came before', () => blame()!.text !== before);
  }
  expect(blame()!.text).toBe(first);
  panel().say({ kind: 'stop' });
  await until('the end', () => blame() === undefined);
});
