/**
 * *Compare Permissions with the Last Commit* in the window of real VS Code, over a repository of git: `node test/vscode/compare.mjs ARTIFACTS
 * [--update-images]`; leaves `counts.json` and screenshots in ARTIFACTS.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { main, quickstart, root } from '../../scripts/project.mjs';
import { runSteps } from './run-steps.mjs';

/** The page within the panel: a frame in a frame. */
const panel = (page) => page.frameLocator('iframe.webview').frameLocator('iframe');

const steps = [
  [
    'says clearly that there is no repository',
    async ({ page, hand }) => {
      await hand.open('main.polar');
      await hand.editor.locator('.codelens-decoration').first().waitFor();
      await hand.command('Polar: Compare Permissions with the Last Commit');
      await page.locator('.notification-list-item-message').filter({ hasText: 'no git repository' }).first().waitFor();
      await page.keyboard.press('Escape');
    },
  ],
  [
    'tells what a change changes from the last commit, each with what shows it',
    async ({ page, hand, shot, workspace }) => {
      const git = (...words) =>
        execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...words], { cwd: workspace });
      git('init', '-q');
      git('add', '.');
      git('commit', '-q', '-m', 'first');
      await hand.line('"delete" if "admin"').click();
      await page.keyboard.press('End');
      await page.keyboard.press('Enter');
      await page.keyboard.type('"delete" if "maintainer";');
      await hand.command('Polar: Compare Permissions with the Last Commit');
      await panel(page).getByText('Answers change from the last commit').waitFor({ timeout: 30_000 });
      assert.ok(
        (await panel(page)
          .getByRole('button', { name: /^Debug / })
          .count()) > 0,
      );
      const box = await page.locator('iframe.webview').boundingBox();
      await shot('1-changed', 'compare-panel', { ...box, height: 440 });
    },
  ],
  [
    'debugs what shows a change, over its own world',
    async ({ page, hand, shot }) => {
      await panel(page)
        .getByRole('button', { name: /^Debug / })
        .last()
        .click();
      await hand.command('View: Show Run and Debug');
      await page.locator('.debug-call-stack .monaco-list-row').filter({ hasText: 'query' }).first().waitFor();
      await shot('2-debugged');
      await page.keyboard.press('Shift+F5');
    },
  ],
  [
    'compares with the saved files',
    async ({ page, hand }) => {
      // Debugging has saved what was typed.
      await hand.line('"delete" if "maintainer"').click();
      await page.keyboard.press('End');
      await page.keyboard.press('Enter');
      await page.keyboard.type('"delete" if "contributor";');
      await hand.command('Polar: Compare Permissions with the Saved Files');
      await panel(page).getByText('Answers change from the saved files').waitFor({ timeout: 30_000 });
    },
  ],
];

main(async () => {
  const [folder = join(root, 'artifacts', 'compare'), ...options] = process.argv.slice(2);
  const updateImages = options.includes('--update-images');
  const more = { 'git.enabled': true, 'files.autoSave': 'off' };
  return (await runSteps({ steps, folder: quickstart, artifacts: resolve(folder), updateImages, more })) === 0 ? 0 : 1;
});
