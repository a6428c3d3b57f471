import { expect, it } from 'vitest';
import { check, createPolicy, type Dialect, fixesOf } from '../src/index.ts';

/** The text after the first fix of its first error, with a star where it is the preferred one; or that there is none. */
function fixed(text: string, dialect: Dialect): string {
  const policy = createPolicy([{ uri: 'a.polar', text }], { dialect });
  const [first] = [...check(policy).values()].flat().filter(({ severity }) => severity === 'error');
  const [fix] = fixesOf(policy, first!);
  if (fix?.kind !== 'edit') return `${first!.message}: none`;
  const edited = [...fix.edits]
    .sort((a, b) => b.start - a.start)
    .reduce((all, { start, end, newText }) => all.slice(0, start) + newText + all.slice(end), text);
  return `${fix.preferred === true ? '★' : '-'} ${edited}`;
}

it.each<readonly [string, string]>([
  // What is open is closed, and the statement ends: what else was to come is not known.
  ['f(1', '- f(1);'],
  ['f(x) if g(x, [y, (z', '- f(x) if g(x, [y, (z)]);'],
  ['f(x\ng(x) if h(x);', '- f(x);\ng(x) if h(x);'],
  ['f(x) if x in [1, 2\ng(x) if h(x);', '- f(x) if x in [1, 2];\ng(x) if h(x);'],
  ['f(x) if x = {a: [1\ng(x) if h(x);', '- f(x) if x = {a: [1]};\ng(x) if h(x);'],
  ['f(x) if x in [1, 2);\ng(x);', '★ f(x) if x in [1, 2];\ng(x);'],
  ['f(x] if g(x);', '★ f(x) if g(x);'],
  ['f(x) if g(h, [1, 2);', '★ f(x) if g(h, [1, 2]);'],
  ['f(x, y,);\ng(x);', '★ f(x, y);\ng(x);'],
  ['f(x) if g(x, );\ng(x);', '★ f(x) if g(x);\ng(x);'],
  ['f(x,, y);\ng(x);', '- f(x, y);\ng(x);'],
  ['f(x :- g(x);', '★ f(x) if g(x);'],
  ['f(x, y: User :- g(x) and h(y);', '★ f(x, y: User) if g(x) and h(y);'],
  ['f(x, _ :- g(x);', '★ f(x, _) if g(x);'],
  ['resource Repo() { roles = ["a"]; }', '★ resource Repo { roles = ["a"]; }'],
  ['resource my-repo { roles = ["a"]; }', '★ resource my_repo { roles = ["a"]; }'],
  ['is-admin(x);', '★ is_admin(x);'],
  ['resource Repo: Thing { roles = ["a"]; }', '★ resource Repo extends Thing { roles = ["a"]; }'],
  [
    'resource R { "read" <- "reader"; roles = ["reader"]; permissions = ["read"]; }',
    '★ resource R { "read" if "reader"; roles = ["reader"]; permissions = ["read"]; }',
  ],
  ['resource R { "roles" = ["a"]; }', '★ resource R { roles = ["a"]; }'],
  ['f(x: models.User);', '★ f(x: models::User);'],
  ['f(x: List<User>) if g(x);', '★ f(x: List) if g(x);'],
  ['f(User user);', '★ f(user: User);'],
  ['f(x) if x: User;', '★ f(x) if x matches User;'],
  ['f(x) if x = new Foo("a": 1);', '★ f(x) if x = new Foo(a: 1);'],
  ['f(x) if x->name = "a";', '★ f(x) if x.name = "a";'],
  ['f(x) if x["a"] = 1;', '★ f(x) if x.("a") = 1;'],
  ['f(x) if x.["a"] = 1;', '★ f(x) if x.("a") = 1;'],
  ['f(x) if g(x) else h(x);', '- f(x) if g(x) or h(x);'],
  ['f(x) if x = {a: 1, b: 2, a: 3};', '- f(x) if x = {a: 1, b: 2};'],
  ['f(_: {a: 1, a: 3});', '- f(_: {a: 1});'],
  [
    'resource R { roles = ["a", "b", "c"]; "a" if ["b", "c"]; }',
    '- resource R { roles = ["a", "b", "c"]; "a" if "b"; "a" if "c"; }',
  ],
  ['resource R { roles = ["a", "b"]; "a" if ["b"]; }', '- resource R { roles = ["a", "b"]; "a" if "b"; }'],
  ['models.is_admin(x);', '- models::is_admin(x);'],
  ['resource models.Repo { roles = ["a"]; }', '- resource models::Repo { roles = ["a"]; }'],
  ['f(x) if x matches models.User;', '★ f(x) if x matches models::User;'],
  ['f(x) if g(x) unless h(x);', '★ f(x) if g(x) and not h(x);'],
  ['f(x) unless h(x);', '★ f(x) if not h(x);'],
  ['f(x) when h(x);', '★ f(x) if h(x);'],
  ['resource R { roles = ["a", "b"]; "a" i "b"; }', '★ resource R { roles = ["a", "b"]; "a" if "b"; }'],
  ['resource R { roles = ["a", "b"]; "a" when "b"; }', '★ resource R { roles = ["a", "b"]; "a" if "b"; }'],
  ['f(x) if x not = 1;', '★ f(x) if x != 1;'],
  ['f(x) if x.a not in [1, 2];', '★ f(x) if not x.a in [1, 2];'],
  ['f(x) if g(x) and x not matches User;', '★ f(x) if g(x) and not x matches User;'],
  ['f(x) if x is User;', '★ f(x) if x matches User;'],
  ['f(x) if x is nil;', '★ f(x) if x = nil;'],
  ['f(x) if x is not nil;', '★ f(x) if x != nil;'],
  ['f(x) if return x.a;', '★ f(x) if x.a;'],
  ['f(x) if let y = x.a;', '★ f(x) if y = x.a;'],
  ['f(x) if x = -y;', '★ f(x) if x = 0 - y;'],
  ['f(x) if g(x) if h(x);', '- f(x) if g(x) and h(x);'],
  ['x = 1;', '- ?= x = 1;'],
  ['forall(x in [1, 2], x > 0);', '- ?= forall(x in [1, 2], x > 0);'],
  ['f(x) if x matches new User();', '★ f(x) if x matches User;'],
  ['f(x) if 1 < x < 3;', '★ f(x) if 1 < x and x < 3;'],
  ['f(x) if x.role = "admin" or "owner";', '★ f(x) if x.role in ["admin", "owner"];'],
  ['f(x) if x = new Foo(a = 1);', '★ f(x) if x = new Foo(a: 1);'],
  ['f(x) if x = 9223372036854775808;', '★ f(x) if x = 9223372036854775808.0;'],
  ['resource R { roles = {"a", "b"}; }', '★ resource R { roles = ["a", "b"]; }'],
  [
    'actor User {}\nresource R { relations = { o: User p: R }; }',
    '★ actor User {}\nresource R { relations = { o: User, p: R }; }',
  ],
  ['f(x) if g(x), and h(x);', '★ f(x) if g(x) and h(x);'],
  ['f(x) and g(x);', '★ f(x) if g(x);'],
  ['f(x) and if g(x);', '★ f(x)  if g(x);'],
  ['f(x) if x = 1e5+3;', '★ f(x) if x = 1e5 + 3;'],
  ['resource R: { roles = ["a"]; }', '★ resource R { roles = ["a"]; }'],
  ['actor User: {}', '★ actor User {}'],
  ['resource R { roles: "a", "b"; }', '★ resource R { roles = ["a", "b"]; }'],
  ['resource R { roles: "a"; }', '★ resource R { roles = ["a"]; }'],
  ['resource R { roles = "a", "b"; }', '★ resource R { roles = ["a", "b"]; }'],
  ['resource R { roles "a" "b"; }', '★ resource R { roles = ["a", "b"]; }'],
  ['resource R { permissions = ("a", "b"); }', '★ resource R { permissions = ["a", "b"]; }'],
  ['resource R { roles = a, b; }', '★ resource R { roles = ["a", "b"]; }'],
  ['resource P {}\nresource R { relations: up: P; }', '★ resource P {}\nresource R { relations = { up: P }; }'],
  ['resource P {}\nresource R { relations = up: P; }', '★ resource P {}\nresource R { relations = { up: P }; }'],
  ['resource P {}\nresource R { relations = [up: P]; }', '★ resource P {}\nresource R { relations = { up: P }; }'],
  ['resource P {}\nresource R { up: P; }', '- resource P {}\nresource R { relations = { up: P }; }'],
  ['f(x) if x in ("a", "b");', '★ f(x) if x in ["a", "b"];'],
  ['f(x) if x in {"a", "b"};', '★ f(x) if x in ["a", "b"];'],
  ['f(x) if x in "a", "b";', '★ f(x) if x in ["a", "b"];'],
  ['f(x) if x = ("a", "b");', '- f(x) if x = ["a", "b"];'],
  ['f(x) if x in ["a", "b" and g(x);', '★ f(x) if x in ["a", "b"] and g(x);'],
  ['f(x) if x in ["a" or x in ["b"];', '★ f(x) if x in ["a"] or x in ["b"];'],
  ['f(x) if x = {a: 1 and g(x);', '★ f(x) if x = {a: 1} and g(x);'],
  ['allow(a, b, c) = g(a, b, c);', '★ allow(a, b, c) if g(a, b, c);'],
  ['allow(a, b, c) := g(a, b, c);', '★ allow(a, b, c) if g(a, b, c);'],
  ['f(x) if x in "read", "push"];', '★ f(x) if x in ["read", "push"];'],
  ['allowactor, action, _r) if g(actor, action);', '★ allow(actor, action, _r) if g(actor, action);'],
  ['allowactor: User, _a, _r) if g(actor);', '★ allow(actor: User, _a, _r) if g(actor);'],
  ['f(x) if has_rolex, "a", x);', '★ f(x) if has_role(x, "a", x);'],
  ['f(x) if x.name "a";', '- f(x) if x.name = "a";'],
  ['f(x) if x 1 and g(x);', '- f(x) if x = 1 and g(x);'],
  ['resource R { roles = ["b", "c"]; "b" if "c" "c"; }', '★ resource R { roles = ["b", "c"]; "b" if "c"; }'],
  ['resource R { roles = ["b" "b", "c"]; }', '★ resource R { roles = ["b", "c"]; }'],
  ['resource R { relations = { up: R R }; }', '★ resource R { relations = { up: R }; }'],
  ['f(x) if g("a" "a", x);', '- f(x) if g("a", x);'],
  ['f(x) if x in "read"];', '★ f(x) if x in ["read"];'],
  // With one value less they ask for something else.
  ['f(x) if has_role(x, "a", );', '- f(x) if has_role(x, "a");'],
  ['has_role(x: User, "a", ) if g(x);', '- has_role(x: User, "a") if g(x);'],
  // What is said to be true may be meant for something else.
  ['allow(_, _, _) = true;', '- allow(_, _, _) if true;'],
  ['f(user) if user is a User;', '★ f(user) if user matches User;'],
  ['f(user) if user is not User;', '- f(user) if not user matches User;'],
  ['f(user is User) if user.x;', '★ f(user : User) if user.x;'],
  ['f(user: is User) if user.x;', '★ f(user: User) if user.x;'],
  ['f(user) if { user.id = 1 };', '★ f(user) if user.id = 1;'],
  ['f(user) if { user.id = 1 and g(user) };', '★ f(user) if user.id = 1 and g(user);'],
  ['f(user) { user.id = 1 }', '- f(user) if user.id = 1;'],
  ['f(user) { user.id = 1; }', '- f(user) if user.id = 1;'],
])('%j becomes %j', (text, expected) => {
  expect(fixed(text, 'library')).toBe(expected);
});

