/**
 * *Show Roles and Permissions* in the window of real VS Code: `node test/vscode/roles.mjs ARTIFACTS [--update-images]`; leaves
 * `counts.json` and screenshots in ARTIFACTS.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { main, root } from '../../scripts/project.mjs';
import { runSteps } from './run-steps.mjs';

/** The page within the panel: a frame in a frame. */
const panel = (page) => page.frameLocator('iframe.webview').frameLocator('iframe');

/** A line of the policy in its editor. */
const line = (page, text) =>
  page.locator('.monaco-editor[data-uri$="roles.polar"] .view-line').filter({ hasText: text }).first();

const steps = [
  [
    'draws the blocks of the policy beside it, and the same in tables',
    async ({ page, hand, shot }) => {
      const item = page.getByRole('treeitem', { name: 'roles.polar' });
      await item.waitFor({ timeout: 90_000 });
      await item.dblclick();
      await line(page, 'actor User').waitFor();
      await hand.command('Polar: Show Roles and Permissions');
      const at = panel(page);
      await at.locator('[data-name="Repository.admin"]').waitFor({ timeout: 60_000 });
      assert.equal(await at.locator('[data-block]').count(), 4 + 3);
      await at.getByRole('button', { name: 'maintainer gives read: by reader' }).first().waitFor();
      await shot('1-roles');
    },
  ],
  [
    'lights up what a role gives and what gives it',
    async ({ page, shot }) => {
      await panel(page).locator('#fit').click();
      await panel(page).locator('[data-name="Repository.maintainer"]').hover();
      await panel(page).locator('svg.lights').waitFor();
      assert.ok((await panel(page).locator('.link.lit').count()) > 3);
      const box = await page.locator('iframe.webview').boundingBox();
      await shot('2-lit', 'roles-panel', { ...box, height: 440 });
    },
  ],
  [
    'is walked through by keyboard, and opens the source',
    async ({ page, shot }) => {
      const at = panel(page);
      await at.locator('#picture [tabindex="0"]').first().focus();
      for (const key of ['ArrowRight', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
      await line(page, 'roles').waitFor();
      await at.getByRole('button', { name: 'admin gives push: by maintainer' }).first().click();
      await line(page, '"push" if "maintainer"').waitFor();
      await shot('3-source');
    },
  ],
  [
    'follows what is typed',
    async ({ page }) => {
      await line(page, '"push" if "maintainer"').click();
      await page.keyboard.press('End');
      await page.keyboard.press('Enter');
      await page.keyboard.type('"push" if "reader";');
      await panel(page).getByRole('button', { name: 'reader gives push: yes' }).first().waitFor({ timeout: 15_000 });
    },
  ],
  [
    'folds, finds and shows a type with its neighbours',
    async ({ page, shot }) => {
      const at = panel(page);
      await at.locator('#fold').click();
      await at.locator('[data-name]').first().waitFor({ state: 'detached' });
      await at.locator('#search').fill('comment');
      await page.keyboard.press('Enter');
      await at.locator('[data-name="Issue.comment"].found').waitFor();
      await shot('4-found');
      await at.locator('#search').fill('');
      await at.locator('[data-block="Organization"]').first().focus();
      await page.keyboard.press('f');
      await at.locator('#everything').waitFor();
      assert.equal(await at.locator('svg [data-block="Issue"]').count(), 0);
      await at.locator('#everything').click();
      await at.locator('#unfold').click();
    },
  ],
  [
    'saves the picture where a person says',
    async ({ page, workspace, shot }) => {
      await panel(page).getByRole('button', { name: 'Export as SVG' }).click();
      const input = page.locator('.quick-input-widget input.input').first();
      await input.waitFor();
      await page.keyboard.press('Enter');
      const path = join(workspace, 'roles.svg');
      for (let i = 0; i < 100 && !existsSync(path); i++) await page.waitForTimeout(100);
      assert.match(readFileSync(path, 'utf8'), /^<svg [\s\S]*Repository\.admin/);
      await shot('5-saved');
    },
  ],
];

const themes = [
  ['light', 'Default Light Modern'],
  ['high-contrast', 'Default High Contrast'],
];

main(async () => {
  const [folder = join(root, 'artifacts', 'roles'), ...options] = process.argv.slice(2);
  const artifacts = resolve(folder);
  const updateImages = options.includes('--update-images');
  const examples = join(root, 'examples', 'gitclub');
  let failed = await runSteps({ steps, folder: examples, artifacts, updateImages });
  // To be looked at: the same panel in other themes.
  if (options.includes('--themes'))
    for (const [name, theme] of themes) {
      const more = { 'workbench.colorTheme': theme };
      const first = [[`${steps[0][0]}, in ${theme}`, steps[0][1]], steps[1]];
      failed += await runSteps({ steps: first, folder: examples, artifacts: join(artifacts, name), more });
    }
  return failed === 0 ? 0 : 1;
});
