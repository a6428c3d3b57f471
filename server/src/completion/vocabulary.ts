// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the places to fill in of LSP snippets
import type { Dialect } from '@polar-tools/policy';
import type { Expected } from './expected.ts';

/** A word of the language, or a piece of policy to fill in. */
export interface Phrase {
  readonly label: string;
  /** What is inserted, with the places to fill in; undefined: the label. */
  readonly snippet?: string;
  readonly detail: string;
  readonly dialect?: Dialect;
}

/** What may begin a statement. */
export const STATEMENTS: readonly Phrase[] = [
  { label: 'actor', snippet: 'actor ${1:User} {$0}', detail: 'An actor block: who acts' },
  {
    label: 'resource',
    snippet:
      'resource ${1:Repository} {\n\troles = ["${2:reader}"];\n\tpermissions = ["${3:read}"];\n\n\t"${3:read}" if "${2:reader}";$0\n}',
    detail: 'A resource block: roles, permissions, relations',
  },
  {
    label: 'allow',
    snippet:
      'allow(${1:actor}, ${2:action}, ${3:resource}) if\n\thas_permission(${1:actor}, ${2:action}, ${3:resource});$0',
    detail: 'The rule that decides what is allowed',
  },
  {
    label: 'has_role',
    snippet: 'has_role(${1:actor}: ${2:User}, ${3:name}: String, ${4:resource}: ${5:Repository}) if\n\t$0;',
    detail: 'A rule that says who has a role',
  },
  {
    label: 'has_permission',
    snippet: 'has_permission(${1:actor}: ${2:User}, "${3:read}", ${4:resource}: ${5:Repository}) if\n\t$0;',
    detail: 'A rule that says who has a permission',
  },
  {
    label: 'has_relation',
    snippet: 'has_relation(${1:parent}: ${2:Organization}, "${3:parent}", ${4:child}: ${5:Repository}) if\n\t$0;',
    detail: 'A rule that says how two resources are related',
    dialect: 'library',
  },
  {
    label: 'has_relation',
    snippet: 'has_relation(${1:resource}: ${2:Repository}, "${3:parent}", ${4:related}: ${5:Organization}) if\n\t$0;',
    detail: 'A rule that says how two resources are related',
    dialect: 'cloud',
  },
  {
    label: 'rule',
    snippet: '${1:name}(${2:parameters}) if\n\t$0;',
    detail: 'A rule of any name',
  },
  {
    label: 'type',
    snippet: 'type ${1:name}(${2:parameters});',
    detail: 'A rule type: what every rule of this name must look like',
    dialect: 'library',
  },
  {
    label: '?=',
    snippet: '?= ${1:allow(${2:actor}, ${3:action}, ${4:resource})};',
    detail: 'An inline query, which must hold',
    dialect: 'library',
  },
  {
    label: 'global',
    snippet: 'global {\n\troles = ["${1:admin}"];$0\n}',
    detail: 'The block of global roles and permissions',
    dialect: 'cloud',
  },
  {
    label: 'declare',
    snippet: 'declare ${1:fact}(${2:User}, ${3:Repository});',
    detail: "A fact's signature",
    dialect: 'cloud',
  },
  {
    label: 'test',
    snippet:
      'test "${1:what is tested}" {\n\tsetup {\n\t\t${2:has_role(User{"alice"\\}, "reader", Repository{"oso"\\});}\n\t}\n\n\tassert ${3:allow(User{"alice"\\}, "read", Repository{"oso"\\})};$0\n}',
    detail: 'A test with its facts',
    dialect: 'cloud',
  },
  {
    label: 'test fixture',
    snippet: 'test fixture ${1:name} {\n\t$0\n}',
    detail: 'Facts that several tests share',
    dialect: 'cloud',
  },
];

/** What may begin a member of a block. */
export const MEMBERS: readonly Phrase[] = [
  { label: 'roles', snippet: 'roles = [$0];', detail: 'The roles that one can have on this type' },
  { label: 'permissions', snippet: 'permissions = [$0];', detail: 'What can be done with this type' },
  {
    label: 'relations',
    snippet: 'relations = { ${1:parent}: ${2:Organization} };$0',
    detail: 'How this type is related to others',
  },
  {
    label: 'role if role on',
    snippet: 'role if role on "${1:parent}";',
    detail: 'Who has a role on the related resource has it here',
    dialect: 'cloud',
  },
];

/** A shorthand through a relation, where a block has one. */
export const THROUGH_RELATION: Phrase = {
  label: '"…" if "…" on "…"',
  snippet: '"${1:role}" if "${2:role}" on "${3:relation}";$0',
  detail: 'Follows from what one has on a related resource',
};

/** What may begin an assertion or a part of a test. */
export const TEST_PARTS: readonly Phrase[] = [
  { label: 'setup', snippet: 'setup {\n\t$0\n}', detail: 'The facts of this test' },
  { label: 'assert', snippet: 'assert $0;', detail: 'This must hold' },
  { label: 'assert_not', snippet: 'assert_not $0;', detail: 'This must not hold' },
  {
    label: 'assert iff',
    snippet:
      'assert ${1:allow}(${2:User}{"${3:alice}"\\}, ${4:action}, ${5:Repository}{"${6:oso}"\\}) iff ${4:action} in ["${7:read}"];$0',
    detail: 'This must hold for exactly these values',
  },
];

/** What may stand in a condition beside calls and variables, and where. */
export const CONDITIONS: readonly (Phrase & { readonly where: readonly Expected[] })[] = [
  { label: 'and', detail: 'Both must hold', where: ['operator'] },
  { label: 'or', detail: 'One must hold', where: ['operator'] },
  { label: 'not', detail: 'Holds when its goal has no solution', where: ['condition'] },
  { label: 'in', detail: 'Is a member of', where: ['operator'] },
  {
    label: 'matches',
    snippet: 'matches ${1:Class}',
    detail: 'Is of a class, or has the fields of a pattern',
    where: ['operator'],
  },
  { label: 'true', detail: 'Always holds', where: ['condition', 'value'] },
  { label: 'false', detail: 'Never holds', where: ['condition', 'value'] },
  {
    label: 'forall',
    snippet: 'forall(${1:condition}, ${2:action})',
    detail: 'Holds for every solution',
    dialect: 'library',
    where: ['condition'],
  },
  { label: 'cut', detail: 'Tries no other rule of this call', dialect: 'library', where: ['condition'] },
  { label: 'print', snippet: 'print($0)', detail: 'Prints its arguments', dialect: 'library', where: ['condition'] },
  { label: 'debug', snippet: 'debug($0)', detail: 'Stops in the debugger', dialect: 'library', where: ['condition'] },
  {
    label: 'new',
    snippet: 'new ${1:Class}($0)',
    detail: 'Constructs an application object',
    dialect: 'library',
    where: ['value'],
  },
  { label: 'mod', detail: "Modulo, with the divisor's sign", dialect: 'library', where: ['operator'] },
  { label: 'rem', detail: "Remainder, with the dividend's sign", dialect: 'library', where: ['operator'] },
  {
    label: '@current_unix_time',
    detail: "The query's time in seconds",
    dialect: 'cloud',
    where: ['condition', 'value'],
  },
];
