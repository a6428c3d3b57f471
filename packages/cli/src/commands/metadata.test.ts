import { expect, test } from 'vitest';
import { folderOf, polar } from '../../test/command.ts';

test('polar metadata prints what the blocks of a policy declare, in the shape of the client libraries', async () => {
  const folder = folderOf({
    'main.polar': `actor User {}
global { roles = ["admin"]; permissions = ["create_org"]; "create_org" if "admin"; }
resource Org { roles = ["owner", "member"]; permissions = ["read"]; "read" if "member"; "member" if "owner"; }
resource Repo { permissions = ["read"]; relations = { org: Org, creator: User }; "read" if "member" on "org"; "read" if "creator"; }
resource Fork extends Repo { permissions = ["sync"]; relations = { upstream: Repo }; "sync" if "read" on "upstream"; }
`,
  });
  const { status, output } = await polar(folder, ['metadata', 'main.polar']);
  expect(status).toBe(0);
  expect(JSON.parse(output)).toEqual({
    resources: {
      User: { roles: [], permissions: [], relations: {} },
      global: { roles: ['admin'], permissions: ['create_org'], relations: {} },
      Org: { roles: ['owner', 'member'], permissions: ['read'], relations: {} },
      Repo: {
        roles: [],
        permissions: ['read'],
        relations: { org: { relatedResource: 'Org' }, creator: { relatedResource: 'User' } },
      },
      Fork: {
        roles: [],
        permissions: ['sync', 'read'],
        relations: {
          upstream: { relatedResource: 'Repo' },
          org: { relatedResource: 'Org' },
          creator: { relatedResource: 'User' },
        },
      },
    },
  });
});

test('polar metadata of a policy with an error, or of none, says so', async () => {
  expect(await polar(folderOf({ 'main.polar': 'actor User {' }), ['metadata'])).toMatchObject({
    status: 2,
    output: '',
  });
  expect(await polar(folderOf({}), ['metadata'])).toMatchObject({
    status: 2,
    errors: expect.stringContaining('.polar'),
  });
});
