import { describe, expect, it } from 'vitest';
import { consoleOf, debugging, stopsOf } from './debug-run.ts';

const LIBRARY = 'n(0);\nn(x) if n(y) and x = y + 1;\nloop(x) if loop([x]);\n';
const CLOUD = `actor User {}
resource Repo { permissions = ["read"]; }
has_permission(u: User, "read", _: Repo) if level(u, n) and n > 0;
level(User{"a"}, 1);
level(User{"b"}, 2);
level(User{"c"}, 3);
reach(a: User, b: User) if next(a, b);
reach(a: User, b: User) if reach(a, c) and next(c, b);
${Array.from({ length: 60 }, (_, at) => `next(User{"u${at}"}, User{"u${at + 1}"});`).join('\n')}
`;

/** What the console is told to the end of a session. */
const told = async (policy: string, query: string, limits: object): Promise<readonly string[]> => {
  const client = await debugging({ policy, query, launch: { limits } });
  await client.next('terminated');
  return consoleOf(client);
};

describe('a limit of the launch configuration', () => {
  it.each([
    ['of the Library', LIBRARY, 'n(x)', 3, ['x = 0', 'x = 1', 'x = 2']],
    ['of Cloud', CLOUD, 'level(x, n)', 2, ['x = User{"c"}, n = 3', 'x = User{"b"}, n = 2']],
  ])('answers %s: so many are told, and no more', async (_what, policy, query, solutions, expected) => {
    const lines = await told(policy, query, { solutions });
    expect(lines.filter((line) => line.startsWith('x = '))).toEqual(expected);
    expect(lines.join('\n')).toContain(`The query has more than ${solutions} answers.`);
  });

  it.each([
    [
      'depth',
      LIBRARY,
      'loop(1)',
      { depth: 50 },
      'Look for a rule that calls itself without end, or raise "limits.depth" in the launch configuration.',
    ],
    [
      'memory',
      CLOUD,
      'reach(User:_, User:_)',
      { memory: 100 },
      'Ask for less, or raise "limits.memory" in the launch configuration.',
    ],
  ])('%s ends the run with an error, and says what to do', async (_what, policy, query, limits, advice) => {
    expect(await told(policy, query, limits)).toContain(advice);
  });

  it('that is not reached changes nothing', async () => {
    const without = await told(CLOUD, 'level(x, n)', {});
    expect(await told(CLOUD, 'level(x, n)', { solutions: 3, memory: 1_000_000 })).toEqual(without);
    expect(without.filter((line) => line.startsWith('x = '))).toHaveLength(3);
  });
});

it('the events of a Cloud goal are told by the goal with its values, those of a head by what is written', async () => {
  const client = await debugging({
    policy: CLOUD,
    query: 'allow(User:b, "read", Repo:x)',
    breakpoints: [{ line: 3, column: 45 }],
  });
  await client.next('stopped');
  const source = { path: '/w/main.polar' };
  const labels = async (line: number, column?: number): Promise<string[]> => {
    const { targets } = (await client.request('gotoTargets', { source, line, ...(column && { column }) })).body;
    return targets.map(({ label }: { label: string }) => label.replace(/^event \d+: /, ''));
  };
  expect(await labels(3, 45)).toContain('level(User{"b"}, n)');
  for (const label of await labels(3, 1)) expect(label).not.toContain('\n');
  expect(await labels(999)).toEqual([]);
  await client.request('setBreakpoints', { source, breakpoints: [] });
  await client.request('continue', { threadId: 1 });
  expect(await stopsOf(client)).toEqual([]);
});
