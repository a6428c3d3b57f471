import fc from 'fast-check';

/** A Library policy with the data that it is asked about. */
export interface LibraryCase {
  readonly text: string;
  readonly data: string;
}

/** Conditions on a user and a repository that Cloud can be told as facts. */
const plain = [
  'repo.is_public',
  'repo.is_public = true',
  'repo.is_public == false',
  'not repo.is_public',
  'not user.banned',
  'user.level > 3',
  '3 <= repo.stars',
  'user in repo.readers',
  'not user in repo.blocked',
  'repo.owner = user',
  'user == repo.owner',
  'not repo.owner = user',
  'user.org = repo.org',
  'not user.org = repo.org',
  'repo.org.owner = user',
  'user.name = "ann"',
  'user.name in ["ann", "bob"]',
  'not user.name in ["ann", "cid"]',
  'repo.kind != "open"',
  'kind = repo.kind and kind = "open"',
  'kind := repo.kind and (kind = "open" or kind = "shut" and user.level > 1)',
  'has_role(user, "reader", repo)',
  'has_role(user, "owner", repo.org)',
  'not has_role(user, "writer", repo)',
  'has_relation(org, "parent", repo) and org.owner = user',
  'friend(user, repo)',
  'friend(user.boss, repo)',
  'not friend(user, repo)',
  'repo.org matches Org',
  'user matches User{name: "bob"}',
  'not repo.stars == 2',
  'member in repo.readers and member.org = user.org',
  'user.level = repo.stars',
  'user.name in repo.tags',
  'print(user)',
];

/** Those that are a decision: the rule is left out. */
const undecided = [
  'user.level > repo.stars',
  'forall(member in repo.readers, member.org = user.org)',
  'not (repo.is_public and user.banned)',
  'user.level + 1 = repo.stars',
  'repo.kind = nil',
  'members = repo.readers and user in members',
];

const heads = [
  'allow(user: User, "see", repo: Repo)',
  'allow(user: User{banned: false}, "see", repo: Repo)',
  'allow(user: User, "see", repo: Repo{kind: "open"})',
  'allow(user: User, action, repo: Repo) if action in ["see", "touch"] and',
  'has_permission(user: User, "read", repo: Repo)',
  'has_role(user: User, "reader", repo: Repo)',
];

const shorthands = [
  '"read" if "reader";',
  '"push" if "writer";',
  '"reader" if "writer";',
  '"reader" if "member" on "parent";',
  '"writer" if "owner" on "parent";',
  '"push" if "keeper";',
];

/** Rules that only say where roles and relations are kept. */
const roleRules = [
  'has_role(user: User, name: String, thing: Resource) if role in user.roles and role.name = name and role.thing = thing;',
  'has_role(user: User, "member", org: Org) if user.org = org;',
  'has_role(user: User, "writer", repo: Repo) if user in repo.readers;',
  'has_role(user: User, name: String, org: Org) if [name, org] in user.pairs;',
];

const conditions = (from: readonly string[]): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom(...from), { minLength: 1, maxLength: 3 })
    .map((goals) => goals.map((goal) => (/ or /.test(goal) && !goal.includes('(') ? `(${goal})` : goal)).join(' and '));

const body = (from: readonly string[]): fc.Arbitrary<string> =>
  fc.array(conditions(from), { minLength: 1, maxLength: 2 }).map((parts) => parts.join(' or '));

function rule(head: string, goals: string): string {
  if (!head.endsWith(' and')) return `${head} if ${goals};`;
  return `${head} (${goals});`;
}

