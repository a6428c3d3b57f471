import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plain } from '../../test/fuzz.ts';
import {
  childrenOf,
  nodeAt,
  type PolicyFile,
  parseFile,
  parseQuery,
  pieceEnd,
  print,
  rangeOf,
  type StatementSource,
  updateFile,
} from '../index.ts';

const POLICY = `allow(actor, action, resource) if
  has_permission(actor, action, resource);

resource Repo {
  roles = ["reader"];
  "read" if "reader";
}

f(x) if x.name = "a";
`;
const codes = (file: PolicyFile): string[] => file.statements.flatMap(({ errors }) => errors.map(({ code }) => code));

describe('a file', () => {
  it('is read statement by statement, with the places of each', () => {
    const file = parseFile(POLICY);
    expect(file.statements.map(({ tree }) => tree?.$type)).toEqual(['Rule', 'Block', 'Rule']);
    const texts = file.statements.map(({ base, length }) => POLICY.slice(base, base + length));
    expect(texts[2]).toBe('f(x) if x.name = "a";');
  });

  it('of nothing but comments has no statements', () => {
    expect(parseFile('# nothing\n\n').statements).toEqual([]);
    expect(parseFile('').statements).toEqual([]);
  });

  it('gives the innermost node at an offset, and its range', () => {
    const file = parseFile(POLICY);
    const at = POLICY.indexOf('name');
    const node = nodeAt(file, at + 1);
    expect(node?.$type).toBe('Name');
    expect(node && rangeOf(node)).toEqual({ start: at, end: at + 4 });
    expect(nodeAt(file, POLICY.indexOf('\n\nresource') + 1)).toBeUndefined();
  });

  it('gives a word at its end', () => {
    const file = parseFile('f(xy);');
    expect(nodeAt(file, 4)).toMatchObject({ $type: 'Variable', name: 'xy' });
  });

  it('has names where Cloud has words', () => {
    const words = [
      'role',
      'permission',
      'actor',
      'resource',
      'test',
      'fixture',
      'setup',
      'assert',
      'iff',
      'on',
      'global',
      'declare',
      'extends',
    ];
    for (const word of words) {
      const text = `${word}(${word}: ${word}, {${word}: ${word}}) if ${word}.${word} = ${word} and ${word}(${word});`;
      expect([word, codes(parseFile(text))]).toEqual([word, []]);
    }
  });

  it('keeps the sign with a number, and what is not exact as a bigint', () => {
    const values = ['-1', '+2', '9007199254740993', '-0', '1.', '-inf'].map((text) => {
      const { query } = parseQuery(text);
      return query && 'value' in query ? query.value : undefined;
    });
    expect(values).toEqual([-1, 2, 9007199254740993n, 0, 1, Number.NEGATIVE_INFINITY]);
  });

  it('marks what is missing by a node of no width', () => {
    const { tree } = parseFile('f(x) if x = ;').statements[0]!;
    expect(tree).toMatchObject({ body: { right: { $type: 'Variable', name: '' } } });
  });
});

describe('an update', () => {
  it('keeps the trees that the edit did not touch, and moves them', () => {
    const before = parseFile(POLICY);
    const trees = before.statements.map(({ tree }) => tree);
    const text = POLICY.replace('"reader"', '"reader", "writer"');
    const after = updateFile(before, text);
    expect(after.statements.map(({ tree }, i) => tree === trees[i])).toEqual([true, false, true]);
    expect(plain(after)).toBe(plain(parseFile(text)));
  });

  it('reads on where a statement now goes on into the next', () => {
    const before = parseFile(POLICY);
    const text = POLICY.replace('resource);', 'resource)');
    const after = updateFile(before, text);
    expect(codes(after)).toEqual(['unrecognized-token']);
    expect(plain(after)).toBe(plain(parseFile(text)));
  });

  it('of nothing gives the same file', () => {
    const before = parseFile(POLICY);
    expect(updateFile(before, POLICY)).toBe(before);
  });
});

