import type { DebugProtocol } from '@vscode/debugprotocol';
import { describe, expect, it } from 'vitest';
import { consoleOf, debugging, stopsOf } from './debug-run.ts';

const POLICY = `f(user, x) if
  g(user, x) and
  role in user.roles and
  role.name = "owner";
g(user, x) if x > 0 and user.name = "ann";
h(n, name) if n > 0 and not name = 0;
h("no", size) if size = 1;
`;
const DATA = {
  classes: { User: {}, Role: {} },
  constants: { limit: 3, conf: { d: { a: 1 } } },
  objects: {
    ann: { $class: 'User', name: 'ann', active: true, meta: { a: 1 }, roles: [{ $class: 'Role', name: 'owner' }] },
  },
};

/** A session with one breakpoint at the call of `g`, as the client hears of it. */
async function atG(rest: Partial<DebugProtocol.SourceBreakpoint>, query = 'f(ann, 3)') {
  const client = await debugging({ policy: POLICY, query, data: DATA, launch: { stopOnEntry: true } });
  await client.next('stopped');
  const source = { path: '/w/main.polar' };
  const { body } = await client.request('setBreakpoints', { source, breakpoints: [{ line: 2, ...rest }] });
  await client.request('continue', { threadId: 1 });
  const [breakpoint] = body.breakpoints as DebugProtocol.Breakpoint[];
  const stops = await stopsOf(client);
  return { breakpoint, stops, console: consoleOf(client) };
}

describe('a condition that cannot hold is told where it is typed', () => {
  it.each([
    [
      'an unknown name',
      'y = 3',
      'There is no variable "y" in the rule, only user, x, role. A string is written in quotes, "y"; _y stands for anything.',
    ],
    ['a misspelt name', 'usr.name = "ann"', 'There is no variable "usr" in the rule. Did you mean "user"?'],
    [
      'a misspelt name, used twice',
      'usr.name = "a" or usr.name = "b"',
      'There is no variable "usr" in the rule. Did you mean "user"?',
    ],
    ['a text', '"abc"', 'The condition "abc" is a value and never true. Write what must be true, such as x = "abc".'],
    ['a number', '1', 'The condition 1 is a value and never true. Write what must be true, such as x = "abc".'],
    ['a list', '[x]', 'The condition [x] is a value and never true. Write what must be true, such as x = "abc".'],
    [
      'arithmetic',
      'x + 1',
      'The condition x + 1 is a value and never true. Write what must be true, such as x = "abc".',
    ],
    ['what is never true', '1 = 2', 'The condition 1 = 2 never holds. Write what must be true, such as x = "abc".'],
    ['false', 'false', 'The condition false never holds. Write what must be true, such as x = "abc".'],
    [
      'half a query',
      'nme = "owner" and',
      expect.stringContaining('The condition is no Polar query: it ends too early.'),
    ],
    [
      'an unknown rule',
      'gg(user, x)',
      expect.stringContaining('The policy has no rule "gg", which the condition asks of.'),
    ],
    [
      'another number of arguments',
      'g(user)',
      'The policy has no rule "g/1", which the condition asks of. It has: g/2.',
    ],
    [
      'an unknown class',
      'user matches Usr',
      'Neither the policy nor the data has the class "Usr", which the condition names. Did you mean "User"?',
    ],
    [
      'an unknown name in a key',
      'x in [{y}]',
      'There is no variable "y" in the rule, only user, x, role. A string is written in quotes, "y"; _y stands for anything.',
    ],
  ])('%s', async (_name, condition, message) => {
    const { breakpoint, stops } = await atG({ condition });
    expect(breakpoint).toMatchObject({ verified: false, message });
    expect(stops).toEqual([]);
  });
});

describe('one that is neither true nor false is told once, in the console, and does not stop', () => {
  it.each([
    ['a value that is no boolean', 'x', 'f(ann, 3)', 'it is 3, which is neither true nor false'],
    ['a field that is no boolean', 'user.name', 'f(ann, 3)', 'it is "ann", which is neither true nor false'],
    ['a variable without a value', 'x', 'f(ann, x)', 'it has no value here'],
    ['a comparison with one', 'x == 3', 'f(ann, x)', 'x has no value here'],
    ['a unification with one', 'x = 3', 'f(ann, x)', 'x has no value here'],
    ['a goal that would give it one', 'x in [1, 2]', 'f(ann, x)', 'x has no value here'],
    ['a rule that would give it one', 'h(1, x)', 'f(ann, x)', 'x has no value here'],
  ])('%s', async (_name, condition, query, why) => {
    const { breakpoint, stops, console } = await atG({ condition }, query);
    expect(breakpoint).toMatchObject({ verified: true });
    expect(stops).toEqual([]);
    expect(console.filter((line) => line.includes('condition'))).toEqual([
      `The condition ${condition} does not stop here: ${why}.`,
    ]);
  });
});

