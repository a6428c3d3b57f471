/**
 * The walkthrough in the window of real VS Code, from an empty folder: `node test/vscode/first-steps.mjs ARTIFACTS [--update-images]`; leaves
 * `counts.json` and screenshots in ARTIFACTS.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { main, root } from '../../scripts/project.mjs';
import { runSteps } from './run-steps.mjs';

const walkthrough = (page) => page.locator('.gettingStartedContainer');

/** Unfolds a step of the walkthrough. Opening it may fold one while it is being clicked, so that is tried again. */
const unfold = async (page, title) => {
  const entry = walkthrough(page).locator('.getting-started-step').filter({ hasText: title }).first();
  await entry.waitFor({ timeout: 60_000 });
  const button = entry.locator('.monaco-button').first();
  for (let attempt = 0; ; attempt++)
    try {
      if (!(await button.isVisible())) await entry.locator('.step-title').click({ timeout: 5000 });
      await button.waitFor({ timeout: 5000 });
      return entry;
    } catch (error) {
      if (attempt === 5) throw error;
    }
};
/** Opens the walkthrough, and one of its steps. */
const step = async ({ page, hand }, title) => {
  await hand.command('Polar: Open the Walkthrough');
  return unfold(page, title);
};
const press = async (at, title, button) => (await step(at, title)).getByText(button, { exact: true }).click();
const done = (entry) => entry.locator('.codicon-getting-started-step-checked').first().waitFor();

const steps = [
  [
    'offers to begin in an empty folder',
    async ({ page, shot }) => {
      const sidebar = page.locator('.part.sidebar');
      await sidebar.getByText('New Polar Policy', { exact: true }).waitFor({ timeout: 60_000 });
      await sidebar.getByText('Open the Example', { exact: true }).waitFor();
      await shot('1-empty-folder', 'empty-folder');
    },
  ],
  [
    'opens the walkthrough with all its steps and their pictures',
    async ({ page, hand, shot }) => {
      await page.locator('.part.sidebar').getByText('First Steps with Polar').click();
      const list = walkthrough(page).locator('.getting-started-step');
      await list.first().waitFor({ timeout: 60_000 });
      assert.equal(await list.count(), 7);
      await hand.command('View: Toggle Primary Side Bar Visibility');
      for (const title of ['Run a query', 'Be denied', 'Read why', 'Step back in time', 'Write a test']) {
        await unfold(page, title);
        await page
          .locator('.getting-started-media iframe, .getting-started-media webview')
          .first()
          .waitFor({ state: 'attached' });
        await shot(`2-${title}`);
      }
      await unfold(page, 'Read why');
      await page.waitForTimeout(1000);
      await shot('2-walkthrough', 'walkthrough');
      await hand.command('View: Toggle Primary Side Bar Visibility');
    },
  ],
  [
    'opens the example',
    async (at) => {
      await press(at, 'Open the example', 'Open the Example');
      await at.hand.line('resource Repository').waitFor();
      await at.shot('3-example');
      await done(await step(at, 'Open the example'));
    },
  ],
  [
    'runs a query that is allowed, and one that is denied, and says why',
    async (at) => {
      await press(at, 'Run a query', 'May Anne Push?');
      await at.hand.consoleRow('allow(anne, "push", react)', 'One answer.');
      await at.shot('4-allowed');
      await press(at, 'Be denied', 'May Anne Delete?');
      await at.hand.consoleRow('allow(anne, "delete", react)', '"admin" is not "maintainer"');
      await at.shot('5-denied');
      await press(at, 'Read why', 'Read Why');
      await at.hand.consoleRow('allow(anne, "delete", react)', '"admin" is not "maintainer"');
      for (const title of ['Run a query', 'Be denied', 'Read why']) await done(await step(at, title));
    },
  ],
  [
    'debugs the denied query to the goal that fails, and steps back',
    async (at) => {
      const { page, hand, shot } = at;
      await press(at, 'Step back in time', 'Debug the Query');
      await page.locator('.debug-top-stack-frame-line, .debug-top-stack-frame-column').first().waitFor();
      await hand.command('View: Show Run and Debug');
      const state = (text) => page.locator('.debug-viewlet').filter({ hasText: text }).first().waitFor();
      await state('call role_name');
      await page.keyboard.press('F10');
      await state('fail role_name');
      await page.locator('.codicon-debug-step-back').first().click();
      await state('call role_name');
      await shot('6-step-back');
      await hand.command('Debug: Stop');
      await hand.command('Remove All Breakpoints');
    },
  ],
  [
    'writes a test, and runs it',
    async (at) => {
      const { page, shot } = at;
      await press(at, 'Write a test', 'Write a Test and Run It');
      await page.locator('.test-explorer .codicon-testing-passed-icon').first().waitFor();
      await shot('7-test');
      await done(await step(at, 'Write a test'));
    },
  ],
  [
    'begins a policy of the person’s own in the folder, whose tests pass',
    async (at) => {
      const { page, hand, shot } = at;
      await press(at, 'Begin your own', 'New Policy from a Template');
      // The offer goes with the first file.
      await page
        .locator('.quick-input-list .monaco-list-row')
        .filter({ hasText: 'Roles on a resource' })
        .first()
        .click();
      await page.locator('.monaco-editor .view-line').filter({ hasText: 'resource Document' }).first().waitFor();
      await page.locator('.part.sidebar').getByText('New Polar Policy', { exact: true }).waitFor({ state: 'hidden' });
      await hand.command('Test: Run All Tests');
      await page.locator('.test-explorer .codicon-testing-passed-icon').first().waitFor();
      await shot('8-own');
    },
  ],
];

main(async () => {
  const [folder = join(root, 'artifacts', 'first-steps'), ...options] = process.argv.slice(2);
  const empty = mkdtempSync(join(tmpdir(), 'polar-f-'));
  try {
    const failed = await runSteps({
      steps,
      folder: empty,
      artifacts: resolve(folder),
      updateImages: options.includes('--update-images'),
    });
    return failed === 0 ? 0 : 1;
  } finally {
    rmSync(empty, { recursive: true, force: true, maxRetries: 5 });
  }
});