describe('a text of several pieces', () => {
  const pieces = [
    ['f(a) if a = 1 and', 'g(1);'],
    ['f(a, b, c) if a = b and c = c and\n', '\nbar(1);\n'],
    ['f("a', 'b");'],
    ['f(1); # a', 'g(1);'],
    ['na', 'me(1);'],
    ['resource R { roles = ["a"];', '"a" if "b"; }'],
    ['test "t" {', 'assert f(1); }'],
    ['f(1)', ''],
    ['', 'f(1)'],
    ['f(', 'g(', 'h(1);'],
    ['$', 'f(1);'],
    ['type f(', 'if x;'],
    ['f(x) if x', 'if y;', 'f();'],
  ];

  it.each(pieces)('has what each of them has: %j, %j', (...all) => {
    const joined = all.join(pieceEnd);
    const alone = all.map((text) => parseFile(text).statements);
    const { statements } = parseFile(joined);
    const shapes = (of: readonly StatementSource[]) =>
      of.map(({ length, tree, errors }) => ({ length, tree: tree && print(tree), errors }));
    expect(shapes(statements)).toEqual(alone.flatMap(shapes));
  });

  it('is read again as it is read at once, whatever is edited', () => {
    const piece = fc.constantFrom(...pieces.flat());
    const text = fc.array(piece, { minLength: 1, maxLength: 5 }).map((all) => all.join(`\n${pieceEnd}\n`));
    fc.assert(
      fc.property(
        text,
        fc.nat(),
        fc.nat(6),
        fc.constantFrom('', ';', '(', 'x', pieceEnd, '\n'),
        (before, at, size, put) => {
          const start = at % (before.length + 1);
          const after = before.slice(0, start) + put + before.slice(start + size);
          const shown = (of: PolicyFile) =>
            of.statements.map(({ base, length, tree, errors }) => [base, length, tree && print(tree), errors]);
          expect(shown(updateFile(parseFile(before), after))).toEqual(shown(parseFile(after)));
        },
      ),
    );
  });
});

describe('a query', () => {
  it('is one expression, with places in its own text', () => {
    const { query, errors } = parseQuery('  allow(larry, action, gmail) ');
    expect(errors).toEqual([]);
    expect(query && rangeOf(query)).toEqual({ start: 2, end: 29 });
    expect(query && print(query)).toBe('allow(larry, action, gmail)');
  });

  it('is nothing where nothing is written', () => {
    expect(parseQuery(' # ').query).toBeUndefined();
  });

  it('has errors in places of its own text', () => {
    expect(parseQuery('  f(x) g').errors).toMatchObject([{ code: 'unrecognized-token', start: 7, end: 8 }]);
  });
});

describe('a test whose title has no quotes', () => {
  const body = '{\n  setup {\n    f(User{"a"});\n  }\n  assert f(User{"a"});\n}';
  it.each([
    ['owners', body],
    ['owners push', body],
    ['owners can push code', body],
    ['setup of owners', body],
    ['owners push', '{\n  assert f(User{"a"});\n}'],
    ['owners push', '{\n  assert_not f(User{"a"});\n}'],
  ])('has one error at all of %s, which quotes them, and its body is read', (title, rest) => {
    const text = `actor User {}\ntest ${title} ${rest}\ng(1);\n`;
    const file = parseFile(text);
    const found = file.statements.flatMap(({ base, errors }) =>
      errors.map(({ code, start, fix, message }) => ({ code, at: base + start, fix, message })),
    );
    expect(found.map(({ code, at, fix }) => [code, at, fix?.newText])).toEqual([
      ['unrecognized-token', text.indexOf(title), `"${title}"`],
    ]);
    expect(found[0]!.message).toContain('A test has a title in double quotes');
    expect(file.statements.map(({ tree }) => tree?.$type)).toEqual(['Block', 'Test', 'Rule']);
    expect(codes(parseFile(text.replace(title, `"${title}"`)))).toEqual([]);
  });
});

