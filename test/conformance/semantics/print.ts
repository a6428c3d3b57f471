import type { Semantics } from './point.ts';

export const print: readonly Semantics[] = [
  {
    point: 'print',
    name: 'print writes terms in the reference\u2019s style',
    policy: 'f(x, y) if print(x, y); g(x) if print("a") and x in [1, 2] and print(x);',
    queries: [
      'print(1, "a", true, [1, "b"], {a: 1, b: {c: "d"}})',
      'print(1.5, 1.0, -0.0, 1e21, 1e-7, inf, -inf, nan)',
      'f(1, [2, *x])',
      'g(x)',
      'print("q\\"uote", "n\\nl")',
      'print()',
      'x = 1 and print(x)',
      'print(9223372036854775807)',
      'f([], {})',
      'print([[], [[1]]], "é")',
    ],
  },
];
