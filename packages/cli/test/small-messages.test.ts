import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { memoryFiles } from '@polar-tools/project';
import { describe, expect, it } from 'vitest';
import { saveText, unwritableMessage, writeText } from '../src/format/save-text.ts';
import { historyFile, parseHistory, printHistory } from '../src/repl/history.ts';
import { paintFor } from '../src/report/colour.ts';
import { run } from '../src/run.ts';
import { version } from '../src/version.ts';
import { folderOf, polar, surroundingsIn } from './command.ts';

it.each([
  [{ kind: 'forbidden', code: 'EACCES' }, 'may not be written. Ask for the right to write it, or name another file.'],
  [{ kind: 'unreadable', code: 'EROFS' }, 'may not be written. Ask for the right to write it, or name another file.'],
  [
    { kind: 'unreadable', code: 'ENOSPC' },
    'cannot be written: there is no room left (ENOSPC). Make room, then try again.',
  ],
  [
    { kind: 'unreadable', code: 'EDQUOT' },
    'cannot be written: there is no room left (EDQUOT). Make room, then try again.',
  ],
  [{ kind: 'unreadable', code: 'EIO' }, 'cannot be written (EIO). Check that it can be changed, then try again.'],
  [{ kind: 'unreadable', code: undefined }, 'cannot be written. Check that it can be changed, then try again.'],
] as const)('what cannot be written says what to do: %j', async (fault, told) => {
  expect(unwritableMessage(fault as never, 'a.polar')).toBe(`"a.polar" ${told}`);
  const { surroundings, ran } = surroundingsIn(folderOf({ 'a.polar': 'f( 1 );\n' }));
  expect(await run(['format', '--check'], surroundings)).toBe(1);
  expect(await run(['format'], { ...surroundings, save: async () => fault as never })).toBe(2);
  expect(ran().errors).toBe(`error: "a.polar" ${told}\n`);
});

it('what cannot be written is told to programs by its code', async () => {
  const fault = { kind: 'folder', code: 'EISDIR' } as const;
  const { surroundings, ran } = surroundingsIn(folderOf({}));
  expect(await run(['init', 'roles'], { ...surroundings, write: async () => fault })).toBe(2);
  expect(ran().errors).toContain('main.polar');
  const folder = folderOf({ 'a/b': '' });
  expect(await saveText(join(folder, 'a'), '')).toMatchObject({ kind: 'folder' });
  expect(await saveText(join(folder, 'none'), '')).toMatchObject({ kind: 'missing' });
  expect(await writeText(join(folder, 'a'), '')).toMatchObject({ kind: 'folder' });
  expect(await writeText(join(folder, 'x', 'y'), 'text')).toBeUndefined();
  expect(readFileSync(join(folder, 'x', 'y'), 'utf8')).toBe('text');
});

it('a folder of Markdown is formatted only where it is named: what is searched are policies', async () => {
  const markdown = '```polar\nf( 1 );\n```\n';
  const folder = folderOf({ 'a.polar': 'f(1);\n', 'b.md': markdown, 'guide/c.md': markdown });
  expect((await polar(folder, ['format', '--check'])).output).toBe('1 file checked, all formatted.\n');
  expect((await polar(folder, ['format', '--check', '.', 'b.md'])).output).toContain('b.md\n');
  expect((await polar(folder, ['format', '--diff', '--stdin', 'x.md'], { input: markdown })).output).toContain(
    '+f(1);',
  );
  expect((await polar(folder, ['format', '--diff', '--stdin'], { input: 'f(1);\n' })).output).toBe('');
});

