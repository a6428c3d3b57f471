import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { BatchTransaction, Oso, ParityHandle, typedVar } from 'oso-cloud';
import { Oso as Oso1 } from 'oso-cloud-1';
import { describe, expect, test } from 'vitest';
import { folderOf } from '../command.ts';
import { organization, send, serving, withPolicy } from './serving.ts';

const anne = { type: 'User', id: 'anne' };
const carl = { type: 'User', id: 'carl' };
const acme = { type: 'Organization', id: 'acme' };
const anvil = { type: 'Repository', id: 'anvil' };
const carlsRole = ['has_role', carl, 'member', acme] as const;
const context = [carlsRole as never];
/** As the interface writes values. */
const wire = (predicate: string, ...args: readonly unknown[]) => ({ predicate, args });
const text = (id: string) => ({ type: 'String', id });
const updated = { message: 'Facts updated.' };
const asking = {
  actor_type: 'User',
  actor_id: 'anne',
  action: 'read',
  resource_type: 'Repository',
  resource_id: 'anvil',
  context_facts: [],
};
const notYet = { rejects: { message: expect.stringContaining('does not answer with SQL yet') } };
const dataBindings = fileURLToPath(import.meta.url);

/** A call, and what comes of it: a value, or `rejects` with the message that it is raised with. */
type Call<Client> = readonly [call: (client: Client) => unknown, outcome: unknown];

interface Calls<Client> {
  readonly client: (url: string) => Client;
  /** By method. */
  readonly of: Readonly<Record<string, Call<Client>>>;
  /** An instance whose methods these are. */
  readonly methods: (client: Client) => object;
}

const repo = typedVar('Repository');
const action = typedVar('String');
const built = (oso: Oso) => oso.buildQuery(['allow', anne, action, repo]);
const two = (url: string) => new Oso(url, 'any key', { dataBindings });
const one = (url: string) => new Oso1(url, 'any key', { dataBindings });
const metadata = { resources: expect.objectContaining({ Repository: expect.anything() }) };

