import { describe, expect, test } from 'vitest';
import { askAbout, QUICKSTART } from '../../test/asked.ts';
import { completions, resolveCompletion } from './completion.ts';

const labels = (files: Parameters<typeof askAbout>[0], configuration?: Parameters<typeof askAbout>[1]): string[] =>
  completions(askAbout(files, configuration)).items.map(({ label }) => label);

/** The quickstart with something half-typed after it. */
const after = (text: string): string => `${QUICKSTART}\n${text}`;

describe('completion', () => {
  test('offers the roles that blocks declare inside the string of a has_role', () => {
    expect(labels(after('f(a, r) if has_role(a, "|'))).toEqual(['contributor', 'maintainer', 'admin', 'owner']);
    expect(labels(after('f(a, r) if has_permission(a, "r|", r);'))).toEqual(['read', 'push', 'delete']);
    expect(labels(after('f(a, r) if has_relation(a, "|", r);'))).toEqual(['parent']);
  });

  test('offers in a shorthand what its block declares, and what is reached through its relations', () => {
    const offered = labels(QUICKSTART.replace('"push" if "maintainer"', '"push" if "|"'));
    expect(offered).toEqual(expect.arrayContaining(['contributor', 'read', 'parent', 'owner']));
    expect(labels(QUICKSTART.replace('"owner" on "parent"', '"owner" on "|"'))).toEqual(['parent']);
    expect(labels(QUICKSTART.replace('"owner" on "parent"', '"|" on "parent"'))).toEqual(['owner']);
  });

  test('offers in a shorthand what gives it: itself only by way of a relation', () => {
    const block = (more: string, at: string): string =>
      `global {}\nactor User {}\nresource Doc { roles = ["edit", "view"]; permissions = ["do"]; ${more}"edit" if ${at} }`;
    const parent = 'relations = { up: Doc }; ';
    expect(labels(block('', '"|";'))).toEqual(['view', 'do']);
    expect(labels(block(parent, '"|";'))).toEqual(['view', 'do', 'up', '"edit" on "up"']);
    expect(labels(block(parent, '"view" or "|";'))).not.toContain('edit');
    expect(labels(block(parent, '|'))).toContain('"edit" on "up"');
    expect(labels(block(parent, '|'))).not.toContain('"edit"');
    expect(labels(block(parent, '"|" on "up";'))).toEqual(expect.arrayContaining(['edit', 'view']));
    const { items } = completions(askAbout(block(parent, '"|";')));
    expect(items.find(({ label }) => label === '"edit" on "up"')?.textEdit?.newText).toBe('edit" on "up');
  });

  test.each([
    ['test "t" { assert allow(User{"a"}, p, Doc{"d"}) iff p in ["|"]; }', ['do', 'see']],
    ['test "t" { assert allow(User{"a"}, p: String, Doc{"d"}) iff p in ["do", "|', ['do', 'see']],
    ['test "t" { assert has_permission(User{"a"}, p, Doc{"d"}) iff p = "|"; }', ['do', 'see']],
    ['test "t" { assert has_role(User{"a"}, p, Doc{"d"}) iff p in ["|"]; }', ['edit']],
    ['test "t" { assert has_relation(Doc{"d"}, p, User{"a"}) iff p in ["|"]; }', ['owner']],
    ['f(u: User, d: Doc) if has_role(u, p, d) and p in ["|"];', ['edit']],
    ['has_permission(u: User, p: String, d: Doc) if p in ["|"] and owns(u, d);', ['do', 'see']],
  ])('offers what a variable is asked for as: %s', (text, expected) => {
    const blocks =
      'global {}\nactor User {}\nresource Org { roles = ["boss"]; permissions = ["run"]; }\n' +
      'resource Doc { roles = ["edit"]; permissions = ["do", "see"]; relations = { owner: User }; }\n';
    expect(labels(blocks + text)).toEqual(expected);
  });

  test.each(['library', 'cloud'] as const)('offers what is compared elsewhere first: %s', (dialect) => {
    const sorted = (text: string): string[] =>
      [...completions(askAbout(text, { dialect })).items]
        .sort((one, other) => ((one.sortText ?? one.label) < (other.sortText ?? other.label) ? -1 : 1))
        .map(({ label }) => label);
    const blocks = 'resource Doc { roles = ["editor", "staff"]; permissions = ["read"]; }\n';
    const policy =
      dialect === 'library'
        ? 'f(u) if u.kind = "staff" and u.kind in ["guest"];\ng(u) if u.kind = "|";'
        : 'f(kind) if kind = "staff" or kind in ["guest"];\ng(kind) if kind = "|";';
    expect(sorted(blocks + policy).slice(0, 2)).toEqual(['guest', 'staff']);
    expect(sorted(blocks + policy)).toContain('editor');
    // Where nothing is compared with it elsewhere, the names of blocks come first.
    expect(sorted(`${blocks}f(u) if g("zoo", u);\ng(_, v) if v${dialect === 'library' ? '.name' : ''} = "|";`)[0]).toBe(
      'editor',
    );
  });

  test.each(['1.|', '"abc".|', '1.5.|', 'true.|', '[1, 2].|', '1.a|'])('offers no field of a value: %s', (value) => {
    for (const dialect of ['library', 'cloud'] as const)
      expect(labels(`f(u) if u.name = 1 and u.size = 2;\ng(x) if x = ${value}`, { dialect })).toEqual([]);
  });

  test('offers after new what can be made', () => {
    const offered = labels('actor User {}\nresource Org {}\nf(x: Team) if x = new |', { dialect: 'library' });
    expect(offered).toEqual(['User', 'Org', 'Team']);
  });

  test('offers classes after a colon and after matches', () => {
    const offered = labels(after('f(a: |'));
    expect(offered.slice(0, 3)).toEqual(['User', 'Repository', 'Organization']);
    expect(offered).toEqual(expect.arrayContaining(['String', 'Actor']));
    expect(offered).not.toContain('and');
    expect(labels(after('f(a) if a matches Us|'))).toContain('User');
    expect(labels(after('resource X { relations = { a: |'))).toContain('Organization');
    expect(labels(after('f(a: |'), { classes: { Team: { fields: [], extends: [] } } })).toContain('Team');
  });

  test('offers predicates, variables of the rule and words in a body', () => {
    const offered = labels(after('f(person, thing: Repository) if |'));
    expect(offered).toEqual(expect.arrayContaining(['has_role', 'has_permission', 'person', 'thing', 'not', 'forall']));
    expect(offered).not.toContain('Repository');
  });

  test('offers statements where one begins, and members where a block has one', () => {
    expect(labels(after('|'))).toEqual(expect.arrayContaining(['actor', 'resource', 'allow', 'type', '?=']));
    expect(labels(after('resource X { |'))).toEqual(['roles', 'permissions', 'relations']);
  });

  test('offers each declaration of a block once, and none that its kind does not have', () => {
    expect(labels(after('resource X { roles = ["a"]; | }'))).toEqual(['permissions', 'relations', '"a"', '"a" if …']);
    expect(labels(QUICKSTART.replace('  "push" if', '  |\n  "push" if'))).toEqual(
      expect.arrayContaining(['"read"', '"admin"']),
    );
    expect(labels(QUICKSTART.replace('  "push" if', '  |\n  "push" if'))).not.toContain('roles');
    expect(labels('global { roles = ["a"]; }\ntest "t" {}\nglobal { |')).not.toContain('relations');
  });

  test('offers what a dialect has, and not what only the other has', () => {
    const cloud = 'global { roles = ["admin"]; }\n';
    expect(labels(`${cloud}|`)).toContain('test');
    expect(labels(`${cloud}f(x) if |`)).not.toContain('forall');
    expect(labels(after('|'))).not.toContain('test');
    expect(labels(`${cloud}resource R { roles = ["a"]; "a" if global "|" }`)).toEqual(['admin']);
  });

  test('offers what a test may hold', () => {
    const cloud =
      'actor User {}\nresource R { roles = ["a"]; }\ntest fixture people { has_role(User{"x"}, "a", R{"r"}); }\nf(x: R) if is_open(x);\n';
    expect(labels(`${cloud}test "t" { |`)).toEqual(['setup', 'assert', 'assert_not', 'assert iff']);
    expect(labels(`${cloud}test "t" { setup { fixture | } }`)).toEqual(['people']);
    expect(labels(`${cloud}test "t" { assert | }`)).toContain('f');
  });

  test('offers fields of the configured classes after a dot', () => {
    expect(labels('f(x) if x.|', { classes: { User: { fields: ['name', 'roles'], extends: [] } } })).toEqual([
      'name',
      'roles',
    ]);
  });

  test('offers nothing in a comment', () => {
    expect(labels('f(x) if x = 1; # has_|')).toEqual([]);
  });

  test('replaces exactly what is being written', () => {
    const asked = askAbout(after('f(a, r) if has_ro|'));
    const item = completions(asked).items.find(({ label }) => label === 'has_role');
    const { range } = item!.textEdit as { range: { start: { character: number }; end: { character: number } } };
    expect([range.start.character, range.end.character]).toEqual([11, 17]);
  });

  test('has places to fill in only for a client that knows them', () => {
    const asked = askAbout(after('f(a, r) if has_ro|'));
    const texts = (snippets: boolean) =>
      completions({ ...asked, client: { ...asked.client, snippets } }).items.map(({ textEdit }) => textEdit!.newText);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a snippet of LSP
    expect(texts(true)).toContain('has_role(${1:actor}, ${2:role_name}, ${3:repository})');
    expect(texts(false)).toContain('has_role(actor, role_name, repository)');
    expect(texts(false).filter((text) => /\$/.test(text))).toEqual([]);
    const statements = completions({ ...askAbout(after('|')), client: { ...asked.client, snippets: false } });
    expect(statements.items.find(({ label }) => label === '?=')?.textEdit?.newText).toBe(
      '?= allow(actor, action, resource);',
    );
    const cloud = completions({ ...askAbout('global {}\n|'), client: { ...asked.client, snippets: false } });
    expect(cloud.items.map(({ textEdit }) => textEdit!.newText).filter((text) => /\$/.test(text))).toEqual([]);
  });

  test('adds the clauses of a predicate when an item is resolved', () => {
    const asked = askAbout(after('f(a, r) if has_ro|'));
    const item = completions(asked).items.find(({ label }) => label === 'has_role')!;
    expect(JSON.stringify(resolveCompletion(asked, item).documentation)).toContain('role_name = role.name');
  });

  test('offers no name that is empty', () => {
    expect(labels('actor A { roles = ["", "a"]; }\n(x) if x;\nf(x) if has_role(x, "|')).toEqual(['a']);
    expect(labels('(x) if x;\nf(x) if |')).not.toContain('');
    expect(labels('g(a, , b) if a = b;\ng(1, |')).not.toContain('');
  });

  test('names the types that share a role in one order, whichever was written first', () => {
    const detail = (blocks: string) =>
      completions(askAbout(`${blocks}f(x) if has_role(x, "|`)).items.find(({ label }) => label === 'r')?.detail;
    const [a, b] = ['resource A { roles = ["r"]; }\n', 'resource B { roles = ["r"]; }\n'];
    expect(detail(a + b)).toBe('role of A, B');
    expect(detail(b + a)).toBe('role of A, B');
  });

  test('offers after an operand what joins it to another, and before one what can be one', () => {
    expect(labels(after('f(x) if x |'))).toEqual(['and', 'or', 'in', 'matches', 'mod', 'rem']);
    expect(labels(after('f(x) if x and |'))).toEqual(expect.arrayContaining(['x', 'has_role', 'not']));
    for (const text of ['f(x) if x and |', 'f(x) if not |', 'f(x) if g(|']) {
      expect(labels(after(text)).filter((label) => ['and', 'or', 'in', 'mod'].includes(label))).toEqual([]);
    }
    expect(labels(after('f(x) if has_role(|'))).toEqual(expect.arrayContaining(['x', 'true', 'new']));
    expect(labels(after('f(x) if has_role(|'))).not.toContain('has_permission');
    expect(labels(after('f(x) if has_role(x |'))).toEqual([]);
  });

  test('offers for a head what other rules call the parameter, and a rule in its own body', () => {
    expect(labels(after('has_role(a, b, |'))).toEqual(['repository', 'repository: Repository']);
    expect(labels('allow(|')).toEqual(['actor']);
    expect(labels(after('f(a) if f|'))).toContain('f');
    expect(labels(after('type |'))).toContain('has_role');
  });

  test('offers the names of the type that a call is about', () => {
    expect(labels(after('f(a, r: Organization) if has_role(a, "|", r);'))).toEqual(['owner']);
    expect(labels(after('has_role(a: User, "|", r: Organization) if true;'))).toEqual(['owner']);
    const cloud =
      'global { roles = ["admin"]; }\nresource R { roles = ["a"]; relations = { r: R }; }\nresource S { roles = ["b"]; relations = { s: R }; }\n';
    expect(labels(`${cloud}f(x) if has_role(x, "|");`)).toEqual(['admin']);
    expect(labels(`${cloud}test "t" { assert has_role(User{"x"}, "|", S{"s"}); }`)).toEqual(['b']);
    expect(labels(`${cloud}f(x: S) if has_relation(x, "|", y);`)).toEqual(['s']);
  });

  test('offers the fields of the class that the variable has', () => {
    const classes = {
      User: { fields: ['name'], extends: ['Being'] },
      Being: { fields: ['age'], extends: [] },
      Car: { fields: ['wheels'], extends: [] },
    };
    expect(labels('f(x: User) if x.|', { classes })).toEqual(['name', 'age']);
    expect(labels('f(x) if x.|', { classes })).toContain('wheels');
  });

  test('guesses fields by the names around them, the relations of the type first', () => {
    const block = 'resource Repo { relations = { org: Org, fork_of: Repo }; }\n';
    const offered = labels(`${block}f(user: User, repo: Repo) if repo.| = user;`);
    expect(offered).toEqual(expect.arrayContaining(['org', 'fork_of', 'user']));
    expect(offered.indexOf('org')).toBeLessThan(offered.indexOf('user'));
    expect(labels(`${block}f(user: User, repo: Repo) if user.| = repo;`)).not.toContain('org');
    expect(labels('f(user: User) if role in user.|')).toContain('roles');
    expect(labels('f(user: User) if role = user.|')).not.toContain('roles');
    // As the application spells them.
    expect(labels('g(x) if x.Name = 1;\nf(u, org) if org = u.|')).toContain('Org');
    expect(labels('g(x) if x.name = 1;\nf(u, org) if org = u.|')).not.toContain('Org');
    const classes = { Repo: { fields: ['name'], extends: [] }, Org: { fields: [], extends: [] } };
    expect(labels(`${block}f(repo: Repo) if repo.|`, { classes })).toEqual(['name']);
  });

  test('offers types with blocks where only such can stand', () => {
    const offered = labels(after('resource X { relations = { a: |'));
    expect(offered).toContain('Organization');
    expect(offered).not.toContain('Integer');
    expect(labels('global {}\nresource A {}\nresource B extends |')).toEqual(expect.arrayContaining(['A', 'Resource']));
    expect(labels('global {}\nresource B |')).toEqual(['extends']);
    expect(labels('f(t: Team) if t.open;\ng(x: {}, y: ) if x = y;\nresource |')).toEqual(['Team']);
  });

  test('offers facts in conditions, and in tests the allow that every policy has', () => {
    const cloud = 'declare is_open(Doc);\nresource Doc { roles = ["a"]; permissions = ["p"]; "p" if "a"; }\n';
    expect(labels(`${cloud}f(x) if |`)).toContain('is_open');
    expect(labels(`${cloud}test "t" { assert | }`)).toEqual(expect.arrayContaining(['allow', 'is_open']));
    expect(labels(`${cloud}test "t" { assert allow(| }`)).not.toContain('test');
  });

  test.each([
    ['f(user, action, repo) if g(user, "admin") and has(repo) and user.|', ['action']],
    ['f(user, name) if role in user.|', ['roles', 'name']],
    ['f(user, org) if g(org) and user.| = org;', ['org']],
    ['f(user, org) if g(org) and org = user.|;', ['org']],
    ['f(user, org: Org) if g(org) and user.|', []],
  ])('guesses of a field only what it may be compared with, and no string: %s', (text, expected) => {
    expect(labels(text)).toEqual(expected);
  });

  test('offers after declare the facts that rules ask for and nothing declares', () => {
    const cloud =
      'global {}\nactor User {}\nresource Doc { roles = ["a"]; permissions = ["p"]; "p" if "a"; }\ndeclare is_open(Doc);\n' +
      'is_fine(doc: Doc) if is_open(doc) and has_owner(doc, "x") and has_role(_u, "a", doc);\n';
    expect(labels(`${cloud}declare |`)).toEqual(['has_owner']);
  });
});
