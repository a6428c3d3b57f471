import type { DebugProtocol } from '@vscode/debugprotocol';
import { expect, it } from 'vitest';
import { debugging } from './debug-run.ts';
import { InProcessClient } from './in-process-client.ts';
import { memoryHost } from './test-host.ts';

const DATA = {
  classes: { User: {}, Admin: { extends: ['User'] }, Repo: {} },
  objects: {
    ann: { $class: 'User', name: 'ann', tags: ['a', 'b'] },
    web: { $class: 'Repo', name: 'web', open: false },
  },
};

/** Why the last goal of a rule failed before the query was at its end: the sentence, and a line for each rule that could have answered. */
async function why(policy: string, query: string, rule: string): Promise<string[]> {
  const client = new InProcessClient(memoryHost({ 'main.polar': policy, 'data.json': JSON.stringify(DATA) }));
  await client.request('initialize', {});
  const launched = await client.request('launch', { policies: 'main.polar', data: 'data.json', query });
  expect(launched.message).toBeUndefined();
  const filterOptions = [{ filterId: 'fail', condition: rule }, { filterId: 'error' }];
  await client.request('setExceptionBreakpoints', { filters: [], filterOptions });
  await client.request('configurationDone');
  let last: DebugProtocol.ExceptionInfoResponse['body'] | undefined;
  while ((await client.next('stopped', 'terminated')).event === 'stopped') {
    last = (await client.request('exceptionInfo', { threadId: 1 })).body;
    await client.request('continue', { threadId: 1 });
  }
  const lines = last?.details?.stackTrace?.split('\n') ?? [];
  return [`${last?.exceptionId}: ${last?.description}`, ...lines];
}

