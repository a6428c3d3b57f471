import type { Random } from '../cloud/generate.ts';

/** An application of the Library: a policy that reads its objects, and the objects. */
export interface Application {
  readonly policy: string;
  readonly data: object;
  readonly queries: readonly string[];
}

const ROLES = ['reader', 'writer', 'owner'];
const ACTIONS = ['read', 'write', 'delete'];
const LEVELS = [1, 2, 3];

/** What a rule may ask of an actor, an action and a resource. */
const CONDITIONS: readonly ((random: Random) => string)[] = [
  () => 'resource.is_public',
  () => 'not actor.suspended',
  () => 'actor.active',
  () => 'resource.owner = actor',
  () => 'actor in resource.members',
  () => 'not actor in resource.blocked',
  (random) => `actor.level > ${random.one(LEVELS)}`,
  (random) => `actor.level >= resource.level + ${random.below(2)}`,
  (random) => `"${random.one(ROLES)}" in actor.tags`,
  (random) => `role in actor.roles and role.name = "${random.one(ROLES)}" and role.on = resource`,
  (random) => `role in actor.roles and role.on = resource and role.name in ["${random.one(ROLES)}", "owner"]`,
  () => 'resource.parent matches Folder and allow(actor, action, resource.parent)',
  () => 'forall(tag in resource.tags, tag in actor.tags)',
  () => 'actor.team = resource.team',
  () => 'actor matches Admin',
  () => 'has_team(actor, resource.team)',
  () => '(resource.is_public or actor.active)',
];

/** Rules, objects and questions at random: what is asked hangs on the objects. */
export function application(random: Random, count: number): Application {
  const rules = Array.from({ length: 1 + random.below(4) }, () => {
    const action = random.chance(30) ? 'action' : `"${random.one(ACTIONS)}"`;
    const goals = random.shuffled(CONDITIONS).slice(0, 1 + random.below(3));
    const body = goals.map((goal) => goal(random)).join(' and ');
    const used = (name: string): string => (new RegExp(`\\b${name}\\b`).test(body) ? name : `_${name}`);
    const shown = action === 'action' ? used('action') : action;
    const named = body.includes('action') && action !== 'action' ? body.replaceAll('action', action) : body;
    return `allow(${used('actor')}: User, ${shown}, ${used('resource')}: ${random.one(['Doc', 'Folder', 'Thing'])}) if\n  ${named};`;
  });
  const policy = `${rules.join('\n')}\nhas_team(actor: User, team) if actor.team = team and actor.active;\n`;
  const users = ['ann', 'bob', 'eve'];
  const things = ['plan', 'note', 'home'];
  const ref = (name: string): object => ({ $ref: name });
  const user = (): object => ({
    $class: random.chance(20) ? 'Admin' : 'User',
    active: random.chance(50),
    suspended: random.chance(50),
    level: random.one(LEVELS),
    team: random.one(['red', 'blue']),
    tags: random.some(ROLES),
    roles: Array.from({ length: random.below(3) }, () => ({
      $class: 'Role',
      name: random.one(ROLES),
      on: ref(random.one(things)),
    })),
  });
  const thing = (name: string): object => ({
    $class: name === 'home' ? 'Folder' : 'Doc',
    is_public: random.chance(30),
    owner: ref(random.one(users)),
    members: random.some(users).map(ref),
    blocked: random.some(users).map(ref),
    level: random.one(LEVELS),
    team: random.one(['red', 'blue']),
    tags: random.some(ROLES),
    parent: name === 'home' ? null : random.chance(60) ? ref('home') : null,
  });
  const data = {
    classes: {
      User: {},
      Admin: { extends: ['User'] },
      Role: {},
      Thing: {},
      Doc: { extends: ['Thing'] },
      Folder: { extends: ['Thing'] },
    },
    objects: Object.fromEntries([
      ...users.map((name) => [name, user()] as const),
      ...things.map((name) => [name, thing(name)] as const),
    ]),
  };
  const queries = Array.from(
    { length: count },
    () => `allow(${random.one(users)}, "${random.one(ACTIONS)}", ${random.one(things)})`,
  );
  return { policy, data, queries };
}
