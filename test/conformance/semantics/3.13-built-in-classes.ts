import type { Semantics } from './point.ts';

export const builtInClasses: readonly Semantics[] = [
  {
    point: '3.13',
    name: 'a built-in class is a value where no pattern stands, within the fields of a pattern too',
    policy: 'f(_: Thing{name: String}); g(x) if x = String; h(_: {name: Integer}); k(_: Thing{name: String{}});',
    queries: [
      ...['f(x)', 'f(ann)', 'k(x)', 'k(ann)', 'g(x)', 'g(1)', 'h({name: 1})', 'h({name: Integer})', 'h({name: Float})'],
      ...[
        'x = String',
        'x = [List]',
        '1 = Integer',
        'Integer = Float',
        'x = String and x matches String',
        '"a" == String',
      ],
      ...[
        'x = Float and x matches Integer',
        'x = String and x matches Thing',
        'String = "a"',
        'not f(x)',
        'Dictionary = x',
      ],
    ],
  },
  {
    point: '3.13',
    name: 'built-in classes',
    policy:
      'f(_: Integer, 1); f(_: Float, 2); f(_: String, 3); f(_: Boolean, 4); f(_: List, 5); f(_: Dictionary, 6); f(_, 7); g(x: Integer) if x > 1; h(_: Dictionary{a: 1}); h(_: List{length: 2});',
    queries: [
      ...['1', '1.0', '1.5', '"a"', 'true', '[]', '[1, 2]', '{}', '{a: 1}', 'nil', 'ann', 'x', 'inf', 'conf'].flatMap(
        (value) => [`f(${value}, y)`, `${value} matches Integer`, `${value} matches Dictionary`, `h(${value})`],
      ),
      ...[
        'g(2)',
        'g(1)',
        'g("a")',
        'g(x)',
        'x matches Integer and x = 1',
        'x matches String and x = 1',
        '"abc".startsWith("a")',
        '"abc".length',
        '[1, 2].length = x',
        '[1, 2].includes(2)',
        '"a,b".split(",") = x',
        '"a".nothing()',
        '[1].nothing',
        '1.5.toFixed(1) = x',
        '"abc".toUpperCase() = x',
        '"abc".indexOf("c") = x',
        '[1, [2]].flat() = x',
        '["a", "b"].join("-") = x',
      ],
    ],
  },
];
