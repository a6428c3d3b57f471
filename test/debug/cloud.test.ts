import type { DebugProtocol } from '@vscode/debugprotocol';
import { describe, expect, it } from 'vitest';
import { consoleOf, stopsOf, stopText } from './debug-run.ts';
import { InProcessClient } from './in-process-client.ts';
import { memoryHost } from './test-host.ts';

const POLICY = `actor User {}
resource Folder {
  roles = ["reader", "writer"];
  permissions = ["read", "write"];
  relations = { parent: Folder };
  "read" if "reader";
  "write" if "writer";
  "reader" if "writer";
  role if role on "parent";
}
allow(actor, action, resource) if
  has_permission(actor, action, resource) and
  not is_locked(resource);
is_locked(folder: Folder) if locked(folder, true);
test fixture folders {
  has_relation(Folder{"b"}, "parent", Folder{"a"});
  has_relation(Folder{"a"}, "parent", Folder{"b"});
}
test "writers read" {
  setup {
    fixture folders;
    has_role(User{"anne"}, "writer", Folder{"a"});
  }
  assert allow(User{"anne"}, "read", Folder{"b"});
  assert_not allow(User{"bob"}, "read", Folder{"b"});
}
test "wrong" {
  setup { has_role(User{"anne"}, "reader", Folder{"a"}); }
  assert allow(User{"anne"}, "read", Folder{"a"});
  assert allow(User{"anne"}, "write", Folder{"a"});
}
`;

const lineOf = (piece: string): number => POLICY.slice(0, POLICY.indexOf(piece)).split('\n').length;

interface Run {
  readonly launch: object;
  readonly files?: Record<string, string>;
  readonly breakpoints?: readonly DebugProtocol.SourceBreakpoint[];
  readonly filters?: readonly string[];
}

async function debugging({ launch, files = {}, breakpoints = [], filters = [] }: Run): Promise<InProcessClient> {
  const client = new InProcessClient(memoryHost({ 'main.polar': POLICY, ...files }));
  await client.request('initialize', {});
  const launched = await client.request('launch', { policies: 'main.polar', now: 100, ...launch });
  expect(launched.message).toBeUndefined();
  await client.request('setBreakpoints', { source: { path: '/w/main.polar' }, breakpoints });
  await client.request('setExceptionBreakpoints', { filters });
  await client.request('configurationDone');
  return client;
}

async function stackOf(client: InProcessClient): Promise<string[]> {
  const { body } = await client.request('stackTrace', { threadId: 1 });
  return body.stackFrames.map(({ name, line }: DebugProtocol.StackFrame) => `${name}:${line}`);
}

async function variablesOf(client: InProcessClient, name: string, frame = 0): Promise<string[]> {
  const { body } = await client.request('stackTrace', { threadId: 1 });
  const { body: scopes } = await client.request('scopes', { frameId: body.stackFrames[frame].id });
  const scope = scopes.scopes.find((one: DebugProtocol.Scope) => one.name === name);
  if (scope === undefined) return [];
  const rows = await client.request('variables', { variablesReference: scope.variablesReference });
  return rows.body.variables.map(({ name, value }: DebugProtocol.Variable) => `${name} = ${value}`);
}

const launch = { test: 'writers read', stopOnEntry: true };

/** Steps until a stop is told in these words; gives the words of all stops on the way. */
async function stepTo(client: InProcessClient, words: string, command = 'stepIn'): Promise<string[]> {
  const stops: string[] = [];
  for (let step = 0; step < 100; step++) {
    await client.request(command, { threadId: 1 });
    const { event, body } = await client.next('stopped', 'terminated');
    if (event === 'terminated') throw new Error(`It has ended after: ${stops.join('\n')}`);
    stops.push(stopText(body));
    if (stops.at(-1)!.startsWith(words)) return stops;
  }
  throw new Error(`It did not stop at ${words}, but at: ${stops.join('\n')}`);
}

