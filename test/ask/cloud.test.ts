/** What is asked of Cloud policies: what is found is so, and what is not found is so in no world of one object of each type. */
import {
  anyRoles,
  CloudRun,
  CloudWitnesses,
  cloudCall,
  cloudDifferences,
  compileCloud,
  type Fact,
  FactStore,
  judgeRules,
  type RoleCondition,
  readFact,
  rolesLedTo,
  Values,
} from '@polar-tools/evaluator';
import { rangeOf } from '@polar-tools/language';
import { createPolicy, type Policy } from '@polar-tools/policy';
import { expect, test } from 'vitest';
import { Random } from '../cloud/generate.ts';
import { policyPair } from '../diff/generate-cloud.ts';

const seed = Number(process.env.ASK_SEED ?? 19);
const cases = Number(process.env.ASK_CASES ?? 25);
const timeout = 300_000;

const policyOf = (text: string): Policy => createPolicy([{ uri: 'p.polar', text }], { dialect: 'cloud' });

/** Rules with negations, and negations below negations, that policies get beside their own. */
const denying = [
  'has_role(user: User, "editor", repo: Repo) if is_staff(user) and not is_locked(repo);',
  'has_permission(user: User, "write", repo: Repo) if has_role(user, "viewer", repo) and not is_kept_out(user, repo);',
  'has_permission(user: User, "read", repo: Repo) if is_public(repo) and not is_kept_out(user, repo);',
];
const keptOut =
  'is_kept_out(user: User, repo: Repo) if user matches User and repo matches Repo and not has_role(user, "editor", repo);';

function generated(random: Random): string {
  const [text] = policyPair(random);
  const rules = denying.filter(() => random.below(2) === 0);
  return [text, ...rules, ...(rules.some((rule) => rule.includes('kept_out')) ? [keptOut] : [])].join('\n');
}

function asker(policy: Policy) {
  const values = new Values();
  const program = compileCloud(policy, values);
  return (facts: Iterable<Fact>): ((question: Fact) => boolean | undefined) => {
    const store = new FactStore(values);
    for (const fact of facts) store.add(fact);
    return ({ predicate, arguments: args }) => {
      const { kind } = new CloudRun(cloudCall(program, predicate, args), { facts: store }).run();
      return kind === 'error' ? undefined : kind === 'answer';
    };
  };
}

const user = { type: 'User', id: 'user_1' };
const org = { type: 'Org', id: 'org_1' };
const repo = { type: 'Repo', id: 'repo_1' };
const string = (id: string) => ({ type: 'String', id });
const roles = ['viewer', 'editor'];

/** Every fact that there can be with one object of each type. */
const allFacts: readonly Fact[] = [
  ...roles.flatMap((role) =>
    [org, repo].map((what): Fact => ({ predicate: 'has_role', arguments: [user, string(role), what] })),
  ),
  { predicate: 'has_relation', arguments: [repo, string('org'), org] },
  ...['is_public', 'is_locked'].flatMap((predicate) =>
    [org, repo].map((what): Fact => ({ predicate, arguments: [what] })),
  ),
  { predicate: 'is_kept_out', arguments: [user, repo] },
  ...['is_banned', 'is_staff'].map((predicate): Fact => ({ predicate, arguments: [user] })),
];
const worlds = Array.from({ length: 1 << allFacts.length }, (_, bits) =>
  allFacts.filter((_fact, at) => (bits & (1 << at)) !== 0),
);

const hasRole = (role: string, what: typeof org): Fact => ({
  predicate: 'has_role',
  arguments: [user, string(role), what],
});

/** The conditions of the questions, as the command makes them. */
function conditions(policy: Policy): readonly RoleCondition[] {
  const on = (role: string) => ['Org', 'Repo'].map((type) => ({ role, type, on: 'any' as const }));
  return [
    anyRoles,
    ...roles.map((role) => {
      const led = rolesLedTo(policy, role);
      return { some: on(role), none: roles.filter((other) => !led.has(other)).flatMap(on) };
    }),
    ...roles.map((role) => ({ some: [], none: [{ role, type: 'Repo', on: 'resource' as const }] })),
  ];
}

