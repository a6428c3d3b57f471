import { type AddressInfo, createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { folderOf, polar } from '../test/command.ts';

test('help names every command and what exit statuses mean', async () => {
  const { status, output } = await polar(folderOf({}), ['--help']);
  expect(status).toBe(0);
  for (const command of ['check', 'query', 'repl', 'lsp', 'dap'])
    expect(output).toMatch(new RegExp(`^  ${command}\\b`, 'm'));
  expect(output).toContain('Exit status: 0 fine; 1 findings, or no answer; 2 wrong use');
});

test('the help of check says which files form one policy', async () => {
  const { status, output } = await polar(folderOf({}), ['check', '--help']);
  expect(status).toBe(0);
  expect(output).toContain('polar.config.json');
  expect(output).toContain('--together');
});

test.each([
  [['chekc'], "unknown command 'chekc'. (Did you mean check?)"],
  [['check', '--fromat', 'json'], "unknown option '--fromat'"],
  [['check', '--dialect', 'prolog'], 'Allowed choices are auto, library, cloud'],
  [['query', '--limit', '0', 'x = 1'], 'Give a whole number of at least 1.'],
  [['query', '--timeout', 'soon', 'x = 1'], 'Give a whole number, 0 or more.'],
  [['query', '--limit', '-1', 'x = 1'], 'Give a whole number of at least 1.'],
  [['query'], "missing required argument 'query'"],
  [['query', '--first', '--all', 'x = 1'], "option '--all' cannot be used with option '--first'"],
  [['dap', '--port', '70000'], 'Give a port from 0 to 65535.'],
])('wrong use %j says what is wrong and exits 2', async (commandLine, message) => {
  const { status, output, errors } = await polar(folderOf({}), commandLine);
  expect(status).toBe(2);
  expect(output).toBe('');
  expect(errors).toContain(message);
});

const OPTIONS: readonly [string[], readonly string[], string][] = [
  [
    ['query', 'x = 1', '--limit'],
    ['5x', 'x5', '1.5', '0', '00', '-1', ' 1', '', '9'.repeat(16)],
    'Give a whole number of at least 1.',
  ],
  [['query', 'x = 1', '--timeout'], ['5x', '-1', '1.5', '', '9'.repeat(16)], 'Give a whole number, 0 or more.'],
  [['dap', '--port'], ['8x', '-1', '1e3', ''], 'Give a whole number, 0 or more.'],
  [['dap', '--port'], ['65536', '100000'], 'Give a port from 0 to 65535.'],
  [['test', '--coverage-minimum'], ['101', '5x', '-1', '1.', '.5', '1e1', ''], 'Give a number from 0 to 100.'],
];
test.each(OPTIONS.flatMap(([words, values, message]) => values.map((value) => [words, value, message] as const)))(
  '%j takes no %j',
  async (words, value, message) => {
    const { status, errors } = await polar(folderOf({}), [...words, value]);
    expect(status).toBe(2);
    expect(errors).toContain(message);
  },
);

test('a port that is in use is told, with what to do', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void taken.close());
  const { port } = taken.address() as AddressInfo;
  const { status, errors } = await polar(folderOf({}), ['dap', '--port', `${port}`]);
  expect(errors).toBe(`error: Port ${port} is in use. Choose another one, or --port 0 for any that is free.\n`);
  expect(status).toBe(2);
});

test('no command says how to find them and exits 2', async () => {
  const { status, errors } = await polar(folderOf({}), []);
  expect(status).toBe(2);
  expect(errors).toBe('error: No command. polar --help lists them.\n');
});

test('wrong use is JSON where JSON was asked for', async () => {
  const { status, output, errors } = await polar(folderOf({}), ['check', '--format', 'json', '--nonsense']);
  expect(status).toBe(2);
  expect(JSON.parse(output)).toEqual({ error: { code: 'wrong-use', message: expect.stringContaining('--nonsense') } });
  expect(errors).toBe('');
});

test('the version is printed', async () => {
  expect((await polar(folderOf({}), ['--version'])).output).toMatch(/^\d+\.\d+\.\d+\n$/);
});
