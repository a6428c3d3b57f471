import { expect, it } from 'vitest';
import { folderOf, polar } from './command.ts';

const cloud = `actor User {}
resource Repo { roles = ["reader"]; permissions = ["read"]; "read" if "reader"; }
?= allow(User{"a"}, "read", Repo{"b"});
test "t" { setup { has_role(User{"a"}, "reader", Repo{"r"}); } assert allow(User{"a"}, "read", Repo{"r"}); }
`;

it('is an error in a policy for Cloud, which would never ask it: check, test and query say so', async () => {
  const folder = folderOf({ 'main.polar': cloud });
  const checked = await polar(folder, ['check']);
  expect(checked.output).toContain(
    'main.polar:3:1: error: An inline query exists only in policies for the Oso library',
  );
  expect(checked.output).toContain('Ask it in a test, such as test "name"');
  expect(checked.status).toBe(1);
  expect((await polar(folder, ['test'])).status).toBe(2);
  const asked = await polar(folder, ['query', '-p', '.', 'allow(User:a, "read", Repo:r)']);
  expect(asked.errors).toContain('An inline query exists only');
  expect(asked.status).toBe(2);
});

it("does not make a policy one for Cloud by Cloud's words in it", async () => {
  const { output } = await polar(folderOf({ 'main.polar': 'f(x) if x = 1;\n?= f(User{"a"});\n' }), [
    'check',
    '--format=json',
  ]);
  expect(JSON.parse(output).files[0]).toMatchObject({
    dialect: 'library',
    diagnostics: expect.arrayContaining([
      expect.objectContaining({
        code: 'cloud-only',
        range: expect.objectContaining({ start: { line: 1, character: 5 } }),
      }),
    ]),
  });
});
