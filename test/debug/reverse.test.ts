import { CloudDebuggee, Debuggee, type SteppedRun } from '@polar-tools/evaluator';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { debugging } from './debug-run.ts';
import type { InProcessClient } from './in-process-client.ts';

const DIGITS = '[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]';
/** A hundred thousand events and more between the first and the last call of `g`: several stretches of the recording. */
const POLICY = `f(x, y) if
  a in [0, 1, 2] and b in ${DIGITS} and
  x = a * 10 + b and g(x, y) and
  not (c in ${DIGITS} and d in ${DIGITS} and e in ${DIGITS} and c + d + e > 100) and
  y > 5000;
g(x, y) if y = x + 1 and h(y);
h(y) if y > 0;
`;
const G = { line: 3, column: POLICY.split('\n')[2]!.indexOf('g(x, y)') + 1 };

describe('going back stops where going on did', () => {
  it.each([
    ['without a condition, at few events', [{ line: 6, column: 26, condition: 'y = 5' }]],
    ['with a condition that holds now and then', [{ ...G, condition: 'x mod 10 == 7' }]],
    ['with a condition that never holds', [{ ...G, condition: 'x > 5000' }]],
    ['with a count', [{ ...G, hitCondition: '% 7' }]],
    ['with a condition and a count', [{ ...G, condition: 'x mod 5 == 3', hitCondition: '== 4' }]],
    [
      'past a log message',
      [
        { ...G, logMessage: 'at {x}' },
        { line: 7, condition: 'y = 4' },
      ],
    ],
  ])('%s', async (_name, breakpoints) => {
    const client = await debugging({ policy: POLICY, query: 'f(x, y)', breakpoints, filters: ['end'] });
    const there: string[] = [];
    for (;;) {
      const { body } = await client.next('stopped');
      if (body.description === 'end') break;
      there.push(`${body.description} ${body.text}`);
      await client.request('continue', { threadId: 1 });
    }
    const logs = client.received.length;
    const back: string[] = [];
    for (;;) {
      await client.request('reverseContinue', { threadId: 1 });
      const { body } = await client.next('stopped');
      if (body.reason === 'entry') break;
      back.push(`${body.description} ${body.text}`);
    }
    expect(back).toEqual(there.toReversed());
    const outputs = client.received.slice(logs).filter((one) => 'event' in one && one.event === 'output');
    expect(outputs).toEqual([]);
  });
});

/** Counts the conditions that are evaluated, and the events that are gone through with a look at each. */
function counting(): { conditions: number; events: number } {
  const counted = { conditions: 0, events: 0 };
  for (const { prototype } of [Debuggee, CloudDebuggee] as { prototype: SteppedRun }[]) {
    const { evaluating, forward } = prototype;
    vi.spyOn(prototype, 'evaluating').mockImplementation(function (this: SteppedRun, ...args) {
      counted.conditions++;
      return evaluating.apply(this, args);
    });
    vi.spyOn(prototype, 'forward').mockImplementation(function (this: SteppedRun, ...args) {
      const before = this.event;
      const outcome = forward.apply(this, args);
      counted.events += this.event - before;
      return outcome;
    });
  }
  return counted;
}

const CLOUD = `actor User {}
resource Repo { roles = ["r"]; permissions = ["p"]; "p" if "r"; }
f(user: User, repo: Repo) if near(user, repo) and g(user, repo);
g(user: User, repo: Repo) if has_role(user, "r", repo);
`;
const FACTS = Array.from(
  { length: 300 },
  (_, n) => `near(User{"u${n}"}, Repo{"x"});\n${n % 50 === 0 ? `has_role(User{"u${n}"}, "r", Repo{"x"});\n` : ''}`,
).join('');

describe('a condition is asked once at each event, however often one goes back', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  const LIBRARY = { policy: POLICY, query: 'f(x, y)', filters: ['end'] };
  const OF_CLOUD = {
    policy: CLOUD,
    query: 'f(u: User, r: Repo)',
    files: { 'facts.polar': FACTS },
    launch: { facts: ['facts.polar'] },
    filters: ['end'],
  };
  const rows = [
    ['a condition', LIBRARY, { ...G, condition: 'x mod 10 == 7' }],
    ['a condition that never holds', LIBRARY, { ...G, condition: 'x > 5000' }],
    ['a count', LIBRARY, { ...G, hitCondition: '% 7' }],
    ['a log message', LIBRARY, { ...G, logMessage: 'at {x}' }],
    ['a condition in Cloud', OF_CLOUD, { line: 3, column: 50, condition: 'user = User{"u100"}' }],
    ['a condition in Cloud that never holds', OF_CLOUD, { line: 3, column: 50, condition: 'user = User{"x"}' }],
  ] as const;

  /** All stops to the end, or back to the start. */
  async function stopsTo(client: InProcessClient, last: string, command: string): Promise<string[]> {
    const stops: string[] = [];
    for (;;) {
      const { body } = await client.next('stopped');
      if (body.description === last) return stops;
      stops.push(`${body.description} ${body.text}`);
      await client.request(command, { threadId: 1 });
    }
  }

  it.each(rows)('%s', async (_name, run, breakpoint) => {
    const counted = counting();
    const client = await debugging({ ...run, breakpoints: [breakpoint] });
    const there = await stopsTo(client, 'end', 'continue');
    const forward = { ...counted };
    await client.request('reverseContinue', { threadId: 1 });
    expect(await stopsTo(client, 'start', 'reverseContinue')).toEqual(there.toReversed());
    // All was found out going on.
    expect(counted).toEqual(forward);

    // Of breakpoints that are set where the run has ended nothing is known.
    const later = await debugging(run);
    await stopsTo(later, 'end', 'continue');
    await later.request('setBreakpoints', { source: { path: '/w/main.polar' }, breakpoints: [breakpoint] });
    Object.assign(counted, { conditions: 0, events: 0 });
    await later.request('reverseContinue', { threadId: 1 });
    expect(await stopsTo(later, 'start', 'reverseContinue')).toEqual(there.toReversed());
    expect(counted.conditions).toBe('logMessage' in breakpoint ? 0 : forward.conditions);
    expect(counted.events).toBeLessThanOrEqual(forward.events);

    // They count again when they are others, and when the history is another.
    await later.request('setBreakpoints', { source: { path: '/w/main.polar' }, breakpoints: [] });
    await later.request('continue', { threadId: 1 });
    expect(await stopsTo(later, 'end', 'continue')).toEqual([]);
    await later.request('reverseContinue', { threadId: 1 });
    expect(await stopsTo(later, 'start', 'reverseContinue')).toEqual([]);
  });
});
