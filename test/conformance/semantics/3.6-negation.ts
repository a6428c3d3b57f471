import type { Semantics } from './point.ts';

/** Heads that take something out of a list. */
const TAKEN = [
  ...['[_, *_]', '[_]', '[_f]', '[_f, 3]', '[[_f]]', '[_f, *_r]', '[_, [_x]]'].map((head, i) => `t${i}(${head});`),
  't7([f, *r], [f, *r]); t8([f, *_], [f]); t9([_x], _); t10([x], y) if x = y; t11([x]) if x = 3;',
  'append([], list, list); append([first, *rest], list, [first, *both]) if append(rest, list, both);',
];
/** What has the parameter in it. */
const TAKEN_FROM = [
  ...['t0([u])', 't0([1, *u])', 't1([u])', 't2([u])', 't3([u, 3])', 't4([[u]])', 't5([u])', 't5([1, *u])', 't5(u)'],
  ...['t6([1, [u]])', 't7([u], _)', 't7([u, 3], _)', 't7([1, *u], _)', 't8([u], _)', 't9([u], _)', 't10([u], _)'],
  ...['t11([u])', 'append([u], 3, _)', 'append([u, 1], u, _)', 'append([1], u, _)', 'append(_, [u], [1, u])'],
];

export const negation: readonly Semantics[] = [
  {
    point: '3.6',
    name: 'a negated goal unifies what its clause takes out of a list',
    policy: [
      ...TAKEN,
      ...TAKEN_FROM.flatMap((goal, i) => [`n${i}(u) if not ${goal};`, `a${i}(u) if forall(${goal}, true);`]),
      ...TAKEN_FROM.map((goal, i) => `d${i}(u) if forall(true, ${goal});`),
    ].join(' '),
    queries: [
      ...TAKEN_FROM.flatMap((_, i) => [`n${i}(z)`, `a${i}(z)`, `d${i}(z)`, `n${i}(3)`, `d${i}(z) and z = 3`]),
      ...['x = z and not t2([x])', 'z = x and not t2([z])', 'not t2([x])', 'x = z and forall(t2([x]), t1([z]))'],
    ],
  },
  {
    point: '3.6',
    name: 'a negated goal that makes two variables one that are one already',
    policy: 'f(a, b) if a = b; g(x, x); h(a, b) if f(b, a);',
    queries: [
      ...[
        'forall(z = v, z = v)',
        'not (z = v and not z = v)',
        'x = 1 and forall(z = v, z = v)',
        'forall(z = v, f(z, v))',
      ],
      ...['forall(z = v, g(z, v))', 'not (z = v and not h(z, v))', 'x = y and not (not x = y)', 'x = y and not x = y'],
      ...['x = y and not f(x, y)', 'x = y and not g(x, x)', 'f(x, y) and not f(x, y)', 'not (not g(x, x))'],
    ],
  },
  {
    point: '3.6',
    name: 'a variable that the application gives back gets a value within a negation',
    policy: '',
    queries: ['v = z', 'v > 0'].flatMap((known) => [
      ...['x = [new Repo(size: v).size]', 'x = {a: new Repo(size: v).size}', 'x = new Repo(size: v).size']
        .flatMap((goal) => [`not (${goal})`, `not (not (${goal}))`, `forall(${goal}, x = 3)`])
        .flatMap((goal) => [`${known} and ${goal}`, `${known} and ${goal} and v = 1`]),
      `${known} and not (new Repo(size: v) matches Repo{size: y} and x = [y]) and v = 1`,
      `${known} and not (y in new Repo(size: [v]).size and x = [y]) and v = 1`,
      `${known} and new Repo(size: v).size = y and y < 4 and v = 3`,
    ]),
  },
  {
    point: '3.6',
    name: 'not and forall bind nothing',
    policy:
      'f(1); f(2); g(2); g(3); h(x) if f(x) and not g(x); all(xs) if forall(x in xs, f(x)); any(x) if not f(x); k(x) if not (x = 1 and f(x)); n(x) if not (not f(x));',
    queries: [
      ...[
        'h(x)',
        'not f(3)',
        'not f(1)',
        'not f(x)',
        'all([1, 2])',
        'all([1, 3])',
        'all([])',
        'forall(f(x), x > 0)',
        'forall(f(x), g(x))',
        'forall(f(x), x = 1)',
        'forall(g(x), y = 1)',
        'any(1)',
        'any(5)',
        'any(x)',
        'k(1)',
        'k(2)',
        'k(x)',
        'n(1)',
        'n(3)',
        'n(x)',
      ],
      ...[
        'x = 3 and not f(x)',
        'not (x = 1)',
        'not (x = 1) and x = 2',
        'not (x = 1) and x = 1',
        'x in [1, 2, 3] and not x = 2',
        'not (f(x) and g(x))',
        'not (f(x) and x > 5)',
        'not not f(1)',
        'not true',
        'not false',
        'not (true and false)',
        'not (true or false)',
      ],
      ...[
        'forall(x in [1, 2, 3], x > 0)',
        'forall(x in [1, 2, 3], x > 1)',
        'x = 1 and forall(y in [1, 1], x = y)',
        'x in [1, 2] and forall(y in [1, 1], x = y)',
        'forall(x in "ab", x in "abc")',
        'forall(false, false)',
        'forall(true, false)',
        'not ann.active',
        'not bob.active',
        'forall(x in ann.roles, x.size > 0)',
      ],
    ],
  },
  {
    point: '3.6',
    name: 'a negation within a negation, beside a variable that stands for anything',
    policy: [
      'h(a) if not (not (1 = 2) and a = _c);',
      'i(a) if not (not (1 = 1) and a = _c);',
      'j(a) if not (a = _c and not (1 = 2));',
      'k(a, b) if not (not (a = 1) and b = _c);',
      'l(a) if not (not (not (1 = 2)) and a = _c);',
      'm(a) if not (not (a = _c) and a = _d);',
    ].join(' '),
    queries: [
      ...['h', 'i', 'j', 'l', 'm'].flatMap((name) => [
        `${name}(x)`,
        `${name}(1)`,
        `x > 1 and ${name}(x)`,
        `not ${name}(x)`,
      ]),
      ...['k(x, y)', 'k(1, y)', 'k(2, y)', 'k(x, 1)', 'k(x, x)', 'not k(x, y)'],
    ],
  },
  {
    point: '3.6',
    name: 'a variable that stands for another one, and that an object of the application gives back',
    policy: '',
    live: true,
    queries: [
      ...['x = w.size', 'w.size = x', 'w.size = 3', '3 = w.size', 'w.size > 3', 'w.size', '_ = w.size'].flatMap(
        (goal) => [
          `z = v and not (w = new Thing("write", v) and ${goal})`,
          `z = v and w = new Thing("write", v) and not (${goal})`,
          `z = v and y = z and not (w = new Thing("write", z) and ${goal})`,
          `z = v and y = z and w = new Thing("write", {a: [v]}) and not (y = w.size.a and ${goal.replaceAll('w.size', 'y')})`,
        ],
      ),
      'z = v and not (w = new Thing("write", v) and y = w.size and x = y)',
      'z = v and not (w = new Thing("write", v) and x = w.size and x = 3)',
      'z = v and w = new Thing("write", v) and not (w.size = x and x = 3)',
      'z = v and w = new Thing("write", v) and not (x = 3 and w.size = x)',
      'z = v and w = new Thing("write", v) and not (x = w.size and y = w.size)',
      'z = v and w = new Thing("write", v) and y = w.size and not (x = y)',
      'z = v and forall(w = new Thing("write", v), x = w.size)',
      'z = v and not (w = new Thing(v, 3) and x = w.name)',
    ],
  },
];
