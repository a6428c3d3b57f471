import { Oso, ParityHandle, typedVar } from 'oso-cloud';
import { describe, expect, test } from 'vitest';
import { folderOf } from '../command.ts';
import { organization, type Serving, serving, withPolicy } from './serving.ts';

const user = (id: string) => ({ type: 'User', id });
const organizationOf = (id: string) => ({ type: 'Organization', id });
const repository = (id: string) => ({ type: 'Repository', id });

async function started(options: readonly string[] = ['.']): Promise<{ oso: Oso; server: Serving }> {
  const server = await serving(folderOf(withPolicy), options);
  return { oso: new Oso(server.url, 'any key'), server };
}

/** What most tests begin with: Anne is admin of acme, which has the repositories anvil and bolt; Bob owns bolt. */
async function withFacts(): Promise<{ oso: Oso; server: Serving }> {
  const all = await started();
  await all.oso.batch((tx) => {
    tx.insert(['has_role', user('anne'), 'admin', organizationOf('acme')]);
    tx.insert(['has_relation', repository('anvil'), 'organization', organizationOf('acme')]);
    tx.insert(['has_relation', repository('bolt'), 'organization', organizationOf('acme')]);
    tx.insert(['has_role', user('bob'), 'owner', repository('bolt')]);
  });
  return all;
}

