import { parseFile, type Rule, type StringLiteral } from '@polar-tools/language';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { corpusTexts } from '../../language/test/corpus.ts';
import { mutate, mutation } from '../../language/test/mutate.ts';
import { type Configuration, check, createPolicy, fixAll } from '../src/index.ts';
import { walk } from '../src/model/walk.ts';

type Dialect = NonNullable<Configuration['dialect']>;

const policyOf = (text: string, dialect: Dialect) => createPolicy([{ uri: 'a.polar', text }], { dialect });
const fixed = (text: string, dialect: Dialect): string => fixAll(policyOf(text, dialect), 'a.polar') ?? text;

const block =
  'actor User {}\nresource Repo { roles = ["admin", "reader"]; permissions = ["read", "push"]; relations = { parent: Repo }; "read" if "reader"; "push" if "admin"; "reader" if "admin"; }\n' +
  'has_role(u: User, n: String, r: Repo) if g in u.gs and g.n = n and g.r = r;\nhas_relation(p: Repo, "parent", r: Repo) if r.p = p;\nallow(a, b, c) if has_permission(a, b, c);\n';

/** The preferred fix at a name, and all that are offered for it. */
function offered(text: string, name: string, dialect: Dialect = 'library') {
  const found = [...check(policyOf(text, dialect)).values()].flat();
  const at = found.find((one) => one.code === 'singleton-variable' && text.slice(one.start, one.end) === name);
  const fixes = at?.fixes ?? [];
  return {
    message: at?.message,
    preferred: fixes.filter(({ preferred }) => preferred).map(({ title }) => title),
    titles: fixes.map(({ title }) => title),
  };
}

