import { expect, it } from 'vitest';
import { check, createPolicy, type Dialect, fixesOf } from '../src/index.ts';

/** The text after a fix, by its title; a configuration that it sets in JSON. */
function fixed(text: string, code: string, title: string, dialect: Dialect): string {
  const policy = createPolicy([{ uri: 'a.polar', text }], { dialect });
  const found = [...check(policy).values()].flat().filter((one) => one.code === code);
  const fixes = found.flatMap((one) => fixesOf(policy, one));
  const fix = fixes.find((one) => one.title === title);
  if (fix === undefined) return `offered: ${fixes.map((one) => one.title).join(' | ')}`;
  if (fix.kind !== 'edit') return JSON.stringify([fix.path, fix.value]);
  return [...fix.edits]
    .sort((a, b) => b.start - a.start)
    .reduce((all, { start, end, newText }) => all.slice(0, start) + newText + all.slice(end), text);
}

const B = 'actor User {}\nresource R {\n  roles = ["a"];\n  permissions = ["p"];\n  "p" if "a";\n}\n';
const E = 'actor User {}\nresource R {}\n';
const T = (setup: string) => `test "t" {\n  setup { ${setup} }\n  assert_not f(User{"x"});\n}\n`;
const F = 'f(u: User) if g(u);\n';

const CREATOR = (relation: string) =>
  `actor User {}\nresource R {\n  permissions = ["p"];\n  relations = { creator: User };\n  "p" if "creator"${relation};\n}\n`;

it.each<readonly [Dialect, string, string, string]>([
  ['library', 'cloud-only', 'Remove on resource', ' on resource'],
  ['cloud', 'needless-on-resource', 'Remove on resource', ' on resource'],
  ['library', 'resource-block', 'Remove on "resource"', ' on "resource"'],
  ['cloud', 'resource-block', 'Remove on "resource"', ' on "resource"'],
])('a relation of this very resource needs no on (%s, %s)', (dialect, code, title, relation) => {
  expect(fixed(CREATOR(relation), code, title, dialect)).toBe(CREATOR(''));
});

