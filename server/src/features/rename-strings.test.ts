import { describe, expect, test } from 'vitest';
import { ResponseError } from 'vscode-languageserver';
import { askAbout, edited } from '../../test/asked.ts';
import { hover } from './hover.ts';
import { referencesTo } from './references.ts';
import { prepareRename, rename } from './rename.ts';

const REPO = `resource Repo { roles = ["editor", "viewer"]; permissions = ["read", "write"]; "read" if "viewer"; }\n`;
const ORG = `resource Org { roles = ["editor"]; permissions = ["read"]; }\n`;

type Files = Parameters<typeof askAbout>[0];

/** The text after a rename of what `|` marks; a refusal as its words. */
function renamed(files: Files, newName = 'NEW', configuration = {}): string {
  const asked = askAbout(files, configuration);
  const result = rename(asked, newName);
  if (result === undefined) return 'nothing';
  if (result instanceof ResponseError) return result.message;
  return edited(asked.view, result);
}

/** Every place of the old name is of the new one after it. */
function expectAll(marked: string, old: string, configuration = {}): void {
  const text = marked.replace('|', '');
  expect(renamed(marked, 'NEW', configuration)).toBe(text.replaceAll(`"${old}"`, '"NEW"'));
}

describe('renaming a role, permission or relation finds its string', () => {
  test.each([
    ['in a comparison', 'ok(u, r: Repo) if has_role(u, role, r) and role != "editor";'],
    ['on the left of one', 'ok(u, r: Repo) if "editor" == role and has_role(u, role, r);'],
    ['in a list', 'ok(u, r: Repo) if has_role(u, role, r) and role in ["viewer", "editor"];'],
    [
      'in a list with a name',
      'ok(u, r: Repo) if roles = ["viewer", "editor"] and role in roles and has_role(u, role, r);',
    ],
    ['under not and or', 'ok(u, r: Repo) if has_role(u, role, r) and not (role = "editor" or role = "x");'],
    ['by way of another variable', 'ok(u, r: Repo) if has_role(u, role, r) and x = role and x = "editor";'],
    ['in a head', 'has_role(_u: User, "editor", _r: Repo);'],
    ['as a specializer', 'has_role(_u: User, role: "editor", _r: Repo) if print(role);'],
    ['of the parameter of a head', 'has_role(u: User, role: String, r: Repo) if u in r.team and role in ["editor"];'],
    ['in a forall', 'ok(u, r: Repo) if forall(role in ["editor"], has_role(u, role, r));'],
    ['on the right of matches', 'ok(u, r: Repo) if has_role(u, role, r) and role matches "editor";'],
    ['in a list that is taken apart', 'ok(u, r: Repo) if [role, _] = ["editor", 1] and has_role(u, role, r);'],
    ['in pairs', 'ok(u, r: Repo) if [role, _] in [["viewer", 1], ["editor", 2]] and has_role(u, role, r);'],
    [
      'given to a rule of the policy',
      'can(u, role, r: Repo) if has_role(u, role, r);\nok(u, r: Repo) if can(u, "editor", r);',
    ],
    [
      'given on by two rules',
      'a(u, role, r) if b(role, u, r);\nb(role, u, r: Repo) if has_role(u, role, r);\nok(u, r: Repo) if a(u, "editor", r);',
    ],
    ['in a table', 'rank("editor", 2);\nok(u, r: Repo) if has_role(u, role, r) and rank(role, n) and n > 1;'],
    [
      'in a table that is asked by way of a rule',
      'rank("editor", 2);\nhigh(role) if rank(role, n) and n > 1;\nok(u, r: Repo) if has_role(u, role, r) and high(role);',
    ],
    [
      'in a rule that calls itself',
      'up("editor", "viewer");\nover(a, b) if up(a, b);\nover(a, b) if up(a, c) and over(c, b);\nok(u, r: Repo) if has_role(u, role, r) and over(role, "editor");',
    ],
    ['in an inline query', '?= forall(role in ["editor"], role != "x" and has_role(_, role, new Repo()));'],
    ['in a value of a dictionary', 'ok(u, r: Repo) if needs = {push: "editor"} and has_role(u, needs.push, r);'],
    ['as the second argument of in', 'ok(u, r: Repo) if in(role, ["editor"]) and has_role(u, role, r);'],
  ])('%s', (_, rule) => {
    const text = `${REPO}${ORG.replaceAll('"editor"', '"boss"')}${rule}\n`;
    expectAll(text.replace('["editor"', '["edi|tor"'), 'editor', { dialect: 'library' });
    // From the place itself too.
    const at = text.lastIndexOf('editor');
    expectAll(`${text.slice(0, at)}|${text.slice(at)}`, 'editor', { dialect: 'library' });
  });

  test('of Cloud: in an iff, a fact, a shorthand’s call', () => {
    const text = `actor User {}
resource Repo {
  roles = ["editor"];
  permissions = ["read"];
  "read" if "editor";
  "read" if has_role(actor, "editor", resource) and is_open(resource);
}
needs("editor");
ok(u: User, r: Repo) if has_role(u, role, r) and needs(role);
test "t" {
  setup { has_role(User{"a"}, "editor", Repo{"r"}); needs("editor"); }
  assert has_role(User{"a"}, role: String, Repo{"r"}) iff role in ["editor"];
  assert has_permission(User{"a"}, action: String, Repo{"r"}) iff action in ["read"];
}
`;
    expectAll(text.replace('["editor"]', '["edi|tor"]'), 'editor');
    expectAll(text.replace('action in ["read', 'action in ["re|ad'), 'read');
    expectAll(text.replace('role in ["editor', 'role in ["|editor'), 'editor');
  });

  test.each([
    'has_permission(u: User, p: String, d: Doc) if has_role(u, p, d);',
    'has_permission(u: User, p: String, d: Doc) if q = p and has_role(u, q, d);',
    'has_permission(u: User, p: String, d: Doc) if holds(u, p, d);\nholds(u: User, p: String, d: Doc) if has_role(u, p, d);',
    'allow(u: User, p: String, d: Doc) if has_role(u, p, d);',
  ])('of a role that a rule gives as a permission: %s', (rule) => {
    const text = `actor User {}
resource Doc { roles = ["edit"]; permissions = ["do"]; "do" if "edit"; }
${rule}
test "t" {
  setup { has_role(User{"a"}, "edit", Doc{"d"}); }
  assert allow(User{"a"}, "edit", Doc{"d"});
  assert allow(User{"a"}, "do", Doc{"d"});
}
`;
    expectAll(text.replace('["edit', '["ed|it'), 'edit');
    const from = renamed(text.replace('allow(User{"a"}, "edit', 'allow(User{"a"}, "ed|it'));
    expect(from).toContain('"edit" cannot be renamed');
    // Another type's permission, or one that a block declares, is not certain to be it.
    const other =
      'resource Org { permissions = ["edit"]; }\nhas_permission(u: User, p: String, o: Org) if has_role(u, p, d) and d matches Doc and owns(o, d);\n';
    expect(renamed(text.replace('["edit', '["ed|it') + other)).toContain('at once');
  });

  test('of two types that a shorthand takes roles between, both', () => {
    const text = `actor User {}
resource Folder { roles = ["edi|tor"]; }
resource Doc { roles = ["editor"]; relations = { folder: Folder }; role if role on "folder"; }
resource Other { roles = ["editor"]; }
`;
    expect(renamed(text)).toBe(
      text.replace('edi|tor', 'NEW').replace('Doc { roles = ["editor"]', 'Doc { roles = ["NEW"]'),
    );
  });

  test('of a type and the one that extends it and declares it again, both', () => {
    const text = 'resource File { roles = ["edi|tor"]; }\nresource Doc extends File { roles = ["editor"]; }\n';
    expect(renamed(text)).toBe(text.replace('edi|tor', 'NEW').replace('["editor"]', '["NEW"]'));
  });

  test('and leaves those of other types, of other kinds and of no kind', () => {
    const text = `${REPO}${ORG}
ok(u, o: Org) if has_role(u, role, o) and role != "editor";
name(x) if x = "editor" and print("editor");
${REPO.replace('Repo', 'Third')
  .replace(/"editor"/, '"read"')
  .replace('"read", "write"', '"editor"')
  .replace('"read" if', '"editor" if')}`;
    const marked = text.replace('roles = ["editor"', 'roles = ["edi|tor"');
    expect(renamed(marked, 'NEW', { dialect: 'library' })).toBe(text.replace('["editor"', '["NEW"'));
  });

  test('which hover and references know too', () => {
    const text = `${REPO}ok(u, r: Repo) if has_role(u, role, r) and role != "ed|itor";\n`;
    const asked = askAbout(text);
    expect(JSON.stringify(hover(asked)?.contents)).toContain('role of `Repo`');
    expect(referencesTo(asked, true)).toHaveLength(2);
  });
});

