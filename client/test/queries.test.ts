import { afterEach, describe, expect, it, vi } from 'vitest';
import { URI } from 'vscode-uri';
import { disk, preview } from './editor/documents.ts';
import { FOLDER, type Options, type Running, startExtension, until } from './editor/extension.ts';
import { closeEditors, commands, person, window, workspace } from './editor/vscode.ts';

vi.mock('vscode', () => import('./editor/vscode.ts'));
const { activateOn } = await import('../src/activate.ts');

let running: Running;
const start = async (files: Readonly<Record<string, string>>, options?: Options): Promise<Running> => {
  running = await startExtension(activateOn, files, options);
  return running;
};
afterEach(async () => {
  vi.restoreAllMocks();
  for (const box of person.boxes) box.hide();
  for (const each of running.context.subscriptions) each.dispose();
});

const MAIN = `${FOLDER}/main.polar`;
const uri = URI.parse(MAIN);
const CLOUD = `actor User {}
resource Repo {
  roles = ["reader", "writer"];
  permissions = ["read"];
  "read" if "reader";
}
has_role(User{"bob"}, "reader", Repo{"x"});
has_role(User{"bob"}, "writer", Repo{"x"});
`;
const FACTS = '[["has_role", {"type": "User", "id": "ann"}, "reader", {"type": "Repo", "id": "y"}]]';
const FACTS_FILE = { 'facts.json': FACTS };

const answers = (): string[] =>
  window.visibleTextEditors
    .find(({ document }) => document.uri.scheme === 'polar-answers')
    ?.document.getText()
    .trimEnd()
    .split('\n') ?? [];
const ask = (query: string) => commands.executeCommand('polar.runQuery', { uri: MAIN, query, ask: false });
const NO_FACTS =
  'No file of facts is named, so only the facts in the policy itself were asked. Name one in a polar.config.json beside the policy: {"facts": ["facts.json"]}.';

