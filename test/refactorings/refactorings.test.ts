import { createPolicy, type Dialect, refactorings } from '@polar-tools/policy';
import { describe, expect, test } from 'vitest';
import { applied } from './applied.ts';

/** What is made of a text by the refactoring of a title; `«` and `»` mark the selection, or one `«` the cursor. */
function refactored(marked: string, title: string, dialect: Dialect = 'library'): string | readonly string[] {
  const start = marked.indexOf('«');
  const end = marked.includes('»') ? marked.indexOf('»') - 1 : start;
  const text = marked.replaceAll(/[«»]/g, '');
  const policy = createPolicy([{ uri: 'main.polar', text }], { dialect });
  const offered = refactorings(policy, 'main.polar', start, end);
  const chosen = offered.find((one) => one.title.startsWith(title));
  return chosen === undefined
    ? offered.map((one) => one.title)
    : applied({ 'main.polar': text }, chosen)['main.polar']!;
}

const repo = `actor User {}
resource Org { roles = ["owner"]; }
resource Repo {
  roles = ["admin", "reader"];
  permissions = ["read"];
  relations = { parent: Org };
  # Who may read.
  "read" if «"reader";
  "reader" if "owner" on "parent";
}
`;

describe('a refactoring', () => {
  test('of a shorthand makes the rule that it stands for, and takes its comment along', () => {
    const rule = `# Who may read.
has_permission(actor: Actor, "read", repo: Repo) if has_role(actor, "reader", repo);`;
    const converted = refactored(repo, 'Convert to a rule');
    expect(converted).toBe(`${repo.replace(/ {2}# Who[^;]*;\n/, '').trimEnd()}\n\n${rule}\n`);
  });

  test.each(['read" if', 'reader" if "owner'])('of that rule makes the shorthand again: "%s', (shorthand) => {
    const marked = repo.replace('«', '').replace(`"${shorthand}`, `«"${shorthand}`);
    const rule = refactored(marked, 'Convert to a rule') as string;
    const at = rule.lastIndexOf('has_');
    const start = rule.indexOf('\n', rule.lastIndexOf('}')) < at ? rule.search(/\nhas_/) + 1 : at;
    const back = refactored(`${rule.slice(0, start)}«${rule.slice(start)}`, 'Convert to "');
    expect(
      (back as string)
        .replaceAll(/\s+/g, ' ')
        .split(/(?<=;)/)
        .map((part) => part.trim())
        .sort(),
    ).toEqual(
      repo
        .replace('«', '')
        .replaceAll(/\s+/g, ' ')
        .split(/(?<=;)/)
        .map((part) => part.trim())
        .sort(),
    );
  });

  test.each([
    ['Convert to "x in', 'f(x) if x = "a" «or x = "b";', 'f(x) if x in ["a", "b"];'],
    ['Convert to "x in', 'f(x) if not (x = 1 or« x = 2) and g(x);', 'f(x) if not (x in [1, 2]) and g(x);'],
    ['Convert to "x in', 'f(x) if (x = "a" «or x = "b") and g(x);', 'f(x) if x in ["a", "b"] and g(x);'],
    ['Convert to "x in', 'f(x) if ((x = 1 «or (x = 2))) or g(x);', 'f(x) if x in [1, 2] or g(x);'],
    ['Convert to "x in', 'f(x) if not ((x = 1 «or x = 2));', 'f(x) if not (x in [1, 2]);'],
    ['Convert to "x in', 'f(x) if (x = 1 «or x = 2 # or\n) and g(x);', 'f(x) if (x in [1, 2] # or\n) and g(x);'],
    ['Convert to "x =', 'f(x) if x «in ["a", "b"] and g(x);', 'f(x) if (x = "a" or x = "b") and g(x);'],
    ['Convert to "x =', 'f(x) if x «in ["a", "b"];', 'f(x) if x = "a" or x = "b";'],
    ['Convert to "x.kind =', 'f(x) if x.kind «in ["a", "b"];', 'f(x) if x.kind = "a" or x.kind = "b";'],
    ['Split', 'f(x: User) if g(x) «or h(x) and i(x);', 'f(x: User) if g(x);\nf(x: User) if h(x) and i(x);'],
    ['Split', 'f(x) if g(x) and (h(x) «or i(x));', 'f(x) if g(x) and h(x);\nf(x) if g(x) and i(x);'],
    ['Merge', 'f(x: «User) if g(x);\n\nf(x: User)  if h(x) and i(x);', 'f(x: User) if g(x) or h(x) and i(x);'],
    [
      'Extract',
      'f(x: User, y) if g(x, z) and «h(z, a) and i(a, x)» and y = 1;',
      'f(x: User, y) if g(x, z) and extracted(z, x) and y = 1;\n\nextracted(z, x: User) if h(z, a) and i(a, x);\n',
    ],
    [
      'Inline',
      'f(x, b) if g«(x, "k") and b = 1;\ng(a, b) if h(a, c, b) and c = b;',
      'f(x, b) if h(x, c, "k") and c = "k" and b = 1;\ng(a, b) if h(a, c, b) and c = b;',
    ],
    ['Inline', 'f(x) if g«(x);\ng(x: User) if h(x);', 'f(x) if x matches User and h(x);\ng(x: User) if h(x);'],
    [
      'Inline',
      'f(x, c) if g«(x) and c = 1;\ng(a) if h(a, c) or i({c});',
      'f(x, c) if (h(x, c_2) or i({c: c_2})) and c = 1;\ng(a) if h(a, c) or i({c});',
    ],
  ])('%s: %s', (title, before, after) => {
    expect(refactored(before, title)).toBe(after);
  });

  test('introduces a role between a permission and what grants it', () => {
    expect(refactored(repo, 'Introduce')).toBe(
      repo
        .replace('«', '')
        .replace('"admin", "reader"]', '"admin", "reader", "read_role"]')
        .replace('"read" if "reader";', '"read" if "read_role";\n  "read_role" if "reader";'),
    );
  });

  test('moves a rule with its comment to another file, in the line breaks of that', () => {
    const files = { 'a.polar': '# One.\n# Two.\nf(1);\n\ng(2);\n', 'b.polar': 'h(3);\r\n' };
    const policy = createPolicy(
      Object.entries(files).map(([uri, text]) => ({ uri, text })),
      { dialect: 'library' },
    );
    const [moved] = refactorings(policy, 'a.polar', 14, 14).filter(({ kind }) => kind === 'refactor.move');
    expect(moved?.title).toBe('Move to b.polar');
    expect(applied(files, moved!)).toEqual({
      'a.polar': 'g(2);\n',
      'b.polar': 'h(3);\r\n\r\n# One.\r\n# Two.\r\nf(1);\r\n',
    });
  });

  test.each([
    ['a choice that compares two variables', 'f(x, y) if x = "a" «or y = "b";', ['Split into 2 rules']],
    ['a choice between values that are computed', 'f(x, y) if x = y «or x = "b";', ['Split into 2 rules']],
    ['a value that a method makes', 'f(x) if x.kind() «in ["a", "b"];', []],
    ['a rule with a cut', 'f(x) if g(x), «cut or h(x);'.replace(',', ' and'), []],
    ['a comment that would be lost', 'f(x) if g(x) # why\n  «or h(x);', []],
    ['heads that differ', 'f(«x) if g(x);\nf(y) if h(y);', []],
    ['a part of a goal', 'f(x) if g(«x) and h(x)»;', []],
    ['a rule that calls itself', 'f(x) if g«(x);\ng(x) if g(x);', []],
    ['a rule with another clause', 'f(x) if g«(x);\ng(1);\ng(x) if h(x);', []],
    ['a parameter with keys', 'f(x) if g«(x);\ng(x: User{name: n}) if h(x, n);', []],
    ['a negation of what has variables of its own', 'f(x) if not g«(x);\ng(x) if h(x, y) and i(y);', []],
    ['a statement with an error', 'f(x) if x = "a" «or x = ;', []],
  ])('is not offered for %s', (_, marked, others) => {
    expect(refactored(marked, 'nothing has this title')).toEqual(others);
  });

  const mixed = `resource Repo {
  "read" if "reader"; # who reads
  # Who may give it to others.
  "reader" if "admin";

  permissions = ["push", "read"];
  "push" if "admin";
  roles = ["reader",
    "admin"];
  relations = { parent: Org };
  «"admin" if "owner" on "parent";
}
`;

  test('puts the members of a block in groups, each with its comments', () => {
    expect(refactored(mixed, 'Organise the block Repo')).toBe(`resource Repo {
  roles = ["reader",
    "admin"];
  permissions = ["push", "read"];
  relations = { parent: Org };

  "push" if "admin";
  "read" if "reader"; # who reads

  # Who may give it to others.
  "reader" if "admin";
  "admin" if "owner" on "parent";
}
`);
  });

  test.each([
    ['a block in order', 'resource R {\n  roles = ["a"];\n\n  "a" if «"b";\n}\n'],
    ['a comment that stands by itself', 'resource R {\n  "a" if «"b";\n  # Of itself.\n\n  roles = ["a", "b"];\n}\n'],
    ['a comment behind the brace', 'resource R { # all\n  "a" if «"b";\n  roles = ["a", "b"];\n}\n'],
  ])('leaves %s as it is', (_, text) => {
    expect(refactored(text, 'Organise')).not.toContain('Organise the block R');
  });

  test('of a block in one line keeps it a block', () => {
    expect(refactored('resource R { "a" if «"b"; roles = ["b", "a"]; }\n', 'Organise')).toBe(
      'resource R {\n  roles = ["b", "a"];\n\n  "a" if "b";\n }\n',
    );
  });

  test('sorts the names of a list, and the relations of a block', () => {
    expect(refactored('resource R {\n  roles = ["c", «"a",\n    "b"];\n}\n', 'Sort these names')).toBe(
      'resource R {\n  roles = ["a", "b",\n    "c"];\n}\n',
    );
    expect(refactored('resource R { relations = { b: «B, a: A }; }\n', 'Sort these names')).toBe(
      'resource R { relations = { a: A, b: B }; }\n',
    );
    expect(refactored('resource R { roles = ["a", «"b"]; }\n', 'Sort these names')).not.toContain('Sort these names');
  });
});
