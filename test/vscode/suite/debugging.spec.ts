import assert from 'node:assert/strict';
import { afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { breakpoints, debug, watch } from './debugging.ts';
import { at, lenses, open, until, workspaceUri, write } from './editor.ts';

const QUERY = 'allow(larry, "read", gmail)';
const launch = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  policies: workspaceUri('quickstart/main.polar').fsPath,
  data: workspaceUri('quickstart/data.json').fsPath,
  query: QUERY,
  ...more,
});

describe('Debugging', () => {
  let main: vscode.TextDocument;
  let clear: (() => void)[] = [];
  before(async () => {
    main = await open('quickstart/main.polar');
  });
  afterEach(async () => {
    for (const each of clear) each();
    clear = [];
    await vscode.debug.stopDebugging();
    await until('every session to end', () => vscode.debug.activeDebugSession === undefined);
  });
  const breakOn = (...positions: vscode.Position[]): void => {
    clear.push(breakpoints(main.uri, positions).clear);
  };

  it('stops on entry, steps in, over and out, and ends with the answer in the console', async () => {
    const session = await debug(launch({ stopOnEntry: true }));
    assert.equal((await session.stopped()).reason, 'entry');
    await session.press('stepInto');
    await session.stopped();
    const [inner] = await session.frames();
    assert.match(inner?.name ?? '', /allow/);
    await session.press('stepInto');
    await session.stopped();
    const depth = (await session.frames()).length;
    await session.press('stepOver');
    await session.stopped();
    assert.ok((await session.frames()).length <= depth + 1, 'a step over does not go deeper than its goal');
    await session.press('stepOut');
    await session.press('continue');
    assert.match(await session.ended(), /true\n.*One answer\./s);
  });

  it('stops at a verified breakpoint on a goal, with the call stack by name and values, and nothing selected', async () => {
    breakOn(at(main, 'role in actor.roles'));
    const session = await debug(launch());
    assert.equal((await session.stopped()).reason, 'breakpoint');
    const frames = await session.frames();
    assert.ok(frames.length >= 4, frames.map(({ name }) => name).join(', '));
    assert.match(frames[0]?.name ?? '', /^has_role\(larry, /);
    assert.equal(frames[0]?.line, at(main, 'role in actor.roles').line + 1);
    assert.equal(frames[0]?.column, 3);
    assert.ok((frames[0]?.name.length ?? 0) < 20, 'a name leaves room for the file and the line');
    // What a frame covers would be selected, and the next key would replace it.
    await until('the editor to show the goal', () => vscode.window.activeTextEditor?.selection.active.character === 2);
    assert.ok(vscode.window.activeTextEditor?.selection.isEmpty);
    assert.ok(frames.some(({ name }) => /^has_permission\(/.test(name)));
    assert.ok(frames.some(({ name }) => /^allow\(larry, /.test(name)));
    await session.press('continue');
    await session.stopped();
  });

  it('runs and debugs a policy that is not saved, from F5 and from its lenses, and asks for no file', async () => {
    const text = 'f(x) if x in [1, 2, 3];\n?= f(3);\nallow(a, b, _c) if a = b;\n';
    const document = await vscode.workspace.openTextDocument({ language: 'polar', content: text });
    await vscode.window.showTextDocument(document);
    clear.push(() => void vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor'));
    for (const command of (await lenses(document, '?= f(3)')).slice(0, 2)) {
      assert.match(command.title, /Run|Debug/);
      const watched = watch();
      await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
      assert.match(await (await watched.debugging()).ended(), /true\n.*One answer\./s);
    }
    assert.match(await (await debug({ query: 'f(x)' })).ended(), /3 answers\./);
    assert.equal(document.isUntitled, true);
    assert.equal(document.isDirty, true);
  });

  it('closes the texts of a session with it, so that F5 is about a file again', async () => {
    const ofSessions = (): vscode.Tab[] =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .filter(({ input }) => input instanceof vscode.TabInputText && input.uri.scheme === 'debug');
    const session = await debug(launch({ query: 'x = 1 and x = 2', stopOnEntry: true }));
    await session.stopped();
    await until('the text of the query to be shown', () => ofSessions().length > 0);
    await vscode.debug.stopDebugging();
    await until('it to be closed', () => ofSessions().length === 0);
    const next = await debug(launch({ query: 'x = 1', stopOnEntry: true }));
    assert.equal((await next.stopped()).reason, 'entry');
  });

  it('offers the variables of a rule in the condition of a breakpoint', async () => {
    const goal = at(main, 'role in actor.roles');
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      main.uri,
      // Where VS Code asks for the box of a condition.
      new vscode.Position(goal.line, 0),
    );
    const labels = items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    for (const name of ['actor', 'role', 'role_name', 'repository'])
      assert.equal(labels.filter((label) => label === name).length, 1, `${name}: ${labels}`);
  });

  it('stops at a breakpoint on the head of a rule', async () => {
    breakOn(at(main, 'allow(actor, action, resource)'));
    const session = await debug(launch());
    assert.equal((await session.stopped()).reason, 'breakpoint');
    const [inner] = await session.frames();
    assert.match(inner?.name ?? '', /^allow\(larry, /);
    assert.equal(inner?.line, at(main, 'allow(actor, action, resource)').line + 1);
  });

  it('moves a breakpoint on a line without a goal to the next goal, and reports it as verified', async () => {
    const uri = main.uri;
    const added = new vscode.SourceBreakpoint(new vscode.Location(uri, at(main, '# The application knows')));
    vscode.debug.addBreakpoints([added]);
    clear.push(() => vscode.debug.removeBreakpoints([added]));
    const session = await debug(launch({ stopOnEntry: true }));
    await session.stopped();
    const bound = await until('the breakpoint to be verified', async () => {
      const found = (await session.session.getDebugProtocolBreakpoint(added)) as
        | { verified?: boolean; line?: number }
        | undefined;
      return found?.verified === true && found;
    });
    assert.equal(bound.line, at(main, 'has_role(actor: User').line + 1);
  });

  it('shows arguments and variables, and evaluates in the console', async () => {
    breakOn(at(main, 'role_name = role.name'));
    const session = await debug(launch());
    await session.stopped();
    const values = { ...(await session.variables('Arguments')), ...(await session.variables('Variables')) };
    const text = JSON.stringify(values);
    assert.match(text, /actor/);
    assert.match(text, /larry/);
    assert.match(text, /role_name/);
    assert.match(await session.evaluate('role.name'), /"admin"/);
    assert.match(await session.evaluate('actor = larry'), /true/);
    assert.match(await session.evaluate('actor = anne'), /false|No answer/);
    assert.match(
      await session.evaluate('role.nothing_like_this').catch(({ message }: Error) => message),
      /nothing_like_this/,
    );
  });

  it('prints every answer to a query with an unbound name', async () => {
    const session = await debug(launch({ query: 'allow(larry, action, gmail)' }));
    const printed = await session.ended();
    for (const action of ['read', 'push', 'delete']) assert.match(printed, new RegExp(`action.*"${action}"`));
  });

  it('says that there is no answer', async () => {
    const session = await debug(launch({ query: 'allow(anne, "read", gmail)' }));
    assert.match(await session.ended(), /No answer/);
  });

  for (const [fault, more, message] of [
    ['a query that does not parse', { query: 'allow(larry, ' }, /query.*allow\(larry,/is],
    ['an unknown name in the query', { query: 'allow(lary, "read", gmail)' }, /lary/],
    ['a data file that is not there', { data: '/nowhere/data.json' }, /data\.json/],
    ['a policy that is not there', { policies: '/nowhere/main.polar' }, /nowhere/],
  ] as const)
    it(`says what is wrong with ${fault}, and ends`, async () => {
      const watched = watch();
      const folder = vscode.workspace.workspaceFolders?.[0];
      const configuration = { type: 'polar', request: 'launch', name: 'test', ...launch(more) };
      const refused = await vscode.debug.startDebugging(folder, configuration).then(
        (started) => (started ? undefined : 'the session did not start'),
        (error: Error) => error.message,
      );
      const printed = refused ?? (await (await watched.debugging()).ended());
      assert.match(printed, message);
    });

  it('does not start with a wrong field (the window test reads the message)', async () => {
    const configuration = { type: 'polar', request: 'launch', name: 'test', ...launch({ stopOnEntry: 'perhaps' }) };
    const started = await vscode.debug.startDebugging(vscode.workspace.workspaceFolders?.[0], configuration).then(
      (value) => value,
      () => false,
    );
    assert.equal(started, false);
  });
});

describe('Lenses', () => {
  it('offer Run, Debug and Explain above an inline query, and run it without a launch.json', async () => {
    const document = await write('scratch/query.polar', 'yes(1);\n\n?= yes(1);\n');
    const commands = await lenses(document, '?= yes(1)');
    assert.deepEqual(
      commands.map(({ title }) => title.replace(/^\$\([^)]*\)\s*/, '')),
      ['Run', 'Debug', 'Explain'],
    );
    const run = commands[0] as vscode.Command;
    const watched = watch();
    await vscode.commands.executeCommand(run.command, ...(run.arguments ?? []));
    assert.match(await (await watched.debugging()).ended(), /true\n.*One answer\./s);
  });

  it('offer Run, Debug and Explain above allow', async () => {
    const document = await open('quickstart/main.polar');
    const commands = await lenses(document, 'allow(actor, action, resource)');
    assert.deepEqual(
      commands.map(({ title }) => title.replace(/^\$\([^)]*\)\s*/, '')),
      ['Run', 'Debug', 'Explain'],
    );
  });
});