const policy = (from: readonly string[], allows: readonly string[]): fc.Arbitrary<string> =>
  fc
    .record({
      allow: fc.constantFrom(...allows),
      rules: fc.array(fc.tuple(fc.constantFrom(...heads), body(from)), { minLength: 1, maxLength: 4 }),
      friend: fc.array(body(from.filter((goal) => !/friend|has_role/.test(goal))), { minLength: 1, maxLength: 2 }),
      roles: fc.subarray(roleRules, { minLength: 1 }),
      shorthands: fc.subarray(shorthands),
      comments: fc.boolean(),
    })
    .map(({ rules, friend, roles, shorthands: chosen, comments, allow }) =>
      [
        'actor User {}',
        'resource Org { roles = ["member", "owner"]; "member" if "owner"; }',
        'resource Repo {',
        '  roles = ["reader", "writer"];',
        '  permissions = ["read", "push"];',
        '  relations = { parent: Org, keeper: User };',
        ...chosen.map((each) => `  ${each}`),
        '}',
        ...(comments ? ['# Who has which role.'] : []),
        ...roles,
        'has_relation(org: Org, "parent", repo: Repo) if org = repo.org;',
        'has_relation(user: User, "keeper", repo: Repo) if repo.owner = user;',
        allow,
        ...friend.map((goals) => `friend(user: User, repo: Repo) if ${goals};`),
        ...rules.map(([head, goals]) => rule(head, goals)),
      ].join('\n'),
    );

const allowance = 'allow(user, action, repo) if has_permission(user, action, repo);';
/** Rules for allow that say more than that: the second is a decision, with which none may be left. */
const allowances = [
  allowance,
  'allow(user, action, repo) if has_permission(user, action, repo) and user.level > repo.stars;',
];

const users = ['ann', 'bob', 'cid'];
const orgs = ['acme', 'globex'];
const repos = ['one', 'two'];

const data: fc.Arbitrary<string> = fc
  .record({
    users: fc.array(
      fc.record({
        banned: fc.boolean(),
        level: fc.integer({ min: 0, max: 5 }),
        org: fc.constantFrom(...orgs),
        boss: fc.constantFrom(...users),
        roles: fc.array(
          fc.tuple(fc.constantFrom('reader', 'writer', 'owner', 'member'), fc.constantFrom(...orgs, ...repos)),
          { maxLength: 3 },
        ),
        pairs: fc.array(fc.tuple(fc.constantFrom('owner', 'member'), fc.constantFrom(...orgs)), { maxLength: 2 }),
      }),
      { minLength: 3, maxLength: 3 },
    ),
    orgs: fc.array(fc.constantFrom(...users), { minLength: 2, maxLength: 2 }),
    repos: fc.array(
      fc.record({
        is_public: fc.boolean(),
        kind: fc.constantFrom('open', 'shut'),
        stars: fc.integer({ min: 0, max: 5 }),
        org: fc.constantFrom(...orgs),
        owner: fc.constantFrom(...users),
        readers: fc.subarray(users),
        blocked: fc.subarray(users),
        tags: fc.subarray(['ann', 'bob', 'x']),
      }),
      { minLength: 2, maxLength: 2 },
    ),
  })
  .map((world) => {
    const ref = (name: string): object => ({ $ref: name });
    const objects: Record<string, object> = {};
    for (const [i, name] of users.entries()) {
      const { banned, level, org, boss, roles, pairs } = world.users[i]!;
      objects[name] = {
        $class: 'User',
        name,
        banned,
        level,
        org: ref(org),
        boss: ref(boss),
        roles: roles.map(([role, thing]) => ({ $class: 'Role', name: role, thing: ref(thing) })),
        pairs: pairs.map(([role, thing]) => [role, ref(thing)]),
      };
    }
    for (const [i, name] of orgs.entries()) objects[name] = { $class: 'Org', id: name, owner: ref(world.orgs[i]!) };
    for (const [i, name] of repos.entries()) {
      const { org, owner, readers, blocked, ...rest } = world.repos[i]!;
      objects[name] = {
        $class: 'Repo',
        // Objects that look alike are equal.
        id: name,
        ...rest,
        org: ref(org),
        owner: ref(owner),
        readers: readers.map(ref),
        blocked: blocked.map(ref),
      };
    }
    return JSON.stringify({ classes: { User: {}, Role: {}, Org: {}, Repo: {} }, objects });
  });

/** Policies in the part of the language that both dialects share, and, on demand, with conditions that are decisions. */
export const libraryCases = (withDecisions: boolean): fc.Arbitrary<LibraryCase> =>
  fc.record({
    text: withDecisions ? policy([...plain, ...undecided, ...undecided], allowances) : policy(plain, [allowance]),
    data,
  });

/** What is asked: every user, action and thing. */
export const asked = { users, actions: ['read', 'push', 'see', 'touch'], things: [...repos, ...orgs] };