describe('renaming a role, permission or relation is refused', () => {
  const refused = (files: Files, configuration = { dialect: 'library' as const }): string => {
    const asked = askAbout(files, configuration);
    const result = rename(asked, 'NEW');
    expect(result).toBeInstanceOf(ResponseError);
    return (result as ResponseError).message;
  };

  test('where the type is unknown and several blocks declare it', () => {
    const text = `${REPO}${ORG}ok(u, r) if has_role(u, "editor", r);\n`;
    expect(refused(text.replace('u, "editor"', 'u, "edi|tor"'))).toBe(
      'Which role "editor" this is is not certain: Org and Repo declare it. Give the resource a type here first, or rename it by hand.',
    );
    expect(prepareRename(askAbout(text.replace('u, "editor"', 'u, "edi|tor"')))).toBeInstanceOf(ResponseError);
    expect(refused(text.replace('roles = ["editor"', 'roles = ["edi|tor"'))).toMatch(
      /it is not certain which role it is at main\.polar:3 \(Org and Repo declare it\)/,
    );
  });

  test.each([
    [
      'a variable takes it from one type to an unknown one',
      'has_role(u, role, r: Repo) if has_role(u, role, r.org);',
      /role may be the role of one and of another/,
    ],
    ['it is compared by its order', 'ok(u, r: Repo) if has_role(u, role, r) and role > "a";', /compared by its order/],
    [
      'a method of it is called',
      'ok(u, r: Repo) if has_role(u, role, r) and role.startswith("ed");',
      /a method of it is called/,
    ],
    [
      'it may come from the application',
      'has_role(u: User, role: String, r: Repo) if role = u.role and r = 1;\nok(u: User) if u.role = "editor";',
      /at main\.polar:4 it is compared with \.role of an object/,
    ],
    [
      'it may come from a list of the application',
      'has_role(u: User, role: String, _: Repo) if role in u.roles;\nok(u: User) if "editor" in u.roles;',
      /compared with \.roles\[\]/,
    ],
    [
      'it is a field of a pattern',
      'has_role(u: User, u.role, _: Repo);\nok(_: User{role: "editor"});',
      /compared with \.role/,
    ],
    [
      'it is given to a method',
      'has_role(u: User, role: String, r: Repo) if u.has(role, r);\nok(u, r: Repo) if u.has("editor", r);',
      /given to the application \(\.has\(…\)\)/,
    ],
    [
      'it is given to a constructor',
      'ok(u, r: Repo) if u.role = new Role("editor") and r;',
      /given to the application \(new Role\(…\)\)/,
    ],
    [
      'it is a key',
      'ok(u, r: Repo) if has_role(u, role, r) and {editor: 1, viewer: 0}.(role) = 1;',
      /key of a dictionary at main\.polar:3/,
    ],
    ['a syntax error hides what it is', 'ok(u, r: Repo) if "editor" has_role(u, role, r);', /syntax error hides/],
  ])('where %s', (_, rule, why) => {
    const org = rule.includes('r.org') ? ORG : ORG.replaceAll('"editor"', '"boss"');
    expect(refused(`${REPO.replace('["editor"', '["edi|tor"')}${org}${rule}\n`)).toMatch(why);
  });

  test('where the new name stands undeclared', () => {
    const text = `${REPO.replace('["editor"', '["edi|tor"')}ok(u, r: Repo) if has_role(u, role, r) and role in ["NEW"];\n`;
    expect(refused(text)).toMatch(/in use already/);
  });
});

