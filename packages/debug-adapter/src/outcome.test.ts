import { memoryFiles } from '@polar-tools/project';
import { describe, expect, test } from 'vitest';
import type { DebugHost } from './host.ts';
import { outcomeOf, type QueryOutcome } from './outcome.ts';

const LIBRARY = `actor User {}
resource Repo {
  roles = ["reader", "owner"];
  permissions = ["read", "push"];
  "read" if "reader";
  "push" if "owner";
}
has_role(user: User, name: String, repo: Repo) if
  role in user.roles and role.name = name and role.repo = repo;
allow(a, b, c) if has_permission(a, b, c);
loops(x) if loops(x);
says(x) if print(x);
`;
const DATA = JSON.stringify({
  classes: { Role: {} },
  objects: {
    larry: { $class: 'User', roles: [{ $class: 'Role', name: 'reader', repo: { $ref: 'gmail' } }] },
    gmail: { $class: 'Repo' },
  },
});
const CLOUD = `actor User {}
resource Repo {
  roles = ["reader"];
  permissions = ["read"];
  "read" if "reader";
}
has_role(User{"larry"}, "reader", Repo{"gmail"});
`;

function ask(query: string, policy: string, others: Readonly<Record<string, string>>): Promise<QueryOutcome> {
  const files = { 'main.polar': policy, ...others };
  const host: DebugHost = {
    files: memoryFiles(new Map(Object.entries(files).map(([name, text]) => [`file:///w/${name}`, text]))),
    folder: 'file:///w',
    breathe: () => new Promise((resolve) => setTimeout(resolve)),
    now: () => performance.now(),
    time: () => 0,
  };
  return outcomeOf({ type: 'polar', request: 'launch', name: 'x', policies: '/w', query }, host, 200);
}

const LIBRARY_FILES = { 'polar.config.json': '{"dialect": "library", "data": "data.json"}', 'data.json': DATA };
const CLOUD_FILES = { 'polar.config.json': '{"dialect": "cloud"}' };

describe('the outcome of a query', () => {
  test.each<[string, QueryOutcome['kind'], RegExp]>([
    ['allow(larry, "read", gmail)', 'answered', /^allowed$/],
    ['has_role(larry, "reader", gmail)', 'answered', /^holds$/],
    ['allow(larry, action, gmail)', 'answered', /^1 answer$/],
    ['action in ["read", "push"]', 'answered', /^2 answers$/],
    ['says(3)', 'answered', /^holds$/],
    ['allow(larry, "push", gmail)', 'unanswered', /^denied: .*"reader" is not "owner"$/],
    ['allow(lary, "read", gmail)', 'answered', /^1 answer: .*Did you mean .*larry/],
    ['has_role(gmail, "push", larry)', 'unanswered', /^no answer: ./],
    ['loops(1)', 'error', /^error: ./],
    ['allow(larry', 'error', /^error: ./],
    ['allows(larry, "read", gmail)', 'error', /^error: .*no rule "allows"/],
  ])('over a Library policy: %s', async (query, kind, summary) => {
    const found = await ask(query, LIBRARY, LIBRARY_FILES);
    expect(found).toMatchObject({ kind, summary: expect.stringMatching(summary) });
    expect(found.lines.length).toBeGreaterThan(0);
  });

  test.each<[string, QueryOutcome['kind'], RegExp]>([
    ['allow(User:larry, "read", Repo:gmail)', 'answered', /^(allowed|1 answer)$/],
    [
      'allow(User:anne, "read", Repo:gmail)',
      'unanswered',
      /^denied: has_role\(User\{"anne"\}, "reader", Repo\{"gmail"\}\) fails$/,
    ],
    ['allow(User:anne, "red", Repo:gmail)', 'unanswered', /^denied: Repo declares no permission "red".*"read"/],
  ])('over a Cloud policy: %s', async (query, kind, summary) => {
    const found = await ask(query, CLOUD, CLOUD_FILES);
    expect(found).toMatchObject({ kind, summary: expect.stringMatching(summary) });
  });

  test('a policy that cannot be read is an error, too', async () => {
    expect(await ask('allow(a, b, c)', 'allow(', LIBRARY_FILES)).toMatchObject({ kind: 'error' });
  });
});
