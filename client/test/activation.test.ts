import { checks } from '@polar-tools/policy';
import { templates } from '@polar-tools/project';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { URI } from 'vscode-uri';
import { closeDocument, disk, openTextDocument, TextDocument } from './editor/documents.ts';
import { CancellationTokenSource } from './editor/events.ts';
import { FOLDER, type Options, type Running, startExtension, until } from './editor/extension.ts';
import { FileType, Position, Range } from './editor/values.ts';
import { changeSetting, closeEditors, commands, person, window, workspace } from './editor/vscode.ts';

vi.mock('vscode', () => import('./editor/vscode.ts'));
const { activateOn } = await import('../src/activate.ts');

let running: Running;
const start = async (files: Readonly<Record<string, string | Uint8Array>>, options?: Options): Promise<Running> => {
  running = await startExtension(activateOn, files, options);
  return running;
};
afterEach(() => {
  vi.restoreAllMocks();
  for (const each of running.context.subscriptions) each.dispose();
});

const uriOf = (name: string): URI => URI.parse(`${FOLDER}/${name}`);
const show = (name: string, options = {}) => window.showTextDocument(uriOf(name), options);
const lastSeen = () => person.seen.at(-1);

const POLICY = 'allow(a, "read", r) if nope(a, r);\n';
const BLOCK =
  'actor User {}\nresource Repo {\n  roles = ["reader"];\n  permissions = ["read"];\n  "read" if "reader";\n}\n';
const CLOUD = `${BLOCK}test "it" {\n  setup { has_role(User{"a"}, "reader", Repo{"x"}); }\n  assert allow(User{"a"}, "read", Repo{"x"});\n}\n`;

