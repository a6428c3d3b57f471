import { readFileSync } from 'node:fs';
import { afterEach, expect, it, vi } from 'vitest';
import { URI } from 'vscode-uri';
import { sessions } from './editor/debugging.ts';
import { disk } from './editor/documents.ts';
import { FOLDER, type Running, startExtension, until } from './editor/extension.ts';
import { commands, person, window, workspace } from './editor/vscode.ts';

vi.mock('vscode', () => import('./editor/vscode.ts'));
const { activateOn } = await import('../src/activate.ts');

let running: Running;
afterEach(() => {
  for (const each of running.context.subscriptions) each.dispose();
});

const example = (name: string) => readFileSync(new URL(`../../examples/quickstart/${name}`, import.meta.url), 'utf8');
const MAIN = `${FOLDER}/main.polar`;
const start = async (): Promise<void> => {
  running = await startExtension(activateOn, {
    'main.polar': example('main.polar'),
    'polar.config.json': '{"data": "data.json"}',
    'data.json': example('data.json'),
  });
  await window.showTextDocument(URI.parse(MAIN));
};
const explain = (query: string) => commands.executeCommand('polar.explainQuery', { uri: MAIN, query, ask: false });
const panel = () => person.panels.at(-1)!;
const shown = () =>
  panel().told.at(-1) as {
    verdict: string;
    lines: { text: string; place?: string }[];
    changes: { text: string }[];
    problems: string[];
  };

it('shows the tree, each line with its place, and the changes that turn the answer around', async () => {
  await start();
  await explain('allow(anne, "push", gmail)');
  expect(shown()).toMatchObject({
    verdict: 'allow(anne, "push", gmail) does not hold.',
    outcome: 'fails',
    place: 'data.json',
  });
  expect(shown().lines[1]).toMatchObject({ text: 'allow(actor, action, resource) needs', place: 'main.polar:27' });
  expect(shown().changes[0]).toEqual({
    text: 'add Role{name: "maintainer", repository: gmail} to anne.roles',
    isEdit: true,
  });
});

it('makes a change in the data file, and shows the new answer', async () => {
  await start();
  await explain('allow(anne, "push", gmail)');
  panel().say({ kind: 'apply', change: 0 });
  await until('the new answer', () => shown().verdict === 'allow(anne, "push", gmail) holds.');
  const data = await workspace.openTextDocument(URI.parse(`${FOLDER}/data.json`));
  expect(JSON.parse(data.getText()).objects.anne.roles).toHaveLength(2);
  expect(disk.text(`${FOLDER}/data.json`)).toBe(data.getText());
});

it('opens what a line speaks of, and debugs the query', async () => {
  await start();
  await explain('allow(larry, "push", gmail)');
  const line = shown().lines.findIndex(({ text }) => text === 'by "maintainer" if "admin"');
  panel().say({ kind: 'open', line });
  await until('the policy', () => window.activeTextEditor?.document.uri.path === '/w/main.polar');
  panel().say({ kind: 'debug' });
  await until('the session', () => sessions.length > 0);
  expect(sessions[0]!.configuration).toMatchObject({ query: 'allow(larry, "push", gmail)' });
});

it('follows what is typed', async () => {
  await start();
  await explain('allow(anne, "push", gmail)');
  const { document } = await window.showTextDocument(URI.parse(MAIN));
  document.set(`${document.getText()}\nallow(_, "push", _);\n`);
  await until('the new answer', () => shown().verdict === 'allow(anne, "push", gmail) holds.');
});

it('a page runs its own script alone', async () => {
  await start();
  await explain('allow(anne, "push", gmail)');
  const { html } = panel();
  const [, nonce] = /script-src 'nonce-(\w{32})'"/.exec(html)!;
  expect(html).toContain("default-src 'none'");
  expect([...html.matchAll(/<script/g)]).toHaveLength(1);
  expect(html).toContain(`<script nonce="${nonce}"`);
  expect(html).not.toContain('anne');
});

it('says what keeps a query from being explained', async () => {
  await start();
  await explain('allow(');
  expect(shown().problems).toHaveLength(1);
});
