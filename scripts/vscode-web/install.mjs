/** Installs real VS Code (the server and the workbench that the npm package code-server carries) beside this file. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isInstalled, npm } from '../install.mjs';
import { progress, Refusal } from '../project.mjs';

const folder = dirname(fileURLToPath(import.meta.url));
const vscode = join(folder, 'node_modules', 'code-server', 'lib', 'vscode');

/** The program that serves VS Code; started with the project's Node. */
export const serverMain = join(vscode, 'out', 'server-main.js');

/** Installs VS Code for the browser unless it is there. About 20 seconds and 800 MB. */
export const installVSCode = async () => {
  if (process.platform === 'win32')
    throw new Refusal(
      'VS Code in the browser does not run on Windows itself. Install VS Code and its `code` command, or use WSL.',
    );
  if (!isInstalled(folder)) {
    progress('Installing VS Code for the browser (800 MB; about half a minute)…');
    await npm(folder, ['ci', '--ignore-scripts', '--no-audit', '--no-fund']);
  }
  // The server's own packages. `npm ci` fails here: the package's shrinkwrap lacks one that it needs.
  if (!existsSync(join(vscode, 'node_modules', '.package-lock.json'))) {
    progress("Installing VS Code's own packages…");
    await npm(vscode, ['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund']);
  }
};
