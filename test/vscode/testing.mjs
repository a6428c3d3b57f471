/**
 * A Cloud policy's tests in the window of real VS Code, as a person runs them: `node test/vscode/testing.mjs ARTIFACTS [--update-images]`; leaves
 * `counts.json` and screenshots in ARTIFACTS.
 */
import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { main, progress, root, vsix } from '../../scripts/project.mjs';
import { openVSCode } from '../../scripts/vscode-web/page.mjs';
import { hands, settings } from './hands.mjs';

const policy = `actor User {}

resource Org {
  roles = ["admin", "member"];
  permissions = ["read", "write"];

  "member" if "admin";
  "read" if "member";
  "write" if "admin";
}

test "admins write" {
  setup {
    has_role(User{"anne"}, "admin", Org{"acme"});
  }
  assert allow(User{"anne"}, "write", Org{"acme"});
  assert_not allow(User{"bob"}, "read", Org{"acme"});
}

test "members only read" {
  setup {
    has_role(User{"bob"}, "member", Org{"acme"});
  }
  assert allow(User{"bob"}, "read", Org{"acme"});
  assert_not allow(User{"bob"}, "write", Org{"acme"});
}
`;

const steps = [
  [
    'shows the tests of a policy in the Test Explorer, and runs them',
    async ({ page, hand, shot }) => {
      await hand.open('main.polar');
      await hand.command('Testing: Focus on Test Explorer View');
      const row = (text) => page.locator('.test-explorer .monaco-list-row').filter({ hasText: text }).first();
      await row('main.polar').waitFor();
      await hand.command('Test: Run All Tests');
      await row('main.polar').locator('.codicon-testing-passed-icon').waitFor();
      await row('main.polar').click();
      await page.keyboard.press('ArrowRight');
      for (const name of ['admins write', 'members only read'])
        await row(name).locator('.codicon-testing-passed-icon').waitFor();
      await shot('1-passed', 'tests-passed');
    },
  ],
  [
    'shows the newest state while tests run at every change: beside a run by hand, after a failure and after an error',
    async ({ page, hand, shot }) => {
      const row = (text) => page.locator('.test-explorer .monaco-list-row').filter({ hasText: text }).first();
      const becomes = (name, state) => row(name).locator(`.codicon-testing-${state}-icon`).waitFor();
      const eye = async (turn) => {
        await row('main.polar').hover();
        await row('main.polar')
          .locator(`.codicon-testing-turn-continuous-run-${turn}, .codicon-testing-continuous-is-on`)
          .first()
          .click();
      };
      await eye('on');
      await hand.line('"write" if "admin"').click();
      await page.keyboard.press('End');
      await page.keyboard.press('Backspace');
      for (const name of ['main.polar', 'admins write', 'members only read']) await becomes(name, 'error');
      await page.keyboard.type(';');
      for (const name of ['main.polar', 'admins write', 'members only read']) await becomes(name, 'passed');
      await hand.command('Test: Run All Tests');
      await page.waitForTimeout(2000);
      await hand.line('has_role(User{"anne"}').click();
      await page.keyboard.press('Home');
      await page.keyboard.press('Shift+End');
      await page.keyboard.press('Delete');
      await becomes('admins write', 'failed');
      await becomes('members only read', 'passed');
      await page.waitForTimeout(1000);
      await shot('10-continuous');
      await page.keyboard.press('Control+z');
      await becomes('admins write', 'passed');
      await becomes('main.polar', 'passed');
      await hand.line('"write" if "admin"').click();
      await page.keyboard.press('End');
      await page.keyboard.press('Backspace');
      await becomes('main.polar', 'error');
      await page.keyboard.type(';');
      await becomes('main.polar', 'passed');
      await eye('off');
    },
  ],
  [
    'debugs a test: stops inside a rule, shows the facts, and steps back',
    async ({ page, hand, shot }) => {
      const rule = hand.line('"write" if "admin"');
      const box = await rule.boundingBox();
      const margin = await hand.editor.locator('.glyph-margin').first().boundingBox();
      await page.mouse.click(margin.x + 10, box.y + box.height / 2);
      await hand.editor.locator('.codicon-debug-breakpoint, .codicon-debug-breakpoint-unverified').first().waitFor();
      await hand.line('actor User').click();
      await hand.editor.locator('.codelens-decoration a').filter({ hasText: 'Debug Test' }).first().click();
      await page.locator('.debug-top-stack-frame-line, .debug-top-stack-frame-column').first().waitFor();
      await hand.command('View: Show Run and Debug');
      const stack = page.locator('.debug-call-stack .monaco-list-row');
      await stack.filter({ hasText: 'test "admins' }).first().waitFor();
      await stack.filter({ hasText: 'has_permission(' }).first().waitFor();
      const state = (text) => page.locator('.debug-viewlet').filter({ hasText: text }).first().waitFor();
      await page.keyboard.press('F11');
      await state('call has_role/3');
      await hand.hidePanel();
      await hand.widen(420);
      const watch = page.locator('.debug-viewlet .pane-header').filter({ hasText: 'Watch' }).first();
      if ((await watch.getAttribute('aria-expanded')) === 'true') await watch.click();
      await hand.fold('Breakpoints', true);
      await hand.fold('Choice Points', true);
      const variables = page.locator('.debug-variables .monaco-list-row');
      const facts = variables.filter({ hasText: /^Facts$/ }).first();
      for (let attempt = 0; attempt < 10 && (await facts.getAttribute('aria-expanded')) !== 'true'; attempt++) {
        await facts.click();
        await page.waitForTimeout(300);
      }
      await variables.filter({ hasText: 'has_role(User{"anne"}, "admin", Org{"acme"})' }).first().waitFor();
      await shot('6-debug-test', 'debug-test');
      await page.keyboard.press('F11');
      await state('fact has_role/3');
      await page.locator('.codicon-debug-step-back').first().click();
      await state('call has_role/3');
      await hand.command('Remove All Breakpoints');
      await page.keyboard.press('F5');
      await page.locator('.debug-toolbar').first().waitFor({ state: 'detached' });
      await hand.command('View: Show Testing');
    },
  ],
  [
    'marks an assertion as soon as it does not hold any more, and shows what failed at its line after a run',
    async ({ page, hand, shot }) => {
      await hand.hidePanel();
      const rule = hand.line('"write" if "admin"');
      await rule.click();
      await page.keyboard.press('End');
      await page.keyboard.type(' "write" if "member";');
      await hand.editor.locator('.squiggly-warning').first().waitFor();
      await hand.command('Test: Run All Tests');
      const row = (text) => page.locator('.test-explorer .monaco-list-row').filter({ hasText: text }).first();
      await row('members only read').locator('.codicon-testing-failed-icon').waitFor();
      await row('admins write').locator('.codicon-testing-passed-icon').waitFor();
      await page
        .locator('.test-output-peek-tree .monaco-list-row')
        .filter({ hasText: 'Expected that allow' })
        .first()
        .click();
      await page.locator('.part.panel').filter({ hasText: 'does not hold, but it does' }).first().waitFor();
      await shot('2-failed', 'test-failed');
      await page.keyboard.press('Escape');
    },
  ],
  [
    'adds the missing fact to a test by a quick fix, which makes it pass',
    async ({ page, hand, shot }) => {
      await hand.hidePanel();
      await hand.line('"write" if "admin"').click();
      for (let i = 0; i < 25; i++) await page.keyboard.press('Control+z');
      await hand.editor.locator('.squiggly-warning').first().waitFor({ state: 'detached' });
      const assertion = hand.line('assert_not allow(User{"bob"}, "read"');
      await assertion.click();
      await page.keyboard.press('End');
      await page.keyboard.press('Enter');
      await page.keyboard.type('assert allow(User{"carl"}, "write", Org{"acme"});');
      await hand.editor.locator('.squiggly-warning').first().waitFor();
      await page.keyboard.press('Control+.');
      await page
        .locator('.action-widget .monaco-list-row')
        .filter({ hasText: 'Add to the setup: has_role(User{"carl"}, "admin", Org{"acme"});' })
        .first()
        .waitFor();
      await shot('4-fix', 'test-fix');
      await page.locator('.action-widget .monaco-list-row').filter({ hasText: 'Add to the setup' }).first().click();
      await hand.line('has_role(User{"carl"}, "admin", Org{"acme"});').waitFor();
      await hand.editor.locator('.squiggly-warning').first().waitFor({ state: 'detached' });
    },
  ],
  [
    'shows no coverage of a policy that does not load, and says why',
    async ({ page, hand, shot }) => {
      await hand.line('"write" if "admin"').click();
      await page.keyboard.press('End');
      await page.keyboard.press('Backspace');
      await hand.editor.locator('.squiggly-error').first().waitFor();
      await hand.command('Test: Run All Tests with Coverage');
      const message = page
        .locator('.notification-list-item-message')
        .filter({ hasText: 'No coverage from main.polar' });
      await message.filter({ hasText: 'The policy does not load: main.polar:10:' }).waitFor();
      await page.waitForTimeout(1000);
      await shot('11-no-coverage');
      const shown = await page.locator('.test-coverage-list-item, .coverage-bars, .coverage-deco-inline').count();
      assert.equal(shown, 0, 'nothing is coloured as not covered');
      await hand.command('Notifications: Clear All Notifications');
      await hand.line('"write" if "admin"').click();
      await page.keyboard.press('End');
      await page.keyboard.type(';');
      await hand.editor.locator('.squiggly-error').first().waitFor({ state: 'detached' });
    },
  ],
  [
    'shows which rules the tests reach',
    async ({ page, hand, shot }) => {
      await hand.command('Test: Run All Tests with Coverage');
      await page.locator('.test-coverage-list-item, .coverage-bars').first().waitFor();
      await hand.command('View: Show Testing');
      await hand.line('actor User').click();
      await page.waitForTimeout(1500);
      await shot('5-coverage', 'coverage');
    },
  ],
  [
    'names a file of facts only where that is chosen, and says of which ids queries know nothing',
    async ({ page, hand, shot, workspace }) => {
      const configuration = join(workspace, 'polar.config.json');
      const before = readFileSync(configuration, 'utf8');
      await hand.line('actor User').click();
      await hand.command('Polar: Run a Query');
      const input = page.locator('.quick-input-widget input.input').first();
      const rows = page.locator('.quick-input-list .monaco-list-row');
      const named = rows.filter({ hasText: 'Use the facts of facts.csv' }).first();
      const reads = (text) => page.waitForFunction((wanted) => document.activeElement?.value === wanted, text);
      await input.fill('al');
      await named.waitFor();
      // What completes the word comes from the server, and may take a while.
      await rows.filter({ hasText: 'allow' }).first().waitFor();
      await page.keyboard.press('Enter');
      await reads('allow(');
      await rows.filter({ hasText: 'User:anne' }).filter({ hasText: 'queries do not use' }).first().waitFor();
      await named.waitFor();
      await page.waitForTimeout(500);
      await shot('12-no-facts');
      assert.equal(readFileSync(configuration, 'utf8'), before);
      // From the first row up to the last.
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('Enter');
      await rows.filter({ hasText: 'User:zoe' }).filter({ hasText: 'A fact names this User' }).first().waitFor();
      await named.waitFor({ state: 'detached' });
      assert.match(readFileSync(configuration, 'utf8'), /facts\.csv/);
      await shot('13-facts-named');
      await page.keyboard.press('Escape');
    },
  ],
  [
    'asks a Cloud policy from the palette, over the facts of a file',
    async ({ page, hand, shot }) => {
      await hand.line('actor User').click();
      await hand.command('Polar: Run a Query');
      const input = page.locator('.quick-input-widget input.input').first();
      await input.fill('allow(User:zoe, action, Org:_)');
      await page.keyboard.press('Enter');
      await page
        .locator('.monaco-editor[data-uri^="polar-answers:"] .view-line')
        .filter({ hasText: 'allow(User:zoe, String:write, Org:acme)' })
        .first()
        .waitFor();
      await shot('3-asked');
    },
  ],
  [
    'completes a query in its box from the policy and its facts, and runs it to its answers',
    async ({ page, hand, shot }) => {
      await hand.line('actor User').click();
      await hand.command('Polar: Run a Query');
      const input = page.locator('.quick-input-widget input.input').first();
      const row = (text) => page.locator('.quick-input-list .monaco-list-row').filter({ hasText: text }).first();
      const reads = (text) => page.waitForFunction((wanted) => document.activeElement?.value === wanted, text);
      await input.fill('has_r');
      for (const [offered, completed] of [
        ['has_role', 'has_role('],
        ['User:zoe', 'has_role(User:zoe, '],
        ['role', 'has_role(User:zoe, role, '],
      ]) {
        await row(offered).waitFor();
        if (offered === 'User:zoe') {
          await page.waitForTimeout(500);
          await shot('7-box');
        }
        if (offered === 'role') await input.pressSequentially('rol');
        await page.waitForTimeout(500);
        await row(offered).click();
        await reads(completed);
      }
      await row('Org:acme').waitFor();
      await page.waitForTimeout(500);
      await row('Org:acme').click();
      await reads('has_role(User:zoe, role, Org:acme)');
      await row('Run').waitFor();
      await page.keyboard.press('Enter');
      await page
        .locator('.monaco-editor[data-uri^="polar-answers:"] .view-line')
        .filter({ hasText: 'has_role(User:zoe, String:admin, Org:acme)' })
        .first()
        .waitFor();
      await shot('8-answers');
    },
  ],
  [
    'says of a test that passes that its assertion can never hold',
    async ({ page, hand, shot }) => {
      await hand.line('actor User').click();
      await page.keyboard.press('Control+End');
      await page.keyboard.insertText('test "typo" { assert_not alow(User{"bob"}, "read", Org{"acme"}); }');
      const row = (text) => page.locator('.test-explorer .monaco-list-row').filter({ hasText: text }).first();
      await row('typo').waitFor();
      await hand.command('Test: Run All Tests');
      await row('typo').locator('.codicon-testing-passed-icon').waitFor();
      await hand.command('Test: Show Output');
      await page.locator('.part.panel').filter({ hasText: 'typo: warning: ' }).first().waitFor();
      await shot('9-warning');
    },
  ],
];

