import type { Semantics } from './point.ts';

/** A parameter of a class whose argument has no value yet: what the body makes of it must be of the class, whichever machine looks. */
export const unboundArguments: readonly Semantics[] = [
  {
    point: '3.10',
    name: 'an argument without a value gets one from the body, and must then be of the class',
    policy: `
org_of(o: Org, r: Repo) if o = r.org;
owner_of(u: Admin, r: Repo) if u = r.owner;
turned(u: User, r: Repo) if r.owner = u;
boss_of(b: Admin, u: User) if b = u.boss;
second(b: User, u: User) if x = u.boss and b = x.boss;
friend(f: Admin, u: User) if f in u.friends();
role_of(role: Thing, u: User) if role in u.roles;
named(n: String, u: User) if n = u.name;
sized(n: Integer, u: User) if u.size = n;
tagged(t: String, u: User) if t in u.tags;
both(u: User, o: Org, r: Repo) if u = r.owner and o = r.org;
same(u: User, u: User) if u = ann;
passed(u: User, x) if x = 1 and u = ann;
known(u: User, x) if x = u and u = ann;
early(u: User, r: Repo) if r.public and u = r.owner and cut;
late(u: User, r: Repo) if owner(u, r);
owner(u, r) if u = r.owner;
any_of(a: Actor, r: Repo) if a = r.owner;
thing(t: Thing{size: 1}, r: Repo) if t = r.owner;
two(u: User, "a", r: Repo) if u = r.owner;
two(u: Admin, "b", r: Repo) if u = r.owner;
two(o: Org, "c", r: Repo) if o = r.org;
many(u: User, r: Repo) if u = r.owner;
many(u: Admin, r: Repo) if u = r.owner;
lacking(u: User, r: Repo) if u = r.nobody;
assigned(u: User, r: Repo) if u := r.owner;
lists(u: User, [r]) if u = r.owner;
wrong(u: Org, r: Repo) if u = r.owner;
dict(n: Integer, d: Dictionary) if n = d.a;
printed(u: User, r: Repo) if print(r.name) and u = r.owner and print(u.name);
has_relation(o: Org, "org", r: Repo) if o = r.org;
has_relation(u: User, "owner", r: Repo) if u = r.owner;
has_role(u: User, "lead", o: Org) if o.name = u.name;
through(u, r) if has_relation(o, "org", r) and o.name = "o1" and u = ann;
denied(r) if not has_relation(_, "org", r);
none(r) if not org_of(o, r) and o = 1;
all(r) if forall(org_of(o, r), o.name = "o1");
`,
    queries: [
      ...['r1', 'r2', 'o1', '1'].flatMap((r) => [
        `org_of(x, ${r})`,
        `owner_of(x, ${r})`,
        `turned(x, ${r})`,
        `both(x, y, ${r})`,
        `both(x, x, ${r})`,
        `early(x, ${r})`,
        `late(x, ${r})`,
        `any_of(x, ${r})`,
        `thing(x, ${r})`,
        `many(x, ${r})`,
        `lacking(x, ${r})`,
        `assigned(x, ${r})`,
        `lists(x, [${r}])`,
        `wrong(x, ${r})`,
        `printed(x, ${r})`,
        `through(x, ${r})`,
        `denied(${r})`,
        `none(${r})`,
        `all(${r})`,
        ...['"a"', '"b"', '"c"', '"d"', 'k'].map((k) => `two(x, ${k}, ${r})`),
        ...['"org"', '"owner"', 'k'].map((k) => `has_relation(x, ${k}, ${r})`),
        `org_of(x, ${r}) and x.name = "o2"`,
        `x = o1 and org_of(x, ${r})`,
        `org_of(x, ${r}) and org_of(x, r1)`,
        `owner_of(x, ${r}) or turned(x, ${r})`,
        `not owner_of(_, ${r})`,
        `x in [ann, r1] and not turned(y, ${r}) and y = x`,
      ]),
      ...['ann', 'bob', 'cyd', 'dee'].flatMap((u) => [
        `boss_of(x, ${u})`,
        `second(x, ${u})`,
        `friend(x, ${u})`,
        `role_of(x, ${u})`,
        `named(x, ${u})`,
        `sized(x, ${u})`,
        `tagged(x, ${u})`,
        `boss_of(x, ${u}) and boss_of(y, x)`,
      ]),
      'same(x, y)',
      'same(x, x)',
      'passed(x, x)',
      'passed(x, y)',
      'known(x, x)',
      'known(x, y)',
      'org_of(x, y)',
      'org_of(o1, y)',
      'x = y and org_of(x, r1)',
      'x = y and both(x, y, r1)',
      'x = [y] and org_of(y, r1)',
      'dict(x, {a: 1})',
      'dict(x, {a: "one"})',
      'dict(x, {a: y})',
      'x in [1, 2] and dict(x, {a: 2})',
    ],
  },
];
