import type { DebugProtocol } from '@vscode/debugprotocol';
import { describe, expect, it } from 'vitest';
import { debugging } from './debug-run.ts';
import { InProcessClient } from './in-process-client.ts';
import { memoryHost } from './test-host.ts';

const POLICY = `f(x) if
  x in [1, 2, 3] and
  y = x and
  y > 2;
g(x) if
  f(x) and
  x = 3;
`;

/** A session in which the variable `y` of the rule `f` is watched; it stands at that rule's first goal. */
async function watchingY(
  watched: Omit<DebugProtocol.DataBreakpoint, 'dataId'>[],
  files: Record<string, string> = { 'main.polar': POLICY, 'other.polar': 'h(x) if y = 1 and x = y;\n' },
): Promise<InProcessClient> {
  const client = new InProcessClient(memoryHost(files));
  await client.request('initialize', {});
  await client.request('launch', { policies: 'main.polar', query: 'f(x)' });
  const source = { path: '/w/main.polar' };
  await client.request('setBreakpoints', { source, breakpoints: [{ line: 2 }] });
  await client.request('setExceptionBreakpoints', { filters: ['end'] });
  await client.request('configurationDone');
  await client.next('stopped');
  const { dataId } = (await client.request('dataBreakpointInfo', { name: 'y' })).body;
  const { body } = await client.request('setDataBreakpoints', {
    breakpoints: watched.map((one) => ({ ...one, dataId })),
  });
  expect(body.breakpoints.every(({ verified }: DebugProtocol.Breakpoint) => verified)).toBe(true);
  await client.request('setBreakpoints', { source, breakpoints: [] });
  return client;
}

/** The stops that follow a request, to the end or to the start of the query. */
async function stops(client: InProcessClient, command: string, first = command): Promise<string[]> {
  const texts: string[] = [];
  for (let request = first; ; request = command) {
    await client.request(request, request === 'restart' ? {} : { threadId: 1 });
    const { body } = await client.next('stopped');
    if (body.reason !== 'data breakpoint') return [...texts, body.reason];
    texts.push(`${body.text} (${body.description})`);
  }
}

it('stops where a variable is bound, and where going back in the search takes its value away', async () => {
  const client = await watchingY([{}]);
  expect(await stops(client, 'continue')).toEqual([
    'y = 1 (exit y = x)',
    'y has lost its binding (redo x in [1, 2, 3])',
    'y = 2 (exit y = x)',
    'y has lost its binding (redo x in [1, 2, 3])',
    'y = 3 (exit y = x)',
    'exception',
  ]);
});

it('goes back from one change to the one before, however long the recording is', async () => {
  const forwards = ['y = 1 (exit y = x)', 'y has lost its binding (redo x in [1, 2, 3])', 'y = 2 (exit y = x)'];
  const client = await watchingY([{}]);
  await stops(client, 'continue');
  const backwards = await stops(client, 'reverseContinue');
  expect(backwards.slice(-4)).toEqual([...forwards.toReversed(), 'entry']);
  expect(backwards).toHaveLength(6);
});

it('goes back to where a value came from though that is a hundred thousand events ago', async () => {
  const ten = '[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]';
  const policy = `f(x) if\n  x = 1 and\n  y = x and\n  a in ${ten} and b in ${ten} and c in ${ten} and d in ${ten} and a + b + c + d + y > 100;\n`;
  const client = await watchingY([{}], { 'main.polar': policy });
  expect(await stops(client, 'continue')).toEqual(['y = 1 (exit y = x)', 'exception']);
  const began = performance.now();
  expect(await stops(client, 'reverseContinue')).toEqual(['y = 1 (exit y = x)', 'entry']);
  expect(performance.now() - began).toBeLessThan(10_000);
});

it('asks a condition of the value, and counts only where it holds', async () => {
  expect(await stops(await watchingY([{ condition: 'y > 1' }]), 'continue')).toEqual([
    'y = 2 (exit y = x)',
    'y = 3 (exit y = x)',
    'exception',
  ]);
  expect(await stops(await watchingY([{ hitCondition: '== 2' }]), 'continue')).toEqual([
    'y has lost its binding (redo x in [1, 2, 3])',
    'exception',
  ]);
  expect(await stops(await watchingY([{ condition: 'y > 1', hitCondition: '2' }]), 'continue')).toEqual([
    'y = 3 (exit y = x)',
    'exception',
  ]);
});

it('watches the same rule after a restart, with its counts anew', async () => {
  const client = await watchingY([{ condition: 'y > 1', hitCondition: '== 2' }]);
  const expected = ['y = 3 (exit y = x)', 'exception'];
  expect(await stops(client, 'continue')).toEqual(expected);
  expect(await stops(client, 'continue', 'restart')).toEqual(expected);
});

it('does not watch a variable of the same name in another rule that a restart calls instead', async () => {
  const client = await watchingY([{}]);
  const other = { policies: 'other.polar', query: 'h(x)' };
  await client.request('restart', { arguments: other });
  expect((await client.next('stopped')).body.reason).toBe('exception');
});

it('keeps the count of one that is asked for again beside others', async () => {
  const client = await watchingY([{ hitCondition: '== 3' }]);
  const { dataId } = (await client.request('dataBreakpointInfo', { name: 'y' })).body;
  await client.request('setDataBreakpoints', {
    breakpoints: [
      { dataId, hitCondition: '== 3' },
      { dataId, condition: 'y = 1' },
    ],
  });
  expect(await stops(client, 'continue')).toEqual(['y = 1 (exit y = x)', 'y = 2 (exit y = x)', 'exception']);
});

