import fc from 'fast-check';

/** A policy and a query of it, over the objects of `world.py`. */
export interface Asked {
  readonly policy: string;
  readonly query: string;
}

const objects = [
  ...['a1', 'b2', 'c3', 'd2', 'u2', 'p', 'p_like', 'v1', 'v12', 'cents5', 'cents6', 'never', 'square', 'red', 'low'],
  ...['pair', 'day', 'moment', 'hour', 'tenth', 'few', 'one_set', 'nothing'],
] as const;
const plain = [
  'half',
  'big',
  'words',
  'text',
  'numbers',
  '1',
  '2',
  '1.0',
  '5',
  '"a"',
  'true',
  'false',
  '[1, 2]',
  '{a: 1}',
  'nil',
];
const classes = [
  ...[
    'A',
    'B',
    'C',
    'D',
    'Point',
    'Version',
    'Cents',
    'Never',
    'Shape',
    'Square',
    'Two',
    'Colour',
    'Level',
    'Pair',
    'Day',
  ],
  ...['Decimal', 'Datetime', 'Timedelta', 'Integer', 'Float', 'String', 'Boolean', 'List', 'Dictionary'],
] as const;
const attributes = [
  'n',
  'more',
  'name',
  'kind',
  'twice',
  'odd',
  'worse',
  'x',
  'y',
  'tags',
  'value',
  'major',
  'count',
  'left',
  'year',
  'no_such',
];

const object = fc.constantFrom(...objects);
const plainValue = fc.constantFrom(...plain);
const value = fc.oneof({ weight: 3, arbitrary: object }, { weight: 2, arbitrary: plainValue });
const className = fc.constantFrom(...classes);
const attribute = fc.constantFrom(...attributes);
const text = (parts: readonly string[], ...holes: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(...holes).map((filled) => parts.map((part, at) => `${part}${filled[at] ?? ''}`).join(''));

const call = fc.oneof(
  text(['.plus(', ')'], value),
  text(['.plus(', ', times: ', ')'], value, value),
  fc.constant('.me()'),
  text(['.given(', ')'], value),
  text(['.kinds(', ', ', ', k: ', ')'], value, value, value),
  fc.constant('.each()'),
  fc.constant('.broken()'),
  fc.constant('.isoformat()'),
  fc.constant('.upper()'),
  text(['.index(', ')'], value),
  fc.constant('.nope()'),
  fc.constant('.n()'),
);

const construction = fc.oneof(
  text(['new A(', ')'], value),
  text(['new B(', ', ', ', name: ', ')'], value, value, value),
  text(['new Point(', ', ', ')'], value, value),
  text(['new Point(x: ', ')'], value),
  text(['new Version(', ')'], fc.constantFrom('1', '2', '"a"')),
  text(['new Cents(', ')'], fc.constantFrom('5', '6')),
  fc.constant('new Day(2024, 2, 29)'),
  fc.constant('new Day(2024, 13, 1)'),
  fc.constant('new Shape()'),
  fc.constant('new Decimal("0.1")'),
);

const operator = fc.constantFrom('=', '==', '!=', '<', '<=', '>', '>=');
const pattern = fc.oneof(
  className,
  text(['', '{', ': ', '}'], className, attribute, value),
  text(['{', ': ', '}'], attribute, value),
);

/** A goal; `r` is what it finds. */
const goal = fc.oneof(
  text(['', ' ', ' ', ''], value, operator, value),
  text(['', ' matches ', ''], value, pattern),
  text(['', '.', ' = r'], object, attribute),
  text(['', '.', '.', ' = r'], object, attribute, attribute),
  text(['r = ', '', ''], object, call),
  text(['r = ', ''], construction),
  text(['s = ', ' and s ', ' ', ''], construction, operator, value),
  text(['r in ', ''], value),
  text(['r in ', '', ''], object, call),
  text(['r in ', ' and r ', ' ', ''], value, operator, value),
  text(['not ', ' ', ' ', ''], value, operator, value),
  text(['f(', ', r)'], value),
  text(['g(', ', ', ')'], value, value),
  text(['h(', ', r)'], value),
);

const query = fc.array(goal, { minLength: 1, maxLength: 2 }).map((goals) => goals.join(' and '));

/** Rules for `f`, whose order hangs on classes; for `g`, which unifies; for `h`, which looks into what it is given. */
const policy = fc
  .tuple(
    fc.uniqueArray(pattern, { minLength: 1, maxLength: 5 }),
    fc.array(value, { maxLength: 3 }),
    fc.array(attribute, { maxLength: 2 }),
  )
  .map(([patterns, values, names]) =>
    [
      ...patterns.map((one, at) => `f(_: ${one}, ${at});`),
      'f(_, -1);',
      ...values.map((one) => `g(${one.replace(/^nil$/, 'nothing')}, _);`),
      'g(x, x);',
      ...names.map((name) => `h(x, r) if r = x.${name};`),
      'h(x: A, r) if r = x.me() and r = x;',
      'h(_, _);',
      'allow(_, _, _);',
    ].join('\n'),
  );

export const asked: fc.Arbitrary<Asked> = fc.record({ policy, query });
