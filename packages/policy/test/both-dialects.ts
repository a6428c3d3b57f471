import fc from 'fast-check';

type Tokens = readonly string[];

const join = (...parts: readonly (Tokens | string)[]): Tokens => parts.flat();
const separated = (items: readonly Tokens[]): Tokens => items.flatMap((item, i) => (i === 0 ? item : [',', ...item]));
const words = (...all: readonly string[]): fc.Arbitrary<Tokens> => fc.constantFrom(...all).map((word) => [word]);

/** Words of Cloud among them, which the Library takes for names. */
const names = [
  'x',
  'y',
  'User',
  'Ns::Org',
  '_',
  'actor',
  'resource',
  'role',
  'on',
  'iff',
  'extends',
  'global',
  'test',
  'assert',
  'current_unix_time',
];
const name = words(...names);
const literal = words('1', '-2', '1.5', '"a"', 'true', 'false', 'nan');
/** What only Cloud has. */
const cloudValue: fc.Arbitrary<Tokens> = fc.oneof(
  fc.tuple(name, literal).map(([type, id]) => join(type, '{', id, '}')),
  fc.constant(['@', 'current_unix_time']),
);

const { value, goal } = fc.letrec<Record<'value' | 'goal' | 'pattern', Tokens>>((tie) => {
  const items = (of: fc.Arbitrary<Tokens>): fc.Arbitrary<Tokens> => fc.array(of, { maxLength: 3 }).map(separated);
  const fields = (of: fc.Arbitrary<Tokens>): fc.Arbitrary<Tokens> =>
    fc
      .uniqueArray(fc.tuple(fc.constantFrom('k', 'if', 'role'), of), { maxLength: 2, selector: ([key]) => key })
      .map((pairs) => join('{', separated(pairs.map(([key, held]) => join(key, ':', held))), '}'));
  const call = fc.tuple(name, items(tie('value'))).map(([callee, held]) => join(callee, '(', held, ')'));
  return {
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      name,
      literal,
      cloudValue,
      items(tie('value')).map((held) => join('[', held, ']')),
      fields(tie('value')),
      fc.tuple(name, name).map(([object, key]) => join(object, '.', key)),
      fc.tuple(name, call).map(([object, method]) => join(object, '.', method)),
      call.map((made) => join('new', made)),
      fc.tuple(tie('value'), words('+', '*', 'mod'), tie('value')).map((parts) => parts.flat()),
      tie('value').map((held) => join('(', held, ')')),
      fc.tuple(name, tie('value')).map(([first, held]) => join('[', first, ',', '*', first, ']', '=', held)),
    ),
    goal: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      call,
      fc.constantFrom<Tokens>(['cut'], ['x'], ['true']),
      fc.tuple(tie('value'), words('=', '==', '!=', '<', 'in', ':='), tie('value')).map((parts) => parts.flat()),
      fc.tuple(tie('value'), words('matches', 'matches!'), tie('pattern')).map((parts) => parts.flat()),
      tie('goal').map((held) => join('not', held)),
      fc.tuple(tie('goal'), words('and', 'or'), tie('goal')).map((parts) => parts.flat()),
      tie('goal').map((held) => join('(', held, ')')),
      fc
        .tuple(words('print', 'debug', 'in', '.', 'new'), items(tie('value')))
        .map(([op, held]) => join(op, '(', held, ')')),
      fc.tuple(tie('goal'), tie('goal')).map(([condition, action]) => join('forall', '(', condition, ',', action, ')')),
    ),
    pattern: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      name,
      literal,
      cloudValue,
      fields(tie('pattern')),
      fc.tuple(name, fields(tie('pattern'))).map(([type, held]) => join(type, held)),
      items(tie('pattern')).map((held) => join('[', held, ']')),
    ),
  };
});

const stray = [
  '!',
  '@',
  '@role',
  'on',
  'iff',
  'global',
  'extends',
  'assert',
  'test',
  'type',
  'not',
  '{',
  '}',
  '(',
  ')',
  ',',
  ':',
  '*',
  '"b"',
  'x',
  'matches',
  ';',
];

