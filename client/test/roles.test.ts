import { afterEach, expect, it, vi } from 'vitest';
import { URI } from 'vscode-uri';
import { disk } from './editor/documents.ts';
import { FOLDER, type Running, startExtension, until } from './editor/extension.ts';
import { commands, person, window } from './editor/vscode.ts';

vi.mock('vscode', () => import('./editor/vscode.ts'));
const { activateOn } = await import('../src/activate.ts');

let running: Running;
afterEach(() => {
  for (const each of running.context.subscriptions) each.dispose();
});

const MAIN = `${FOLDER}/main.polar`;
const POLICY = `actor User {}
resource Repo {
  roles = ["reader", "admin"];
  permissions = ["read"];
  "reader" if "admin";
  "read" if "reader";
}
has_permission(_: User, "read", repo: Repo) if is_public(repo);
is_public(_: Repo);
`;
const panel = () => person.panels.at(-1)!;
interface Told {
  readonly graph: {
    readonly blocks: readonly { readonly name: string }[];
    readonly links: readonly { from: string; to: string }[];
  };
}
const shown = () => (panel().told.at(-1) as Told).graph;
const links = () => shown().links.map(({ from, to }) => `${from} → ${to}`);
const start = async (): Promise<void> => {
  running = await startExtension(activateOn, { 'main.polar': POLICY });
  await window.showTextDocument(URI.parse(MAIN));
  await commands.executeCommand('polar.showRoles');
};

it('tells the page what the blocks say, and again after each change', async () => {
  await start();
  expect(shown().blocks.map(({ name }) => name)).toEqual(['User', 'Repo']);
  expect(links()).toEqual(['Repo.admin → Repo.reader', 'Repo.reader → Repo.read']);
  const { document } = await window.showTextDocument(URI.parse(MAIN));
  document.set(POLICY.replace('"read" if "reader"', '"read" if "admin"'));
  await until('the new graph', () => links()[1] === 'Repo.admin → Repo.read');
});

it.each([
  [{ kind: 'block', id: 'Repo' }, 1],
  [{ kind: 'name', id: 'Repo.admin' }, 2],
  [{ kind: 'link', from: 'Repo.reader', to: 'Repo.read' }, 5],
  [{ kind: 'rule', id: 'Repo.read' }, 7],
])('opens the source of %j', async (source, line) => {
  await start();
  const opened = vi.spyOn(window, 'showTextDocument');
  panel().say({ kind: 'open', source });
  await until('the source', () => opened.mock.calls.length > 0);
  const [, options] = opened.mock.calls[0] as unknown as [unknown, { selection: { start: { line: number } } }];
  expect(options.selection.start.line).toBe(line);
  opened.mockRestore();
});

it('saves what the page made where a person says', async () => {
  await start();
  person.choices = [`${FOLDER}/roles.md`];
  panel().say({ kind: 'export', format: 'markdown', text: '| Repo |' });
  await until('the file', () => disk.text(`${FOLDER}/roles.md`) === '| Repo |');
  expect(person.seen.at(-1)).toMatchObject({ kind: 'save', text: `${FOLDER}/roles.md` });
});

it('its page runs its own script alone', async () => {
  await start();
  const { html } = panel();
  const [, nonce] = /script-src 'nonce-(\w{32})'"/.exec(html)!;
  expect(html).toContain("default-src 'none'");
  expect([...html.matchAll(/<script/g)]).toHaveLength(1);
  expect(html).toContain(`<script nonce="${nonce}"`);
  expect(html).not.toMatch(/Repo|style=/);
});
