import { expect, it } from 'vitest';
import { check, createPolicy, updatePolicy } from '../src/index.ts';

const block = 'actor User {}\nresource Repo { permissions = ["read"]; roles = ["r"]; "read" if "r"; }\n';
const asks =
  'test "t" { assert_not allow(User{"a"}, "read", Repo{"r"}); assert_not p(User{"a"}); assert_not has_role(User{"a"}, "r"); }';

const found = (policy: ReturnType<typeof createPolicy>, uri: string) =>
  check(policy)
    .get(uri)!
    .filter(({ code }) => code === 'impossible-assertion')
    .map(({ message }) => message);

/** What comes and goes in one file, and another file's assertions hang on. */
const pieces = [
  '',
  'p(u: User) if q(u);',
  'p(u: Repo) if q(u);',
  'p(u: User, r: Repo) if q(u, r);',
  'f(u: User) if p(u);',
  'f(u: User) if p(u, u);',
  'test "other" { setup { p(User{"x"}); } assert p(User{"x"}); }',
  'test "other" { setup { p(1); } assert p(1); }',
  'declare p(User);',
  'allow(u: Repo, "read", r: Repo) if q(u, r);',
  'allow(_: User);',
  'has_permission(u: User, "x") if q(u);',
  'global { roles = ["r"]; permissions = ["x"]; "x" if "r"; }',
  'has_role(u: User, "r") if q(u);',
  'p(u: User) if ',
  'actor Bot extends User {}',
];

it('is told after any edit of another file as in a policy that is read anew', () => {
  for (const from of pieces)
    for (const to of pieces) {
      const files = (text: string) => [
        { uri: 'a.polar', text: block },
        { uri: 'b.polar', text },
        { uri: 'c.polar', text: asks },
      ];
      const before = createPolicy(files(from), { dialect: 'cloud' });
      check(before);
      const after = updatePolicy(before, [{ uri: 'b.polar', text: to }]);
      const anew = createPolicy(files(to), { dialect: 'cloud' });
      expect([from, to, ...found(after, 'c.polar')]).toEqual([from, to, ...found(anew, 'c.polar')]);
    }
  expect(
    new Set(
      pieces.map((to) =>
        found(createPolicy([{ uri: 'c', text: `${block}${to}\n${asks}` }], { dialect: 'cloud' }), 'c').join(),
      ),
    ).size,
  ).toBeGreaterThan(5);
});