/** Tokens with a few that are out of place: taken out, put in, or changed for each other. */
export const disturbed = (tokens: fc.Arbitrary<Tokens>): fc.Arbitrary<Tokens> =>
  fc
    .tuple(
      tokens,
      fc.array(fc.record({ at: fc.nat(), kind: fc.nat(2), stray: fc.constantFrom(...stray) }), { maxLength: 2 }),
    )
    .map(([whole, changes]) => {
      const result = [...whole];
      for (const { at, kind, stray } of changes) {
        const i = at % Math.max(result.length, 1);
        result.splice(i, kind === 0 ? 1 : 0, ...(kind === 1 ? [stray] : []));
        if (kind === 2) [result[i], result[i + 1]] = [result[i + 1] ?? stray, result[i] ?? stray];
      }
      return result;
    });

/** Queries, conditions and values, in the syntax of both dialects. */
export const query: fc.Arbitrary<Tokens> = fc.oneof({ arbitrary: goal, weight: 3 }, { arbitrary: value, weight: 1 });

const parameter = fc.oneof(
  value,
  fc
    .tuple(words('x', 'y', 'role'), fc.oneof(name, cloudValue, fc.constant<Tokens>(['{', 'k', ':', '1', '}'])))
    .map(([variable, type]) => join(variable, ':', type)),
);
const head = fc
  .tuple(words('f', 'g', 'has_role'), fc.array(parameter, { maxLength: 3 }))
  .map(([callee, held]) => join(callee, '(', separated(held), ')'));
const member = fc.oneof(
  fc.constantFrom<Tokens>(
    ['roles', '=', '[', '"a"', ',', '"b"', ']', ';'],
    ['roles', '=', '[', 'a', ']', ';'],
    ['roles', '=', '[', '1', ']', ';'],
    ['roles', '=', '[', 'R', '{', '"a"', '}', ']', ';'],
    ['relations', '=', '{', 'p', ':', 'User', '}', ';'],
    ['relations', '=', '{', 'p', '}', ';'],
    ['permissions', '=', '{', '}', ';'],
  ),
  fc
    .tuple(
      words('"a"', '"b"', 'role', 'permission', '@flag "a"', 'a'),
      words('"a"', '"b"', 'role', 'a', 'global "a"', 'f(resource)', '("a")', '"a" and "b"', '"a" or "b"'),
      words('', 'on "p"', 'on p', 'on resource', 'of "p"'),
    )
    .map(([of, body, relation]) => join(of, 'if', body, relation, ';')),
);
const statement: fc.Arbitrary<Tokens> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(words('', '@flag'), head, goal).map(([flag, of, body]) => join(flag, of, 'if', body, ';')),
  },
  { weight: 2, arbitrary: head.map((of) => join(of, ';')) },
  { weight: 1, arbitrary: head.map((of) => join('type', of, ';')) },
  { weight: 1, arbitrary: goal.map((held) => join('?=', held, ';')) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        words('actor', 'resource', 'global', ''),
        words('User', 'global'),
        words('', 'extends User'),
        fc.array(member, { maxLength: 3 }),
      )
      .map(([keyword, type, supertypes, members]) => join(keyword, type, supertypes, '{', members.flat(), '}')),
  },
  {
    weight: 1,
    arbitrary: words(
      'declare f(User, String);',
      'test fixture t { f(1); }',
      'test "t" { setup { f(User{"a"}); } assert f(1); }',
      'test "t" { assert_not f(x: User) iff x = 1; }',
      'test(1);',
      'declare(1);',
    ),
  },
);

/** Policies of a few statements, in the syntax of both dialects. */
export const policy: fc.Arbitrary<Tokens> = fc
  .array(statement, { minLength: 1, maxLength: 3 })
  .map((statements) => statements.flat());

/** With a blank between tokens: `matches !` and `@ current_unix_time` are read as one in either way. */
export const written = (tokens: Tokens): string => tokens.filter((token) => token !== '').join(' ');
