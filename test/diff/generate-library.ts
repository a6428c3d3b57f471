/** Small policies of the Library, other ones that are nearly the same, and all data that they may be asked over. */
import type { Random } from '../cloud/generate.ts';

interface Generated {
  readonly shorthands: readonly string[];
  readonly rules: readonly string[];
}

export const permissions = ['read', 'write'];
export const roles = ['viewer', 'editor'];

/** A policy, and another one that is nearly the same. */
export function pair(random: Random): readonly [string, string] {
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
export const data = JSON.stringify({
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

/** All data that one user, one repository, one organization and one role can be. */
export function* allWorlds(): Generator<string> {
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
