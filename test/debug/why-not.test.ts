import { join } from 'node:path';
import type { DebugHost } from '@polar-tools/debug-adapter';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { describe, expect, it } from 'vitest';
import { InProcessClient } from './in-process-client.ts';
import { diskHost, memoryHost, ROOT } from './test-host.ts';

const QUICKSTART = join(ROOT, 'examples', 'quickstart');

type Output = DebugProtocol.OutputEvent['body'];

/** What the console says of a query from its beginning to its end. */
async function told(host: DebugHost, launch: object): Promise<Output[]> {
  const client = new InProcessClient(host);
  await client.request('initialize', {});
  expect((await client.request('launch', launch)).message).toBeUndefined();
  await client.request('configurationDone');
  await client.next('terminated');
  return client.received.flatMap((one) =>
    (one as DebugProtocol.Event).event === 'output' ? [(one as DebugProtocol.OutputEvent).body] : [],
  );
}

const inMemory = async (policy: string, query: string): Promise<string[]> => {
  const outputs = await told(memoryHost({ 'main.polar': policy }), { policies: 'main.polar', query });
  expect(outputs[0]?.output).toBe('No answer: the query is false.\n');
  return outputs.slice(1).map(({ output }) => output.trimEnd());
};

const GMAIL = [
  'allow(anne, "read", gmail) fails:',
  '  allow(actor, action, resource) (main.polar:27) needs has_permission(anne, "read", gmail), which fails:',
  '    "read" if "contributor" (main.polar:10) needs has_role(anne, "contributor", gmail), which fails:',
  '      "contributor" if "maintainer" (main.polar:15) needs has_role(anne, "maintainer", gmail), which fails:',
  '        "maintainer" if "admin" (main.polar:14) needs has_role(anne, "admin", gmail), which fails:',
  '          has_role(actor: User, role_name: String, repository: Repository) (main.polar:19) needs role_name = role.name (main.polar:21): "admin" is not "maintainer".',
  '        has_role(actor: User, role_name: String, repository: Repository) (main.polar:19) needs repository = role.repository (main.polar:22): gmail is not react.',
  '      has_role(actor: User, role_name: String, repository: Repository) (main.polar:19) needs role_name = role.name (main.polar:21): "contributor" is not "maintainer".',
  '    has_permission(_actor: User, "read", repository: Repository) (main.polar:24) needs repository.is_public (main.polar:25): gmail.is_public is false.',
];

