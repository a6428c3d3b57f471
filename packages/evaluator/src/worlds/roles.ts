import { type PolarNode, walk } from '@polar-tools/language';
import { type Clause, type Policy, supertypesOf } from '@polar-tools/policy';

/** The roles that a type has, those that it inherits included. */
export const rolesOf = (policy: Policy, type: string): readonly string[] => namesOf(policy, type, 'role');

/** The permissions that a type has, those that it inherits included. */
export const permissionsOf = (policy: Policy, type: string): readonly string[] => namesOf(policy, type, 'permission');

function namesOf({ blocks }: Policy, type: string, wanted: 'role' | 'permission'): readonly string[] {
  const all = [type, ...supertypesOf(blocks, type)].flatMap((name) => [...(blocks.get(name)?.names.values() ?? [])]);
  return [...new Set(all.flatMap(({ kind, name }) => (kind === wanted ? [name] : [])))];
}

/**
 * The names of the roles that one role may lead to, itself among them: a rule for `has_role` leads there from each role that it names, or that
 * the rules name which it calls. It may be more than the role really gives, and never less.
 */
export function rolesLedTo(policy: Policy, role: string): ReadonlySet<string> {
  const rules = (policy.predicates.get('has_role')?.clauses ?? []).map((clause) => ({
    head: headRole(clause),
    named: namedIn(policy, clause),
  }));
  const led = new Set([role]);
  for (const from of led)
    for (const { head, named } of rules) {
      if (head === from || !named.has(from)) continue;
      for (const name of head === undefined ? named : [head]) led.add(name);
    }
  return led;
}

/** The role that a rule for `has_role` gives; undefined where a variable stands for it. */
function headRole({ rule }: Clause): string | undefined {
  const parameter = rule.parameters[1];
  const node = (parameter?.specializer ?? parameter?.value) as PolarNode | undefined;
  return node?.$type === 'StringLiteral' ? node.value : undefined;
}

/** The strings in a rule, and in the rules that it calls. */
function namedIn({ predicates }: Policy, clause: Clause): ReadonlySet<string> {
  const names = new Set<string>();
  const called = new Set<string>();
  const read = ({ rule }: Clause): void =>
    walk(rule, (it) => {
      const node = it as PolarNode;
      if (node.$type === 'StringLiteral') names.add(node.value);
      else if (node.$type === 'Call' && node.name.text !== 'has_role') called.add(node.name.text);
      return true;
    });
  read(clause);
  for (const name of called) for (const one of predicates.get(name)?.clauses ?? []) read(one);
  return names;
}

/** Of some roles those that no other one of them leads to. */
export const strongest = (policy: Policy, roles: readonly string[]): readonly string[] => {
  const led = new Map(roles.map((role) => [role, rolesLedTo(policy, role)]));
  return roles.filter(
    (role) => !roles.some((other) => other !== role && led.get(other)!.has(role) && !led.get(role)!.has(other)),
  );
};
