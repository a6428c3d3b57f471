import { expect, it } from 'vitest';
import { folderOf, polar } from './command.ts';

const policy = `actor User {}
resource Repo { roles = ["reader"]; permissions = ["read"]; "read" if "reader"; }
test "t" {
  assert_not alow(User{"a"}, "read", Repo{"r"});
  assert_not allow(Repo{"r"}, "read", User{"a"});
  assert_not allow(User{"a"}, "read", Repo{"r"});
}
`;

it('is a warning of check, and said beside a test that passes for it', async () => {
  const folder = folderOf({ 'main.polar': policy });
  const checked = await polar(folder, ['check']);
  expect(checked.output).toContain('main.polar:4:14: warning: No rule gives alow');
  expect(checked.output).toContain('main.polar:5:3: warning: This asks for allow(Repo, String, User)');
  expect(checked.output).toContain('1 file checked: 2 warnings.');
  const tested = await polar(folder, ['test']);
  expect(tested.output).toMatch(
    /main\.polar:4:3: warning: No rule gives alow.* so this passes whatever the policy allows/,
  );
  expect(tested.output).toContain('main.polar:5:3: warning: This asks for');
  expect(tested.output).not.toContain('main.polar:6');
  const { tests } = JSON.parse((await polar(folder, ['test', '--format=json'])).output);
  expect(tests[0].assertions.map((one: { warning?: string }) => one.warning !== undefined)).toEqual([
    true,
    true,
    false,
  ]);
  expect((await polar(folder, ['test', '--format=junit'])).output).toContain('<system-out>main.polar:4:3: warning');
});
