import fc from 'fast-check';

/**
 * Programs of the Library dialect by its grammar (docs/language/grammar.bnf), as lists of tokens, and the same with a mistake or
 * two: a token left out, said twice, swapped, put in, or the text cut short.
 */
type Tokens = readonly string[];

const name = fc.constantFrom(
  'a',
  'b',
  'x',
  'y',
  'actor',
  'resource',
  'role',
  'Foo',
  'Ns::Bar',
  '_',
  'is?',
  'on',
  'test',
  'ü',
);
const word = fc.oneof(
  { weight: 4, arbitrary: name },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'type',
      'cut',
      'debug',
      'print',
      'in',
      'forall',
      'if',
      'and',
      'or',
      'not',
      'new',
      'matches',
    ),
  },
);
const literal: fc.Arbitrary<Tokens> = fc.oneof(
  fc.constantFrom('0', '1', '42', '1.5', '2.', '1e3', 'inf', 'nan', 'true', 'false').map((t) => [t]),
  fc.constantFrom('"s"', '""', '"a \\" b"', '"read"').map((t) => [t]),
  fc.tuple(fc.constantFrom('+', '-'), fc.constantFrom('1', '2.5')),
);

const join = (...parts: readonly (Tokens | string)[]): Tokens => parts.flat();
const separated = (items: readonly Tokens[], by = ','): Tokens =>
  items.flatMap((item, i) => (i === 0 ? item : [by, ...item]));
const commas = (item: fc.Arbitrary<Tokens>, maxLength = 3): fc.Arbitrary<Tokens> =>
  fc.array(item, { maxLength }).map((items) => separated(items));

const { value, logical, pattern, nestedPattern } = fc.letrec<
  Record<'value' | 'logical' | 'pattern' | 'nestedPattern', Tokens>
>((tie) => {
  const keyword = fc.tuple(word, tie('value')).map(([key, v]) => join(key, ':', v));
  const args = fc
    .tuple(fc.array(tie('value'), { maxLength: 2 }), fc.array(keyword, { maxLength: 1 }))
    .map(([positional, keywords]) => join('(', separated([...positional, ...keywords]), ')'));
  const field = (of: fc.Arbitrary<Tokens>): fc.Arbitrary<Tokens> =>
    fc.oneof(
      fc.tuple(word, of).map(([key, v]) => join(key, ':', v)),
      name.map((n) => [n]),
    );
  const access = fc
    .tuple(
      name,
      fc.array(
        fc.oneof(
          word.map((w) => [w]),
          fc.tuple(word, args).map(([w, a]) => join(w, a)),
          fc.constant(['(', '"k"', ')']),
        ),
        { minLength: 1, maxLength: 2 },
      ),
    )
    .map(([n, steps]) =>
      join(
        n,
        steps.flatMap((step) => ['.', ...step]),
      ),
    );
  return {
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      name.map((n) => [n]),
      literal,
      access,
      fc
        .tuple(tie('value'), fc.constantFrom('+', '-', '*', '/', 'mod', 'rem'), tie('value'))
        .map(([l, o, r]) => join(l, o, r)),
      commas(tie('value')).map((items) => join('[', items, ']')),
      fc.tuple(tie('value'), name).map(([v, n]) => join('[', v, ',', '*', n, ']')),
      commas(field(tie('value')), 2).map((fields) => join('{', fields, '}')),
      fc.tuple(name, args).map(([n, a]) => join('new', n, a)),
      tie('value').map((v) => join('(', v, ')')),
    ),
    logical: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.tuple(name, args).map(([n, a]) => join(n, a)),
      access,
      fc.constantFrom<Tokens>(['cut'], ['true'], ['x']),
      fc
        .tuple(tie('value'), fc.constantFrom('=', '==', '!=', '<', '<=', '>', '>=', 'in'), tie('value'))
        .map(([l, o, r]) => join(l, o, r)),
      fc.tuple(name, tie('value')).map(([n, v]) => join(n, ':=', v)),
      fc.tuple(tie('value'), tie('pattern')).map(([v, p]) => join(v, 'matches', p)),
      tie('logical').map((l) => join('not', l)),
      fc.tuple(tie('logical'), fc.constantFrom('and', 'or'), tie('logical')).map(([l, o, r]) => join(l, o, r)),
      tie('logical').map((l) => join('(', l, ')')),
      fc.tuple(fc.constantFrom('print', 'debug'), commas(tie('value'))).map(([n, a]) => join(n, '(', a, ')')),
      fc.tuple(tie('logical'), tie('logical')).map(([c, a]) => join('forall', '(', c, ',', a, ')')),
      fc.tuple(fc.constantFrom('in', 'new', '.'), commas(tie('value'))).map(([n, a]) => join(n, '(', a, ')')),
    ),
    pattern: fc.oneof(
      name.map((n) => [n]),
      literal,
      fc
        .tuple(fc.option(name, { nil: '' }), commas(field(tie('nestedPattern')), 2))
        .map(([n, f]) => join(n === '' ? [] : n, '{', f, '}')),
      commas(tie('nestedPattern')).map((items) => join('[', items, ']')),
    ),
    nestedPattern: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      name.map((n) => [n]),
      literal,
      access,
      tie('pattern'),
      fc.tuple(tie('nestedPattern'), tie('nestedPattern')).map(([l, r]) => join('(', l, '+', r, ')')),
    ),
  };
});
void nestedPattern;