it.each([
  [
    'a cut in the action of a forall',
    'f(x) if forall(y in [x], z in [1, 2] and cut and z = y);\n',
    'f(2)',
    'f',
    [
      'Failed goal: f(2) fails. The only rule f fits these arguments, but its body has no solution, or no further one.',
      'f(x) (main.polar:1) needs forall(y in [x], z in [1, 2] and cut and z = y) (main.polar:1): what it demands does not hold for each solution of its first goal.',
      '  z = y (main.polar:1): 1 is not 2.',
      '    Before it a cut (main.polar:1) dropped what else could have been tried of z in [1, 2].',
    ],
  ],
  [
    'a cut in a call of the action of a forall',
    'f(x) if forall(y in [x], m(z) and z = y);\nm(1) if cut;\nm(2);\n',
    'f(2)',
    'f',
    [
      'Failed goal: f(2) fails. The only rule f fits these arguments, but its body has no solution, or no further one.',
      'f(x) (main.polar:1) needs forall(y in [x], m(z) and z = y) (main.polar:1): what it demands does not hold for each solution of its first goal.',
      '  z = y (main.polar:1): 1 is not 2.',
      '    Before it m(1) held, and a cut (main.polar:2) dropped m(2) (main.polar:3).',
    ],
  ],
  [
    'a cut in a not that held, which keeps no rule from being tried',
    'f(x) if not (z in [1, 2] and cut and z = 3) and x = 3;\nf(_) if false;\n',
    'f(1)',
    'f',
    [
      'Failed goal: f(1) fails. 2 of the 2 rules f fit these arguments, but no body has a solution, or a further one.',
      'f(x) (main.polar:1) needs x = 3 (main.polar:1): 1 is not 3.',
      'f(_) (main.polar:2) needs false (main.polar:2): it never holds.',
    ],
  ],
  [
    'a cut beside one in a not: the rule’s own kept the other from being tried',
    'f(x) if not (z in [1, 2] and cut and z = 3)\nand cut and x = 3;\nf(_);\n',
    'f(1)',
    'f',
    [
      'Failed goal: f(1) fails. 2 of the 2 rules f fit these arguments. The one that was tried has no solution, or no further one, and a cut (main.polar:2) kept the other from being tried.',
      'f(x) (main.polar:1) needs x = 3 (main.polar:2): 1 is not 3.',
      'f(_) (main.polar:3) was not tried: a cut (main.polar:2) dropped it.',
    ],
  ],
  [
    'a cut that kept another rule from being tried',
    'a(x) if x = 1 and cut and false;\na(x) if x = 1;\n',
    'a(1)',
    'a',
    [
      'Failed goal: a(1) fails. 2 of the 2 rules a fit these arguments. The one that was tried has no solution, or no further one, and a cut (main.polar:1) kept the other from being tried.',
      'a(x) (main.polar:1) needs false (main.polar:1): it never holds.',
      'a(x) (main.polar:2) was not tried: a cut (main.polar:1) dropped it.',
    ],
  ],
  [
    'a cut that dropped nothing',
    'a(x) if x = 1 and cut and false;\na(2);\n',
    'a(1)',
    'a',
    [
      'Failed goal: a(1) fails. One of the 2 rules a fits these arguments, but its body has no solution, or no further one.',
      'a(x) (main.polar:1) needs false (main.polar:1): it never holds.',
      'a(2) (main.polar:2) does not fit: parameter 1 is 1, and 2 is expected.',
    ],
  ],
  [
    'a cut that dropped the rest of a disjunction',
    'a(x) if (x = 1 and cut and x = 3) or x = 1;\n',
    'a(1)',
    'a',
    [
      'Failed goal: a(1) fails. The only rule a fits these arguments, but its body has no solution, or no further one.',
      'a(x) (main.polar:1) needs x = 3 (main.polar:1): 1 is not 3.',
      'A cut (main.polar:1) dropped what else could have been tried.',
    ],
  ],
  [
    'a method that gives false',
    'a(x) if x.name.startsWith("b");\n',
    'a(ann)',
    'a',
    [
      'Failed goal: a(ann) fails. The only rule a fits these arguments, but its body has no solution, or no further one.',
      'a(x) (main.polar:1) needs x.name.startsWith("b") (main.polar:1): "ann".startsWith("b") is not true.',
    ],
  ],
  [
    'a cut that dropped another solution of a goal before it',
    'a(x) if b(y) and cut and y = x;\nb(1);\nb(2);\n',
    'a(2)',
    'a',
    [
      'Failed goal: a(2) fails. The only rule a fits these arguments, but its body has no solution, or no further one.',
      'a(x) (main.polar:1) needs y = x (main.polar:1): 1 is not 2.',
      'A cut (main.polar:1) dropped what else could have been tried of b(y).',
    ],
  ],
  [
    'one that dropped those of several goals, further in too, beside another rule',
    'a(x) if z in [1, 2] and b(y) and cut and y = x and z = 2;\na(9);\na(x) if x = 1;\nb(y) if c(y);\nc(y) if y in [1, 2];\n',
    'a(1)',
    'a',
    [
      'Failed goal: a(1) fails. 2 of the 3 rules a fit these arguments. The one that was tried has no solution, or no further one, and a cut (main.polar:1) kept the other from being tried.',
      'a(x) (main.polar:1) needs z = 2 (main.polar:1): 1 is not 2.',
      'a(x) (main.polar:3) was not tried: a cut (main.polar:1) dropped it.',
      'A cut (main.polar:1) dropped what else could have been tried of z in [1, 2] and b(y).',
      'a(9) (main.polar:2) does not fit: parameter 1 is 1, and 9 is expected.',
    ],
  ],
  [
    'one in a recursion, where the goal stands in the same rule',
    'a(n, x) if y in [n, x] and (n = 0 or a(n - 1, x)) and cut and y = x;\n',
    'a(0, 3)',
    'a',
    [
      'Failed goal: a(0, 3) fails. The only rule a fits these arguments, but its body has no solution, or no further one.',
      'a(n, x) (main.polar:1) needs y = x (main.polar:1): 0 is not 3.',
      'A cut (main.polar:1) dropped what else could have been tried of y in [n, x].',
    ],
  ],
  [
    'a cut in what held before, with a solution of its own that was dropped',
    'a(x) if b(x) and x = 2;\nb(x) if c(x) and cut;\nb(7) if true;\nc(1);\nc(2);\n',
    'a(_)',
    'a',
    [
      'Failed goal: a(_) fails. The only rule a fits these arguments, but its body has no solution, or no further one.',
      'a(x) (main.polar:1) needs x = 2 (main.polar:1): 1 is not 2.',
      '  Before it b(1) held, and a cut (main.polar:2) dropped b(7) (main.polar:3), and what else could have been tried of c(x).',
    ],
  ],
  [
    'a cut where variables are constrained, which dropped another solution',
    'a(x) if x > 0 and y in [1, 2] and cut and y = 2;\n',
    'a(x)',
    'a',
    [
      'Failed goal: a(x) fails. The only rule a fits these arguments, but its body has no solution, or no further one.',
      'a(x) (main.polar:1) needs y = 2 (main.polar:1): 1 is not 2.',
      'A cut (main.polar:1) dropped what else could have been tried of y in [1, 2].',
    ],
  ],
  [
    'a cut in what held before',
    'b(x) if c(x) and x = 2;\nc(1) if cut;\nc(2);\n',
    'b(_)',
    'b',
    [
      'Failed goal: b(_) fails. The only rule b fits these arguments, but its body has no solution, or no further one.',
      'b(x) (main.polar:1) needs x = 2 (main.polar:1): 1 is not 2.',
      '  Before it c(1) held, and a cut (main.polar:2) dropped c(2) (main.polar:3).',
    ],
  ],
  [
    'a cut further in in what held before',
    'b(x) if d(x) and x = 2;\nd(x) if c(x);\nc(x) if x in [1, 2] and cut;\n',
    'b(_)',
    'b',
    [
      'Failed goal: b(_) fails. The only rule b fits these arguments, but its body has no solution, or no further one.',
      'b(x) (main.polar:1) needs x = 2 (main.polar:1): 1 is not 2.',
      '  Before it c(1) held, and a cut (main.polar:3) dropped what else could have been tried of x in [1, 2].',
    ],
  ],
  [
    'a constraint that no head fits',
    'b(x) if x > 3 and c(x, 1);\nc(1, _);\nc(2, 1);\n',
    'b(_)',
    'c',
    [
      'Failed goal: c(x, 1) fails. None of the 2 rules c fits these arguments.',
      'c(1, _) (main.polar:2) does not fit: parameter 1 is _this > 3.',
      'c(2, 1) (main.polar:3) does not fit: parameter 1 is _this > 3.',
    ],
  ],
  [
    'a constraint of fields that no head fits',
    'b(x) if x matches {a: 1} and c(x);\nc({a: 2});\nc(3);\n',
    'b(_)',
    'c',
    [
      'Failed goal: c(x) fails. None of the 2 rules c fits these arguments.',
      'c({a: 2}) (main.polar:2) does not fit: parameter 1 is _this.a = 1.',
      'c(3) (main.polar:3) does not fit: parameter 1 is _this.a = 1.',
    ],
  ],
  [
    'a cut where a variable is constrained',
    'b(x) if x > 3 and c(x);\nc(_) if cut and false;\nc(5);\n',
    'b(_)',
    'c',
    [
      'Failed goal: c(x) fails. 2 of the 2 rules c fit these arguments. The one that was tried has no solution, or no further one, and a cut (main.polar:2) kept the other from being tried.',
      'c(_) (main.polar:2) needs false (main.polar:2): it never holds.',
      'c(5) (main.polar:3) was not tried: a cut (main.polar:2) dropped it.',
    ],
  ],
  [
    'another literal',
    'f("read", _);\n',
    'f("push", 1)',
    'f',
    [
      'Failed goal: f("push", 1) fails. The only rule f does not fit these arguments.',
      'f("read", _) (main.polar:1) does not fit: parameter 1 is "push", and "read" is expected.',
    ],
  ],
  [
    'another class of an object',
    'f(_: Repo);\nf(_: Admin);\n',
    'f(ann)',
    'f',
    [
      'Failed goal: f(ann) fails. None of the 2 rules f fits these arguments.',
      'f(_: Repo) (main.polar:1) does not fit: parameter 1 is a User, and a Repo is expected.',
      'f(_: Admin) (main.polar:2) does not fit: parameter 1 is a User, and an Admin is expected.',
    ],
  ],
  [
    'another field of a pattern',
    'f(_: {kind: "team"});\n',
    'f({kind: "user"})',
    'f',
    [
      'Failed goal: f({kind: "user"}) fails. The only rule f does not fit these arguments.',
      'f(_: {kind: "team"}) (main.polar:1) does not fit: parameter 1: its kind is "user", and "team" is expected.',
    ],
  ],
  [
    'another number of arguments',
    'f(_);\nf(_, _);\ng(_) if f(1, 2, 3);\n',
    'g(1)',
    'g',
    [
      'Failed goal: g(1) fails. The only rule g fits these arguments, but its body has no solution, or no further one.',
      'g(_) (main.polar:3) needs f(1, 2, 3) (main.polar:3): No rule f has 3 parameters. There is: f/1, f/2.',
    ],
  ],
  [
    'a goal of the body, the one furthest on',
    'f(x) if\n  y in [1, 2, 3] and\n  y > x and\n  y = 4;\n',
    'f(1)',
    'f/1',
    [
      'Failed goal: f(1) fails. The only rule f fits these arguments, but its body has no solution, or no further one.',
      'f(x) (main.polar:1) needs y = 4 (main.polar:4): 3 is not 4 (the last of 2 tries).',
    ],
  ],
  [
    'a goal of a body that another rule answers',
    'f(x) if g(x, "a") or g(x, "b");\ng(1, "c");\n',
    'f(1)',
    'f/1',
    [
      'Failed goal: f(1) fails. The only rule f fits these arguments, but its body has no solution, or no further one.',
      'f(x) (main.polar:1) needs one of these:',
      '  g(1, "a") fails:',
      '    g(1, "c") (main.polar:2) does not fit: parameter 2 is "a", and "c" is expected.',
      '  g(1, "b") fails:',
      '    g(1, "c") (main.polar:2) does not fit: parameter 2 is "b", and "c" is expected.',
    ],
  ],
  [
    'a body that goes on behind a negation that holds',
    'f(x) if not g(x) and x > 5;\ng(2);\n',
    'f(1)',
    'f/1',
    [
      'Failed goal: f(1) fails. The only rule f fits these arguments, but its body has no solution, or no further one.',
      'f(x) (main.polar:1) needs x > 5 (main.polar:1): 1 > 5 is false.',
    ],
  ],
  [
    'a negation',
    'f(x) if not g(x);\ng(1);\n',
    'f(1)',
    'f',
    [
      'Failed goal: f(1) fails. The only rule f fits these arguments, but its body has no solution, or no further one.',
      'f(x) (main.polar:1) needs not g(x) (main.polar:1): g(1) holds.',
    ],
  ],
  [
    'a lookup that is false',
    'f(x) if x.open;\n',
    'f(web)',
    'f',
    [
      'Failed goal: f(web) fails. The only rule f fits these arguments, but its body has no solution, or no further one.',
      'f(x) (main.polar:1) needs x.open (main.polar:1): web.open is false.',
    ],
  ],
  [
    'a member that is not there',
    'f(x) if "c" in x.tags;\n',
    'f(ann)',
    'f',
    [
      'Failed goal: f(ann) fails. The only rule f fits these arguments, but its body has no solution, or no further one.',
      'f(x) (main.polar:1) needs "c" in x.tags (main.polar:1): "c" is not in ["a", "b"].',
    ],
  ],
  [
    'a value that does not match',
    'f(x) if x matches Repo;\n',
    'f(ann)',
    'f',
    [
      'Failed goal: f(ann) fails. The only rule f fits these arguments, but its body has no solution, or no further one.',
      'f(x) (main.polar:1) needs x matches Repo (main.polar:1): ann is a User, and does not match.',
    ],
  ],
  [
    'a key that a pattern asks for and a dictionary does not have',
    'f(x) if x matches {a: 1};\n',
    'f({b: 2})',
    'f',
    [
      'Failed goal: f({b: 2}) fails. The only rule f fits these arguments, but its body has no solution, or no further one.',
      'f(x) (main.polar:1) needs x matches {a: 1} (main.polar:1): {b: 2} has no a.',
    ],
  ],
  [
    'a key without a value in a pattern',
    'f(x) if x matches {a: _};\n',
    'f({b: 2})',
    'f',
    [
      'Failed goal: f({b: 2}) fails. The only rule f fits these arguments, but its body has no solution, or no further one.',
      'f(x) (main.polar:1) needs x matches {a: _} (main.polar:1): {b: 2} has no a.',
    ],
  ],
  [
    'a key of a pattern in a pattern',
    'f(x) if x matches {a: {b: 1}, c: {d: 2}};\n',
    'f({a: {b: 1, e: 0}, c: {f: 2}})',
    'f',
    [
      'Failed goal: f({a: {b: 1, e: 0}, c: {f: 2}}) fails. The only rule f fits these arguments, but its body has no solution, or no further one.',
      'f(x) (main.polar:1) needs x matches {a: {b: 1}, c: {d: 2}} (main.polar:1): {f: 2} has no d.',
    ],
  ],
  [
    'a value of a pattern in a pattern',
    'f(x) if x matches {a: {b: 1}};\n',
    'f({a: {b: 2}})',
    'f',
    [
      'Failed goal: f({a: {b: 2}}) fails. The only rule f fits these arguments, but its body has no solution, or no further one.',
      'f(x) (main.polar:1) needs x matches {a: {b: 1}} (main.polar:1): its b is 2, and not 1.',
    ],
  ],
  [
    'a demand that does not hold for all',
    'f(x) if forall(y in x.tags, y = "a");\n',
    'f(ann)',
    'f',
    [
      'Failed goal: f(ann) fails. The only rule f fits these arguments, but its body has no solution, or no further one.',
      'f(x) (main.polar:1) needs forall(y in x.tags, y = "a") (main.polar:1): what it demands does not hold for each solution of its first goal.',
      '  y = "a" (main.polar:1): "b" is not "a".',
    ],
  ],
  [
    'a body that had a solution before a later goal failed',
    'f(x) if g(x) and x > 2;\ng(x) if x in [1, 2, 3] and x < 3;\n',
    'f(x)',
    'g/1',
    [
      'Failed goal: g(x) fails. The only rule g fits these arguments, but its body has no solution, or no further one.',
      'g(x) (main.polar:2) holds, but not once more.',
    ],
  ],
  [
    'a key that a dictionary does not have',
    'f(x) if x.rank = 1;\n',
    'f({name: "ann"})',
    'f',
    [
      'Failed goal: f({name: "ann"}) fails. The only rule f fits these arguments, but its body has no solution, or no further one.',
      'f(x) (main.polar:1) needs x.rank = 1 (main.polar:1): {name: "ann"} has no rank.',
    ],
  ],
  [
    'a key of a key that a dictionary does not have, in what is passed to a rule',
    'f(x) if g(x.a.rank);\ng(1);\n',
    'f({a: {b: 1}})',
    'f',
    [
      'Failed goal: f({a: {b: 1}}) fails. The only rule f fits these arguments, but its body has no solution, or no further one.',
      'f(x) (main.polar:1) needs g(x.a.rank) (main.polar:1): {b: 1} has no rank.',
    ],
  ],
  [
    'a key that is computed',
    'f(x, k) if x.(k) = 1;\n',
    'f({a: 1}, "b")',
    'f',
    [
      'Failed goal: f({a: 1}, "b") fails. The only rule f fits these arguments, but its body has no solution, or no further one.',
      'f(x, k) (main.polar:1) needs x.(k) = 1 (main.polar:1): {a: 1} has no "b".',
    ],
  ],
  [
    'what is known of a variable, which no rule allows',
    'f(x) if x > 2 and g(x);\ng(0);\ng(1);\n',
    'f(x)',
    'f/1',
    [
      'Failed goal: f(x) fails. The only rule f fits these arguments, but its body has no solution, or no further one.',
      'f(x) (main.polar:1) needs g(x), which fails:',
      '  g(0) (main.polar:2) does not fit: parameter 1 is _this > 2.',
      '  g(1) (main.polar:3) does not fit: parameter 1 is _this > 2.',
    ],
  ],
  [
    'an attribute that is missing',
    'f(x) if x.colour = "red";\n',
    'f(ann)',
    'f',
    [
      'application: Application error: colour not found on ann.',
      'Error: Application error: colour not found on ann.',
      '  in x.colour (rule f)',
      '  in x.colour = "red" (rule f)',
      '  in f(ann)',
    ],
  ],
] as const)('tells of %s what did not fit', async (_name, policy, query, rule, expected) => {
  expect(await why(policy, query, rule)).toEqual(expected);
});

