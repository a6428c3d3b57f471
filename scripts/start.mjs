/**
 * `npm start`: from a fresh clone to the quickstart in VS Code, ready to edit and debug.
 * Installs, builds, packages the extension, and opens the example: in VS Code when `code` is on the PATH, else in real VS Code in the browser.
 */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, relative } from 'node:path';
import { installProject } from './install.mjs';
import { findOnPath } from './processes.mjs';
import {
  extensionId,
  main,
  makeTemporaryFolder,
  progress,
  quickstart,
  Refusal,
  remove,
  requireNode,
  root,
  run,
  runNode,
  vsix,
} from './project.mjs';

const usage = `npm start: installs, builds and opens examples/quickstart in VS Code, ready to edit and debug.

  npm start -- --check      does all of it except staying open: starts the editor, confirms that the extension
                            is active in it, checks the example, runs its query and prints the answer
  npm start -- --browser    VS Code in the browser, even when \`code\` is on the PATH
  npm start -- --port N     the port of VS Code in the browser; without it, a free one
  npm start -- --help       this text`;

const query = 'allow(larry, "read", gmail)';
const policy = join(quickstart, 'main.polar');

/** Reads the command's parameters. */
const readParameters = (parameters) => {
  const options = { check: false, browser: false, help: false, port: 0 };
  for (let index = 0; index < parameters.length; index++) {
    const parameter = parameters[index];
    if (parameter === '--check') options.check = true;
    else if (parameter === '--browser') options.browser = true;
    else if (parameter === '--help' || parameter === '-h') options.help = true;
    else if (parameter === '--port') {
      options.port = Number(parameters[++index]);
      if (!Number.isInteger(options.port) || options.port < 1 || options.port > 65535)
        throw new Refusal('--port needs a number from 1 to 65535, such as: npm start -- --port 8080');
    } else throw new Refusal(`npm start does not know ${parameter}.\n\n${usage}`);
  }
  return options;
};

/** The command `code` of an installed VS Code, or undefined. On a Mac it is on the PATH only for those who asked for it. */
const findCode = () => {
  const windows = process.platform === 'win32';
  const onPath = findOnPath(windows ? ['code.cmd', 'code.exe'] : ['code']);
  if (onPath !== undefined || process.platform !== 'darwin') return onPath;
  const application = join('Applications', 'Visual Studio Code.app', 'Contents', 'Resources', 'app', 'bin', 'code');
  return [join('/', application), join(homedir(), application)].find((path) => existsSync(path));
};

const code = (parameters, env = {}) => run(findCode(), parameters, { env: { ...process.env, ...env }, show: false });

/** Installs the extension into VS Code and opens the example there. False, with the reason printed, when VS Code would not. */
const openInCode = async () => {
  progress('Installing the extension into VS Code (code --install-extension)…');
  const installed = await code(['--install-extension', vsix, '--force']);
  const opened = installed.status === 0 ? await code(['--new-window', quickstart, '--goto', policy]) : installed;
  if (opened.status === 0) {
    progress(`VS Code opens ${relative(root, quickstart)}.`);
    return true;
  }
  progress(`VS Code's \`code\` command refused (exit status ${opened.status}). ${opened.output.trim()}`);
  return false;
};

const whatToTry = `  Hover "read" if "contributor" to see the rule that it stands for.
  Set a breakpoint on a rule, choose Debug above \`allow\`, and ask: ${query}`;

/** Serves VS Code until Ctrl+C. */
const serveInBrowser = async (port) => {
  const { installVSCode } = await import('./vscode-web/install.mjs');
  const { addressOf, remoteUri, serveVSCode } = await import('./vscode-web/serve.mjs');
  await installVSCode();
  progress('Starting VS Code…');
  const profile = join(root, 'artifacts', 'editor');
  mkdirSync(profile, { recursive: true });
  const settings = { 'security.workspace.trust.enabled': false };
  const server = await serveVSCode({ profile, vsix, port, settings });
  const openFile = ['openFile', remoteUri(server, policy)];
  console.log(
    `\nVS Code is ready. Open this address in a browser on this machine:\n\n  ${addressOf(server, quickstart, [openFile])}\n`,
  );
  console.log(`${whatToTry}\n\nCtrl+C ends it.`);
  let asked = false;
  const interrupted = new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'])
      process.once(signal, () => {
        asked = true;
        resolve();
      });
  });
  await Promise.race([interrupted, server.exited]);
  await server.stop();
  if (asked) return 0;
  throw new Refusal(`VS Code's server ended by itself:\n${server.output()}`);
};

const activation = join(root, 'scripts', 'vscode-web', 'activation.cjs');

