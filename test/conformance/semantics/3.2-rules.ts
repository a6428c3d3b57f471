import type { Semantics } from './point.ts';

const classes = {
  classes: { A: { fields: ['n', 'm'] }, B: { extends: 'A' }, C: { extends: 'A' }, D: { extends: ['B', 'C'] }, E: {} },
};
const letters = {
  ...classes,
  objects: {
    a: { $class: 'A', n: 1, m: 2 },
    b: { $class: 'B', n: 1, m: 2 },
    c: { $class: 'C', n: 2, m: 2 },
    d: { $class: 'D', n: 1, m: 3 },
    e: { $class: 'E', n: 1 },
    twin: { $class: 'A', n: 1, m: 2 },
  },
};
const each = (write: (object: string) => string): string[] =>
  ['a', 'b', 'c', 'd', 'e', 'twin', '1', '"x"', 'nil', 'x', '{n: 1, m: 2}', '[a]'].map(write);

export const rules: readonly Semantics[] = [
  {
    point: '3.2',
    name: 'rules are sorted by their classes, most specific first, stable where nothing decides',
    data: letters,
    policy:
      'f(_: A, "A"); f(_: C, "C"); f(_: B, "B"); f(_: D, "D"); f(_, "any"); f(_: E, "E"); f(_: Integer, "Integer"); f(_: String, "String"); f(_: Dictionary, "Dictionary"); f(_: List, "List"); f(_: {n: 1}, "n is 1"); f(_: {n: 1, m: 2}, "both");',
    queries: each((object) => `f(${object}, x)`),
  },
  {
    point: '3.2',
    name: 'the first pair of different specializers decides',
    data: letters,
    policy:
      'f(_: A, _: D, 1); f(_: B, _: A, 2); f(_: B, _: B, 3); f(_: D, _: C, 4); f(_, _: D, 5); f(_: A, _, 6); f(_: A, _: A, 7); f(_: C, _: C, 8);',
    queries: ['a', 'b', 'c', 'd', 'e', 'u'].flatMap((left) =>
      ['a', 'b', 'c', 'd', 'e', 'v'].map((right) => `f(${left}, ${right}, x)`),
    ),
  },
  {
    point: '3.2',
    name: 'more fields are more specific than fewer, an instance pattern than a dictionary',
    data: letters,
    policy:
      'f(_: {}, 0); f(_: A, 1); f(_: A{n: 1}, 2); f(_: A{n: 1, m: 2}, 3); f(_: B{n: 1}, 4); f(_: B, 5); f(_: {n: 1}, 6); f(_: {n: 1, m: 2}, 7); f(_: D{m: 3}, 8); f(_: C{n: 2, m: 2}, 9);',
    queries: each((object) => `f(${object}, x)`),
  },
  {
    point: '3.2',
    name: 'the unions are least specific',
    data: letters,
    policy:
      'actor A {} resource B {} resource E {} f(_: Actor, "Actor"); f(_: Resource, "Resource"); f(_: A, "A"); f(_: E, "E"); f(_, "any"); f(_: D, "D"); g(_: Resource, 1); g(_: Actor, 2); h(_: Actor, _: A, 1); h(_: A, _: Actor, 2); h(_: Resource, _, 3); k(_: Actor);',
    queries: [
      ...each((object) => `f(${object}, x)`),
      ...each((object) => `g(${object}, x)`),
      ...each((object) => `h(${object}, a, x)`),
      ...each((object) => `${object} matches Actor`),
      ...each((object) => `k(${object})`),
    ],
  },
  {
    point: '3.2',
    name: 'parameters that are values, lists, dictionaries and repeated variables filter',
    policy:
      'f(1, "one"); f(1.0, "float"); f("a", "a"); f(true, "true"); f([], "empty"); f([1], "[1]"); f([x, *_], x); f([_, y, *_], y); f({a: 1}, "a"); f({a: x, b: x}, "twice"); f(x, x); g(x, x, 1); g(x, [x], 2); g([x, y], [y, x], 3); g({k: x}, x, 4); h(x: 1, x); h(x: "a", x); h(x: [1], x); h(x: true, x);',
    queries: [
      ...[
        '1',
        '1.0',
        '2',
        '"a"',
        'true',
        'false',
        '[]',
        '[1]',
        '[2, 3]',
        '{a: 1}',
        '{a: 2, b: 2}',
        '{a: 1, b: 2}',
        'z',
      ].map((value) => `f(${value}, y)`),
      ...['g(1, 1, x)', 'g(1, 1.0, x)', 'g(1, [1], x)', 'g([1, 2], [2, 1], x)', 'g({k: 1}, 1, x)', 'g(y, z, x)'],
      ...['h(1, x)', 'h(1.0, x)', 'h("a", x)', 'h([1], x)', 'h(true, x)', 'h(y, x)'],
    ],
  },
  {
    point: '3.2',
    name: 'a specializer sees what the parameters before it bound',
    data: letters,
    policy:
      'f(x, _: {n: x}, 1); f(x: A, x, 2); f(_: A{n: x}, x, 3); f(_: A{n: x, m: y}, [x, y], 4); f(x: A{n: y}, y: Integer, x);',
    queries: [
      'f(1, a, x)',
      'f(2, c, x)',
      'f(a, a, x)',
      'f(a, twin, x)',
      'f(a, 1, x)',
      'f(a, [1, 2], x)',
      'f(a, y, x)',
      'f(b, y, x)',
      'f(y, a, x)',
    ],
  },
  {
    point: '3.2',
    name: 'only rules with as many parameters count',
    policy: 'f(1); f(1, 2); f(x, y, z) if x = y and y = z; g() if f(1); g(1);',
    queries: ['f(x)', 'f(x, y)', 'f(1, 1, z)', 'f(1, 2, 3, 4)', 'g()', 'g(x)', 'f()'],
  },
];
