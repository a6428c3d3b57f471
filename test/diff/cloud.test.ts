/** Which answers change between two Cloud policies: what is told is so, and where nothing is told, no world has it. */
import { readdirSync, readFileSync } from 'node:fs';
import {
  CloudRun,
  cloudCall,
  cloudDifferences,
  compileCloud,
  type Fact,
  FactStore,
  readFact,
  Values,
} from '@polar-tools/evaluator';
import { createPolicy, type Policy } from '@polar-tools/policy';
import { expect, test } from 'vitest';
import { Random } from '../cloud/generate.ts';
import { policyPair } from './generate-cloud.ts';

const seed = Number(process.env.DIFF_SEED ?? 411);
const cases = Number(process.env.DIFF_CASES ?? 60);
const timeout = 300_000;

const policyOf = (text: string): Policy => createPolicy([{ uri: 'p.polar', text }], { dialect: 'cloud' });

/** What both policies say in a world; undefined where one cannot say it. */
function asker(policies: readonly Policy[]) {
  const values = new Values();
  const programs = policies.map((policy) => compileCloud(policy, values));
  return (question: Fact, facts: Iterable<Fact>): readonly (boolean | undefined)[] => {
    const store = new FactStore(values);
    for (const fact of facts) store.add(fact);
    return programs.map((program) => {
      const run = new CloudRun(cloudCall(program, question.predicate, question.arguments), { facts: store });
      const { kind } = run.run();
      return kind === 'error' ? undefined : kind === 'answer';
    });
  };
}

const user = { type: 'User', id: 'user_1' };
const org = { type: 'Org', id: 'org_1' };
const repo = { type: 'Repo', id: 'repo_1' };
const string = (id: string) => ({ type: 'String', id });

/** Every fact that there can be with one object of each type. */
const allFacts: readonly Fact[] = [
  ...['viewer', 'editor'].flatMap((role) =>
    [org, repo].map((what): Fact => ({ predicate: 'has_role', arguments: [user, string(role), what] })),
  ),
  { predicate: 'has_relation', arguments: [repo, string('org'), org] },
  ...['is_public', 'is_locked'].flatMap((predicate) =>
    [org, repo].map((what): Fact => ({ predicate, arguments: [what] })),
  ),
  ...['is_banned', 'is_staff'].map((predicate): Fact => ({ predicate, arguments: [user] })),
];

test('every difference that is told is one when it is evaluated, and no fact of its world can be left out', {
  timeout,
}, () => {
  const random = new Random(seed);
  let differences = 0;
  for (let i = 0; i < cases * 3; i++) {
    const texts = policyPair(random);
    const policies = texts.map(policyOf) as [Policy, Policy];
    const ask = asker(policies);
    for (const { query, told, change } of cloudDifferences(...policies).differences) {
      const facts = told.map((text) => readFact(text)!);
      const expected = change === 'allowed' ? [false, true] : [true, false];
      expect(ask(readFact(query)!, facts), `${query} with ${told.join(' ')}\n${texts.join('\n\n')}`).toEqual(expected);
      for (const fact of facts)
        expect(
          ask(
            readFact(query)!,
            facts.filter((one) => one !== fact),
          ),
          `${query} without ${JSON.stringify(fact)}`,
        ).not.toEqual(expected);
      differences++;
    }
  }
  console.log(JSON.stringify({ pairs: cases * 3, differences }));
  expect(differences).toBeGreaterThan(cases);
});