describe('A test of a Cloud policy under the debugger', () => {
  it('stops at its first assertion, steps into a rule, shows its variables, steps back, and ends', async () => {
    const client = await debugging({ launch });
    const { body } = await client.next('stopped');
    expect(body).toMatchObject({ reason: 'entry', description: 'call allow/3' });
    const assertion = lineOf('assert allow(User{"anne"}, "read", Folder{"b"})');
    expect(await stackOf(client)).toEqual([`test "writers read":${assertion}`]);
    await stepTo(client, 'unify allow/3');
    expect(await stackOf(client)).toEqual([
      `allow(User{"anne"}, "read", Folder{"b"}):${lineOf('allow(actor, action')}`,
      `test "writers read":${assertion}`,
    ]);
    expect(await variablesOf(client, 'Arguments')).toEqual([
      'actor = User{"anne"}',
      'action = "read"',
      'resource = Folder{"b"}',
    ]);
    await client.request('stepBack', { threadId: 1 });
    expect((await client.next('stopped')).body.description).toBe('call allow/3');
    await client.request('setExceptionBreakpoints', { filters: [] });
    await client.request('continue', { threadId: 1 });
    await client.next('terminated');
    expect(consoleOf(client)).toEqual(['The test passes: both assertions hold.']);
  });

  it('goes through shorthands, facts of the setup and of fixtures, and what is known already', async () => {
    const client = await debugging({ launch });
    await client.next('stopped');
    await stepTo(client, 'fact has_relation/3');
    expect((await stackOf(client)).slice(0, 4)).toEqual([
      `has_relation(Folder{"b"}, "parent", Folder{"a"}):${lineOf('has_relation(Folder{"b"}')}`,
      `has_role(User{"anne"}, "writer", Folder{"b"}):${lineOf('role if role on')}`,
      `has_role(User{"anne"}, "reader", Folder{"b"}):${lineOf('"reader" if "writer"')}`,
      `has_permission(User{"anne"}, "read", Folder{"b"}):${lineOf('"read" if "reader"')}`,
    ]);
    expect(await variablesOf(client, 'Variables', 1)).toContain('related = Folder{"a"}');
    await stepTo(client, 'fact has_role/3');
    expect((await stackOf(client))[0]).toBe(
      `has_role(User{"anne"}, "writer", Folder{"a"}):${lineOf('has_role(User{"anne"}, "writer"')}`,
    );
    expect(await variablesOf(client, 'Variables', 1)).toContain('related = Folder{"a"}');
  });

  it.each<[string, string, string]>([
    ['the head of a rule', 'allow(actor, action', 'unify allow/3'],
    ['a goal', 'has_permission(actor, action, resource) and', 'call has_permission/3'],
    ['a negation', 'not is_locked', 'call is_locked/1'],
    ['a shorthand', '"reader" if "writer"', 'unify has_role/3'],
    ['a fact of a fixture', 'has_relation(Folder{"b"}', 'fact has_relation/3'],
    ['a fact of the setup', 'has_role(User{"anne"}, "writer"', 'fact has_role/3'],
    ['an assertion', 'assert_not allow', 'call allow/3'],
  ])('stops at a breakpoint on %s', async (_, piece, description) => {
    const line = lineOf(piece);
    const client = await debugging({ launch: { test: 'writers read' }, breakpoints: [{ line }] });
    const { body } = await client.next('stopped');
    expect(body).toMatchObject({ reason: 'breakpoint', description });
    const { body: stack } = await client.request('stackTrace', { threadId: 1 });
    expect(stack.stackFrames[0]).toMatchObject({ line, source: { path: '/w/main.polar' } });
  });

  it('takes conditions, counts and messages of breakpoints', async () => {
    const line = lineOf('allow(actor, action');
    const conditional = await debugging({
      launch: { test: 'writers read' },
      breakpoints: [{ line, condition: 'actor = User{"bob"}' }],
    });
    await conditional.next('stopped');
    expect((await stackOf(conditional))[0]).toContain('allow(User{"bob"}, "read", Folder{"b"})');
    const logging = await debugging({
      launch: { test: 'writers read' },
      breakpoints: [{ line, logMessage: '{actor} asks for {action}' }],
    });
    await logging.next('terminated');
    expect(consoleOf(logging)).toEqual([
      'User{"anne"} asks for "read"',
      'User{"bob"} asks for "read"',
      'The test passes: both assertions hold.',
    ]);
  });

  it('stops where an assertion fails, says why, and ends with what failed', async () => {
    const client = await debugging({ launch: { test: 'wrong' }, filters: ['assertion'] });
    const { body } = await client.next('stopped');
    expect(body).toMatchObject({ reason: 'exception', description: 'fail allow/3' });
    const { body: information } = await client.request('exceptionInfo', { threadId: 1 });
    expect(information.exceptionId).toBe('Failed assertion');
    expect(information.details.stackTrace).toContain(
      'Expected that allow(User:anne, String:write, Folder:a) holds, but it does not.',
    );
    expect(information.details.stackTrace).toContain(
      'It would hold with has_role(User{"anne"}, "writer", Folder{"a"}).',
    );
    await client.request('continue', { threadId: 1 });
    await client.next('terminated');
    expect(consoleOf(client)[0]).toBe('The test fails: 1 of 2 assertions does not hold.');
    expect(consoleOf(client)[1]).toContain('Expected that allow(User:anne, String:write, Folder:a) holds');
  });

  it('shows the facts that the goal could use, and what the search can come back to', async () => {
    const client = await debugging({ launch });
    await client.next('stopped');
    await stepTo(client, 'call has_relation/3');
    expect(await variablesOf(client, 'Facts')).toEqual(['0 = has_relation(Folder{"b"}, "parent", Folder{"a"})']);
    const points = await variablesOf(client, 'Choice points');
    expect(points.join('\n')).toContain('one rule left');
  });

  it('answers the console: values, queries with the variables of the rule, why and why not', async () => {
    const client = await debugging({ launch });
    await client.next('stopped');
    await stepTo(client, 'unify has_role/3');
    const ask = async (expression: string): Promise<string> => {
      const { stackFrames } = (await client.request('stackTrace', { threadId: 1 })).body;
      const answer = await client.request('evaluate', { expression, frameId: stackFrames[0].id, context: 'repl' });
      return answer.body?.result ?? answer.message;
    };
    expect(await ask('actor')).toBe('User{"anne"}');
    expect(await ask('has_role(actor, role, Folder:_)')).toContain('has_role(User:anne, String:writer, Folder:a)');
    expect(await ask('has_relation(resource, "parent", other)')).toBe('other = Folder{"a"}');
    expect(await ask('has_role(User:bob, "writer", resource)')).toBe('No answer.');
    expect(await ask('why allow(actor, "read", resource)')).toContain(
      'has_role(User{"anne"}, "writer", Folder{"a"}) (fact)',
    );
    expect(await ask('why not allow(User:bob, "read", Folder:a)?')).toContain('It would hold with');
    expect(await ask('allow(')).toMatch(/no Polar/);
  });

  it('goes back to a breakpoint, restarts a frame, and stops at functions, changes of variables and failed goals', async () => {
    const client = await debugging({ launch, filters: ['fail'] });
    await client.next('stopped');
    await client.request('continue', { threadId: 1 });
    expect((await client.next('stopped')).body).toMatchObject({ reason: 'exception', description: 'fail locked/2' });
    await client.request('setFunctionBreakpoints', { breakpoints: [{ name: 'has_relation' }] });
    await client.request('reverseContinue', { threadId: 1 });
    expect((await client.next('stopped')).body).toMatchObject({
      reason: 'function breakpoint',
      description: 'call has_relation/3',
    });
    const { stackFrames } = (await client.request('stackTrace', { threadId: 1 })).body;
    await client.request('restartFrame', { frameId: stackFrames[0].id });
    expect((await client.next('stopped')).body).toMatchObject({ reason: 'restart', description: 'call has_role/3' });
  });
});

