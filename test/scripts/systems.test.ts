/**
 * `npm start` and the programs that it starts, as on Windows and on a Mac: the platform's name is changed, and a command prompt that writes down what it is given stands in for
 * the real one. What only a real one can show (how a batch file then reads its arguments) is not seen here.
 */
import { execFile } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { commandFor, findOnPath, npmCommand, runProgram, withFolderOnPath } from '../../scripts/processes.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const top = realpathSync(mkdtempSync(join(tmpdir(), 'polar-scripts-')));
afterAll(() => rmSync(top, { recursive: true, force: true, maxRetries: 5 }));

const { platform } = process;
/** What stands in for programs are scripts for `sh`. */
const noScripts = platform === 'win32';
if (noScripts)
  console.warn('What stands in for other programs needs `sh`: how they are started is tested on Linux and macOS.');
const pretend = (name: NodeJS.Platform) => Object.defineProperty(process, 'platform', { value: name });
afterEach(() => pretend(platform));

/** What the command prompt gives to a batch file of a line for `/s /c`: the outer quotes taken off, then words, in quotes or not. */
function wordsOf(line: string): string[] {
  if (!/^".*"$/s.test(line)) throw new Error(`no outer quotes: ${line}`);
  const words: string[] = [];
  for (const [word] of line.slice(1, -1).matchAll(/(?:"(?:[^"]|"")*"|\^.|[^\s"^])+/g))
    words.push(
      word.replaceAll(
        /"((?:[^"]|"")*)"|\^(.)/g,
        (_, quoted: string | undefined, caret) => quoted?.replaceAll('""', '"') ?? caret,
      ),
    );
  return words;
}

/** A script for Node that appends what it is started with to a file, as a line of JSON. */
function recorder(file: string, log: string, more = '', name = file): string {
  writeFileSync(
    file,
    `const fs = require('node:fs');
fs.appendFileSync(${JSON.stringify(log)}, JSON.stringify([${JSON.stringify(name)}, ...process.argv.slice(2)]) + '\\n');
${more}
`,
  );
  return file;
}

/** The same as a program. Node's path may have blanks in it, which the first line of a script cannot have. */
function program(file: string, log: string, more = ''): string {
  const script = recorder(`${file}.cjs`, log, more, file);
  writeFileSync(file, `#!/bin/sh\nexec '${process.execPath}' '${script}' "$@"\n`);
  chmodSync(file, 0o755);
  return file;
}
const recorded = (log: string): string[][] =>
  readFileSync(log, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as string[]);

describe('a program with parameters', () => {
  const odd = ['a b', 'c&d', '100%', '%PATH%', 'x(1)', '^', 'say "hi"', 'ü', ''];

  it('is started without a shell, whatever the parameters', () => {
    pretend('win32');
    expect(commandFor('C:\\a b\\node.exe', odd, {})).toEqual({
      file: 'C:\\a b\\node.exe',
      parameters: odd,
      verbatim: false,
    });
    pretend('linux');
    expect(commandFor('/a b/code.cmd', odd, {}).file).toBe('/a b/code.cmd');
  });

  it.skipIf(noScripts)(
    'goes through the command prompt where it is a batch file, with each parameter whole',
    async () => {
      pretend('win32');
      const log = join(top, 'prompt.log');
      const comspec = program(join(top, 'prompt'), log);
      const { status } = await runProgram('C:\\Program Files\\Code (1)\\code.cmd', odd, {
        cwd: top,
        env: { ...process.env, comspec },
      });
      expect(status).toBe(0);
      const [[, ...given] = []] = recorded(log);
      expect(given.slice(0, 3)).toEqual(['/d', '/s', '/c']);
      expect(given).toHaveLength(4);
      expect(wordsOf(given[3]!)).toEqual(['C:\\Program Files\\Code (1)\\code.cmd', ...odd]);
      // What stands in quotes is never the name of a variable.
      expect(given[3]!.replaceAll('"^%"', '')).not.toContain('%');
    },
  );

  it('that is not there is told, and nothing is thrown', async () => {
    expect((await runProgram(join(top, 'nobody'), [], { cwd: top, env: {} })).status).toBe(127);
  });
});