describe('a query without an answer says why', () => {
  it.each([
    ['debugged', {}],
    ['run without debugging', { noDebug: true }],
    ['without a recording', { record: false }],
  ])('down to the values that do not fit, when it is %s', async (_how, rest) => {
    const outputs = await told(diskHost(QUICKSTART), { query: 'allow(anne, "read", gmail)', ...rest });
    expect(outputs.map(({ output }) => output.trimEnd())).toEqual(['No answer: the query is false.', ...GMAIL]);
  });

  it('with the place of each line, to click on', async () => {
    const outputs = await told(diskHost(QUICKSTART), { query: 'allow(anne, "read", gmail)' });
    const last = outputs.at(-1);
    expect(last).toMatchObject({ category: 'console', source: { name: 'main.polar' }, line: 25, column: 3 });
  });

  it('and once where a goal is asked twice', async () => {
    const policy = 'f(x) if g(x) or h(x);\ng(x) if k(x);\nh(x) if k(x);\nk(2);\n';
    expect(await inMemory(policy, 'f(1)')).toEqual([
      'f(1) fails:',
      '  f(x) (main.polar:1) needs one of these:',
      '    g(1) fails:',
      '      g(x) (main.polar:2) needs k(1), which fails:',
      '        k(2) (main.polar:4) does not fit: parameter 1 is 1, and 2 is expected.',
      '    h(1) fails:',
      '      h(x) (main.polar:3) needs k(1), which fails, as above.',
    ]);
  });

  it('of each alternative, and of several goals the one furthest on', async () => {
    const policy = 'f(x) if x in [1, 2] and (x > 5 or x = 7) and x = x;\n';
    expect(await inMemory(policy, 'f(x)')).toEqual([
      'f(x) fails:',
      '  f(x) (main.polar:1) needs one of these:',
      '    x > 5 (main.polar:1): 2 > 5 is false (the last of 2 tries).',
      '    x = 7 (main.polar:1): 2 is not 7 (the last of 2 tries).',
    ]);
  });

  it('in one line where many rules expect another value', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const policy = names.map((name) => `can(_, "${name}");\n`).join('');
    expect(await inMemory(policy, 'can(1, "z")')).toEqual([
      'can(1, "z") fails:',
      '  none of its 7 rules fits: parameter 2 is "z", and they expect "a", "b", "c", "d", "e", "f", "g".',
    ]);
  });

  it('of what a negation and a demand found', async () => {
    const policy = 'f(x) if not bad(x);\nbad(1);\ng(x) if forall(y in x, y < 3 and not bad(y));\n';
    expect(await inMemory(policy, 'f(1)')).toEqual([
      'f(1) fails:',
      '  f(x) (main.polar:1) needs not bad(x) (main.polar:1): bad(1) holds.',
    ]);
    expect(await inMemory(policy, 'g([2, 1])')).toEqual([
      'g([2, 1]) fails:',
      '  g(x) (main.polar:3) needs forall(y in x, y < 3 and not bad(y)) (main.polar:3): what it demands does not hold for each solution of its first goal.',
      '    not bad(y) (main.polar:3): bad(1) holds.',
    ]);
  });

  it.each([
    ['first', '[2, 1]', '1', '[[3], [1], [9, 1]]', '3'],
    ['last', '[1, 2]', '1', '[[9, 1], [1, 8], [3]]', '3'],
    ['with a goal that others fail at in part', '[2, 1]', '1', '[[9, 1], [3], [1, 8]]', '3'],
  ])('of the first member that refutes a demand, where it stands %s', async (_place, one, is, many, item) => {
    const policy = 'f(x) if forall(y in x, not bad(y));\nbad(1);\ng(x) if forall(y in x, z in y and z > 5);\n';
    expect((await inMemory(policy, `f(${one})`)).slice(2)).toEqual([
      `    not bad(y) (main.polar:1): bad(${is}) holds.`,
    ]);
    for (const first of ['', 'w > 1 and w < 9 and '])
      expect((await inMemory(policy.replace('g(x) if ', `g(x) if ${first}`), `g(${many})`)).slice(2)).toEqual([
        `    z > 5 (main.polar:3): ${item} > 5 is false.`,
      ]);
  });

  it('of a member that has nothing that is demanded, whatever the others were refused', async () => {
    const policy = 'g(x) if forall(y in x, z in y and z > 5);\n';
    for (const list of ['[[9, 1], []]', '[[], [1, 9]]'])
      expect((await inMemory(policy, `g(${list})`)).slice(2)).toEqual([
        '    z in y (main.polar:1): the list is empty.',
      ]);
  });

  it('of a pattern which field does not fit, and of a list that it is empty', async () => {
    const policy = 'f(x) if x matches {kind: "team"};\ng(x) if _y in x.list;\n';
    expect(await inMemory(policy, 'f({kind: "user"}) or g({list: []})')).toEqual([
      'f({kind: "user"}) fails:',
      '  f(x) (main.polar:1) needs x matches {kind: "team"} (main.polar:1): its kind is "user", and not "team".',
      'g({list: []}) fails:',
      '  g(x) (main.polar:2) needs _y in x.list (main.polar:2): {list: []}.list is empty.',
    ]);
  });

  it('of what is known of a variable without a value', async () => {
    const policy = 'f(x) if x > 3 and x != 5 and (x = 2 or 5 = x or g(x));\ng(1);\n';
    expect(await inMemory(policy, 'f(x)')).toEqual([
      'f(x) fails:',
      '  f(x) (main.polar:1) needs one of these:',
      '    x = 2 (main.polar:1): 2 does not fit _this > 3 and _this != 5.',
      '    5 = x (main.polar:1): 5 does not fit _this > 3 and _this != 5.',
      '    g(x) fails:',
      '      g(1) (main.polar:2) does not fit: parameter 1 is _this > 3 and _this != 5.',
    ]);
  });

  it('of a deep recursion at its beginning and at its end', async () => {
    const policy = 'deep(0) if false;\ndeep(n) if n > 0 and deep(n - 1);\n';
    const lines = await inMemory(policy, 'deep(5000)');
    expect(lines.slice(0, 2)).toEqual(['deep(5000) fails:', '  deep(n) (main.polar:2) needs deep(4999), which fails:']);
    expect(lines.slice(-4).map((line) => line.trim())).toEqual([
      '… and so on, 4992 further in:',
      'deep(0) fails:',
      'deep(0) (main.polar:1) needs false (main.polar:1): it never holds.',
      'deep(n) (main.polar:2) needs n > 0 (main.polar:2): 0 > 0 is false.',
    ]);
    expect(lines.length).toBeLessThan(20);
  });

  it('in a page at most, however much there is to say', async () => {
    const policy = `f(0) if x = 1 and x = 2;\n${Array.from({ length: 30 }, (_, n) => `f(${n + 1}) if f(${n}) or f(${n});\n`).join('')}`;
    const lines = await inMemory(policy.replaceAll(' or ', ' and 1 = 2 or '), 'f(12)');
    expect(lines.length).toBeLessThanOrEqual(41);
  });

  it('soon though the query failed after a long search', async () => {
    const ten = '[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]';
    const policy = `f(x) if a in ${ten} and b in ${ten} and c in ${ten} and d in ${ten} and e in ${ten} and g(a, b, c, d, e, x);\ng(_, _, _, _, _, 1);\n`;
    const began = performance.now();
    const lines = await inMemory(policy, 'f(2)');
    expect(performance.now() - began).toBeLessThan(8_000);
    expect(lines.at(-1)).toBe(
      '    g(_, _, _, _, _, 1) (main.polar:2) does not fit: parameter 6 is 2, and 1 is expected.',
    );
  });
});

it('the exception at the end of a query that has no answer says the same', async () => {
  const client = new InProcessClient(diskHost(QUICKSTART));
  await client.request('initialize', {});
  await client.request('launch', { query: 'allow(anne, "read", gmail)' });
  await client.request('setExceptionBreakpoints', { filters: ['none'] });
  await client.request('configurationDone');
  await client.next('stopped');
  const { body } = await client.request('exceptionInfo', { threadId: 1 });
  expect(body).toMatchObject({ exceptionId: 'No answer', description: 'The query has no answer.' });
  expect(body.details.stackTrace.split('\n')).toEqual(GMAIL);
});
