import { describe, expect, it } from 'vitest';
import { check, createPolicy, type Diagnostic } from '../src/index.ts';

const found = (text: string, dialect: 'library' | 'cloud' = 'library'): readonly Diagnostic[] =>
  check(createPolicy([{ uri: 'a.polar', text }], { dialect })).get('a.polar')!;
const shown = (text: string, dialect?: 'library' | 'cloud'): string[] =>
  found(text, dialect)
    .filter(({ severity }) => severity === 'error')
    .map(({ code, start, end }) => `${code} ${text.slice(start, end)}`);

/** The text after all preferred fixes of its syntax errors. */
function mended(text: string, dialect?: 'library' | 'cloud'): string {
  const edits = found(text, dialect).flatMap(({ fixes }) => {
    const fix = fixes?.find(({ preferred }) => preferred);
    return fix?.kind === 'edit' ? fix.edits : [];
  });
  for (const { start, end, newText } of edits.toSorted((a, b) => b.start - a.start)) {
    text = text.slice(0, start) + newText + text.slice(end);
  }
  return text;
}

describe('a block with a syntax error', () => {
  it('is checked where it is sound', () => {
    const text =
      'resource R { permissions = ["read", "write"]; roles = ["a"]; "read" if ; "write" if "b"; }\nhas_role(_: Actor, "a", _: R);';
    expect(shown(text)).toEqual(['unrecognized-token ;', 'resource-block "b"']);
  });

  it('misses no names where a declaration is broken, or may be', () => {
    expect(shown('resource R { roles = ["a" "b"]; "a" if "c"; }\nhas_role(_: Actor, "a", _: R);')).toEqual([
      'unrecognized-token "b"',
    ]);
    expect(shown('resource R { "a" if ; roles = "a"; "a" if "c"; }')).not.toContain('resource-block "c"');
  });

  it('leaves the broken members of a test alone, and checks the others', () => {
    const text = 'test "t" { setup { fixture nothing; f(1) g(2); } assert f(1 ; assert f(1); }';
    expect(shown(text, 'cloud')).toContain('unknown-fixture nothing');
    expect(found('test "t" { assert f(; }', 'cloud').map(({ code }) => code)).not.toContain('test-without-assertion');
  });
});

describe('a rule with a syntax error', () => {
  const codes = (text: string): string[] => found(text).map(({ code }) => code);

  it('is not compared with others, since what it says is not known', () => {
    const text =
      'allow(a, b, c) := g(a, b, c);\nallow(a: U, "b", c) if a = c;\nallow(x, y, z) := h(x, y, z);\ng(_, _, _);';
    expect(codes(text)).not.toContain('shadowed-rule');
    expect(codes(text)).not.toContain('duplicate-rule');
    expect(codes('f(x) if x = 1 && g(x);\nf(x) if x = 1 && h(x);\n')).not.toContain('duplicate-rule');
  });

  it('neither repeats nor implies nor leaves out anything as a shorthand', () => {
    const text = `resource R {
      roles = ["a", "b"]; relations = { p: R };
      "a" if "b" && "x";
      "a" if "b" && "y";
      "b" if "a" && "z";
      "b" if "a" on p;
    }
    has_role(_: Actor, _: String, _: R);`;
    const all = codes(text);
    expect(all).toContain('invalid-token-character');
    for (const code of ['duplicate-rule', 'cyclic-implication', 'relation-without-rule'])
      expect(all).not.toContain(code);
  });
});

describe('a negation in a shorthand', () => {
  const block = (shorthand: string): string =>
    `actor User {}\nresource Repo {\n  roles = ["a", "b"]; permissions = ["read"]; relations = { p: Repo };\n${shorthand}\n}\n`;

  it.each([
    [
      '  "read" if "a" and not "b";',
      'has_permission(actor: Actor, "read", resource: Repo) if\n  has_role(actor, "a", resource) and\n  not has_role(actor, "b", resource);',
    ],
    ['  "a" if not is_closed(resource);', 'has_role(actor: Actor, "a", resource: Repo) if not is_closed(resource);'],
    [
      '  "read" if "a" on "p" and not "b";',
      'has_permission(actor: Actor, "read", resource: Repo) if\n  has_role(actor, "a", related) and has_relation(resource, "p", related) and\n  not has_role(actor, "b", resource);',
    ],
  ])('is written out as a rule after the block: %s', (shorthand, rule) => {
    const after = mended(block(shorthand), 'cloud');
    expect(after).toBe(block('').replace('\n\n}\n', `\n}\n\n${rule}\n`));
    expect(shown(after, 'cloud')).toEqual([]);
  });

  it('is left to its writer where it negates what is related', () => {
    expect(found(block('  "read" if not "a" on "p";'), 'cloud').flatMap(({ fixes }) => fixes ?? [])).toEqual([]);
  });
});

