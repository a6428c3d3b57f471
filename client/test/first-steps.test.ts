import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it, vi } from 'vitest';
import { debug, sessions } from './editor/debugging.ts';
import { disk } from './editor/documents.ts';
import { FOLDER, type Running, startExtension, until } from './editor/extension.ts';
import { commands, person, window } from './editor/vscode.ts';

vi.mock('vscode', () => import('./editor/vscode.ts'));
const { activateOn } = await import('../src/activate.ts');

const QUICKSTART = fileURLToPath(new URL('../../examples/quickstart/', import.meta.url));
const EXAMPLE = 'file:///storage/example/main.polar';

let running: Running;
const start = async (files: Readonly<Record<string, string>>): Promise<void> => {
  running = await startExtension(activateOn, files);
  for (const name of ['main.polar', 'data.json', 'polar.config.json'])
    disk.write(`file:///extension/examples/quickstart/${name}`, readFileSync(`${QUICKSTART}${name}`, 'utf8'));
};
afterEach(() => {
  debug.breakpoints.splice(0);
  for (const each of running.context.subscriptions) each.dispose();
});
const shown = () => window.activeTextEditor?.document;
const asked = (command: string) => person.executed.filter(([name]) => name === command).map(([, ...rest]) => rest);

it('opens the example in a folder of its own, and keeps what a person changes in it', async () => {
  await start({ 'main.polar': 'f(1);\n' });
  await commands.executeCommand('polar.openExample');
  expect(shown()?.uri.toString()).toBe(EXAMPLE);
  expect(disk.text('file:///storage/example/data.json')).toBe(readFileSync(`${QUICKSTART}data.json`, 'utf8'));
  disk.write(EXAMPLE, 'g(1);\n');
  disk.files.delete('file:///storage/example/data.json');
  await commands.executeCommand('polar.openExample');
  expect(disk.text(EXAMPLE)).toBe('g(1);\n');
  expect(disk.files.has('file:///storage/example/data.json')).toBe(true);
  expect(disk.text(`${FOLDER}/main.polar`)).toBe('f(1);\n');
});

it.each([
  ['polar.example.allowed', 'allow(anne, "push", react)', /^true$/m],
  ['polar.example.denied', 'allow(anne, "delete", react)', /"admin" is not "maintainer"/],
  ['polar.example.why', 'allow(anne, "delete", react)', /"admin" is not "maintainer"/],
])('%s asks %s of the example and its data, without a question', async (command, query, said) => {
  await start({});
  await commands.executeCommand(command);
  expect(asked('polar.runQuery')).toEqual([[{ uri: EXAMPLE, query, ask: false }]]);
  const output = () =>
    sessions
      .flatMap(({ events }) => events)
      .map(({ body }) => (body as { output?: string } | undefined)?.output ?? '')
      .join('');
  await until('the answer', () => said.test(output()));
  expect(person.seen).toEqual([]);
});

it('debugs the denied query to the goal that fails, with one breakpoint however often', async () => {
  await start({});
  for (const _ of [1, 2]) await commands.executeCommand('polar.example.stepBack');
  await until('two sessions', () => sessions.length === 2);
  const [breakpoint, ...others] = debug.breakpoints as { location: { range: { start: { line: number } } } }[];
  const line = shown()!.getText().split('\n')[breakpoint!.location.range.start.line];
  expect(line).toContain('role_name = role.name');
  expect(others).toEqual([]);
  expect(sessions.at(-1)?.configuration).toMatchObject({ query: 'allow(anne, "delete", react)' });
});

it('writes its test once, into a file that the application does not load, and runs the tests in it', async () => {
  await start({});
  for (const _ of [1, 2]) await commands.executeCommand('polar.example.test');
  const tests = 'file:///storage/example/tests.polar';
  expect(disk.text(tests).match(/^\?= .*/gm)).toEqual([
    '?= allow(anne, "push", react);',
    '?= not allow(anne, "delete", react);',
  ]);
  // The names of objects in the data are no names of the application's.
  expect(disk.text(EXAMPLE)).toBe(readFileSync(`${QUICKSTART}main.polar`, 'utf8'));
  expect(shown()?.uri.toString()).toBe(tests);
  expect(asked('polar.runTest')).toEqual([[tests], [tests]]);
});

it('keeps what a person has written into the file of tests', async () => {
  await start({});
  const tests = 'file:///storage/example/tests.polar';
  disk.write(tests, '?= allow(larry, "delete", gmail);\n');
  await commands.executeCommand('polar.example.test');
  expect(disk.text(tests).match(/^\?= .*/gm)).toHaveLength(3);
});

it.each([
  [{}, [true], true],
  [{ '.gitignore': 'dist\n' }, [true], true],
  [{ 'README.md': '# Mine\n' }, [], false],
])('offers a beginning where nothing but hidden files is: %o', async (files, contexts, focused) => {
  await start({ '.keep': '', ...files });
  const told = () => asked('setContext').filter(([key]) => key === 'polar.isFolderEmpty');
  await until('the folder to be looked at', () => told().length === contexts.length);
  expect(told().map(([, value]) => value)).toEqual(contexts);
  expect(asked('polar.begin.focus').length > 0).toBe(focused);
  disk.write(`${FOLDER}/.env`, '');
  disk.write(`${FOLDER}/main.polar`, 'f(1);\n');
  disk.write(`${FOLDER}/more.polar`, 'f(2);\n');
  expect(told().map(([, value]) => value)).toEqual(focused ? [true, false] : []);
});
