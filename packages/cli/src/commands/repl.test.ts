import { setTimeout } from 'node:timers/promises';
import { memoryFiles } from '@polar-tools/project';
import { expect, test } from 'vitest';
import { folderOf, polar, surroundingsIn } from '../../test/command.ts';
import { run } from '../run.ts';

const policy = { 'main.polar': 'f(1);\nf(2);\nf(3);\ng(x) if f(x) and x > 1;\n' };

test('each line of a pipe is a query, with all its answers', async () => {
  const { status, output } = await polar(folderOf(policy), ['repl', 'main.polar'], { input: 'f(x)\ng(1)\n' });
  expect(output).toBe('1 file loaded, 4 rules.\nx = 1\nx = 2\nx = 3\nfalse\n');
  expect(status).toBe(1);
});

test('a query may go on over several lines', async () => {
  const { output } = await polar(folderOf({}), ['repl'], { input: 'x in [\n  1,\n  2\n] and\nx > 1\n' });
  expect(output).toContain('x = 2\n');
});

test('a comment asks nothing', async () => {
  const { status, output, errors } = await polar(folderOf({}), ['repl'], { input: '# a\n\n  # b\n1 = 1 # c\n' });
  expect({ status, errors }).toEqual({ status: 0, errors: '' });
  expect(output).toContain('true\n');
});

test('an empty line ends a query that is not whole, which says what is missing', async () => {
  const { errors, status } = await polar(folderOf({}), ['repl'], { input: 'f(\n\n' });
  expect(errors).toContain('error: ');
  expect(status).toBe(2);
});

test(':load adds a file, :reload reads it again, :help lists the commands', async () => {
  const { output } = await polar(folderOf(policy), ['repl'], { input: ':load main.polar\ng(x)\n:reload\n:help\n' });
  expect(output).toContain('1 file loaded, 4 rules.\nx = 2\nx = 3\n1 file loaded, 4 rules.\n');
  for (const command of [':load', ':reload', ':trace', ':time', ':help', ':quit'])
    expect(output).toContain(`  ${command}`);
});

test('a file that cannot be loaded leaves what was loaded', async () => {
  const { output, errors } = await polar(folderOf(policy), ['repl', 'main.polar'], {
    input: ':load none.polar\ng(3)\n',
  });
  expect(errors).toContain('There is no file or folder "none.polar"');
  expect(output).toContain('true\n');
});