describe('a fix in a file with line breaks of two characters', () => {
  it.each([
    ['resource R { roles = ["a"];', 'library'],
    ['resource R {\r\n  permissions = ["read"]; roles = ["a"];\r\n  "read" if not "a";\r\n}\r\n', 'cloud'],
    ['resource R {\r\n  permissions = ["read"];\r\n  "read" if "a";\r\n}\r\nresource S {}\r\n', 'cloud'],
  ] as const)('has the same: %j', (start, dialect) => {
    const text = `${start}\r\n`;
    const edits = found(text, dialect).flatMap(({ fixes = [] }) => {
      return fixes.flatMap((fix) => (fix.kind === 'edit' ? fix.edits : []));
    });
    const breaks = edits.flatMap(({ newText }) => newText.match(/\r?\n/g) ?? []);
    expect(breaks.length).toBeGreaterThan(0);
    expect(new Set(breaks)).toEqual(new Set(['\r\n']));
  });
});

describe('a string without its quotes in a block', () => {
  const text = 'resource R { roles = [a, "b"]; relations = { p: R }; "b" if a; "b" if "b" on p; }';

  it('is an error of syntax in the Library, which no comment suppresses', () => {
    expect(shown(`# polar-disable-next-line\n${text}`).filter((one) => one.startsWith('unrecognized'))).toEqual([
      'unrecognized-token a',
      'unrecognized-token a',
      'unrecognized-token p',
    ]);
    expect(mended(text)).toContain('["a", "b"]; relations = { p: R }; "b" if "a"; "b" if "b" on "p";');
  });

  it('is one in Cloud, too, but for a relation, and for the words that stand for any role or permission', () => {
    const unread = (source: string) => shown(source, 'cloud').filter((one) => one.startsWith('unrecognized'));
    expect(unread(text)).toEqual(['unrecognized-token a', 'unrecognized-token a']);
    expect(mended(text, 'cloud')).toContain('["a", "b"]; relations = { p: R }; "b" if "a"; "b" if "b" on "p";');
    expect(unread('resource R { roles = ["a"]; relations = { p: R }; role if role on "p"; }')).toEqual([]);
  });
});

describe('a quick fix of a syntax error', () => {
  it.each([
    ['actor User {};', 'actor User {}'],
    ['f(1)', 'f(1);'],
    ['f(x) if g(x) && h(x);', 'f(x) if g(x) and h(x);'],
    ["f('a');", 'f("a");'],
    ['f(x) when g(x);', 'f(x) if g(x);'],
    ['f(x) if g(x), h(x);', 'f(x) if g(x) and h(x);'],
    ['resource R { roles = ["a" "b"]; }', 'resource R { roles = ["a", "b"]; }'],
    ['resource R { roles = ["a", b"]; }', 'resource R { roles = ["a", "b"]; }'],
    ['resource R { roles = ["a"];', 'resource R { roles = ["a"];\n}'],
    ['f(x if g(x);', 'f(x) if g(x);'],
    ['resource "R" {}', 'resource R {}'],
  ])('mends %s', (text, expected) => {
    expect(mended(text)).toBe(expected);
  });

  it('is not offered where it would not help', () => {
    const text = 'resource R allow({\n  roles = ["a"];\n  "b" if\n"c if "d"; }\nresource S {\n  roles = ["x];\n}# end';
    for (const { code, message, fixes } of found(text)) {
      for (const fix of fixes ?? []) {
        if (fix.kind !== 'edit') continue;
        const [{ start, end, newText }] = fix.edits as [Diagnostic & { newText: string }];
        const after = found(text.slice(0, start) + newText + text.slice(end));
        const same = (all: readonly Diagnostic[]): number => all.filter((one) => one.message === message).length;
        expect(same(after), `${code}: ${fix.title}`).toBeLessThan(same(found(text)));
      }
    }
  });

  it('names the other place of a key that stands twice', () => {
    const error = found('f(x) if x = {\n  a: 1,\n  b: 2,\n  b: 3\n};').find(({ code }) => code === 'duplicate-key');
    expect(error).toMatchObject({ related: [{ message: 'b stands here first.' }] });
  });
});

describe('two words that are no block', () => {
  it.each([
    'allow(a, b, _c) if a = b; else c;',
    'allow(a, b, _c) if a = b; otherwise deny;',
    'allow(a, b, _c) if a = b;\nfoo bar\n',
  ])('make no findings about blocks: %s', (text) => {
    expect(found(text).map(({ code }) => code)).not.toContain('missing-has-permission-rule');
    expect(found(`${text}\nresource R { permissions = ["p"]; }`).map(({ code }) => code)).toContain(
      'missing-has-permission-rule',
    );
  });
});
