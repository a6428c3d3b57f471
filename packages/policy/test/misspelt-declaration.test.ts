import { expect, it } from 'vitest';
import { check, createPolicy, type Dialect, fixesOf } from '../src/index.ts';

/** What is offered for the findings about names, the preferred with a star. */
function offered(text: string, dialect: Dialect): string[][] {
  const policy = createPolicy([{ uri: 'a.polar', text }], { dialect });
  const found = [...check(policy).values()].flat().filter(({ code }) => /undeclared|resource-block/.test(code));
  return found.map((one) =>
    fixesOf(policy, one)
      .filter(({ title }) => title.startsWith('Change'))
      .map(({ title, preferred }) => `${preferred === true ? '★ ' : ''}${title}`),
  );
}

const declaration = ['★ Change the declaration of "admni" to "admin"', 'Change to "admni"'];
const use = ['★ Change to "admin"'];

it.each<readonly [string, Dialect, string, string[][]]>([
  [
    'two uses against a declaration',
    'library',
    'resource R { roles = ["admni"]; permissions = ["a", "b"]; "a" if "admin"; "b" if "admin"; }',
    [declaration, declaration],
  ],
  [
    'a use and a rule',
    'cloud',
    'actor User {}\nresource R { roles = ["admni"]; permissions = ["a"]; "a" if "admin"; }\nhas_role(u: User, "admin", r: R) if owns(u, r);\n',
    [declaration, declaration],
  ],
  [
    'rules alone',
    'cloud',
    'actor User {}\nresource R { roles = ["admni"]; }\nf(u: User, r: R) if has_role(u, "admin", r);\ng(u: User, r: R) if has_role(u, "admin", r);\n',
    [declaration, declaration],
  ],
  ['one use', 'library', 'resource R { roles = ["admin"]; permissions = ["a"]; "a" if "admni"; }', [use]],
  [
    'as many uses of the declared name',
    'library',
    'resource R { roles = ["admin"]; permissions = ["a", "b"]; "a" if "admin"; "b" if "admni"; }',
    [use],
  ],
])('a name is corrected where it is the slip: %s', (_, dialect, text, expected) => {
  expect(offered(text, dialect)).toEqual(expected);
});

it('a relation is, too', () => {
  const text =
    'resource Org { roles = ["m"]; }\nresource R {\n  roles = ["m", "n"];\n  relations = { parnet: Org };\n  "m" if "m" on "parent";\n  "n" if "m" on "parent";\n}\n';
  expect(offered(text, 'library')[0]![0]).toBe('★ Change the declaration of "parnet" to "parent"');
});

it.each([
  ['resource Reposit {}', 'Repository', 'Unregistered class: Reposit. Register it'],
  ['resource Repositry {}', 'Repository', 'Unregistered class: Repositry. Did you mean Repository?'],
  ['actor User {} resource User2 { relations = { a: Usr }; }', 'User2', 'Unregistered class: Usr. Did you mean User?'],
])('a class that is not registered is told with the one that is near: %j', (text, name, message) => {
  const classes = { User: { fields: [], extends: [] }, [name]: { fields: [], extends: [] } };
  const policy = createPolicy([{ uri: 'a.polar', text }], { dialect: 'library', classes });
  const found = [...check(policy).values()].flat().filter(({ code }) => code === 'unregistered-class');
  expect(found[0]!.message).toContain(message);
});