main(async () => {
  const [folder = join(root, 'artifacts', 'testing'), ...options] = process.argv.slice(2);
  const artifacts = resolve(folder);
  mkdirSync(artifacts, { recursive: true });
  const workspace = mkdtempSync(join(tmpdir(), 'polar-t-'));
  writeFileSync(join(workspace, 'main.polar'), policy);
  writeFileSync(join(workspace, 'facts.csv'), 'has_role,User,String,Org\nzoe,admin,acme\n');
  writeFileSync(join(workspace, 'polar.config.json'), '{"dialect": "cloud"}\n');
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const editor = await openVSCode({ folder: workspace, vsix, artifacts, settings });
  const { page } = editor;
  try {
    page.setDefaultTimeout(30_000);
    await editor.open();
    const shot = async (name, image) => {
      const path = join(artifacts, `${name}.png`);
      await page.screenshot({ path });
      if (image !== undefined && options.includes('--update-images'))
        copyFileSync(path, join(root, 'docs', 'images', `${image}.png`));
    };
    const hand = hands(page);
    for (const [index, [name, body]] of steps.entries())
      try {
        await body({ page, hand, shot, workspace: editor.workspace });
        counts.passed++;
        progress(`✔ ${name}`);
      } catch (error) {
        counts.failed++;
        progress(`✘ ${name}`);
        console.error(error);
        await page.screenshot({ path: join(artifacts, `failure-${index + 1}.png`) }).catch(() => {});
      }
  } finally {
    await editor.close();
    rmSync(workspace, { recursive: true, force: true, maxRetries: 5 });
    writeFileSync(join(artifacts, 'counts.json'), JSON.stringify(counts));
  }
  return counts.failed === 0 ? 0 : 1;
});
