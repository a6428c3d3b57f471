import type { DebugProtocol } from '@vscode/debugprotocol';
import { describe, expect, it } from 'vitest';
import { consoleOf, debugging, stopsOf } from './debug-run.ts';

const LIBRARY = `actor User {}
resource Repo { roles = ["admin", "member"]; permissions = ["read"]; "read" if "member"; "member" if "admin"; }
has_role(user: User, name: String, repo: Repo) if
  role in user.roles and
  role.name = name and
  role.repo = repo;
allow(actor, action, resource) if
  has_permission(actor, action, resource);
`;
const DATA = {
  classes: { User: {}, Repo: {}, Role: {} },
  objects: {
    anvil: { $class: 'Repo', name: 'anvil' },
    ann: {
      $class: 'User',
      name: 'ann',
      age: 3,
      letter: 'b',
      boss: null,
      roles: [{ $class: 'Role', name: 'admin', repo: { $ref: 'anvil' } }],
    },
  },
};
const CLOUD = `actor User {}
resource Repo { roles = ["admin", "member"]; permissions = ["read"]; "read" if "member"; "member" if "admin"; }
can(user: User, action: String, repo: Repo) if
  has_permission(user, action, repo) and
  user != User{"bob"};
anybody(who, repo) if
  has_role(who, "admin", repo);
`;
const FACTS = 'has_role(User{"ann"}, "admin", Repo{"anvil"});\n';

interface Asked {
  readonly line: number;
  readonly condition?: string;
  readonly logMessage?: string;
}

async function library(breakpoint: Asked, query = 'allow(ann, "read", anvil)') {
  return run(await debugging({ policy: LIBRARY, query, data: DATA, breakpoints: [breakpoint] }));
}

async function cloud(breakpoint: Asked, query = 'can(User:ann, "read", Repo:anvil)') {
  const files = { 'facts.polar': FACTS };
  const launch = { facts: 'facts.polar' };
  return run(await debugging({ policy: CLOUD, query, files, launch, breakpoints: [breakpoint] }));
}

async function run(client: Awaited<ReturnType<typeof debugging>>) {
  const stops = await stopsOf(client);
  const set = client.received.find((one) => (one as DebugProtocol.Response).command === 'setBreakpoints');
  const [breakpoint] = (set as DebugProtocol.SetBreakpointsResponse).body.breakpoints;
  return { breakpoint, stops: stops.length, told: consoleOf(client).filter((line) => line.includes('condition')) };
}

describe('a condition that names what nothing declares is told where it is typed and in the console', () => {
  it.each([
    ['a role that a parameter is', 5, 'name = "amdin"', 'Repo declares no role "amdin". Did you mean "admin"?'],
    ['a role in a call', 4, 'has_role(user, "amdin", repo)', 'Repo declares no role "amdin". Did you mean "admin"?'],
    [
      'a permission that a variable is compared with',
      8,
      'action = "raed"',
      'No block declares a permission "raed". Did you mean "read"?',
    ],
    [
      'a permission that is like none',
      8,
      'action in ["delete"]',
      'No block declares a permission "delete", and nothing else of the policy gives it. Declare it, or correct the name.',
    ],
  ])('%s', async (_, line, condition, why) => {
    const { breakpoint, stops, told } = await library({ line, condition });
    const message = `In the condition ${condition}: ${why}`;
    expect({ breakpoint, stops, told }).toMatchObject({
      breakpoint: { verified: true, message },
      stops: 0,
      told: [message],
    });
  });

  it.each([
    ['a role in a call', 'has_role(user, "amdin", repo)', 'Repo declares no role "amdin". Did you mean "admin"?'],
    [
      'a permission that is like none',
      'action = "delete"',
      'Repo declares no permission "delete", and nothing else of the policy gives it. Declare it, or correct the name.',
    ],
    ['a permission', 'action = "raed"', 'Repo declares no permission "raed". Did you mean "read"?'],
    [
      'a role beside an object as in a query',
      'has_role(user, "amdin", Repo:anvil)',
      'Repo declares no role "amdin". Did you mean "admin"?',
    ],
    ['a type', 'repo matches Rpo', 'There is no block of the type Rpo. Did you mean Repo?'],
    [
      'an object and a string',
      'user = "ann"',
      'One side is of type User and the other of type String, so this is never true. Compare values of one type.',
    ],
    [
      'objects of two types',
      'user = Repo{"ann"}',
      'One side is of type User and the other of type Repo, so this is never true. Compare values of one type.',
    ],
  ])('in Cloud %s', async (_, condition, why) => {
    const { breakpoint, stops, told } = await cloud({ line: 4, condition });
    const message = `In the condition ${condition}: ${why}`;
    expect({ breakpoint, stops, told }).toMatchObject({
      breakpoint: { verified: true, message },
      stops: 0,
      told: [message],
    });
  });

  it.each([
    ['what is declared', 4, 'has_role(user, "admin", repo)'],
    ['what is compared rightly', 8, 'action = "read"'],
    ['a name of the condition itself', 4, 'r in user.roles and r.name = "whoever"'],
  ])('nothing is said of %s', async (_, line, condition) => {
    const { breakpoint, told } = await library({ line, condition });
    expect({ breakpoint, told }).toMatchObject({ breakpoint: { verified: true }, told: [] });
    expect(breakpoint?.message).toBeUndefined();
  });
});