describe('the extension', () => {
  it('tells what is wrong in the files of the folder, and what a document is part of', async () => {
    const { api, client } = await start({ 'main.polar': POLICY });
    const found = await until('findings', () => client.findings.get(`${FOLDER}/main.polar`));
    expect(found.map(({ code }) => code)).toEqual(['undefined-rule-call']);
    const policy = await api.policyOf(uriOf('main.polar') as never);
    expect(policy).toMatchObject({ root: FOLDER, dialect: 'library' });
    expect(person.seen).toEqual([]);
  });

  it('selects Polar in files, in what is not saved, and in what its folders are in: neither in diffs nor in longhand', async () => {
    const { client } = await start({});
    expect(client.options.documentSelector).toEqual([
      { language: 'polar', scheme: 'file' },
      { language: 'polar', scheme: 'untitled' },
    ]);
    await start({}, { folder: 'vscode-vfs://github/o/r' });
    expect(running.client.options.documentSelector).toEqual([
      { language: 'polar', scheme: 'file' },
      { language: 'polar', scheme: 'untitled' },
      { language: 'polar', scheme: 'vscode-vfs' },
    ]);
    await start({}, { folder: undefined });
    expect(running.client.options.documentSelector).toHaveLength(2);
  });

  it('trusts no Markdown of a policy, leaves inline values to its own provider, and lets the server read and push', async () => {
    const { client } = await start({});
    const { markdown, middleware, diagnosticCollectionName, initializationOptions } = client.options;
    expect(markdown).toEqual({ isTrusted: false, supportHtml: false });
    expect(
      await middleware!.provideInlineValues!({} as never, {} as never, {} as never, {} as never, (() => 1) as never),
    ).toEqual([]);
    expect(diagnosticCollectionName).toBe('polar');
    expect((initializationOptions as () => unknown)()).toEqual({
      readsFiles: true,
      diagnostics: 'push',
      checkPages: 'file:///extension/docs/checks',
      renameAt: 'polar.renameAt',
      embedded: expect.arrayContaining([
        { language: 'python', scheme: 'file' },
        { language: 'markdown', scheme: 'untitled' },
      ]),
    });
  });

  it('lets lenses count references where that is wanted, as the settings are when the server starts', async () => {
    const { client } = await start({});
    const options = client.options.initializationOptions as () => { showReferences?: string };
    for (const [setting, expected] of [
      [true, 'polar.showReferences'],
      [false, undefined],
      ['true', undefined],
    ] as const) {
      person.settings.set('polar.referencesCodeLens', setting);
      expect(options().showReferences).toBe(expected);
    }
  });

  it('stops its server, and takes its commands away, when it is over', async () => {
    const { client, context } = await start({ 'main.polar': POLICY });
    expect(client.isRunning()).toBe(true);
    for (const each of context.subscriptions.splice(0)) each.dispose();
    await until('the end', () => !client.isRunning());
    await commands.executeCommand('polar.showOutput');
    expect(person.logShown).toBe(0);
  });

  it('starts its server anew on command, and shows the log', async () => {
    const { client } = await start({ 'main.polar': POLICY });
    await show('main.polar');
    await commands.executeCommand('polar.restartServer');
    expect(client.starts).toBe(2);
    expect(client.isRunning()).toBe(true);
    await until('the dialect', () => String(person.statusItems[0]!.text) === 'Polar: Library  $(error) 1');
    await client.stop();
    await commands.executeCommand('polar.restartServer');
    expect(client.starts).toBe(3);
    await commands.executeCommand('polar.showOutput');
    expect(person.logShown).toBe(1);
  });

  it.each([
    ['formatting', 'provideDocumentFormattingEdits'],
    ['formatting of a range', 'provideDocumentRangeFormattingEdits'],
  ] as const)(
    'answers for %s that is asked for while its server starts, and leaves it to the server then',
    async (kind, method) => {
      const providers = () => (person.providers.get(kind) ?? []) as Record<string, (...asked: unknown[]) => unknown>[];
      const options = { tabSize: 2, insertSpaces: true };
      const token = new CancellationTokenSource().token;
      const whole = new Range(new Position(0, 0), new Position(1, 0));
      const ask = (text = 'f( 1 );\n') => {
        const document = new TextDocument(uriOf('main.polar'), text);
        const asked = kind === 'formatting' ? [document, options, token] : [document, whole, options, token];
        return { document, edits: providers()[0]![method]!(...asked) as Promise<{ newText: string }[] | undefined> };
      };
      const starting = start({ 'main.polar': 'f( 1 );\n' });
      expect(providers()).toHaveLength(1);
      const early = ask();
      const typed = ask();
      typed.document.set('f(  2 );\n');
      const { client } = await starting;
      expect((await early.edits)?.length).toBeGreaterThan(0);
      expect(await typed.edits).toBeUndefined();
      expect(providers()).toEqual([]);
      // The same while it starts anew, even where it does not.
      client.refuses = [new Error('no')];
      const again = commands.executeCommand('polar.restartServer');
      const late = ask();
      await again;
      expect(await late.edits).toBeUndefined();
      expect(providers()).toHaveLength(1);
      await commands.executeCommand('polar.restartServer');
      expect(providers()).toEqual([]);
    },
  );

  it.each([
    ['Show the log', 1, 1],
    ['Try again', 2, 0],
    [undefined, 1, 0],
  ])('whose server does not start says so, and %s does', async (choice, starts, logShown) => {
    const { client } = await start(
      { 'main.polar': POLICY },
      { refuses: [new Error('no such file')], choices: [choice] },
    );
    expect(person.seen).toEqual([
      {
        kind: 'error',
        text: 'The Polar language server could not be started. The log says why.',
        options: ['Try again', 'Show the log'],
      },
    ]);
    expect(person.log).toEqual(['The Polar language server could not be started: Error: no such file']);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect({ starts: client.starts, logShown: person.logShown }).toEqual({ starts, logShown });
  });

  it('whose server does not start again either says so again', async () => {
    const refuses = [1, 2, 3].map((at) => new Error(`refusal ${at}`));
    const { client } = await start({ 'main.polar': POLICY }, { refuses, choices: ['Try again', 'Try again'] });
    await until('two more tries', () => client.starts === 3);
    expect(person.seen.map(({ kind }) => kind)).toEqual(['error', 'error', 'error']);
    await commands.executeCommand('polar.restartServer');
    expect(client.isRunning()).toBe(true);
  });
});

