import { describe, expect, test } from 'vitest';
import { askAbout, QUICKSTART } from '../../test/asked.ts';
import { hover } from './hover.ts';

const shown = (
  files: Parameters<typeof askAbout>[0],
  configuration?: Parameters<typeof askAbout>[1],
): string | undefined => {
  const found = hover(askAbout(files, configuration));
  return found === undefined ? undefined : (found.contents as { value: string }).value;
};
const at = (piece: string): string => QUICKSTART.replace(piece.replace('|', ''), piece);

describe('hover', () => {
  test("shows the clauses of a call, a shorthand's as its longhand", () => {
    const text = shown(at('  has_per|mission(actor, action, resource);'));
    expect(text).toContain('has_permission(actor: Actor, "read", repository: Repository) if');
    expect(text).toContain('# "read" if "contributor"; in Repository');
  });

  test('shows clauses in other files of the policy', () => {
    expect(shown({ 'a.polar': 'f(x) if g|(x);', 'b.polar': 'g(1);\ng(2);' })).toContain('g(1);\n\ng(2);');
  });

  test('shows only the clauses with as many parameters, where there are such', () => {
    const text = shown('f(x) if g|(x);\ng(1);\ng(1, 2);');
    expect(text).toContain('g(1);');
    expect(text).not.toContain('g(1, 2)');
  });

  test('shows the longhand of a shorthand', () => {
    expect(shown(at('"pu|sh" if "maintainer"'))).toMatch(
      /has_permission\(actor: Actor, "push", repository: Repository\) if\s+has_role\(actor, "maintainer", repository\);/,
    );
    expect(shown(at('"admin" if "owner" |on "parent"'))).toContain(
      'has_relation(related_organization, "parent", repository)',
    );
  });

  test('says what a declared name is, and where it is used', () => {
    const text = shown(at('roles = ["contributor", "main|tainer"'));
    expect(text).toContain('role of `Repository`');
    expect(text).toContain('"push" if "maintainer";');
    expect(shown(at('{ par|ent: Organization }'))).toContain('relation of `Repository` to `Organization`');
  });

  test('says where it is used in other types too, and nowhere else', () => {
    const text = shown(
      'resource A { roles = ["r"]; }\nresource B { roles = ["r|"]; permissions = ["p"]; relations = { a: A }; "p" if "r" on "a"; "p" if "r"; }\nresource C { permissions = ["p"]; relations = { b: B }; "p" if "r" on "b"; }\n',
    );
    expect(text).toBe('`"r"`: role of `B`\n\n```polar\n"p" if "r";\n"p" if "r" on "b"; # in C\n```');
  });

  test('says what a string of a shorthand or call names, by the type that it is for', () => {
    expect(shown(at('"admin" if "own|er" on "parent"'))).toMatch(
      /^`"owner"`: role of `Organization`\n\n```polar\nhas_role\(/,
    );
    const blocks = 'resource A { permissions = ["read"]; }\nresource B { permissions = ["read"]; }\n';
    expect(shown(`${blocks}has_permission(_, "re|ad", b: B) if b.open;`)).toBe('`"read"`: permission of `B`');
    expect(shown(`${blocks}f(x) if has_permission(x, "re|ad", y) and y.open;`)).toBe(
      '- `"read"`: permission of `A`\n- `"read"`: permission of `B`',
    );
    expect(shown('global { roles = ["admin"]; }\nf(x: User) if has_role(x, "adm|in");')).toBe('`"admin"`: global role');
  });

  test('shows the comment above a rule', () => {
    expect(shown('# region a\n# What g\n# is for.\ng(1);\n\nf(x) if g|(x);')).toContain('# What g\n# is for.\ng(1);');
    expect(shown('# Of the file.\n\ng(1);\nf(x) if g|(x);')).not.toContain('file');
  });

  test('shows the allow that a policy of the Cloud dialect does not have to write', () => {
    expect(shown('test "t" { assert al|low(User{"a"}, "read", Doc{"b"}); }')).toContain('Implied');
  });

  test('says what a type is', () => {
    expect(shown(at('repository: Reposi|tory) if\n  role in'))).toContain('resource Repository {');
    expect(shown('f(x: Str|ing) if x = 1;')).toContain('built-in class');
    const classes = { Team: { fields: ['name'], extends: ['Group'] } };
    expect(shown('f(x: Te|am) if x = 1;', { classes })).toContain('Fields: `name`');
  });

  test('says what a variable is in its head', () => {
    expect(shown('f(x: User) if g(x|);')).toBe('```polar\nx: User\n```\n\nA parameter of `f`.');
    expect(shown('f(x) if y| matches User and x = y;')).toBe(
      '```polar\ny: User\n```\n\nA variable of this rule of `f`.',
    );
    expect(shown('f(x) if x = n|il;')).toContain('constant');
    expect(shown('f(|_) if true;')).toContain('variable of its own');
  });

  test('says nothing where there is nothing', () => {
    expect(shown('f(x) if g(x); # com|ment\n')).toBeUndefined();
    expect(shown('|')).toBeUndefined();
  });

  test('works beside a statement that is broken', () => {
    const text = 'f(x) if g|(x);\n\nbroken(x if = ;\n\ng(x) if x = 1;\n\nresource R { roles = ["a" }\n';
    expect(shown(text)).toContain('g(x) if x = 1;');
  });

  test('shows the comment above a block and a shorthand', () => {
    const text =
      '# Who asks.\nactor User {}\n\n# What is kept.\n# In folders.\nresource Doc {\n  roles = ["r"]; permissions = ["p"];\n  # Readers read.\n  "p" if "r";\n}\nf(d: Doc) if d = 1;\ng(x: User) if has_permission(x, "p", _d);\n';
    expect(shown(text.replace('d: Doc', 'd: D|oc'))).toContain('# What is kept.\n# In folders.\nresource Doc {');
    expect(shown(text.replace('actor User', 'actor U|ser'))).toContain('# Who asks.\nactor User {}');
    expect(shown(text.replace('"p" if', '"p" |if'))).toContain('# Readers read.\nhas_permission(');
    expect(shown(text.replace('if has_perm', 'if has_p|erm'))).toContain('# Readers read.\n# "p" if "r"; in Doc\n');
  });

  test.each([
    ['f(x) i|f x = 1;', '`if`: The rule holds if'],
    ['f(x) if not g|(x);', undefined],
    ['f(x) if n|ot g(x);', '`not`: Holds when its goal has no solution'],
    ['f(x) if x i|n [1] and x = 1;', '`in`: Is a member of'],
    ['f(x) if x mat|ches User;', '`matches`: Is of a class'],
    ['f(x) if for|all(y in x, y > 1);', '`forall`: Holds if the action'],
    ['f(x) if c|ut and x;', '`cut`: Gives up'],
    ['f(x) if pr|int(x);', '`print`: Prints'],
    ['f(x) if x = n|ew User();', '`new`: Constructs'],
    ['f(x) if x :|= 1;', '`:=`: Gives a variable'],
    ['?|= f(1);', '`?=`: An inline query'],
    ['ty|pe f(x: Integer);', '`type`: A rule type'],
    ['act|or User {}', '`actor`: A block'],
    ['resource R { ro|les = []; }', '`roles`: The roles'],
    ['glo|bal { roles = ["a"]; }', '`global`: The block of roles'],
    ['test "t" { as|sert f(1); }', '`assert`: This must hold'],
    ['test "t" { assert f(x: String) i|ff x in ["a"]; }', '`iff`: The assertion must hold for exactly'],
    ['f(resou|rce) if resource = 1;', 'resource'],
    ['f(x) if x = "no|t";', undefined],
    ['f(x) if x = 1; # no|t', undefined],
  ])('says what a word or sign means: %s', (text, expected) => {
    if (expected === undefined) expect(shown(text)).toBeUndefined();
    else expect(shown(text)).toContain(expected);
  });

  test('shows what a policy says as text, not as Markdown', () => {
    const evil = '[run](command:workbench.action.terminal.new) ![i](https://example.com/x.png)';
    const comment = `# \`\`\`\n# ${evil}\nactor User {}\nf(_: Us|er);`;
    // All of it stands inside one fenced block, which nothing in it can close.
    expect(shown(comment)).toBe(`\`\`\`\`polar\n# \`\`\`\n# ${evil}\nactor User {}\n\`\`\`\``);
    const role = `resource R { roles = ["a\` ${evil}|"]; }`;
    expect(shown(role)).toMatch(/^`` "a` \[run\].*" ``: role of `R`/);
    const text = shown('f(x: Th|ing) if x = 1;', { classes: { Thing: { fields: [`a\`${evil}`], extends: [] } } });
    expect(text).toBe(`\`Thing\`: a class of the application. Fields: \`\` a\`${evil} \`\`.`);
  });

  test.each([
    [
      'of a class, with what it is compared with and where it is read',
      'f(u: User) if u.ki|nd = "bot";\ng(u: User) if u.kind in ["bot", "human"];\nh(d: Doc) if d.kind = "x";',
      '`kind`: field of `User`\n\nCompared with `"bot"`, `"human"`.\n\nRead in 2 places:\n\n```polar\nu.kind = "bot"\nu.kind in ["bot", "human"]\n```',
    ],
    ['of an object of no known class', 'f(u) if u.ki|nd;', '`kind`: field of an object whose class is not known here'],
    ['in a pattern', 'f(_: User{ki|nd: "bot"});', '`kind`: field of `User`\n\nCompared with `"bot"`.'],
    [
      'that is a method',
      'f(u: User) if u.may(1);\ng(u: User) if u.m|ay(2);',
      '`may`: method of `User`\n\nRead in 2 places:\n\n```polar\nu.may(1)\nu.may(2)\n```',
    ],
  ])('says of a field %s', (_, text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  test('says of a field that the configuration names it', () => {
    const configuration = { classes: { User: { fields: ['kind'], extends: [] } } };
    expect(shown('f(u: User) if u.ki|nd;', configuration)).toBe(
      '`kind`: field of `User`, which `polar.config.json` names',
    );
  });
});