describe('npm', () => {
  it('is its own program, run by the Node that runs it', () => {
    expect(npmCommand({ npm_execpath: 'C:\\a b\\npm-cli.js', npm_node_execpath: 'C:\\a b\\node.exe' })).toEqual({
      program: 'C:\\a b\\node.exe',
      parameters: ['C:\\a b\\npm-cli.js'],
    });
  });

  it('is looked for beside Node where another program runs the scripts', () => {
    const { program, parameters } = npmCommand({ npm_execpath: '/usr/lib/yarn.js' });
    expect([program, ...parameters].join(' ')).not.toContain('yarn');
  });
});

describe('the search path', () => {
  it('keeps the name that Windows has for it', () => {
    const environment = withFolderOnPath({ Path: 'C:\\x' }, 'C:\\tools');
    expect(environment).toEqual({ Path: `C:\\tools${delimiter}C:\\x` });
  });

  it('is where a command is found, with its extension', () => {
    writeFileSync(join(top, 'code.cmd'), '');
    expect(findOnPath(['code.exe', 'code.cmd'], { Path: `/nowhere${delimiter}${top}` })).toBe(join(top, 'code.cmd'));
  });
});

/** A copy of what `npm start` needs, where what it starts is stood in for by programs that write down what they are given. */
function standIns(name: string) {
  const folder = join(top, name);
  const log = join(top, `${name}.log`);
  for (const path of ['package.json', 'package-lock.json', 'scripts', 'examples/quickstart'])
    cpSync(join(root, path), join(folder, path), {
      recursive: true,
      filter: (from) => !from.includes('node_modules'),
    });
  const build = recorder(join(folder, 'scripts', 'stand-in.cjs'), log);
  writeFileSync(join(folder, 'scripts', 'build.mjs'), "import './stand-in.cjs';\n");
  const commonJs = (path: string): string => {
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'package.json'), '{"type": "commonjs"}');
    return path;
  };
  const polar = recorder(join(commonJs(join(folder, 'packages', 'cli', 'bin')), 'polar.js'), log);
  const npm = recorder(join(commonJs(join(folder, 'npm')), 'npm-cli.js'), log);
  return { folder, log, build, polar, npm, example: join(folder, 'examples', 'quickstart'), commonJs };
}

/** What an editor that runs the suite of `--check` leaves. */
const active = JSON.stringify({ active: true, extension: 'polar-tools.polar-tools', version: '0', editor: '1' });
const report = `if (process.env.POLAR_REPORT) fs.writeFileSync(process.env.POLAR_REPORT + '/activation.json', ${JSON.stringify(active)});`;

/** `npm start -- --check` on a system of that name. */
async function check(system: NodeJS.Platform, folder: string, npm: string, env: NodeJS.ProcessEnv): Promise<string> {
  const preload = join(top, `${system}.mjs`);
  writeFileSync(preload, `Object.defineProperty(process, 'platform', { value: '${system}' });\n`);
  const { PATH: _, ...rest } = process.env;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', pathToFileURL(preload).href, join(folder, 'scripts', 'start.mjs'), '--check'],
    { cwd: top, env: { ...rest, npm_execpath: npm, npm_node_execpath: process.execPath, ...env } },
  );
  return stdout;
}