describe('the server', () => {
  const isUp = () => until('the server', () => running.client.isRunning());
  const stays = async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(running.client.starts).toBe(0);
  };
  const PYTHON = 'oso.load_str("""f(1);""")\n';

  it('is started where there is a policy, or a configuration of one', async () => {
    for (const files of [{ 'a/b/main.polar': POLICY }, { 'polar.config.json': '{}' }]) {
      await start(files);
      expect(running.client.starts).toBe(1);
    }
  });

  it('is not for those who have none, but once there is one: it is made, opened or written', async () => {
    const none = { 'a.py': 'x = 1\n', 'node_modules/x/main.polar': POLICY, 'b.txt': PYTHON };
    await start(none);
    await stays();
    await show('a.py');
    await show('b.txt');
    await stays();
    disk.write(`${FOLDER}/main.polar`, POLICY);
    await isUp();
    await start(none);
    await openTextDocument({ language: 'polar', content: POLICY });
    await isUp();
    await start(none);
    const { document } = await show('a.py');
    document.set(PYTHON);
    await isUp();
    document.set('x = 1\n');
    document.set(PYTHON);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(running.client.starts).toBe(1);
  });

  it('is not for strings of programs where these are not looked at, nor in old versions', async () => {
    await start({ 'a.py': PYTHON }, { settings: { 'polar.embedded': false } });
    await show('a.py');
    await stays();
    expect((running.client.options.initializationOptions as () => object)()).toMatchObject({ embedded: [] });
    await start({});
    disk.files.set('git:/w/a.py', new TextEncoder().encode(PYTHON));
    await openTextDocument(URI.parse('git:/w/a.py'));
    await stays();
  });

  it('begins anew when that setting changes, and only then', async () => {
    await start({ 'main.polar': POLICY });
    changeSetting('polar.referencesCodeLens', true);
    changeSetting('polar.embedded', false);
    await until('another start', () => running.client.starts === 2);
    await commands.executeCommand('polar.restartServer');
    await running.client.stop();
    changeSetting('polar.embedded', true);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(running.client.starts).toBe(3);
  });

  it('begins with what the setting is in the end, where it changes again before the server has stopped', async () => {
    const { client } = await start({ 'main.polar': POLICY });
    const { embedded } = client.given as { embedded: unknown };
    let stopped = (): void => {};
    client.stops = () => new Promise((resolve) => (stopped = resolve));
    changeSetting('polar.embedded', false);
    await until('the stop', () => !client.isRunning());
    changeSetting('polar.embedded', true);
    client.stops = async () => {};
    stopped();
    await until('the last start', () => client.starts === 3);
    expect(client.given).toMatchObject({ embedded });
  });

  it('is started once where that is asked for twice at once', async () => {
    const { client } = await start({ 'main.polar': POLICY });
    await Promise.all([1, 2, 3].map(() => commands.executeCommand('polar.restartServer')));
    expect({ starts: client.starts, running: client.isRunning() }).toEqual({ starts: 3, running: true });
  });
});

it('asks for the name of what a refactoring has made, at its place', async () => {
  await start({ 'main.polar': POLICY });
  await commands.executeCommand('polar.renameAt', `${FOLDER}/main.polar`, { line: 0, character: 3 });
  const [name, [uri, place]] = person.executed.at(-1) as [string, [URI, Position]];
  expect([name, String(uri), place]).toEqual(['editor.action.rename', `${FOLDER}/main.polar`, new Position(0, 3)]);
  expect(window.activeTextEditor?.selection.active).toEqual(new Position(0, 3));
});