it.each([
  ['a call', 'f(x) if r(x);\nr(x) if x > 0;\n', 'r(x)', 'r(5)'],
  ['another goal', 'f(x) if x > 0;\n', 'x > 0', 'x > 0'],
])('tells of %s that a person let fail, and of no rule that does not fit', async (_name, policy, goal, told) => {
  const breakpoints = [{ line: 1, column: policy.indexOf(goal) + 1 }];
  const client = await debugging({ policy, query: 'f(5)', breakpoints, filters: ['none'] });
  await client.next('stopped');
  await client.request('polar/forceFail');
  await client.next('stopped');
  expect((await client.request('exceptionInfo', { threadId: 1 })).body.details.stackTrace ?? '').not.toContain('fit');
  await client.request('continue', { threadId: 1 });
  await client.next('stopped');
  const { stackTrace } = (await client.request('exceptionInfo', { threadId: 1 })).body.details;
  expect(stackTrace.split('\n')).toEqual([
    'f(5) fails:',
    `  f(x) (main.polar:1) needs ${told} (main.polar:1): a person let it fail here.`,
  ]);
});

it('counts only the tries that it has seen', async () => {
  const ten = '[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]';
  const goals = ['a', 'b', 'c', 'd', 'e'].map((name) => `${name} in ${ten}`).join(' and ');
  const policy = `f(x) if ${goals} and x = a + b + c + d + e + 100;\n`;
  const client = await debugging({ policy, query: 'f(1)', filters: ['none'] });
  await client.next('stopped');
  const { stackTrace } = (await client.request('exceptionInfo', { threadId: 1 })).body.details;
  expect(stackTrace).toMatch(/\(the last of at least \d+ tries\)/);
});