it.each([
  [{}, true, true],
  [{}, false, false],
  [{ TERM: 'dumb' }, true, false],
  [{ NO_COLOR: '1' }, true, false],
  [{ NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
  [{ NO_COLOR: '' }, true, true],
  [{ FORCE_COLOR: '1' }, false, true],
  [{ FORCE_COLOR: '' }, false, true],
  [{ FORCE_COLOR: '0' }, true, false],
  [{ FORCE_COLOR: 'false' }, true, false],
])('colours in %j, at a terminal %s: %s', (environment, isTerminal, isColoured) => {
  const paint = paintFor({ write: () => {}, isTerminal, columns: 80 }, environment);
  expect(paint('red', 'x')).toBe(isColoured ? '\u001b[31mx\u001b[39m' : 'x');
  expect(paint(['bold', 'red'], 'x')).toBe(isColoured ? '\u001b[1m\u001b[31mx\u001b[39m\u001b[22m' : 'x');
});

describe('the history of the conversation', () => {
  it.each([
    [{ POLAR_HISTORY: '/h' }, '/h'],
    [{ POLAR_HISTORY: '' }, undefined],
    [{ HOME: '/home/me' }, join('/home/me', '.local', 'state', 'polar', 'history')],
    [{ USERPROFILE: '/users/me' }, join('/users/me', '.local', 'state', 'polar', 'history')],
    [{ HOME: '/home/me', XDG_STATE_HOME: '/state' }, join('/state', 'polar', 'history')],
    [{ HOME: '/home/me', XDG_STATE_HOME: '' }, join('/home/me', '.local', 'state', 'polar', 'history')],
  ])('is kept where %j says: %s', (environment, file) => {
    expect(historyFile(environment)).toBe(file);
  });

  it('is a line an input, the newest last, a thousand at most', () => {
    expect(parseHistory('a\n\nb\n')).toEqual(['b', 'a']);
    expect(printHistory(['b', 'a'])).toBe('a\nb\n');
    const many = Array.from({ length: 1_002 }, (_, at) => `${at}`);
    expect(parseHistory(many.join('\n')).slice(0, 1)).toEqual(['1001']);
    expect(parseHistory(many.join('\n'))).toHaveLength(1_000);
    expect(printHistory(many).split('\n')).toHaveLength(1_001);
    expect(printHistory(many).startsWith('999\n')).toBe(true);
  });
});

describe('polar repl', () => {
  it('greets a person, and no pipe', async () => {
    const { surroundings, ran, stdin } = surroundingsIn(folderOf({}), {
      terminal: true,
      environment: { POLAR_HISTORY: '', NO_COLOR: '1' },
    });
    const running = run(['repl'], surroundings);
    stdin.write(':help\r');
    stdin.write(':quit\r');
    expect(await running).toBe(0);
    expect(ran().output.startsWith(`Polar ${version}. A query, or :help.\n`)).toBe(true);
    expect(ran().output.match(/Polar \d/g)).toHaveLength(1);
    expect((await polar(folderOf({}), ['repl'], { input: '' })).output).toBe('');
  });

  it('has these commands', async () => {
    const { output } = await polar(folderOf({}), ['repl'], { input: ':help\n' });
    expect(output.split('\n').slice(3)).toEqual([
      '  :load FILE...       add policy files; a .json, .jsonl or .csv file is the data, or has facts',
      '  :reload             read all files again',
      '  :trace [on|off]     show every call, exit, redo and fail of a query',
      '  :time [on|off]      show how long each query takes',
      '  :help               show this help',
      '  :quit               leave (Ctrl-D does too)',
      '',
    ]);
    expect(output).toContain(
      'Type a query: allow(user, "read", resource). It may go on over several lines; an empty line ends it.\n',
    );
    expect(output).toContain(
      'After an answer, ; shows the next one and Enter stops. Tab completes names. Ctrl-C interrupts.\n\n',
    );
  });

  it.each([
    [':load\n', 'Name a file: :load main.polar data.json\n'],
    [':trace\n', 'Tracing is on.\n'],
    [':trace\n:trace\n', 'Tracing is on.\nTracing is off.\n'],
    [':trace off\n:tr on\n', 'Tracing is off.\nTracing is on.\n'],
    [':time\n:ti\n', 'Timing is on.\nTiming is off.\n'],
    [':t\n', 'There is no :t. :help lists what there is.\n'],
    [':\n', 'There is no :. :help lists what there is.\n'],
    [':q\nx = 1\n', ''],
    ['  :quit  \nx = 1\n', ''],
    [':load a.polar\n', '1 file loaded, 1 rule.\n'],
    [':load a.polar b.polar\n', '2 files loaded, 3 rules.\n'],
  ])('%j says %j', async (input, output) => {
    const folder = folderOf({ 'a.polar': 'f(1);\n', 'b.polar': 'g(1);\ng(2);\n' });
    expect((await polar(folder, ['repl'], { input })).output).toBe(output);
  });

  it.each([
    ['f(x)\n', 'x = 1\nx = 2\n', 0],
    ['\n\nf(1)\n\n', 'true\n', 0],
    ['f(x) and\n  x = 2\n', 'x = 2\n', 0],
    ['f(x) and\n\n', '', 2],
    ['f(3)\nf(1)\n', 'false\ntrue\n', 1],
    ['f(3)\nf(\n\nf(1)\n', 'false\ntrue\n', 2],
    ['?= f(1);\n', 'true\n', 0],
  ])('answers %j with %j, and its status is %s', async (input, output, status) => {
    const ran = await polar(folderOf({ 'a.polar': 'f(1);\nf(2);\n' }), ['repl', 'a.polar'], { input });
    expect(ran.output).toBe(`1 file loaded, 2 rules.\n${output}`);
    expect(ran.status).toBe(status);
  });

  it.each([
    ['a policy', { 'a.polar': 'f(' }, 'a.polar:1:3:'],
    ['data', { 'a.polar': 'f(1);\n', 'data.json': '[' }, 'data.json:1:1:'],
    ['data that is not there', { 'a.polar': 'f(1);\n' }, '"data.json"'],
  ])('begins without %s that does not load, says so once, and what to do', async (_what, files, told) => {
    const { output, errors, status } = await polar(folderOf(files), ['repl', 'a.polar', 'data.json'], {
      input: 'x = 1\n',
    });
    expect(output).toBe('Mend it, then :load it again.\nx = 1\n');
    expect(errors.split('error: ')).toHaveLength(2);
    expect(errors).toContain(told);
    expect(status).toBe(2);
  });

  it('traces goals of the query, of rules and of classes, and errors are told after what led to them', async () => {
    const data = {
      classes: { User: { fields: ['name'] } },
      objects: { ann: { $class: 'User', name: 'ann' } },
    };
    const folder = folderOf({
      'a.polar': 'f(u: User) if u.name = "ann"\n  and g(u);\ng(_);\nh(x) if x < "a";\n',
      'data.json': JSON.stringify(data),
    });
    const traced = async (query: string) =>
      polar(folder, ['repl', 'a.polar', 'data.json'], { input: `:trace on\n${query}\n` });
    const { output, errors } = await traced('f(ann)');
    expect(errors).toBe('');
    expect(output).toMatch(/^ {5}call {2}f\(ann\)$/m);
    expect(output).toMatch(/^ {4}unify {2}f\(.+\) {2}a\.polar:1$/m);
    expect(output).toMatch(/^ {5}call {4}g\(u\) {2}a\.polar:2$/m);
    expect(output).toMatch(/^ {5}exit {2}f\(ann\)$/m);
    expect(output.endsWith('true\n')).toBe(true);
    const failed = await traced('h(1)');
    expect(failed.output).toMatch(/^ {5}call {4}x < "a" {2}a\.polar:4$/m);
    expect(failed.errors).toContain('a.polar:4');
    expect(failed.status).toBe(2);
  });
});

it('a shared folder of Windows, a drive, a root and a folder are URIs in SARIF', async () => {
  const { uriIn } = await sarifPlaces();
  expect(uriIn).toEqual({ 'C:\\w': 'a%20b.polar' });
});

/** The place of a finding in a file, as SARIF has it. */
async function sarifPlaces() {
  const files = memoryFiles({ 'file:///c%3A/w/a%20b.polar': 'f(' });
  const { output } = await polar('C:\\w', ['check', '--format', 'sarif'], { files, pathStyle: 'windows' });
  const [{ results }] = JSON.parse(output).runs;
  return { uriIn: { 'C:\\w': results[0].locations[0].physicalLocation.artifactLocation.uri } };
}

describe('polar test', () => {
  const tests =
    'actor User {}\ntest "a" { assert_not f(User{"x"}); }\ntest "b" { assert_not f(User{"x"}); }\ndeclare f(User);\n';

  it('prints text alone where it watches', async () => {
    expect(await polar(folderOf({}), ['test', '--watch', '--format', 'json'])).toMatchObject({ status: 2 });
    const { surroundings, ran } = surroundingsIn(folderOf({}));
    await run(['test', '--watch', '--format', 'junit'], surroundings);
    expect(ran().errors + ran().output).toContain('--watch prints text: leave --format out.');
  });

  it('is ended by Ctrl-C, and says how many were not run', async () => {
    const { surroundings, ran } = surroundingsIn(folderOf({ 'main.polar': tests }));
    const { output } = surroundings;
    let interrupt = (): void => {};
    const status = await run(['test'], {
      ...surroundings,
      // In the middle of the first test's report.
      output: {
        ...output,
        write: (text) => {
          interrupt();
          output.write(text);
        },
      },
      onInterrupt: (listener) => {
        interrupt = listener;
        return () => {};
      },
    });
    expect(ran().errors).toContain('Interrupted: 1 test was not run.\n');
    expect(status).toBe(2);
  });

  it('is ended between two policies, too', async () => {
    const files = Object.fromEntries(
      ['a', 'b'].flatMap((name) => [
        [`${name}/main.polar`, tests.replace('test "b"', 'test "c"')],
        [`${name}/polar.config.json`, '{"dialect": "cloud"}'],
      ]),
    );
    const { surroundings, ran } = surroundingsIn(folderOf(files));
    const { output } = surroundings;
    let interrupt = (): void => {};
    await run(['test'], {
      ...surroundings,
      output: {
        ...output,
        write: (text) => {
          if (text.includes('✓ c')) interrupt();
          output.write(text);
        },
      },
      onInterrupt: (listener) => {
        interrupt = listener;
        return () => {};
      },
    });
    expect(ran().output.match(/✓/g)).toHaveLength(2);
  });

  it('goes on watching a policy that cannot be read, and says what cannot be watched', async () => {
    const { surroundings, ran } = surroundingsIn(folderOf({ 'main.polar': tests }));
    let interrupt = (): void => {};
    let stopped = 0;
    const running = run(['test', '--watch', 'nowhere.polar'], {
      ...surroundings,
      onInterrupt: (listener) => {
        interrupt = listener;
        return () => {};
      },
      watch: (_folder, { failed, ready }) => {
        failed('too many');
        ready();
        return () => stopped++;
      },
    });
    for (const began = Date.now(); !ran().errors.includes('Watching') && Date.now() - began < 10_000; )
      await new Promise((resolve) => setTimeout(resolve, 5));
    interrupt();
    expect(await running).toBe(2);
    expect(stopped).toBe(1);
    expect(ran().errors).toContain('Not all of this folder can be watched: too many\n');
    expect(ran().errors).toContain('There is no file or folder "nowhere.polar"');
    expect(ran().errors).toContain('Watching for changes; Ctrl-C ends it.\n');
  });
});
