import type { Semantics } from './point.ts';

export const recursion: readonly Semantics[] = [
  {
    point: 'recursion',
    name: 'recursion over lists and numbers',
    policy:
      'append([], ys, ys); append([x, *xs], ys, [x, *zs]) if append(xs, ys, zs); reverse([], []); reverse([x, *xs], ys) if reverse(xs, zs) and append(zs, [x], ys); fib(0, 0) if cut; fib(1, 1) if cut; fib(n, f) if fib(n - 1, a) and fib(n - 2, b) and f = a + b; len([], 0); len([_, *xs], n) if len(xs, m) and n = m + 1; perm([], []); perm(xs, [x, *ys]) if select(x, xs, rest) and perm(rest, ys); select(x, [x, *xs], xs); select(x, [y, *xs], [y, *ys]) if select(x, xs, ys); even(0); even(n) if n > 0 and odd(n - 1); odd(n) if n > 0 and even(n - 1);',
    queries: [
      'append([1], [2, 3], x)',
      'append(x, y, [1, 2, 3])',
      'append([1, *x], [3], [1, 2, 3])',
      'reverse([1, 2, 3, 4, 5], x)',
      'fib(8, x)',
      'len([1, [2], "a"], x)',
      'perm([1, 2, 3], x)',
      'select(x, [1, 2], y)',
      'even(10)',
      'even(7)',
      'odd(7)',
      'append(x, [*y], [1])',
    ],
  },
];