describe('a name that stands once', () => {
  it.each([
    ['allow(user: User, "wipe", rpo: Repo) if repo matches Repo and repo.owner = user;', 'rpo'],
    ['allow(u: User, "wipe", doc: Repo) if dc.owner = u;', 'doc'],
    ['allow(uer: User, "wipe", r: Repo) if not user.banned and r.open;', 'uer'],
    ['allow(person: User, "wipe", r: Repo) if r.open and actor.ok;', 'person'],
  ])('in a head is not marked where a condition may mean it: %s', (rule, name) => {
    for (const dialect of ['library', 'cloud'] as const) {
      expect(offered(block + rule, name, dialect).preferred).toEqual([]);
      expect(offered(block + rule, name, dialect).titles).toContain(`Rename to _${name}`);
    }
  });

  it.each([
    [
      'a string beside a variable that is spelt so',
      'has_relation(prent: Repo, "parent", r: Repo) if r.parent = parent;',
    ],
    ['a role beside a variable', 'allow(u: User, "wipe", r: Repo) if r.name = reader and readr matches Repo;'],
    [
      'two variables that are as near',
      'allow(u: User, action, r: Repo) if actions = r.all and action in actions and good(u, actiosn);\ngood(_, _);',
    ],
  ])('is not made another by itself: %s', (_, rule) => {
    const after = fixed(block + rule, 'library');
    expect(after).not.toMatch(/= "parent"|= "reader"|good\(u, actions?\)/);
  });

  it('is not made the name of an inherited permission where the roles cannot be read', () => {
    const text =
      'actor User {}\nresource A { rolse = ["operator"]; permissions = ["operate"]; "operate" if "operator"; }\nresource B extends A { permissions = ["drive"]; "drive" if "operator"; }\n';
    expect(fixed(text, 'cloud')).not.toContain('"drive" if "operate"');
  });

  it('is made the nearer of a fact and a rule', () => {
    const text =
      'actor User {}\nresource Org { permissions = ["p"]; "p" if has_feature(resource, "x"); }\nhas_feature(org: Org, feature: String) if plan matches Org and of(org, plan) and pan_feature(plan, feature);\n' +
      'test "t" { setup { plan_feature(Org{"a"}, "x"); of(Org{"o"}, Org{"a"}); } assert allow(User{"a"}, "p", Org{"o"}); }\n';
    expect(fixed(text, 'cloud')).not.toContain('has_feature(plan, feature)');
  });

  it('in a head is marked where the conditions name nothing else once', () => {
    const rule = 'allow(person: User, "wipe", r: Repo) if r.open and r.size < LIMIT;';
    expect(offered(block + rule, 'person').preferred).toEqual(['Rename to _person']);
  });

  it.each(['library', 'cloud'] as const)(
    'and a name as near to one declared as to another is left alone (%s)',
    (dialect) => {
      const text = 'actor User {}\nresource R { roles = ["writer"]; permissions = ["write"]; "write" if "writre"; }\n';
      expect(fixed(text, dialect)).not.toContain('"write" if "write"');
      const found = [...check(policyOf(text, dialect)).values()].flat().find((one) => one.code === 'resource-block');
      expect(found?.fixes?.filter(({ preferred }) => preferred)).toEqual([]);
    },
  );

  it.each([
    ['a role without quotes', 'allow(u: User, "wipe", r: Repo) if has_role(u, admin, r);', 'admin', '"admin"'],
    [
      'one that is misspelt as well',
      'allow(u: User, "wipe", r: Repo) if has_role(u, raeder, r);',
      'raeder',
      '"reader"',
    ],
    ['a permission', 'allow(u: User, "wipe", r: Repo) if has_permission(u, push, r);', 'push', '"push"'],
    ['a permission of allow', 'allow(u: User, "wipe", r: Repo) if allow(u, (push), r);', 'push', '"push"'],
    ['a relation', 'f(a: Repo, b: Repo) if has_relation(a, parent, b);', 'parent', '"parent"'],
    ['a permission in a head', 'has_permission(u: User, push, r: Repo) if u.boss = r.boss;', 'push', '"push"'],
    ['one that is compared', 'f(u: User, n) if u.ok and n = admin;', 'admin', '"admin"'],
    ['one of a list', 'f(u: User, n) if u.ok and n in ["reader", admin];', 'admin', '"admin"'],
    ['one under not', 'allow(u: User, "wipe", r: Repo) if u.ok and not has_role(u, admin, r);', 'admin', '"admin"'],
  ])('is made a string: %s', (_, rule, name, string) => {
    const { preferred, titles } = offered(block + rule, name);
    expect(preferred).toEqual([`Change to ${string}`]);
    expect(titles).toContain(`Rename to _${name}`);
    expect(fixed(block + rule, 'library')).toBe(block + rule.replace(name, string));
  });

  it.each([
    ['"read" if is_public(rsource);', 'rsource', 'resource'],
    ['"read" if is_public(resorce) and "admin";', 'resorce', 'resource'],
    ['"read" if "admin" or is_public(reosurce);', 'reosurce', 'resource'],
    ['"read" if is_known(acto);', 'acto', 'actor'],
    ['"read" if knows(actr, resource);', 'actr', 'actor'],
  ])('in a shorthand is what a shorthand has a value for: %s', (shorthand, name, meant) => {
    const text = `actor User {}\nresource Doc { roles = ["admin"]; permissions = ["read"]; ${shorthand} }\n`;
    const { preferred, titles } = offered(text, name, 'cloud');
    expect(preferred).toEqual([`Change to ${meant}`]);
    expect(titles[0]).toBe(`Change to ${meant}`);
    expect(fixed(text, 'cloud')).toBe(text.replace(shorthand, shorthand.replace(name, meant)));
  });

  it.each(['thing', 'group', 'owner', 'usr', 'factor', 'act'])(
    'in a shorthand is left by all fixes at once: %s',
    (name) => {
      const text = `actor User {}\nresource Doc { permissions = ["read"]; "read" if knows(resource, ${name}); }\n`;
      expect(offered(text, name, 'cloud')).toMatchObject({ preferred: [], titles: [`Rename to _${name}`] });
      expect(fixed(text, 'cloud')).toBe(text);
    },
  );

  it('says that a role is a string', () => {
    const text = `${block}allow(u: User, "wipe", r: Repo) if has_role(u, admin, r);`;
    expect(offered(text, 'admin').message).toMatch(/\. If it names a role, it is a string: write "admin"\.$/);
  });

  it.each([
    ['a condition', 'f(u: User) if has_role(u, thing, u.repo);', 'thing'],
    ['what is under not', 'p(x) if not y = x;', 'y'],
    ['a forall', 'p(_x) if forall(x in [1], y > x);', 'y'],
    ['a field of a condition', 'p(x) if x matches {name: other};', 'other'],
    ['a field without a value', 'p(x) if x = {name};', 'name'],
    ['the rest of a list in a condition', 'p(x) if [1, *rest] = x;', 'rest'],
    ['a rule without a condition', 'allow(actor, "read", "doc");', 'actor'],
    ['an action that nothing declares', 'allow(u: User, wipe, r: Repo) if u.ok = r.ok;', 'wipe'],
    ['a string of other rules', 'p("a", x) if x = 1;\np(b, x) if x = 2;', 'b'],
    ['a string of a call', 'may(u, get) if u.ok = true;\nq(u) if may(u, "get");', 'get'],
    ['two that differ in a digit', 'same(user1, user2) if user1.ok = user1.ok;', 'user2'],
  ])('is left to a person: %s', (_, rule, name) => {
    const text = block + rule;
    expect(offered(text, name).titles.length).toBeGreaterThan(0);
    expect(offered(text, name).preferred).toEqual([]);
    expect(fixed(text, 'library')).toBe(text);
  });

  it.each([
    ['allow(actor, action, resource) if actor.is_admin;', 'allow(actor, _action, _resource) if actor.is_admin;'],
    ['f([first, *rest]) if first = 1;', 'f([first, *_rest]) if first = 1;'],
    ['g(x, {name}) if x = 1;', 'g(x, {name: _name}) if x = 1;'],
  ])('is marked where a parameter is not needed: %s', (text, mended) => {
    expect(fixed(text, 'library')).toBe(mended);
  });

  it('is no role of Cloud either', () => {
    const text =
      'actor User {}\nresource Repo { roles = ["admin"]; permissions = ["read"]; "read" if "admin"; }\nallow(u: User, "wipe", r: Repo) if has_role(u, admin, r);\n';
    expect(fixed(text, 'cloud')).toBe(text.replace(', admin, r', ', "admin", r'));
  });
});