describe.skipIf(noScripts)(
  'npm start -- --check, in a folder with blanks, brackets and letters beyond ASCII in its name',
  () => {
    const query = 'allow(larry, "read", gmail)';

    it('as on Windows: installs, builds, asks the editor and the example, each with its arguments whole', async () => {
      const { folder, log, polar, npm, example, commonJs } = standIns('a b (c) ü');
      const tools = commonJs(join(folder, 'Microsoft VS Code', 'bin'));
      writeFileSync(join(tools, 'code.cmd'), '');
      const comspec = program(join(tools, 'cmd'), log, report);
      expect(await check('win32', folder, npm, { TEMP: top, Path: tools, comspec })).toContain('All is well.');

      const runs = recorded(log).map(([program = '', ...given]) =>
        program === comspec ? wordsOf(given.at(-1)!) : [program, ...given],
      );
      expect(runs.find(([program]) => program === npm)).toEqual([npm, 'ci', '--no-audit', '--no-fund']);
      const code = runs.filter(([program]) => program === join(tools, 'code.cmd'));
      expect(code).toHaveLength(2);
      expect(code[0]).toEqual(
        expect.arrayContaining(['--install-extension', join(folder, 'dist', 'polar.vsix'), '--force']),
      );
      expect(code[1]!.at(-1)).toBe(example);
      expect(runs.filter(([program]) => program === polar).map(([, ...given]) => given)).toEqual([
        ['check', join(example, 'main.polar')],
        ['query', '--policy', join(example, 'main.polar'), '--data', join(example, 'data.json'), query],
      ]);
    });

    it('as on Windows, run by the Node among the packages, which cannot be removed while it runs: installs what differs', async () => {
      const { folder, log, npm } = standIns('w a (c) ü');
      const own = join(folder, 'node_modules', 'node', 'bin', 'node.exe');
      const preload = join(top, 'own-node.mjs');
      writeFileSync(preload, `process.execPath = ${JSON.stringify(own)};\n`);
      // The Node that is named is not there, so that nothing goes on after npm.
      const started = check('win32', folder, npm, { NODE_OPTIONS: `--import "${pathToFileURL(preload).href}"` });
      await expect(started).rejects.toThrow();
      expect(recorded(log)).toEqual([[npm, 'install', '--no-save', '--no-audit', '--no-fund']]);
    });

    it('as on a Mac: finds VS Code in its application where `code` is not on the path', async () => {
      const { folder, log, npm, example } = standIns('m a (c) ü');
      const home = join(folder, 'home');
      const bin = join(home, 'Applications', 'Visual Studio Code.app', 'Contents', 'Resources', 'app', 'bin');
      mkdirSync(bin, { recursive: true });
      const code = program(join(bin, 'code'), log, report);
      expect(await check('darwin', folder, npm, { HOME: home, PATH: join(folder, 'nowhere') })).toContain(
        'All is well.',
      );
      const runs = recorded(log).filter(([program]) => program === code);
      expect(runs).toHaveLength(2);
      expect(runs[1]!.at(-1)).toBe(example);
    });
  },
);

describe.skipIf(noScripts)('a folder for a short time', () => {
  it.each(['darwin', 'linux'])(
    'has room for the path of a socket on %s, whatever the temporary folder',
    async (system) => {
      const long = join(top, 'v'.repeat(60));
      mkdirSync(long, { recursive: true });
      const project = pathToFileURL(join(root, 'scripts', 'project.mjs')).href;
      const script = `Object.defineProperty(process, 'platform', { value: '${system}' });
      const { makeTemporaryFolder, remove } = await import(${JSON.stringify(project)});
      const folder = makeTemporaryFolder();
      console.log(folder);
      remove(folder);`;
      const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
        env: { ...process.env, TMPDIR: long },
      });
      // The longest that VS Code puts there.
      const socket = join(stdout.trim(), 'tmp', 'vscode-git-ipc-0123456789abcdef0123456789abcdef01234567.sock');
      expect(socket.length).toBeLessThanOrEqual(103);
      expect(existsSync(stdout.trim())).toBe(false);
    },
  );
});

describe('where npm has no build of the Node that the tools run with', () => {
  const build = async (version: string): Promise<string> => {
    const folder = join(top, `without ${version}`);
    for (const path of ['package.json', 'scripts'])
      cpSync(join(root, path), join(folder, path), {
        recursive: true,
        filter: (from) => !from.includes('node_modules'),
      });
    mkdirSync(join(folder, 'node_modules', 'esbuild'), { recursive: true });
    // What comes after the question which Node runs the tools: it has no grammar to read.
    const npm = join(folder, 'npm-cli.cjs');
    writeFileSync(npm, "console.log('npm', ...process.argv.slice(2)); process.exit(1);\n");
    const preload = join(top, `${version}.mjs`);
    writeFileSync(preload, `Object.defineProperty(process.versions, 'node', { value: '${version}' });\n`);
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      ['--import', pathToFileURL(preload).href, join(folder, 'scripts', 'build.mjs')],
      { cwd: folder, env: { ...process.env, npm_execpath: npm, npm_node_execpath: process.execPath } },
    ).catch((error: { stdout: string; stderr: string }) => error);
    return stdout + stderr;
  };

  it('says which Node is needed, where the own one is too old', async () => {
    expect(await build('20.19.0')).toContain('your own Node, which is 20.19.0 and must be 22.18 or later');
  });

  it('says that the own one runs them, where it can', async () => {
    const output = await build('22.18.0');
    expect(output).toContain('The tools run with your own Node, 22.18.0');
    expect(output).toContain('npm run --silent generate');
  });

  it('is no fault of an installation: the package is optional, and the lockfile says so', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
    expect(Object.keys(manifest.optionalDependencies)).toContain('node');
    expect(manifest.devDependencies).not.toHaveProperty('node');
    expect(lock.packages['node_modules/node'].optional).toBe(true);
  });
});
