/** The same of policies of the Library, over data: what is told is so, and where nothing is told, no data has it. */
import { compile, dataDifferences, libraryDifferences, loadData, Machine, prepare } from '@polar-tools/evaluator';
import { createPolicy, type Policy } from '@polar-tools/policy';
import { expect, test } from 'vitest';
import { Random } from '../cloud/generate.ts';
import { allWorlds, data, pair, permissions } from './generate-library.ts';

const seed = Number(process.env.DIFF_SEED ?? 77);
const cases = Number(process.env.DIFF_CASES ?? 6);
const timeout = 300_000;

const policyOf = (text: string): Policy => createPolicy([{ uri: 'p.polar', text }], { dialect: 'library' });

function asker(policies: readonly Policy[], world: string) {
  const { data: loaded, errors } = loadData(world);
  expect(errors.filter(({ severity }) => severity === 'error')).toEqual([]);
  const { host } = loaded;
  const programs = policies.map((policy) => compile(policy, host));
  return (query: string): readonly (boolean | undefined)[] =>
    programs.map((program) => {
      const { kind } = new Machine(prepare(program, query).query!, { host }).run();
      return kind === 'error' ? undefined : kind === 'answer';
    });
}

test('every difference that is told is one over its data file', { timeout }, () => {
  const random = new Random(seed);
  let differences = 0;
  for (let i = 0; i < cases * 2; i++) {
    const texts = pair(random);
    const policies = texts.map(policyOf) as [Policy, Policy];
    for (const { query, world, change } of libraryDifferences(...policies, { data }).differences) {
      expect(asker(policies, world)(query), `${query}\n${world}\n${texts.join('\n\n')}`).toEqual(
        change === 'allowed' ? [false, true] : [true, false],
      );
      differences++;
    }
  }
  console.log(JSON.stringify({ pairs: cases * 2, differences }));
  expect(differences).toBeGreaterThan(cases / 2);
});

test('where none is told, no data of one object of each class has one', { timeout }, () => {
  const random = new Random(seed + 1);
  const counts = { pairs: 0, complete: 0, worlds: 0, differing: 0, equal: 0 };
  for (let i = 0; i < cases; i++) {
    const texts = pair(random);
    const policies = texts.map(policyOf) as [Policy, Policy];
    counts.pairs++;
    const { differences, searched } = libraryDifferences(...policies, { data, limits: { objects: 1 } });
    if (!searched.isComplete || searched.unanswered > 0) continue;
    counts.complete++;
    const told = new Set(differences.map(({ action, change }) => `${change} ${action}`));
    for (const action of permissions) {
      const found = new Set<string>();
      for (const world of allWorlds()) {
        const [before, after] = asker(policies, world)(`allow(user_1, "${action}", repo_1)`);
        counts.worlds++;
        if (before === undefined || after === undefined || before === after) continue;
        found.add(`${after ? 'allowed' : 'denied'} ${action}`);
      }
      for (const change of ['allowed', 'denied']) {
        const key = `${change} ${action}`;
        expect(told.has(key), `${key}\n${texts.join('\n\n')}`).toBe(found.has(key));
        if (found.has(key)) counts.differing++;
        else counts.equal++;
      }
    }
  }
  console.log(JSON.stringify(counts));
  expect(counts.complete).toBeGreaterThan(counts.pairs / 2);
  expect(counts.differing).toBeGreaterThan(0);
});

test('over data, each answer that changes is one that both policies give differently', { timeout }, () => {
  const random = new Random(seed + 2);
  let changes = 0;
  const world = data.replace('"staff":false', '"staff":true');
  for (let i = 0; i < cases; i++) {
    const policies = pair(random).map(policyOf) as [Policy, Policy];
    const ask = asker(policies, world);
    const compared = dataDifferences(...policies, world);
    expect(compared.error).toBeUndefined();
    const told = new Set(
      compared.changes.flatMap(({ actors, action, resource, change }) =>
        actors.map((actor) => `${change} allow(${actor}, ${action}, ${resource})`),
      ),
    );
    for (const [resource, actions] of [
      ['web', permissions],
      ['acme', ['read']],
    ] as const)
      for (const action of actions) {
        const query = `allow(ann, "${action}", ${resource})`;
        const [before, after] = ask(query);
        expect(told.has(`allowed ${query}`)).toBe(before === false && after === true);
        expect(told.has(`denied ${query}`)).toBe(before === true && after === false);
        if (before !== after) changes++;
      }
  }
  expect(changes).toBeGreaterThan(0);
});