describe('a condition that compares an object with a string is told once, in the console', () => {
  it.each([
    [
      'a variable',
      4,
      'user = "ann"',
      'user is the object ann, and "ann" a string: compare a field of it, or write ann',
    ],
    ['turned', 4, '"ann" = user', 'user is the object ann, and "ann" a string: compare a field of it, or write ann'],
    [
      'a string that names no object',
      4,
      'user = "annabel"',
      'user is the object ann, and "annabel" a string: compare a field of it',
    ],
    [
      'a field',
      6,
      'role.repo = "anvil"',
      'role.repo is the object anvil, and "anvil" a string: compare a field of it, or write anvil',
    ],
    [
      'a list of strings',
      4,
      'user in ["ann", "bob"]',
      'user is the object ann, and "ann" a string: compare a field of it, or write ann',
    ],
    ['a number', 4, 'user = 1', 'user is the object ann, and 1 a number: compare a field of it'],
    [
      'a part of it',
      4,
      'name = "admin" and user = "ann"',
      'user is the object ann, and "ann" a string: compare a field of it, or write ann',
    ],
  ])('%s', async (_, line, condition, why) => {
    const { stops, told } = await library({ line, condition });
    expect({ stops, told }).toEqual({ stops: 0, told: [`The condition ${condition} does not stop here: ${why}.`] });
  });

  it.each([
    [4, 'not user = "ann"', 'user is the object ann, and "ann" a string: compare a field of it, or write ann'],
    [4, 'not (user in ["ann"])', 'user is the object ann, and "ann" a string: compare a field of it, or write ann'],
    [4, 'name = "admin" and not user = 1', 'user is the object ann, and 1 a number: compare a field of it'],
    [
      4,
      'not name in "admin"',
      'name is "admin", and in looks among the characters of "admin": write name = "admin", or a list',
    ],
  ])('under not, where it always holds: line %i, %s', async (line, condition, why) => {
    const { stops, told } = await library({ line, condition }, 'has_role(ann, "admin", anvil)');
    expect(stops).toBe(1);
    expect(told).toEqual([`In the condition ${condition}, a negation always holds: ${why}.`]);
  });

  it.each([
    ['what is not the same', 'not user.name = "bob"', 1],
    ['a negation that is no reason', 'not user = "ann" and user.name = "bob"', 0],
    ['a character', 'user.letter in "abc"', 1],
    ['a character that is none of them', 'user.letter in "xyz"', 0],
  ])('nothing is said of %s', async (_, condition, count) => {
    const { stops, told } = await library({ line: 4, condition }, 'has_role(ann, "admin", anvil)');
    expect({ stops, told }).toEqual({ stops: count, told: [] });
  });

  it.each([
    [
      4,
      'name in "admin"',
      'name is "admin", and in looks among the characters of "admin": write name = "admin", or a list',
    ],
    [
      4,
      'user.name in "ann"',
      'user.name is "ann", and in looks among the characters of "ann": write user.name = "ann", or a list',
    ],
  ])('a string that is looked for in a string: line %i, %s', async (line, condition, why) => {
    const { stops, told } = await library({ line, condition }, 'has_role(ann, "admin", anvil)');
    expect({ stops, told }).toEqual({ stops: 0, told: [`The condition ${condition} does not stop here: ${why}.`] });
  });

  it.each(['not who = "ann"', 'who != "ann"'])(
    'under not in Cloud, where no type says so before: %s',
    async (condition) => {
      const { stops, told } = await cloud({ line: 7, condition }, 'anybody(User:ann, repo)');
      expect(stops).toBe(1);
      expect(told).toEqual([
        `In the condition ${condition}, a negation always holds: who is the object User{"ann"}, and "ann" a string: write User{"ann"}.`,
      ]);
    },
  );

  it('of a function breakpoint, too', async () => {
    const client = await debugging({
      policy: LIBRARY,
      query: 'allow(ann, "read", anvil)',
      data: DATA,
      functions: [{ name: 'has_role', condition: 'name = "amdin"' }],
    });
    await stopsOf(client);
    expect(consoleOf(client)).toContain(
      'In the condition name = "amdin": Repo declares no role "amdin". Did you mean "admin"?',
    );
  });

  it('in Cloud, where no type says so before', async () => {
    const condition = 'who = "ann"';
    const { stops, told } = await cloud({ line: 7, condition }, 'anybody(User:ann, repo)');
    expect({ stops, told }).toEqual({
      stops: 0,
      told: [
        `The condition ${condition} does not stop here: who is the object User{"ann"}, and "ann" a string: write User{"ann"}.`,
      ],
    });
  });

  it.each([
    ['a string with another', 'user.name = "whoever"'],
    ['a field with a string', 'user.name = "bob"'],
    ['a number with another', 'user.age = 4'],
    ['what is missing', 'user.boss = "bob"'],
    ['what is always so', 'true and user.name = "whoever"'],
  ])('nothing is said of %s', async (_, condition) => {
    const { stops, told } = await library({ line: 4, condition });
    expect({ stops, told }).toEqual({ stops: 0, told: [] });
  });
});

