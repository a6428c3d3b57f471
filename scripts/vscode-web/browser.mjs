/** Finds a browser to show VS Code in: Chromium, Chrome or Edge; as root on Debian it installs one. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { searchPath } from '../processes.mjs';
import { progress, run } from '../project.mjs';

const commands = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
];
const elsewhere = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  '/opt/google/chrome/chrome',
  '/opt/microsoft/msedge/msedge',
];

/** The path of an installed browser, or undefined. `CHROMIUM` names one that is somewhere else. */
export const findBrowser = () => {
  const named = process.env.CHROMIUM;
  if (named !== undefined && existsSync(named)) return named;
  const folders = searchPath();
  const onPath = commands.flatMap((command) => folders.map((folder) => join(folder, command)));
  return [...onPath, ...elsewhere].find((path) => existsSync(path));
};

const isRootOnDebian = () =>
  process.getuid?.() === 0 && existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get');

/**
 * A browser, installed if it may be.
 * @returns {Promise<{path: string} | {missing: string}>} missing: why there is none, in plain words
 */
export const provideBrowser = async () => {
  const found = findBrowser();
  if (found !== undefined) return { path: found };
  const advice = 'Install Chromium, Chrome or Edge, or name one in the environment variable CHROMIUM.';
  if (!isRootOnDebian()) return { missing: `no browser was found. ${advice}` };
  progress('Installing Chromium (apt-get; about a minute)…');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const update = await run('apt-get', ['update', '-qq'], { env, show: false });
  const packages = ['chromium', 'fonts-dejavu-core'];
  const install = await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
    env,
    show: false,
  });
  const path = findBrowser();
  if (install.status === 0 && path !== undefined) return { path };
  const said = `${update.output}${install.output}`.trim().split('\n').slice(-3).join(' ');
  return { missing: `no browser was found, and apt-get could not install Chromium (${said}). ${advice}` };
};