it.each<readonly [string, string, string, string]>([
  // What a message prints as the way out is offered beside it.
  [
    'fact-signature-mismatch',
    'Declare g(User, String)',
    `${E}${F}${T('g(User{"x"}, "y");')}`,
    `${E}${F}declare g(User, String);\n\n${T('g(User{"x"}, "y");')}`,
  ],
  [
    'fact-signature-mismatch',
    'Declare g(R)',
    `${E}${F}${T('g(R{"x"});')}`,
    `${E}${F}declare g(User);\ndeclare g(R);\n\n${T('g(R{"x"});')}`,
  ],
  [
    'fact-signature-mismatch',
    'Remove it',
    `${E}${F}${T('\n    zzz(User{"x"});\n    g(User{"x"});\n  ')}`,
    `${E}${F}${T('\n    g(User{"x"});\n  ')}`,
  ],
  [
    'undeclared-type',
    'Declare resource Folder',
    `${E}near(x: Folder) if size(x);\n`,
    `${E}resource Folder {}\n\nnear(x: Folder) if size(x);\n`,
  ],
  [
    'undeclared-type',
    'Declare actor Bot',
    `${E}has_role(b: Bot, "a", _: R) if size(b);\n`,
    `${E}actor Bot {}\n\nhas_role(b: Bot, "a", _: R) if size(b);\n`,
  ],
  [
    'undeclared-type',
    'Declare actor Bot',
    `${B}ok(b: Bot, r: R) if has_role(b, "a", r);\n`,
    `${B}actor Bot {}\n\nok(b: Bot, r: R) if has_role(b, "a", r);\n`,
  ],
  [
    'undeclared-type',
    'Declare actor Bot',
    `${B}ok(r: R) if b matches Bot and has_role(b, "a", r);\n`,
    `${B}actor Bot {}\n\nok(r: R) if b matches Bot and has_role(b, "a", r);\n`,
  ],
  [
    'undeclared-type',
    'Declare resource Folder',
    `${B}ok(u: User, r: Folder) if has_role(u, "a", r);\n`,
    `${B}resource Folder {}\n\nok(u: User, r: Folder) if has_role(u, "a", r);\n`,
  ],
  [
    'undeclared-type',
    'Declare resource Folder',
    `${E}resource S { relations = { parent: Folder }; }\n`,
    `${E}resource Folder {}\n\nresource S { relations = { parent: Folder }; }\n`,
  ],
  [
    'unknown-supertype',
    'Declare resource Thing',
    'resource R extends Thing {}\n',
    'resource Thing {}\n\nresource R extends Thing {}\n',
  ],
  [
    'unknown-supertype',
    'Declare actor Thing',
    'actor R extends Thing {}\n',
    'actor Thing {}\n\nactor R extends Thing {}\n',
  ],
  [
    'undeclared-term',
    'Declare "boss" as a role of R',
    `${B}ok(u, r: R) if has_role(u, "boss", r);\n`,
    `${B.replace('["a"]', '["a", "boss"]')}ok(u, r: R) if has_role(u, "boss", r);\n`,
  ],
  [
    'undeclared-term',
    'Declare "zip" as a permission of R',
    `${B}ok(u, r: R) if has_permission(u, "zip", r);\n`,
    `${B.replace('["p"]', '["p", "zip"]')}ok(u, r: R) if has_permission(u, "zip", r);\n`,
  ],
  [
    'undeclared-term',
    'Declare "boss" as a role of S',
    `${B}resource S {}\nok(u, s: S) if has_role(u, "boss", s);\n`,
    `${B}resource S {\n  roles = ["boss"];\n}\nok(u, s: S) if has_role(u, "boss", s);\n`,
  ],
  [
    'undeclared-term',
    'Declare "boss" as a role of R',
    `${B}ok(u, r) if has_role(u, "boss", r);\n`,
    `${B.replace('["a"]', '["a", "boss"]')}ok(u, r) if has_role(u, "boss", r);\n`,
  ],
  [
    'undeclared-term',
    'Declare "under" as a relation of R to S',
    `${B}resource S { relations = { on: R }; }\nok(s: S, r: R) if has_relation(r, "under", s);\n`,
    `${B.replace('  roles', '  relations = { under: S };\n  roles')}resource S { relations = { on: R }; }\nok(s: S, r: R) if has_relation(r, "under", s);\n`,
  ],
  [
    'resource-block',
    'Declare the global role "g"',
    `${E}resource S { permissions = ["p"]; "p" if global "g"; }\n`,
    `${E}global {\n  roles = ["g"];\n}\n\nresource S { permissions = ["p"]; "p" if global "g"; }\n`,
  ],
  [
    'resource-block',
    'Declare "h" as a global role',
    `${E}global { roles = ["quite"]; }\nresource S { permissions = ["p"]; "p" if global "h"; }\n`,
    `${E}global { roles = ["quite", "h"]; }\nresource S { permissions = ["p"]; "p" if global "h"; }\n`,
  ],
  [
    'resource-block',
    'Put them into one',
    'resource R {\n  roles = ["a", "b"];\n  permissions = ["p"];\n  roles = ["b", "c"];\n  "p" if "a";\n}\n',
    'resource R {\n  roles = ["a", "b", "c"];\n  permissions = ["p"];\n  "p" if "a";\n}\n',
  ],
  [
    'duplicate-type',
    'Put it into the first one',
    `${B}resource R { permissions = ["q"]; "q" if "a"; }\n`,
    `${B.replace('["p"]', '["p", "q"]').replace('"p" if "a";', '"p" if "a";\n  "q" if "a";')}`,
  ],
  [
    'impossible-assertion',
    'Add the rule for allow',
    `${B}allow(u: User, "bulk", r: R) if ok(u, r);\ntest "t" { assert allow(User{"x"}, "p", R{"y"}); }\n`,
    `${B}allow(u: User, "bulk", r: R) if ok(u, r);\nallow(actor, action, resource) if has_permission(actor, action, resource);\ntest "t" { assert allow(User{"x"}, "p", R{"y"}); }\n`,
  ],
  [
    'negated-group',
    'Write not before each',
    'f(u: User) if g(u) and not (h(u) or k(u));\n',
    'f(u: User) if g(u) and not h(u) and not k(u);\n',
  ],
  [
    'negated-group',
    'Write not before each',
    'f(u: User) if g(u) or not (h(u) or not k(u) or u = m);\n',
    'f(u: User) if g(u) or (not h(u) and k(u) and not u = m);\n',
  ],
  [
    'negated-group',
    'Write not before each',
    'f(u: User) if g(u) and not (h(u) or k(u) and l(u));\n',
    expect.stringMatching(/^offered: Suppress/) as never,
  ],
  ['negated-group', 'Leave both out', 'f(u: User) if g(u) and not (not h(u));\n', 'f(u: User) if g(u) and h(u);\n'],
  [
    'cyclic-implication',
    'Remove this shorthand',
    'resource R {\n  roles = ["a", "b"];\n  "a" if "b";\n  "b" if "a";\n}\n',
    'resource R {\n  roles = ["a", "b"];\n  "b" if "a";\n}\n',
  ],
  [
    'assertion-variable',
    'Change to n',
    'test "t" { assert f(n: Integer) iff m in [1]; }\n',
    'test "t" { assert f(n: Integer) iff n in [1]; }\n',
  ],
])('%s offers *%s*', (code, title, text, expected) => {
  expect(fixed(text, code, title, 'cloud')).toEqual(expected);
});

it('a field is named in the configuration', () => {
  const classes = { User: { fields: ['name'], extends: [] } };
  const text = 'f(u: User) if u.colour = 1;\n';
  const policy = createPolicy([{ uri: 'a.polar', text }], { dialect: 'library', classes });
  const [finding] = [...check(policy).values()].flat().filter(({ code }) => code === 'unknown-field');
  expect(fixesOf(policy, finding!)[0]).toMatchObject({
    path: ['classes', 'User', 'fields'],
    value: 'colour',
    added: true,
  });
});
