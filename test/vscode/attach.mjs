/**
 * A running Flask server, whose request stops at a breakpoint in the policy, in the window of real VS Code: `node test/vscode/attach.mjs ARTIFACTS
 * [--update-images]`; leaves `counts.json` and screenshots in ARTIFACTS. Needs a Python for which the package `oso` has been built.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { main, progress, quickstart, root } from '../../scripts/project.mjs';
import { runSteps } from './run-steps.mjs';

const configuration = { type: 'polar', request: 'attach', name: 'Attach to the server', application: '*' };

/** A server of the folder, on a port of its own. */
const startServer = (python, folder, applications) => {
  const server = spawn(python, ['app/server.py'], {
    cwd: folder,
    env: {
      ...process.env,
      PORT: '0',
      POLAR_APPLICATIONS: applications,
      PYTHONPATH: join(root, 'packages', 'host-python', 'python'),
      PYTHONDONTWRITEBYTECODE: '1',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let told = '';
  const url = new Promise((found, failed) => {
    server.stderr.setEncoding('utf8').on('data', (text) => {
      told += text;
      const [, address] = /Running on (http:\S+)/.exec(told) ?? [];
      if (address !== undefined) found(address);
    });
    server.once('exit', () => failed(new Error(`The server ended:\n${told}`)));
  });
  return { url, end: () => server.kill() };
};

/** What the server answers, once it does. */
const asked = async (url, path) => {
  const response = await fetch(`${url}${path}`);
  return { status: response.status, text: await response.text() };
};

/** Sets a breakpoint, or takes it away. */
const breakpoint = async (page, hand, text, there) => {
  for (let attempt = 0; ; attempt++)
    try {
      await hand.line(text).click();
      await page.keyboard.press('F9');
      const dot = hand.editor
        .locator('.glyph-margin-widgets [class*="codicon-debug-breakpoint"], .codicon-debug-breakpoint')
        .first();
      await dot.waitFor({ state: there ? 'attached' : 'detached', timeout: 3000 });
      return;
    } catch (error) {
      if (attempt === 4) throw error;
    }
};

const stepsFor = (python, applications) => {
  let server;
  let url;
  let answer;
  const variable = (page, text) => page.locator('.debug-variables .monaco-list-row').filter({ hasText: text }).first();
  const thread = (page, text) => page.locator('.debug-call-stack .monaco-list-row').filter({ hasText: text }).first();
  return {
    steps: [
      [
        'attaches to the server that runs',
        async ({ page, hand, workspace, shot }) => {
          server = startServer(python, workspace, applications);
          url = await server.url;
          assert.deepEqual((await asked(url, '/repo/gmail?user=larry')).status, 200);
          await hand.open('main.polar');
          await page.getByText('Explain').first().waitFor();
          await breakpoint(page, hand, 'role in actor.roles', true);
          await hand.command('Debug: Start Debugging');
          await hand.command('Debug Console: Focus on Debug Console View');
          await hand.consoleRow(configuration.name, 'Attached to server.py');
          await shot('1-attached');
        },
      ],
      [
        'a request stops at the breakpoint, with the objects of the application',
        async ({ page, hand, shot }) => {
          answer = asked(url, '/repo/gmail?user=larry');
          await thread(page, 'has_role(User(').waitFor();
          await hand.hidePanel();
          await hand.widen(520);
          const scope = variable(page, 'Arguments');
          if ((await scope.getAttribute('aria-expanded')) !== 'true') await scope.click();
          await variable(page, "Repository(name='gmail'").waitFor();
          await variable(page, "User(name='larry'").waitFor();
          await shot('2-stopped', 'attached-application');
        },
      ],
      [
        'steps, and goes on: the request completes with the right page',
        async ({ page, hand, shot }) => {
          await page.keyboard.press('F10');
          await variable(page, /role.*Role\(name='admin'/).waitFor();
          await shot('3-stepped');
          await breakpoint(page, hand, 'role in actor.roles', false);
          await page.keyboard.press('F5');
          const { status, text } = await answer;
          assert.equal(status, 200);
          assert.match(text, /Welcome to repo gmail.*You may: delete, push, read/);
          await thread(page, 'has_role(User(').waitFor({ state: 'detached' });
        },
      ],
      [
        'two requests at a time are two threads; what is refused is refused',
        async ({ page, hand, shot }) => {
          await breakpoint(page, hand, 'repository.is_public', true);
          const both = [asked(url, '/repo/oso?user=anne'), asked(url, '/repo/gmail?user=graham')];
          await thread(page, /authorize\(User\(name='anne'/).waitFor();
          await thread(page, /authorize\(User\(name='graham'/).waitFor();
          await variable(page, '_actor').waitFor();
          await page.waitForTimeout(500);
          await shot('4-two-threads', 'attached-threads');
          await page.keyboard.press('Shift+F5');
          for (const { status, text } of await Promise.all(both)) {
            assert.equal(status, 404);
            assert.match(text, /was not found/);
          }
          assert.equal((await asked(url, '/repo/react?user=anne')).status, 200);
        },
      ],
    ],
    end: () => server?.end(),
  };
};

main(async () => {
  const [folder = join(root, 'artifacts', 'attach'), ...options] = process.argv.slice(2);
  const artifacts = resolve(folder);
  const { pythonWithOso } = await import('../conformance/python/reference-python.ts');
  const python = pythonWithOso(['flask']);
  if (python === undefined) {
    progress('Skipped: a running Flask server is not debugged, as there is no Python with oso and Flask here.');
    mkdirSync(artifacts, { recursive: true });
    writeFileSync(join(artifacts, 'counts.json'), JSON.stringify({ passed: 0, failed: 0, skipped: 4 }));
    return 0;
  }
  const scratch = mkdtempSync(join(tmpdir(), 'polar-attach-'));
  const workspace = join(scratch, 'quickstart');
  const applications = join(scratch, 'applications');
  process.env.POLAR_APPLICATIONS = applications;
  cpSync(quickstart, workspace, { recursive: true });
  mkdirSync(join(workspace, '.vscode'));
  writeFileSync(
    join(workspace, '.vscode', 'launch.json'),
    JSON.stringify({ version: '0.2.0', configurations: [configuration] }),
  );
  const { steps, end } = stepsFor(python, applications);
  try {
    return (await runSteps({
      steps,
      folder: workspace,
      artifacts,
      updateImages: options.includes('--update-images'),
    })) === 0
      ? 0
      : 1;
  } finally {
    end();
    rmSync(scratch, { recursive: true, force: true });
  }
});
