import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printFact } from '../value.ts';
import { factOfJson } from './fact-of-json.ts';
import { type FactFormat, FactReader, factFormatOf } from './fact-reader.ts';
import { PlainJsonFacts } from './plain-json-fact.ts';

interface Read {
  facts: string[];
  problems: string[];
}

/** Reads a text in pieces of these sizes, the last piece being the rest. */
function read(format: FactFormat, text: string | Uint8Array, sizes: readonly number[] = []): Read {
  const facts: string[] = [];
  const reader = new FactReader(format, (fact) => {
    facts.push(printFact(fact));
    return fact.predicate === 'refused' ? 'No such predicate.' : undefined;
  });
  let bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  for (const size of sizes) {
    reader.push(bytes.subarray(0, size));
    bytes = bytes.subarray(size);
  }
  reader.push(bytes);
  const { problems, count } = reader.end();
  expect(count).toBe(facts.length);
  return { facts, problems: problems.map(({ line, column, message }) => `${line}:${column} ${message}`) };
}

const bobsRole = 'has_role(User:bob, String:admin, Org:acme)';
const annesAge = 'age(User:änne, Integer:-7, Boolean:true)';

const texts: readonly [string, FactFormat, string][] = [
  [
    'an array',
    'json',
    '[["has_role", {"type":"User","id":"bob"}, "admin", {"type":"Org","id":"acme"}],\n ["age", {"type":"User","id":"änne"}, -7, true]]\n',
  ],
  [
    'an array of objects',
    'json',
    '\n[\n{"predicate": "has_role", "args": [{"type":"User","id":"bob"}, {"type":"String","id":"admin"}, {"id":"acme","type":"Org"}]}\n, {"predicate":"age","args":[{"type":"User","id":"änne"},{"type":"Integer","id":"-7"},{"type":"Boolean","id":"true"}]}]',
  ],
  [
    'JSON lines',
    'json',
    '["has_role", {"type":"User","id":"bob"}, "admin", {"type":"Org","id":"acme"}]\r\n\r\n["age", {"type":"User","id":"änne"}, -7, true]',
  ],
  [
    'facts as in a setup',
    'polar',
    '# who is what;\nhas_role(User{"bob"}, "admin", Org{"acme"}); age(User{"änne"},\n  -7, true);\n',
  ],
];

describe('facts are read from', () => {
  for (const [name, format, text] of texts) {
    it(`${name}, however it is cut into pieces`, () => {
      const whole = { facts: [bobsRole, annesAge], problems: [] };
      expect(read(format, text)).toEqual(whole);
      fc.assert(
        fc.property(fc.array(fc.nat({ max: 40 }), { maxLength: 12 }), (sizes) => {
          expect(read(format, text, sizes)).toEqual(whole);
        }),
        { numRuns: 60 },
      );
    });
  }

  it('CSV, in each of its forms, however it is cut', () => {
    const rows = { facts: [bobsRole, 'has_role(User:"a \\"b\\"", String:"x\\ny", Org:"z, 1")'], problems: [] };
    for (const text of [
      'has_role,User,String,Org\nbob,admin,acme\n"a ""b""","x\ny","z, 1"\n',
      'has_role, User, String, Org\r\nhas_role,bob,admin,acme\r\n"a ""b""","x\r\ny","z, 1"',
      'predicate,User,String,Org\nhas_role,bob,admin,acme\n\nhas_role,"a ""b""","x\ny","z, 1"\n',
    ]) {
      expect(read('csv', text)).toEqual(rows);
      fc.assert(
        fc.property(fc.array(fc.nat({ max: 30 }), { maxLength: 12 }), (sizes) => {
          expect(read('csv', text, sizes)).toEqual(rows);
        }),
        { numRuns: 60 },
      );
    }
  });

  it('nothing', () => {
    expect(read('json', '[]')).toEqual({ facts: [], problems: [] });
    expect(read('polar', '')).toEqual({ facts: [], problems: [] });
    expect(read('polar', '# nothing\n')).toEqual({ facts: [], problems: [] });
  });

  it('a long file of statements, piece by piece', () => {
    const text = Array.from({ length: 9_000 }, (_, i) => `member(User{"u${i}"}, Org{"o"});\n`).join('');
    const { facts, problems } = read('polar', text, [100_000, 50_001, 70_003]);
    expect([facts.length, facts.at(-1), problems]).toEqual([9_000, 'member(User:u8999, Org:o)', []]);
    expect(read('polar', `${text}oops oops;\n`, [100_000, 100_000]).problems).toEqual([
      expect.stringMatching(/^9000:/),
    ]);
  });
});