describe('the answers of a Cloud policy', () => {
  it('are shown beside, the newest first, and the text keeps the keyboard', async () => {
    await start({ 'main.polar': CLOUD });
    const policy = await window.showTextDocument(uri);
    await ask('has_role(User:bob, role, Repo:_)');
    expect(answers()).toEqual([
      '> has_role(User:bob, role, Repo:_)',
      'has_role(User:bob, String:reader, Repo:x)',
      'has_role(User:bob, String:writer, Repo:x)',
    ]);
    const shown = window.visibleTextEditors.at(-1)!;
    expect(shown.document.uri.path).toBe('/Polar answers');
    expect(shown.viewColumn).toBe(-2);
    expect(window.activeTextEditor).toBe(policy);
    await ask('has_role(User:nobody, "reader", Repo:_)');
    expect(answers().slice(0, 5)).toEqual([
      '> has_role(User:nobody, "reader", Repo:_)',
      '(no results)',
      NO_FACTS,
      '',
      '> has_role(User:bob, role, Repo:_)',
    ]);
    await ask('has_role(');
    expect(answers()[0]).toBe('> has_role(');
    expect(answers()[1]).toMatch(/^error: ./);
    expect(window.visibleTextEditors).toHaveLength(2);
    expect(person.progress).toEqual([]);
  });

  it('stay in the column where somebody moved them', async () => {
    await start({ 'main.polar': CLOUD });
    const showTextDocument = vi.spyOn(window, 'showTextDocument');
    await ask('has_role(User:bob, "reader", Repo:_)');
    const shown = window.visibleTextEditors.at(-1)!;
    Object.assign(shown, { viewColumn: 3 });
    await ask('has_role(User:bob, "reader", Repo:_)');
    expect(showTextDocument.mock.calls.map(([, options]) => options)).toEqual([
      { viewColumn: -2, preserveFocus: true, preview: true },
      { viewColumn: 3, preserveFocus: true, preview: true },
    ]);
  });

  it('say that there are more, and nothing of files of facts where one is named', async () => {
    const { client } = await start({
      'main.polar': CLOUD,
      ...FACTS_FILE,
      'polar.config.json': '{"dialect": "cloud", "facts": ["facts.json"]}',
    });
    await ask('has_role(User:ann, "reader", Repo:_)');
    expect(answers()).toEqual(['> has_role(User:ann, "reader", Repo:_)', 'has_role(User:ann, String:reader, Repo:y)']);
    await ask('has_role(User:nobody, "reader", Repo:_)');
    expect(answers().slice(0, 3)).toEqual(['> has_role(User:nobody, "reader", Repo:_)', '(no results)', '']);
    client.before = (method) =>
      method === 'polar/ask' ? { answers: Array.from({ length: 1234 }, () => 'f(1)'), more: true } : undefined;
    await ask('f(x)');
    expect(answers().slice(1234, 1237)).toEqual(['f(1)', '… and more than these 1,234', '']);
    expect(person.seen).toEqual([]);
  });

  it('are those of now: the server is told the time in seconds', async () => {
    const { client } = await start({ 'main.polar': CLOUD });
    const asked: { now: number; query: string }[] = [];
    client.before = (method, params) => void (method === 'polar/ask' && asked.push(params as never));
    const began = Date.now() / 1000;
    await ask('has_role(User:bob, "reader", Repo:_)');
    const { now, ...others } = asked[0]!;
    expect(others).toEqual({ textDocument: { uri: MAIN }, query: 'has_role(User:bob, "reader", Repo:_)' });
    expect(Number.isInteger(now)).toBe(true);
    expect(now).toBeGreaterThanOrEqual(Math.floor(began));
    expect(now).toBeLessThanOrEqual(Date.now() / 1000);
  });

  it('that take long can be given up: nothing is shown then', async () => {
    const { client } = await start({ 'main.polar': CLOUD });
    let fail: ((error: Error) => void) | undefined;
    const send = client.sendRequest.bind(client);
    client.sendRequest = (method, params, token) => {
      if (method !== 'polar/ask') return send(method, params, token);
      return new Promise((_, reject) => {
        fail = reject;
        (token as { onCancellationRequested(listener: () => void): void }).onCancellationRequested(() =>
          reject(new Error('cancelled')),
        );
      });
    };
    const asked = ask('has_role(User:bob, "reader", Repo:_)');
    const progress = await until('progress', () => person.progress[0]);
    expect(progress.title).toBe('Polar: has_role(User:bob, "reader", Repo:_)');
    progress.source.cancel();
    await asked;
    expect(answers()).toEqual([]);
    // An error that nobody asked for is told.
    const other = ask('has_role(User:bob, "reader", Repo:_)');
    await until('the request', () => fail !== undefined);
    await until('it', () => person.progress.length === 2);
    fail!(new Error('broken'));
    await expect(other).rejects.toThrow('broken');
  });

  it('are asked of no server that does not run', async () => {
    const { client } = await start({ 'main.polar': CLOUD });
    await client.stop();
    person.choices = [undefined];
    await commands.executeCommand('polar.runQuery', { uri: MAIN, query: 'f', ask: true });
    // The box of a Library policy.
    expect(person.boxes.map(({ placeholder }) => placeholder)).toEqual(['allow(larry, "read", gmail)']);
  });
});

