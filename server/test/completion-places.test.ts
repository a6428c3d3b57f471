import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { completions } from '../src/features/completion.ts';
import { askAbout } from './asked.ts';

/** What is offered at each place in each dialect: label, inserted text, and what is said of it: `POLAR_GOLDEN=write` writes it anew, to be read before it is committed. */
const golden = new URL('./completion-places.txt', import.meta.url);

const LIBRARY = `actor User { permissions = ["edit"]; }
resource Org { roles = ["owner"]; }
resource Repo {
  roles = ["reader"];
  permissions = ["read"];
  relations = { parent: Org };
  "read" if "reader";
}
has_role(user: User, name: String, repo: Repo) if
  role in user.roles and role.name = name and role.kind = "direct" and x(LIMIT, repo.owner());
x(_: Team, _);
allow(a, b, c) if has_permission(a, b, c) and a matches Admin;
`;
const CLOUD = `global { roles = ["admin"]; }
actor User {}
resource Org { roles = ["owner"]; }
resource Repo {
  roles = ["reader"];
  permissions = ["read"];
  relations = { parent: Org };
  "read" if "reader";
}
has_permission(user: User, "read", repo: Repo) if is_public(repo, true) and user matches User;
test fixture people {
  has_role(User{"alice"}, "reader", Repo{"anvil"});
}
`;

