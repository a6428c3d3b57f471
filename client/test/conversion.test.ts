import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { URI } from 'vscode-uri';
import { disk, documents, preview } from './editor/documents.ts';
import { FOLDER, type Running, startExtension } from './editor/extension.ts';
import { commands, person, TabInputText, window } from './editor/vscode.ts';

vi.mock('vscode', () => import('./editor/vscode.ts'));
const { activateOn } = await import('../src/activate.ts');

const POLICY = 'allow(user: User, "read", repo: Repo) if user.name = repo.owner;\n';
let running: Running;
beforeEach(async () => {
  running = await startExtension(activateOn, { 'main.polar': POLICY, 'polar.config.json': '{"dialect": "library"}' });
  await window.showTextDocument(URI.parse(`${FOLDER}/main.polar`));
});
afterEach(() => {
  preview.isDiscarded = false;
  vi.restoreAllMocks();
  for (const each of running.context.subscriptions) each.dispose();
});

const report = () => documents.find(({ uri }) => uri.scheme === 'polar-conversion');
const tabOf = (uri: unknown) => ({ input: new TabInputText(uri) });

it('has its report beside the preview, in a document that is nothing to save', async () => {
  await commands.executeCommand('polar.convertPolicy');
  expect(preview.isShown).toBe(true);
  expect(report()?.getText()).toContain('Cloud');
  expect(documents.filter(({ uri }) => uri.scheme === 'untitled')).toEqual([]);
  expect(person.seen.at(-1)?.text).toContain('The policy is said for Oso Cloud');
  expect(person.closedTabs).toEqual([]);
});

it('leaves nothing where it is discarded: its report is closed, and no other', async () => {
  preview.isDiscarded = true;
  const other = tabOf(URI.parse(`${FOLDER}/main.polar`));
  const own = tabOf(URI.parse('polar-conversion:/What%20the%20conversion%20leaves%20to%20you.md'));
  vi.spyOn(window.tabGroups, 'all', 'get' as never).mockReturnValue([{ tabs: [other] }, { tabs: [own] }] as never);
  await commands.executeCommand('polar.convertPolicy');
  expect(person.closedTabs).toEqual([own]);
  expect(person.seen).toEqual([]);
  expect(disk.text(`${FOLDER}/main.polar`)).toBe(POLICY);
});
