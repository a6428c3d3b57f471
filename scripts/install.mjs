/** Installs what a lockfile names, when it is not there yet. */
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { progress, Refusal, root, runNpm } from './project.mjs';

const read = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** True when every package that the lockfile in this folder asks for is installed in its version. */
export const isInstalled = (folder) => {
  const record = join(folder, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const wanted = read(join(folder, 'package-lock.json')).packages;
  const present = read(record).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional, peer, link }]) =>
      path === '' || !path.includes('node_modules/') || link || optional || peer || present[path]?.version === version,
  );
};

const registryTrouble = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network/;

/** The plain words for why npm failed. */
const reason = (folder, { status, output }) => {
  const where = relative(root, folder) || 'the project';
  if (status === 127) return 'npm was not found. It comes with Node: install Node 20 or later, with npm.';
  if (registryTrouble.test(output))
    return `npm could not reach its package registry while it installed ${where}. Check the network (or \`npm config get registry\`) and run the same command again.`;
  return `npm could not install ${where}; what it said is above. Run the same command again, or \`npm ci\` for more.`;
};

/** Runs npm and shows what it says only when it fails. */
export const npm = async (folder, parameters) => {
  const result = await runNpm(parameters, { cwd: folder, env: process.env, show: false });
  if (result.status === 0) return;
  process.stderr.write(result.output);
  throw new Refusal(reason(folder, result));
};

/** Whether a file lies in the project's packages. */
const isAmongPackages = (file) => !/^\.\.|^[a-z]:/i.test(relative(join(root, 'node_modules'), file));

/**
 * `npm ci` in the project's root, unless all of it is there. It removes all packages first, the Node among them that npm's scripts run with; Windows does
 * not remove a program that runs, so there what differs is installed instead.
 */
export const installProject = async () => {
  if (isInstalled(root)) return progress('The packages are installed.');
  const running = process.platform === 'win32' && isAmongPackages(process.execPath);
  const command = running ? ['install', '--no-save'] : ['ci'];
  progress(`Installing packages (npm ${command[0]}; about a minute the first time)…`);
  await npm(root, [...command, '--no-audit', '--no-fund']);
};
