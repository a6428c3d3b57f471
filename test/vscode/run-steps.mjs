import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { progress, root, vsix } from '../../scripts/project.mjs';
import { openVSCode } from '../../scripts/vscode-web/page.mjs';
import { hands, settings } from './hands.mjs';

/**
 * Takes steps in the window of real VS Code, one after the other, each where the one before it ended.
 * @param {object} options
 * @param {readonly [string, (at: any) => Promise<unknown>][]} options.steps names, and what a person does and sees
 * @param {string} options.folder what the editor opens a copy of
 * @param {string} options.artifacts where `counts.json`, logs and screenshots go
 * @param {boolean} [options.updateImages] puts the pictures of the documents in their place
 * @param {string} [options.extension] the package that is installed
 * @param {object} [options.more] further settings
 * @returns {Promise<number>} how many failed
 */
export const runSteps = async ({ steps, folder, artifacts, updateImages = false, extension = vsix, more = {} }) => {
  mkdirSync(artifacts, { recursive: true });
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const editor = await openVSCode({ folder, vsix: extension, artifacts, settings: { ...settings, ...more } });
  const { page } = editor;
  try {
    page.setDefaultTimeout(30_000);
    await editor.open();
    /** `part`: of the window, what of it stands in a document. */
    const shot = async (name, image, part) => {
      const path = join(artifacts, `${name}.png`);
      await page.screenshot({ path });
      if (image === undefined || !updateImages) return;
      mkdirSync(join(root, 'docs', 'images'), { recursive: true });
      const shown = join(root, 'docs', 'images', `${image}.png`);
      if (part === undefined) copyFileSync(path, shown);
      else await page.screenshot({ path: shown, clip: part });
    };
    const hand = hands(page);
    for (const [index, [name, body]] of steps.entries())
      try {
        await body({ page, hand, shot, workspace: editor.workspace, editor });
        counts.passed++;
        progress(`✔ ${name}`);
      } catch (error) {
        counts.failed++;
        progress(`✘ ${name}`);
        console.error(error);
        await page.screenshot({ path: join(artifacts, `failure-${index + 1}.png`) }).catch(() => {});
      }
    if (editor.outside.size > 0) progress(`Asked for, and not reached: ${[...editor.outside].join(', ')}`);
  } finally {
    await editor.close();
    writeFileSync(join(artifacts, 'counts.json'), JSON.stringify(counts));
  }
  return counts.failed;
};