const parameter = fc.oneof(
  value,
  fc.tuple(name, pattern).map(([n, p]) => join(n, ':', p)),
);
const head = fc.tuple(name, commas(parameter)).map(([n, ps]) => join(n, '(', ps, ')'));
const strings = fc.array(fc.constantFrom('"a"', '"b"', '"c"'), { maxLength: 3 });
const declaration = fc.oneof(
  fc
    .tuple(fc.constantFrom('roles', 'permissions'), strings)
    .map(([n, s]) => join(n, '=', '[', separated(s.map((t) => [t])), ']', ';')),
  fc
    .array(fc.tuple(name, name), { maxLength: 2 })
    .map((r) => join('relations', '=', '{', separated(r.map(([k, t]) => [k, ':', t])), '}', ';')),
);
const shorthand = fc
  .tuple(
    fc.constantFrom('"a"', '"b"'),
    fc.constantFrom('"c"', '"a"'),
    fc.option(fc.constantFrom('"p"', '"q"'), { nil: '' }),
  )
  .map(([h, b, r]) => join(h, 'if', b, r === '' ? [] : ['on', r], ';'));
const block = fc
  .tuple(fc.constantFrom('actor', 'resource'), name, fc.array(fc.oneof(declaration, shorthand), { maxLength: 3 }))
  .map(([k, n, members]) => join(k, n, '{', members.flat(), '}'));
const statement: fc.Arbitrary<Tokens> = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(head, logical).map(([h, b]) => join(h, 'if', b, ';')) },
  { weight: 2, arbitrary: head.map((h) => join(h, ';')) },
  { weight: 1, arbitrary: head.map((h) => join('type', h, ';')) },
  { weight: 1, arbitrary: logical.map((l) => join('?=', l, ';')) },
  { weight: 2, arbitrary: block },
);

export const program: fc.Arbitrary<Tokens> = fc.array(statement, { minLength: 1, maxLength: 3 }).map((s) => s.flat());

const JUNK = [
  ',', ';', '(', ')', '{', '}', '[', ']', '.', ':', '=', ':=', 'and', 'or', 'not', 'if', 'in', 'matches', 'new', 'cut', 'isa', 'mod',
  'foo', '"str', '$', '|', '!', '99999999999999999999', '1e', 'a::', '?', '*', 'type', '1', '"t"', 'debug', 'print', 'forall',
]; // biome-ignore format: a list

const mutation = fc.record({
  kind: fc.constantFrom('delete', 'repeat', 'swap', 'insert', 'replace', 'cut'),
  at: fc.nat(),
  junk: fc.constantFrom(...JUNK),
});

export const brokenProgram: fc.Arbitrary<Tokens> = fc
  .tuple(program, fc.array(mutation, { minLength: 1, maxLength: 2 }))
  .map(([tokens, mutations]) => {
    const result = [...tokens];
    for (const { kind, at, junk } of mutations) {
      const i = at % Math.max(result.length, 1);
      if (kind === 'delete') result.splice(i, 1);
      else if (kind === 'repeat') result.splice(i, 0, result[i] ?? junk);
      else if (kind === 'swap') result.splice(i, 2, result[i + 1] ?? junk, result[i] ?? junk);
      else if (kind === 'insert') result.splice(i, 0, junk);
      else if (kind === 'replace') result.splice(i, 1, junk);
      else result.length = i;
    }
    return result;
  });

/** Tokens with white space between them: a line break after each `;` and `{`, and at some other places. */
export const layout = (tokens: fc.Arbitrary<Tokens>): fc.Arbitrary<string> =>
  fc.tuple(tokens, fc.infiniteStream(fc.nat(9))).map(([list, stream]) => {
    let text = '';
    for (const token of list) {
      const broken = /[;{}]/.test(token) || (stream.next().value ?? 0) === 0;
      text += `${token}${broken ? '\n' : ' '}`;
    }
    return text;
  });
