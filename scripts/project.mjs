/** Where the project's things are, and how its commands are run. Needs Node 20 and nothing installed. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npmCommand, runProgram, withFolderOnPath } from './processes.mjs';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const vsix = join(root, 'dist', 'polar.vsix');
export const quickstart = join(root, 'examples', 'quickstart');
export const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
export const extensionId = `${manifest.publisher}.${manifest.name}`;

const bin = join(root, 'node_modules', '.bin');

/** The Node that `npm ci` installs, or undefined. */
const installedNode = () => {
  const installed = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return existsSync(installed) ? installed : undefined;
};

/**
 * The Node that runs the build and the development tools: 24, which `npm ci` installs where npm has a build of it for the system; else the one that runs
 * this, which must then be 22.18 or later. `npm start` and `npm test` themselves are run by whatever Node 20 or later is there.
 */
export const projectNode = () => installedNode() ?? process.execPath;

/** The environment of a child process that finds the project's tools and its Node first. */
export const projectEnvironment = (more = {}) => {
  const environment = { ...process.env, ...more };
  // Escape codes are for terminals; a log is read as text.
  if (!process.stdout.isTTY) environment.NO_COLOR = '1';
  return withFolderOnPath(environment, bin);
};

/** A failure that is told to the person in plain words, without a stack. */
export class Refusal extends Error {}

/** Runs a program to its end, in the project's root with its environment if nothing else is said: see `runProgram`. */
export const run = (program, parameters, { cwd = root, env = projectEnvironment(), show = true } = {}) =>
  runProgram(program, parameters, { cwd, env, show });

/** Runs one of the project's own scripts or tools with the project's Node. */
export const runNode = (parameters, options) => run(projectNode(), parameters, options);

/** Runs npm. */
export const runNpm = (parameters, options) => {
  const npm = npmCommand();
  return run(npm.program, [...npm.parameters, ...parameters], options);
};

/** Removes a file or folder. A virus scanner or a process that ends just now may hold a file of it for a moment on Windows. */
export const remove = (path) => rmSync(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });

/**
 * A new folder for a short time. Its path is short: sockets go into it, whose paths have 103 characters at most on a Mac, where the
 * system's own temporary folder takes half of them.
 */
export const makeTemporaryFolder = () =>
  mkdtempSync(join(process.platform !== 'win32' && existsSync('/tmp') ? '/tmp' : tmpdir(), 'plr-'));

const minimumNode = 20;
/** The first Node that runs TypeScript as it is, as the build and the development tools need it. */
const minimumForTools = [22, 18];

const isOlder = ([major, minor], version) => {
  const [itsMajor, itsMinor] = version.split('.').map(Number);
  return itsMajor < major || (itsMajor === major && itsMinor < minor);
};

/** Refuses a Node that is too old for anything here. */
export const requireNode = () => {
  if (isOlder([minimumNode, 0], process.versions.node))
    throw new Refusal(
      `This is Node ${process.versions.node}; Polar Tools needs Node ${minimumNode} or later. Install one and run the same command again.`,
    );
};

/** Says which Node runs the tools, and refuses one that cannot. After the packages are installed. */
export const requireNodeForTools = () => {
  if (installedNode() !== undefined) return;
  if (isOlder(minimumForTools, process.versions.node))
    throw new Refusal(
      `The package \`node\` (${manifest.optionalDependencies.node}) is not installed: npm has no build of it for this system, or left it out. The build then runs with your own Node, which is ${process.versions.node} and must be ${minimumForTools.join('.')} or later. Install one and run the same command again.`,
    );
  progress(`The tools run with your own Node, ${process.versions.node}: the package \`node\` is not installed.`);
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
