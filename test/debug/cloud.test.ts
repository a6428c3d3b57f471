import { expect, it } from 'vitest';
import { InProcessClient } from './in-process-client.ts';
import { memoryHost } from './test-host.ts';

const CLOUD =
  'actor User {}\nresource Repo { roles = ["reader"]; }\ntest "t" { assert not f(User{"a"}); }\nf(_u: User);\n';

it.each<[string, Record<string, string>, object]>([
  ['a file', { 'main.polar': CLOUD }, { policies: 'main.polar' }],
  ['the folder', { 'main.polar': CLOUD }, {}],
  ['its configuration', { 'main.polar': 'f(1);', 'polar.config.json': '{"dialect": "cloud"}' }, { policies: '.' }],
  [
    'an inline query',
    { 'main.polar': `${CLOUD}?= f(1);\n`, 'polar.config.json': '{"dialect": "cloud"}' },
    { query: { file: 'main.polar', line: 5 } },
  ],
  ['no debugging', { 'main.polar': CLOUD }, { noDebug: true, policies: '*.polar' }],
])('a Cloud policy is not run by Library rules (%s)', async (_by, files, launch) => {
  const client = new InProcessClient(memoryHost(files));
  await client.request('initialize', { adapterID: 'polar' });
  const answer = await client.request('launch', { query: 'f(x)', ...launch });
  expect(answer.success).toBe(false);
  expect(JSON.stringify(answer)).toContain('This policy is for Oso Cloud');
});