describe('what is wrong is told with its place, and reading goes on', () => {
  const cases: readonly [FactFormat, string, string[]][] = [
    [
      'json',
      '[["a", "x"],\n  ["refused"], ["b", 1.5],\n {"predicate": "c"}]',
      ['1:2 No such predicate.', '1:15 Argument 1 of b: 1.5 is no integer', '2:1 This is no fact.'],
    ],
    [
      'json',
      '["a"]\n{"a"\n["refused"]\n["b", null]\n',
      ['1:4 This line is no JSON', '2:0 No such predicate.', '3:0 Argument 1 of b: a value is'],
    ],
    ['json', '[["a", {"type": "User", "id": 7}]]', ['0:1 Argument 1 of a: the id of a value is a text: "id": "7".']],
    [
      'json',
      '[["a", 12345678901234567890], [1]]',
      ['0:1 Argument 1 of a: 12345678901234567000 is too large', '0:30 The first item of a fact'],
    ],
    [
      'json',
      '[["a", {"type": "Integer", "id": "9223372036854775808"}], ["a", {"type": "Integer", "id": "x"}], ["a", {"type": "Boolean", "id": "x"}]]',
      [
        '0:1 Argument 1 of a: 9223372036854775808 does not fit into 64 bits.',
        '0:58 Argument 1 of a: "x" is no integer.',
        '0:97 Argument 1 of a: "x" is neither true nor false.',
      ],
    ],
    ['json', '[["a", "x"],\n ["b", "y"', ['1:10 The file is cut off']],
    ['json', '[["a", "x"],', ['0:12 The file is cut off']],
    ['json', '["a", "x"]\n["a", "y', ['1:8 This line is no JSON: Unterminated string']],
    ['json', '[["a", {"type": "User", "id": ""}]]', ['0:1 Argument 1 of a: the id of this User is empty.']],
    ['json', '["a", {"type": "User", "id": ""}]', ['0:0 Argument 1 of a: the id of this User is empty.']],
    ['json', '', ['0:0 The file is empty.']],
    ['json', '\uFEFF \n', ['0:0 The file is empty.']],
    ['json', '[]', []],
    ['polar', '# None.\n', []],
    ['polar', 'a(User{""}, "");\n', ['0:0 Argument 1 of a: the id of this User is empty.']],
    ['json', '[["a", "x"],\n ["b" "y"]]', ['1:6 This is no JSON from here on']],
    ['json', '{"facts": []}', ['0:0 This is no fact.']],
    ['json', 'has_role(x);', ['0:0 This line is no JSON']],
    [
      'polar',
      'a("x");\nb(x);\nc("y") if d("y");\nresource R {}\ne(y: String);\n',
      [
        '1:0 A fact has values only',
        '2:0 A file of facts has only facts',
        '3:0 A file of facts has only facts',
        '4:0 A fact has values only',
      ],
    ],
    ['polar', '# A policy.\nactor User {}\nresource R {}\nb("x");\n', ['1:0 This is a policy, and no file of facts']],
    ['polar', 'a(x) if b(x);\nb("x");\n', ['0:0 This is a policy, and no file of facts']],
    ['polar', 'a("x");\nb(\nc("y");\n', ['1:2 `)` is missing here']],
    [
      'csv',
      'a,User\nann\nbob,2\n"x\ny"\n"open\n',
      ['2:0 The header names 1 argument, and here are 2.', '5:0 This is no CSV'],
    ],
    [
      'csv',
      'a,Integer,Boolean\nx,true\n1,maybe\n',
      ['1:0 Argument 1 of a: "x" is no integer.', '2:0 Argument 2 of a: "maybe" is neither'],
    ],
    ['csv', 'a\nb\n', ['0:0 The first line must name']],
    ['csv', '', ['0:0 The file is empty.']],
    ['csv', 'a,User,String\n,x\nbob,\n', ['1:0 Argument 1 of a: the id of this User is empty.']],
    [
      'csv',
      'name,email\nann,a@b\nbob,b@b\n',
      [
        '0:0 The first line must name the predicate and the type of each argument: has_role,User,String,Org. This one is the predicate name with an argument of the type email, and the row in line 2 has one cell more.',
      ],
    ],
    ['csv', 'a;User;String\nbob;x\n', ['0:0 Cells are separated by commas, and here by semicolons.']],
    ['csv', 'a\tUser\nbob\n', ['0:0 Cells are separated by commas, and here by tabs.']],
    ['csv', '\uFEFFa,User\nbob\n', []],
  ];
  for (const [format, text, expected] of cases) {
    it(`${format}: ${JSON.stringify(text).slice(0, 60)}`, () => {
      const { problems } = read(format, text);
      expect(problems).toEqual(expected.map((begin) => expect.stringContaining(begin)));
      expect(problems.map((problem, i) => problem.startsWith(expected[i]!))).toEqual(expected.map(() => true));
    });
  }

  it('text in another encoding, or none', () => {
    const refused = ['undefined:0 This is not text in UTF-8. Save the file in that encoding, or name another.'];
    expect(read('json', new Uint8Array([0x5b, 0xff, 0xfe])).problems).toEqual(refused);
    expect(read('csv', 'a\0').problems).toEqual([expect.stringContaining('This has a NUL character (U+0000)')]);
    expect(read('polar', new Uint8Array([0x61, 0xc3])).problems).toEqual(refused);
  });

  it('a line without an end is not kept in memory', () => {
    const { problems } = read('json', `["a", "${'x'.repeat(3_000_000)}"]\n["b"]\n`, [1_500_000, 1_000_000]);
    expect(problems).toEqual([expect.stringMatching(/^0:0 This line is too long/)]);
  });

  it('only the first faults, and how many more there are', () => {
    const reader = new FactReader('json', () => 'Wrong.');
    reader.push(new TextEncoder().encode('["a"]\n'.repeat(1000)));
    const { problems, more } = reader.end();
    expect([problems.length, more]).toEqual([20, 980]);
  });
});