describe('a file of facts beside a policy that names none', () => {
  const OFFER = 'No file of facts is named for this policy. Name one in its polar.config.json?';
  const FILES = {
    'main.polar': CLOUD,
    'zebra.json': FACTS,
    'p.csv': '',
    'data.json': '{}',
    'package.json': '{}',
    'package-lock.json': '{}',
    'tsconfig.json': '{}',
    'polar.config.json': '{"dialect": "cloud"}',
    'more.polar': '',
    'notes.txt': '',
    'q.jsonl': '',
    'folder/b.json': '',
    'other.json': FACTS,
  };

  it('is offered with the answers, three at most, and the query is asked again over it', async () => {
    await start(FILES);
    person.choices = ['Use other.json'];
    await ask('has_role(User:ann, "reader", Repo:_)');
    await until('the answer', () => answers()[1] === 'has_role(User:ann, String:reader, Repo:y)');
    expect(person.seen).toHaveLength(1);
    expect(person.seen[0]).toMatchObject({ kind: 'information', text: OFFER });
    const files = person.seen[0]!.options;
    expect(files).toHaveLength(3);
    expect([...files]).toEqual([...files].sort());
    expect(files).toEqual(['Use other.json', 'Use p.csv', 'Use q.jsonl']);
    for (const no of [
      'data.json',
      'package.json',
      'package-lock.json',
      'tsconfig.json',
      'polar.config.json',
      'more.polar',
      'notes.txt',
      'folder',
      'zebra.json',
    ])
      expect(files).not.toContain(`Use ${no}`);
    expect(JSON.parse(disk.text(`${FOLDER}/polar.config.json`))).toMatchObject({ facts: ['other.json'] });
  });

  it.each([
    ['is not taken unasked', { ...FACTS_FILE }, undefined],
    ['is not named in a configuration that is none', { ...FACTS_FILE, 'polar.config.json': '[' }, 'Use facts.json'],
  ])('%s', async (_what, files, choice) => {
    await start({ 'main.polar': CLOUD, ...files });
    const before = disk.text(`${FOLDER}/polar.config.json`);
    person.choices = [choice];
    await ask('has_role(User:ann, "reader", Repo:_)');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(disk.text(`${FOLDER}/polar.config.json`)).toBe(before);
    expect(answers().filter((line) => line.startsWith('>'))).toHaveLength(1);
  });

  it('is not named where the edit is refused', async () => {
    await start({ 'main.polar': CLOUD, ...FACTS_FILE });
    vi.spyOn(workspace, 'applyEdit').mockResolvedValue(false);
    person.choices = ['Use facts.json'];
    await ask('has_role(User:ann, "reader", Repo:_)');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(disk.files.has(`${FOLDER}/polar.config.json`)).toBe(false);
    expect(answers().filter((line) => line.startsWith('>'))).toHaveLength(1);
  });

  it('is not offered where there is none', async () => {
    await start({ 'main.polar': CLOUD });
    await ask('has_role(User:ann, "reader", Repo:_)');
    expect(person.seen).toEqual([]);
  });
});