/** What the suite inside the editor saw, or undefined when it left nothing. */
const readReport = (folder) => {
  const file = join(folder, 'activation.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
};

const until = async (read, milliseconds) => {
  for (const end = Date.now() + milliseconds; Date.now() < end; ) {
    const value = read();
    if (value !== undefined) return value;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return undefined;
};

/** Asks VS Code of the desktop, in a profile of its own, whether the extension is active. Undefined when it did not start. */
const activationInCode = async (report) => {
  const folder = makeTemporaryFolder();
  const profile = ['--user-data-dir', join(folder, 'user'), '--extensions-dir', join(folder, 'extensions')];
  try {
    progress('Starting VS Code (code)…');
    const installed = await code([...profile, '--install-extension', vsix, '--force']);
    if (installed.status !== 0)
      return void progress(
        `VS Code's \`code\` command refused (exit status ${installed.status}). ${installed.output.trim()}`,
      );
    const stub = join(root, 'test', 'vscode', 'stub');
    const suite = ['--extensionDevelopmentPath', stub, '--extensionTestsPath', activation];
    const quiet = ['--disable-workspace-trust', '--skip-welcome', '--skip-release-notes', '--disable-telemetry'];
    const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const started = code([...profile, ...quiet, ...sandbox, '--new-window', ...suite, quickstart], {
      POLAR_REPORT: report,
    });
    const seen = await until(() => readReport(report), 90_000);
    if (seen === undefined) progress('VS Code of the desktop did not start here (no display?).');
    else await started;
    return seen;
  } finally {
    remove(folder);
  }
};

/** The same of VS Code in the browser. Throws with the reason when it cannot be started. */
const activationInBrowser = async (report) => {
  const { prepareVSCode } = await import('./vscode-web/prepare.mjs');
  const missing = await prepareVSCode();
  if (missing !== undefined) return { missing };
  const { runSuite } = await import('./vscode-web/run-suite.mjs');
  progress('Starting VS Code in the browser…');
  await runSuite({
    suite: activation,
    folder: quickstart,
    artifacts: report,
    env: { POLAR_REPORT: report },
    limit: 120_000,
  });
  return readReport(report);
};

/** Checks that the extension is active in the editor: throws when it is not; false, with the reason printed, when no editor can be had. */
const checkEditor = async (browserOnly) => {
  const report = join(root, 'artifacts', 'start');
  remove(report);
  mkdirSync(report, { recursive: true });
  const desktop = !browserOnly && findCode() !== undefined ? await activationInCode(report) : undefined;
  const seen = desktop ?? (await activationInBrowser(report));
  if (seen?.missing !== undefined) {
    progress(`Not checked in the editor: ${seen.missing}`);
    return false;
  }
  if (seen?.active !== true)
    throw new Refusal(
      `The extension ${extensionId} is not active in VS Code: ${seen?.reason ?? 'no report came'}. See ${relative(root, report)}.`,
    );
  progress(`The extension ${seen.extension} ${seen.version} is active in VS Code ${seen.editor}.`);
  return true;
};

const polar = (parameters) =>
  runNode([join(root, 'packages', 'cli', 'bin', 'polar.js'), ...parameters], { show: false });

const checkExample = async () => {
  const checked = await polar(['check', policy]);
  if (checked.status !== 0) throw new Refusal(`polar check finds fault with the example:\n${checked.output}`);
  progress(`polar check ${relative(root, policy)}: ${checked.output.trim() || 'no findings'}`);
  const answered = await polar(['query', '--policy', policy, '--data', join(quickstart, 'data.json'), query]);
  if (answered.status !== 0)
    throw new Refusal(`The example's query has no answer (exit status ${answered.status}):\n${answered.output}`);
  progress(`polar query '${query}':`);
  console.log(`\n${answered.output.trim()}\n`);
};

main(async () => {
  const options = readParameters(process.argv.slice(2));
  if (options.help) return void console.log(usage);
  requireNode();
  await installProject();
  progress('Building…');
  const built = await runNode([join(root, 'scripts', 'build.mjs')], { show: false });
  if (built.status !== 0) {
    process.stderr.write(built.output);
    throw new Refusal('The build failed; the reason is above.');
  }
  progress(`Built and packaged ${relative(root, vsix)}.`);
  if (options.check) {
    const inEditor = await checkEditor(options.browser);
    await checkExample();
    return void progress(inEditor ? 'All is well.' : 'All that could be checked here is well.');
  }
  if (!options.browser && findCode() !== undefined && (await openInCode())) return void console.log(`\n${whatToTry}`);
  return serveInBrowser(options.port);
});