describe('What a person changes in a run', () => {
  const told = (answer: { readonly success: boolean; readonly message?: string; readonly body?: object }) =>
    answer.success ? answer.body : answer.message;

  async function set(client: InProcessClient, expression: string, value: string, frame = 0) {
    const { stackFrames } = (await client.request('stackTrace', { threadId: 1 })).body;
    const frameId = stackFrames[frame].id;
    return told(await client.request('setExpression', { expression, value, frameId }));
  }

  it('lets a goal fail, and another history begins at its call; the facts are told as they are', async () => {
    const client = await debugging({ launch, filters: ['end'] });
    await client.next('stopped');
    await stepTo(client, 'unify allow/3');
    await client.request('polar/forceFail');
    expect((await client.next('stopped')).body.description).toBe('fail allow/3');
    await client.request('continue', { threadId: 1 });
    const { body } = await client.next('stopped');
    expect(body.description).toContain('end');
    const { body: why } = await client.request('exceptionInfo', { threadId: 1 });
    expect(JSON.stringify(why)).toContain('It holds by the facts, but not with what you changed in this run.');
    // What came before the change is as it was.
    await client.request('stepBack', { threadId: 1 });
    await client.next('stopped');
    await client.request('reverseContinue', { threadId: 1 });
    expect((await client.next('stopped')).body.description).toContain('start');
  });

  it('sets a variable that has no value yet, of the type that it is of', async () => {
    const client = await debugging({ launch });
    await client.next('stopped');
    await stepTo(client, 'call has_relation/3');
    expect(await variablesOf(client, 'Variables')).toEqual(['related = unbound']);
    expect(await set(client, 'related', 'User:bob')).toBe('related cannot be User{"bob"}: it is of type Folder.');
    expect(await set(client, 'other', 'Folder:a')).toContain('There is no variable other here.');
    expect(await set(client, 'resource', 'Folder:a')).toContain('resource has a value already.');
    expect(await set(client, 'related', 'Folder:c')).toMatchObject({ value: 'Folder{"c"}' });
    expect(await variablesOf(client, 'Variables')).toEqual(['related = Folder{"c"}']);
    // No fact says that it is the parent.
    await client.request('stepIn', { threadId: 1 });
    expect((await client.next('stopped')).body.description).toBe('fail has_relation/3');
    expect(await set(client, 'related', 'Folder:a')).toContain('undone at once');
  });
});

