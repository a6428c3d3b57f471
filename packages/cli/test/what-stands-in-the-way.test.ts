import { expect, it } from 'vitest';
import { folderOf, polar } from './command.ts';

const message = async (policy: string): Promise<string> => {
  const { tests } = JSON.parse((await polar(folderOf({ 'main.polar': policy }), ['test', '--format=json'])).output);
  const [{ message, notes = [] }] = tests[0].assertions;
  return [message, ...notes].join('\n');
};

const orgs =
  'actor User {}\nresource Org {}\nreach(a: Org, b: Org) if link(a, b);\nreach(a: Org, c: Org) if link(a, b) and reach(b, c);\nsound(o: Org) if known(o) and not reach(o, o);\n';

it('names the fact that stands in the way of a negation, tried by taking it away', async () => {
  const cycle = 'known(Org{"a"}); link(Org{"a"}, Org{"b"}); link(Org{"b"}, Org{"a"});';
  const said = await message(`${orgs}test "t" { setup { ${cycle} } assert sound(Org{"a"}); }`);
  expect(said).toContain('It would pass without link(Org:a, Org:b), or without link(Org:b, Org:a).');
});

it('names none where one alone does not help', async () => {
  const cycles = 'known(Org{"a"}); link(Org{"a"}, Org{"a"}); link(Org{"a"}, Org{"b"}); link(Org{"b"}, Org{"a"});';
  expect(await message(`${orgs}test "t" { setup { ${cycles} } assert sound(Org{"a"}); }`)).not.toContain(
    'It would pass without',
  );
});

it('suggests no role that nothing declares', async () => {
  const block = 'resource Repo { roles = ["reader"]; permissions = ["read"]; "read" if "reader"; }\n';
  const rule = 'has_permission(u: User, "read", r: Repo) if has_role(u, "phantom", r);\n';
  const said = await message(`actor User {}\n${block}${rule}test "t" { assert allow(User{"a"}, "read", Repo{"r"}); }`);
  expect(said).toContain('has_role(User{"a"}, "reader", Repo{"r"})');
  expect(said).not.toContain('phantom');
});

it('suggests what keeps the other assertions, and names the line that all else would break', async () => {
  const block =
    'actor User {}\nresource Doc { roles = ["editor", "owner"]; permissions = ["write", "delete"]; "write" if "editor"; "delete" if "owner"; "editor" if "owner"; }\n';
  const bob = (action: string) => `allow(User{"bob"}, "${action}", Doc{"d"})`;
  const said = await message(`${block}test "t" { assert ${bob('write')};\nassert_not ${bob('delete')}; }`);
  expect(said).toContain('with: has_role(User{"bob"}, "editor", Doc{"d"});');
  expect(said).not.toContain('"owner"');
  expect(await message(`${block}test "t" { assert ${bob('delete')};\nassert_not ${bob('write')}; }`)).toContain(
    `but then assert_not ${bob('write')} (line 4) would fail.`,
  );
});
