import { expect, test } from 'vitest';
import { folderOf, polar } from '../../test/command.ts';

const policy = `actor User {}
resource Repo { roles = ["reader"]; permissions = ["read"]; "read" if "reader"; }
has_role(user: User, role: String, repo: Repo) if role in user.roles and repo.x;
allow(actor, action, resource) if has_permission(actor, action, resource);`;

test.each([
  [[], '### Repo\n\n| Repo | reader |\n| --- | --- |\n| read | yes |\n'],
  [['--format', 'svg'], '<svg xmlns="http://www.w3.org/2000/svg"'],
  [['--format', 'mermaid'], 'flowchart LR\n'],
  [['--format', 'json'], '"permission": "read"'],
])('polar graph %s', async (words, expected) => {
  const { status, output, errors } = await polar(folderOf({ 'main.polar': policy }), ['graph', ...words]);
  expect({ status, errors }).toEqual({ status: 0, errors: '' });
  expect(output).toContain(expected);
});

test('a policy without blocks has no roles', async () => {
  const { status, output } = await polar(folderOf({ 'main.polar': 'allow("a", "b", "c");' }), ['graph', 'main.polar']);
  expect(status).toBe(0);
  expect(output).toBe('No block of the policy declares permissions.\n');
});
