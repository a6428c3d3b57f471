import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commitAll, folderOf, polar } from '../../test/command.ts';

const blocks = `actor User {}
resource Repo { roles = ["reader"]; permissions = ["read", "delete"]; "read" if "reader"; }
`;
const more = 'has_permission(user: User, "delete", repo: Repo) if has_role(user, "reader", repo);\n';
const wide = '{"dialect": "cloud", "include": ["*.polar"]}';
const narrow = '{"dialect": "cloud", "include": ["main.polar"]}';

/** A policy of two files with one commit, and another configuration since; undefined: it has none any more. */
function changedFrom(old: string, now: string | undefined): string {
  const folder = folderOf({ 'main.polar': blocks, 'more.polar': more, 'polar.config.json': old });
  commitAll(folder);
  if (now === undefined) rmSync(join(folder, 'polar.config.json'));
  else writeFileSync(join(folder, 'polar.config.json'), now);
  return folder;
}

test.each([
  ['fewer files now', wide, narrow, ['HEAD'], '- (User, "delete", Repo)'],
  ['more files now', narrow, wide, ['HEAD'], '+ (User, "delete", Repo)'],
  ['no configuration now', narrow, undefined, ['HEAD'], '+ (User, "delete", Repo)'],
  ['the same in both revisions', narrow, wide, ['HEAD..HEAD'], undefined],
] as const)('each side of a comparison is read with its own configuration: %s', async (_, old, now, words, change) => {
  const { status, output, errors } = await polar(changedFrom(old, now), ['diff', ...words]);
  expect({ status, errors }).toEqual({ status: change === undefined ? 0 : 1, errors: '' });
  expect(/^ {2}[+-] .*/m.exec(output)?.[0].trim()).toBe(change);
});
