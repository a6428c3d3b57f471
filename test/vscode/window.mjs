/**
 * Drives the window of real VS Code as a person would, against `dist/polar.vsix`, with a screenshot of each thing that a person should see.
 * `node test/vscode/window.mjs ARTIFACTS [--update-images] [--web]`; leaves `counts.json` and the screenshots in ARTIFACTS.
 * With `--web`, the extension runs as in a browser-only VS Code: in a web worker, with its server in another.
 */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { packageExtension } from '../../scripts/package-extension.mjs';
import { main, quickstart, root, vsix } from '../../scripts/project.mjs';
import { runSteps } from './run-steps.mjs';

const query = 'allow(larry, "read", gmail)';

/** The tests, in the order of a person's session: each goes on where the one before it ended. */
const steps = [
  [
    'draws a squiggle under a fault as one types, with its message',
    async ({ page, hand, shot }) => {
      await hand.open('main.polar');
      await hand.editor.locator('.view-line').filter({ hasText: 'actor User' }).first().waitFor();
      const faulty = hand.line('"push" if "maintainer"');
      await faulty.dblclick({ position: { x: 180, y: 8 } });
      await page.keyboard.type('maintaner');
      await hand.editor.locator('.squiggly-error').first().waitFor();
      await hand.command('Problems: Focus on Problems View');
      await page.locator('.markers-panel .monaco-list-row').filter({ hasText: 'maintaner' }).first().waitFor();
      await hand.rest('"push" if', '"maintaner"', 'Undeclared term');
      await shot('1-squiggle', 'squiggle');
      await page.mouse.move(700, 5);
      await hand.line('actor User').click();
      // On a busy machine the editor may take what was typed as several changes.
      const squiggle = page.locator('.squiggly-error');
      for (let undone = 0; undone < 9 && (await squiggle.count()) > 0; undone++) {
        await page.keyboard.press('Control+z');
        await squiggle
          .first()
          .waitFor({ state: 'detached', timeout: 3000 })
          .catch(() => {});
      }
      await squiggle.first().waitFor({ state: 'detached' });
      await hand.hidePanel();
      await hand.line('actor User').click();
    },
  ],
  [
    'shows the longhand of a shorthand on hover',
    async ({ page, hand, shot }) => {
      await hand.rest('"read" if', '"read"', 'has_role(actor, "contributor", repository)');
      await shot('2-hover', 'hover');
      await page.mouse.move(700, 5);
    },
  ],
  [
    'debugs from F5 without a launch.json: asks for a query and stops on a goal, with call stack and variables',
    async ({ page, hand, shot }) => {
      const goal = hand.line('role_name = role.name');
      const box = await goal.boundingBox();
      assert.ok(box, 'the goal is in view');
      const margin = await hand.editor.locator('.glyph-margin').first().boundingBox();
      assert.ok(margin, 'the editor has a margin for breakpoints');
      await page.mouse.click(margin.x + 10, box.y + box.height / 2);
      await hand.editor.locator('.codicon-debug-breakpoint, .codicon-debug-breakpoint-unverified').first().waitFor();
      await hand.line('actor User').click();
      await page.keyboard.press('F5');
      const input = page.locator('.quick-input-widget input.input').first();
      await input.waitFor();
      await input.fill(query);
      await page.keyboard.press('Enter');
      await page.locator('.debug-top-stack-frame-line, .debug-top-stack-frame-column').first().waitFor();
      await hand.command('View: Show Run and Debug');
      const stack = page.locator('.debug-call-stack .monaco-list-row');
      // VS Code asks for the frames below the first one only after it has shown that one.
      for (const rule of ['has_role(larry', 'has_permission(', 'allow(larry'])
        await stack.filter({ hasText: rule }).first().waitFor();
      assert.match(
        await page.locator('.debug-call-stack').textContent(),
        /has_role\(larry[\s\S]*has_permission\([\s\S]*allow\(larry/,
      );
      const variables = page.locator('.debug-variables .monaco-list-row');
      for (const scope of ['Arguments', 'Variables']) {
        const row = variables.filter({ hasText: new RegExp(`^${scope}$`) }).first();
        if ((await row.count()) > 0 && (await row.getAttribute('aria-expanded')) === 'false') await row.click();
      }
      await variables.filter({ hasText: 'role_name' }).first().waitFor();
      const values = hand.editor
        .locator('.view-line')
        .filter({ hasText: /role\s+in\s+actor\.roles\s+and\s*role\s=\sRole\{/ });
      await values.first().waitFor();
      await hand.hidePanel();
      await hand.widen(420);
      const watch = page.locator('.debug-viewlet .pane-header').filter({ hasText: 'Watch' }).first();
      if ((await watch.getAttribute('aria-expanded')) === 'true') await watch.click();
      await shot('3-debugger', 'debugger');
    },
  ],
  [
    'shows what the search can still come back to, beside the call stack',
    async ({ page, hand, shot }) => {
      await hand.fold('Breakpoints', true);
      await hand.fold('Choice Points', false);
      const points = page
        .locator('.debug-viewlet .pane')
        .filter({ hasText: 'Choice Points' })
        .locator('.monaco-list-row');
      const first = points.filter({ hasText: 'has_role' }).first();
      await first.locator('.monaco-tl-twistie').click();
      await points.filter({ hasText: '"contributor" if "maintainer"' }).first().waitFor();
      await shot('4-choice-points', 'choice-points');
      await hand.fold('Choice Points', true);
      await hand.fold('Breakpoints', false);
    },
  ],
  [
    'steps back to where it stood, with the values that it had',
    async ({ page, shot }) => {
      const state = (text) => page.locator('.debug-viewlet').filter({ hasText: text }).first().waitFor();
      await page.keyboard.press('F10');
      await state('fail role_name');
      await page.locator('.codicon-debug-step-back').first().click();
      await state('call role_name');
      const variables = page.locator('.debug-variables .monaco-list-row');
      // The tree is drawn anew after each stop, and a click may come too early for it.
      const unfold = async (scope, open) => {
        const row = variables.filter({ hasText: new RegExp(`^${scope}$`) }).first();
        for (let attempt = 0; attempt < 10 && (await row.getAttribute('aria-expanded')) !== String(open); attempt++) {
          await row.click();
          await page.waitForTimeout(300);
        }
      };
      await unfold('Arguments', false);
      await unfold('Variables', false);
      await unfold('Goal', true);
      await variables.filter({ hasText: 'event' }).first().waitFor();
      await shot('5-step-back', 'step-back');
    },
  ],
  [
    'steps, and prints the answer in the console at the end',
    async ({ page, hand, shot }) => {
      const sidebar = page.locator('.part.sidebar');
      const before = await sidebar.textContent();
      await page.keyboard.press('F10');
      for (const end = Date.now() + 15_000; (await sidebar.textContent()) === before; ) {
        assert.ok(Date.now() < end, 'a step changes what the debugger shows');
        await page.waitForTimeout(100);
      }
      await hand.command('Remove All Breakpoints');
      await page.keyboard.press('F5');
      await page
        .locator('.debug-toolbar, .debug-action-bar')
        .first()
        .waitFor({ state: 'hidden' })
        .catch(() => {});
      await hand.command('Debug Console: Focus on Debug Console View');
      await page.locator('.repl .monaco-list-row').first().waitFor();
      await shot('6-console');
      assert.match(await page.locator('.repl').textContent(), /yes|true|answer/i);
    },
  ],
  [
    'asks for the arguments of a query from the lens above allow, and remembers them',
    async ({ page, hand }) => {
      const lens = hand.editor.locator('.codelens-decoration a').filter({ hasText: /^Run$/ }).first();
      const input = page.locator('.quick-input-widget input.input').first();
      await hand.hidePanel();
      await hand.until(() => lens.click(), input);
      assert.equal(await input.inputValue(), 'allow(');
      await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'larry' }).first().waitFor();
      await input.fill('allow(larry, action, gmail)');
      await page.keyboard.press('Enter');
      await input.waitFor({ state: 'hidden' });
      await hand.command('Debug Console: Focus on Debug Console View');
      for (const row of ['"delete"', '3 answers.']) await hand.consoleRow('allow(larry, action, gmail)', row);
      await hand.hidePanel();
      // Lenses move while what the query came to is put beside them.
      await hand.editor.locator('.codelens-decoration a').filter({ hasText: '3 answers' }).first().waitFor();
      await hand.until(() => lens.click(), input);
      assert.equal(await input.inputValue(), 'allow(larry, action, gmail)');
      await page.keyboard.press('Escape');
    },
  ],
  [
    'says why a query has no answer, in the console',
    async ({ page, hand, shot }) => {
      const lens = hand.editor.locator('.codelens-decoration a').filter({ hasText: /^Run$/ }).first();
      const input = page.locator('.quick-input-widget input.input').first();
      const denied = 'allow(anne, "delete", react)';
      await hand.until(() => lens.click(), input);
      await input.fill(denied);
      await page.keyboard.press('Enter');
      await input.waitFor({ state: 'hidden' });
      await hand.command('Debug Console: Focus on Debug Console View');
      await hand.consoleRow(denied, '"admin" is not "maintainer"');
      await page.keyboard.press('Control+b');
      await page.locator('.part.sidebar').waitFor({ state: 'hidden' });
      await shot('7-denied', 'denied');
      await page.keyboard.press('Control+b');
      await hand.hidePanel();
      await hand.editor
        .locator('.codelens-decoration a')
        .filter({ hasText: /^denied: .*"admin" is not "maintainer"/ })
        .first()
        .waitFor();
    },
  ],
  [
    'says which field of a launch.json is wrong and what it must be, before anything starts',
    async ({ page, hand, shot, workspace }) => {
      const wrong = { type: 'polar', request: 'launch', name: 'Wrong', query, stopOnEntry: 'perhaps' };
      mkdirSync(join(workspace, '.vscode'), { recursive: true });
      writeFileSync(
        join(workspace, '.vscode', 'launch.json'),
        JSON.stringify({ version: '0.2.0', configurations: [wrong] }),
      );
      await hand.editor.locator('.view-line').first().click();
      const message = page.locator('.notification-list-item-message').filter({ hasText: 'stopOnEntry' });
      for (let attempt = 0; ; attempt++)
        try {
          await page.keyboard.press('F5');
          await message.waitFor({ timeout: 5000 });
          break;
        } catch (error) {
          // The editor has not read the new launch.json yet, and asks for a query.
          if (attempt === 4) throw error;
          await page.keyboard.press('Escape');
        }
      await shot('8-wrong-field');
      assert.match((await message.textContent()) ?? '', /must be true or false/);
      await page.keyboard.press('Escape');
    },
  ],
];

/** The same package without its entry for Node. */
const webOnly = async () => {
  const to = join(root, 'dist', 'test', 'polar-web.vsix');
  mkdirSync(dirname(to), { recursive: true });
  await packageExtension({ to, stage: join(root, 'dist', 'test', 'package-web'), without: ['main'] });
  return to;
};

main(async () => {
  const [folder = join(root, 'artifacts', 'window'), ...options] = process.argv.slice(2);
  const updateImages = options.includes('--update-images');
  const extension = options.includes('--web') ? await webOnly() : vsix;
  const failed = await runSteps({ steps, folder: quickstart, artifacts: resolve(folder), updateImages, extension });
  return failed === 0 ? 0 : 1;
});