/** Each starts with two facts: Anne is admin of acme, and anvil belongs to it. */
const suites: Readonly<Record<string, Calls<Oso> | Calls<Oso1>>> = {
  'Oso of version 2': {
    client: two,
    methods: (oso) => oso,
    of: {
      authorize: [(oso) => oso.authorize(carl, 'read', anvil, { contextFacts: context }), true],
      list: [(oso) => oso.list(carl, 'read', 'Repository', context), ['anvil']],
      listPaginated: [
        (oso) => oso.listPaginated(carl, 'read', 'Repository', 5, undefined, context),
        { results: ['anvil'], nextPageToken: null },
      ],
      actions: [(oso) => oso.actions(carl, anvil, context), ['read']],
      policy: [(oso) => oso.policy(organization), undefined],
      getPolicyMetadata: [(oso) => oso.getPolicyMetadata(), metadata],
      // Arguments that are left out are wildcards.
      get: [(oso) => oso.get(['has_role']), [['has_role', anne, text('admin'), acme]]],
      insert: [(oso) => oso.insert(['has_quota', anne, 9_007_199_254_740_993n]), undefined],
      delete: [(oso) => oso.delete(['has_role', {}, null, { type: 'Organization', id: null }] as never), undefined],
      batch: [(oso) => oso.batch(async (tx) => tx.insert(['is_public', anvil])), undefined],
      buildQuery: [(oso) => oso.buildQuery(['has_quota', anne, 12]).evaluate(), false],
      authorizeLocal: [(oso) => oso.authorizeLocal(anne, 'read', anvil, { parityHandle: new ParityHandle() }), notYet],
      listLocal: [(oso) => oso.listLocal(anne, 'read', 'Repository', 'id', context), notYet],
      actionsLocal: [(oso) => oso.actionsLocal(anne, anvil, context), notYet],
    },
  } satisfies Calls<Oso>,
  'the query builder of version 2': {
    client: two,
    methods: built,
    of: {
      and: [
        (oso) =>
          built(oso)
            .and(['has_role', anne, 'admin', acme])
            .evaluate([[repo], action]),
        [[['anvil'], 'read']],
      ],
      in: [(oso) => built(oso).in(action, ['read', 'delete']).in(repo, ['anvil']).evaluate(action), ['read']],
      withContextFacts: [
        (oso) => oso.buildQuery(['allow', carl, 'read', repo]).withContextFacts(context).evaluate(repo),
        ['anvil'],
      ],
      evaluate: [
        (oso) => built(oso).evaluate(new Map([[repo, new Map([[action, undefined]])]])),
        new Map([['anvil', new Map([['read', true]])]]),
      ],
      evaluateLocalSelect: [(oso) => built(oso).evaluateLocalSelect(), notYet],
      evaluateLocalFilter: [(oso) => built(oso).evaluateLocalFilter('id', repo), notYet],
    },
  } satisfies Calls<Oso>,
  'the interface of version 2': {
    client: two,
    methods: ({ api }) => api,
    of: {
      getPolicy: [({ api }) => api.getPolicy(), { policy: { filename: 'main.polar', src: organization } }],
      getPolicyMetadata: [({ api }) => api.getPolicyMetadata('1'), { metadata: expect.objectContaining(metadata) }],
      postPolicy: [
        ({ api }) => api.postPolicy({ filename: 'a.polar', src: organization }),
        { message: 'Policy updated.' },
      ],
      postBatch: [({ api }) => api.postBatch([{ inserts: [wire('is_public', anvil) as never] }]), updated],
      postAuthorize: [({ api }) => api.postAuthorize(asking), { allowed: true }],
      postList: [({ api }) => api.postList(asking), { results: ['anvil'] }],
      postActions: [({ api }) => api.postActions(asking), { results: ['read'] }],
      postQuery: [
        ({ api }) =>
          api.postQuery({
            predicate: ['is_public', ['x']],
            calls: [],
            constraints: { x: { type: 'Repository', ids: null } },
            context_facts: [wire('is_public', anvil) as never],
          }),
        { results: [{ x: 'anvil' }] },
      ],
      postActionsQuery: [({ api }) => api.postActionsQuery(asking), notYet],
      postAuthorizeQuery: [({ api }) => api.postAuthorizeQuery(asking), notYet],
      postListQuery: [({ api }) => api.postListQuery(asking, 'id'), notYet],
      postQueryLocal: [({ api }) => api.postQueryLocal({} as never, {} as never), notYet],
      clearData: [({ api }) => api.clearData(), { message: 'Facts deleted.' }],
      getFacts: [({ api }) => api.getFacts('has_role', [anne]), [wire('has_role', anne, text('admin'), acme)]],
      postExpectedResult: [
        ({ api }) => api.postExpectedResult({ request_id: 'r', expected: true }),
        { message: 'Expectation noted.' },
      ],
    },
  } satisfies Calls<Oso>,
  'Oso of version 1': {
    client: one,
    methods: (oso) => oso,
    of: {
      authorize: [(oso) => oso.authorize(anne, 'read', anvil), true],
      authorizeResources: [(oso) => oso.authorizeResources(carl, 'read', [anvil], context), [anvil]],
      list: [(oso) => oso.list(carl, 'read', 'Repository', context), ['anvil']],
      actions: [(oso) => oso.actions(carl, anvil, context), ['read']],
      bulkActions: [(oso) => oso.bulkActions(anne, [anvil]), [['read']]],
      policy: [(oso) => oso.policy(organization), undefined],
      getPolicyMetadata: [(oso) => oso.getPolicyMetadata(), metadata],
      tell: [(oso) => oso.tell('is_public', anvil), ['is_public', anvil]],
      delete: [(oso) => oso.delete('has_role', anne, 'admin', acme), undefined],
      bulkTell: [(oso) => oso.bulkTell([['is_public', anvil]]), undefined],
      bulkDelete: [(oso) => oso.bulkDelete([['has_role', null, null, null]]), undefined],
      bulk: [(oso) => oso.bulk([], [['is_public', anvil]]), undefined],
      get: [(oso) => oso.get('has_role', { type: 'User' }, null, null), [['has_role', anne, 'admin', acme]]],
      query: [
        (oso) => oso.query('allow', anne, 'read', null),
        [acme, anvil].map((each) => ['allow', anne, 'read', each]),
      ],
      query_with_context: [
        (oso) => oso.query_with_context(['allow', carl, null, anvil], { contextFacts: context }),
        [['allow', carl, 'read', anvil]],
      ],
      authorizeLocal: [(oso) => oso.authorizeLocal(anne, 'read', anvil), notYet],
      listLocal: [(oso) => oso.listLocal(anne, 'read', 'Repository', 'id'), notYet],
    },
  } satisfies Calls<Oso1>,
  'the interface of version 1': {
    client: one,
    methods: ({ api }) => api,
    of: {
      getPolicy: [({ api }) => api.getPolicy(), { policy: { filename: 'main.polar', src: organization } }],
      getPolicyMetadata: [({ api }) => api.getPolicyMetadata(), { metadata: expect.objectContaining(metadata) }],
      postPolicy: [({ api }) => api.postPolicy({ filename: '', src: organization }), { message: 'Policy updated.' }],
      postFacts: [({ api }) => api.postFacts(wire('is_public', anvil) as never), wire('is_public', anvil)],
      deleteFacts: [({ api }) => api.deleteFacts(wire('is_public', anvil) as never), updated],
      postBulkLoad: [({ api }) => api.postBulkLoad([wire('is_public', anvil) as never]), updated],
      postBulkDelete: [({ api }) => api.postBulkDelete([wire('is_public', anvil) as never]), updated],
      postBulk: [({ api }) => api.postBulk({ delete: [], tell: [wire('is_public', anvil) as never] }), updated],
      postAuthorize: [({ api }) => api.postAuthorize(asking), { allowed: true }],
      postAuthorizeResources: [
        ({ api }) => api.postAuthorizeResources({ ...asking, resources: [anvil] }),
        { results: [anvil] },
      ],
      postList: [({ api }) => api.postList(asking), { results: ['anvil'] }],
      postActions: [({ api }) => api.postActions(asking), { results: ['read'] }],
      postBulkActions: [({ api }) => api.postBulkActions([asking]), [{ results: ['read'] }]],
      postQuery: [
        ({ api }) => api.postQuery({ fact: wire('is_public', anvil) as never, context_facts: [] }),
        { results: [] },
      ],
      getStats: [({ api }) => api.getStats(), expect.objectContaining({ policy: { versions: ['1'] } })],
      postAuthorizeQuery: [({ api }) => api.postAuthorizeQuery(asking), notYet],
      postListQuery: [({ api }) => api.postListQuery(asking, 'id'), notYet],
      clearData: [({ api }) => api.clearData(), { message: 'Facts deleted.' }],
      getFacts: [({ api }) => api.getFacts('has_role', []), [wire('has_role', anne, text('admin'), acme)]],
    },
  } satisfies Calls<Oso1>,
};