describe('A policy without a rule for allow', () => {
  it('has one that can be looked at', async () => {
    const text = `actor User {} resource Org { roles = ["admin"]; permissions = ["write"]; "write" if "admin"; }
test "it" { setup { has_role(User{"a"}, "admin", Org{"o"}); } assert allow(User{"a"}, "write", Org{"o"}); }`;
    const client = await debugging({ launch: { test: 'it', stopOnEntry: true }, files: { 'main.polar': text } });
    await client.next('stopped');
    await stepTo(client, 'unify allow/3');
    const { stackFrames } = (await client.request('stackTrace', { threadId: 1 })).body;
    expect(stackFrames[0]).toMatchObject({ line: 1, source: { name: 'implied.polar' } });
    const { sourceReference } = stackFrames[0].source;
    const { body } = await client.request('source', { sourceReference, source: { sourceReference } });
    expect(body.content).toContain('allow(actor, action, resource) if has_permission(actor, action, resource);');
  });
});

describe('A goal that is answered from its table', () => {
  it('says so, where one steps into it; a call in a circle does, too', async () => {
    const text = `${POLICY}\nboth(a: User, b: Folder) if has_role(a, "writer", b) and again(a, b);
again(a: User, b: Folder) if has_role(a, "writer", b);
test "twice" { setup { has_role(User{"anne"}, "writer", Folder{"a"}); } assert both(User{"anne"}, Folder{"a"}); }\n`;
    const files = { 'main.polar': text };
    const client = await debugging({ launch: { test: 'twice', stopOnEntry: true }, files });
    await client.next('stopped');
    await stepTo(client, 'has_role/3 (answer known already)');
    expect((await stackOf(client))[0]).toContain(
      'has_role(User{"anne"}, "writer", Folder{"a"}) (answer known already)',
    );
    const circle = await debugging({ launch: { ...launch } });
    await circle.next('stopped');
    await stepTo(circle, 'fail has_role/3 (asked already further up)');
  });

  it('says so of one that has no answer, also while a circle around it is open', async () => {
    const text = `actor User {}
resource Folder { roles = ["reader"]; relations = { parent: Folder }; "reader" if "reader" on "parent"; }
test "circle" {
  setup {
    has_relation(Folder{"a"}, "parent", Folder{"b"}); has_relation(Folder{"b"}, "parent", Folder{"a"});
    has_relation(Folder{"a"}, "parent", Folder{"c"}); has_relation(Folder{"b"}, "parent", Folder{"c"});
  }
  assert_not has_role(User{"v"}, "reader", Folder{"a"});
}\n`;
    const client = await debugging({
      launch: { test: 'circle', stopOnEntry: true },
      files: { 'main.polar': text },
    });
    await client.next('stopped');
    const known = 'fail has_role/3 (answer known already): has_role(User{"v"}, "reader", Folder{"c"})';
    const stops = await stepTo(client, known);
    // It was worked out before, and said nothing of the kind then.
    expect(stops).toContain('fail has_role/3: has_role(User{"v"}, "reader", Folder{"c"})');
  });
});