it('the name of a file tells its format', () => {
  expect(['a.polar', 'b/c.JSON', 'd.jsonl', 'e.ndjson', 'f.csv', 'g.txt', 'json'].map(factFormatOf)).toEqual([
    'polar',
    'json',
    'json',
    'json',
    'csv',
    undefined,
    undefined,
  ]);
});

describe('a fact in JSON lines', () => {
  const blank = fc.constantFrom('', '', '', ' ', '\t', '  ', '\r');
  const ordinary = fc.constantFrom('"User"', '"bob"', '"é😀"', '"a name that is long"', '"Org"');
  const text = fc.oneof(
    { weight: 12, arbitrary: ordinary },
    fc.constantFrom(
      '"User"',
      '"bob"',
      '""',
      '"Integer"',
      '"Boolean"',
      '"a\\"b"',
      '"\\u00e9"',
      '"é😀"',
      '"a\tb"',
      '"open',
      '"12"',
    ),
    fc.string({ maxLength: 30 }).map((value) => JSON.stringify(value)),
  );
  const object = fc.tuple(
    fc.constantFrom(...Array<string>(9).fill('"type"'), '"id"', '"typ"'),
    text,
    fc.constantFrom(...Array<string>(9).fill('"id"'), '"type"'),
    text,
  );
  const scalar = fc.oneof(
    text,
    fc.integer().map(String),
    fc.constantFrom(
      '0',
      '-0',
      '01',
      '1.5',
      '1e3',
      '-',
      '123456789012345',
      '1234567890123456',
      '99999999999999999',
      'true',
      'false',
      'trues',
      'null',
      '[]',
      '',
    ),
  );
  const value = fc.oneof(scalar, object, object);
  const line = fc
    .tuple(
      fc.constantFrom('[', '[', '[', '[', '{', ''),
      fc.tuple(fc.oneof({ weight: 9, arbitrary: ordinary }, value), fc.array(value, { maxLength: 3 })),
      fc.constantFrom(']', ']', ']', ']', ']', ']]', '', '] x'),
      fc.infiniteStream(blank),
    )
    .map(([open, [first, rest], close, blanks]) => {
      const spaced = (part: string): string => `${blanks.next().value}${part}${blanks.next().value}`;
      const written = [first, ...rest].map((it) =>
        typeof it === 'string'
          ? spaced(it)
          : spaced(`{${spaced(it[0])}:${spaced(it[1])},${spaced(it[2])}:${spaced(it[3])}}`),
      );
      return spaced(`${open}${written.join(',')}${close}`);
    });

  it('is read as a JSON parser reads it, or left to that', () => {
    let plain = 0;
    fc.assert(
      fc.property(line, (written) => {
        const fact = new PlainJsonFacts().read(`x${written}x`, 1, written.length + 1);
        if (fact === undefined) return;
        plain++;
        expect(fact).toEqual(factOfJson(JSON.parse(written)));
      }),
      { numRuns: 20_000 },
    );
    expect(plain).toBeGreaterThan(1000);
  });

  it('is read without a parser where it is written as the client libraries write it', () => {
    const written = JSON.stringify([
      'has_role',
      { type: 'User', id: 'bob' },
      'admin',
      12,
      true,
      { type: 'Org', id: 'acme' },
    ]);
    expect(new PlainJsonFacts().read(written, 0, written.length)).toEqual(factOfJson(JSON.parse(written)));
  });
});