describe('files that the server asks for', () => {
  it('are given as the editor has them: text, other text, and nothing', async () => {
    const utf16 = new Uint8Array(Buffer.from(`\ufeff${POLICY}`, 'utf16le'));
    const { client } = await start({ 'a/main.polar': POLICY, 'b/main.polar': utf16, 'c/data.txt': '' });
    const found = async (name: string) =>
      (await until(name, () => client.findings.get(`${FOLDER}/${name}`))).map(({ code }) => code);
    expect(await found('a/main.polar')).toEqual(['undefined-rule-call']);
    expect(await found('b/main.polar')).toContain('unreadable-file');
  });

  it('are files and folders with what is a link, and nothing else', async () => {
    const { client } = await start({});
    const { Directory, File, SymbolicLink, Unknown } = FileType;
    vi.spyOn(workspace.fs, 'readDirectory').mockResolvedValue([
      ['folder', Directory],
      ['linked folder', Directory | SymbolicLink],
      ['file', File],
      ['linked file', File | SymbolicLink],
      ['socket', Unknown],
      ['link to nothing', SymbolicLink],
    ]);
    expect(await client.asked('polar/readFolder', { uri: FOLDER })).toEqual([
      { name: 'folder', kind: 'folder', link: false },
      { name: 'linked folder', kind: 'folder', link: true },
      { name: 'file', kind: 'file', link: false },
      { name: 'linked file', kind: 'file', link: true },
    ]);
  });

  it('are null where there is none', async () => {
    const { client } = await start({
      'main.polar': POLICY,
      'utf16.polar': new Uint8Array(Buffer.from('\ufefff(1);', 'utf16le')),
    });
    expect(await client.asked('polar/readFolder', { uri: `${FOLDER}/nowhere` })).toBeNull();
    expect(await client.asked('polar/readFile', { uri: `${FOLDER}/nowhere` })).toBeNull();
    expect(await client.asked('polar/readFile', { uri: `${FOLDER}/main.polar` })).toEqual({ text: POLICY });
    expect(await client.asked('polar/readFile', { uri: `${FOLDER}/utf16.polar` })).toEqual({
      text: 'f(1);',
      fault: { kind: 'utf-16' },
    });
  });
});

describe('the pages of checks', () => {
  it('are shown by the code of a check', async () => {
    await start({});
    await commands.executeCommand('polar.explainCheck', 'undefined-rule-call');
    const [, page] = person.executed.find(([name]) => name === 'markdown.showPreview')!;
    expect(String(page)).toBe('file:///extension/docs/checks/undefined-rule-call.md');
  });

  it('are offered in the order of the alphabet, and none is shown where none is chosen', async () => {
    await start({});
    await commands.executeCommand('polar.explainCheck');
    expect(lastSeen()).toEqual({
      kind: 'pick',
      text: 'Explain a check',
      options: checks.map(({ code }) => code).sort(),
    });
    expect(person.executed.map(([name]) => name)).toEqual(['polar.explainCheck']);
    person.choices = ['wrong-arity'];
    await commands.executeCommand('polar.explainCheck', { not: 'a code' });
    expect(String(person.executed.at(-1)![1])).toBe('file:///extension/docs/checks/wrong-arity.md');
  });

  it('are none for what is no check: no other file can be opened so', async () => {
    await start({});
    await commands.executeCommand('polar.explainCheck', '../../package');
    expect(person.executed).toHaveLength(1);
  });

  it('are shown as text where the editor has no preview', async () => {
    await start({});
    disk.write('file:///extension/docs/checks/wrong-arity.md', '# Wrong arity\n');
    const execute = commands.executeCommand;
    vi.spyOn(commands, 'executeCommand').mockImplementation(async (name, ...args) => {
      if (name === 'markdown.showPreview') throw new Error('There is no such command.');
      return execute(name, ...args);
    });
    await commands.executeCommand('polar.explainCheck', 'wrong-arity');
    expect(window.activeTextEditor?.document.getText()).toBe('# Wrong arity\n');
  });
});