describe('A query over a Cloud policy under the debugger', () => {
  const facts = JSON.stringify([
    ['has_role', { type: 'User', id: 'anne' }, 'writer', { type: 'Folder', id: 'a' }],
    ['has_role', { type: 'User', id: 'bob' }, 'reader', { type: 'Folder', id: 'a' }],
  ]);
  const files = { 'facts.json': facts };

  it('gives the answers of a plain run, over facts from files', async () => {
    const query = 'allow(User:anne, action, Folder:a)';
    const client = await debugging({ launch: { query, facts: 'facts.json' }, files });
    await client.next('terminated');
    expect(consoleOf(client)).toEqual(['action = "read"', 'action = "write"', '2 answers.']);
  });

  it('says what a query without an answer lacks', async () => {
    const query = 'allow(User{"bob"}, "write", Folder{"a"})';
    const client = await debugging({ launch: { query, facts: ['facts.json'] }, files });
    await client.next('terminated');
    const told = consoleOf(client);
    expect(told[0]).toBe('No answer: the query is false.');
    expect(told.join('\n')).toContain('needs has_role(User{"bob"}, "writer", Folder{"a"}), which fails');
    expect(told.at(-1)).toBe('It would hold with has_role(User{"bob"}, "writer", Folder{"a"}).');
  });

  it('stops in a query of several goals', async () => {
    const query = 'has_role(User:bob, role, folder) and not is_locked(folder)';
    const client = await debugging({ launch: { query, facts: 'facts.json', stopOnEntry: true }, files });
    await client.next('stopped');
    expect(await stackOf(client)).toEqual(['query:1']);
    await client.request('next', { threadId: 1 });
    const stops = await stopsOf(client, 'next');
    expect(stops[0]).toBe('call is_locked/1: not is_locked(Folder{"a"})');
    expect(consoleOf(client)).toContain('role = "reader", folder = Folder{"a"}');
  });
});

describe('What cannot be debugged is told', () => {
  const launched = async (launch: object, texts: Record<string, string> = {}): Promise<string> => {
    const client = new InProcessClient(memoryHost({ 'main.polar': POLICY, ...texts }));
    await client.request('initialize', {});
    const answer = await client.request('launch', { policies: 'main.polar', ...launch });
    expect(answer.success).toBe(false);
    return answer.message ?? '';
  };

  it.each<[string, object, Record<string, string>, string]>([
    [
      'an unknown test',
      { test: 'writer reads' },
      {},
      'There is no test named "writer reads". Did you mean "writers read"?',
    ],
    ['a test and a query', { test: 'wrong', query: 'allow(a, b, c)' }, {}, '"query" and "test"'],
    ['objects', { query: 'allow(a, b, c)', data: 'd.json' }, {}, '"facts" instead of "data"'],
    ['a missing file of facts', { query: 'allow(a, b, c)', facts: 'no.json' }, {}, 'There is no file "no.json".'],
    ['a wrong fact', { query: 'allow(a, b, c)', facts: 'f.json' }, { 'f.json': '[["has_role", 3]]' }, 'f.json'],
    ['an unknown rule', { query: 'alow(a, b, c)' }, {}, 'allow'],
    ['a syntax error', { test: 'wrong' }, { 'main.polar': `${POLICY}\nallow(` }, 'The policy has an error'],
    [
      'a syntax error in the test',
      { test: 'bad' },
      { 'main.polar': `${POLICY}\ntest "bad" { assert allow(User{"a", "read"); }` },
      'The policy has',
    ],
    [
      'an unknown fixture',
      { test: 'bad' },
      {
        'main.polar': `${POLICY}\ntest "bad" { setup { fixture nobody; } assert allow(User{"a"}, "read", Folder{"a"}); }`,
      },
      'nobody',
    ],
    [
      'a test of a Library policy',
      { test: 'wrong' },
      { 'main.polar': 'f(1);' },
      'Only a policy for Oso Cloud has tests.',
    ],
  ])('%s', async (_, launch, texts, message) => {
    expect(await launched(launch, texts)).toContain(message);
  });

  it('a run that derives too much ends with the limit', async () => {
    const text = `actor User {} resource N { relations = { next: N }; }
      reach(a: N, b: N) if has_relation(a, "next", b);
      reach(a: N, c: N) if reach(a, b) and has_relation(b, "next", c);
      test "big" { setup { ${Array.from({ length: 60 }, (_, i) => `has_relation(N{"${i}"}, "next", N{"${(i + 1) % 60}"});`).join(' ')} }
        assert reach(a: N, N{"0"}) iff a in [N{"1"}]; }`;
    const client = await debugging({
      launch: { test: 'big', limits: { memory: 1000 } },
      files: { 'main.polar': text },
      filters: ['error'],
    });
    const { body } = await client.next('stopped');
    expect(body.text).toContain('derives more than 1000 facts');
    await client.request('continue', { threadId: 1 });
    await client.next('terminated');
    // A rule of Cloud may call itself: its answers are found all the same.
    expect(consoleOf(client).join('\n')).toContain(
      'Ask for less, or raise "limits.memory" in the launch configuration.',
    );
  });
});