/** UTF-16 with a byte order mark. */
function utf16(text: string, littleEndian: boolean): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(2 * text.length + 2));
  for (const [at, unit] of [...`\uFEFF${text}`].entries()) bytes.setUint16(2 * at, unit.charCodeAt(0), littleEndian);
  return new Uint8Array(bytes.buffer);
}

describe('the encoding of a file', () => {
  const csv = 'has_role,User,String,Org\nbob,admin,acme\n';
  it.each([
    ['little', true],
    ['big', false],
  ])('may be UTF-16 with a mark, %s endian, however it is cut', (_, littleEndian) => {
    const whole = { facts: [bobsRole], problems: [] };
    expect(read('csv', utf16(csv, littleEndian))).toEqual(whole);
    for (const sizes of [[1], [1, 1], [2], [3, 5], [0, 1, 0, 1]])
      expect(read('csv', utf16(csv, littleEndian), sizes)).toEqual(whole);
  });

  it.each([
    ['UTF-16 without a mark', utf16(csv, true).subarray(2), 'This has a NUL character (U+0000)'],
    ['a program', new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0]), 'This has a NUL character (U+0000)'],
    ['bytes of no encoding', new Uint8Array([0x61, 0xff, 0xfe, 0x61]), 'This is not text in UTF-8.'],
    ['half a mark', new Uint8Array([0xff]), 'This is not text in UTF-8.'],
  ])('is told where it is none: %s', (_, bytes, message) => {
    for (const format of ['csv', 'json', 'polar'] as const)
      expect(read(format, bytes).problems).toEqual([expect.stringContaining(message)]);
  });
});

describe('a file that is cut off or endless', () => {
  it('in Polar, is told as that wherever it is cut, and not where a fault lies before', () => {
    const first = 'is_public(Repo{"x"});\n';
    const second = 'has_role(User{"a b"}, "r\\"e", Repo{"x"})';
    const told = (text: string) => {
      const reader = new FactReader('polar', () => undefined);
      reader.push(new TextEncoder().encode(text));
      return reader.end().problems.map(({ line, message }) => `${line}: ${message}`);
    };
    const CUT =
      '1: The file ends in the middle of this fact. Write the file again, or finish the fact: each ends with ;';
    for (let length = 1; length <= second.length; length++)
      expect([length, ...told(first + second.slice(0, length))]).toEqual([length, CUT]);
    expect(told(`${first}${second}; # The end`)).toEqual([]);
    expect(told(`${first}has_role(User{"a"}, 'b', Repo{"x"});\n# No end`)).not.toContain(CUT);
    expect(told(`has_role(User{"a" "b"});\n${second}`).map((one) => one.slice(0, 2))).toEqual(['0:', '1:']);
  });

  const long = 3_000_000;
  it.each([
    ['csv', `has_role,User,String,Org\na,admin,"${'x,y\n'.repeat(long / 4)}`, '1:0 This row has no end'],
    ['csv', 'x'.repeat(long), '0:0 This row has no end'],
    [
      'polar',
      `has_role(User{"a"}, "b", Org{"c"});\nhas_role(${'User{"a"},\n'.repeat(long / 11)}`,
      '1:0 This fact has no end',
    ],
    ['json', `[["has_role", "${'x'.repeat(long)}`, '0:1 This has no end'],
    ['json', '['.repeat(long), 'This is no JSON from here on, or none with facts'],
    ['json', '{"a":'.repeat(long / 5), '0:0 This line is too long'],
  ] as const)('is given up soon, with the place: %s %#', (format, text, problem) => {
    const bytes = new TextEncoder().encode(text);
    const reader = new FactReader(format, () => undefined);
    for (let at = 0; at < bytes.length && !reader.isOver; at += 65_536) reader.push(bytes.subarray(at, at + 65_536));
    const { problems, more } = reader.end();
    const told = problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
    expect(told).toEqual([expect.stringContaining(problem)]);
    expect(more).toBe(0);
  });
});