const isSo = (says: (question: Fact) => boolean | undefined, question: Fact, { some, none }: RoleCondition) => {
  const has = ({ role, type }: { role: string; type: string }) => says(hasRole(role, type === 'Org' ? org : repo));
  return says(question) === true && (some.length === 0 || some.some(has)) && !none.some(has);
};

test('a witness is a world in which it is so, and where none is found, no world has it', { timeout }, () => {
  const random = new Random(seed);
  const counts = { found: 0, none: 0, open: 0 };
  for (let i = 0; i < cases; i++) {
    const text = generated(random);
    const policy = policyOf(text);
    const ask = asker(policy);
    const search = new CloudWitnesses(policy, { limits: { objects: 1 } });
    for (const action of ['read', 'write']) {
      const question: Fact = { predicate: 'allow', arguments: [user, string(action), repo] };
      for (const condition of conditions(policy)) {
        const { witnesses, searched } = search.find({ actor: 'User', action, resource: 'Repo' }, condition, 1);
        const what = `${action} ${JSON.stringify(condition)}\n${text}`;
        const [witness] = witnesses;
        if (witness !== undefined) {
          counts.found++;
          const facts = witness.told.map((one) => readFact(one)!);
          expect(isSo(ask(facts), readFact(witness.query)!, condition), what).toBe(true);
          for (const fact of facts)
            expect(isSo(ask(facts.filter((one) => one !== fact)), readFact(witness.query)!, condition), what).toBe(
              false,
            );
        } else if (!searched.isComplete) counts.open++;
        else {
          counts.none++;
          const other = worlds.find((facts) => isSo(ask(facts), question, condition));
          expect(other, what).toBeUndefined();
        }
      }
    }
  }
  console.log(JSON.stringify(counts));
  expect(counts.found).toBeGreaterThan(cases);
  expect(counts.none).toBeGreaterThan(cases / 2);
  expect(counts.open).toBeLessThan(counts.none);
});

test('a rule never matters where the text without it answers alike in every world', { timeout }, () => {
  const random = new Random(seed + 1);
  const counts = { idle: 0, matter: 0, open: 0 };
  for (let i = 0; i < Math.ceil(cases / 4); i++) {
    const text = generated(random);
    const policy = policyOf(text);
    const ask = asker(policy);
    const judged = judgeRules(policy, (without) => cloudDifferences(policy, without, { limits: { objects: 1 } }));
    const all = [...policy.predicates.values()].flatMap(({ clauses }) => clauses);
    for (const clause of new Map(all.map((one) => [one.shorthand ?? one.rule, one])).values()) {
      const has = (statements: typeof judged.idle) => statements.some((one) => one.includes(clause));
      if (has(judged.apart)) continue;
      if (has(judged.unsettled)) {
        counts.open++;
        continue;
      }
      const { start, end } = rangeOf(clause.shorthand ?? clause.rule);
      const less = asker(policyOf(`${text.slice(0, start)}${text.slice(end).replace(/^\s*;/, '')}`));
      const differs = worlds.some((facts) => {
        const [before, after] = [ask(facts), less(facts)];
        return [org, repo].some((what) =>
          ['read', 'write'].some((action) => {
            const question: Fact = { predicate: 'allow', arguments: [user, string(action), what] };
            return before(question) !== after(question);
          }),
        );
      });
      expect(has(judged.idle), `${text.slice(start, end)}\n${text}`).toBe(!differs);
      counts[differs ? 'matter' : 'idle']++;
    }
  }
  console.log(JSON.stringify(counts));
  expect(counts.idle).toBeGreaterThan(0);
  expect(counts.matter).toBeGreaterThan(0);
  expect(counts.open).toBeLessThan(counts.idle + counts.matter);
});
