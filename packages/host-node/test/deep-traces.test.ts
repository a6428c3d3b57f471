import { describe, expect, test } from 'vitest';
import { all, type Library, outcomes } from './both.ts';

/** The goals that a message's trace shows, by their numbers, and how many it says are left out. */
function traceOf(outcome: unknown): { readonly goals: ReadonlyMap<number, string>; readonly left: number } {
  const [, trace = ''] = /^trace \(most recent evaluation last\):\n(.*?)\n\n/s.exec((outcome as Error).message) ?? [];
  const goals = new Map<number, string>();
  let left = 0;
  for (const entry of trace.split(/\n(?= {2}\S)/)) {
    const [, number, goal] = /^ {2}(\d+): (.*)$/s.exec(entry) ?? [];
    if (number === undefined) left += Number(/^ {2}… (\d+) more$/.exec(entry)?.[1]);
    else goals.set(Number(number), goal!);
  }
  return { goals, left };
}

/** An error at the end of a recursion: at the first, in a body of several goals, in one of a single goal, beside a constraint. */
const POLICY = [
  'allow(1, 1, 1);',
  'r(0) if 1 in 2;',
  'r(n) if n > 0 and r(n - 1);',
  's(0) if 1 in 2;',
  's(n) if s(n - 1);',
  't(0, x) if x in 2;',
  't(n, x) if x > n and t(n - 1, x);',
].join('\n');

describe('the goals in progress at an error are numbered as the reference numbers them', () => {
  test.each([
    'r(3)',
    'r(40)',
    'r(90)',
    'r(400)',
    's(40)',
    's(900)',
    'not r(400)',
    't(20, x)',
    't(90, x)',
    'y = 1 and r(200)',
  ])('%s', async (query) => {
    const both = await outcomes(async ({ Oso }: Library) => {
      const oso = new Oso();
      await oso.loadStr(POLICY);
      return all(oso.query(query));
    });
    const [ours, theirs] = [traceOf(both.ours), traceOf(both.reference)];
    expect(theirs.left).toBe(0);
    expect(theirs.goals.size).toBeGreaterThan(3);
    expect(ours.goals.size + ours.left).toBe(theirs.goals.size);
    for (const [number, goal] of ours.goals)
      expect(`${number}: ${goal}`).toBe(`${number}: ${theirs.goals.get(number)}`);
  });
});
