import { describe, expect, it } from 'vitest';
import { debugging } from './debug-run.ts';

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