it.each<readonly [string, string]>([
  ['declare f(x: User);\nactor User {}', '★ declare f(User);\nactor User {}'],
  [
    'actor User {}\nresource R { relations = { o User }; roles = ["a"]; "a" if "o"; }',
    '★ actor User {}\nresource R { relations = { o: User }; roles = ["a"]; "a" if "o"; }',
  ],
  [
    'actor User {}\nresource R { relations = { o: Usre }; roles = ["a"]; "a" if "b" on "o"; }',
    '- actor User {}\nresource R { relations = { o: User }; roles = ["a"]; "a" if "b" on "o"; }',
  ],
  ['test "t" { assert !f(1); }', '★ test "t" { assert_not f(1); }'],
  ['test "t" { assert has_roleUser{"a"}, "b"); }', '★ test "t" { assert has_role(User{"a"}, "b"); }'],
  ['test "t" { assert f(User{"a", "b", R{"c"}); }', '★ test "t" { assert f(User{"a"}, "b", R{"c"}); }'],
  [
    'test "t" { setup { f(User:a, 1); } assert f(User{"a"}, 1); }',
    '- test "t" { setup { f(User{"a"}, 1); } assert f(User{"a"}, 1); }',
  ],
  [
    'test "t" { setup { f(User:"a", 1); } assert f(User{"a"}, 1); }',
    '- test "t" { setup { f(User{"a"}, 1); } assert f(User{"a"}, 1); }',
  ],
  [
    'test "t" { setup { f(User{id: "a"}, 1); } assert f(User{"a"}, 1); }',
    '- test "t" { setup { f(User{"a"}, 1); } assert f(User{"a"}, 1); }',
  ],
  [
    'test "t" { setup: { f(User{"a"}, 1); } assert f(User{"a"}, 1); }',
    '★ test "t" { setup { f(User{"a"}, 1); } assert f(User{"a"}, 1); }',
  ],
  [
    'test "t" { setup { fixture a f(1); } assert f(1); }\ntest fixture a { f(2); }',
    '★ test "t" { setup { fixture a; f(1); } assert f(1); }\ntest fixture a { f(2); }',
  ],
  ['test "t" { setup { f(1) f(2); } assert f(1); }', '★ test "t" { setup { f(1); f(2); } assert f(1); }'],
  ['test "t" { assert f(User User{"a"}); }', '★ test "t" { assert f(User{"a"}); }'],
  ['global: { roles = ["a"]; }', '★ global { roles = ["a"]; }'],
  ['actor: User { roles = ["a"]; }', '★ actor User { roles = ["a"]; }'],
  ['resource: Repo { roles = ["a"]; }', '★ resource Repo { roles = ["a"]; }'],
  ['test: "t" { assert f(1); }', '★ test "t" { assert f(1); }'],
  ['test "t": { assert f(1); }', '★ test "t" { assert f(1); }'],
  ['test fixture a: { f(1); }', '★ test fixture a { f(1); }'],
  [
    'resource P { roles = ["a"]; }\nresource R { roles = ["a"]; relations = { up: P }; "a" on "up"; }',
    '- resource P { roles = ["a"]; }\nresource R { roles = ["a"]; relations = { up: P }; "a" if "a" on "up"; }',
  ],
  ['ok(x: User) if has_roleUser{"a"}, "a", x);', '★ ok(x: User) if has_role(User{"a"}, "a", x);'],
  ['ok(x: User) if x = User{"a" and g(x);', '★ ok(x: User) if x = User{"a"} and g(x);'],
  ['actor User {}\nf(u: [User]) if g(u);', '- actor User {}\nf(u: User) if g(u);'],
  ['test reading { assert f(1); }', '★ test "reading" { assert f(1); }'],
  ['test "t" { assert allow(User("a"), "read", R{"b"}); }', '★ test "t" { assert allow(User{"a"}, "read", R{"b"}); }'],
])('in Cloud %j becomes %j', (text, expected) => {
  expect(fixed(text, 'cloud')).toBe(expected);
});