/** The titles of all preferred fixes. */
const preferredIn = (text: string, dialect: Dialect): readonly string[] =>
  [...check(policyOf(text, dialect)).values()]
    .flat()
    .flatMap(({ fixes = [] }) => fixes.filter(({ preferred }) => preferred).map(({ title }) => title));

describe('a correction is surely meant', () => {
  it.each<[string, string, readonly string[], Dialect]>([
    ['a rule of the contrary', 'f(u) if unblocked(u);\nblocked(u) if u.bad;', [], 'library'],
    ['a rule with another number', 'f(u) if level_1(u);\nlevel_2(u) if u.ok;', [], 'library'],
    ['a rule with other arguments', 'f(u) if is_ownr(u, 1);\nis_owner(u) if u.ok;', [], 'library'],
    ['a rule that is misspelt', 'f(u) if is_ownr(u);\nis_owner(u) if u.ok;', ['Change to is_owner'], 'library'],
    ['a role of the contrary', 'f(u: User, r: Repo) if has_role(u, "unadmin", r);', [], 'library'],
    ['a role with a slip', 'f(u: User, r: Repo) if has_role(u, "amdin", r);', ['Change to "admin"'], 'library'],
    [
      'a slip in head and body',
      'allow(u: User, "raed", r: Repo) if u.ok and has_permission(u, "raed", r);',
      [],
      'library',
    ],
    [
      'a slip in two calls',
      'f(u: User, r: Repo) if has_permission(u, "raed", r) and allow(u, "raed", r) and has_permission(u, "raed", r);',
      [],
      'library',
    ],
    [
      'a term with another number',
      'resource X { roles = ["level1"]; permissions = ["p"]; "p" if "level2"; }',
      [],
      'cloud',
    ],
  ])('%s', (_, text, titles, dialect) => {
    expect(preferredIn((dialect === 'cloud' ? '' : block) + text, dialect)).toEqual(titles);
  });
});

/** How many variables with `_` the conditions of rules have. */
function marked(text: string): number {
  let count = 0;
  for (const { tree } of parseFile(text).statements) {
    if (tree?.$type !== 'Rule' || tree.body === undefined) continue;
    walk(tree.body, (node) => {
      if (node.$type === 'Variable' && node.name.startsWith('_')) count++;
    });
  }
  return count;
}

