import { Oso } from 'oso-cloud-1';
import { expect, test } from 'vitest';
import { folderOf } from '../command.ts';
import { organization, serving, withPolicy } from './serving.ts';

const user = (id: string) => ({ type: 'User', id });
const organizationOf = (id: string) => ({ type: 'Organization', id });
const repository = (id: string) => ({ type: 'Repository', id });

/** Version 1 of the client sends other requests for the same calls, and has more of them. */
async function withFacts(): Promise<Oso> {
  const { url } = await serving(folderOf(withPolicy), ['.']);
  const oso = new Oso(url, 'any key');
  await oso.bulkTell([
    ['has_role', user('anne'), 'admin', organizationOf('acme')],
    ['has_relation', repository('anvil'), 'organization', organizationOf('acme')],
    ['has_relation', repository('bolt'), 'organization', organizationOf('acme')],
    ['has_role', user('bob'), 'owner', repository('bolt')],
  ]);
  return oso;
}

test('questions', async () => {
  const oso = await withFacts();
  const context: Parameters<typeof oso.authorize>[3] = [['has_role', user('carl'), 'member', organizationOf('acme')]];
  expect(await oso.authorize(user('anne'), 'read', repository('anvil'))).toBe(true);
  expect(await oso.authorize(user('carl'), 'read', repository('anvil'), context)).toBe(true);
  expect(await oso.list(user('anne'), 'read', 'Repository')).toEqual(['anvil', 'bolt']);
  expect(await oso.actions(user('bob'), repository('bolt'))).toEqual(['delete', 'read']);
  expect(
    await oso.authorizeResources(user('bob'), 'read', [repository('anvil'), repository('bolt'), repository('none')]),
  ).toEqual([repository('bolt')]);
  expect(await oso.bulkActions(user('carl'), [repository('anvil'), repository('none')], context)).toEqual([
    ['read'],
    [],
  ]);
  expect(await oso.query('allow', user('bob'), null, { type: 'Repository' } as never)).toEqual([
    ['allow', user('bob'), 'delete', repository('bolt')],
    ['allow', user('bob'), 'read', repository('bolt')],
  ]);
});

test('facts', async () => {
  const oso = await withFacts();
  expect(await oso.tell('is_public', repository('anvil'))).toEqual(['is_public', repository('anvil')]);
  expect(await oso.get('is_public', repository('anvil'))).toEqual([['is_public', repository('anvil')]]);
  await oso.delete('is_public', repository('anvil'));
  expect(await oso.get('is_public', null)).toEqual([]);
  await oso.bulk([['has_role', null, null, null]], [['has_role', user('carl'), 'owner', repository('bolt')]]);
  expect(await oso.get('has_role', null, null, null)).toEqual([
    ['has_role', user('carl'), 'owner', repository('bolt')],
  ]);
  await oso.bulkDelete([['has_relation', { type: 'Repository' } as never, 'organization', null]]);
  expect(await oso.get('has_relation', null, null, null)).toEqual([]);
});

test('policy, metadata, statistics, and what it refuses', async () => {
  const oso = await withFacts();
  await oso.policy(`${organization}\nresource Page {}`);
  expect((await oso.getPolicyMetadata()).resources).toHaveProperty('Page');
  expect(await oso.api.getStats()).toEqual({
    policy: { versions: ['2'] },
    facts: { total: 4, predicates: { has_role: 2, has_relation: 2 } },
  });
  await expect(oso.tell('has_rol', user('anne'))).rejects.toThrow('Did you mean has_role?');
});
