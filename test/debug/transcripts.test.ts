import { join } from 'node:path';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { describe, expect, it } from 'vitest';
import { diskHost, memoryHost, ROOT } from './test-host.ts';
import { Transcript } from './transcript.ts';

const QUICKSTART = join(ROOT, 'examples', 'quickstart');
const MAIN = join(QUICKSTART, 'main.polar');

/** The lines of the quickstart's policy that breakpoints stand on. */
const HAS_ROLE = 19;
const ROLE_IN = 20;
const PUBLIC = 25;
const ALLOW = 27;
const ALLOW_GOAL = 28;

const quickstart = (): Transcript => new Transcript(diskHost(QUICKSTART));
const memory = (policy: string): Transcript => new Transcript(memoryHost({ 'main.polar': policy }));

describe('a debug session, as its transcript has it', () => {
  it('runs to the end and tells the answers', async () => {
    const session = quickstart();
    await session.launch({ query: 'allow(larry, action, gmail)' });
    await session.rest();
    await session.check('answers');
  });

  it('says plainly that there is no answer', async () => {
    const session = quickstart();
    await session.launch({ query: 'allow(anne, "read", gmail)' });
    await session.rest();
    await session.check('no-answer');
  });

  it('stops at breakpoints on heads and goals, moved to the next one', async () => {
    const session = quickstart();
    await session.launch(
      { query: 'allow(larry, "read", gmail)' },
      { [MAIN]: [{ line: HAS_ROLE - 1 }, { line: ROLE_IN }, { line: ALLOW_GOAL }, { line: 999 }] },
    );
    await session.rest();
    await session.look(2);
    await session.go('continue');
    await session.look(3);
    await session.go('continue');
    await session.look();
    await session.check('breakpoints');
  });

  it('steps in, over and out, from the first goal on', async () => {
    const session = quickstart();
    await session.launch({ query: 'allow(larry, "read", gmail)', stopOnEntry: true });
    await session.rest();
    await session.look(2);
    for (const command of ['stepIn', 'stepIn', 'stepIn', 'next', 'next', 'stepOut', 'next']) {
      await session.go(command);
      await session.look();
    }
    await session.check('steps');
  });

  it('opens objects, and answers in the console what is asked within a frame', async () => {
    const session = quickstart();
    await session.launch({ query: 'allow(larry, "read", gmail)' }, { [MAIN]: [{ line: ROLE_IN + 1 }] });
    await session.rest();
    await session.look();
    const trace = (await session.send('stackTrace', { threadId: 1 })) as DebugProtocol.StackTraceResponse['body'];
    const frameId = trace.stackFrames[0]!.id;
    for (const expression of [
      'actor',
      'actor.name',
      'role.repository',
      '[1, {a: "b"}]',
      'role in actor.roles',
      'actor = 1',
      'nonsense(',
      'no_such_rule(1)',
    ]) {
      await session.send('evaluate', { expression, frameId, context: 'repl' });
    }
    const roles = (await session.send('evaluate', {
      expression: 'actor.roles',
      frameId,
      context: 'hover',
    })) as DebugProtocol.EvaluateResponse['body'];
    for (const role of await session.rows(roles.variablesReference)) {
      await session.send('variables', { variablesReference: role.variablesReference });
    }
    await session.send('completions', { frameId, text: 'actor.', column: 7 });
    await session.send('completions', { frameId, text: 'has_', column: 5 });
    await session.check('evaluate');
  });

  it('obeys conditions, hit counts and log points', async () => {
    const session = memory('f(x) if x in [1, 2, 3, 4, 5, 6] and g(x);\ng(x) if\n  x > 4;\n');
    await session.launch(
      { policies: 'main.polar', query: 'f(x)' },
      {
        'main.polar': [
          { line: 1, column: 37, condition: 'x = 3' },
          { line: 2, hitCondition: '% 2', column: 1 },
          { line: 3, logMessage: 'g is asked of {x}, which is {x > 4}' },
          { line: 3, condition: 'x >' },
          { line: 3, hitCondition: 'often' },
        ],
      },
    );
    await session.rest();
    await session.look();
    await session.go('continue');
    await session.go('continue');
    await session.go('continue');
    await session.check('conditions');
  });

  it('stops at predicates by name, with and without arity', async () => {
    const session = quickstart();
    await session.client.request('initialize', { adapterID: 'polar' });
    await session.send('launch', { query: 'allow(larry, "read", gmail)' });
    await session.send('setFunctionBreakpoints', {
      breakpoints: [
        { name: 'has_permission' },
        { name: 'has_role/3', hitCondition: '2' },
        { name: 'has_role/2' },
        { name: 'alow' },
        { name: '1(' },
      ],
    });
    await session.send('configurationDone');
    await session.rest();
    await session.look();
    await session.go('continue');
    await session.look();
    await session.check('function-breakpoints');
  });

  it('stops where goals fail, and says why', async () => {
    const session = quickstart();
    await session.client.request('initialize', { adapterID: 'polar' });
    await session.send('launch', { query: 'allow(anne, "read", gmail)' });
    await session.send('setExceptionBreakpoints', {
      filters: ['none'],
      filterOptions: [
        { filterId: 'fail', condition: 'has_role/3, has_permission' },
        { filterId: 'fial' },
        { filterId: 'redo', condition: 'f(x)' },
      ],
    });
    await session.send('configurationDone');
    await session.rest();
    await session.look();
    await session.send('exceptionInfo', { threadId: 1 });
    await session.go('continue');
    await session.send('exceptionInfo', { threadId: 1 });
    await session.send('setExceptionBreakpoints', { filters: ['none'] });
    await session.go('continue');
    await session.send('exceptionInfo', { threadId: 1 });
    await session.go('continue');
    await session.check('failures');
  });

  it('stops where a negation fails, and at runtime errors', async () => {
    const session = memory('f(x) if not g(x) or x.y = 1;\ng(1);\n');
    await session.client.request('initialize', { adapterID: 'polar' });
    await session.send('launch', { policies: 'main.polar', query: 'f(1)' });
    await session.send('setExceptionBreakpoints', { filters: ['error', 'negation'] });
    await session.send('configurationDone');
    await session.rest();
    await session.look();
    await session.send('exceptionInfo', { threadId: 1 });
    await session.go('continue');
    await session.look();
    await session.send('exceptionInfo', { threadId: 1 });
    await session.go('stepBack');
    await session.look();
    await session.check('errors');
  });

  it('goes back: a step, to a breakpoint, to a call, to the start', async () => {
    const session = quickstart();
    await session.launch({ query: 'allow(larry, action, gmail)' }, { [MAIN]: [{ line: ROLE_IN }] });
    await session.rest();
    await session.go('continue');
    await session.look();
    await session.go('stepBack');
    await session.look();
    await session.go('reverseContinue');
    await session.look();
    const trace = (await session.send('stackTrace', { threadId: 1 })) as DebugProtocol.StackTraceResponse['body'];
    await session.go('restartFrame', { frameId: trace.stackFrames[1]!.id });
    await session.look();
    const { targets } = (await session.send('gotoTargets', {
      source: { path: MAIN },
      line: ALLOW_GOAL,
    })) as DebugProtocol.GotoTargetsResponse['body'];
    await session.go('goto', { threadId: 1, targetId: targets.at(-1)!.id });
    await session.look();
    await session.go('reverseContinue');
    await session.look();
    await session.check('time-travel');
  });

  it('shows choice points, makes a goal fail, goes to the next answer', async () => {
    const session = quickstart();
    await session.launch({ query: 'allow(larry, action, gmail)' }, { [MAIN]: [{ line: ROLE_IN + 1 }] });
    await session.rest();
    await session.send('polar/choicePoints');
    await session.go('polar/forceFail');
    await session.look();
    await session.go('polar/nextSolution');
    await session.look();
    await session.go('polar/nextSolution');
    await session.send('setBreakpoints', { source: { path: MAIN }, breakpoints: [] });
    await session.go('continue');
    await session.check('choice-points');
  });

  it('watches a variable being bound and unbound', async () => {
    const session = memory('f(x) if\n  x in [1, 2] and\n  y = x and\n  y > 1;\n');
    await session.launch({ policies: 'main.polar', query: 'f(x)', stopOnEntry: true }, { 'main.polar': [{ line: 2 }] });
    await session.rest();
    await session.go('continue');
    const trace = (await session.send('stackTrace', { threadId: 1 })) as DebugProtocol.StackTraceResponse['body'];
    const info = (await session.send('dataBreakpointInfo', { name: 'y', frameId: trace.stackFrames[0]!.id })) as {
      dataId: string;
    };
    await session.send('setBreakpoints', { source: { path: 'main.polar' }, breakpoints: [] });
    await session.send('setDataBreakpoints', { breakpoints: [{ dataId: info.dataId }] });
    for (let turn = 0; turn < 3; turn++) {
      await session.go('continue');
      await session.look();
    }
    await session.check('data-breakpoints');
  });

  it('sets a variable as a what-if', async () => {
    const session = memory('f(x) if\n  g(y) and\n  x = y;\ng(1);\ng(2);\n');
    await session.launch({ policies: 'main.polar', query: 'f(x)' }, { 'main.polar': [{ line: 2 }] });
    await session.rest();
    const trace = (await session.send('stackTrace', { threadId: 1 })) as DebugProtocol.StackTraceResponse['body'];
    const { scopes } = (await session.send('scopes', {
      frameId: trace.stackFrames[0]!.id,
    })) as DebugProtocol.ScopesResponse['body'];
    const { variablesReference } = scopes.find((scope) => scope.name === 'Variables')!;
    await session.send('setVariable', { variablesReference, name: 'y', value: '2' });
    await session.look();
    await session.go('continue');
    await session.check('set-variable');
  });

  it('chooses the rule to step into, by goal, line and unification', async () => {
    const session = memory('f(x) if g(x) and h(x);\ng(1);\ng(2);\nh(2);\n');
    await session.launch({ policies: 'main.polar', query: 'f(x)' }, { 'main.polar': [{ line: 1, column: 9 }] });
    await session.rest();
    await session.look();
    const { targets } = (await session.send('stepInTargets', {
      frameId: 1,
    })) as DebugProtocol.StepInTargetsResponse['body'];
    await session.go('stepIn', { threadId: 1, targetId: targets[1]!.id });
    await session.look();
    await session.go('stepBack');
    await session.go('next', { threadId: 1, granularity: 'line' });
    await session.look();
    await session.go('stepIn', { threadId: 1, granularity: 'instruction' });
    await session.go('stepIn', { threadId: 1, granularity: 'instruction' });
    await session.check('granularity');
  });

  it('says of each rule that could have answered what did not fit', async () => {
    const session = memory(
      'f(1, x) if x > 5;\nf([_a, *_b], _c);\nf(2, "a");\nf(x: String, _y) if x = "b";\n?= f(2, 3) or f("a", 1);\n',
    );
    await session.client.request('initialize', { adapterID: 'polar' });
    await session.send('launch', { policies: 'main.polar', query: { file: 'main.polar', line: 5 } });
    await session.send('setExceptionBreakpoints', {
      filters: [],
      filterOptions: [{ filterId: 'fail', condition: 'f' }],
    });
    await session.send('configurationDone');
    for (let turn = 0; turn < 3; turn++) {
      await session.rest();
      await session.look(0);
      await session.send('exceptionInfo', { threadId: 1 });
      await session.send('continue', { threadId: 1 });
    }
    await session.rest();
    await session.check('candidates');
  });

  it('tells what is printed, logged and answered once, however often it passes there', async () => {
    const session = memory('f(x) if\n  x in [1, 2] and\n  print("x is", x) and\n  x > 0;\n');
    await session.launch(
      { policies: 'main.polar', query: 'f(x)', stopOnResult: true },
      { 'main.polar': [{ line: 4, logMessage: 'at {x}' }] },
    );
    await session.rest();
    await session.go('continue');
    await session.go('reverseContinue');
    await session.go('continue');
    await session.go('continue');
    await session.check('told-once');
  });

  it('stops at limits, and says which', async () => {
    const session = memory('f(x) if x in [1, 2, 3];\ng(x) if g(x);\n');
    await session.launch({ policies: 'main.polar', query: 'f(x)', limits: { solutions: 2 } });
    await session.rest();
    await session.send('restart', { arguments: { policies: 'main.polar', query: 'g(1)', limits: { depth: 100 } } });
    await session.rest();
    await session.check('limit');
  });

  it('runs without looking at breakpoints when it is asked to', async () => {
    const session = quickstart();
    await session.launch(
      { query: 'allow(larry, action, gmail)', noDebug: true, stopOnEntry: true },
      { [MAIN]: [{ line: ROLE_IN }] },
    );
    await session.rest();
    await session.check('run');
  });

  it('pages long lists, and says how many are left to a client that cannot', async () => {
    const list = `[${Array.from({ length: 2_500 }, (_, index) => index).join(', ')}]`;
    const session = memory(`f(x) if\n  x = ${list} and\n  x = x;\n`);
    await session.client.request('initialize', { adapterID: 'polar' });
    await session.client.request('launch', { policies: 'main.polar', query: 'f(x)' });
    await session.client.request('setBreakpoints', { source: { path: 'main.polar' }, breakpoints: [{ line: 3 }] });
    await session.client.request('configurationDone');
    await session.rest();
    const evaluated = (await session.client.request('evaluate', { expression: 'x' })).body;
    session.remark(`a list of ${evaluated.indexedVariables}`);
    const reference = { variablesReference: evaluated.variablesReference };
    await session.send('variables', { ...reference, filter: 'indexed', start: 1_998, count: 3 });
    await session.send('variables', { ...reference, filter: 'named' });
    const all = await session.rows(evaluated.variablesReference);
    session.remark(`without paging: ${all.length} lines, the last one: ${all.at(-1)?.name} ${all.at(-1)?.value}`);
    await session.check('paging');
  });

  it('says that a long search runs, and pauses it when that is cancelled', async () => {
    let now = 0;
    const host = { ...memoryHost({ 'main.polar': 'f(x) if f(x);\n' }), now: () => (now += 50) };
    const session = new Transcript(host);
    await session.client.request('initialize', { adapterID: 'polar', supportsProgressReporting: true });
    await session.client.request('launch', { policies: 'main.polar', query: 'f(1)' });
    await session.client.request('configurationDone');
    const { progressId } = (await session.client.next('progressStart')).body;
    await session.client.request('cancel', { progressId });
    expect((await session.client.next('progressEnd')).body.progressId).toBe(progressId);
    expect((await session.rest()).body.reason).toBe('pause');
    await session.client.request('disconnect');
  });

  it('pauses a search that never ends, and terminates it', async () => {
    const session = memory('f(x) if f(x);\n');
    await session.launch({ policies: 'main.polar', query: 'f(1)' });
    await new Promise((resolve) => setImmediate(resolve));
    await session.client.request('pause', { threadId: 1 });
    expect((await session.rest()).body.reason).toBe('pause');
    await session.client.request('continue', { threadId: 1 });
    await session.client.request('terminate');
    await session.client.next('terminated');
    // Where it is paused depends on how quick the machine is: nothing of that is compared.
  });

  it('restarts with its breakpoints', async () => {
    const session = quickstart();
    await session.launch({ query: 'allow(larry, "read", gmail)' }, { [MAIN]: [{ line: ALLOW }, { line: PUBLIC }] });
    await session.rest();
    await session.go('restart', {});
    await session.look();
    await session.send('terminate');
    await session.rest();
    await session.check('restart');
  });

  it('lists its texts, longhand included, and where breakpoints may stand', async () => {
    const session = quickstart();
    await session.launch({ query: 'allow(larry, "read", gmail)', stopOnEntry: true });
    await session.rest();
    const { sources } = (await session.send('loadedSources')) as DebugProtocol.LoadedSourcesResponse['body'];
    for (const { sourceReference } of sources) {
      if (sourceReference !== undefined) await session.send('source', { sourceReference });
    }
    await session.send('breakpointLocations', { source: { path: MAIN }, line: 10, endLine: 26 });
    await session.check('sources');
  });
});