describe("Oso Cloud's client for Node against polar serve", () => {
  test('authorize', async () => {
    const { oso } = await withFacts();
    expect(await oso.authorize(user('anne'), 'read', repository('anvil'))).toBe(true);
    expect(await oso.authorize(user('bob'), 'read', repository('anvil'))).toBe(false);
    expect(await oso.authorize(user('bob'), 'delete', repository('bolt'))).toBe(true);
  });

  test('authorize with context facts, which count for one question alone', async () => {
    const { oso } = await withFacts();
    const context = [['has_role', user('carl'), 'member', organizationOf('acme')] as const];
    expect(await oso.authorize(user('carl'), 'read', repository('anvil'), context as never)).toBe(true);
    expect(await oso.authorize(user('carl'), 'read', repository('anvil'))).toBe(false);
    expect(await oso.get(['has_role', user('carl'), null, null])).toEqual([]);
  });

  test('list, all at once and in pages', async () => {
    const { oso } = await withFacts();
    expect(await oso.list(user('anne'), 'read', 'Repository')).toEqual(['anvil', 'bolt']);
    expect(await oso.list(user('zoe'), 'read', 'Repository')).toEqual([]);
    const first = await oso.listPaginated(user('anne'), 'read', 'Repository', 1);
    expect(first.results).toEqual(['anvil']);
    expect(first.nextPageToken).toEqual(expect.any(String));
    // What is inserted before the page's end meanwhile shifts nothing.
    await oso.insert(['has_relation', repository('aaa'), 'organization', organizationOf('acme')]);
    expect(await oso.listPaginated(user('anne'), 'read', 'Repository', 1, first.nextPageToken!)).toEqual({
      results: ['bolt'],
      nextPageToken: null,
    });
  });

  test('list of what anybody may: a star', async () => {
    const { oso } = await started([]);
    await oso.policy('actor User {}\nresource Page {}\nallow(_: User, "read", _: Page);');
    expect(await oso.list(user('anne'), 'read', 'Page')).toEqual(['*']);
  });

  test('actions', async () => {
    const { oso } = await withFacts();
    expect(await oso.actions(user('bob'), repository('bolt'))).toEqual(['delete', 'read']);
    expect(await oso.actions(user('bob'), repository('anvil'))).toEqual([]);
    expect(await oso.actions(user('bob'), repository('anvil'), [['is_public', repository('anvil')]])).toEqual(['read']);
  });

  test('insert, get and delete, with and without wildcards', async () => {
    const { oso } = await withFacts();
    await oso.insert(['has_quota', user('anne'), 12]);
    expect(await oso.get(['has_quota', user('anne'), null])).toEqual([
      ['has_quota', user('anne'), { type: 'Integer', id: '12' }],
    ]);
    expect(await oso.get(['has_role', { type: 'User' }, 'owner', null])).toEqual([
      ['has_role', user('bob'), { type: 'String', id: 'owner' }, repository('bolt')],
    ]);
    expect(await oso.get(['has_role', null, null, { type: 'Organization' }])).toHaveLength(1);
    expect(await oso.get(['has_relation', null, null, null])).toHaveLength(2);
    await oso.delete(['has_relation', { type: 'Repository' }, 'organization', null]);
    expect(await oso.get(['has_relation', null, null, null])).toEqual([]);
    await oso.delete(['has_role', user('bob'), 'owner', repository('bolt')]);
    await oso.delete(['has_role', user('nobody'), 'owner', repository('bolt')]);
    expect(await oso.get(['has_role', null, null, null])).toHaveLength(1);
  });

  test('a batch is made in its order', async () => {
    const { oso } = await withFacts();
    await oso.batch((tx) => {
      tx.delete(['has_role', null, null, null]);
      tx.insert(['has_role', user('carl'), 'owner', repository('bolt')]);
      tx.insert(['has_role', user('dora'), 'owner', repository('bolt')]);
      tx.delete(['has_role', user('dora'), null, null]);
    });
    expect(await oso.get(['has_role', null, null, null])).toEqual([
      ['has_role', user('carl'), { type: 'String', id: 'owner' }, repository('bolt')],
    ]);
  });

  test('a batch with one wrong fact changes nothing', async () => {
    const { oso } = await withFacts();
    const wrong = oso.batch((tx) => {
      tx.delete(['has_role', null, null, null]);
      tx.insert(['has_rol', user('carl'), 'owner', repository('bolt')]);
    });
    await expect(wrong).rejects.toMatchObject({
      statusCode: 400,
      message: expect.stringContaining('No rule of the policy asks for has_rol. Did you mean has_role?'),
    });
    expect(await oso.get(['has_role', null, null, null])).toHaveLength(2);
  });

  test('the query builder', async () => {
    const { oso } = await withFacts();
    const action = typedVar('String');
    const repo = typedVar('Repository');
    const all = oso.buildQuery(['allow', user('bob'), action, repo]);
    expect(await all.evaluate()).toBe(true);
    expect(await all.evaluate(action)).toEqual(['delete', 'read']);
    expect(await all.evaluate([action, repo])).toEqual([
      ['delete', 'bolt'],
      ['read', 'bolt'],
    ]);
    const anne = oso.buildQuery(['allow', user('anne'), action, repo]);
    expect(await anne.evaluate(new Map([[repo, action]]))).toEqual(
      new Map([
        ['anvil', ['read']],
        ['bolt', ['read']],
      ]),
    );
    expect(await anne.in(repo, ['bolt', 'none']).evaluate(repo)).toEqual(['bolt']);
    expect(await anne.in(repo, []).evaluate(repo)).toEqual([]);
    expect(await anne.and(['has_role', user('bob'), 'owner', repo]).evaluate(repo)).toEqual(['bolt']);
    expect(await oso.buildQuery(['allow', user('bob'), 'read', repository('anvil')]).evaluate()).toBe(false);
    const member = ['has_role', user('bob'), 'member', organizationOf('acme')] as const;
    expect(
      await oso
        .buildQuery(['allow', user('bob'), 'read', repo])
        .withContextFacts([member as never])
        .evaluate(repo),
    ).toEqual(['anvil', 'bolt']);
  });

  test('a query of what the rules leave open has a star', async () => {
    const { oso } = await started([]);
    await oso.policy('actor User {}\nresource Page {}\nallow(_: User, "read", _: Page);');
    const page = typedVar('Page');
    expect(await oso.buildQuery(['allow', user('anne'), 'read', page]).evaluate(page)).toEqual(['*']);
  });

  test('a variable that stands twice is one value', async () => {
    const { oso } = await withFacts();
    const someone = typedVar('User');
    const repo = typedVar('Repository');
    const owns = oso.buildQuery(['has_role', someone, 'owner', repo]).and(['allow', someone, 'delete', repo]);
    expect(await owns.evaluate([someone, repo])).toEqual([['bob', 'bolt']]);
  });

  test('policy and its metadata', async () => {
    const { oso } = await started();
    expect((await oso.getPolicyMetadata()).resources.Repository).toEqual({
      roles: ['reader', 'owner'],
      permissions: ['read', 'delete'],
      relations: { organization: { relatedResource: 'Organization' } },
    });
    await oso.policy(`${organization}\nresource Page { permissions = ["read"]; }`);
    expect((await oso.getPolicyMetadata()).resources.Page).toMatchObject({ permissions: ['read'] });
    expect(await oso.api.getPolicy()).toEqual({
      policy: { filename: '', src: expect.stringContaining('resource Page') },
    });
  });

  test('a policy with errors is refused, and the one before goes on', async () => {
    const { oso } = await withFacts();
    await expect(oso.policy('allow(a, b, c) if has_rle(a, b, c);\nactor User {')).rejects.toMatchObject({
      statusCode: 400,
      message: expect.stringContaining('policy.polar:2:'),
    });
    expect(await oso.authorize(user('anne'), 'read', repository('anvil'))).toBe(true);
  });

  test('clear data', async () => {
    const { oso } = await withFacts();
    await oso.api.clearData();
    expect(await oso.get(['has_role', null, null, null])).toEqual([]);
    expect((await oso.getPolicyMetadata()).resources).toHaveProperty('Repository');
  });

  test('a parity handle, whose expectation is taken', async () => {
    const { oso, server } = await withFacts();
    const handle = new ParityHandle();
    await oso.authorize(user('anne'), 'read', repository('anvil'), { parityHandle: handle });
    handle.expect(false);
    await server.tells(/expected it to be denied/);
  });

  test('local authorization is refused in so many words', async () => {
    const { server } = await withFacts();
    const { fileURLToPath } = await import('node:url');
    const oso = new Oso(server.url, 'key', { dataBindings: fileURLToPath(import.meta.url) });
    const repo = typedVar('Repository');
    const query = oso.buildQuery(['allow', user('anne'), 'read', repo]);
    for (const asked of [
      () => oso.authorizeLocal(user('anne'), 'read', repository('anvil')),
      () => oso.listLocal(user('anne'), 'read', 'Repository', 'id'),
      () => oso.actionsLocal(user('anne'), repository('anvil')),
      () => query.evaluateLocalSelect({ id: repo }),
      () => query.evaluateLocalFilter('id', repo),
    ])
      await expect(asked()).rejects.toMatchObject({
        statusCode: 501,
        message: expect.stringContaining('does not answer with SQL yet'),
      });
  });

  test('what is asked wrongly is said in words', async () => {
    const { oso } = await withFacts();
    const table: [() => Promise<unknown>, string][] = [
      [() => oso.authorize({ type: 'Usr', id: 'a' }, 'read', repository('anvil')), 'no type Usr. Did you mean User?'],
      [() => oso.list(user('anne'), 'read', 'Repositry'), 'no type Repositry. Did you mean Repository?'],
      [() => oso.insert(['has_role', user('a'), 'ownr', repository('b')]), 'Did you mean "owner"?'],
      [() => oso.insert(['has_quota', repository('a'), 12]), 'does not fit what the policy asks for'],
      [() => oso.buildQuery(['alow', user('a'), 'read', repository('b')]).evaluate(), 'Did you mean "allow"?'],
      [() => oso.authorize({ type: 'User', id: 7 as never }, 'read', repository('b')), '"actor_id" should be a text'],
    ];
    for (const [ask, message] of table)
      await expect(ask()).rejects.toMatchObject({ statusCode: 400, message: expect.stringContaining(message) });
  });
});
