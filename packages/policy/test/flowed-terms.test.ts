import { expect, it } from 'vitest';
import { check, createPolicy, type Dialect, updatePolicy } from '../src/index.ts';

const BLOCKS =
  'actor User {}\nresource Doc { roles = ["editor", "viewer"]; permissions = ["edit", "view"]; "view" if "viewer"; "edit" if "editor"; "viewer" if "editor"; }\n';
const LIBRARY =
  'has_role(u: User, r: String, d: Doc) if x in u.roles and x.name = r and x.doc = d;\nallow(a, b, c) if has_permission(a, b, c);\n';

const found = (policy: ReturnType<typeof createPolicy>): readonly string[] =>
  check(policy)
    .get('a.polar')!
    .filter(({ code }) => code === 'undeclared-term')
    .map(({ message }) => message);
const saidOf = (text: string, dialect: Dialect): readonly string[] =>
  found(createPolicy([{ uri: 'a.polar', text: BLOCKS + (dialect === 'library' ? LIBRARY : '') + text }], { dialect }));

it.each<[Dialect, string, string]>([
  [
    'library',
    'f(u: User, d: Doc) if r in ["viewer", "editr"] and has_role(u, r, d);',
    'Doc declares no role "editr". Did you mean "editor"?',
  ],
  [
    'cloud',
    'f(u: User, d: Doc) if r = "viewr" and has_role(u, r, d);',
    'Doc declares no role "viewr". Did you mean "viewer"?',
  ],
  [
    'cloud',
    'f(u: User, d: Doc) if has_role(u, r, d) and not r = "viewr";',
    'Doc declares no role "viewr". Did you mean "viewer"?',
  ],
  [
    'cloud',
    'has_permission(u: User, action: String, d: Doc) if action in ["edti", "view"] and is_boss(u, d);',
    'Doc declares no permission "edti". Did you mean "edit"?',
  ],
  [
    'library',
    'has_permission(u: User, action: String, d: Doc) if action in ["edti", "view"] and u.boss = d.boss;',
    'Doc declares no permission "edti". Did you mean "edit"?',
  ],
  [
    'cloud',
    'test "t" { assert allow(User{"b"}, a: String, Doc{"d"}) iff a in ["veiw"]; }',
    'Doc declares no permission "veiw". Did you mean "view"?',
  ],
])('%s: a name by a variable is held to what is declared: %s', (dialect, text, message) => {
  expect(saidOf(text, dialect)).toEqual([message]);
});

it.each<[Dialect, string]>([
  ['library', 'f(u: User, d: Doc) if r in ["viewer", "editor"] and has_role(u, r, d);'],
  ['cloud', 'f(u: User, d: Doc) if r in ["viewers", "viewer2"] and has_role(u, r, d);'],
  ['cloud', 'f(u: User, d: Doc) if r in ["viewr"] and has_role(u, r, d) and tagged(d, r);'],
  ['library', 'f(u: User, d: Doc) if r = "viewr" and has_role(u, r, d) and r in u.names;'],
  [
    'cloud',
    'f(u: User, d: Doc) if r = "viewr" and has_role(u, r, d);\ng(u: User, d: Doc) if has_role(u, r, d) and r = "viewr";\nhas_role(u: User, "viewr", d: Doc) if sees(u, d);\nh(u: User, d: Doc) if has_role(u, "viewr", d);',
  ],
  ['cloud', 'f(u: User, d: Doc) if r = "moderator" and has_role(u, r, d);'],
  ['library', 'allow(u: User, action, d: Doc) if action in ["veiw"] and u.boss = d.boss;'],
])('%s: and what may be meant is left alone: %s', (dialect, text) => {
  expect(saidOf(text, dialect).filter((message) => !message.includes('has_role'))).toEqual([]);
});

it('is told again when a block declares it, or does not any more', () => {
  const rule = 'f(u: User, d: Doc) if r = "viewr" and has_role(u, r, d);\n';
  let policy = createPolicy([{ uri: 'a.polar', text: BLOCKS + rule }], { dialect: 'cloud' });
  expect(found(policy).length).toBe(1);
  for (const [text, count] of [
    [BLOCKS.replace('["editor", ', '["editor", "viewr", ') + rule, 0],
    [BLOCKS + rule, 1],
    [BLOCKS.replaceAll('"viewer"', '"reader"') + rule, 0],
    [BLOCKS + rule, 1],
  ] as const) {
    policy = updatePolicy(policy, [{ uri: 'a.polar', text }]);
    expect(found(policy).length).toBe(count);
  }
});

it.each([
  'x in x and x = y.a and has_role(x, r, y) and r in ["editr", x]',
  'x = [x, *x] and [k, v] in x and x = {x, r} and has_role(k, r, v) and r = "editr"',
  'x in y and y in x and x = {a: y} and [[x, y], r] in y and has_role(x, r, y) and r != "editr"',
])('values that are parts of themselves have an end: %s', (body) => {
  expect(Array.isArray(saidOf(`f(x, y) if ${body};`, 'library'))).toBe(true);
});