test.each([
  ['an action in a list', 'allow(_u: User, a, _r: Repo) if a in ["q1", "q2"];', '"q2"', '"q3"'],
  ['an action that is ruled out', 'allow(_u: User, a, _r: Repo) if a != "special";', ' if a != "special"', ' if a = a'],
  ['an action that is compared', 'allow(_u: User, act, _r: Repo) if act = "read";', '"read"', '"write"'],
  ['literals alone', 'allow("bob", "read", "x");', '"bob"', '"eve"'],
  ['no types', 'allow(u, "read", d) if u.ok and d.open;', 'u.ok and ', 'u.ok = u.ok and '],
  ['an actor that is a string', 'allow(u: String, "read", _d) if u = "bob";', '"bob"', '"eve"'],
  ['an actor that is a number', 'allow(u: Integer, "read", _d) if u = 5;', '5', '6'],
  ['nil', 'allow(u: User, "read", d: Doc) if d.owner = u or d.owner = nil;', ' or d.owner = nil', ''],
  ['an action in another rule', 'allow(_u: User, a, _r: Repo) if is_ro(a); is_ro("a2");', '"a2"', '"a3"'],
])('a difference is found: %s', (_, rule, before, after) => {
  const policies = [rule, rule.replace(before, after)].map(policyOf) as [Policy, Policy];
  const { differences } = libraryDifferences(...policies);
  expect(differences).not.toEqual([]);
  for (const { query, world, change } of differences)
    expect(asker(policies, world)(query)).toEqual(change === 'allowed' ? [false, true] : [true, false]);
});

const club = `actor User {} actor Bot {}
resource Org { roles = ["member"]; permissions = ["read"]; "read" if "member"; }
resource Repo { roles = ["viewer", "editor"]; permissions = ["read", "write"]; relations = { org: Org };
  "read" if "viewer"; "write" if "editor"; "viewer" if "member" on "org"; }
has_role(user: User, name: String, thing: Resource) if role in user.roles and role.name = name and role.thing = thing;
has_relation(org: Org, "org", repo: Repo) if org = repo.org;
allow(actor, action, resource) if has_permission(actor, action, resource);
allow_field(_: User, "read", _: Repo, "name");
`;

/** How many worlds a change is compared in, and in which questions it makes a difference. */
function compared(before: string, after: string) {
  const { differences, searched, same } = libraryDifferences(policyOf(before), policyOf(after));
  return { differences: [...new Set(differences.map(({ action }) => action))].sort(), same, worlds: searched.worlds };
}

test('only questions that lead to what changed are asked', () => {
  expect(compared(club, club.replace('"name"', '"title"'))).toEqual({ differences: [], same: 'questions', worlds: 0 });
  expect(compared(club, `${club}unused(_: User);\n`)).toEqual({ differences: [], same: 'questions', worlds: 0 });
  expect(compared(club, club)).toEqual({ differences: [], same: 'rules', worlds: 0 });
  const write = compared(club, club.replace('"write" if "editor";', ''));
  const role = compared(club, club.replace('role.name = name and ', ''));
  expect(write.differences).toEqual(['write']);
  expect(role.differences).toEqual(['read', 'write']);
  expect(write.worlds).toBeLessThan(role.worlds / 2);
});

test.each([
  // Through a variable that takes the action on, a type that extends another, a rule for any class, and a call in a negation.
  [
    '"read"',
    'allow(u: User, act, r: Repo) if may(u, act, r); may(_, "read", _: Repo);',
    '"read", _: Repo',
    '"write", _: Repo',
  ],
  ['an untyped resource', 'allow(u: User, "read", r) if ok(u, r); ok(_, _: Repo) if 1 = 1;', '1 = 1', '1 = 2'],
  ['a negation', 'allow(u: User, "read", _: Repo) if not out(u, "read"); out(_, "read") if 1 = 1;', '1 = 1', '1 = 2'],
  [
    'a forall',
    'allow(u: User, "read", _: Repo) if forall(x in ["a"], ok(u, x)); ok(_, "a");',
    'ok(_, "a")',
    'ok(_, "b")',
  ],
  ['a rule that is gone', 'allow(u: User, "read", _: Repo) if ok(u); ok(_: Team); ok(_: User);', 'ok(_: User);', ''],
  [
    'an action that a specializer names',
    'allow(_: User, act: "read", r: Repo) if ok(act, r); ok("read", _);',
    'ok("read"',
    'ok("write"',
  ],
])('a change is reached: %s', (_, rule, before, after) => {
  expect(rule).toContain(before);
  const { differences } = libraryDifferences(policyOf(rule), policyOf(rule.replace(before, after)));
  expect(differences).not.toEqual([]);
});

test.each([
  ['of any actor', 'allow(u, "list") if u.ok; allow(_: User, "x", _: Repo);', 'u.ok', 'u.ok = false'],
  ['of a type', 'actor User {} allow(u: User, act) if act in ["list", "sum"] and u.staff;', '"sum"', '"max"'],
  ['through other rules', 'actor User {} allow(u: User, "list") if ok(u); ok(u: User) if u.a;', 'u.a', 'u.b'],
])('a question without a resource is asked: %s', (_, rule, before, after) => {
  const policies = [rule, rule.replace(before, after)].map(policyOf) as [Policy, Policy];
  const { differences, leftOut } = libraryDifferences(...policies);
  expect(differences.filter(({ resource }) => resource === undefined)).not.toEqual([]);
  expect(leftOut.join()).not.toContain('2 arguments');
  for (const { query, world, change } of differences)
    expect(asker(policies, world)(query)).toEqual(change === 'allowed' ? [false, true] : [true, false]);
  const objects = { ann: { $class: 'User', ok: true, staff: true, a: true, b: false } };
  const over = dataDifferences(...policies, JSON.stringify({ classes: { User: {}, Repo: {} }, objects }));
  expect(over.changes.map(({ resource }) => resource)).toContain(undefined);
});