describe('a value that goes over into another one', () => {
  const FACTS = 'f(x) if g(x) and x > 2;\ng(1); g(2); g(3);\n';
  /** From where `z` is constrained on the exact machine runs. */
  const EXACT = 'f(x) if z > 0 and g(x) and x > 2 and z = 1;\ng(1); g(2); g(3);\n';
  const LISTS = 'f(x) if g(x) and x = [3];\ng([1]); g([2]); g([_]);\n';

  /** Watches `x` of the rule `f`, from its first goal on. */
  async function watchingX(policy: string, watched: Omit<DebugProtocol.DataBreakpoint, 'dataId'>) {
    const client = await debugging({ policy, query: 'f(x)', breakpoints: [{ line: 1, column: 9 }], filters: ['end'] });
    await client.next('stopped');
    const { dataId } = (await client.request('dataBreakpointInfo', { name: 'x' })).body;
    await client.request('setDataBreakpoints', { breakpoints: [{ ...watched, dataId }] });
    await client.request('setBreakpoints', { source: { path: '/w/main.polar' }, breakpoints: [] });
    return client;
  }

  it.each([
    ['a number', FACTS, {}, [1, 2, 3]],
    ['a number, with a condition', FACTS, { condition: 'x > 1' }, [2, 3]],
    ['a number, at the second time', FACTS, { hitCondition: '== 2' }, [2]],
    ['a number, with both', FACTS, { condition: 'x > 1', hitCondition: '== 2' }, [3]],
    ['a number, in the exact machine', EXACT, {}, [1, 2, 3]],
    ['a number, in the exact machine, with a condition', EXACT, { condition: 'x > 1' }, [2, 3]],
    ['a list, and what comes to be in it', LISTS, {}, ['[1]', '[2]', '[_]', '[3]']],
  ])('is seen: %s', async (_name, policy, watched, values) => {
    const seen = (await stops(await watchingX(policy, watched), 'continue')).flatMap((text) => {
      const [, value] = /^x = (\S+) /.exec(text) ?? [];
      return value === undefined ? [] : [value.replace(/_\d+/, '_')];
    });
    expect(seen).toEqual(values.map(String));
  });

  it.each([
    ['objects of the application', 'd(u: User) if\n r in u.pals and\n r.level = 77;\n', 'd(ann)', ['bob', 'eve']],
    [
      'objects in a list',
      'd(u: User) if\n r in [[u.first], [u.second]] and\n r = [1];\n',
      'd(ann)',
      ['[bob]', '[eve]'],
    ],
  ])('is seen: %s', async (_name, policy, query, values) => {
    const pal = (level: number) => ({ $class: 'User', level });
    const [bob, eve] = [{ $ref: 'bob' }, { $ref: 'eve' }];
    const objects = { bob: pal(1), eve: pal(1), ann: { ...pal(2), pals: [bob, eve], first: bob, second: eve } };
    const data = { classes: { User: { fields: ['level', 'pals', 'first', 'second'] } }, objects };
    const client = await debugging({ policy, query, data, breakpoints: [{ line: 2 }], filters: ['end'] });
    await client.next('stopped');
    const { dataId } = (await client.request('dataBreakpointInfo', { name: 'r' })).body;
    await client.request('setDataBreakpoints', { breakpoints: [{ dataId }] });
    await client.request('setBreakpoints', { source: { path: '/w/main.polar' }, breakpoints: [] });
    const seen = (await stops(client, 'continue')).flatMap((text) => /^r = (\S+) /.exec(text)?.[1] ?? []);
    expect(seen).toEqual(values);
  });

  it('is seen: objects of Cloud', async () => {
    const fact = (id: string): string => `is_pal(User{"${id}"});`;
    const policy = `actor User {}\nd(_: User) if\n is_pal(r) and\n is_good(r);\ndeclare is_pal(User);\ndeclare is_good(User);\n${['a', 'b'].map(fact).join('\n')}\n`;
    const query = 'd(User:ann)';
    const client = await debugging({ policy, query, breakpoints: [{ line: 3 }], filters: ['end'] });
    await client.next('stopped');
    const { dataId } = (await client.request('dataBreakpointInfo', { name: 'r' })).body;
    await client.request('setDataBreakpoints', { breakpoints: [{ dataId }] });
    await client.request('setBreakpoints', { source: { path: '/w/main.polar' }, breakpoints: [] });
    const seen = (await stops(client, 'continue')).flatMap((text) => /^r = (\S+) /.exec(text)?.[1] ?? []);
    expect(seen.toSorted()).toEqual(['User{"a"}', 'User{"b"}']);
  });

  it('is seen going back, too', async () => {
    const client = await watchingX(FACTS, {});
    const forwards = await stops(client, 'continue');
    const backwards = await stops(client, 'reverseContinue');
    expect(backwards.filter((text) => text.startsWith('x = ')).toReversed()).toEqual(
      forwards.filter((text) => text.startsWith('x = ')),
    );
  });
});

it('one that there is none of is refused by itself', async () => {
  const client = await watchingY([]);
  const { dataId } = (await client.request('dataBreakpointInfo', { name: 'y' })).body;
  const { success, body } = await client.request('setDataBreakpoints', {
    breakpoints: [{ dataId: 'nonsense' }, { dataId }, { dataId, condition: 'z = 1' }],
  });
  expect(success).toBe(true);
  expect(body.breakpoints).toMatchObject([
    { verified: false, message: 'There is no such variable to watch.' },
    { verified: true },
    {
      verified: false,
      message:
        'There is no variable "z" in the rule, only x, y. A string is written in quotes, "z"; _z stands for anything.',
    },
  ]);
});
