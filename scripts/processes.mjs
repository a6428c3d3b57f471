/** Starts programs: on Windows too, without a shell where none is needed, and with every argument whole where one is. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/** The name that the search path has in an environment: `Path` on Windows, which a copy of `process.env` keeps. */
const pathName = (environment) => Object.keys(environment).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';

/** The environment with a folder before all others on its search path. */
export const withFolderOnPath = (environment, folder) => {
  const name = pathName(environment);
  return { ...environment, [name]: `${folder}${delimiter}${environment[name] ?? ''}` };
};

/** The folders of the search path. */
export const searchPath = (environment = process.env) =>
  (environment[pathName(environment)] ?? '').split(delimiter).filter((folder) => folder !== '');

/** The first of these files that is in a folder of the search path, or undefined. */
export const findOnPath = (names, environment = process.env) =>
  searchPath(environment)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((path) => existsSync(path));

/**
 * An argument for a batch file: in quotes, so that spaces and `& | < > ^ ( )` stand for themselves. `%` begins a variable even there, so it stands outside,
 * where `^` takes its meaning away.
 */
const quoteForBatch = (argument) => `"${argument.replaceAll('"', '""').replaceAll('%', '"^%"')}"`;

const isBatchFile = (file) => /\.(cmd|bat)$/i.test(file);

/**
 * What to start for a program with parameters. Batch files (`code.cmd`, `npm.cmd`) are the one kind that only the command prompt starts; it takes off the outer quotes (`/s`).
 * @param {string} program a path, or a name on the search path
 * @param {string[]} parameters
 * @returns {{file: string, parameters: string[], verbatim: boolean}} verbatim: the parameters are quoted already
 */
export const commandFor = (program, parameters, environment = process.env) => {
  if (process.platform !== 'win32' || !isBatchFile(program)) return { file: program, parameters, verbatim: false };
  const line = [program, ...parameters].map(quoteForBatch).join(' ');
  const prompt = environment.comspec ?? environment.ComSpec ?? environment.COMSPEC ?? 'cmd.exe';
  return { file: prompt, parameters: ['/d', '/s', '/c', `"${line}"`], verbatim: true };
};

/**
 * Runs a program to its end.
 * @param {string} program
 * @param {string[]} parameters
 * @param {{cwd: string, env: NodeJS.ProcessEnv, show?: boolean}} options show: print its output as it comes
 * @returns {Promise<{status: number, output: string}>} 127 when it could not be started
 */
export const runProgram = (program, parameters, { cwd, env, show = true }) =>
  new Promise((resolve) => {
    const { file, parameters: given, verbatim } = commandFor(program, parameters, env);
    const child = spawn(file, given, {
      cwd,
      env,
      windowsVerbatimArguments: verbatim,
      windowsHide: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const take = (stream) => (chunk) => {
      output += chunk;
      if (show) stream.write(chunk);
    };
    // A character may come in two pieces.
    child.stdout.setEncoding('utf8').on('data', take(process.stdout));
    child.stderr.setEncoding('utf8').on('data', take(process.stderr));
    child.on('error', (error) => resolve({ status: 127, output: `${output}${error.message}` }));
    child.on('close', (status) => resolve({ status: status ?? 1, output }));
  });

/**
 * How npm is started: its own program, run by the Node that runs npm, so that no shell and no batch file is in between.
 * @returns {{program: string, parameters: string[]}} what comes before npm's parameters
 */
export const npmCommand = (environment = process.env) => {
  const named = environment.npm_execpath;
  const node = environment.npm_node_execpath ?? process.execPath;
  // pnpm and yarn name themselves there.
  if (named !== undefined && /npm-cli\.c?js$/.test(named)) return { program: node, parameters: [named] };
  const beside = dirname(process.execPath);
  const found = [join(beside, 'node_modules', 'npm'), join(beside, '..', 'lib', 'node_modules', 'npm')]
    .map((folder) => join(folder, 'bin', 'npm-cli.js'))
    .find((path) => existsSync(path));
  if (found !== undefined) return { program: process.execPath, parameters: [found] };
  if (process.platform !== 'win32') return { program: 'npm', parameters: [] };
  return { program: findOnPath(['npm.cmd']) ?? 'npm.cmd', parameters: [] };
};