describe('one that looks up what is not there is told once, in the console, and does not stop', () => {
  it.each([
    ['a key', 'user.meta.b = 1', '{a: 1} has no key "b"'],
    ['a key as the condition', 'user.meta.b', '{a: 1} has no key "b"'],
    ['a key of a constant', 'conf.zz = 1', '{d: {a: 1}} has no key "zz"'],
    ['a key within a key', 'conf.d.b.c = 1', '{a: 1} has no key "b"'],
    ['a key in parentheses', 'conf.("zz") = 1', '{d: {a: 1}} has no key "zz"'],
    ['a key that is computed', 'k in ["b"] and user.meta.(k) = 1', '{a: 1} has no key "b"'],
    ['a key of a pattern', 'user.meta matches {b: 1}', '{a: 1} has no key "b"'],
    ['a key that is constrained first', 'v > 0 and user.meta.b = v', '{a: 1} has no key "b"'],
    ['a field of a pattern', 'user matches {nme: "ann"}', "nme not found on ann. Did you mean 'name'?"],
    [
      'a field within a forall',
      'forall(r in user.roles, r.nme = "a")',
      /^nme not found on Role.* Did you mean 'name'\?$/,
    ],
  ])('%s', async (_name, condition, why) => {
    const { breakpoint, stops, console } = await atG({ condition });
    expect(breakpoint).toMatchObject({ verified: true });
    expect(stops).toEqual([]);
    const begins = `The condition ${condition} does not stop here: `;
    const [told, ...others] = console.filter((line) => line.includes('condition'));
    expect(told?.startsWith(begins)).toBe(true);
    const said = told?.slice(begins.length);
    if (typeof why === 'string') expect(said?.replace(/(?<="[a-z]+")\.$/, '')).toBe(why);
    else expect(said).toMatch(why);
    expect(others).toEqual([]);
  });

  it.each([
    ['a key whose absence is meant', 'not user.meta.b = 1', 1],
    ['an alternative that holds', 'user.meta.b = 1 or x = 3', 1],
    ['a key that is there', 'user.meta.a = 2', 0],
    ['a class that does not fit', 'user matches Role{name: "ann"}', 0],
  ])('and not of %s', async (_name, condition, count) => {
    const { stops, console } = await atG({ condition });
    expect(stops).toHaveLength(count);
    expect(console.filter((line) => line.includes('condition'))).toEqual([]);
  });
});

describe('one that holds stops', () => {
  it.each([
    ['a comparison', 'x == 3', 'f(ann, 3)'],
    ['a field that is true', 'user.active', 'f(ann, 3)'],
    ['a variable of its own', 'r in user.roles and r.name = "owner"', 'f(ann, 3)'],
    ['a variable that stands for anything', '_r in user.roles', 'f(ann, 3)'],
    ['an object and a constant of the data', 'user = ann and x = limit', 'f(ann, 3)'],
    ['a comment at its end', 'x = 3 # three', 'f(ann, 3)'],
  ])('%s', async (_name, condition, query) => {
    const { breakpoint, stops, console } = await atG({ condition }, query);
    expect(breakpoint).toMatchObject({ verified: true });
    expect(stops).toHaveLength(1);
    expect(console.filter((line) => line.includes('condition'))).toEqual([]);
  });

  it('and one that does not hold says nothing', async () => {
    const { stops, console } = await atG({ condition: 'x = 4' });
    expect(stops).toEqual([]);
    expect(console.filter((line) => line.includes('condition'))).toEqual([]);
  });
});

