import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createPolicy } from '@polar-tools/policy';
import { describe, expect, test } from 'vitest';
import { prepare } from '../compiler/prepare.ts';
import { compile } from '../compiler/program.ts';
import { loadData } from '../data/load-data.ts';
import { solve } from '../solve.ts';
import { sampleData } from './sample-data.ts';

const policyOf = (text: string, uri = 'main.polar') => createPolicy([{ uri, text }], { dialect: 'library' });

/** The data file that is made for a policy, having asked the queries that it is said to answer. */
function made(text: string, uri?: string): { data: unknown; queries: readonly string[]; without: readonly string[] } {
  const policy = policyOf(text, uri);
  const sample = sampleData(policy);
  const { data, errors } = loadData(sample.text);
  expect(errors).toEqual([]);
  for (const query of sample.queries) {
    const { query: prepared, errors: wrong } = prepare(compile(policy, data.host), query);
    expect(wrong).toEqual([]);
    const first = solve(prepared!, { host: data.host }).next().value;
    expect(first, `${uri}: ${query} over ${sample.text}`).toMatchObject({ kind: 'answer' });
  }
  return { data: JSON.parse(sample.text), queries: sample.queries, without: sample.without };
}

const blocks = `allow(actor, action, resource) if has_permission(actor, action, resource);
actor User {}
resource Org { roles = ["owner"]; permissions = ["read"]; "read" if "owner"; }
resource Repo { permissions = ["read"]; relations = { parent: Org }; "read" if "owner" on "parent"; }
`;