test('renaming a role is refused where a type names it that only a type which extends it declares', () => {
  const text = `resource Repo { roles = ["viewer"]; permissions = ["write"]; "write" if "admin"; }
resource Doc extends Repo { roles = ["ad|min"]; permissions = ["read"]; "read" if "admin"; }
`;
  expect(renamed(text, 'NEW', { dialect: 'cloud' })).toMatch(/Repo declares no such name/);
});

describe('renaming is refused', () => {
  test.each([
    ['of a constant of the application', 'f(x) if x = GA|ME;', 'NEW', /GAME cannot be renamed: it may be a constant/],
    ['of nil', 'f(x) if x = ni|l;', 'other', /nil cannot be renamed/],
    ['of a built-in class', 'f(x: Str|ing) if x = 1;', 'Text', /built into the language/],
    ['of a union', 'f(x: Act|or) if x = 1;', 'Person', /built into the language/],
    ['to _ of what stands twice', 'f(x|) if x = 1;', '_', /Each _ is a variable of its own/],
    ['of a variable to a block’s class', 'actor User {}\nf(x|) if x = 1;', 'User', /is a class or a constant/],
    [
      'of a variable to a class of another rule',
      'g(x: Thing) if x = 1;\nf(x|) if x = 1;',
      'Thing',
      /is a class or a constant/,
    ],
    ['of a variable to a built-in class', 'f(x|) if x = 1;', 'Integer', /is a class or a constant/],
    ['of a variable to nil', 'f(x|) if x = 1;', 'nil', /is a class or a constant/],
    ['of what stands once to a name that must stand twice', 'f(_x|);', 'x', /stands once/],
    ['of a class to String', 'f(x: Us|er) if x = 1;', 'String', /built into the language/],
    ['of a class to Actor', 'actor Us|er {}', 'Actor', /built into the language/],
    ['of a class to a name that a variable has', 'f(x: Us|er) if g(x, y) and y = 1;', 'y', /“y” is in use already/],
    ['of a class to a key that is a variable', 'f(x: Us|er, {y}) if g(x, y);', 'y', /“y” is in use already/],
    ['of a class to another of the policy', 'f(_: Us|er);\ng(_: Admin);', 'Admin', /in use already/],
    ['of a rule to one that the language calls', 'f(x) if g|(x);\ng(1);', 'allow', /the language itself calls/],
    ['of a rule to one that is called and missing', 'f(x) if g|(x) and h(x);\ng(1);', 'h', /in use already/],
    [
      'of the resource of a shorthand',
      'actor User {}\nresource Repo { permissions = ["read"]; "read" if open(res|ource); }\nglobal { roles = ["x"]; }',
      'r',
      /in a shorthand, it stands for/,
    ],
  ])('%s', (_, text, newName, why) => {
    expect(renamed(text, newName)).toMatch(why);
  });

  test('of a constant that the configuration names, and to it', () => {
    expect(renamed('f(x) if x = li|mit;', 'y', { constants: ['limit'] })).toMatch(/it is a constant/);
    expect(renamed('f(x|) if x = 1;', 'limit', { constants: ['limit'] })).toMatch(/is a class or a constant/);
  });

  test('not of what is none of that', () => {
    expect(renamed('f(X|) if X = 1;', 'y')).toBe('f(y) if y = 1;');
    expect(renamed('f(x|);', '_')).toBe('f(_);');
    expect(renamed('f(_x|);', '_y')).toBe('f(_y);');
  });
});

describe('renaming a type', () => {
  test('leaves the relation that is named by it', () => {
    const text =
      'actor User {}\nresource Repo { relations = { Org }; "r" if "r" on "Org"; }\nresource Org| {}\nglobal { roles = ["x"]; }';
    expect(renamed(text, 'Team')).toBe(
      'actor User {}\nresource Repo { relations = { Org: Team }; "r" if "r" on "Org"; }\nresource Team {}\nglobal { roles = ["x"]; }',
    );
    expect(renamed(text.replace('|', '').replace('{ Org }', '{ Or|g }'), 'parent')).toContain(
      '{ parent: Org }; "r" if "r" on "parent"',
    );
  });
});
