import type { Semantics } from './point.ts';

export const cut: readonly Semantics[] = [
  {
    point: '3.7',
    name: 'cut drops the choice points of its rule, its alternatives included',
    policy:
      'f(1) if cut; f(2); g(x) if f(x); g(9); h(x) if x in [1, 2, 3] and cut; h(4); k(x, y) if x in [1, 2] and y in [1, 2] and cut; m(x) if (x = 1 or x = 2) and cut; m(3); n(x) if f(x) and x in [1, 2, 3]; o(x) if x in [1, 2] and h(y) and y = 1; p(x) if not (cut and false) and x in [1, 2]; q(x) if (x = 1 and cut) or x = 2; r(x) if x in [3, 4] and forall(cut, true); r(5); s(x) if cut or x = 1; s(2); t(x) if x = 1; t(x) if cut and x = 2; t(3); u(x, y) if x in [1, 2] and h(y);',
    queries: [
      'f(x)',
      'f(2)',
      'g(x)',
      'h(x)',
      'h(4)',
      'h(2)',
      'k(x, y)',
      'm(x)',
      'n(x)',
      'o(x)',
      'p(x)',
      'q(x)',
      'r(x)',
      's(x)',
      's(2)',
      't(x)',
      'u(x, y)',
      'x in [1, 2] and cut',
      'x in [1, 2] and f(y)',
      'cut',
      '(x = 1 or x = 2) and cut',
      'x in [1, 2] and y in [3, 4] and cut',
    ],
  },
];
