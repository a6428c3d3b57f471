import { expect, test } from 'vitest';
import { expectedAt } from './expected.ts';
import { surroundingsOf } from './surroundings.ts';

const expected = (source: string): string => expectedAt(surroundingsOf(source, 0, source.length));

test('what can come next follows from what stands before', () => {
  const cases: Record<string, readonly string[]> = {
    parameter: ['f(', 'f(a, ', 'type f(', 'f(us'],
    condition: [
      'f(x) if ',
      'f(x) if a and ',
      'f(x) if not ',
      'f(x) if (a or ',
      'f(x) if forall(',
      '?= ',
      'f(x) if ha',
      'f(x) if (',
    ],
    value: [
      'f(x) if g(',
      'f(x) if g(1, ',
      'f(x) if x = ',
      'f(x) if x in ',
      'f(x) if x in [',
      'f(x) if print(',
      'f(x) if x = {a: ',
      'f(x) if g({a: ',
      'f(x) if x = {a: 1, b: ',
      'f(x) if x = new Point(x: ',
      'f(x) if x = new Point(x: 1, y: ',
      'f(x) if x.move(by: ',
      'f(x) if x = (',
    ],
    operator: [
      'f(x) if x ',
      'f(x) if g(x) ',
      'f(x) if x = "a" ',
      'f(x) if x = 1 ',
      'f(x) if true ',
      'f(x) if x in [1] ',
      'f(x) if x an',
    ],
  };
  for (const [kind, sources] of Object.entries(cases))
    for (const source of sources) expect([source, expected(source)]).toEqual([source, kind]);
});