describe('fix all', () => {
  const runs = Number(process.env.POLAR_FIX_RUNS ?? 300);
  // The last one is sound, also where there is no corpus.
  const sound = `${block}allow(u: User, "wipe", r: Repo) if has_role(u, "admin", r);\n`;
  const texts = [...corpusTexts().filter(({ length }) => length < 2500), sound];

  it('marks no variable of a condition, in real policies that were changed anywhere', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(fc.nat(), fc.array(mutation, { minLength: 1, maxLength: 2 }), (which, mutations) => {
        const text = mutations.reduce(mutate, texts[which % texts.length]!);
        // What could not be read was not counted.
        if (parseFile(text).statements.some(({ errors }) => errors.length > 0)) return;
        expect(marked(fixed(text, 'library'))).toBe(marked(text));
      }),
      { seed: 52, numRuns: runs },
    );
  });

  it('puts the quotes back that a string of a rule lost, or leaves an error', { timeout: 120_000 }, () => {
    let mended = 0;
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (which, at) => {
        const text = texts[which % texts.length]!;
        if (errorsOf(text) > 0) return;
        const strings = stringsOf(text);
        const string = strings[at % strings.length];
        if (string === undefined) return;
        const { start, end, value } = string;
        const after = fixed(text.slice(0, start) + value + text.slice(end), 'library');
        if (errorsOf(after) > 0) return;
        const rest = text.slice(end);
        expect(after.endsWith(rest) && after.slice(start, after.length - rest.length), text).toBe(
          text.slice(start, end),
        );
        mended++;
      }),
      { seed: 53, numRuns: runs },
    );
    expect(mended).toBeGreaterThan(5);
  });
});

const errorsOf = (text: string): number =>
  [...check(policyOf(text, 'library')).values()].flat().filter(({ severity }) => severity === 'error').length;

/**
 * The strings of rules that are names once they lose their quotes, and that the rule has no variable of. One of a head that stands nowhere else, and where
 * any name may stand, is then the same as a parameter that nobody needs.
 */
function stringsOf(text: string): readonly { start: number; end: number; value: string }[] {
  return parseFile(text).statements.flatMap(({ tree, base }) => {
    if (tree?.$type !== 'Rule') return [];
    const found: { start: number; end: number; value: string }[] = [];
    const names = new Set<string>();
    walk(tree, (node) => {
      if (node.$type === 'Variable') names.add(node.name);
      if (node.$type === 'StringLiteral' && /^[a-z]{2,}$/.test(node.value))
        if (!isOpen(node, tree, text))
          found.push({ start: base + node.$start, end: base + node.$end, value: node.value });
    });
    const once = found.filter(({ value }) => found.filter((other) => other.value === value).length === 1);
    return once.filter(({ value }) => !names.has(value));
  });
}

const isOpen = (string: StringLiteral, { name, parameters }: Rule, text: string): boolean =>
  parameters.some(({ $start, $end }) => $start <= string.$start && string.$end <= $end) &&
  !(name.text === 'allow' && parameters[1]?.value === string) &&
  text.split(`"${string.value}"`).length === 2;

describe('what a fix writes of its own', () => {
  const defined = (rule: string): readonly string[] =>
    [...check(policyOf(rule, 'library')).values()]
      .flat()
      .flatMap(({ fixes = [] }) => fixes)
      .flatMap((fix) =>
        fix.kind === 'edit' ? fix.edits.map(({ newText }) => newText.replace(/\s+/g, ' ').trim()) : [],
      )
      .filter((text) => text.startsWith('is_bad('));

  it.each([
    ['allow(u, _, d) if is_bad(u) and u = d;', false],
    ['allow(u, _, d) if not is_bad(u) and u = d;', true],
    ['allow(u, _, d) if u = d and not (d.open and is_bad(u));', true],
    ['allow(u, _, d) if u = d and not (d.open and not is_bad(u));', false],
    ['allow(u, _, d) if u in d and forall(x in d, is_bad(x));', false],
    ['allow(u, _, d) if u in d and forall(is_bad(x), x in d);', true],
    ['allow(u, _, d) if u in d and forall(x in d, not is_bad(x));', true],
  ])('lets nobody through: %s', (rule, holds) => {
    expect(defined(rule)).toEqual([expect.stringMatching(new RegExp(`if ${holds};$`))]);
  });

  it('is no assertion unless somebody asks for it', () => {
    const text =
      'actor User {}\nresource D { roles = ["r"]; permissions = ["p"]; "p" if "r"; }\ntest "todo" { setup { has_role(User{"a"}, "r", D{"d"}); } }\ntest "more" { }\n';
    expect(fixed(text, 'cloud')).toBe(text);
    const found = [...check(policyOf(text, 'cloud')).values()]
      .flat()
      .filter(({ code }) => code === 'test-without-assertion');
    expect(found.map(({ fixes = [] }) => fixes.map(({ title }) => title))).toEqual([
      ['Add an assertion'],
      ['Add an assertion'],
    ]);
  });
});
