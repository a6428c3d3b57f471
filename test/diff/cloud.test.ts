/** Which answers change between two Cloud policies: what is told is so, and where nothing is told, no world has it. */
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
