import type { GeneratorValue } from 'fast-check';
import fc from 'fast-check';

const names = ['editor', 'viewer', 'admin'] as const;
const actions = ['read', 'write'] as const;
const types = ['Repo', 'Org'] as const;

/**
 * A policy that loads, with roles and permissions in every place that their strings can come to: heads, calls, comparisons, lists, tables, rules
 * of the policy's own, shorthands.
 */
export function policyWithStrings(g: GeneratorValue): string {
  const below = (bound: number): number => g(fc.nat, { max: bound - 1 });
  const pick = <T>(list: readonly T[]): T => list[below(list.length)]!;
  const chance = (percent: number): boolean => below(100) < percent;
  const role = (): string => `"${pick(names)}"`;
  const action = (): string => `"${pick(actions)}"`;
  const some = (list: readonly string[]): string =>
    list
      .filter((_, at) => at === 0 || chance(60))
      .map((name) => `"${name}"`)
      .join(', ');
  const type = (): string => pick(types);
  const typed = (variable: string): string => (chance(75) ? `${variable}: ${type()}` : variable);
  const condition = (variable: string, text: () => string): string => {
    switch (below(13)) {
      case 0:
        return `${variable} != ${text()}`;
      case 1:
        return `${text()} == ${variable}`;
      case 2:
        return `${variable} in [${text()}, ${text()}]`;
      case 3:
        return `not (${variable} = ${text()} or ${variable} = ${text()})`;
      case 4:
        return `same = ${variable} and same = ${text()}`;
      case 5:
        return `[${variable}, _] in [[${text()}, 1], [${text()}, 2]]`;
      case 6:
        return `rank(${variable}, n) and n > 1`;
      case 7:
        return `over(${variable}, ${text()})`;
      case 8:
        return `forall(each in [${text()}], each != ${variable})`;
      case 9:
        return `{editor: 1, viewer: 2}.(${variable}) = 1`;
      case 10:
        return `within(${variable}, [${text()}, ${text()}])`;
      case 11:
        return `listed = {it: ${text()}} and ${variable} = listed.it`;
      default:
        return `${variable} matches ${text()}`;
    }
  };
  const rules = [
    () => `has_role(_: User, ${role()}, _: ${type()});`,
    () => `has_role(_: User, role: String, _: ${type()}) if ${condition('role', role)};`,
    () => `has_role(_: User, role: ${role()}, _: ${type()}) if ${condition('role', role)};`,
    () => 'has_role(u: User, role: String, _: Repo) if has_role(u, role, new Org());',
    () => `has_permission(_: User, action: String, _: ${type()}) if ${condition('action', action)};`,
    () => `has_permission(u: User, ${action()}, r: ${type()}) if has_role(u, role, r) and ${condition('role', role)};`,
    () => `has_permission(u: User, action: String, r: ${type()}) if has_role(u, role, r) and grants(role, action);`,
    () => `ok(u, ${typed('r')}) if has_role(u, role, r) and ${condition('role', role)};`,
    () => `ok(u, ${typed('r')}) if has_role(u, ${role()}, r);`,
    () => `ok(u, ${typed('r')}) if may(u, ${action()}, r);`,
    () => `ok(u, ${typed('r')}) if holds(u, ${role()}, r) and not holds(u, ${role()}, r);`,
    () => `may(u, action, ${typed('r')}) if has_permission(u, action, r) and ${condition('action', action)};`,
    () => `holds(u, role, ${typed('r')}) if has_role(u, role, r);`,
    () => `rank(${role()}, 2);`,
    () => `over(${role()}, ${role()});`,
    () => 'over(a, b) if last(a, c) and last(c, b);',
    () => 'over(a, b) if last(a, b);',
    () => `last(${role()}, ${role()});`,
    () => `grants(${role()}, ${action()});`,
  ];
  const block = (name: string, relations: string): string => {
    const roles = some(names);
    const permissions = some(actions);
    const known = (list: string): readonly string[] => list.split(', ');
    const shorthands = chance(70) ? `  ${pick(known(permissions))} if ${pick(known(roles))};\n` : '';
    return `resource ${name} {\n  roles = [${roles}];\n  permissions = [${permissions}];\n${relations}${shorthands}}\n`;
  };
  const body = Array.from({ length: 3 + below(8) }, () => pick(rules)());
  return [
    'actor User {}\n',
    block('Org', ''),
    block('Repo', chance(50) ? '  relations = { parent: Org };\n  "editor" if "editor" on "parent";\n' : ''),
    'allow(actor, action, resource) if has_permission(actor, action, resource);',
    'has_relation(_: Org, "parent", _: Repo);',
    // Each predicate that a rule may call has a clause that never holds.
    'has_role(_: User, "none", _: Resource);',
    'has_permission(_: User, "none", _: Resource);',
    'ok(1, 1);\nmay(1, 1, 1);\nholds(1, 1, 1);\nrank(1, 1);\nover(1, 1);\nlast(1, 1);\ngrants(1, 1);',
    'within(x, list) if x in list;',
    ...body,
    '',
  ].join('\n');
}