describe('a wrong launch configuration', () => {
  it.each([
    ['an unknown field', { query: 'allow(larry, "read", gmail)', polices: 'main.polar' }],
    ['no query', {}],
    ['a wrong type', { query: 'allow(larry, "read", gmail)', stopOnEntry: 'yes', data: 3 }],
    ['a missing policy', { query: 'f(1)', policies: 'nowhere.polar' }],
    ['a missing data file', { query: 'f(1)', policies: 'good.polar', data: 'nowhere.json' }],
    ['malformed data', { query: 'f(1)', policies: 'good.polar', data: 'bad.json' }],
    ['a policy with a fault', { query: 'f(1)', policies: 'bad.polar' }],
    ['a query that does not parse', { query: 'f(1', policies: 'good.polar' }],
    ['an unknown rule', { query: 'g(1)', policies: 'good.polar' }],
    ['an unknown object', { query: 'f(lary)', policies: 'good.polar', data: 'good.json' }],
    ['an unknown class', { query: 'f(new Usr())', policies: 'good.polar', data: 'good.json' }],
    ['an unknown inline query', { query: { file: 'good.polar', line: 1 }, policies: 'good.polar' }],
    ['an inline query of another file', { query: { file: 'bad.polar', line: 1 }, policies: 'good.polar' }],
  ])('%s is named, with what to do', async (name, configuration) => {
    const session = new Transcript(
      memoryHost({
        'good.polar': 'f(_x);\n?= f(1);\n',
        'bad.polar': 'f(x) if ;\n',
        'good.json': '{"classes": {"User": {}}, "objects": {"larry": {"$class": "User"}}}',
        'bad.json': '{"objects": {"larry": {"$class": "User"',
      }),
    );
    await session.launch(configuration);
    // What is wrong in the query alone does not keep it from running.
    if (name === 'an unknown object') await session.rest();
    await session.check(`wrong-${name.replaceAll(' ', '-')}`);
  });
});
