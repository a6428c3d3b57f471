import { readFileSync } from 'node:fs';
import {
  classesOfBlocks,
  compile,
  compileCloud,
  explainCloudQuery,
  explainLibrary,
  explanationLines,
  FactReader,
  FactStore,
  factChecker,
  loadData,
  prepare,
  prepareCloud,
  type TreeLine,
} from '@polar-tools/evaluator';
import { LineIndex } from '@polar-tools/language';
import { createPolicy } from '@polar-tools/policy';
import { describe, expect, it } from 'vitest';
import { stopText } from './debug-run.ts';
import { InProcessClient } from './in-process-client.ts';
import { memoryHost } from './test-host.ts';

const example = (path: string): string => readFileSync(new URL(`../../examples/${path}`, import.meta.url), 'utf8');

async function startedAt(files: Record<string, string>, launch: object): Promise<InProcessClient> {
  const client = new InProcessClient(memoryHost(files));
  await client.request('initialize', {});
  expect((await client.request('launch', { policies: 'main.polar', ...launch })).message).toBeUndefined();
  // Breakpoints lie on the way, and are passed by.
  const breakpoints = Array.from({ length: 40 }, (_, i) => ({ line: i + 1 }));
  await client.request('setBreakpoints', { source: { path: '/w/main.polar' }, breakpoints });
  await client.request('configurationDone');
  return client;
}

const frameOf = async (client: InProcessClient) => {
  const { body } = await client.request('stackTrace', { threadId: 1 });
  const [frame] = body.stackFrames;
  const { body: scopes } = await client.request('scopes', { frameId: frame.id });
  const variables: Record<string, string> = {};
  for (const { name, variablesReference } of scopes.scopes)
    if (name === 'Arguments' || name === 'Variables')
      for (const row of (await client.request('variables', { variablesReference })).body.variables)
        variables[row.name] = row.value;
  return { line: frame.line as number, variables };
};

const POLICY = example('quickstart/main.polar');
const DATA = example('quickstart/data.json');

describe('a session of a policy of the Library', () => {
  const explained = (query: string): readonly TreeLine[] => {
    const policy = createPolicy([{ uri: 'main.polar', text: POLICY }]);
    const { data } = loadData(DATA, 'data.json', classesOfBlocks(policy));
    const { query: prepared } = prepare(compile(policy, data.host), query);
    return explanationLines(explainLibrary(prepared!, { host: data.host, isSeen: true })!);
  };

  it.each(['allow(anne, "push", gmail)', 'allow(larry, "push", gmail)'])(
    'begins at each line of the explanation of %s, with the variables that the line tells, and goes on and back from there',
    async (query) => {
      const lines = explained(query).filter(({ seen }) => seen?.event !== undefined);
      expect(lines.length).toBeGreaterThan(8);
      for (const { kind, text, place, seen } of lines) {
        const client = await startedAt(
          { 'main.polar': POLICY, 'data.json': DATA },
          { query, data: 'data.json', startAt: seen!.event },
        );
        const { body } = await client.next('stopped');
        expect(body.reason).toBe('entry');
        expect(stopText(body)).toMatch(kind === 'rule' ? /^unify / : /^call /);
        const { line, variables } = await frameOf(client);
        if (place?.uri !== undefined) expect(line, text).toBe(new LineIndex(POLICY).positionAt(place.start).line + 1);
        if (kind === 'rule')
          for (const [name, value] of Object.entries(seen!.bindings)) expect(variables[name], text).toBe(value);
        await client.request('stepBack', { threadId: 1 });
        const back = await client.next('stopped');
        expect(back.body.reason).not.toBe('exception');
      }
    },
    30_000,
  );
});

