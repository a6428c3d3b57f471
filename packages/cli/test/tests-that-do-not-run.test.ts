import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folderOf, polar } from './command.ts';

const passing = (name: string): string =>
  `actor User {}\ntest "${name}" { setup { f(User{"a"}); } assert f(User{"a"}); }\n`;

it('a filter that matches no test of any file is wrong use; one that matches in some is not', async () => {
  const folder = folderOf({ 'a/a.polar': passing('one'), 'b/b.polar': passing('two') });
  const none = await polar(folder, ['test', '--filter', 'three']);
  expect(none.errors).toBe(
    'No test has a name that matches three, in none of these files. Correct --filter, or leave it out.\n',
  );
  expect(none.status).toBe(2);
  const some = await polar(folder, ['test', '--filter', 'two']);
  expect([some.status, some.errors]).toEqual([0, '']);
  expect((await polar(folder, ['test', '--filter', 'three', '--format=json'])).status).toBe(2);
  const empty = folderOf({ 'a.polar': 'actor User {}\n' });
  expect((await polar(empty, ['test'])).status).toBe(0);
});

it('what cannot be read, or does not load, is an error in the reports for programs', async () => {
  const folder = folderOf({ 'good.polar': passing('one'), 'bad.polar': 'f(x) if ;\n' });
  const words = ['test', 'good.polar', 'bad.polar'];
  const junit = await polar(folder, [...words, '--format=junit']);
  expect(junit.status).toBe(2);
  expect(junit.output).toMatch(/<testsuite name="bad\.polar" tests="1" failures="0" errors="1"/);
  expect(junit.output).toMatch(
    /<testcase name="the policy loads" classname="bad\.polar"[\s\S]*<error message="bad\.polar:1:9/,
  );
  expect(junit.output).toContain('<testsuites name="polar" tests="2" failures="0" errors="1"');
  const json = JSON.parse((await polar(folder, [...words, '--format=json'])).output);
  expect(json).toMatchObject({
    passed: 1,
    errors: 1,
    tests: [{ file: 'bad.polar', status: 'error' }, { name: 'one' }],
  });
});

it('a file that is no text is one, too', async () => {
  const folder = folderOf({ 'good.polar': passing('one') });
  writeFileSync(join(folder, 'bytes.polar'), Buffer.from([0xff, 0xfe, 0x00, 0xd8]));
  const { output, status } = await polar(folder, ['test', 'good.polar', 'bytes.polar', '--format=junit']);
  expect(status).toBe(2);
  expect(output).toMatch(/<testcase name="the policy loads" classname="bytes\.polar"/);
});

it('so is a configuration that is broken, at its place', async () => {
  const folder = folderOf({ 'good.polar': passing('one'), 'polar.config.json': '{"dialect": "cloud",\n "data": }' });
  const text = await polar(folder, ['test']);
  expect(text.errors).toMatch(/^polar\.config\.json:2:10: error: This is not JSON/);
  const json = JSON.parse((await polar(folder, ['test', '--format=json'])).output);
  expect(json.tests).toMatchObject([{ file: 'polar.config.json', range: { start: { line: 1, character: 9 } } }]);
  const { output, status } = await polar(folder, ['test', '--format=junit']);
  expect(output).toContain('<testcase name="the policy loads" classname="polar.config.json"');
  expect(output).toContain('polar.config.json:2:10: This is not JSON');
  expect(status).toBe(2);
});

it('tests of a policy that is refused where it is used are run, and its fault is the outcome all the same', async () => {
  const fault = 'win(x: User) if beats(x, y) and not win(y);\n';
  const folder = folderOf({ 'good.polar': passing('one'), 'odd.polar': fault + passing('two') });
  const text = await polar(folder, ['test', 'good.polar', 'odd.polar']);
  expect(text.errors).toMatch(/^error: odd\.polar:1:\d+: /);
  expect(text.output).toContain('2 passed, 0 failed');
  expect(text.status).toBe(2);
  const { output, status } = await polar(folder, ['test', 'good.polar', 'odd.polar', '--format=json', '--filter=one']);
  expect(JSON.parse(output)).toMatchObject({
    passed: 1,
    errors: 1,
    tests: [{ file: 'odd.polar', status: 'error' }, { name: 'one' }],
  });
  expect(status).toBe(2);
});

it('a rule that cannot be run is told at the rule, with the assertion that asks for it', async () => {
  const text =
    'actor User {}\n\nsmall(x: Integer) if x < 10;\n\ntest "small" { assert small(x: Integer) iff x in [1]; }\n';
  const { output, status } = await polar(folderOf({ 'a.polar': text }), ['test']);
  expect(output).toContain('a.polar:3:22: x has no value here');
  expect(output).toContain('Asked for by the assertion at a.polar:5:16.');
  expect(status).toBe(1);
});

it.each([
  ['u', 'x(u, r) and u', '3:57: u alone is no condition in Oso Cloud.'],
  ['a list', 'x(u, [r])', '3:50: In Oso Cloud a list stands after "in" alone.'],
  ['a string', 'x(u, r) and u in "abc"', '3:62: In Oso Cloud a list stands after "in"'],
  [
    'a quoted type',
    'x(u, r) and u matches "User"',
    '3:67: A type stands after "matches", such as User, without quotes.',
  ],
  ['a variable without a value', 'x(u, r) and n > 3 and n < 5', '3:57: n has no value here'],
])('%s in a rule keeps the tests of its policy from being run, with its place', async (_what, body, expected) => {
  const rule = `has_permission(u: User, "read", r: Repo) if ${body};`;
  const asks = 'assert has_permission(User{"a"}, "read", Repo{"r"});';
  const blocks = 'actor User {}\nresource Repo { permissions = ["read"]; }\n';
  const { output } = await polar(folderOf({ 'a.polar': `${blocks}${rule}\ntest "t" { ${asks} }\n` }), ['test']);
  expect(output).toContain(`The policy does not load: a.polar:${expected}`);
});
