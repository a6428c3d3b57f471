import { describe, expect, it } from 'vitest';
import { createPolicy, definitions, highlights, type Policy, references, symbolAt } from '../src/index.ts';

const model = `actor User {}

resource Org { roles = ["owner"]; }

resource Repo {
  roles = ["reader", "owner"];
  permissions = ["read"];
  relations = { parent: Org };

  "read" if "reader";
  "reader" if "owner" on "parent";
}
`;
const rules = `allow(actor, action, resource) if has_permission(actor, action, resource);

has_role(user: User, "reader", repo: Repo) if
  user in repo.readers and
  not is_blocked(user);

is_blocked(user) if user.blocked;
has_relation(org: Org, "parent", repo: Repo) if repo.org = org;
`;
const texts: Record<string, string> = { 'model.polar': model, 'rules.polar': rules };
const library = createPolicy(
  Object.entries(texts).map(([uri, text]) => ({ uri, text })),
  { dialect: 'library' },
);

/** The symbol under the first `|` of a piece of the text. */
function at(policy: Policy, uri: string, marked: string) {
  const { text } = policy.files.get(uri)!;
  const offset = text.indexOf(marked.replace('|', ''));
  expect(offset, marked).toBeGreaterThanOrEqual(0);
  return symbolAt(policy, uri, offset + marked.indexOf('|'));
}

/** Places as `file:line text`. */
function shown(policy: Policy, places: readonly { uri: string; start: number; end: number }[]): string[] {
  return places.map(({ uri, start, end }) => {
    const { text } = policy.files.get(uri)!;
    return `${uri}:${text.slice(0, start).split('\n').length} ${text.slice(start, end)}`;
  });
}

describe('symbols', () => {
  it('knows a class where its value is asked, which a rule has for a type', () => {
    const uri = 'a.polar';
    const text =
      'allow(_, "view", post: social::Post) if\n  post.level = social::Post.PUBLIC;\nf(post: social::Post) if post = 1;\n';
    const policy = createPolicy([{ uri, text }]);
    const use = at(policy, uri, '= social::Po|st.PUBLIC')!;
    expect(use.symbol).toEqual({ kind: 'class', name: 'social::Post' });
    expect(references(policy, use.symbol)).toHaveLength(3);
  });

  it('knows that each _ is another variable', () => {
    const policy = createPolicy([{ uri: 'a.polar', text: 'f(_, _) if g(_);\n' }]);
    expect(at(policy, 'a.polar', 'f(|_')).toBeUndefined();
  });

  it('leads from a call to all clauses of its rule, shorthands included', () => {
    const use = at(library, 'rules.polar', 'if has_perm|ission')!;
    expect(use.symbol).toEqual({ kind: 'predicate', name: 'has_permission', arity: 3 });
    expect(shown(library, definitions(library, use.symbol))).toEqual(['model.polar:10 "read"']);
  });

  it('tells apart the role of one type and the role of another', () => {
    const own = at(library, 'model.polar', '["reader", "ow|ner"]')!;
    const related = at(library, 'model.polar', 'if "own|er" on')!;
    expect(own.symbol).toMatchObject({ kind: 'term', as: 'role', type: 'Repo' });
    expect(shown(library, definitions(library, related.symbol))).toEqual(['model.polar:3 "owner"']);
  });

  it('leads from a role in the head of a rule to its declaration', () => {
    const use = at(library, 'rules.polar', '"rea|der", repo')!;
    expect(shown(library, definitions(library, use.symbol))).toEqual(['model.polar:6 "reader"']);
  });

  it('finds a role in shorthands and in heads', () => {
    const use = at(library, 'model.polar', 'if "rea|der"')!;
    expect(shown(library, references(library, use.symbol))).toEqual([
      'model.polar:6 "reader"',
      'model.polar:10 "reader"',
      'model.polar:11 "reader"',
      'rules.polar:3 "reader"',
    ]);
  });

  it('finds a relation where it is declared, followed and filled', () => {
    const use = at(library, 'model.polar', '{ pa|rent')!;
    expect(shown(library, references(library, use.symbol))).toEqual([
      'model.polar:8 parent',
      'model.polar:11 "parent"',
      'rules.polar:8 "parent"',
    ]);
  });

  it('finds a class in blocks, relations and specializers', () => {
    const use = at(library, 'rules.polar', 'org: O|rg')!;
    expect(shown(library, references(library, use.symbol))).toEqual([
      'model.polar:3 Org',
      'model.polar:8 Org',
      'rules.polar:8 Org',
    ]);
    expect(shown(library, definitions(library, use.symbol))).toEqual(['model.polar:3 Org']);
  });

  it('keeps a variable within its rule', () => {
    const use = at(library, 'rules.polar', 'is_blocked(us|er) if')!;
    expect(shown(library, references(library, use.symbol))).toEqual(['rules.polar:7 user', 'rules.polar:7 user']);
    expect(references(library, use.symbol).map(({ defines }) => defines)).toEqual([true, false]);
  });

  it('highlights in one file only', () => {
    const use = at(library, 'model.polar', 'if "rea|der"')!;
    expect(highlights(library, use.symbol, 'rules.polar').length).toBe(1);
  });

  it('finds a rule in its heads and calls', () => {
    const use = at(library, 'rules.polar', 'not is_bl|ocked')!;
    expect(shown(library, references(library, use.symbol))).toEqual([
      'rules.polar:5 is_blocked',
      'rules.polar:7 is_blocked',
    ]);
  });

  it('has none on a keyword or between statements', () => {
    expect(at(library, 'model.polar', 'res|ource Org')).toBeUndefined();
    expect(at(library, 'rules.polar', '\n|\nhas_role')).toBeUndefined();
  });
});

describe('symbols of Cloud', () => {
  const text = `actor User {}
global { roles = ["admin"]; }
resource Org { roles = ["owner"]; }
resource Repo extends Org {
  permissions = ["read"];
  "read" if "owner";
  "read" if global "admin";
}
test fixture one { has_role(User{"a"}, "owner", Repo{"b"}); has_role(User{"a"}, "admin"); }
test "t" { setup { fixture one; } assert allow(User{"a"}, "read", Repo{"b"}); }
`;
  const cloud = createPolicy([{ uri: 'c', text }]);

  it('finds an inherited role under the type that declares it', () => {
    const use = at(cloud, 'c', 'if "own|er"')!;
    expect(shown(cloud, references(cloud, use.symbol))).toEqual(['c:3 "owner"', 'c:6 "owner"', 'c:9 "owner"']);
  });

  it('finds a global role in facts of two arguments', () => {
    const use = at(cloud, 'c', 'global "ad|min"')!;
    expect(shown(cloud, references(cloud, use.symbol))).toEqual(['c:2 "admin"', 'c:7 "admin"', 'c:9 "admin"']);
  });

  it('leads from a use of a fixture to its definition', () => {
    const use = at(cloud, 'c', 'fixture on|e;')!;
    expect(shown(cloud, definitions(cloud, use.symbol))).toEqual(['c:9 one']);
  });
});
