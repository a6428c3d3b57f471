/** Runs a suite inside the extension host of real VS Code: the contract of @vscode/test-electron, in a browser. */
import { join } from 'node:path';
import { root, vsix } from '../project.mjs';
import { openVSCode } from './page.mjs';

const stub = join(root, 'test', 'vscode', 'stub');

/**
 * The packaged extension is installed; the extension "under development" is an empty one, since VS Code runs a suite only with one.
 * @param {object} options
 * @param {string} options.suite the file that exports `run()`
 * @param {string} options.folder what the editor opens a copy of
 * @param {string} [options.artifacts]
 * @param {Record<string, string>} [options.env] what the suite finds in `process.env`
 * @param {number} options.limit milliseconds
 * @returns {Promise<number>} the suite's exit code; throws with the last lines of the log when none came in time
 */
export const runSuite = async ({ suite, folder, artifacts, env = {}, limit }) => {
  const lines = [];
  // A built VS Code heeds the two paths in the address only with the smoke test driver.
  const editor = await openVSCode({ folder, vsix, artifacts, env, parameters: ['--enable-smoke-test-driver'] });
  let timer;
  try {
    const code = new Promise((resolve) => editor.page.exposeFunction('codeAutomationExit', resolve));
    await editor.page.exposeFunction('codeAutomationLog', (_type, parts) => lines.push(parts.join(' ')));
    await editor.open([
      ['extensionDevelopmentPath', editor.remote(stub)],
      ['extensionTestsPath', editor.remote(suite)],
    ]);
    const late = new Promise((_, reject) => {
      timer = setTimeout(
        () =>
          reject(
            new Error(
              `The suite did not end within ${limit / 1000} s. The log's last lines:\n${lines.slice(-20).join('\n')}`,
            ),
          ),
        limit,
      );
    });
    return await Promise.race([code, late]);
  } finally {
    clearTimeout(timer);
    if (artifacts !== undefined) await editor.page.screenshot({ path: join(artifacts, 'end.png') }).catch(() => {});
    await editor.close();
  }
};
