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
  const rules = roleRules(policy);
  const led = new Set([role]);
  for (const from of led)
    for (const { head, named } of rules) {
      if (head === from || !named.has(from)) continue;
      for (const name of head === undefined ? named : [head]) led.add(name);
    }
  return led;
}

/** What a rule for `has_role` gives, and the strings in it and in the rules that it calls. */
interface RoleRule {
  readonly head: string | undefined;
  readonly named: ReadonlySet<string>;
}

const rulesOf = new WeakMap<Policy, readonly RoleRule[]>();

function roleRules(policy: Policy): readonly RoleRule[] {
  let rules = rulesOf.get(policy);
  if (rules === undefined) {
    const said = new SaidByRules(policy);
    rules = (policy.predicates.get('has_role')?.clauses ?? []).map((clause) => ({
      head: headRole(clause),
      named: said.namedIn(clause),
    }));
    rulesOf.set(policy, rules);
  }
  return rules;
}

/** The role that a rule for `has_role` gives; undefined where a variable stands for it. */
function headRole({ rule }: Clause): string | undefined {
  const parameter = rule.parameters[1];
  const node = (parameter?.specializer ?? parameter?.value) as PolarNode | undefined;
  return node?.$type === 'StringLiteral' ? node.value : undefined;
}

/** The strings and calls in rules, read once for all rules of a name. */
interface Said {
  readonly strings: Set<string>;
  readonly calls: Set<string>;
}

class SaidByRules {
  readonly #policy: Policy;
  readonly #byName = new Map<string, Said>();

  constructor(policy: Policy) {
    this.#policy = policy;
  }

  /** The strings in a rule, and in the rules that it calls. */
  namedIn(clause: Clause): ReadonlySet<string> {
    const { strings, calls } = said([clause]);
    for (const name of calls) {
      const { strings: more, calls: others } = this.#by(name);
      for (const text of more) strings.add(text);
      for (const other of others) calls.add(other);
    }
    return strings;
  }

  #by(name: string): Said {
    let found = this.#byName.get(name);
    if (found === undefined) {
      found = said(this.#policy.predicates.get(name)?.clauses ?? []);
      this.#byName.set(name, found);
    }
    return found;
  }
}

function said(clauses: readonly Clause[]): Said {
  const strings = new Set<string>();
  const calls = new Set<string>();
  for (const { rule } of clauses)
    walk(rule, (it) => {
      const node = it as PolarNode;
      if (node.$type === 'StringLiteral') strings.add(node.value);
      else if (node.$type === 'Call' && node.name.text !== 'has_role') calls.add(node.name.text);
      return true;
    });
  return { strings, calls };
}

/** Of some roles those that no other one of them leads to. */
export const strongest = (policy: Policy, roles: readonly string[]): readonly string[] => {
  const led = new Map(roles.map((role) => [role, rolesLedTo(policy, role)]));
  return roles.filter(
    (role) => !roles.some((other) => other !== role && led.get(other)!.has(role) && !led.get(role)!.has(other)),
  );
};