describe('the box for a query of a Cloud policy', () => {
  const open = async (files: Readonly<Record<string, string>> = {}, query = '') => {
    await start({ 'main.polar': CLOUD, ...files });
    await window.showTextDocument(uri);
    const asked = commands.executeCommand('polar.runQuery', { uri: MAIN, query, ask: true });
    const box = await until('the box', () => person.boxes[0]);
    return { box, asked };
  };

  it('stands over the policy with what may be asked, and does not vanish when one looks elsewhere', async () => {
    const { box, asked } = await open();
    const { ignoreFocusOut, keepScrollPosition, placeholder, shown } = box;
    expect({ ignoreFocusOut, keepScrollPosition, placeholder, shown }).toEqual({
      ignoreFocusOut: true,
      keepScrollPosition: true,
      placeholder: 'allow(User:bob, action, Repository:_)',
      shown: true,
    });
    await until('predicates', () => box.rows.some((row) => row.startsWith('has_role')));
    expect(box.title).toBe('Polar query, over no facts');
    expect(box.rows.some((row) => row.startsWith('$(play)'))).toBe(false);
    box.hide();
    expect(await asked).toBeUndefined();
    expect(box.disposed).toBe(true);
    expect(answers()).toEqual([]);
  });

  it('goes on with what is chosen, runs what is whole, and remembers it', async () => {
    const { box, asked } = await open();
    await until('predicates', () => box.rows.some((row) => row.startsWith('has_role')));
    box.enter('has_role');
    expect(box.value).toMatch(/^has_role\(/);
    box.type('has_role(User:bob, "reader", Repo:_)');
    await until('that it can run', () => box.rows[0] === '$(play) has_role(User:bob, "reader", Repo:_) · Run');
    expect(box.items[0]).toMatchObject({ alwaysShow: true });
    box.enter();
    await asked;
    expect(box.disposed).toBe(true);
    expect(answers()[1]).toBe('has_role(User:bob, String:reader, Repo:x)');
    // It is what stands in the box the next time.
    const again = commands.executeCommand('polar.runQuery', { uri: MAIN, query: '', ask: true });
    const other = await until('the box', () => person.boxes[1]);
    expect(other.value).toBe('has_role(User:bob, "reader", Repo:_)');
    other.type('');
    await until('what was asked', () => other.rows[0] === 'has_role(User:bob, "reader", Repo:_) · Asked before');
    other.enter();
    expect(other.value).toBe('has_role(User:bob, "reader", Repo:_)');
    other.hide();
    await again;
  });

  it('says what is wrong where nothing goes on, and does not run it', async () => {
    const { box } = await open();
    box.type('has_role(User:bob, "reader", Repo:_) )');
    const wrong = await until('the fault', () => box.rows.find((row) => row.startsWith('$(error)')));
    expect(box.rows.some((row) => row.startsWith('$(play)'))).toBe(false);
    box.enter('$(error)');
    expect(box.shown).toBe(true);
    expect(box.value).toBe('has_role(User:bob, "reader", Repo:_) )');
    expect(wrong.length).toBeGreaterThan('$(error) '.length);
    // What is not finished is no fault while something goes on.
    box.type('has_role(');
    await until('what goes on', () => box.rows.some((row) => row.includes('User')));
    expect(box.rows.filter((row) => row.startsWith('$(error)'))).toEqual([]);
  });

  it('says what is wrong with a query that could run', async () => {
    const { box } = await open();
    box.type('has_rle(User:bob, "reader", Repo:_)');
    await until('the fault', () => box.rows.some((row) => row.startsWith('$(error)')));
    expect(box.rows[0]).toBe('$(play) has_rle(User:bob, "reader", Repo:_) · Run');
    expect(box.rows[1]).toMatch(/^\$\(error\) .*has_rle/);
  });

  it('takes the newest of what was asked, and goes on without a server', async () => {
    const { box } = await open();
    const late: (() => void)[] = [];
    running.client.before = async (method) => {
      if (method === 'polar/completeQuery') await new Promise<void>((resolve) => late.push(resolve));
    };
    box.type('has_role(User:bob, "reader", Repo:_)');
    box.type('f(');
    box.type('');
    await until('three requests', () => late.length === 3);
    for (const each of late) each();
    await until('predicates', () => box.rows.some((row) => row.startsWith('has_role')));
    expect(box.rows.some((row) => row.startsWith('$(play)'))).toBe(false);
    running.client.before = (method) => {
      if (method === 'polar/completeQuery') throw new Error('The server is being stopped.');
    };
    box.type('has_role(User:bob, "reader", Repo:_)');
    expect(box.rows).toEqual(['$(play) has_role(User:bob, "reader", Repo:_) · Run']);
  });

  it('asks with a number of its own', async () => {
    const { box } = await open();
    const numbers: unknown[] = [];
    running.client.before = (method, params) =>
      void (method === 'polar/completeQuery' && numbers.push((params as { box: number }).box));
    box.type('a');
    box.type('b');
    void commands.executeCommand('polar.runQuery', { uri: MAIN, query: '', ask: true });
    await until('the other', () => numbers.length === 3);
    expect(numbers[1]).toBe(numbers[0]);
    expect(numbers[2]).toBe((numbers[0] as number) + 1);
  });

  it('names a file of facts where one goes there, and then completes over it', async () => {
    const { box } = await open(FACTS_FILE);
    await until('the file', () => box.rows.at(-1) === '$(file) Use the facts of facts.json');
    expect(box.items.at(-1)).toMatchObject({
      alwaysShow: true,
      detail: 'No file of facts is named for this policy. This names one, in its polar.config.json.',
    });
    box.enter('Use the facts');
    await until('its title', () => box.title === 'Polar query');
    expect(JSON.parse(disk.text(`${FOLDER}/polar.config.json`))).toMatchObject({ facts: ['facts.json'] });
    expect(box.rows.some((row) => row.startsWith('$(file)'))).toBe(false);
    box.type('has_role(User:');
    await until('its ids', () => box.rows.some((row) => row.startsWith('User:ann')));
  });

  it('takes Enter for what is written, when the list is not there yet', async () => {
    const { box, asked } = await open(FACTS_FILE);
    await until('the file', () => box.rows.at(-1)?.startsWith('$(file)') === true);
    box.type('has_role(User:bob, "reader", Repo:_)');
    // What was active has gone from the list.
    box.activeItems = [{ label: 'allow', description: 'gone' }];
    box.enter();
    await asked;
    expect(answers()[0]).toBe('> has_role(User:bob, "reader", Repo:_)');
  });

  it('does nothing at Enter where there is nothing', async () => {
    const { box } = await open();
    running.client.before = (method) => (method === 'polar/completeQuery' ? { items: [] } : undefined);
    box.type('');
    expect(box.rows).toEqual([]);
    box.enter();
    expect(box.shown).toBe(true);
  });

  it('is the one for F5 and the palette, too', async () => {
    await start({ 'main.polar': CLOUD });
    await window.showTextDocument(uri);
    const asked = commands.executeCommand('polar.askForQuery');
    const box = await until('the box', () => person.boxes[0]);
    box.type('has_role(User:bob, "reader", Repo:_)');
    box.enter();
    expect(await asked).toBe('has_role(User:bob, "reader", Repo:_)');
    closeEditors();
    person.choices = ['f(1)'];
    expect(await commands.executeCommand('polar.askForQuery')).toBe('f(1)');
    expect(person.boxes).toHaveLength(1);
  });
});

describe('a data file', () => {
  const LIBRARY = 'allow(u: User, "read", d: Doc) if d.owner = u;\n';
  const create = async (text: string, ...choices: (string | undefined)[]) => {
    await start({ 'main.polar': text });
    await window.showTextDocument(uri);
    person.choices = choices;
    await commands.executeCommand('polar.createDataFile');
  };

  it('is made from the policy, saved, shown beside, and asked about', async () => {
    await create(LIBRARY, undefined);
    expect(person.progress.map(({ title }) => title)).toEqual(['Making a data file for the policy']);
    expect(JSON.parse(disk.text(`${FOLDER}/polar.config.json`))).toMatchObject({ data: 'data.json' });
    expect(Object.keys(JSON.parse(disk.text(`${FOLDER}/data.json`)).classes)).toEqual(['User', 'Doc']);
    const shown = window.visibleTextEditors.at(-1)!;
    expect({ uri: String(shown.document.uri), column: shown.viewColumn }).toEqual({
      uri: `${FOLDER}/data.json`,
      column: -2,
    });
    expect(String(window.activeTextEditor?.document.uri)).toBe(MAIN);
    expect(person.seen).toHaveLength(1);
    expect(person.seen[0]).toMatchObject({ kind: 'information', options: ['Run', 'Debug'] });
    expect(person.seen[0]!.text).toMatch(/^Over the new data, allow\(.+\) is allowed\.$/);
    expect(person.executed.map(([name]) => name)).toEqual(['polar.createDataFile']);
  });

  it.each([
    ['Run', 'polar.runQuery'],
    ['Debug', 'polar.debugQuery'],
  ])('has a query, which %s asks', async (choice, command) => {
    await create(LIBRARY, choice);
    const [, target] = person.executed.find(([name]) => name === command) as [string, { query: string }];
    expect(target).toEqual({ uri: MAIN, query: expect.stringMatching(/^allow\(/), ask: false });
  });

  it('is told of where there is one, and opened, taken or followed by another', async () => {
    const data = '{"objects": {"anne": {"$class": "User"}}, "classes": {"User": {}, "Doc": {}}}';
    await start({ 'main.polar': LIBRARY, 'data.json': data });
    await window.showTextDocument(uri);
    const run = async (...choices: (string | undefined)[]) => {
      person.choices = choices;
      await commands.executeCommand('polar.createDataFile');
    };
    const shown = () => String(window.visibleTextEditors.at(-1)!.document.uri);
    await run(undefined);
    expect(disk.files.has(`${FOLDER}/polar.config.json`)).toBe(false);
    await run('Use data.json');
    expect(JSON.parse(disk.text(`${FOLDER}/polar.config.json`))).toMatchObject({ data: 'data.json' });
    expect(shown()).toBe(`${FOLDER}/data.json`);
    await until('the configuration', async () => {
      await run('Open data.json');
      return person.seen.at(-1)?.options.includes('Open data.json');
    });
    await run('Make Another', undefined);
    expect(JSON.parse(disk.text(`${FOLDER}/polar.config.json`))).toMatchObject({ data: 'polar-data.json' });
    expect(shown()).toBe(`${FOLDER}/polar-data.json`);
    expect(person.seen.slice(0, 2).map(({ text, options }) => [text, options])).toEqual(
      Array(2).fill([
        'data.json lies beside this policy and holds objects, but no polar.config.json names it as the policy’s data.',
        ['Use data.json', 'Make Another'],
      ]),
    );
  });

  it('says on what nothing is allowed', async () => {
    await create(`${LIBRARY}allow(u: User, "read", s: Safe) if s.code = 1 and s.code = 2 and u.a = 1;\n`, undefined);
    expect(person.seen[0]!.text).toMatch(/ is allowed\. Nothing was found that is allowed on Safe\.$/);
  });

  it('says that nothing is allowed', async () => {
    await create('allow(u: User, "read", s: Safe) if s.code = 1 and s.code = 2 and u.a = 1;\n');
    expect(person.seen).toEqual([
      {
        kind: 'warning',
        text: 'The data file has an object of each class, but nothing was found that the policy allows over it: change its values.',
        options: [],
      },
    ]);
  });

  it('says why there is none', async () => {
    await create(CLOUD);
    expect(person.seen).toEqual([{ kind: 'error', text: expect.stringContaining('Cloud'), options: [] }]);
    expect(disk.files.has(`${FOLDER}/data.json`)).toBe(false);
  });

  it('says what to open', async () => {
    await start({});
    await commands.executeCommand('polar.createDataFile');
    expect(person.seen).toEqual([
      { kind: 'error', text: 'Open the .polar file that the data is for, then try again.', options: [] },
    ]);
  });

  it('says that it could not be written; and nothing where the server has none', async () => {
    await start({ 'main.polar': LIBRARY });
    await window.showTextDocument(uri);
    vi.spyOn(workspace, 'applyEdit').mockResolvedValue(false);
    await commands.executeCommand('polar.createDataFile');
    expect(person.seen).toEqual([{ kind: 'error', text: 'The data file could not be written.', options: [] }]);
    running.client.before = (method) =>
      method === 'polar/sampleData' ? { edit: null, uri: MAIN, queries: [], without: [] } : undefined;
    await commands.executeCommand('polar.createDataFile');
    expect(person.seen).toHaveLength(2);
    const { sendRequest } = running.client;
    running.client.sendRequest = async () => null;
    await commands.executeCommand('polar.createDataFile');
    running.client.sendRequest = sendRequest;
    expect(person.seen).toHaveLength(2);
  });

  it('is offered once for each policy, with the question for the query', async () => {
    await start({
      'a/main.polar': LIBRARY,
      'b/main.polar': LIBRARY,
      'a/polar.config.json': '{}',
      'b/polar.config.json': '{}',
      'c/main.polar': 'f(1);\n',
      'c/polar.config.json': '{}',
    });
    const run = (name: string) =>
      commands.executeCommand('polar.runQuery', { uri: `${FOLDER}/${name}/main.polar`, query: 'f', ask: true });
    for (const name of ['a', 'a', 'b', 'c']) {
      person.choices = [undefined, undefined];
      await run(name);
    }
    expect(person.seen.filter(({ kind }) => kind === 'information')).toEqual(
      ['a', 'b'].map(() => ({
        kind: 'information',
        text: 'This policy asks about objects of the application, and no data file says what they are. One can be made from the policy.',
        options: ['Create a Data File'],
      })),
    );
    expect(person.executed.filter(([name]) => name === 'polar.createDataFile')).toEqual([]);
    await running.client.stop();
    await run('a');
  });

  it('is made where that is chosen', async () => {
    await start({ 'main.polar': LIBRARY });
    await window.showTextDocument(uri);
    person.choices = ['Create a Data File', undefined];
    await commands.executeCommand('polar.runQuery', { uri: MAIN, query: 'f', ask: true });
    await until('the file', () => disk.files.has(`${FOLDER}/data.json`));
  });
});

describe('the other dialect', () => {
  it('is shown for a policy with what is to decide, and comes as a refactoring', async () => {
    await start({
      'main.polar': 'allow(u: User, "read", d: Doc) if d.owner = u;\nallow(u: User, "see", d: Doc) if d.see(u);\n',
    });
    await window.showTextDocument(uri);
    await commands.executeCommand('polar.convertPolicy');
    expect(preview.isShown).toBe(true);
    const main = await workspace.openTextDocument(uri);
    expect(main.getText()).toBe(
      'actor User {}\nresource Doc {}\n\nallow(u: User, "read", d: Doc) if owner(d, u);\n# Decide: A method call. Oso Cloud calls no code. Tell what it comes to as a fact, and ask for that.\n# allow(u: User, "see", d: Doc) if d.see(u);\n',
    );
    expect(person.seen.at(-1)?.text).toBe(
      'The policy is said for Oso Cloud, with 1 decision to make: search it for "# Decide:".',
    );
    const report = window.visibleTextEditors.at(-1)!.document.getText();
    expect(report).toContain('- main.polar:2, left out: **A method call**.');
    expect(report).toContain('- the fact owner(object, value): what the field owner holds, false included');
  });

  it('is told where it was not made', async () => {
    const text = 'allow(u: User, "read", d: Doc) if d.owner = u;\n';
    await start({ 'main.polar': text });
    await window.showTextDocument(uri);
    preview.isDiscarded = true;
    await commands.executeCommand('polar.convertPolicy');
    expect(preview.isShown).toBe(true);
    preview.isDiscarded = false;
    expect((await workspace.openTextDocument(uri)).getText()).toBe(text);
    expect(person.seen.filter(({ text }) => text.includes('is said for'))).toEqual([]);
  });

  it('is taken back where only a part of it was applied, unless that is to stay', async () => {
    const text = 'allow(u: User, "read", d: Doc) if d.owner = u;\nallow(u: User, "see", d: Doc) if d.reader = u;\n';
    await start({ 'main.polar': text });
    await window.showTextDocument(uri);
    const main = await workspace.openTextDocument(uri);
    preview.isUnticked = true;
    const apply = async (choice: string | undefined) => {
      person.choices = [choice];
      await commands.executeCommand('polar.convertPolicy');
      expect(person.seen.at(-1)).toEqual({
        kind: 'warning',
        text: 'Only a part of the conversion was applied. Its changes belong together: what was left out is not said for Oso Cloud, so the policy may answer otherwise.',
        options: ['Take It Back', 'Keep It'],
      });
    };
    await apply('Take It Back');
    expect(main.getText()).toBe(text);
    await apply('Keep It');
    preview.isUnticked = false;
    expect(main.getText()).not.toBe(text);
    expect(person.seen.filter(({ text }) => text.includes('is said for'))).toEqual([]);
  });

  it('is not shown of a policy with errors', async () => {
    await start({ 'main.polar': 'allow(u: User, ' });
    await window.showTextDocument(uri);
    await commands.executeCommand('polar.convertPolicy');
    expect(person.seen.at(-1)?.text).toMatch(/^The policy has errors\. Correct them first: /);
  });
});