it('shows the references that a lens counted, as objects of the editor', async () => {
  await start({});
  const position = { line: 1, character: 2 };
  const location = {
    uri: `${FOLDER}/b.polar`,
    range: { start: { line: 3, character: 4 }, end: { line: 5, character: 6 } },
  };
  await commands.executeCommand('polar.showReferences', `${FOLDER}/a.polar`, position, [location]);
  const [, uri, at, locations] = person.executed.at(-1) as [string, URI, Position, { uri: URI; range: unknown }[]];
  expect(person.executed.at(-1)![0]).toBe('editor.action.showReferences');
  expect(String(uri)).toBe(`${FOLDER}/a.polar`);
  expect(at).toEqual(new Position(1, 2));
  expect(locations.map(({ uri, range }) => `${uri} ${range}`)).toEqual([`${FOLDER}/b.polar 3:4-5:6`]);
});

describe('the longhand of a block', () => {
  const longhand = () => window.visibleTextEditors.find(({ document }) => document.uri.scheme === 'polar-longhand');

  it('is shown beside, for the block at the cursor, and follows the text', async () => {
    await start({ 'main.polar': BLOCK });
    const editor = await show('main.polar');
    editor.selection.active = new Position(4, 4);
    await commands.executeCommand('polar.showLonghand');
    const shown = longhand()!;
    expect(shown.document.uri.path).toBe('/Repo in longhand.polar');
    expect(shown).toMatchObject({ viewColumn: -2 });
    expect(shown.document.languageId).toBe('polar');
    expect(window.activeTextEditor).toBe(editor);
    const WITH = 'has_permission(actor: Actor, "read", resource: Repo) if';
    expect(shown.document.getText()).toContain(WITH);
    editor.document.set(BLOCK.replaceAll('"read"', '"see"'));
    await until('the other longhand', () => shown.document.getText().includes('"see"'));
    editor.document.set(BLOCK.replaceAll('Repo', 'Folder'));
    await until('its end', () => shown.document.getText() === '# There is no block Repo in that policy any more.\n');
    closeDocument(shown.document as never);
    editor.document.set(BLOCK);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(shown.document.getText()).toMatch(/^# There is no block/);
  });

  it('is shown for the block that a lens names', async () => {
    await start({ 'main.polar': BLOCK });
    await commands.executeCommand('polar.showLonghand', { uri: `${FOLDER}/main.polar`, block: 'Repo' });
    expect(longhand()?.document.getText()).toContain('"reader"');
    expect(JSON.parse(longhand()!.document.uri.query)).toEqual({ source: `${FOLDER}/main.polar`, block: 'Repo' });
  });

  it.each([
    ['outside of any block', 'main.polar'],
    ['in another language', 'data.json'],
    ['with nothing open', undefined],
  ])('%s, says what to do', async (_where, name) => {
    await start({ 'main.polar': `f(1);\n${BLOCK}`, 'data.json': '{}' });
    if (name !== undefined) await show(name);
    await commands.executeCommand('polar.showLonghand');
    expect(person.seen).toEqual([
      { kind: 'information', text: 'Put the cursor into an actor or resource block to see its longhand.', options: [] },
    ]);
    expect(longhand()).toBeUndefined();
  });
});

describe('a new policy', () => {
  const [first] = templates;

  it('is main.polar in a folder that has no policy', async () => {
    await start({ 'data.json': '{}' }, { choices: [] });
    person.choices = [first!.title];
    await commands.executeCommand('polar.newPolicy');
    expect(lastSeen()).toEqual({
      kind: 'pick',
      text: 'New policy, with tests',
      options: templates.map(({ title }) => title),
    });
    expect(disk.text(`${FOLDER}/main.polar`)).toBe(first!.text);
    expect(String(window.activeTextEditor?.document.uri)).toBe(`${FOLDER}/main.polar`);
  });

  it.each([
    ['where the folder has a policy', { 'x.polar': 'f(1);\n' }, {}],
    ['where no folder is open', {}, { folder: undefined }],
  ])('is a document that is not saved yet %s', async (_where, files, options) => {
    await start(files, options);
    person.choices = [first!.title];
    await commands.executeCommand('polar.newPolicy');
    expect(disk.files.has(`${FOLDER}/main.polar`)).toBe(false);
    const document = window.activeTextEditor?.document;
    expect(document).toMatchObject({ languageId: 'polar', uri: { scheme: 'untitled' } });
    expect(document?.getText()).toBe(first!.text);
  });

  it('is none where no template is chosen', async () => {
    await start({ 'data.json': '{}' });
    await commands.executeCommand('polar.newPolicy');
    expect([...disk.files.keys()]).toEqual([`${FOLDER}/data.json`]);
    expect(window.activeTextEditor).toBeUndefined();
  });
});

describe('findings in JSON', () => {
  const codes = (name: string) => running.client.findings.get(`${FOLDER}/${name}`)?.map(({ code }) => code) ?? [];
  const POLICY_OF_DATA = {
    'main.polar': 'f(x: Thing) if x.a = 1;\n',
    'polar.config.json': '{"data": "my.polar-data.json", "data": "my.polar-data.json", "nope": 1}',
  };

  it('that VS Code has itself are not listed twice while a file is open, and come back when it is closed', async () => {
    await start({ ...POLICY_OF_DATA, 'my.polar-data.json': '{"classes": {"Thing": 1}, "objects": {}}' });
    await until('findings', () => codes('polar.config.json').length > 0);
    const all = codes('polar.config.json');
    expect(all).toContain('duplicate-name');
    const others = all.filter((code) => code !== 'duplicate-name');
    expect(others.length).toBeGreaterThan(0);
    const document = await openTextDocument(uriOf('polar.config.json'));
    expect(codes('polar.config.json')).toEqual(others);
    closeDocument(document);
    expect(codes('polar.config.json')).toEqual(all);
  });

  it.each([
    ['my.polar-data.json', true],
    ['polar-data.json', true],
    ['data.json', false],
    ['mypolar-data.json', false],
    ['polar-data.json.json', false],
  ])('%s is checked by a schema: %s', async (name, bySchema) => {
    await start({});
    const found = ['wrong-type', 'unknown-key', 'missing-class', 'reserved-class', 'malformed-json', 'other'].map(
      (code) => ({ code }),
    );
    const listed: unknown[][] = [];
    const list = (_: unknown, left: unknown[]): void =>
      void listed.push(left.map((each) => (each as { code: string }).code));
    disk.write(`${FOLDER}/${name}`, '{}');
    const { handleDiagnostics } = running.client.options.middleware!;
    handleDiagnostics!(uriOf(name) as never, found as never, list as never);
    await openTextDocument(uriOf(name));
    handleDiagnostics!(uriOf(name) as never, [], list as never);
    // Found no more: closing the file brings nothing back.
    closeDocument(await openTextDocument(uriOf(name)));
    expect(listed).toEqual([
      found.map(({ code }) => code),
      bySchema ? ['other'] : ['wrong-type', 'unknown-key', 'missing-class', 'reserved-class', 'other'],
      [],
    ]);
  });

  it("in a policy are all the server's", async () => {
    await start({});
    const listed: unknown[] = [];
    const found = [{ code: 'malformed-json' }];
    disk.write(`${FOLDER}/main.polar`, '');
    await openTextDocument(uriOf('main.polar'));
    running.client.options.middleware!.handleDiagnostics!(
      uriOf('main.polar') as never,
      found as never,
      (_, left) => void listed.push(left),
    );
    expect(listed).toEqual([found]);
  });
});

describe('the policy in the status bar', () => {
  const item = () =>
    person.statusItems[0] as unknown as {
      text: string;
      shown: boolean;
      tooltip: { value: string; isTrusted: { enabledCommands: string[] } };
      accessibilityInformation: { label: string };
    };

  it('is that of the file that is open, with the reason, and none beside other files', async () => {
    await start({
      'a/main.polar': CLOUD,
      'b/one.polar': POLICY,
      'b/two.polar': POLICY,
      'a/polar.config.json': '{}',
      'b/polar.config.json': '{"dialect": "library"}',
      'data.json': '{}',
    });
    expect(person.statusItems).toHaveLength(1);
    expect(item()).toMatchObject({
      id: 'polar.dialect',
      name: 'Polar policy',
      command: 'polar.showStatus',
      shown: false,
    });
    await show('a/main.polar');
    await until('the dialect', () => item().shown);
    expect(item().text).toBe('Polar: Cloud');
    expect(item().tooltip.value.split('\n\n')).toEqual([
      expect.stringMatching(
        /^\$\(law\) \[Cloud dialect\]\(command:polar\.chooseDialect\?%5B%5D\) — main\.polar, line \d+, has /,
      ),
      '$(check) [No errors](command:workbench.actions.view.problems?%5B%5D) — in 1 file',
      '$(beaker) [No test has run](command:workbench.view.testing.focus?%5B%5D)',
    ]);
    expect(item().accessibilityInformation.label).toMatch(/^Polar policy: Cloud, because .+\. Click for more\.$/);
    await show('b/one.polar');
    await until('the other dialect', () => item().text.startsWith('Polar: Library'));
    expect(item().tooltip.value).toContain('in 2 files');
    await show('data.json');
    await until('nothing', () => !item().shown);
    await show('a/main.polar');
    await until('the dialect', () => item().shown);
    closeEditors();
    await until('nothing', () => !item().shown);
  });

  it('has the errors of all files of the policy, its data, and whether its tests pass, each of which a choice leads to', async () => {
    await start({
      'main.polar': 'f(1);\n?= f(1);\n?= f(2);\n',
      'other.polar': 'f(x) if nope(x);\n',
      'polar.config.json': '{"dialect": "library", "data": "objects.json"}',
      'objects.json': '{}',
    });
    await show('main.polar');
    await until('the error', () => item()?.text === 'Polar: Library  $(error) 1');
    await commands.executeCommand('polar.runTest', uriOf('main.polar').toString());
    await until('the tests', () => item().text === 'Polar: Library  $(error) 1  $(beaker) 0/2');
    expect(item().accessibilityInformation.label).toContain('1 error. 0 of 2 tests pass.');
    expect(item().tooltip.value).toContain('[objects\\.json](command:vscode.open?');
    expect(item().tooltip.isTrusted.enabledCommands).toEqual([
      'polar.chooseDialect',
      'workbench.actions.view.problems',
      'vscode.open',
      'workbench.view.testing.focus',
    ]);
    await commands.executeCommand('polar.showStatus');
    const { options } = lastSeen()!;
    expect(options).toEqual([
      '$(law) Library dialect',
      expect.stringMatching(/^\$\(error\) 1 error/),
      '$(database) objects.json',
      '$(beaker) 0 of 2 tests pass',
    ]);
    for (const [at, led] of [
      [1, ['workbench.actions.view.problems']],
      [2, ['vscode.open', uriOf('objects.json')]],
      [3, ['workbench.view.testing.focus']],
    ] as const) {
      person.choices = [options[at]];
      await commands.executeCommand('polar.showStatus');
      expect(person.executed.at(-1)).toEqual(led);
    }
    const { document: other } = await show('other.polar');
    other.set('g(x) if f(x);\n');
    const { document } = await show('main.polar');
    await until('no error', () => item().text === 'Polar: Library  $(beaker) 0/2');
    document.set(document.getText().replace('?= f(2)', '?= not f(2)'));
    await until('that the tests ran before', () => item().tooltip.value.includes('before the last change'));
    await commands.executeCommand('polar.runTest', uriOf('main.polar').toString());
    await until('the tests', () => item().text === 'Polar: Library  $(beaker) 2/2');
    expect(item().tooltip.value).toContain('[All 2 tests pass]');
  });

  it('offers to make a data file for a policy that wants one', async () => {
    await start({ 'main.polar': 'allow(u: User, "read", d: Doc) if d.owner = u;\n' });
    await show('main.polar');
    await until('the dialect', () => item()?.shown === true);
    expect(item().tooltip.value).toContain('[No data file](command:polar.createDataFile');
  });

  it('changes with the text', async () => {
    await start({ 'main.polar': 'f(1);\n' });
    const { document } = await show('main.polar');
    await until('the dialect', () => item().text === 'Polar: Library');
    document.set(CLOUD);
    await until('the other dialect', () => item().text === 'Polar: Cloud');
  });

  it('is not shown for a file that one has left when the answer comes', async () => {
    const { client } = await start({ 'main.polar': CLOUD, 'data.json': '{}' });
    client.before = async (method) => {
      if (method === 'polar/policyOf') await show('data.json');
    };
    await show('main.polar');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(item().shown).toBe(false);
    await client.stop();
    await show('main.polar');
    expect(item().shown).toBe(false);
  });

  describe('is chosen', () => {
    const choose = async (...choices: (string | undefined)[]) => {
      await show('main.polar');
      await until('the dialect', () => item().shown);
      person.choices = choices;
      await commands.executeCommand('polar.chooseDialect');
    };

    it.each([
      ['Detect', 'auto'],
      ['Library', 'library'],
      ['Cloud', 'cloud'],
    ])('%s, in the settings of the workspace', async (label, value) => {
      await start({ 'main.polar': CLOUD });
      await choose(label, 'In the settings');
      expect(
        person.seen.map(({ text, options }) => [text.replace(/: Now Cloud: .+/, ': Now Cloud: …'), options]),
      ).toEqual([
        ['Polar dialect: Now Cloud: …', ['Detect', 'Library', 'Cloud']],
        ['Where should the dialect be kept?', ['In a new polar.config.json', 'In the settings']],
      ]);
      expect(person.updates).toEqual([['dialect', value, 'workspace']]);
    });

    it('in the settings, too, where nothing says where; of the person, where no folder is open', async () => {
      await start({ 'main.polar': CLOUD }, { folder: undefined });
      await choose('Library', undefined);
      expect(person.updates).toEqual([['dialect', 'library', 'global']]);
    });

    it('in a new configuration, which is saved', async () => {
      await start({ 'main.polar': CLOUD });
      await choose('Library', 'In a new polar.config.json');
      expect(JSON.parse(disk.text(`${FOLDER}/polar.config.json`))).toMatchObject({ dialect: 'library' });
      expect(person.updates).toEqual([]);
    });

    it('in the configuration that there is, without a question', async () => {
      await start({ 'main.polar': CLOUD, 'polar.config.json': '{"dialect": "library"}' });
      await choose('Detect');
      expect(JSON.parse(disk.text(`${FOLDER}/polar.config.json`))).toEqual({});
      expect(person.seen).toHaveLength(1);
    });

    it('not at all, where one gives up', async () => {
      await start({ 'main.polar': CLOUD, 'polar.config.json': '{}' });
      await choose(undefined);
      expect(disk.text(`${FOLDER}/polar.config.json`)).toBe('{}');
      expect(person.updates).toEqual([]);
    });

    it('not in a configuration that is none', async () => {
      await start({ 'main.polar': CLOUD, 'polar.config.json': '[' });
      await choose('Library');
      expect(lastSeen()).toMatchObject({
        kind: 'error',
        text: 'polar.config.json could not be changed, because it is no valid JSON object. Correct it, then try again.',
      });
      vi.spyOn(workspace, 'applyEdit').mockResolvedValue(false);
      disk.write(`${FOLDER}/polar.config.json`, '{}');
      await until('that it is heard', async () => (await running.api.policyOf(uriOf('main.polar') as never))?.reason);
      person.seen = [];
      await choose('Library');
      expect(lastSeen()).toMatchObject({ kind: 'error' });
    });

    it('only where a policy is open', async () => {
      await start({ 'main.polar': CLOUD });
      await commands.executeCommand('polar.chooseDialect');
      expect(person.seen).toEqual([
        { kind: 'information', text: 'Open a .polar file to choose the dialect of its policy.', options: [] },
      ]);
    });
  });
});