it('an error in a condition is told once in the console, with the place', async () => {
  const policy = 'f(x) if y in [1, 2, 3] and g(x, y);\ng(x, y) if x.name = "ann" and y > 0;\n';
  const breakpoints = [{ line: 1, column: 28, condition: 'x.nme = "ann"' }];
  const client = await debugging({ policy, query: 'f(ann)', data: DATA, breakpoints });
  expect(await stopsOf(client)).toHaveLength(3);
  const told = client.received.filter(
    (one): one is DebugProtocol.OutputEvent =>
      (one as DebugProtocol.OutputEvent).body?.output?.includes('condition') === true,
  );
  expect(told.map(({ body }) => body)).toMatchObject([
    { category: 'important', output: expect.stringContaining('could not be evaluated: '), line: 1, column: 28 },
  ]);
});

describe('the condition of a function breakpoint', () => {
  const functionAt = async (name: string, condition: string, query: string) => {
    const launch = { stopOnEntry: true };
    const client = await debugging({ policy: POLICY, query: `1 = 1 and ${query}`, data: DATA, launch });
    await client.next('stopped');
    const { body } = await client.request('setFunctionBreakpoints', { breakpoints: [{ name, condition }] });
    await client.request('continue', { threadId: 1 });
    return { breakpoint: body.breakpoints[0], stops: await stopsOf(client), console: consoleOf(client) };
  };

  it.each([
    ['g', 'x = 3', 'f(ann, 3)', 1],
    ['g', 'x = 4', 'f(ann, 3)', 0],
    ['g', 'user.name = "ann" and x > 2', 'f(ann, 3)', 1],
    ['f/2', 'x = 3', 'f(ann, 3)', 1],
    ['h', 'n = 1 and name = "a"', 'h(1, "a")', 1],
    ['g', 'user = ann and x > 2', 'f(ann, 3)', 1],
    ['h', 'size = 1', 'h("no", 1)', 1],
    ['h', 'name = 1', 'h("no", 1)', 1],
    ['h', 'n > 1', 'a = 4 and h(a, "x")', 1],
    ['h', 'n = "no" and size = name', 'h("no", 1)', 1],
    ['h', 'n = 2 or size = 2', 'h(1, 1)', 0],
    ['h', 'n = 2 or size = 2', 'h(1, 2)', 1],
  ])('of %s sees the parameters of the rule that is called (%s in %s)', async (name, condition, query, count) => {
    const { breakpoint, stops } = await functionAt(name, condition, query);
    expect(breakpoint).toMatchObject({ verified: true });
    expect(stops).toHaveLength(count);
  });

  it('has no rule for parameters of several that differ on their places', async () => {
    const policy = 'k(a, b) if a = b;\nk(b, c) if b = c;\nk(c, a) if c = a;\n';
    const client = await debugging({ policy, query: 'k(1, 1)' });
    const functions = [{ name: 'k', condition: 'a = 1 and b = 1 and c = 1' }];
    const { body } = await client.request('setFunctionBreakpoints', { breakpoints: functions });
    expect(body.breakpoints[0]).toMatchObject({
      verified: false,
      message: 'No rule k has all of the parameters a, b, c.',
    });
  });

  it('knows no other names', async () => {
    const { breakpoint } = await functionAt('g', 'zzz = 1', 'f(ann, 3)');
    expect(breakpoint).toMatchObject({
      verified: false,
      message:
        'There is no variable "zzz" in the parameters of g, or in a rule that calls it, only user, x, role. A string is written in quotes, "zzz"; _zzz stands for anything.',
    });
  });

  it('does not stop where an argument has no value, and says so once', async () => {
    const { stops, console } = await functionAt('g', 'x = 3', 'f(ann, y)');
    expect(stops).toEqual([]);
    expect(console[0]).toBe('The condition x = 3 does not stop here: x has no value here.');
  });

  it.each([
    ['has a value where the parameter has none', 'c(1)', 0],
    ['has none where the parameter has one', 'e(_)', 1],
  ])('is not misled by a variable of the caller with that name, which %s', async (_name, query, count) => {
    const policy = 'c(n) if n = 1 and d(_y);\ne(n) if d(3) and n = 1;\nd(n) if n = n;\n';
    const functions = [{ name: 'd', condition: 'n = 3' }];
    const client = await debugging({ policy, query, functions });
    expect(await stopsOf(client)).toHaveLength(count);
    const told = 'The condition n = 3 does not stop here: n has no value here.';
    expect(consoleOf(client).includes(told)).toBe(count === 0);
  });
});

