import { expect, it } from 'vitest';
import { debugging } from './debug-run.ts';

/** The goals in which a query went too deep, as they are told. */
async function goalsOf(policy: string, query: string, depth?: number): Promise<string[]> {
  const launch = depth === undefined ? {} : { limits: { depth } };
  const client = await debugging({ policy, query, launch, filters: ['error'] });
  await client.next('stopped');
  const { stackTrace } = (await client.request('exceptionInfo', { threadId: 1 })).body.details;
  return (stackTrace as string).split('\n').filter((line) => line.startsWith('  '));
}

/** How many goals the lines speak of. */
const told = (lines: readonly string[]): number =>
  lines.reduce((sum, line) => sum + Number(/, (\d+) times$|… (\d+) more$/.exec(line)?.slice(1).find(Boolean) ?? 1), 0);

const RUNAWAY = 'r(x) if r(x + 1);\n';
const MUTUAL = 'p(x) if q(x + 1);\nq(x) if p(x + 1);\n';

it.each([50, 150, 199, 200, 201, 202, 203, 250, 500, 2000, 30_000])(
  'a recursion %s deep is told in full',
  async (depth) => {
    for (const [policy, query] of [
      [RUNAWAY, 'r(0)'],
      [MUTUAL, 'p(0)'],
    ] as const) {
      const lines = await goalsOf(policy, query, depth);
      expect(lines.at(-1)).toBe(`  in ${query}`);
      expect(Math.abs(told(lines) - depth)).toBeLessThanOrEqual(1);
    }
  },
);

it.each([
  ['one rule', 't(0, x) if x in 2;\nt(n, x) if x > n and t(n - 1, x);\n', 't'],
  ['two rules', 't(0, x) if x in 2;\nt(n, x) if x > n and u(n - 1, x);\nu(n, x) if t(n, x);\n', 't'],
])('where variables are constrained, too, an error tells all goals (%s)', async (_name, policy, rule) => {
  const count = async (calls: number): Promise<number> => told(await goalsOf(policy, `${rule}(${calls}, x)`));
  const [few, more] = [await count(10), await count(20)];
  const each = (more - few) / 10;
  expect(each).toBeGreaterThanOrEqual(1);
  for (const calls of [90, 150, 300]) expect(await count(calls)).toBe(few + each * (calls - 10));
});

it('of a long trace the ends are told, and how many goals stand between', async () => {
  expect(await goalsOf(RUNAWAY, 'r(0)', 500)).toEqual([
    '  in r(x + 1) (rule r), 100 times',
    '  … 301 more',
    '  in r(x + 1) (rule r), 99 times',
    '  in r(0)',
  ]);
});

it('as many as a recursion without a limit of its own has', async () => {
  expect(told(await goalsOf(RUNAWAY, 'r(0)'))).toBeGreaterThan(999_000);
});
