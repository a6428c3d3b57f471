/**
 * What hands do by habit in the window of real VS Code: format, refactor, write a data file, convert to the other dialect. `node test/vscode/habits.mjs ARTIFACTS
 * [--update-images]`; leaves `counts.json` and screenshots in ARTIFACTS.
 */
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { main, quickstart, root } from '../../scripts/project.mjs';
import { runSteps } from './run-steps.mjs';

const MANGLED = `allow( _user:User ,"read",repository : Repository ) if repository.is_public ;
# Who works on a repository
has_role(user:User,"contributor",repository:Repository)   if
user in repository.contributors and not user.is_blocked and
        repository.organization.is_active and repository.kind in ["open","inner","closed"];`;

/** A policy of its own beside the example, for what is done with the keyboard alone. */
const RULES = `actor User {}
resource Repo {}

allow(user: User, "see", repo: Repo) if
  is_visible(repo) and
  not is_barred(user) and
  user.active = true;

is_visible(repo: Repo) if
  repo.is_public = true or repo.kind = "open";

is_barred(user: User) if user.state = "gone";
is_barred(user: User) if user.state = "banned";
`;

/** Puts the cursor at a place (`line:column`) of the file that is open, and takes a refactoring there. */
const refactor = async (page, place, title) => {
  await page.keyboard.press('Control+g');
  await page.locator('.quick-input-widget input.input').first().waitFor();
  await page.keyboard.type(place);
  await page.keyboard.press('Enter');
  await take(page, title);
};
const take = async (page, title) => {
  const offers = page.locator('.action-widget .monaco-list-row');
  for (let attempt = 0; attempt < 4 && (await offers.count()) === 0; attempt++) {
    await page.keyboard.press('Control+Shift+r');
    await offers
      .first()
      .waitFor({ timeout: 5000 })
      .catch(() => {});
  }
  for (let step = 0; step < 12; step++) {
    if (await page.locator('.action-widget .monaco-list-row.focused').filter({ hasText: title }).count()) break;
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
  await offers.first().waitFor({ state: 'hidden' });
};

const [folder = join(root, 'artifacts', 'habits'), ...options] = process.argv.slice(2);
const artifacts = resolve(folder);
const updateImages = options.includes('--update-images');

/** Takes a picture of the upper left of the editors, small enough for a page. */
const picture = async (page, name, image, height) => {
  const box = await page.locator('.part.editor').first().boundingBox();
  const path = join(artifacts, `${name}.png`);
  const clip = { x: box.x, y: box.y, width: Math.min(box.width, 860), height: Math.min(box.height, height) };
  await page.screenshot({ path, clip });
  if (updateImages && image !== undefined) copyFileSync(path, join(root, 'docs', 'images', `${image}.png`));
};

const steps = [
  [
    'offers refactorings with their names',
    async ({ page, hand }) => {
      await hand.open('main.polar');
      // The server is there when it has said what the policy is.
      await page.getByText('Polar: Library').waitFor({ timeout: 60_000 });
      await page.waitForTimeout(3000);
      await hand.line('"push" if "maintainer"').click();
      await hand.until(() => page.keyboard.press('Control+Shift+r'), page.locator('.action-widget').first());
      await page.waitForTimeout(500);
      await picture(page, '3-refactor', 'refactor', 420);
      await page.keyboard.press('Escape');
    },
  ],
  [
    "completes the fields of the application's classes",
    async ({ page, hand }) => {
      await hand.line('role in actor.roles').click();
      await page.keyboard.press('End');
      await page.keyboard.type(' role.repository.', { delay: 20 });
      const row = page.locator('.suggest-widget.visible .monaco-list-row');
      await row.filter({ hasText: 'is_public' }).first().waitFor();
      await page.waitForTimeout(500);
      await picture(page, '6-fields', 'application-fields', 560);
      await page.keyboard.press('Escape');
    },
  ],
  [
    'completes a data file',
    async ({ page }) => {
      const item = page.getByRole('treeitem', { name: 'data.json' });
      await item.dblclick();
      const data = page.locator('.monaco-editor[data-uri$="data.json"]').first();
      await data.locator('.view-line').filter({ hasText: '"$class"' }).first().click();
      await page.keyboard.press('End');
      await page.keyboard.press('Control+Space');
      await page.locator('.suggest-widget.visible .monaco-list-row').first().waitFor();
      await page.waitForTimeout(500);
      await picture(page, '4-data', 'data-file', 420);
      await page.keyboard.press('Escape');
    },
  ],
  [
    'refactors with the keyboard alone',
    async ({ page, hand, workspace, shot }) => {
      mkdirSync(join(workspace, 'rules'));
      writeFileSync(join(workspace, 'rules', 'polar.config.json'), '{"dialect": "library"}\n');
      writeFileSync(join(workspace, 'rules', 'more.polar'), '# More.\n');
      writeFileSync(join(workspace, 'rules', 'rules.polar'), RULES);
      await page.getByRole('treeitem', { name: 'rules', exact: true }).click();
      await page.getByRole('treeitem', { name: 'rules.polar' }).dblclick();
      const editor = page.locator('.monaco-editor[data-uri$="rules.polar"]').first();
      const line = (text) => editor.locator('.view-line').filter({ hasText: text }).first();
      await line('is_barred(user: User) if user.state = "banned"').waitFor();
      await refactor(page, '12:3', 'Merge with the next rule');
      await line('user.state = "gone" or user.state = "banned"').waitFor();
      await refactor(page, '12:45', 'Convert to "user.state in');
      await line('is_barred(user: User) if user.state in ["gone", "banned"]').waitFor();
      await refactor(page, '10:26', 'Split into 2 rules');
      await line('is_visible(repo: Repo) if repo.kind = "open"').waitFor();
      await refactor(page, '6:8', 'Inline is_barred');
      await line('not (user.state in ["gone", "banned"]) and').waitFor();
      // Two whole lines, with what joins the first to the second and ends the rule.
      await page.keyboard.press('Control+g');
      await page.keyboard.type('6:1');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Shift+ArrowDown');
      await page.keyboard.press('Shift+ArrowDown');
      await take(page, 'Extract to the rule');
      // The rename box asks for the name.
      await page.locator('.rename-box input:focus').first().waitFor();
      await page.keyboard.type('in_good_standing');
      await page.keyboard.press('Enter');
      await line('in_good_standing(user: User) if').waitFor();
      await shot('7-refactored');
      await refactor(page, '9:3', 'Move to more.polar');
      await line('in_good_standing(user: User) if').waitFor({ state: 'hidden' });
      // The steps that follow are about the policy beside it alone.
      await hand.command('File: Save All');
      await page.keyboard.press('Control+w');
      rmSync(join(workspace, 'rules'), { recursive: true });
      await page.getByRole('treeitem', { name: 'rules', exact: true }).waitFor({ state: 'detached' });
    },
  ],
  [
    'formats what was typed in any way',
    async ({ page, hand }) => {
      await hand.open('main.polar');
      await hand.editor.click();
      await page.keyboard.press('Control+a');
      await page.keyboard.insertText(MANGLED);
      await picture(page, '1-mangled', undefined, 260);
      await hand.command('Format Document');
      await hand.line('"read", repository: Repository) if').waitFor();
      await picture(page, '2-formatted', 'format', 300);
    },
  ],
  [
    'shows what a conversion to the other dialect changes, before it does',
    async ({ page, hand, shot }) => {
      await hand.open('main.polar');
      await hand.command('Polar: Convert to the Other Dialect');
      await page
        .getByText(/Refactor Preview/i)
        .first()
        .waitFor({ timeout: 30_000 });
      await page.waitForTimeout(1000);
      await shot('5-convert');
      // Discarded, it leaves nothing: neither in the policy nor a report.
      const report = page.locator('.tab').filter({ hasText: 'What the conversion leaves to you' });
      await report.waitFor();
      await page.getByRole('button', { name: 'Discard' }).first().click();
      await report.waitFor({ state: 'detached' });
      await hand.until(() => hand.command('Polar: Convert to the Other Dialect'), report);
      // With the keyboard alone: of which a part is left out, it says so, and is taken back.
      const rows = page.locator('.bulk-edit-panel .monaco-list-row');
      await rows.first().waitFor();
      // Each row that is passed opens its change: VS Code shows an error where it is hurried.
      for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'Space', 'Control+Enter']) {
        await page.waitForTimeout(700);
        await page.keyboard.press(key);
      }
      await page.getByText('Only a part of the conversion was applied').first().waitFor();
      await shot('8-a-part');
      await page.getByRole('button', { name: 'Take It Back' }).click();
      await report.waitFor({ state: 'detached' });
      await hand.until(() => hand.command('Polar: Convert to the Other Dialect'), report);
      // What belongs together is ticked: applied as it is shown, it is the whole.
      await page.getByRole('button', { name: 'Apply' }).first().click();
      await hand.line('contributors(repository, user)').waitFor();
      await hand.line('actor User {}').waitFor();
      await page.getByText('The policy is said for Oso Cloud').first().waitFor();
      await shot('6-converted');
    },
  ],
];

main(async () => ((await runSteps({ steps, folder: quickstart, artifacts })) === 0 ? 0 : 1));