describe('what a query has around it in a file is no fault where it is typed', () => {
  const dressed = ['%;', '?= %', '?= %;', ' ?-  % ;  ', '?=%;'];

  it.each(dressed)('in a launch configuration: %j', async (dress) => {
    const query = dress.replace('%', 'allow(ann, "read", anvil)');
    const { stops } = await library({ line: 8 }, query);
    expect(stops).toBe(1);
    expect((await cloud({ line: 4 }, dress.replace('%', 'can(User:ann, "read", Repo:anvil)'))).stops).toBe(1);
  });

  it.each(dressed)('in a condition: %j', async (dress) => {
    expect(await library({ line: 8, condition: dress.replace('%', 'action = "read"') })).toMatchObject({
      breakpoint: { verified: true },
      stops: 1,
    });
    expect(await cloud({ line: 4, condition: dress.replace('%', 'user = User:ann') })).toMatchObject({
      breakpoint: { verified: true },
      stops: 1,
    });
  });

  it.each(dressed)('in a log message: %j', async (dress) => {
    const client = await debugging({
      policy: LIBRARY,
      query: 'allow(ann, "read", anvil)',
      data: DATA,
      breakpoints: [{ line: 8, logMessage: `does {${dress.replace('%', 'action')}}` }],
    });
    await stopsOf(client);
    expect(consoleOf(client)).toContain('does "read"');
  });

  it.each(dressed)('in what is evaluated, watched and set: %j', async (dress) => {
    const client = await debugging({
      policy: LIBRARY,
      query: 'allow(ann, "read", anvil)',
      data: DATA,
      breakpoints: [{ line: 8 }],
    });
    await client.next('stopped');
    const { body: stack } = await client.request('stackTrace', { threadId: 1 });
    const frameId = stack.stackFrames[0].id;
    for (const context of ['repl', 'watch', 'hover']) {
      const expression = dress.replace('%', 'action');
      const { body } = await client.request('evaluate', { expression, frameId, context });
      expect(body?.result).toBe('"read"');
    }
    const value = dress.replace('%', '"push"');
    const { body, message } = await client.request('setExpression', { expression: 'action', value, frameId });
    expect(message ?? body.value).toMatch(/push|is bound|has a value/);
  });
});

describe('of a variable', () => {
  const atCall = async () => {
    const client = await debugging({
      policy: 'f(x) if\n  g(x);\ng(1);\ng(2);\n',
      query: 'f(x)',
      breakpoints: [{ line: 2 }],
    });
    await client.next('stopped');
    const { body: stack } = await client.request('stackTrace', { threadId: 1 });
    const { body } = await client.request('scopes', { frameId: stack.stackFrames[0].id });
    return { client, variablesReference: body.scopes[0].variablesReference as number };
  };

  it.each([
    ['nope > 1', 'There is no variable "nope" in the rule, only x.'],
    ['x >', 'The condition is no Polar query: it ends too early.'],
  ])('a condition that cannot hold is told in the console, too: %s', async (condition, why) => {
    const { client, variablesReference } = await atCall();
    const { body } = await client.request('dataBreakpointInfo', { variablesReference, name: 'x' });
    await client.request('setDataBreakpoints', { breakpoints: [{ dataId: body.dataId, condition }] });
    await client.request('threads');
    const told = consoleOf(client).filter((line) => line.includes('never stops'));
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(`The breakpoint on x never stops: ${why}`);
  });

  it('names that nothing declares are told', async () => {
    const client = await debugging({
      policy: LIBRARY,
      query: 'allow(ann, action, anvil)',
      data: DATA,
      breakpoints: [{ line: 8 }],
    });
    await client.next('stopped');
    const { body: stack } = await client.request('stackTrace', { threadId: 1 });
    const { body } = await client.request('scopes', { frameId: stack.stackFrames[0].id });
    const { variablesReference } = body.scopes[0];
    const info = await client.request('dataBreakpointInfo', { variablesReference, name: 'action' });
    const breakpoints = [{ dataId: info.body.dataId, condition: 'action = "raed"' }];
    const set = await client.request('setDataBreakpoints', { breakpoints });
    const message = 'In the condition action = "raed": No block declares a permission "raed". Did you mean "read"?';
    expect(set.body.breakpoints).toMatchObject([{ verified: true, message }]);
  });

  it.each(['', ' ', '?= ;'])('no value is refused as that: %j', async (value) => {
    const { client, variablesReference } = await atCall();
    const { body } = await client.request('setVariable', { variablesReference, name: 'x', value });
    expect(body.error.format).toBe('There is nothing to set it to. Write a value.');
  });
});