/** Of `Api`: what its own calls are made of. */
const INNER = /^(?:constructor|_.*|print.*|fallback.*|readDataBindings)$/;

async function servedWithFacts(): Promise<string> {
  const { url } = await serving(folderOf(withPolicy), ['.']);
  await two(url).batch((tx) => {
    tx.insert(['has_role', anne, 'admin', acme]);
    tx.insert(['has_relation', anvil, 'organization', acme]);
  });
  return url;
}

describe.each(Object.entries(suites))('each call of %s', (_, suite) => {
  const { client, of, methods } = suite as Calls<unknown>;

  test('is made here', () => {
    const all = Object.getOwnPropertyNames(Object.getPrototypeOf(methods(client('http://127.0.0.1'))));
    expect(all.filter((name) => !INNER.test(name)).sort()).toEqual(Object.keys(of).sort());
  });

  test('is answered', async () => {
    const outcomes = await Promise.all(
      Object.entries(of).map(async ([name, [call, outcome]]) => {
        const came = Promise.resolve(call(client(await servedWithFacts()))).catch(({ message }) => ({
          rejects: { message },
        }));
        return [name, await came, outcome] as const;
      }),
    );
    expect(Object.fromEntries(outcomes.map(([name, came]) => [name, came]))).toEqual(
      Object.fromEntries(outcomes.map(([name, , outcome]) => [name, outcome])),
    );
  });
});

test('a transaction that is made by hand', () => {
  const tx = new BatchTransaction();
  tx.insert(['is_public', anvil]);
  tx.delete(['is_public', null]);
  expect(tx.changes).toHaveLength(2);
});

test('the metadata of a policy that is not kept is refused', async () => {
  const { api } = two(await servedWithFacts());
  await expect(api.getPolicyMetadata('7')).rejects.toMatchObject({
    statusCode: 404,
    message: expect.stringContaining('keeps version 1 alone'),
  });
});

test('a policy of a version that is not kept is refused, and the one that is kept may be named', async () => {
  const { url } = await serving(folderOf(withPolicy), ['.']);
  const of = (version: string) => send(url, `/api/policy?version=${version}`, { method: 'GET' });
  expect(await of('99')).toMatchObject({ status: 404, body: { message: expect.stringContaining('no version 99') } });
  expect(await of('1')).toMatchObject({ status: 200, body: { policy: { src: organization } } });
  const { url: empty } = await serving(folderOf({}), []);
  expect(await send(empty, '/api/policy?version=1', { method: 'GET' })).toMatchObject({
    status: 404,
    body: { message: expect.stringContaining('no policy was uploaded') },
  });
});

test("an expectation that comes before the answer, and the client's options", async () => {
  const server = await serving(folderOf(withPolicy), ['.']);
  const lines: string[] = [];
  const handle = new ParityHandle();
  handle.expect(true);
  const oso = new Oso(server.url, 'any key', {
    userAgent: 'an application',
    fetchTimeoutMillis: 20_000,
    debug: { logger: (_level, message) => lines.push(message) },
  });
  expect(await oso.authorize(anne, 'read', anvil, { parityHandle: handle })).toBe(false);
  await server.tells(/expected it to be allowed/);
  expect(lines[0]).toMatch(/^\/authorize 200 total: /);
});

test('polar serve stands in for a service that is not reached', async () => {
  const url = await servedWithFacts();
  const closed = createServer().listen(0, '127.0.0.1');
  await once(closed, 'listening');
  const { port } = closed.address() as { port: number };
  await new Promise((resolve) => closed.close(resolve));
  const oso = new Oso(`http://127.0.0.1:${port}`, 'any key', { fallbackUrl: url, fetchBuilder: (fetch) => fetch });
  expect(await oso.authorize(anne, 'read', anvil)).toBe(true);
  expect(await oso.list(anne, 'read', 'Repository')).toEqual(['anvil']);
});