const PLACES: Readonly<Record<'library' | 'cloud', Readonly<Record<string, string>>>> = {
  library: {
    'a statement': '|',
    'after a type word': 'type |',
    'after actor': 'actor |',
    'a member': 'resource Repo { | }',
    'after a declared name': 'resource Repo { relations = { parent: | }; }',
    'a name in a list': 'resource X { roles = ["|"]; "b" if "c"; }',
    'a term': 'resource Repo { "read" if | }',
    'a term in quotes': 'resource Repo { "read" if "|"; }',
    'a term that may be the own one of a related type':
      'resource Folder { roles = ["reader"]; permissions = ["read"]; relations = { parent: Folder }; "read" if | }',
    'after a term': 'resource Repo { "read" if "owner" | }',
    'after on': 'resource Repo { "read" if "owner" on | }',
    'after a relation': 'resource Repo { "read" if "owner" on "parent" | }',
    'a term before on': 'resource Repo { "read" if | on "parent"; }',
    'a parameter': 'has_role(|',
    'the third parameter': 'has_role(user, name, |',
    'after a colon': 'f(x: |',
    'after the key of an argument': 'f(x) if x = new Point(x: |',
    'after the key of a second argument': 'f(x) if x.move(1, by: |);',
    'after the key of a dictionary': 'f(x) if g({a: 1, b: |});',
    'after the key of a pattern': 'f(x) if x matches {a: |};',
    'after the key of a pattern with a class': 'f(x) if x matches User{a: |};',
    'after the key of a pattern in a head': 'f(x: {a: |}, y) if y = 1;',
    'after a head': 'f(x) |',
    'a condition': 'f(x: User, y) if |',
    'before a parenthesis': 'f(x) if has_per|(x, "a", x);',
    'after a goal': 'f(x) if g(x) |',
    'after a value': 'f(x) if x |',
    'after a comparison': 'f(x) if x = 1 |',
    'a value': 'f(x, y) if x = |',
    'a field': 'f(x: User) if x.|',
    'a field of an unknown class': 'f(x) if x.|',
    'what a field is compared with': 'f(r) if r.kind = |',
    'in quotes after a field': 'f(r) if r.kind = "|"',
    'after matches': 'f(x) if x matches |',
    'after new': 'f(x) if x = new |',
    'in a pattern': 'f(x: User{|',
    'a role': 'f(u, r: Repo) if has_role(u, "|", r);',
    'one of the roles that a later call asks for': 'f(u, r: Repo) if role in ["|"] and has_role(u, role, r);',
    'a permission that a later call asks for': 'f(u, r: Repo) if action = "|" and has_permission(u, action, r);',
    'the name in a call': 'f(actor, r: Repo) if has_role(actor, |, r);',
    'the name in a call that is being written': 'f(actor, r: Repo) if has_role(actor, |',
    'after an at sign': 'f(x) if x = @|',
    'a variable that stands later': 'f(x) if | and g(later);',
    'in a comment': '# |',
  },
  cloud: {
    'a statement': '|',
    'a member': 'resource Repo { | }',
    'after a term': 'resource Repo { "read" if "owner" | }',
    'after a relation': 'resource Repo { "read" if "owner" on "parent" | }',
    'a type that is extended': 'resource Team extends |',
    'another type that is extended': 'resource Team extends Repo, |',
    'after global': 'resource Repo { "read" if global "|"; }',
    'in a call of a shorthand': 'resource Repo { "read" if is_public(|) }',
    'a condition': 'f(x: User) if |',
    'a value': 'f(x: User) if x = |',
    'in the braces of an object': 'f(x) if x = User{|}',
    'an identifier': 'f(x) if x = User{"|"}',
    'after an at sign': 'f(x) if x > @|',
    'a flag': '@|',
    'a part of a test': 'test "t" { | }',
    'in a setup': 'test "t" { setup { | } }',
    'a fixture': 'test "t" { setup { fixture | } }',
    'an assertion': 'test "t" { assert | }',
    'an argument': 'test "t" { assert allow(| }',
    'the role of a fact': 'test "t" { setup { has_role(User{"a"}, "|", Repo{"b"}); } }',
    'the relation of a fact whose type stands first': 'test "t" { setup { has_relation(Repo{"b"}, "|", Org{"c"}); } }',
    'the relation of a rule whose type stands first': 'f(repo: Repo, o: Org) if has_relation(repo, "|", o);',
    'the relation of a head whose type stands first': 'has_relation(repo: Repo, "|", o: Org) if x(repo, o);',
    'an identifier of a fact': 'test "t" { setup { has_role(User{"|"}, "reader", Repo{"b"}); } }',
    'after an assertion': 'test "t" { assert allow(x: User, "read", Repo{"a"}) | }',
    'declared types': 'declare f(|',
    'the name in a call': 'f(actor, r: Repo) if has_role(actor, |, r);',
    'the name in a call that is being written': 'f(actor, r: Repo) if has_role(actor, |)',
    'one of the roles that a later call asks for': 'f(u, r: Repo) if role in ["|"] and has_role(u, role, r);',
    'the name of a fact that is half typed': 'f(u, r: Repo) if has_|(u, "a", r);',
    'the actor of a call': 'f(r: Repo) if has_role(|, "reader", r);',
    'the resource of a call': 'f(a) if has_role(a, "reader", |);',
    'what is compared as an integer': 'f(x) if x > |',
    'the name in a fact': 'test "t" { setup { has_role(User{"a"}, |, Repo{"b"}); } }',
    'the actor of a fact': 'test "t" { setup { has_role(|, "reader", Repo{"b"}); } }',
    'the resource of a fact': 'test "t" { setup { has_role(User{"a"}, "reader", |); } }',
    'what a relation leads to': 'test "t" { setup { has_relation(Repo{"b"}, "parent", |); } }',
    'an argument of a fact whose type rules say': 'test "t" { setup { is_public(|); } }',
    'a boolean of a fact': 'test "t" { setup { is_public(Repo{"b"}, |); } }',
    'the name in an assertion': 'test "t" { assert allow(User{"a"}, |, Repo{"b"}); }',
    'after global without quotes': 'resource Repo { "read" if global | }',
    'after iff': 'test "t" { assert allow(User{"a"}, x: String, Repo{"b"}) iff | }',
    'after the variable of an iff': 'test "t" { assert allow(User{"a"}, x: String, Repo{"b"}) iff x | }',
    'the values of an iff': 'test "t" { assert allow(User{"a"}, x: String, Repo{"b"}) iff x in [|]; }',
  },
};

const offered = (dialect: 'library' | 'cloud', source: string): string => {
  const policy = dialect === 'library' ? LIBRARY : CLOUD;
  const { items } = completions(askAbout(`${policy}\n${source}`, { dialect }));
  return items
    .map(({ label, textEdit, detail }) => {
      const newText = textEdit?.newText ?? label;
      const inserted = newText === label ? label : `${label} → ${JSON.stringify(newText)}`;
      return detail === undefined ? inserted : `${inserted}  · ${detail}`;
    })
    .map((line) => `  ${line}\n`)
    .join('');
};

test('each place offers what fits there, and inserts it as it should', () => {
  const all = (['library', 'cloud'] as const)
    .flatMap((dialect) =>
      Object.entries(PLACES[dialect]).map(
        ([place, source]) => `${dialect}, ${place}: ${source}\n${offered(dialect, source)}`,
      ),
    )
    .join('\n');
  if (process.env.POLAR_GOLDEN === 'write') writeFileSync(golden, all);
  expect(all).toBe(readFileSync(golden, 'utf8'));
});
