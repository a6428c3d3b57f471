/**
 * The panels by keyboard alone, in high contrast: whatever they have is reached with Tab and the arrows, is seen to have the focus, and has a name.
 * `node test/vscode/keyboard.mjs ARTIFACTS [--light]`; leaves `counts.json` and screenshots in ARTIFACTS.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { main, quickstart, root } from '../../scripts/project.mjs';
import { runSteps } from './run-steps.mjs';

/** Runs a command of the palette. */
const command = async (page, name) => {
  const input = page.locator('.quick-input-widget input.input').first();
  for (let attempt = 0; ; attempt++)
    try {
      await page.keyboard.press('F1');
      await input.waitFor({ timeout: 3000 });
      await input.fill(`>${name}`);
      await page
        .locator('.quick-input-list .monaco-list-row.focused')
        .filter({ hasText: name })
        .waitFor({ timeout: 5000 });
      await page.keyboard.press('Enter');
      return;
    } catch (error) {
      if (attempt === 4) throw error;
      await page.keyboard.press('Escape');
    }
};

/** The page of the panel that is shown: one that was closed may be there for a while. */
const shownPage = (page) => page.frameLocator('iframe.webview >> visible=true').last().frameLocator('iframe');

/** Into the group of editors where the panel is. */
const toPanel = async (page) => {
  await page.keyboard.press('Control+1');
  await page.waitForTimeout(300);
  await page.keyboard.press('Control+2');
  await page.waitForTimeout(500);
};

