/** Serves real VS Code on a loopback address, with a profile of its own. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectNode, Refusal, runNode } from '../project.mjs';
import { serverMain } from './install.mjs';

/** What keeps a profile quiet: no updates, no telemetry, no suggestions. */
export const quietSettings = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'update.showReleaseNotes': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/** The environment without what another VS Code, or npm, put there for its own children. */
const cleanEnvironment = (more) => {
  const foreign = /^(VSCODE_|npm_|NODE_OPTIONS$|XDG_(CONFIG|DATA|CACHE)_HOME$)/;
  return { ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name))), ...more };
};

/** What the server prints, without its complaint that it has no log files: their writer would need a compiler to install. */
const withoutNoise = (output) => output.replaceAll(/Error: Could not locate the bindings file[\s\S]*?\n\}\n/g, '');

/** Refuses a port that something else listens on. */
const requireFree = (port) =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', ({ code, message }) => {
      const why = code === 'EADDRINUSE' ? `Port ${port} is in use.` : `Port ${port} cannot be used (${message}).`;
      reject(new Refusal(`${why} Choose another, such as: npm start -- --port ${port < 65535 ? port + 1 : 8080}`));
    });
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve()));
  });

const listening = /agent listening on (\d+)/;

/** Kills what is left of a process group that this program started. */
const endGroup = async (child) => {
  if (child.exitCode === null && child.signalCode === null) {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    process.kill(-child.pid, 'SIGTERM');
    await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 5000))]);
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Nothing was left of it.
  }
};

/**
 * @param {object} options
 * @param {string} options.profile an existing folder for the server's data, settings and extensions
 * @param {string} [options.vsix] the extension to install first
 * @param {number} [options.port] 0, the default, takes a free one
 * @param {object} [options.settings] the user's settings, besides the quiet ones
 * @param {string[]} [options.parameters] more of the server's parameters
 * @param {Record<string, string>} [options.env]
 * @returns {Promise<{port: number, token: string, output: () => string, exited: Promise<void>, stop: () => Promise<void>}>}
 */
export const serveVSCode = async ({ profile, vsix, port = 0, settings = {}, parameters = [], env = {} }) => {
  if (port !== 0) await requireFree(port);
  const data = join(profile, 'server');
  mkdirSync(join(data, 'data', 'User'), { recursive: true });
  const settingsFile = join(data, 'data', 'User', 'settings.json');
  // A profile that is used again keeps what its user changed.
  if (!existsSync(settingsFile))
    writeFileSync(settingsFile, `${JSON.stringify({ ...quietSettings, ...settings }, undefined, 2)}\n`);
  const environment = cleanEnvironment(env);
  const common = [serverMain, '--server-data-dir', data, '--accept-server-license-terms', '--telemetry-level', 'off'];
  if (vsix !== undefined) {
    const result = await runNode([...common, '--install-extension', vsix, '--force'], {
      env: environment,
      show: false,
    });
    if (result.status !== 0 || !/successfully installed/.test(result.output))
      throw new Refusal(`VS Code did not install the extension:\n${withoutNoise(result.output)}`);
  }
  // Whoever opens a page of this server can run programs through it: so only with this token, and only from this machine.
  const token = randomBytes(16).toString('hex');
  const child = spawn(
    projectNode(),
    [...common, '--host', '127.0.0.1', '--port', String(port), '--connection-token', token, ...parameters],
    { env: environment, stdio: ['ignore', 'pipe', 'pipe'], detached: true },
  );
  let output = '';
  const exited = new Promise((resolve) => child.once('exit', () => resolve()));
  const ready = new Promise((resolve, reject) => {
    const take = (chunk) => {
      output += chunk;
      if (listening.test(output)) resolve(Number(listening.exec(output)[1]));
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('exit', () =>
      reject(new Refusal(`VS Code's server ended before it listened:\n${withoutNoise(output)}`)),
    );
    setTimeout(
      () => reject(new Refusal(`VS Code's server did not listen within a minute:\n${withoutNoise(output)}`)),
      60_000,
    ).unref();
  });
  try {
    return { port: await ready, token, output: () => withoutNoise(output), exited, stop: () => endGroup(child) };
  } catch (error) {
    await endGroup(child);
    throw error;
  }
};

/** A file of this machine as the workbench names it. */
export const remoteUri = ({ port }, path) => `vscode-remote://127.0.0.1:${port}${pathToFileURL(path).pathname}`;

/** The address of a folder in the served editor; `payload` are the workbench's own options. */
export const addressOf = ({ port, token }, folder, payload = []) => {
  const query = new URLSearchParams({ tkn: token, folder });
  if (payload.length > 0) query.set('payload', JSON.stringify(payload));
  return `http://127.0.0.1:${port}/?${query}`;
};