describe('a data file made for a policy', () => {
  test('has an object of each class, joined so that what is asked is allowed', () => {
    const { data, queries } = made(`${blocks}
has_role(user: User, name: String, org: Org) if role in user.roles and role.name = name and role.org_id = org.id;
has_relation(org: Org, "parent", repo: Repo) if repo.org = org and not repo.archived;`);
    expect(queries).toEqual(['allow(user, "read", org)', 'allow(user, "read", repo)']);
    expect(data).toEqual({
      classes: { User: { fields: ['roles'] }, Org: { fields: ['id'] }, Repo: { fields: ['org', 'archived'] } },
      objects: {
        user: { $class: 'User', roles: [{ name: 'owner', org_id: 1 }] },
        org: { $class: 'Org', id: 1 },
        repo: { $class: 'Repo', org: { $ref: 'org' }, archived: false },
      },
    });
  });

  test('joins what a field is named for, and gives no text by which the policy denies', () => {
    const { data } =
      made(`allow(user: User, "close", issue: Issue) if issue.author = user or may(user, "push", issue.repo);
allow(user: User, "comment", issue: Issue) if issue.repo.visibility = "public" and not is_blocked(user) and not issue.state = "closed";
may(user: User, "push", repo: Repo) if user = repo.owner and user.kind = "staff";
is_blocked(user: User) if is_bad(user);
is_bad(user: User) if user.status = "banned" or is_bad(user.boss);`);
    expect(data).toMatchObject({
      objects: { user: { status: null, kind: 'staff' }, issue: { repo: { $ref: 'repo' }, state: null } },
    });
  });

  test.each([
    ['a policy without classes', 'allow(user, "read", doc) if doc.owner = user;', 'allow(user, "read", doc)'],
    [
      'methods',
      'allow(u: User, "read", d: Doc) if d.is_shared_with(u) and u.team().name = "core";',
      'allow(user, "read", doc)',
    ],
    [
      'an action that is said to be a text',
      'allow(u: User, action: String, d: Doc) if may(u, action, d);\nmay(u: User, "push", d: Doc) if d.owner = u;',
      'allow(user, "push", doc)',
    ],
    [
      'classes of plain values that are known later',
      'allow(u: User, "read", d: Doc) if fits(u.level, u.kind, u.open, d);\nfits(level: Integer, kind: String, open: Boolean, d: Doc) if level > 3 and kind = d.kind and d.kind = "big" and open = d.open;',
      'allow(user, "read", doc)',
    ],
    [
      'a plain value of which no more is known',
      'allow(u: User, a: String, _: Doc) if u.level matches Integer and u.size matches Integer and a = a;',
      'allow(user, "read", doc)',
    ],
    ['numbers', 'allow(u: User, "read", d: Doc) if u.level > 3 and d.size <= u.level - 1;', 'allow(user, "read", doc)'],
    ['patterns', 'allow(_: User{id: id, kind: "admin"}, "read", _: Doc{owner_id: id});', 'allow(user, "read", doc)'],
    ['a key that names its variable', 'allow(_: User{team}, "read", _: Doc{team});', 'allow(user, "read", doc)'],
    [
      'recursion',
      `allow(u: User, "read", f: Folder) if reads(u, f);
       reads(u, f: Folder) if reads(u, f.parent);
       reads(u, f: Folder) if u in f.readers;`,
      'allow(user, "read", folder)',
    ],
    ['constants of the application', 'allow(a, "read", r) if a == ADMIN and r.kind = "doc";', 'allow(a, "read", r)'],
    [
      'a list that the policy writes',
      'allow(u: User, a, _: Doc) if u.role in ["x", "y"] and a in ["read"];',
      'allow(user, "read", doc)',
    ],
    [
      'a role that is barred by a negation',
      'allow(u: User, "read", _: Doc) if u.role in ["x", "y"] and not u.role = "x";',
      'allow(user, "read", doc)',
    ],
    [
      'a helper with forall over fields of what has no class',
      `allow(u, action, r) if level(action, n) and u.clearance >= n and u.clearance >= r.classification and ok(u, r);
       level("read", 1); level("write", 3);
       ok(u, r) if forall(c in r.compartments, c in u.compartments);`,
      'allow(u, "read", r)',
    ],
    [
      'a number of the application',
      'allow(u: User, "in", _: Site) if u.age < MAX_AGE and u.mfa != "none";',
      'allow(user, "in", site)',
    ],
    [
      'what must be another',
      'allow(u: User, "close", i: Issue) if u in i.assignees and i.state != "closed";',
      'allow(user, "close", issue)',
    ],
    [
      'members that are lists',
      'allow(u: User, a, d: Doc) if [d, a] in u.grants and a = "read";',
      'allow(user, "read", doc)',
    ],
    [
      'methods of what has no class',
      'allow(u: User, a, d: Doc) if u.roles.get(d.name) = a and a = "read";',
      'allow(user, "read", doc)',
    ],
    ['words that a query cannot name', 'allow(u: User, "read", _: Type);', 'allow(user, "read", type_1)'],
    [
      'names with a module',
      'allow(u: app::User, "read", p: app::Post) if p.author = u;',
      'allow(app_user, "read", app_post)',
    ],
    [
      'actors and resources of any type',
      'actor Bot {}\nresource Job {}\nallow(b: Actor, "run", j: Job) if j.owner = b;',
      'allow(bot, "run", job)',
    ],
  ])('is found for %s', (_, text, query) => {
    expect(made(text).queries).toEqual([query]);
  });

  test.each([
    ['rules that nothing can satisfy', 'allow(u: User, "read", _: Doc) if u.a = 1 and u.a = 2;', ['Doc']],
    ['rules that call each other for ever', 'allow(u: User, "read", d: Doc) if allow(u, "read", d);', ['Doc']],
    ['a rule that is not there', `${blocks}`, ['Org', 'Repo']],
    ['a text that is an object', 'allow(u: User, "read", d: Doc) if f(d.x);\nf(x: String) if x.y = 1;', ['Doc']],
    ['a number that is a text', 'allow(u: User, "read", d: Doc) if d.x matches Integer and d.x = "a";', ['Doc']],
  ])('says where nothing is allowed: %s', (_, text, without) => {
    const sample = made(text);
    expect(sample.queries).toEqual([]);
    expect(sample.without).toEqual(without);
  });

  test('ends soon for a policy whose rules branch without end', () => {
    const rules = Array.from(
      { length: 12 },
      (_, i) => `p(x, ${i}) if p(x.a${i}, n) and p(x.b${i}, m) and n = m + 1;`,
    ).join('\n');
    expect(made(`allow(u: User, "read", d: Doc) if p(d, 99) and u = u;\n${rules}`).queries).toEqual([]);
  });
});

const corpus = resolve(
  process.env.POLAR_CORPUS ?? resolve(import.meta.dirname, '../../../../../shared/corpus'),
  'library',
);
if (!existsSync(corpus))
  console.log(`Skipped: the policies of ${corpus} are not there. Set POLAR_CORPUS to a folder with them.`);

test.skipIf(!existsSync(corpus))('real policies: every query that is named has an answer', { timeout: 300_000 }, () => {
  let asked = 0;
  let answered = 0;
  const files = readdirSync(corpus).filter((name) => name.endsWith('.polar'));
  for (const name of files) {
    const text = readFileSync(resolve(corpus, name), 'utf8');
    if ((policyOf(text).predicates.get('allow')?.clauses ?? []).length === 0) continue;
    asked++;
    if (made(text, name).queries.length > 0) answered++;
  }
  console.log(`Data that something is allowed over: found for ${answered} of ${asked} policies with an allow rule.`);
  // The others cannot be loaded by themselves, as rules that they call stand elsewhere or their allow has five arguments, or compare with what a class
  // itself has (`social::Post.ACCESS_PUBLIC`), which a data file cannot say.
  expect(asked - answered).toBeLessThanOrEqual(4);
});