test('where none is told, no world of one object of each type has one', { timeout }, () => {
  const random = new Random(seed + 1);
  const counts = { pairs: 0, complete: 0, worlds: 0, differing: 0, equal: 0 };
  for (let i = 0; i < cases; i++) {
    const texts = policyPair(random);
    const policies = texts.map(policyOf) as [Policy, Policy];
    const ask = asker(policies);
    counts.pairs++;
    const { differences, searched } = cloudDifferences(...policies, { limits: { objects: 1 } });
    if (!searched.isComplete) continue;
    counts.complete++;
    const told = new Set(differences.map(({ query, change }) => `${change} ${query}`));
    for (const what of [org, repo])
      for (const action of ['read', 'write']) {
        const question: Fact = { predicate: 'allow', arguments: [user, string(action), what] };
        const query = `allow(User{"user_1"}, "${action}", ${what.type}{"${what.id}"})`;
        const found = new Set<string>();
        for (let bits = 0; bits < 1 << allFacts.length; bits++) {
          const world = allFacts.filter((_, at) => (bits & (1 << at)) !== 0);
          const [before, after] = ask(question, world);
          counts.worlds++;
          if (before === undefined || after === undefined || before === after) continue;
          found.add(`${after ? 'allowed' : 'denied'} ${query}`);
          if (found.size === 2) break;
        }
        for (const change of ['allowed', 'denied']) {
          const key = `${change} ${query}`;
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

test('what keeps something denied from holding is part of a world, where the denied may be told as a fact, too', () => {
  const text = `actor User {}
resource Repo { roles = ["editor"]; permissions = ["read"]; }
declare is_public(Repo);
is_kept_out(user: User, repo: Repo) if user matches User and repo matches Repo and not has_role(user, "editor", repo);
`;
  const rule = 'has_permission(user: User, "read", repo: Repo) if is_public(repo) and not is_kept_out(user, repo);';
  const { differences } = cloudDifferences(policyOf(text), policyOf(text + rule));
  expect(differences.map(({ change, told }) => [change, told])).toEqual([
    ['allowed', ['is_public(Repo{"repo_1"})', 'has_role(User{"user_1"}, "editor", Repo{"repo_1"})']],
  ]);
});

const types =
  'actor User {} resource Repo { permissions = ["read"]; roles = ["reader", "super", "sup"]; "read" if "reader"; }\n';

test.each([
  ['an action in the body', 'allow(_u: User, a, _r: Repo) if a in ["q1", "q2"];', '"q2"', '"q3"'],
  [
    'an action in the body of another rule',
    'allow(u: User, a, r: Repo) if is_ro(a) and has_role(u, "reader", r); is_ro("a2");',
    '"a2"',
    '"a3"',
  ],
  ['no resource', 'allow(u: User, "x") if a(u);', 'a(u)', 'a(u) and b(u)'],
  ['no resource, a permission', 'has_permission(u: User, "x") if a(u);', 'a(u)', 'b(u)'],
  [
    'no resource, an action in the body',
    'allow(u: User, a: String) if has_role(u, "super") and a = "z";',
    '"super"',
    '"sup"',
  ],
  ['a rule that is a fact', 'has_role(User{"boss"}, "reader", Repo{"x"});', 'Repo{"x"}', 'Repo{"y"}'],
  ['a rule that is a fact, of whom', 'has_role(User{"boss"}, "reader", Repo{"x"});', 'User{"boss"}', 'User{"chief"}'],
  [
    'a rule that is a fact of one object',
    'is_open(Repo{"x"}); has_permission(_u: User, "read", r: Repo) if is_open(r);',
    'Repo{"x"}',
    'Repo{"y"}',
  ],
  ['an actor that is a resource', 'allow(r: Repo, "sees", _s: Repo) if a(r);', 'a(r)', 'a(r) and b(r)'],
])('a difference is found: %s', (_, rule, before, after) => {
  const [old, changed] = [rule, rule.replace(before, after)].map((text) => policyOf(types + text)) as [Policy, Policy];
  const ask = asker([old, changed]);
  const { differences } = cloudDifferences(old, changed);
  expect(differences).not.toEqual([]);
  expect(new Set(differences.map(({ query, change }) => `${change} ${query}`)).size).toBe(differences.length);
  for (const { query, told, change } of differences)
    expect(
      ask(
        readFact(query)!,
        told.map((text) => readFact(text)!),
      ),
    ).toEqual(change === 'allowed' ? [false, true] : [true, false]);
});

test('numbers of a world are the same at any time', () => {
  const text = `${types}allow(u: User, "x") if level(u, n) and n matches Integer;`;
  const [old, changed] = [text, text.replace('level(u, n)', 'level(u, n) and is_on(u)')].map(policyOf) as [
    Policy,
    Policy,
  ];
  const told = (now: number) => cloudDifferences(old, changed, { now }).differences.map((one) => one.told);
  expect(told(1_796_030_215)).toEqual(told(0));
  expect(told(0)).not.toEqual([]);
});

test('a change without a resource is told once', () => {
  const text = 'actor User {} global { permissions = ["x"]; }\nhas_permission(u: User, "x") if a(u);';
  const { differences } = cloudDifferences(policyOf(text), policyOf(text.replace('a(u)', 'b(u)')));
  expect(differences.map(({ change, action }) => `${change} ${action}`).sort()).toEqual(['allowed x', 'denied x']);
});

const drive = readdirSync(new URL('../../examples/cloud/', import.meta.url))
  .filter((name) => name.endsWith('.polar'))
  .map((name) => ({ uri: name, text: readFileSync(new URL(`../../examples/cloud/${name}`, import.meta.url), 'utf8') }));

test.each([
  ['"editor" if "owner";', '"viewer" if "owner";', 'denied write'],
  ['"owner" if "creator";', '"viewer" if "creator";', 'denied share'],
  ['  not is_archived(file) and\n', '', 'allowed write'],
])('no worlds are made of what is enough in both: %s', (before, after, change) => {
  const edited = drive.map(({ uri, text }) => ({ uri, text: text.replaceAll(before, after) }));
  expect(edited).not.toEqual(drive);
  const [old, changed] = [drive, edited].map((files) => createPolicy(files, { dialect: 'cloud' })) as [Policy, Policy];
  const { differences, searched } = cloudDifferences(old, changed);
  expect(differences.map((one) => `${one.change} ${one.action}`)).toContain(change);
  // Without that it is 2,000 for each of ten questions and more.
  expect(searched.worlds).toBeLessThan(300);
});
