import type { Semantics } from './point.ts';

const AFTER_A_CUT = [
  ...[
    'cut and (cut or x = 0)',
    'cut and (x = 0 or cut)',
    'cut and (cut or x = 0 or cut)',
    'x in [1, 2] and (cut or x = 1)',
  ],
  ...[
    'x in [1, 2] and cut and (cut or x = 0)',
    'cut and (cut and x = 1 or x = 2)',
    '(cut and (cut or x = 1)) or x = 2',
  ],
  ...[
    '(cut or x = 1) and cut',
    '(cut or x = 1) and (cut or x = 2)',
    '(x = 1 or cut) and (cut or x = 2) and (cut or true)',
  ],
  ...[
    'cut and (x = 1 or (cut or x = 2))',
    'cut and ((cut or x = 1) or x = 2)',
    'cut and ((cut or x = 1) and cut or x = 2)',
  ],
  'x in [1, 2] and (_y in [3, 4] and cut and (cut or x = 0) or x = 2)',
  'x in [1, 2] and ((x = 1 and (cut or true)) or (cut and (cut or true)))',
  '(_y in [1, 2] and ((cut or x = 0) and (x = 3 or cut) and (cut or x in [1, 2]))) or x = 7',
  ...[
    'cut and not (cut or x = 1)',
    'cut and not (cut and (cut or x = 1) and x = 2)',
    'cut and forall(cut or x = 1, cut)',
  ],
  ...['x in [1, 2] and not (cut and (cut or x = 1) and x = 2) and (x = 2 or cut)', 'cut and not (not (cut or x = 1))'],
  'x in [1, 2] and forall(cut and (cut or x = 1) and (cut or _y = 1), x > 1 or cut) and (x in [2] or cut)',
  ...['cut and forall((cut or x = 1) and (cut or x = 2), cut or x = 3) and (cut or x = 4)', 'cut and (cut or x.a = 1)'],
  ...['cut and (x > 1 or cut) and (cut or x = 2)', '(x > 0 or x < 0) and cut and (cut or x = 1)'],
];

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
  {
    point: '3.7',
    name: 'a cut after a cut, in conjunctions, disjunctions and negations',
    policy: [
      ...AFTER_A_CUT.map((body, i) => `c${i}(x) if ${body}; c${i}(9);`),
      ...AFTER_A_CUT.map((_, i) => `d${i}(x) if c${i}(x) and (cut or true);`),
    ].join(' '),
    queries: [
      ...AFTER_A_CUT.flatMap((body, i) => [`c${i}(x)`, `c${i}(1)`, `d${i}(x)`, body]),
      'x = 0 and cut and (cut or x = 0)',
    ],
  },
];
