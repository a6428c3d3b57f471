import { expect, it } from 'vitest';
import { folderOf, polar } from '../../packages/cli/test/command.ts';
import { consoleOf, debugging, stopsOf } from '../debug/debug-run.ts';

const POLICY = `allow(actor, action, resource) if has_permission(actor, action, resource);

actor User {}

resource Org { roles = ["owner"]; }

resource Repo {
  roles = ["reader"];
  permissions = ["read"];
  relations = { parent: Org };
  "read" if "reader";
  "reader" if "owner" on "parent";
}

has_role(user: User, name: String, org: Org) if role in user.org_roles and role.name = name and role.org = org;
has_role(user: User, name: String, repo: Repo) if role in user.roles and role.name = name and role.repo = repo;
has_relation(org: Org, "parent", repo: Repo) if org = repo.org;
allow(user: User, "close", issue: Issue) if issue.author = user;
is_known(x) if x in [nil, "a", 1];
`;

it.each([
  'allow(larry, "read", gmail)',
  'allow(larry, action, gmail)',
  'allow(larry, "close", issue)',
  'allow("larry", "read", "gmail")',
  'not allow(larry, "read", gmail)',
  'x matches Repo and x.name = "gmail"',
  'x matches Repo and x matches User',
  'x matches Issue{author: "larry"}',
  'x matches Nobody',
  '"larry" matches User',
  'is_known(x)',
  'x = nil and x.y = z',
  'x = "ab".length',
  'x = User',
])('without a data file the debugger answers as `polar query` does: %s', async (query) => {
  const asked = await polar(folderOf({ 'main.polar': POLICY }), ['query', '--policy', 'main.polar', query]);
  const client = await debugging({ policy: POLICY, query });
  await stopsOf(client);
  // The command's lines that the debugger words in the same way: not the lines of code below an error, what other commands there are, nor notes on what is misspelt.
  const plain = `${asked.output}${asked.errors}`
    .trimEnd()
    .split('\n')
    .filter((line) => !/^ +(?:\d+ )?│|^What would change|^note: /.test(line))
    .map((line) => line.replace(/^false$/, 'No answer: the query is false.').replace(/^error: /, 'Error: '));
  expect(consoleOf(client).filter((line) => !/ answers?\.$|^ {2}in /.test(line))).toEqual(plain);
});