describe('what is nested or chained without end', () => {
  const many = 10_000;
  const cases: Record<string, string> = {
    parentheses: `f(x) if ${'('.repeat(many)}x${')'.repeat(many)};`,
    'parentheses that are not closed': `f(x) if ${'('.repeat(many)}`,
    lists: `f(x) if x = ${'['.repeat(many)}${']'.repeat(many)};`,
    negations: `f(x) if ${'not ('.repeat(many)}x;`,
    patterns: `f(x: ${'A{a: '.repeat(many)}1;`,
    'shorthand parentheses': `resource R { "a" if ${'('.repeat(many)}"b"; }`,
    sums: `f(x) if x = ${'1 + '.repeat(100_000)}1;`,
    lookups: `f(x) if x${'.a'.repeat(100_000)};`,
  };

  for (const [name, text] of Object.entries(cases)) {
    it(`${name}: are one error, and the rest is read`, () => {
      const file = parseFile(`${text}\ng(x);`);
      expect(codes(file)[0]).toBe('nested-too-deeply');
      for (const { tree } of file.statements) if (tree) expect(print(tree)).toContain('(');
    });
  }

  const deep = 490;
  const half = deep / 2;
  it.each([
    ['parentheses', `f(x) if ${'('.repeat(deep)}x = 1${')'.repeat(deep)};`],
    ['parentheses around a value', `f(x) if x = ${'('.repeat(deep)}1${')'.repeat(deep)};`],
    ['parentheses of sums', `f(x) if x = ${'(1 + '.repeat(deep)}1${')'.repeat(deep)};`],
    ['conditions and alternatives', `f(x) if ${'(x = 1 and (x = 2 or '.repeat(half)}x = 3${'))'.repeat(half)};`],
    ['negations', `f(x) if ${'not ('.repeat(deep)}x = 1${')'.repeat(deep)};`],
    ['forall', `f(x) if ${'forall(x = 1, '.repeat(deep)}x = 1${')'.repeat(deep)};`],
    ['lists', `f(x) if x = ${'['.repeat(deep)}1${']'.repeat(deep)};`],
    ['lists of a head', `f(${'['.repeat(deep)}1${']'.repeat(deep)});`],
    ['dictionaries', `f(x) if x = ${'{a: '.repeat(deep)}1${'}'.repeat(deep)};`],
    ['objects', `f(x) if x = ${'new A('.repeat(deep)}1${')'.repeat(deep)};`],
    ['patterns', `f(_: ${'A{a: '.repeat(deep)}1${'}'.repeat(deep)});`],
    ['shorthand parentheses', `resource R { "a" if ${'('.repeat(deep)}"b"${')'.repeat(deep)}; }`],
    ['sums', `f(x) if x = 1${' + 1'.repeat(deep)};`],
    ['lookups', `f(x) if x${'.a'.repeat(deep)} = 1;`],
  ])('%s are read hundreds deep, and printed', (_, text) => {
    const file = parseFile(text);
    expect(codes(file)).toEqual([]);
    expect(codes(parseFile(print(file.statements[0]!.tree!)))).toEqual([]);
  });

  it('a hundred thousand conditions are read', () => {
    const file = parseFile(`f(x) if ${'x and '.repeat(100_000)}x;`);
    expect(codes(file)).toEqual([]);
    const [rule] = file.statements;
    expect(rule?.tree && childrenOf(rule.tree).at(-1)).toMatchObject({ operands: { length: 100_001 } });
  });

  it.each([
    ['a comment of many signs', `${'#'.repeat(100_000)}\n`],
    ['many comments', '# # #\n'.repeat(50_000)],
    ['many blank lines', ' \n'.repeat(100_000)],
    ['many semicolons', ';'.repeat(1_000)],
  ])('%s behind a brace', (_, between) => {
    for (const head of ['resource R {', 'test "t" {', 'test "t" { setup {']) {
      const file = parseFile(`${head} }\n${between}`);
      expect(file.statements[0]?.tree).toBeDefined();
      expect(parseFile(`${head} }\n${between}g(x);`).statements.at(-1)?.tree).toBeDefined();
    }
  });
});
