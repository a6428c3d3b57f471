import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { folderOf, polar, surroundingsIn } from '../../test/command.ts';
import { run } from '../run.ts';

const policy = `actor User {}
resource Org { roles = ["admin", "member"]; permissions = ["read", "write"]; "member" if "admin"; "read" if "member"; "write" if "admin"; }
test fixture acme { has_role(User{"anne"}, "admin", Org{"acme"}); }
`;
const passing = `test "admins write" {
  setup { fixture acme; }
  assert allow(User{"anne"}, "write", Org{"acme"});
  assert_not allow(User{"bob"}, "read", Org{"acme"});
  assert allow(User{"anne"}, action: String, Org{"acme"}) iff action in ["read", "write"];
}
`;
const failing = `test "members write" {
  setup { has_role(User{"bob"}, "member", Org{"acme"}); }
  assert allow(User{"bob"}, "read", Org{"acme"});
  assert allow(User{"bob"}, "write", Org{"acme"});
}
`;

describe('polar test', () => {
  test('is green where every test passes', async () => {
    const folder = folderOf({ 'main.polar': policy + passing });
    const { status, output, errors } = await polar(folder, ['test']);
    expect(output).toMatch(/^✓ admins write\n1 passed, 0 failed \(3 assertions, \d+\.\d\d s\)\n$/);
    expect([status, errors]).toEqual([0, '']);
  });

  test('shows what failed, at its line, and what was expected', async () => {
    const folder = folderOf({ 'main.polar': policy + passing + failing });
    const { status, output } = await polar(folder, ['test', 'main.polar']);
    expect(status).toBe(1);
    expect(output).toContain(
      '✓ admins write\n✗ members write\n  main.polar:13:3: Expected that allow(User:bob, String:write, Org:acme) holds, but it does not.',
    );
    expect(output).toContain('13 │   assert allow(User{"bob"}, "write", Org{"acme"});');
    expect(output).toMatch(/1 passed, 1 failed \(5 assertions/);
  });

  test('takes each file that is named as a policy of its own, or all as one with --together', async () => {
    const folder = folderOf({ 'main.polar': policy, 'main.test.polar': passing });
    const apart = await polar(folder, ['test', 'main.polar', 'main.test.polar']);
    expect(apart.status).toBe(1);
    expect(apart.errors).toContain('Each of these 2 files is a policy of its own. Add --together where they are one.');
    const together = await polar(folder, ['test', '--together', 'main.polar', 'main.test.polar']);
    expect([together.status, together.errors]).toEqual([0, '']);
    const one = await polar(folder, ['test', 'main.test.polar']);
    expect(one.errors).not.toContain('--together');
  });

  test('tells each test and assertion in JSON', async () => {
    const folder = folderOf({ 'main.polar': policy + passing + failing });
    const { output } = await polar(folder, ['test', '--format', 'json']);
    const report = JSON.parse(output);
    expect(report).toMatchObject({ passed: 1, failed: 1, errors: 0 });
    expect(report.tests.map(({ file, name, status }: Record<string, string>) => [file, name, status])).toEqual([
      ['main.polar', 'admins write', 'passed'],
      ['main.polar', 'members write', 'failed'],
    ]);
    expect(report.tests[1].range.start).toEqual({ line: 9, character: 0 });
    expect(report.tests[1].assertions).toMatchObject([
      { status: 'passed', range: { start: { line: 11, character: 2 } } },
      {
        status: 'failed',
        range: { start: { line: 12, character: 2 }, end: { line: 12, character: 50 } },
        message: expect.stringContaining('holds, but it does not'),
      },
    ]);
  });

  test('tells them in JUnit, whatever their names have in them', async () => {
    const folder = folderOf({ 'main.polar': policy + failing.replace('members write', 'a <b> & \\"c\\" \u0001') });
    const { output } = await polar(folder, ['test', '--format', 'junit']);
    expect(output).toContain('<testsuites name="polar" tests="1" failures="1" errors="0"');
    expect(output).toContain('name="a &lt;b&gt; &amp; &quot;c&quot; \uFFFD"');
    expect(output).toContain('<failure message="Expected that allow(User:bob');
    expect(output).not.toContain('\u0001');
  });

  test('runs those whose names match', async () => {
    const folder = folderOf({ 'main.polar': policy + passing + failing });
    expect(await polar(folder, ['test', '--filter', '^admins'])).toMatchObject({ status: 0 });
    expect(await polar(folder, ['test', '--filter', 'nothing'])).toMatchObject({
      status: 2,
      errors: expect.stringContaining('No test has a name that matches nothing'),
    });
    expect(await polar(folder, ['test', '--filter', '('])).toMatchObject({
      status: 2,
      errors: expect.stringContaining('regular expression'),
    });
  });

  test('of a policy with an error is status 2, and other policies are tested all the same', async () => {
    const folder = folderOf({
      'a/main.polar': `${policy}has_role(;\n${passing}`,
      'b/main.polar': policy + passing,
    });
    const { status, output, errors } = await polar(folder, ['test']);
    expect(status).toBe(2);
    expect(errors).toContain('a/main.polar:4:10: ');
    expect(output).toContain('! admins write\n  a/main.polar:5:1: The policy does not load: a/main.polar:4:10: ');
    expect(output).toContain('✓ admins write');
    expect(output).toContain('1 passed, 0 failed, 1 could not be run');
  });

  test.each([
    [
      'an unknown fixture',
      'test "x" { setup { fixture nope; } assert allow(User{"anne"}, "write", Org{"acme"}); }',
      'nope',
    ],
    [
      'one of two fixtures of one name',
      'test fixture twice { } test fixture twice { } test "x" { setup { fixture twice; } assert_not allow(User{"bob"}, "write", Org{"acme"}); }',
      'There are 2 fixtures named twice',
    ],
    ...['assert', 'assert_not'].map((assert): [string, string, string] => [
      `a rule that depends on its own absence (${assert})`,
      `odd(u: User) if known(u) and not even(u); even(u: User) if known(u) and not odd(u);
       test "x" { setup { known(User{"bob"}); } ${assert} odd(User{"bob"}); }`,
      'This rule of ',
    ]),
    [
      'a syntax error, told at its place',
      '\ntest "x" {\n  assert allow(User{"anne"}, ;\n}',
      "main.polar:12:30: This test has a syntax error: did not expect to find the token ';'",
    ],
    [
      'no assertion',
      'test "x" { setup { has_role(User{"bob"}, "admin", Repository{"a"}); } }',
      'It asserts nothing. Add',
    ],
    ['the name of another', passing.replace(/\n/g, ' '), 'another test named "admins write"'],
  ])('of %s could not be run, and the others are', async (_, text, message) => {
    const { status, output } = await polar(folderOf({ 'main.polar': `${policy}${passing}${text}` }), ['test']);
    expect(output).toContain('✓ admins write');
    expect(output).toMatch(/^!/m);
    expect(output).toContain(message);
    // A policy with such a rule is refused where it is used.
    expect(status).toBe(text.includes('odd(') ? 2 : 1);
  });

  test('runs the inline queries of a Library policy, with the data that is configured', async () => {
    const files = {
      'main.polar': 'f(x) if x.age > 17;\n?= f(anne);\n?= not f(bob);\n?= f(bob);\n',
      'data.json':
        '{"classes": {"User": {}}, "objects": {"anne": {"$class": "User", "age": 18}, "bob": {"$class": "User", "age": 3}}}',
      'polar.config.json': '{"data": "data.json"}',
    };
    const { status, output } = await polar(folderOf(files), ['test']);
    expect(output).toContain(
      '✓ f(anne)\n✓ not f(bob)\n✗ f(bob)\n  main.polar:4:4: This query has no answer with the data',
    );
    expect(status).toBe(1);
  });

  test('with --watch runs again at a change, and ends with Ctrl-C', async () => {
    const folder = folderOf({ 'main.polar': policy + passing });
    const { surroundings, ran } = surroundingsIn(folder);
    let interrupt = (): void => {};
    const running = run(['test', '--watch'], {
      ...surroundings,
      onInterrupt: (listener) => {
        interrupt = listener;
        return () => {};
      },
    });
    const until = (text: string) =>
      vi.waitFor(() => expect(ran().output).toContain(text), { timeout: 20_000, interval: 50 });
    await until('1 passed, 0 failed');
    await vi.waitFor(() => expect(ran().errors).toContain('Watching'));
    writeFileSync(join(folder, 'main.polar'), policy + passing + failing);
    await until('1 passed, 1 failed');
    interrupt();
    expect(await running).toBe(1);
  });

  test('names what no test reaches, and what never holds', async () => {
    const folder = folderOf({ 'main.polar': policy + passing });
    const { status, output } = await polar(folder, ['test', '--coverage', 'text']);
    expect(status).toBe(0);
    expect(output).toContain('Coverage: 3 of 3 rules (100 %), 3 of 3 goals (100 %)');
    const less = folderOf({
      'main.polar': policy + failing.replace('  assert allow(User{"bob"}, "write", Org{"acme"});\n', ''),
    });
    const text = await polar(less, ['test', '--coverage', 'text']);
    expect(text.output).toContain('Coverage: 1 of 3 rules (33 %), 1 of 3 goals (33 %)');
    expect(text.output).toMatch(/main\.polar:2:\d+: "write" if "admin"; is reached by no test/);
    expect(text.output).toMatch(/main\.polar:2:\d+: "member" if "admin"; is reached by no test/);
    expect(await polar(less, ['test', '--coverage-minimum', '33'])).toMatchObject({ status: 0 });
    expect(await polar(less, ['test', '--coverage-minimum', '34'])).toMatchObject({
      status: 1,
      errors: expect.stringContaining('Only 33 % of the goals'),
    });
    expect(await polar(less, ['test', '--coverage-minimum', '101'])).toMatchObject({ status: 2 });
  });

  test('writes its coverage for programs, with the tests beside it', async () => {
    const folder = folderOf({ 'main.polar': policy + passing });
    const lcov = await polar(folder, ['test', '--coverage', 'lcov']);
    expect(lcov.output).toMatch(/^TN:\nSF:main\.polar\nFN:2,/);
    expect(lcov.output).toContain('FNF:3\nFNH:3\nDA:2,1\nLF:1\nLH:1\nend_of_record\n');
    expect(lcov.errors).toContain('1 passed, 0 failed');
    const json = JSON.parse((await polar(folder, ['test', '--format', 'json', '--coverage', 'json'])).output);
    expect(json).toMatchObject({ passed: 1, coverage: { percent: 100 } });
    expect(json.coverage.rules[0]).toMatchObject({
      file: 'main.polar',
      reached: true,
      held: true,
      goals: [{ held: true }],
    });
  });

  test.each([
    ['text', 'text'],
    ['text', 'lcov'],
    ['text', 'json'],
    ['text', 'html'],
    ['json', 'text'],
  ])('%s with %s coverage: says that nothing was measured where the policy does not load', async (format, coverage) => {
    const folder = folderOf({ 'main.polar': `${policy}f(x: Nobody) if g(x)\n${passing}` });
    const file = join(folder, 'coverage.out');
    const { status, output, errors } = await polar(folder, ['test', '--format', format, '--coverage', coverage]);
    expect(status).toBe(2);
    expect(errors).toContain('Coverage was not measured: the policy does not load.');
    expect(output).not.toMatch(/0 %|Coverage:|<html|end_of_record|"percent"/);
    if (format === 'json') expect(JSON.parse(output)).toMatchObject({ coverage: null });
    expect(existsSync(join(folder, 'coverage'))).toBe(false);
    await polar(folder, ['test', '--format', format, '--coverage', coverage, '--coverage-output', file]);
    expect(existsSync(file)).toBe(false);
  });

  test('coverage leaves out what does not load, and says so; a Library policy has none', async () => {
    const folder = folderOf({
      'a/main.polar': policy + passing,
      'a/polar.config.json': '{}',
      'b/main.polar': `${policy}f(x) if\n${passing}`,
      'b/polar.config.json': '{"dialect": "cloud"}',
      'c/main.polar': 'f(1);\n?= f(1);\n',
      'c/polar.config.json': '{"dialect": "library"}',
    });
    const { output, errors } = await polar(folder, ['test', '--coverage', 'text']);
    expect(output).toContain('Coverage: 3 of 3 rules (100 %)');
    expect(errors).toContain('Coverage leaves out what does not load.');
    const library = await polar(join(folder, 'c'), ['test', '--coverage', 'text']);
    expect(library.status).toBe(0);
    expect(library.output).not.toContain('Coverage');
    expect(library.errors).toContain('Coverage was not measured: it is of Cloud policies');
  });

  test('without a test says how one is written', async () => {
    expect(await polar(folderOf({ 'main.polar': policy }), ['test'])).toMatchObject({
      status: 0,
      errors: expect.stringContaining('There is no test here'),
    });
    expect(await polar(folderOf({}), ['test', 'nope'])).toMatchObject({ status: 2 });
  });
});