it.each([
  ['{nope}', 'f(ann, 3)', '<There is no variable "nope" in the rule. Did you mean "role"?>'],
  ['{x} {user.name}', 'f(ann, 3)', '3 "ann"'],
  ['{x}', 'f(ann, x)', 'unbound'],
  ['{x.name}', 'f(ann, x)', 'unbound'],
  ['{x + 1}', 'f(ann, x)', 'unbound'],
  ['{x > 1}', 'f(ann, x)', 'unbound'],
  ['{x = 1}', 'f(ann, x)', 'unbound'],
  ['{x in [1, 2]}', 'f(ann, x)', 'unbound'],
  ['{x = 3} {x = 4}', 'f(ann, 3)', 'true false'],
  ['{user.meta.b}', 'f(ann, 3)', '<This has no value here: {a: 1} has no key "b".>'],
  ['{x}', 'x > 2 and f(ann, x)', '_this > 2'],
  ['{x > 2}', 'f(ann, 3)', 'true'],
])('a log message says what a value is (%s in %s)', async (logMessage, query, text) => {
  const { breakpoint, stops, console } = await atG({ logMessage }, query);
  expect(breakpoint).toMatchObject({ verified: true });
  expect(stops).toEqual([]);
  expect(console[0]).toBe(text);
});

describe('a function breakpoint takes a parameter by its place where a rule has a value there', () => {
  const library = 'sum(0, 0);\nsum(n, s) if n > 0 and m = n - 1 and sum(m, t) and s = t + n;\n';
  const swapped = 'p(a, b) if a = 1 and b = 2;\np(b, a) if a = 1 and b = 2;\nq(b) if p(b, 9) or b = 0;\n';
  it.each<[string, string, string, Partial<DebugProtocol.FunctionBreakpoint>, string[]]>([
    ['one that no call has', library, 'sum(3, s)', { condition: 'n = 7' }, []],
    ['one that a call within has', library, 'sum(3, s)', { condition: 'n = 1' }, ['call sum(1, t)']],
    ['the value that stands there', library, 'sum(3, s)', { condition: 'n = 0' }, ['call sum(0, t)']],
    ['a count of those', library, 'sum(3, s)', { condition: 'n < 3', hitCondition: '= 2' }, ['call sum(1, t)']],
    ['a place on which rules differ, in each its own', swapped, 'q(1)', { condition: 'a = 9' }, ['call p(1, 9)']],
    ['the same, in the other', swapped, 'q(1)', { condition: 'b = 9' }, ['call p(1, 9)']],
    ['the same, in none', swapped, 'q(1)', { condition: 'a = 3' }, []],
    ['a variable of the caller alone', 'g(0);\ng(1);\nf(n) if g(n);\n', 'f(1)', { condition: 'n = 1' }, ['call g(1)']],
  ])('%s', async (_name, policy, query, breakpoint, stops) => {
    const [name] = /^[a-z]+/.exec(policy)!;
    const client = await debugging({ policy, query, functions: [{ name, ...breakpoint }] });
    const calls = (await stopsOf(client)).filter((one) => one.startsWith('call'));
    expect(calls.map((one) => one.replace(/^call .*?: /, 'call '))).toEqual(stops);
  });
});

it('an expression means a variable of the rule before an object of its name, and in the query the object', async () => {
  const policy = 'f(user, x) if\n  x = user.name and\n  x = "bob";\n';
  const objects = {
    user: { $class: 'User', name: 'ann' },
    bob: { $class: 'User', name: 'bob' },
  };
  const data = { classes: { User: {} }, objects };
  const client = await debugging({ policy, query: 'f(bob, x)', data, breakpoints: [{ line: 3 }] });
  await client.next('stopped');
  const { body } = await client.request('stackTrace', { threadId: 1 });
  const [rule, ofQuery] = body.stackFrames as DebugProtocol.StackFrame[];
  const said = async (expression: string, frame: DebugProtocol.StackFrame): Promise<string> =>
    (await client.request('evaluate', { expression, frameId: frame.id, context: 'watch' })).body.result;
  expect(await said('user.name', rule!)).toBe('"bob"');
  expect(await said('user', rule!)).toMatch(/bob/);
  expect(await said('bob.name', rule!)).toBe('"bob"');
  expect(await said('user.name', ofQuery!)).toBe('"ann"');
});