it.each([
  // What would be meant by more than one of two edits is left to a person.
  ['f(x) if g(x) unless h(x) or k(x);', 'the rest of the conditions'],
  ['f(x) unless h(x) or k(x);', 'the rest of the conditions'],
  ['f(x) unless h(x) and k(x);', 'the rest of the conditions'],
  ['resource R { roles = ["a", "b"]; "a" unless "b"; }', 'a rule of its own'],
  ['f(x) if x = 1 + -y;', 'a sum'],
  ['f(x) if x = -y.z;', 'a field'],
  ['resource R { "write" => "writer"; roles = ["writer", "write"]; }', 'which of them gives the other'],
  ['f(x) if g(x)\nif h(x);', 'another rule'],
])('%j is left to a person: %s', (text) => {
  expect(fixed(text, 'library')).toMatch(/: none$/);
});

it.each([
  'actor User {}\nresource Org { roles = ["o"]; }\nresource R { relations = { o Org }; roles = ["a"]; "a" if "o" on "o"; }',
  'actor User {}\nresource Org { roles = ["o"]; }\nresource R { relations = { o = Org }; roles = ["a"]; "a" if "o" on "o"; }',
  'test "t" { assert has_roleUser{"a"}, "b"); }',
  'f(x) if g(x); and h(x) and x in [1];',
  'resource R { roles = ["a"]; permissions = ["p"]; "p" if (resource, "a"); }',
])('of %j one thing is said, at the gap', (text) => {
  const policy = createPolicy([{ uri: 'a.polar', text }], { dialect: 'cloud' });
  const errors = [...check(policy).values()].flat().filter(({ severity }) => severity === 'error');
  expect(errors.map(({ code }) => code)).toEqual(['unrecognized-token']);
});

it.each([
  'f(user, repo) if\n  has_permissionuser, action, repo) and\n  action = 1;',
  'f(user, repo) if\n  g(user)) and\n  repo = 1 and\n  user = 2;',
])('one mistake in a condition is told once, whatever the next line begins with: %j', (text) => {
  const policy = createPolicy([{ uri: 'a.polar', text }], { dialect: 'cloud' });
  expect([...check(policy).values()].flat().filter(({ severity }) => severity === 'error')).toHaveLength(1);
});
