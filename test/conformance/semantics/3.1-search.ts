import type { Semantics } from './point.ts';

export const search: readonly Semantics[] = [
  {
    point: '3.1',
    name: 'a variable that is first met as an argument and in another argument is one variable',
    policy:
      'same(x, x); f(x) if same(u, [u, x]) and cut; g(x) if pair(u, [u, *_], x) and cut; pair([], x, x); h(x) if pair([u], u, x) and x = x;',
    queries: ['f(x)', 'g(x)', 'h(x)', 'g([[], 1])', 'g([1])'],
  },
  {
    point: '3.1',
    name: 'a query searches depth first, in the order in which rules are written',
    policy: 'f(1); f(2); f(3); g(x, y) if f(x) and f(y); h(x) if f(x) and x > 1; h(x) if x = 7; k(x) if h(x) or f(x);',
    queries: [
      'f(x)',
      'g(x, y)',
      'h(x)',
      'k(x)',
      'f(x) and not h(x)',
      'f(2)',
      'f(9)',
      'g(1, x) and g(x, 3)',
      'k(x) and k(x)',
    ],
  },
];
