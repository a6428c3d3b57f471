import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderOf, polar } from '../command.ts';
import { organization, send, serving, withPolicy } from './serving.ts';

const mayReact = async (url: string): Promise<boolean> => {
  const body = {
    actor_type: 'User',
    actor_id: 'anne',
    action: 'react',
    resource_type: 'Repository',
    resource_id: 'anvil',
  };
  return ((await send(url, '/api/authorize', { body })).body as { allowed: boolean }).allowed;
};

const everybodyReacts = `${organization}\nallow(_: User, "react", _: Repository);\nallow(a, b, c) if has_permission(a, b, c);\n`;

test('a policy that changes is loaded again; one with errors is refused, and the last good one goes on', async () => {
  const folder = folderOf(withPolicy);
  const main = join(folder, 'main.polar');
  const { url, told, tells } = await serving(folder, ['.', '--watch']);
  expect(await mayReact(url)).toBe(false);

  writeFileSync(main, everybodyReacts);
  await tells('The policy has changed: its file was loaded again.');
  expect(await mayReact(url)).toBe(true);

  writeFileSync(main, `${everybodyReacts}allow(`);
  await tells('The policy stays as it was before this change.');
  expect(told()).toMatch(/main\.polar:\d+:\d+: error: /);
  expect(await mayReact(url)).toBe(true);

  writeFileSync(main, organization);
  await tells(/stays as it was.*The policy has changed/s);
  expect(await mayReact(url)).toBe(false);

  // A new file of the policy, too.
  writeFileSync(join(folder, 'more.polar'), 'allow(_: User, "react", _: Repository);\n');
  await tells('its 2 files were loaded again');
  expect(await mayReact(url)).toBe(true);
});

test('--watch without files to watch is wrong use', async () => {
  const { status, errors } = await polar(folderOf({}), ['serve', '--watch', '--port', '0']);
  expect([status, errors]).toEqual([2, expect.stringContaining('--watch watches the files of a policy: name them')]);
});

test('what cannot be served is refused in words', async () => {
  const folder = folderOf({
    'library/main.polar': 'allow(a, b, c) if a.is_admin;',
    'library/polar.config.json': '{"dialect": "library"}',
    'cloud/main.polar': organization,
    'cloud/broken/main.polar': 'allow(',
    'wrong.json': '[["has_rol", {"type": "User", "id": "a"}]]',
  });
  const table: [readonly string[], string][] = [
    [['library'], 'This is a policy of the Oso library'],
    [['nowhere'], 'nowhere'],
    [['cloud/broken'], 'main.polar:1:'],
    [['cloud/main.polar', '--facts', 'wrong.json'], 'Did you mean has_role?'],
    [['cloud/main.polar', '--port', '70000'], 'Give a port from 0 to 65535.'],
  ];
  for (const [options, message] of table) {
    const { status, errors } = await polar(folder, ['serve', '--port', '0', ...options]);
    expect([options, status, errors]).toEqual([options, 2, expect.stringContaining(message)]);
  }
});

test('a port that is taken is told', async () => {
  const folder = folderOf(withPolicy);
  const { url } = await serving(folder, ['.']);
  const { status, errors } = await polar(folder, ['serve', '.', '--port', new URL(url).port]);
  expect([status, errors]).toEqual([2, expect.stringContaining('is in use. Choose another one, or --port 0')]);
});

test('--log tells of each request', async () => {
  const { url, told } = await serving(folderOf(withPolicy), ['.', '--log']);
  await mayReact(url);
  expect(told()).toContain('POST /api/authorize 200 {"allowed":false}\n');
});
