/** Where the project's things are, and how its commands are run. Needs Node 20 and nothing installed. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const vsix = join(root, 'dist', 'polar.vsix');
export const quickstart = join(root, 'examples', 'quickstart');
export const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
export const extensionId = `${manifest.publisher}.${manifest.name}`;

const bin = join(root, 'node_modules', '.bin');
const windows = process.platform === 'win32';

/** The Node that the development tools need (24), which `npm ci` installs; the machine's own may be older. */
export const projectNode = () => {
  const installed = join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');
  return existsSync(installed) ? installed : process.execPath;
};

/** The environment of a child process that finds the project's tools and its Node first. */
export const projectEnvironment = (more = {}) => {
  const environment = { ...process.env, ...more };
  // Escape codes are for terminals; a log is read as text.
  if (!process.stdout.isTTY) environment.NO_COLOR = '1';
  environment.PATH = `${bin}${delimiter}${process.env.PATH ?? ''}`;
  return environment;
};

/** A failure that is told to the person in plain words, without a stack. */
export class Refusal extends Error {}

/**
 * Runs a command to its end.
 * @param {string} command
 * @param {string[]} parameters
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv, show?: boolean}} [options] show: print its output as it comes
 * @returns {Promise<{status: number, output: string}>} 127 when it could not be started
 */
export const run = (command, parameters, { cwd = root, env = projectEnvironment(), show = true } = {}) =>
  new Promise((resolve) => {
    // npm and code are .cmd files on Windows, which only a shell starts.
    const child = spawn(command, parameters, { cwd, env, shell: windows, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const take = (stream) => (chunk) => {
      output += chunk;
      if (show) stream.write(chunk);
    };
    child.stdout.on('data', take(process.stdout));
    child.stderr.on('data', take(process.stderr));
    child.on('error', (error) => resolve({ status: 127, output: `${output}${error.message}` }));
    child.on('close', (status) => resolve({ status: status ?? 1, output }));
  });

/** Runs one of the project's own scripts or tools with the project's Node. */
export const runNode = (parameters, options) => run(projectNode(), parameters, options);

const minimumNode = 20;

/** Refuses a Node that is too old for anything here. */
export const requireNode = () => {
  if (Number(process.versions.node.split('.')[0]) < minimumNode)
    throw new Refusal(
      `This is Node ${process.versions.node}; Polar Tools needs Node ${minimumNode} or later. Install one and run the same command again.`,
    );
};

/** Prints what is being done, one line a step, with the time since the start. */
export const progress = (() => {
  const started = Date.now();
  return (text) => console.log(`[${((Date.now() - started) / 1000).toFixed(0).padStart(3)} s] ${text}`);
})();

/** Ends the process as a command should: a refusal in one line, anything unexpected with its stack. */
export const main = (body) => {
  body().then(
    (status) => process.exit(status ?? 0),
    (error) => {
      console.error(error instanceof Refusal ? `\n${error.message}` : error);
      process.exit(1);
    },
  );
};
