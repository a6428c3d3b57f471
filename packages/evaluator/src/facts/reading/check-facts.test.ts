import { createPolicy } from '@polar-tools/policy';
import { expect, test } from 'vitest';
import type { CloudValue } from '../value.ts';
import { factChecker } from './check-facts.ts';

const blocks = `
actor User {}
resource Group { roles = ["member"]; }
resource Org { roles = ["admin", "member"]; permissions = ["read"]; relations = { parent: Org }; "read" if "member" on "parent"; }
resource Document { roles = ["viewer"]; permissions = ["read"]; "read" if "viewer"; }
`;
const value = (text: string): CloudValue => {
  const [type, id] = text.split(':') as [string, string?];
  return id === undefined ? { type: 'String', id: type } : { type, id };
};

/** What is wrong with `has_role User:bob amin Org:acme` by a policy. */
function fault(rules: string, fact: string): string | undefined {
  const policy = createPolicy([{ uri: 'main.polar', text: blocks + rules }], { dialect: 'cloud' });
  const [predicate, ...values] = fact.split(' ');
  return factChecker(policy)({ predicate: predicate!, arguments: values.map(value) });
}

const AMIN = 'has_role User:bob amin Org:acme';
const TOLD = 'Org declares no role "amin". Did you mean "admin"?';
const groups = (rest: string) => `has_role(user: User, role: String, ${rest}`;

test.each([
  ['no rule', '', AMIN, TOLD],
  [
    'roles of groups, for another type',
    groups('doc: Document) if in_group(user, group) and group matches Group and has_role(group, role, doc);'),
    AMIN,
    TOLD,
  ],
  ['another role of this type', 'has_role(user: User, "member", org: Org) if is_staff(user, org);', AMIN, TOLD],
  ['a call of a declared role', 'has_role(u: User, "member", o: Org) if has_role(u, "admin", o);', AMIN, TOLD],
  ['whether there is any role', 'knows(u: User, o: Org) if has_role(u, _, o);', AMIN, TOLD],
  [
    'the same role of another type',
    'has_permission(u: User, "read", d: Document) if has_role(u, "amin", d);',
    AMIN,
    TOLD,
  ],
  [
    'a relation, beside a rule for another type',
    'has_relation(d: Document, name: String, o: Org) if linked(d, name, o);',
    'has_relation Org:a parnt Org:b',
    'Org declares no relation "parnt". Did you mean "parent"?',
  ],
  [
    'a global role',
    'global { roles = ["auditor"]; permissions = ["audit"]; "audit" if "auditor"; }',
    'has_role User:bob auditr',
    'The global block declares no role "auditr". Did you mean "auditor"?',
  ],
  [
    'a global role, beside a rule for resources',
    `global { roles = ["auditor"]; permissions = ["audit"]; "audit" if "auditor"; } ${groups('r: Resource) if copied(user, role, r);')}`,
    'has_role User:bob auditr',
    'The global block declares no role "auditr". Did you mean "auditor"?',
  ],
])('a name that nothing declares is told: %s', (_, rules, fact, message) => {
  expect(fault(rules, fact)).toBe(message);
});

test.each([
  [
    'any role of this type',
    groups('org: Org) if in_group(user, group) and group matches Group and has_role(group, role, org);'),
  ],
  [
    'any role of any resource',
    groups('r: Resource) if in_group(user, group) and group matches Group and has_role(group, role, r);'),
  ],
  [
    'any role, without a type',
    groups('r) if in_group(user, group) and group matches Group and has_role(group, role, r);'),
  ],
  [
    'any role of a type that it extends',
    `resource Team extends Org {} ${groups('t: Team) if joined(user, role, t);')}`,
  ],
  ['this role, in its head', 'has_role(user: User, "amin", org: Org) if is_staff(user, org);'],
  ['this role, in a call', 'has_permission(u: User, "read", o: Org) if has_role(u, "amin", o);'],
  [
    'roles that are data',
    'has_permission(u: User, action: String, o: Org) if has_role(u, role, o) and grants(role, action);',
  ],
  [
    'this role of another type, which takes over any',
    'resource Repo { relations = { org: Org }; roles = ["x"]; role if role on "org"; } has_permission(u: User, "read", r: Repo) if has_role(u, "amin", r);',
  ],
])('a role that a rule speaks of is none to tell: %s', (_, rules) => {
  expect(fault(rules, AMIN)).toBeUndefined();
});
