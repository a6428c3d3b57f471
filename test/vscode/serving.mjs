/**
 * The application's own requests, stopped in the window of real VS Code: `node test/vscode/serving.mjs ARTIFACTS [--update-images]`. The application is
 * examples/cloud-app with the official client; leaves `counts.json` and screenshots in ARTIFACTS.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Oso } from 'oso-cloud';
import { createApp } from '../../examples/cloud-app/app.js';
import { main, progress, root } from '../../scripts/project.mjs';
import { runSteps } from './run-steps.mjs';

const example = join(root, 'examples', 'cloud-app');
/** What ends when the steps are over. */
const ends = [];

/** What the server that the editor has started in its terminal leaves for editors: its address, and the token that it was started with. */
const noteOf = async (workspace) => {
  const folder = join(dirname(workspace), 'home', '.local', 'state', 'polar', 'servers');
  for (const began = Date.now(); ; await new Promise((later) => setTimeout(later, 200))) {
    const [name] = existsSync(folder) ? readdirSync(folder) : [];
    if (name !== undefined) return JSON.parse(readFileSync(join(folder, name), 'utf8'));
    if (Date.now() - began > 60_000) throw new Error('polar serve has left no note.');
  }
};

/** The application, with two people of a team and a document. */
const startApplication = async ({ port, token }) => {
  const oso = new Oso(`http://127.0.0.1:${port}`, token);
  const team = { type: 'Team', id: 'design' };
  await oso.insert(['has_role', { type: 'User', id: 'ann' }, 'lead', team]);
  await oso.insert(['has_role', { type: 'User', id: 'ben' }, 'member', team]);
  const app = createApp(oso);
  await new Promise((listening) => app.listen(0, '127.0.0.1', listening));
  ends.push(() => app.close());
  const ask = async (user, method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${app.address().port}${path}`, {
      method,
      headers: { 'X-User': user, Connection: 'close' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  };
  await ask('cy', 'POST', '/documents', { id: 'sketch', text: 'A circle.', team: 'design' });
  return ask;
};

let ask;
const decision = (page, text) => page.locator('.debug-viewlet .monaco-list-row').filter({ hasText: text }).first();

const steps = [
  [
    'starts a server in a terminal, and attaches to it',
    async ({ page, hand, workspace, shot }) => {
      // A setting of the machine, which the workspace may override.
      mkdirSync(join(workspace, '.vscode'));
      const command = `"${process.execPath}" "${join(root, 'dist', 'cli.js')}" serve . --watch --port 0`;
      writeFileSync(join(workspace, '.vscode', 'settings.json'), JSON.stringify({ 'polar.serve.command': command }));
      await hand.open('main.polar');
      await hand.command('Polar: Start Development Server');
      ask = await startApplication(await noteOf(workspace));
      await page.locator('.activitybar .badge').filter({ hasText: '1' }).first().waitFor();
      await page.locator('.terminal-wrapper').first().waitFor();
      await shot('0-started');
    },
  ],
  [
    'leaves it, and attaches again without anything typed',
    async ({ page, hand, shot }) => {
      await hand.command('Debug: Disconnect');
      await page.locator('.activitybar .badge').filter({ hasText: '1' }).first().waitFor({ state: 'hidden' });
      await hand.command('Polar: Attach to Development Server');
      await page.locator('.activitybar .badge').filter({ hasText: '1' }).first().waitFor();
      await page.keyboard.press('Control+Shift+d');
      await page.locator('.debug-viewlet .pane-header').filter({ hasText: 'Decisions' }).first().waitFor();
      for (const name of ['Watch', 'Breakpoints', 'Loaded Scripts']) await hand.fold(name, true);
      await hand.fold('Decisions', false);
      await hand.hidePanel();
      await shot('1-attached');
    },
  ],
  [
    "a breakpoint in the policy is hit by the application's request, which waits",
    async ({ page, hand, shot }) => {
      await hand.line('"reader" if "member" on "team"').click();
      await page.keyboard.press('F9');
      await page.locator('.codicon-debug-breakpoint').first().waitFor();
      let answer;
      const asking = ask('ben', 'GET', '/documents/sketch').then((found) => {
        answer = found;
      });
      await page.locator('.codicon-debug-stackframe').first().waitFor();
      await page.locator('.debug-viewlet').getByText('allow(User{"ben"}').first().waitFor();
      await hand.widen(460);
      await page.waitForTimeout(500);
      assert.equal(answer, undefined);
      await shot('2-stopped', 'serve-stopped');
      await page.keyboard.press('F10');
      await page.waitForTimeout(500);
      await shot('3-stepped');
      for (let i = 0; i < 20 && answer === undefined; i++) {
        await page.keyboard.press('F5');
        await page.waitForTimeout(300);
      }
      await asking;
      assert.deepEqual(answer, { status: 200, body: { text: 'A circle.', actions: ['read'] } });
    },
  ],
  [
    'lists the decisions, and shows the proof of one',
    async ({ page, hand, shot }) => {
      // At its beginning: a click further on may meet a mark that sets another breakpoint within the line.
      await hand.line('"reader" if "member" on "team"').click({ position: { x: 4, y: 8 } });
      await page.keyboard.press('F9');
      // The server hears of it a moment later: a request that came before would wait.
      await page.waitForTimeout(1000);
      assert.equal((await ask('dora', 'DELETE', '/documents/sketch')).status, 404);
      await decision(page, 'allow(User{"dora"}, "read"').waitFor();
      await hand.fold('Variables', true);
      await hand.fold('Choice Points', true);
      await hand.fold('Call Stack', true);
      await decision(page, 'allow(User{"ben"}, "read", Document').locator('.monaco-tl-twistie').click();
      await decision(page, 'has_role(User{"ben"}').waitFor();
      await decision(page, 'allow(User{"dora"}, "read"').click();
      const panel = page.frameLocator('iframe.webview').frameLocator('iframe');
      await panel.getByText('does not hold.').waitFor();
      await shot('4-decisions', 'serve-decisions');
    },
  ],
  [
    'explains a decision with the keyboard alone, and has the rest in its menu',
    async ({ page, hand, shot }) => {
      const panel = page.frameLocator('iframe.webview').frameLocator('iframe');
      await hand.command('Focus on Decisions View');
      const chosen = page.locator('.debug-viewlet .monaco-list-row.focused');
      // The newest stands first.
      for (let step = 0; step < 2; step++) await page.keyboard.press('ArrowDown');
      await chosen.filter({ hasText: 'allow(User{"ben"}, "read"' }).first().waitFor();
      await page.keyboard.press('Enter');
      await panel.getByText(/^allow\(User\{"ben"\}, "read", .* holds\.$/).waitFor();
      await hand.command('Focus on Decisions View');
      await page.keyboard.press('Shift+F10');
      const menu = page.getByRole('menuitem');
      for (const name of ['Explain This Decision', 'Debug This Decision', 'Turn Into a Test'])
        await menu.filter({ hasText: name }).first().waitFor();
      await shot('4-menu');
      await page.keyboard.press('Escape');
    },
  ],
  [
    'turns a decision into a test, which passes',
    async ({ page, workspace, shot }) => {
      const row = decision(page, 'allow(User{"ben"}, "read", Document');
      await row.hover();
      await row.getByRole('button', { name: 'Turn Into a Test' }).click();
      await page.getByText('passes, and is in the policy').first().waitFor();
      await shot('5-test');
      const text = readFileSync(join(workspace, 'main.polar'), 'utf8');
      assert.match(text, /test "User ben may read Document sketch" \{\n {2}setup \{\n/);
      const { status, stdout } = await new Promise((done) => {
        let out = '';
        const child = spawn(process.execPath, [join(root, 'dist', 'cli.js'), 'test', workspace]);
        child.stdout.setEncoding('utf8').on('data', (part) => {
          out += part;
        });
        child.on('close', (code) => done({ status: code, stdout: out }));
      });
      assert.equal(status, 0, stdout);
    },
  ],
  [
    'debugs a decision after the fact, with step back',
    async ({ page, hand, shot }) => {
      const row = decision(page, 'allow(User{"dora"}, "read"');
      await row.hover();
      await row.getByRole('button', { name: 'Debug This Decision' }).click();
      await page.locator('.codicon-debug-stackframe').first().waitFor();
      await hand.fold('Variables', false);
      await page
        .getByRole('button', { name: /^Step Back/ })
        .first()
        .waitFor();
      await shot('6-after-the-fact');
    },
  ],
];

main(async () => {
  const [folder = join(root, 'artifacts', 'serving'), ...options] = process.argv.slice(2);
  try {
    const updateImages = options.includes('--update-images');
    const began = Date.now();
    const failed = await runSteps({ steps, folder: example, artifacts: resolve(folder), updateImages });
    progress(`${Math.round((Date.now() - began) / 1000)} s`);
    return failed === 0 ? 0 : 1;
  } finally {
    for (const end of ends.reverse()) end();
  }
});
