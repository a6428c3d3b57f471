import { afterEach, expect, test } from 'vitest';
import type { Hover, MarkupContent } from 'vscode-languageserver';
import { ROOT, TestClient } from './test-client.ts';

let client: TestClient;
afterEach(() => client.dispose());

const REPO = 'resource Repo { roles = ["admin"]; relations = { parent: Org }; "admin" if "owner" on "parent"; }\n';

test('hover over a declared role tells of shorthands of other files as they are now', async () => {
  client = new TestClient({
    'org.polar': 'actor User {}\nresource Org { roles = ["owner"]; }\n',
    'repo.polar': REPO,
    'fork.polar': 'resource Fork extends Repo { roles = ["keeper"]; "keeper" if "owner" on "parent"; }\n',
    'polar.config.json': '{"dialect": "cloud"}',
  });
  await client.initialize();
  const uri = await client.open('org.polar');
  const told = async (): Promise<readonly string[]> => {
    const position = { line: 1, character: 27 };
    const hover = await client.request<Hover>('textDocument/hover', { textDocument: { uri }, position });
    return [...(hover.contents as MarkupContent).value.matchAll(/ # in (\w+)/g)].map(([, type]) => type!);
  };
  const onDisk = async (name: string, text: string | undefined): Promise<void> => {
    if (text === undefined) client.files.delete(`${ROOT}/${name}`);
    else client.files.set(`${ROOT}/${name}`, text);
    const changes = [{ uri: `${ROOT}/${name}`, type: text === undefined ? 3 : 2 }];
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
  };

  await expect.poll(told).toEqual(['Fork', 'Repo']);
  // Open, and typed in: the relation leads elsewhere, so that the shorthands of both ask for something else.
  const repo = await client.open('repo.polar');
  await client.change(repo, { text: REPO.replace('Org', 'User') });
  expect(await told()).toEqual([]);
  await client.change(repo, { text: REPO });
  expect(await told()).toEqual(['Fork', 'Repo']);
  await onDisk('fork.polar', 'resource Fork { roles = ["keeper"]; "keeper" if "owner" on "parent"; }\n');
  await expect.poll(told).toEqual(['Repo']);
  await onDisk(
    'fork.polar',
    'resource Fork { relations = { of: Org }; roles = ["keeper"]; "keeper" if "owner" on "of"; }\n',
  );
  await expect.poll(told).toEqual(['Fork', 'Repo']);
  await onDisk('polar.config.json', '{"dialect": "library"}');
  await expect.poll(told).toEqual(['Fork', 'Repo']);
  await onDisk('fork.polar', undefined);
  await expect.poll(told).toEqual(['Repo']);
});
