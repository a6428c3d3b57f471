/**
 * The explanation of a denied query in the window of real VS Code: `node test/vscode/explain.mjs ARTIFACTS [--update-images]`; leaves
 * `counts.json` and screenshots in ARTIFACTS.
 */
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { main, makeTemporaryFolder, quickstart, remove, root } from '../../scripts/project.mjs';
import { runSteps } from './run-steps.mjs';

/** The page within the panel: a frame in a frame. */
const panel = (page) => page.frameLocator('iframe.webview').frameLocator('iframe');

const explainDenial = async (page, hand) => {
  await hand.open('main.polar');
  await hand.command('Polar: Explain a Query');
  const box = page.locator('.quick-input-widget input.input').first();
  await box.fill('allow(anne, "push", gmail)');
  await page.keyboard.press('Enter');
  await panel(page).getByText('allow(anne, "push", gmail) does not hold.').waitFor({ timeout: 60_000 });
};

const TEAM = `actor User {}
resource Repo {
  roles = ["reader"];
  permissions = ["read"];
  "read" if "reader";
}
test "readers read" {
  setup {
    has_role(User{"bob"}, "reader", Repo{"x"});
  }
  assert allow(User{"anne"}, "read", Repo{"x"});
}
`;

const steps = [
  [
    'explains a denial beside the policy',
    async ({ page, hand, shot }) => {
      await explainDenial(page, hand);
      assert.ok((await panel(page).getByRole('treeitem').count()) > 5);
      const box = await page.locator('iframe.webview').boundingBox();
      await shot('1-denied', 'explain-panel', { ...box, height: 520 });
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
    'debugs already at the line that is chosen, from where one can step back',
    async ({ page, hand, shot }) => {
      const line = panel(page)
        .getByRole('treeitem')
        .filter({ hasText: 'has_role(anne, "admin", gmail) fails' })
        .first();
      await line.click();
      await panel(page).getByText('With actor = anne').waitFor();
      await panel(page).getByRole('button', { name: 'Debug from Here' }).click();
      const stack = page.locator('.debug-call-stack .monaco-list-row');
      await hand.command('View: Show Run and Debug');
      await stack.filter({ hasText: 'has_role(anne' }).first().waitFor();
      await shot('4-debug-from-here');
      await page.locator('.codicon-debug-step-back').first().click();
      await page.locator('.debug-call-stack').waitFor();
    },
  ],
  [
    'explains the goal at which the debugger stands',
    async ({ page, shot }) => {
      await page.getByRole('button', { name: 'Explain This Goal' }).first().click();
      await panel(page)
        .getByText(/^has_role\(anne, .* does not hold\.$/)
        .waitFor();
      await shot('5-from-the-debugger');
      await page.keyboard.press('Shift+F5');
      await page.locator('.codicon-debug-step-back').first().waitFor({ state: 'hidden' });
    },
  ],
  [
    'a failed assertion is explained from its message, and passes once its fact is in the setup',
    async ({ page, hand, shot }) => {
      await hand.command('View: Show Explorer');
      await page.getByRole('treeitem', { name: 'team', exact: true }).first().click();
      await page.getByRole('treeitem', { name: 'team.polar' }).first().dblclick();
      const lens = page.locator('.codelens-decoration a').filter({ hasText: 'Run Test' }).first();
      await lens.click();
      await hand.command('Test: Peek Output');
      await page.locator('.test-output-peek').first().waitFor();
      await shot('6-failed');
      await page.getByText('Explain Why', { exact: true }).first().click();
      await panel(page).getByText('does not hold in the test "readers read".').waitFor();
      const box = await page.locator('iframe.webview').boundingBox();
      await shot('7-failed-test', 'explain-test', { ...box, height: 460 });
      await panel(page).getByRole('button', { name: 'Add to This Test’s Setup' }).first().click();
      await panel(page).getByText('holds in the test "readers read".').waitFor();
      await shot('8-passes');
    },
  ],
  [
    'asks what should hold, and names what is at fault',
    async ({ page, hand, shot }) => {
      await explainDenial(page, hand);
      await panel(page).getByRole('button', { name: 'Why Is This Wrong?' }).click();
      await panel(page).getByRole('heading', { name: 'Question 1' }).waitFor();
      await shot('9-question');
      const fault = panel(page).getByRole('heading', { name: 'At fault' });
      for (let asked = 2; asked < 12 && !(await fault.isVisible()); asked++) {
        await panel(page)
          .getByRole('button', { name: 'No', exact: true })
          .or(panel(page).getByRole('button', { name: 'None' }))
          .first()
          .click();
        await fault.or(panel(page).getByRole('heading', { name: `Question ${asked}` })).waitFor();
      }
      await shot('10-at-fault');
    },
  ],
  [
    'a change is made in the data file, after which it is allowed',
    async ({ page, hand, shot }) => {
      await explainDenial(page, hand);
      await panel(page)
        .getByRole('button', { name: /^Change the Data File: add Role/ })
        .first()
        .click();
      await panel(page).getByText('allow(anne, "push", gmail) holds.').waitFor({ timeout: 30_000 });
      await shot('3-allowed');
    },
  ],
];

/** The quickstart, and beside it a Cloud policy with a test that fails. */
const examples = () => {
  const temporary = makeTemporaryFolder();
  const folder = join(temporary, 'quickstart');
  cpSync(quickstart, folder, { recursive: true });
  mkdirSync(join(folder, 'team'));
  writeFileSync(join(folder, 'team', 'polar.config.json'), '{"dialect": "cloud"}');
  writeFileSync(join(folder, 'team', 'team.polar'), TEAM);
  return { temporary, folder };
};

main(async () => {
  const [to = join(root, 'artifacts', 'explain'), ...options] = process.argv.slice(2);
  const { temporary, folder } = examples();
  try {
    const updateImages = options.includes('--update-images');
    return (await runSteps({ steps, folder, artifacts: resolve(to), updateImages })) === 0 ? 0 : 1;
  } finally {
    remove(temporary);
  }
});
