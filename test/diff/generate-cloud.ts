/** Small Cloud policies with roles, relations and negations, and other ones that are nearly the same. */
import type { Random } from '../cloud/generate.ts';

const roles = ['viewer', 'editor'];
const permissions = ['read', 'write'];

/** The statements of a policy; of its blocks, the shorthands of each. */
interface Generated {
  readonly shorthands: readonly (readonly string[])[];
  readonly rules: readonly string[];
}

const types = ['Org', 'Repo'] as const;

export function policyPair(random: Random): readonly [string, string] {
  const old: Generated = {
    shorthands: types.map((type) => Array.from({ length: 2 + random.below(4) }, () => shorthand(random, type))),
    rules: Array.from({ length: 1 + random.below(3) }, () => rule(random)),
  };
  let changed = old;
  for (let changes = random.below(3); changes >= 0; changes--) changed = mutated(random, changed);
  return [textOf(old), textOf(changed)];
}

function mutated(random: Random, { shorthands, rules }: Generated): Generated {
  const at = random.below(2);
  const own = shorthands[at]!;
  switch (random.below(5)) {
    case 0:
      return { shorthands: shorthands.with(at, own.toSpliced(random.below(own.length + 1), 1)), rules };
    case 1:
      return { shorthands: shorthands.with(at, [...own, shorthand(random, types[at]!)]), rules };
    case 2:
      return { shorthands, rules: rules.toSpliced(random.below(rules.length + 1), 1) };
    case 3:
      return { shorthands, rules: [...rules, rule(random)] };
    default:
      return {
        shorthands,
        rules: rules.map((text) =>
          random.below(2) === 0 ? text.replace(' and not ', ' and ') : text.replace('editor', 'viewer'),
        ),
      };
  }
}

const of = <T>(random: Random, all: readonly T[]): T => all[random.below(all.length)]!;

function shorthand(random: Random, type: 'Org' | 'Repo'): string {
  const isRole = random.below(2) === 0;
  const head = isRole ? of(random, roles) : of(random, permissions);
  const from = (): string => {
    const role = of(random, roles);
    return type === 'Repo' && random.below(3) === 0 ? `"${role}" on "org"` : `"${role}"`;
  };
  if (type === 'Repo' && random.below(8) === 0) return `role if role on "org";`;
  if (random.below(6) === 0) return `"${head}" if ${from()} and ${from()};`;
  return `"${head}" if ${from()};`;
}

function rule(random: Random): string {
  const type = of(random, types);
  const action = of(random, permissions);
  const variable = type.toLowerCase();
  const conditions = [
    `has_role(user, "${of(random, roles)}", ${variable})`,
    `is_public(${variable})`,
    `not is_banned(user)`,
    `not is_locked(${variable})`,
    `not has_role(user, "${of(random, roles)}", ${variable})`,
    `is_staff(user)`,
  ];
  const chosen = [of(random, conditions), ...(random.below(2) === 0 ? [of(random, conditions)] : [])];
  const body = [...chosen, ...(chosen.every((text) => text.startsWith('not ')) ? [`is_staff(user)`] : [])].join(
    ' and ',
  );
  if (random.below(5) === 0) return `is_staff(user: User) if has_role(user, "editor", org) and org matches Org;`;
  return `has_permission(user: User, "${action}", ${variable}: ${type}) if ${body};`;
}

function textOf({ shorthands, rules }: Generated): string {
  const [org, repo] = shorthands as [readonly string[], readonly string[]];
  const names = 'roles = ["viewer", "editor"]; permissions = ["read", "write"];';
  return `actor User {}
resource Org { ${names} ${org.join(' ')} }
resource Repo { ${names} relations = { org: Org }; ${repo.join(' ')} }
declare is_public(Org); declare is_public(Repo); declare is_banned(User); declare is_locked(Org); declare is_locked(Repo); declare is_staff(User);
${rules.join('\n')}`;
}
