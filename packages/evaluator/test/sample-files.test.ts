import { readFileSync, writeFileSync } from 'node:fs';
import { createPolicy } from '@polar-tools/policy';
import { expect, it } from 'vitest';
import { compile, loadData, prepare, sampleData, solve } from '../src/index.ts';

/** The data files that are made for policies: the whole of each, in `sample-files.txt` (`npm run golden` writes it anew). Each query that is named is asked. */
const POLICIES = [
  // What a rule says of a value, one by one.
  'allow(u: User, "read", d: Doc) if u.a = 1 and u.b = "x" and u.c = true and u.d = nil and u.e = 1.5 and d.f = u.a;',
  'allow(u: User, "read", d: Doc) if u.a > 3 and u.b >= 3 and u.c < 3 and u.d <= 3 and 7 < u.e and 7 >= u.f;',
  'allow(u: User, "read", d: Doc) if d.size > u.a and u.b > 3 and d.rank <= u.c;',
  'allow(u: User, "read", d: Doc) if u.a < u.b and u.b < 10 and d.x <= d.y and d.y <= 2;',
  'allow(u: User, "read", d: Doc) if u.a != 1 and u.b != "other" and u.c != true;',
  'allow(u: User, "read", d: Doc) if u.a != 1 and u.b != "x" and u.c != false and u.c != d.c;',
  'allow(u: User, "read", d: Doc) if u.n = 2 + 3 and u.m = 6 / 2 and u.k = 6 - 2 and u.j = 3 * 3 and d.n = u.n + 1;',
  // Lists and dictionaries.
  'allow(u: User, "read", d: Doc) if "a" in u.roles and "b" in u.roles and d in u.docs and d.owner in d.readers;',
  'allow(u: User, "read", d: Doc) if u.pair = [1, "x"] and [a, b] = d.pair and a = 2 and b = u;',
  'allow(u: User, "read", d: Doc) if u.meta = {kind: "x", n: 1} and d.meta.kind = "y" and d.meta.deep.er = 2;',
  'allow(u: User, "read", d: Doc) if role in u.roles and role.name = "owner" and role.doc = d and role.org.name = d.org.name;',
  'allow(u: User, "read", d: Doc) if u in d.team.members and forall(x in d.flags, x = 1) and not u.is_banned and not d.archived = true;',
  'allow(u: User, "read", d: Doc) if [u, "read"] in d.grants and {user: u, at: n} in d.log and n > 2;',
  'allow(u: User, "read", d: Doc) if u.role in ["x", "y"] and d.kind in ["k"] and not u.role = "x";',
  // Types and patterns.
  'allow(u: User, "read", d: Doc) if u.name matches String and u.age matches Integer and u.ok matches Boolean and d.rate matches Float;',
  'allow(u: User, "read", d: Doc) if u.list matches List and u.n > 3 and u.n matches Integer;',
  'allow(_: User{id: id, kind: "admin", team: {name: t}}, "read", _: Doc{owner_id: id, team: t});',
  'allow(_: User{team}, "read", d: {team: team, open: true}) if d matches Doc;',
  'allow(u: User, a: String, d: Doc) if u.can = a and d.x matches Thing{a: 1} and d.y matches Thing;',
  'allow(u: app::User, "read", p: app::Post) if p.author = u and p.blog matches app::Blog;',
  'allow("ann", "read", "doc");\nallow(1, 2, 3);',
  'allow(u, "read", d) if u.id = d.owner_id and u.name = d.title and d.parent.id = u.parent_id;',
  // Methods, constants and calls.
  'allow(u: User, "read", d: Doc) if d.shared_with(u) and u.team().name = "core" and u.count(1) > 3 and d.owner().boss() = u;',
  'allow(a, "read", r) if a == ADMIN and r.kind = KIND and r.n < MAX and r.m > MIN and r.list = NAMES and "x" in NAMES;',
  'allow(u: User, "read", d: Doc) if reads(u, d, n) and n > 1;\nreads(u, d: Doc, n) if d.reader = u and d.level = n;\nreads(u: User, _: Doc, 1) if u.a = 1;',
  'allow(u: User, "read", f: Folder) if reads(u, f);\nreads(u, f: Folder) if reads(u, f.parent);\nreads(u, f: Folder) if u in f.readers;',
  'allow(u: User, a, d: Doc) if (u.x = 1 or u.y = 2) and (a = "r" or a = "w") and print(u) and cut and d.z = u.y;',
  'allow(u: User, "read", d: Doc) if x = u.a and y := x and y == 3 and d.b = y;',
  'allow(u: User, "read", d: Doc) if u.a = 1 and u.a = 2 and d.b = 1;\nallow(u: User, "write", d: Doc) if u.a = 1 and d.b = 2;',
  'allow(u: User, "read", d: Doc) if u.a > 3 and u.a < 3 and d.x = 1;',
  'allow(u: User, "read", d: Doc) if u.a in [] and d.x = 1;\nallow(u: User, "see", d: Doc) if u.a in [1, 2] and u.a > 1 and d.x = 1;',
  'allow(u: User, "read", d: Doc) if f(u: u) and d.x = 1;',
  'allow(u: User, "read", _: Type) if u.nil = 1 and u.in.x = 2;\nallow(u: UserAccount, "read", _: HTTPServer) if u.x = 1;',
  'allow(u: User, "read", d: Doc) if d.owner_id = u.id and d.org_id = u.org.id and d.slug = u.slug and d.title = "t" and u.login = l and l = d.username;',
  // Blocks.
  'allow(actor, action, resource) if has_permission(actor, action, resource);\nactor User {}\nactor Bot {}\nresource Org { roles = ["owner"]; permissions = ["read"]; "read" if "owner"; }\nresource Repo { permissions = ["read", "push"]; relations = { parent: Org }; "read" if "owner" on "parent"; "push" if "owner" on "parent"; }\nhas_role(user: Actor, name: String, org: Org) if role in user.roles and role.name = name and role.org = org;\nhas_relation(org: Org, "parent", repo: Repo) if repo.org = org and not repo.archived;',
  'actor User {}\nresource Job {}\nresource Run {}\nallow(a: Actor, "run", r: Resource) if r.owner = a and r.id = 3;',
  // What has no query.
  'allow(u: User, "read", d: Doc) if allow(u, "read", d);',
  'f(x: User) if x.a = 1;',
  '',
];

const madeFor = (text: string): string => {
  const policy = createPolicy([{ uri: 'main.polar', text }], { dialect: 'library' });
  const sample = sampleData(policy);
  const { data, errors } = loadData(sample.text);
  expect(errors, text).toEqual([]);
  for (const query of sample.queries) {
    const { query: prepared } = prepare(compile(policy, data.host), query);
    expect(solve(prepared!, { host: data.host }).next().value, `${query} of ${text}`).toMatchObject({ kind: 'answer' });
  }
  return `${text}\n---\n${sample.text}queries: ${JSON.stringify(sample.queries)}\nwithout: ${JSON.stringify(sample.without)}\n\n`;
};

it('each policy has its data file, and every query that is named has an answer over it', () => {
  const golden = new URL('./sample-files.txt', import.meta.url);
  const all = POLICIES.map(madeFor).join('');
  if (process.env.POLAR_GOLDEN === 'write') writeFileSync(golden, all);
  expect(all).toBe(readFileSync(golden, 'utf8'));
});
