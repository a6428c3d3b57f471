/** The same of policies of the Library, over data: what is told is so, and where nothing is told, no data has it. */
import { compile, dataDifferences, libraryDifferences, loadData, Machine, prepare } from '@polar-tools/evaluator';
import { createPolicy, type Policy } from '@polar-tools/policy';
import { expect, test } from 'vitest';
import { Random } from '../cloud/generate.ts';

const seed = Number(process.env.DIFF_SEED ?? 77);
const cases = Number(process.env.DIFF_CASES ?? 6);
const timeout = 300_000;

const policyOf = (text: string): Policy => createPolicy([{ uri: 'p.polar', text }], { dialect: 'library' });

interface Generated {
  readonly shorthands: readonly string[];
  readonly rules: readonly string[];
}

const permissions = ['read', 'write'];
const roles = ['viewer', 'editor'];

function pair(random: Random): readonly [string, string] {
  const old: Generated = {
    shorthands: Array.from({ length: 2 + random.below(3) }, () => shorthand(random)),
    rules: Array.from({ length: 1 + random.below(3) }, () => rule(random)),
  };
  let changed = old;
  for (let changes = random.below(3); changes >= 0; changes--) changed = mutated(random, changed);
  return [textOf(old), textOf(changed)];
}

function shorthand(random: Random): string {
  const head = random.below(3) === 0 ? random.one(roles) : random.one(permissions);
  const role = random.one(roles);
  return random.below(4) === 0 ? `"${head}" if "${role}" on "org";` : `"${head}" if "${role}";`;
}

function rule(random: Random): string {
  const conditions = [
    'repo.public',
    'not user.banned',
    'user.staff = true',
    `has_role(user, "${random.one(roles)}", repo)`,
    'repo.org.public',
    'user.level > 1',
    'forall(role in user.roles, role.name = "editor")',
  ];
  const body = [random.one(conditions), ...(random.below(2) === 0 ? [random.one(conditions)] : [])].join(
    random.below(4) === 0 ? ' or ' : ' and ',
  );
  return `has_permission(user: User, "${random.one(permissions)}", repo: Repo) if ${body};`;
}

function mutated(random: Random, { shorthands, rules }: Generated): Generated {
  switch (random.below(5)) {
    case 0:
      return { shorthands: shorthands.toSpliced(random.below(shorthands.length + 1), 1), rules };
    case 1:
      return { shorthands: [...shorthands, shorthand(random)], rules };
    case 2:
      return { shorthands, rules: rules.toSpliced(random.below(rules.length + 1), 1) };
    case 3:
      return { shorthands, rules: [...rules, rule(random)] };
    default:
      return {
        shorthands,
        rules: rules.map((text) => text.replace('not user.banned', 'user.banned').replace('> 1', '> 2')),
      };
  }
}

const textOf = ({ shorthands, rules }: Generated): string => `actor User {}
resource Org { roles = ["viewer", "editor"]; permissions = ["read"]; "read" if "viewer"; }
resource Repo {
  roles = ["viewer", "editor"]; permissions = ["read", "write"]; relations = { org: Org };
  ${shorthands.join('\n  ')}
}
has_role(user: User, name: String, resource: Resource) if role in user.roles and role.name = name and role.resource = resource;
has_relation(org: Org, "org", repo: Repo) if repo.org = org;
${rules.join('\n')}
allow(actor, action, resource) if has_permission(actor, action, resource);`;

/** Which fields there are, and what is in them. */
const data = JSON.stringify({
  classes: { User: {}, Org: {}, Repo: {}, Role: {} },
  objects: {
    ann: {
      $class: 'User',
      banned: false,
      staff: false,
      level: 1,
      roles: [
        { $class: 'Role', name: 'viewer', resource: { $ref: 'acme' } },
        { $class: 'Role', name: 'viewer', resource: { $ref: 'web' } },
      ],
    },
    acme: { $class: 'Org', public: false },
    web: { $class: 'Repo', public: false, org: { $ref: 'acme' } },
  },
});

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

/** All data that one user, one repository, one organization and one role can be. */
function* allWorlds(): Generator<string> {
  const flags = [false, true];
  const held = [
    undefined,
    ...['viewer', 'editor', 'other'].flatMap((name) => ['org_1', 'repo_1'].map((resource) => ({ name, resource }))),
  ];
  for (const banned of flags)
    for (const staff of flags)
      for (const open of flags)
        for (const orgOpen of flags)
          for (const level of [1, 2, 3])
            for (const role of held)
              yield JSON.stringify({
                classes: { User: {}, Org: {}, Repo: {}, Role: {} },
                objects: {
                  user_1: {
                    $class: 'User',
                    banned,
                    staff,
                    level,
                    roles:
                      role === undefined
                        ? []
                        : [{ $class: 'Role', name: role.name, resource: { $ref: role.resource } }],
                  },
                  org_1: { $class: 'Org', public: orgOpen },
                  repo_1: { $class: 'Repo', public: open, org: { $ref: 'org_1' } },
                },
              });
}

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