/** What has the focus within the page of a panel; undefined where nothing there has it. */
const focused = async (page) => {
  for (const frame of page.frames().reverse()) {
    const found = await frame
      .evaluate(() => {
        const element = document.activeElement;
        if (!document.hasFocus() || element === null || ['BODY', 'IFRAME'].includes(element.tagName)) return undefined;
        if (element.closest('.monaco-workbench') !== null) return undefined;
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        const name = element.getAttribute('aria-label') ?? element.textContent ?? '';
        return {
          name: name.replaceAll(/\s+/g, ' ').trim(),
          // In a picture it is the line around a box.
          isSeen: element.closest('svg') !== null || (outlineStyle !== 'none' && outlineWidth !== '0px'),
          role: element.getAttribute('role') ?? element.tagName.toLowerCase(),
        };
      })
      .catch(() => undefined);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** Goes through a panel with Tab until the focus comes to the same place again or leaves it; what was passed. */
const walk = async (page, key = 'Tab', most = 60) => {
  const passed = [];
  for (let step = 0; step < most; step++) {
    await page.keyboard.press(key);
    await page.waitForTimeout(60);
    const at = await focused(page);
    if (at === undefined) break;
    assert.ok(at.isSeen, `the focus is seen: ${at.role} ${at.name}`);
    assert.ok(at.name !== '', `it has a name: ${at.role}`);
    passed.push(at);
  }
  return passed;
};

const has = (passed, name) =>
  assert.ok(
    passed.some((one) => (typeof name === 'string' ? one.name === name : name.test(one.name))),
    `${name} is reached: ${passed.map((one) => one.name).join(' | ')}`,
  );

/** Types into the box that asks, and takes it. */
const answer = async (page, text) => {
  const input = page.locator('.quick-input-widget input.input').first();
  await input.waitFor();
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
  await input.waitFor({ state: 'hidden' });
};

const steps = [
  [
    'Why?: the tree, its buttons and its changes',
    async ({ page, hand, shot }) => {
      await hand.open('main.polar');
      await hand.editor.locator('.codelens-decoration').first().waitFor();
      await command(page, 'Polar: Explain a Query');
      await answer(page, 'allow(anne, "push", gmail)');
      const panel = shownPage(page);
      await panel.getByText('allow(anne, "push", gmail) does not hold.').waitFor({ timeout: 30_000 });
      await toPanel(page);
      const passed = await walk(page);
      await shot('1-why-buttons');
      has(passed, 'Debug This Query');
      has(passed, /^allow\(anne, "push", gmail\) fails/);
      has(passed, 'Why Is This Wrong?');
      has(passed, /^Change the Data File: add Role/);
      // Into the tree.
      await toPanel(page);
      for (let step = 0; step < 8 && (await focused(page))?.role !== 'treeitem'; step++)
        await page.keyboard.press('Tab');
      const lines = await walk(page, 'ArrowDown', 4);
      assert.equal(lines.length, 4);
      await shot('2-why-tree');
      await page.keyboard.press('Enter');
      await page.waitForTimeout(1000);
      await shot('3-why-source');
    },
  ],
  [
    'Why?: finds what is at fault by questions',
    async ({ page, shot }) => {
      await toPanel(page);
      for (let step = 0; step < 12 && (await focused(page))?.name !== 'Why Is This Wrong?'; step++)
        await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      const panel = shownPage(page);
      await panel.getByText('Question 1').waitFor();
      await page.waitForTimeout(300);
      const at = await focused(page);
      await shot('4-question');
      assert.equal(at?.name, 'Yes', 'the focus goes on to the question');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.waitForTimeout(1500);
      await shot('5-next');
      assert.ok((await focused(page)) !== undefined, 'the focus stays in the panel');
      await command(page, 'View: Close All Editors');
    },
  ],
  [
    'Roles and Permissions: the picture and the tables',
    async ({ page, hand, shot }) => {
      await hand.open('main.polar');
      await command(page, 'Polar: Show Roles and Permissions');
      const panel = shownPage(page);
      await panel.locator('[data-name="Repository.admin"]').waitFor({ timeout: 60_000 });
      await toPanel(page);
      const passed = await walk(page);
      await shot('6-roles-end');
      has(passed, 'Find a type, role or permission');
      has(passed, 'Export as SVG');
      has(passed, /Repository/);
      await toPanel(page);
      for (let step = 0; step < 14; step++) {
        await page.keyboard.press('Tab');
        const at = await focused(page);
        if (at !== undefined && /resource Repository|actor User|Repository/.test(at.name)) break;
      }
      for (const key of ['ArrowRight', 'ArrowDown', 'ArrowDown']) await page.keyboard.press(key);
      const at = await focused(page);
      assert.ok(at?.isSeen, 'the focus is seen in the picture');
      await shot('7-roles-picture');
      await command(page, 'View: Close All Editors');
    },
  ],
  [
    'Changed Permissions: each change with its buttons',
    async ({ page, hand, shot, workspace }) => {
      const git = (...words) =>
        execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...words], { cwd: workspace });
      git('init', '-q');
      git('add', '.');
      git('commit', '-q', '-m', 'first');
      await hand.open('main.polar');
      await hand.line('"delete" if "admin"').click();
      await page.keyboard.press('End');
      await page.keyboard.press('Enter');
      await page.keyboard.type('"delete" if "maintainer";');
      await command(page, 'Polar: Compare Permissions with the Last Commit');
      const panel = shownPage(page);
      await panel.getByText('Answers change from the last commit').waitFor({ timeout: 30_000 });
      await toPanel(page);
      const passed = await walk(page);
      await shot('8-changed');
      has(passed, 'Compare Again');
      has(passed, /^Debug \(anne, "delete", react\)/);
      has(passed, /^Explain \(User, "delete", Repository\)/);
    },
  ],
];

main(async () => {
  const [folder = join(root, 'artifacts', 'keyboard'), ...options] = process.argv.slice(2);
  const more = {
    'git.enabled': true,
    'workbench.colorTheme': options.includes('--light') ? 'Default High Contrast Light' : 'Default High Contrast',
  };
  return (await runSteps({ steps, folder: quickstart, artifacts: resolve(folder), more })) === 0 ? 0 : 1;
});
