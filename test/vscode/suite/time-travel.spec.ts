import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { type Debugging, debug } from './debugging.ts';
import { at, open, until, workspaceUri } from './editor.ts';

const launch = (query: string): Record<string, unknown> => ({
  policies: workspaceUri('quickstart/main.polar').fsPath,
  data: workspaceUri('quickstart/data.json').fsPath,
  query,
});

describe('Time travel', () => {
  let main: vscode.TextDocument;
  let added: vscode.Breakpoint[] = [];
  before(async () => {
    main = await open('quickstart/main.polar');
  });
  afterEach(async () => {
    vscode.debug.removeBreakpoints(added);
    added = [];
    await vscode.debug.stopDebugging();
    await until('every session to end', () => vscode.debug.activeDebugSession === undefined);
  });

  const breakOn = (text: string, condition?: string): void => {
    const location = new vscode.Location(main.uri, at(main, text));
    added.push(new vscode.SourceBreakpoint(location, true, condition));
    vscode.debug.addBreakpoints(added);
  };
  const run = async (session: Debugging, command: string): Promise<void> => {
    await vscode.commands.executeCommand(`workbench.action.debug.${command}`);
    await session.stopped();
  };
  const where = async (session: Debugging): Promise<string> => {
    const [frame] = await session.frames();
    return `${frame?.name.split('(')[0]}:${frame?.line}`;
  };
  const lineOf = (text: string): number => at(main, text).line + 1;

  it('hits a conditional breakpoint, steps, steps back, and finds the same values again', async () => {
    breakOn('role in actor.roles', 'role_name = "admin"');
    const session = await debug(launch('allow(larry, "read", gmail)'));
    assert.equal((await session.stopped()).reason, 'breakpoint');
    assert.equal((await session.variables('Arguments')).role_name, '"admin"');
    const here = await where(session);
    assert.equal(here, `has_role:${lineOf('role in actor.roles')}`);
    assert.equal((await session.variables('Variables')).role, 'unbound');
    await run(session, 'stepOver');
    assert.equal(await where(session), `has_role:${lineOf('role_name = role.name')}`);
    assert.match((await session.variables('Variables')).role ?? '', /admin/);
    await run(session, 'stepBack');
    assert.equal(await where(session), here);
    assert.equal((await session.variables('Variables')).role, 'unbound');
  });

  it('goes back to the last breakpoint, and retries a frame', async () => {
    breakOn('has_permission(actor, action, resource)');
    breakOn('repository = role.repository');
    const session = await debug(launch('allow(larry, action, gmail)'));
    await session.stopped();
    await run(session, 'continue');
    assert.equal(await where(session), `has_role:${lineOf('repository = role.repository')}`);
    await run(session, 'reverseContinue');
    assert.equal(await where(session), `allow:${lineOf('has_permission(actor, action, resource)')}`);
    await run(session, 'continue');
    const frames = await session.frames();
    const allow = frames.find(({ name }) => name.startsWith('allow('));
    await session.session.customRequest('restartFrame', { frameId: allow?.id });
    assert.equal((await session.stopped()).reason, 'restart');
    assert.equal((await session.frames()).length, 1);
  });

  it('lists choice points, retries one, and goes from answer to answer', async () => {
    breakOn('role in actor.roles');
    const session = await debug(launch('allow(larry, action, gmail)'));
    await session.stopped();
    const { choicePoints } = (await session.session.customRequest('polar/choicePoints')) as {
      choicePoints: { goal: string; activation: number; clauses: string[] }[];
    };
    assert.ok(choicePoints.some(({ goal }) => goal === 'has_permission(larry, _, gmail)'));
    await session.session.customRequest('polar/retry', { activation: choicePoints[0]?.activation });
    assert.equal((await session.stopped()).reason, 'restart');
    await vscode.commands.executeCommand('polar.debug.nextSolution');
    await session.stopped();
    assert.deepEqual(Object.values(await session.variables('Results')), ['action = "read"']);
    await vscode.commands.executeCommand('polar.debug.nextSolution');
    await session.stopped();
    assert.deepEqual(Object.values(await session.variables('Results')), ['action = "read"', 'action = "push"']);
  });

  it('asks the session that is chosen, where two stand still at once', async () => {
    breakOn('role in actor.roles');
    const first = await debug(launch('allow(larry, action, gmail)'));
    await first.stopped();
    const here = await where(first);
    const second = await debug({ ...launch('allow(larry, "read", gmail)'), name: 'second' });
    await second.stopped();
    await vscode.commands.executeCommand('polar.debug.nextSolution');
    await second.stopped();
    assert.deepEqual(Object.values(await second.variables('Results')), ['true']);
    assert.equal(await where(first), here);
    await vscode.debug.stopDebugging(second.session);
    await until('the other session to be chosen', () => vscode.debug.activeDebugSession?.id === first.session.id);
    await vscode.commands.executeCommand('polar.debug.nextSolution');
    const results = (): Promise<readonly string[]> =>
      first.variables('Results').then(Object.values, () => Promise.resolve([]));
    for (let found = await results(); found.length === 0; found = await results());
    assert.deepEqual(await results(), ['action = "read"']);
  });

  it('says why a goal failed', async () => {
    const session = await debug({ ...launch('allow(anne, "read", gmail)'), stopOnFail: true });
    assert.equal((await session.stopped()).reason, 'exception');
    const info = (await session.session.customRequest('exceptionInfo', {
      threadId: 1,
    })) as DebugProtocol.ExceptionInfoResponse['body'];
    assert.match(info.description ?? '', /gmail\.is_public is false/);
  });

  it('says why a query has no answer', async () => {
    const session = await debug(launch('allow(anne, "delete", react)'), { noDebug: true });
    assert.match(
      await session.ended(),
      /No answer: the query is false\.\nallow\(anne, "delete", react\) fails:[\s\S]*"admin" is not "maintainer"/,
    );
  });
});
