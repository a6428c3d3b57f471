import type { Semantics } from './point.ts';

export const missingRules: readonly Semantics[] = [
  {
    point: '3.12',
    name: 'a query for a rule that does not exist',
    policy: 'f(1); g(x) if f(x);',
    queries: [
      'nothing(1)',
      'f(1) and nothing(1)',
      'f(2) and nothing(1)',
      'f(1) or nothing(1)',
      'not nothing(1)',
      'nothing(x)',
      'g(x)',
    ],
  },
];
