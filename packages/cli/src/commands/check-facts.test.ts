import { expect, test } from 'vitest';
import { folderOf, polar } from '../../test/command.ts';

const POLICY = `actor User {}
resource Org { permissions = ["read"]; }
has_permission(user: User, "read", org: Org) if is_member(user, org);
has_permission(user: User, "read", org: Org) if is_membre(user, org);
is_member(user: User, org: Org) if owns(user, org);
`;

const check = async (facts: Record<string, string>, named: readonly string[]) => {
  const configuration = JSON.stringify({ dialect: 'cloud', include: ['main.polar'], facts: named });
  const folder = folderOf({ 'main.polar': POLICY, 'polar.config.json': configuration, ...facts });
  return (await polar(folder, ['check', 'main.polar'])).output;
};

test('what no file tells is taken for a slip', async () => {
  expect(await check({}, [])).toContain('No rule and no fact of a test is named is_membre. Did you mean is_member?');
  const text = 'is_guest(User{"a"}, Org{"b"});';
  expect(await check({ 'f.polar': text }, ['f.polar'])).toContain('is_membre. Did you mean is_member?');
  // A file that is missing tells nothing.
  expect(await check({}, ['f.polar'])).toContain('is_membre. Did you mean is_member?');
});

test.each([
  ['f.polar', 'owns(User{"a"}, Org{"b"}); is_membre(User{"a"}, Org{"b"});'],
  ['f.json', '[["owns"], ["is_membre", {"type": "User", "id": "a"}, {"type": "Org", "id": "b"}]]'],
  ['f.json', '[{"args": [], "predicate": "is_membre"}]'],
  ['f.jsonl', '["owns"]\n["is_membre", {"type": "User", "id": "a"}]\n'],
  ['f.ndjson', '{"name": "is_membre", "args": []}\n'],
  ['f.csv', 'is_membre,User,Org\na,b\n'],
  ['f.csv', '\uFEFF"is_membre","User"\na\n'],
  ['f.csv', 'predicate,User,Org\nowns,a,b\nis_membre,a,b\n'],
])('a fact of a file that the configuration names is no slip: %s %s', async (name, text) => {
  expect(await check({ [name]: text }, [name])).toBe('1 file checked, nothing found.\n');
});