test(':trace writes strings as in a policy: a line stays one line', async () => {
  const folder = folderOf({ 'm.polar': 'f("a\\nb", "c\\"");\n' });
  const { output } = await polar(folder, ['repl', 'm.polar'], { input: ':trace\nf(x, y)\n:quit\n' });
  expect(output).not.toContain('"a\nb"');
  const entered = await polar(folder, ['repl', 'm.polar'], { input: ':trace\nf("a\\nb", "c\\"")\n:quit\n' });
  expect(entered.output).toMatch(/unify .*f\("a\\nb", "c\\""\)/);
});

test(':time says how long each query takes, and :trace shows its events', async () => {
  const { output } = await polar(folderOf(policy), ['repl', 'main.polar'], {
    input: ':time\nf(1)\n:time off\n:trace\ng(2)\n',
  });
  expect(output).toMatch(/^\d+(\.\d+)? ms$/m);
  expect(output).toMatch(/^ +call {2}.*g\(2\)/m);
  expect(output).toMatch(/f\(x\) {2}main\.polar:4/);
});

test('an unknown command and a faulty query are told, and the conversation goes on', async () => {
  const { output, errors } = await polar(folderOf({}), ['repl'], { input: ':nothing\nx = = 1\n1 < 2\n' });
  expect(output).toContain('There is no :nothing. :help lists what there is.');
  expect(errors).toContain("did not expect to find the token '='");
  expect(output).toContain('true\n');
});

test('a pipe as input is no person, though the output is a terminal: all answers come, and every line is a query', async () => {
  const circumstances = { input: 'f(x)\ng(3)\n', terminal: 'outputs', environment: { NO_COLOR: '1' } } as const;
  const { output, status } = await polar(folderOf(policy), ['repl', 'main.polar'], circumstances);
  expect(output).toContain('x = 1\nx = 2\nx = 3\n');
  expect(output).toContain('true\n');
  expect(output).not.toContain('?- ');
  expect(status).toBe(0);
});

test.each([
  ':load "a b.polar"',
  ":load 'a b.polar'",
  ':load "a b.polar" "a b.polar"',
  ':load a" "b.polar',
  ':load  "./a b.polar" ',
])('%s names a file with a blank', async (line) => {
  const { output, errors } = await polar(folderOf({ 'a b.polar': 'f(1);\n' }), ['repl'], { input: `${line}\nf(x)\n` });
  expect(errors).toBe('');
  expect(output).toContain('1 file loaded, 1 rule.\nx = 1\n');
});

test('on Windows, :load takes a path with backslashes', async () => {
  const files = memoryFiles({ 'file:///c%3A/w/a%20b/x.polar': 'f(1);\n' });
  const circumstances = { input: ':load "a b\\x.polar"\nf(x)\n', files, pathStyle: 'windows' } as const;
  const { output } = await polar('C:\\w', ['repl'], circumstances);
  expect(output).toContain('1 file loaded, 1 rule.\nx = 1\n');
});

/** Types at a terminal, waiting each time for what must appear first. */
async function talk(
  files: Record<string, string>,
  turns: readonly (readonly [waitFor: string, type: string | Uint8Array])[],
): Promise<string> {
  const folder = folderOf(files);
  const environment = { POLAR_HISTORY: `${folder}/history`, NO_COLOR: '1' };
  const { surroundings, ran, stdin } = surroundingsIn(folder, { terminal: true, environment });
  const running = run(['repl', ...Object.keys(files)], surroundings);
  let ended: unknown;
  running.catch((error) => {
    ended = error;
  });
  let seen = 0;
  for (const [waitFor, type] of turns) {
    const deadline = Date.now() + 25_000;
    let at = -1;
    for (; at < 0; at = ran().output.indexOf(waitFor, seen)) {
      if (ended !== undefined) throw ended;
      if (Date.now() > deadline)
        throw new Error(`"${waitFor}" did not come. Since then: ${JSON.stringify(ran().output.slice(seen))}`);
      await setTimeout(5);
    }
    seen = at + waitFor.length;
    await setTimeout(5);
    if (type.length > 0) stdin.write(type);
  }
  expect(await running).toBe(0);
  return ran().output;
}

test('at a terminal answers come one at a time: `;` for the next, Enter to stop', async () => {
  const output = await talk(policy, [
    ['?- ', 'f(x)\r'],
    ['x = 1 ', ';'],
    ['x = 2 ', '\r'],
    ['.\n', ':quit\r'],
  ]);
  expect(output).toContain('x = 1 ;\nx = 2 .\n');
  expect(output).not.toContain('x = 3');
});

test('a query that can have no more answers ends by itself', async () => {
  const output = await talk(policy, [
    ['?- ', 'x = 3\r'],
    ['x = 3 .\n', ''],
    ['?- ', 'g(2)\r'],
    ['?- ', 'f(3)\r'],
    ['true .\n', ''],
    ['?- ', 'f(x)\r'],
    ['x = 1 ', ';'],
    ['x = 2 ', ';'],
    ['x = 3 .\n', ''],
    ['?- ', 'x > 1\r'],
    ['_this > 1 .\n', ''],
    ['?- ', ':quit\r'],
  ]);
  expect(output).not.toContain('no more answers');
});

test.each([
  ['typed ahead', 'x = 3\ry = 4\r'],
  ['pasted by a terminal that says so', '\u001b[200~x = 3\ry = 4\r\u001b[201~'],
])('two queries that are %s are both asked', async (_how, typed) => {
  const output = await talk({}, [
    ['?- ', typed],
    ['x = 3 .\n', ''],
    ['y = 4 .\n', ''],
    ['?- ', ':quit\r'],
  ]);
  expect(output).toContain('y = 4');
});

test('what is typed after an answer and does not ask for another one begins the next query', async () => {
  const output = await talk(policy, [
    ['?- ', 'f(x)\r'],
    ['x = 1 ', 'not f(9)\r'],
    ['.\n', ''],
    ['true .\n', ''],
    ['?- ', 'f(x)\rf(2)\r'],
    ['x = 1 .\n', ''],
    ['true .\n', ''],
    ['?- ', ':quit\r'],
  ]);
  expect(output).toContain('not f(9)');
});

test('a trace without end is cut, and hears Ctrl-C', async () => {
  const output = await talk({ 'main.polar': 'f(x) if f(x);\n' }, [
    ['?- ', ':trace on\r'],
    ['?- ', 'f(1)\r'],
    ['5000 events are shown', '\u0003'],
    ['?- ', ':quit\r'],
  ]);
  expect(output).toContain('^C');
  expect(output.split('\n').filter((line) => line.includes('  f(')).length).toBeLessThan(5_100);
});

test('Tab completes a predicate, and the history is kept for the next time', async () => {
  const folder = await talk({ 'main.polar': 'has_role(1);\n' }, [
    ['?- ', 'has_\t'],
    ['has_role(', '1)\r'],
    ['true ', '\r'],
    ['?- ', '\u0004'],
  ]);
  expect(folder).toContain('has_role(1)');
});

test('a letter that comes in two pieces is one letter', async () => {
  const bytes = Buffer.from('x = "grün"\r');
  const middle = bytes.indexOf(0xc3) + 1;
  const output = await talk({}, [
    ['?- ', bytes.subarray(0, middle)],
    ['gr', bytes.subarray(middle)],
    ['x = "grün" ', '\r'],
    ['?- ', ':quit\r'],
  ]);
  expect(output).not.toContain('\uFFFD');
});

test('a query over several lines comes back as one line', async () => {
  const output = await talk({}, [
    ['?- ', 'x in [1,\r'],
    ['|  ', '2] and x > 1\r'],
    ['x = 2 ', '\r'],
    ['?- ', '\u001b[A\r'],
    ['x = 2 ', '\r'],
    ['?- ', ':quit\r'],
  ]);
  expect(output).toContain('x in [1, 2] and x > 1');
});

test('a query over several lines with a comment comes back line by line: in one line the comment would take the rest', async () => {
  const output = await talk({}, [
    ['?- ', 'x in [1, # one\r'],
    ['|  ', '2] and x > 1\r'],
    ['x = 2 ', '\r'],
    ['?- ', '\u001b[A\u001b[A'],
    ['x in [1, # one', '\u0003'],
    ['?- ', ':quit\r'],
  ]);
  expect(output).not.toContain('# one 2]');
});

test('a query that the end of the input cuts off is told, not left out', async () => {
  const { errors, status } = await polar(folderOf({}), ['repl'], { input: '1 = 1\nx in [1,\n' });
  expect(errors).toContain('error: ');
  expect(status).toBe(2);
});

test('Ctrl-C drops what was typed, also of a query over several lines', async () => {
  const output = await talk({}, [
    ['?- ', 'f(\r'],
    ['|  ', '\u0003'],
    ['?- ', '1 < 2\r'],
    ['true ', '\r'],
    ['?- ', ':quit\r'],
  ]);
  expect(output).toContain('^C');
});

test('what is pasted or typed ahead waits until it is asked for', async () => {
  const output = await talk(policy, [
    ['?- ', 'f(x)\r;\rx in [1,\n  2] and\nx > 1\n\n:quit\n'],
    ['x = 1 ', ''],
  ]);
  expect(output).toContain('x = 1 ;\nx = 2 .\n');
  expect(output).toMatch(/x > 1\s+.*x = 2 \.\n/s);
});

test('Ctrl-C ends a query that does not end by itself', async () => {
  const output = await talk({ 'main.polar': 'f(x) if f(x);\n' }, [
    ['?- ', 'f(1)\r'],
    ['\n', '\u0003'],
    ['?- ', '1 < 2\r'],
    ['true ', '\r'],
    ['?- ', ':quit\r'],
  ]);
  expect(output).toContain('^C');
});

test.each([
  ['1 = 1', 'true\n', 0],
  ['x in [1, 2]', 'x = 1\nx = 2\n', 0],
  ['1 = 2', 'false\n', 1],
])('a pipe of %s ends with its last answer', async (input, expected, exit) => {
  const { output, status } = await polar(folderOf({}), ['repl'], { input: `${input}\n` });
  expect(output).toBe(expected);
  expect(status).toBe(exit);
});

const shared = {
  'main.polar': 'actor User {}\nresource Repo { roles = ["reader"]; permissions = ["read"]; "read" if "reader"; }\n',
  'more.jsonl': '["has_role", {"type": "User", "id": "bob"}, "reader", {"type": "Repo", "id": "lines"}]\n',
  'sheet.csv': 'has_role,User,String,Repo\nhas_role,bob,reader,sheet\n',
  'array.json': '[["has_role", {"type": "User", "id": "bob"}, "reader", {"type": "Repo", "id": "array"}]]',
  'other.json': '[["has_role", {"type": "User", "id": "bob"}, "reader", {"type": "Repo", "id": "other"}]]',
  'told.polar': 'has_role(User{"bob"}, "reader", Repo{"told"});',
};
const readable = (...repos: readonly string[]): string =>
  repos.map((repo) => `allow(User:bob, String:read, Repo:${repo})\n`).join('');

test.each([
  [['main.polar', 'more.jsonl'], ['lines']],
  [
    ['main.polar', 'sheet.csv', 'more.jsonl'],
    ['lines', 'sheet'],
  ],
  [
    ['main.polar', 'array.json', 'other.json'],
    ['array', 'other'],
  ],
  [
    ['main.polar', '--facts', 'told.polar', '-f', 'array.json'],
    ['array', 'told'],
  ],
  [
    ['--facts', 'more.jsonl', 'main.polar', 'array.json'],
    ['array', 'lines'],
  ],
])('a Cloud policy is asked over all files of facts that are named: %j', async (words, repos) => {
  const { output } = await polar(folderOf(shared), ['repl', ...words], { input: 'allow(User:bob, "read", x)\n' });
  expect(output).toBe(`1 file loaded, 1 rule.\n${readable(...repos)}`);
});

test(':load adds facts', async () => {
  const { output } = await polar(folderOf(shared), ['repl', 'main.polar', 'sheet.csv'], {
    input: ':load more.jsonl\nallow(User:bob, "read", x)\n:reload\nallow(User:bob, "read", x)\n',
  });
  expect(output.split(readable('lines', 'sheet'))).toHaveLength(3);
});

test('a Library policy has no facts', async () => {
  const { status, errors } = await polar(folderOf({ ...policy, ...shared, 'a.polar': 'f(x) if x.y = 1;' }), [
    'repl',
    'a.polar',
    '--facts',
    'array.json',
  ]);
  expect([status, errors]).toEqual([2, expect.stringContaining('reads objects, not facts')]);
});
