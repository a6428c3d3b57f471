/**
 * The explanation of a denied query in the window of real VS Code: `node test/vscode/explain.mjs ARTIFACTS [--update-images]`; leaves
 * `counts.json` and screenshots in ARTIFACTS.
 */
import assert from 'node:assert/strict';
import { join, resolve } from 'node:path';
import { main, quickstart, root } from '../../scripts/project.mjs';
import { runSteps } from './run-steps.mjs';

/** The page within the panel: a frame in a frame. */
const panel = (page) => page.frameLocator('iframe.webview').frameLocator('iframe');

const steps = [
  [
    'explains a denial beside the policy',
    async ({ page, hand, shot }) => {
      await hand.open('main.polar');
      await hand.command('Polar: Explain a Query');
      const box = page.locator('.quick-input-widget input.input').first();
      await box.fill('allow(anne, "push", gmail)');
      await page.keyboard.press('Enter');
      await panel(page).getByText('allow(anne, "push", gmail) does not hold.').waitFor({ timeout: 60_000 });
      assert.ok((await panel(page).getByRole('treeitem').count()) > 5);
      await shot('1-denied', 'explain-panel');
    },
  ],
  [
    'is walked through by keyboard, and opens the source of a line',
    async ({ page, hand, shot }) => {
      await panel(page).getByRole('treeitem').first().focus();
      for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await hand.line('"push" if "maintainer"').waitFor();
      await shot('2-source');
    },
  ],
  [
    'a change is made in the data file, after which it is allowed',
    async ({ page, shot }) => {
      await panel(page)
        .getByRole('button', { name: /^Change the data file: add Role/ })
        .first()
        .click();
      await panel(page).getByText('allow(anne, "push", gmail) holds.').waitFor({ timeout: 30_000 });
      await shot('3-allowed');
    },
  ],
];

main(async () => {
  const [folder = join(root, 'artifacts', 'explain'), ...options] = process.argv.slice(2);
  const artifacts = resolve(folder);
  const updateImages = options.includes('--update-images');
  return (await runSteps({ steps, folder: quickstart, artifacts, updateImages })) === 0 ? 0 : 1;
});