const CLOUD = `actor User {}
resource Folder {
  roles = ["reader", "writer"];
  permissions = ["read"];
  relations = { parent: Folder };
  "read" if "reader";
  "reader" if "writer";
  role if role on "parent";
}
allow(user, action, folder) if has_permission(user, action, folder) and not is_locked(folder);
is_locked(folder: Folder) if locked(folder, true);
`;
const FACTS = JSON.stringify([
  ['has_role', { type: 'User', id: 'anne' }, 'writer', { type: 'Folder', id: 'a' }],
  ['has_relation', { type: 'Folder', id: 'b' }, 'parent', { type: 'Folder', id: 'a' }],
]);

describe('a session of a policy for Cloud', () => {
  const explained = (query: string): readonly TreeLine[] => {
    const policy = createPolicy([{ uri: 'main.polar', text: CLOUD }], { dialect: 'cloud' });
    const facts = new FactStore();
    const fault = factChecker(policy);
    const reader = new FactReader('json', (fact) => {
      facts.add(fact);
      return fault(fact);
    });
    reader.push(new TextEncoder().encode(FACTS));
    reader.end();
    const { query: prepared } = prepareCloud(compileCloud(policy, facts.values), query);
    return explanationLines(explainCloudQuery(prepared!, { facts, isSeen: true })!);
  };
  const files = { 'main.polar': CLOUD, 'facts.json': FACTS, 'polar.config.json': '{"dialect": "cloud"}' };
  const placeOf = ({ place, goal }: TreeLine) => {
    const { line, character } = new LineIndex(CLOUD).positionAt(place!.start);
    return { file: 'main.polar', line: line + 1, column: character + 1, goal };
  };

  it.each(['allow(User{"anne"}, "read", Folder{"b"})', 'allow(User{"bob"}, "read", Folder{"b"})'])(
    'begins at the call of each goal of the explanation of %s, with its values',
    async (query) => {
      const lines = explained(query).filter(
        ({ kind, place, goal }) => kind !== 'rule' && place?.uri !== undefined && goal?.includes('('),
      );
      expect(lines.length).toBeGreaterThan(2);
      for (const line of lines) {
        const client = await startedAt(files, { query, facts: 'facts.json', startAt: placeOf(line) });
        const { body } = await client.next('stopped');
        expect(body.reason).toBe('entry');
        expect((await frameOf(client)).line).toBe(placeOf(line).line);
        const { body: goal } = await client.request('polar/goal', {});
        const values = (text: string): readonly string[] => text.slice(text.indexOf('(')).split(', ');
        if (!line.goal!.startsWith('not '))
          for (const [at, value] of values(line.goal!).entries())
            if (!value.includes('_') && !values(goal.query)[at]!.includes('_'))
              expect(values(goal.query)[at]).toBe(value);
        await client.request('stepBack', { threadId: 1 });
        await client.next('stopped');
      }
    },
  );

  it('begins at what led to a goal that was never called, and says so', async () => {
    const query = 'allow(User{"bob"}, "read", Folder{"b"})';
    const never = { file: 'main.polar', line: 11, column: 30, goal: 'locked(Folder{"b"}, true)' };
    const led = { file: 'main.polar', line: 10, column: 32, goal: 'has_permission(User{"bob"}, "read", Folder{"b"})' };
    const client = await startedAt(files, { query, facts: 'facts.json', startAt: [never, led] });
    const { body } = await client.next('stopped');
    expect(stopText(body)).toContain('was not called');
    expect((await client.request('polar/goal', {})).body.query).toBe(led.goal);
  });

  it('says at the end that nothing of it happened', async () => {
    const query = 'allow(User{"bob"}, "read", Folder{"b"})';
    const startAt = { file: 'main.polar', line: 11, column: 30 };
    const client = await startedAt(files, { query, facts: 'facts.json', startAt });
    expect(stopText((await client.next('stopped')).body)).toContain('did not happen');
  });
});

it('the goal of a stop is told as a query', async () => {
  const query = 'allow(anne, "push", gmail)';
  const launch = { query, data: 'data.json', stopOnEntry: true };
  const client = await startedAt({ 'main.polar': POLICY, 'data.json': DATA }, launch);
  await client.next('stopped');
  expect((await client.request('polar/goal', {})).body.query).toBe(query);
});
