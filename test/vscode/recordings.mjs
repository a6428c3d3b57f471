/**
 * Recordings in the window of real VS Code: a session leaves one, and it is debugged where neither the policy nor its data are what they were.
 * `node test/vscode/recordings.mjs ARTIFACTS`; leaves `counts.json` and screenshots in ARTIFACTS.
 */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { main, quickstart, root } from '../../scripts/project.mjs';
import { runSteps } from './run-steps.mjs';

const NAME = 'denial.recording.json';
const query = 'allow(anne, "push", gmail)';
const stack = (page) => page.locator('.debug-call-stack .monaco-list-row');

/** Ends the session that is there. */
const end = async (page) => {
  await page.keyboard.press('Shift+F5');
  await page.locator('.codicon-debug-stop').first().waitFor({ state: 'detached' });
};

const launchWith = (workspace, configuration) => {
  mkdirSync(join(workspace, '.vscode'), { recursive: true });
  const whole = { type: 'polar', request: 'launch', name: 'Record', query, ...configuration };
  writeFileSync(
    join(workspace, '.vscode', 'launch.json'),
    JSON.stringify({ version: '0.2.0', configurations: [whole] }),
  );
};

const steps = [
  [
    'a session leaves a recording where its configuration names a file',
    async ({ page, hand, shot, workspace }) => {
      launchWith(workspace, { recordTo: NAME });
      await hand.open('main.polar');
      await hand.editor.locator('.codelens-decoration').first().waitFor();
      await page.keyboard.press('F5');
      await page.getByRole('treeitem', { name: NAME }).waitFor();
      const recording = JSON.parse(readFileSync(join(workspace, NAME), 'utf8'));
      assert.deepEqual(recording.asked, { kind: 'query', query });
      await hand.command('Debug Console: Focus on Debug Console View');
      await hand.consoleRow('Record', NAME);
      await shot('1-recorded');
      await hand.hidePanel();
    },
  ],
  [
    'another file is not written over: the session does not start, and says why',
    async ({ page, shot, workspace }) => {
      const before = readFileSync(join(workspace, 'data.json'), 'utf8');
      launchWith(workspace, { recordTo: 'data.json' });
      await page.waitForTimeout(1000);
      await page.keyboard.press('F5');
      await page.locator('.monaco-dialog-box').filter({ hasText: '"data.json" is another file' }).waitFor();
      await shot('2-refused');
      assert.equal(readFileSync(join(workspace, 'data.json'), 'utf8'), before);
      await page.keyboard.press('Escape');
      rmSync(join(workspace, '.vscode'), { recursive: true });
    },
  ],
  [
    'Debug a Recording… asks for the file, and stops at its first goal, though the data is not there any more',
    async ({ page, hand, shot, workspace }) => {
      rmSync(join(workspace, 'data.json'));
      writeFileSync(join(workspace, 'main.polar'), 'allow(_, _, _);\n');
      await hand.command('Polar: Debug a Recording…');
      const input = page.locator('.quick-input-widget input.input').first();
      // The dialog writes its folder when it has read it: what was typed before is lost.
      await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: NAME }).first().waitFor();
      await input.fill(join(workspace, NAME));
      await page.waitForTimeout(1000);
      assert.equal(await input.inputValue(), join(workspace, NAME));
      await shot('3-dialog');
      await page.keyboard.press('Enter');
      await hand.command('View: Show Run and Debug');
      await stack(page).filter({ hasText: 'query' }).first().waitFor();
      await shot('4-stopped');
    },
  ],
  [
    'it steps in the texts that were recorded, forward and back',
    async ({ page, shot }) => {
      const state = (text) => page.locator('.debug-viewlet').filter({ hasText: text }).first().waitFor();
      for (let step = 0; step < 3; step++) {
        await page.keyboard.press('F11');
        await page.waitForTimeout(700);
      }
      await stack(page).filter({ hasText: 'has_permission' }).first().waitFor();
      await page.locator('.view-line').filter({ hasText: 'has_permission(actor, action, resource)' }).first().waitFor();
      await shot('5-stepped');
      await page.locator('.codicon-debug-step-back').first().click();
      await state('allow');
      await end(page);
    },
  ],
  [
    'the explorer’s menu of a recording debugs it',
    async ({ page, hand, shot }) => {
      await hand.command('View: Show Explorer');
      const item = page.getByRole('treeitem', { name: NAME });
      await item.click();
      await item.press('Shift+F10');
      const entry = page.locator('.monaco-menu .action-label').filter({ hasText: 'Debug a Recording' }).first();
      await entry.waitFor();
      await shot('6-menu');
      await entry.click();
      await hand.command('View: Show Run and Debug');
      await stack(page).filter({ hasText: 'query' }).first().waitFor();
      await end(page);
    },
  ],
];

main(async () => {
  const [folder = join(root, 'artifacts', 'recordings')] = process.argv.slice(2);
  return (await runSteps({ steps, folder: quickstart, artifacts: resolve(folder) })) === 0 ? 0 : 1;
});
