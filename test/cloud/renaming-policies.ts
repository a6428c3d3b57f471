import type { Random } from './generate.ts';

const roles = ['editor', 'viewer', 'admin'] as const;
const actions = ['read', 'write'] as const;
const types = ['Org', 'Repo', 'Doc'] as const;

/** A Cloud policy with tests, in which the strings of roles and permissions stand wherever they can. */
export function policyWithTests(random: Random): string {
  const chance = (percent: number): boolean => random.below(100) < percent;
  const role = (): string => `"${random.one(roles)}"`;
  const action = (): string => `"${random.one(actions)}"`;
  const type = (): string => random.one(types);
  const condition = (variable: string, text: () => string): string => {
    switch (random.below(6)) {
      case 0:
        return `${variable} in [${text()}, ${text()}]`;
      case 1:
        return `${variable} = ${text()}`;
      case 2:
        return `(${variable} = ${text()} or ${variable} = ${text()})`;
      case 3:
        return `listed_${variable}(${variable})`;
      case 4:
        return `chosen_${variable}(${variable}, ${text()})`;
      default:
        return `not listed_${variable}(${variable})`;
    }
  };
  const rules = [
    () => `has_permission(u: User, action: String, r: ${type()}) if has_role(u, role, r) and grants(role, action);`,
    () => `has_permission(u: User, ${action()}, r: ${type()}) if has_role(u, role, r) and ${condition('role', role)};`,
    () =>
      `has_permission(u: User, action: String, r: ${type()}) if can(u, action, r) and ${condition('action', action)};`,
    () => `has_role(u: User, role: String, r: ${type()}) if team(u, role, r) and ${condition('role', role)};`,
    () => `has_role(u: User, ${role()}, r: ${type()}) if team(u, ${role()}, r);`,
    () => `has_role(u: User, role: String, _: ${type()}) if has_role(u, role);`,
    () => 'can(u: User, action: String, r: Repo) if may(u, action, r);',
    () => `can(u: User, action: String, r: ${type()}) if may(u, action, r) and ${condition('action', action)};`,
    () => 'chosen_role(role: String, other: String) if over(role, other) and role != other;',
    () => `over(${role()}, ${role()});`,
    () => `listed_role(${role()});`,
    () => `listed_action(${action()});`,
    () => `grants(${role()}, ${action()});`,
  ];
  const shorthand = (name: string): string =>
    [
      `  ${action()} if ${role()};`,
      `  ${action()} if has_role(actor, ${role()}, resource) and open(resource);`,
      ...(name === 'Org' ? [] : ['  role if role on "parent";', `  ${role()} if ${role()} on "parent";`]),
      ...(chance(50) ? ['  "read" if global "admin";'] : []),
    ]
      .filter(() => chance(60))
      .join('\n');
  const some = (list: readonly string[]): string =>
    list
      .filter((_, at) => at === 0 || chance(75))
      .map((name) => `"${name}"`)
      .join(', ');
  const block = (name: string, head: string, relations: string): string =>
    `resource ${head} {\n  roles = [${some(roles)}];\n  permissions = [${some(actions)}];\n${relations}${shorthand(name)}\n}\n`;
  const object = (): string => {
    const name = type();
    return `${name}{"${name.toLowerCase()}"}`;
  };
  const fact = (): string => {
    switch (random.below(7)) {
      case 0:
        return `grants(${role()}, ${action()});`;
      case 1:
        return `team(User{"a"}, ${role()}, ${object()});`;
      case 2:
        return `may(User{"a"}, ${action()}, ${object()});`;
      case 3:
        return `has_role(User{"a"}, ${role()});`;
      case 4:
        return random.chance(50) ? `listed_role(${role()});` : `listed_action(${action()});`;
      case 5:
        return `over(${role()}, ${role()});`;
      default:
        return `has_role(User{"a"}, ${role()}, ${object()});`;
    }
  };
  const assertion = (): string => {
    const assert = chance(50) ? 'assert' : 'assert_not';
    switch (random.below(4)) {
      case 0:
        return `${assert} has_role(User{"a"}, ${role()}, ${object()});`;
      case 1:
        return `assert has_role(User{"a"}, role: String, ${object()}) iff role in [${role()}, ${role()}];`;
      case 2:
        return `assert allow(User{"a"}, action: String, ${object()}) iff action in [${action()}];`;
      default:
        return `${assert} allow(User{"a"}, ${action()}, ${object()});`;
    }
  };
  const list = (count: number, make: () => string): string => Array.from({ length: count }, make).join('\n');
  return [
    'actor User {}\n',
    'global {\n  roles = ["admin", "viewer"];\n}\n',
    block('Org', 'Org', ''),
    block('Repo', 'Repo', '  relations = { parent: Org };\n'),
    block('Doc', chance(30) ? 'Doc extends Repo' : 'Doc', '  relations = { parent: Org };\n'),
    list(3 + random.below(8), () => random.one(rules)()),
    'test "generated" {\n  setup {',
    '    has_relation(Repo{"repo"}, "parent", Org{"org"});\n    has_relation(Doc{"doc"}, "parent", Org{"org"});\n    open(Repo{"repo"});',
    list(2 + random.below(6), fact),
    '  }',
    list(4, assertion),
    '}\n',
  ].join('\n');
}
