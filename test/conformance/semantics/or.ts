import type { Semantics } from './point.ts';

export const alternatives: readonly Semantics[] = [
  {
    point: 'or',
    name: 'alternatives and conjunctions nest',
    policy:
      'f(x) if x = 1 or x = 2 or x = 3; g(x, y) if (x = 1 or x = 2) and (y = 1 or y = 2); h(x) if (x = 1 and (x = 1 or x = 2)) or x = 5; k(x, y) if x = 1 and y = 1 or x = 2 and y = 2;',
    queries: [
      'f(x)',
      'f(2)',
      'g(x, y)',
      'g(2, y)',
      'h(x)',
      'k(x, y)',
      'f(x) and g(x, y)',
      'x = 1 or y = 2',
      'x = 1 and (y = 1 or y = 2 or y = 1)',
      'true or nothing',
      '(f(x) or f(y)) and x = 1',
    ],
  },
];
