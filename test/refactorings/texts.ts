import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Dialect } from '@polar-tools/policy';

const root = resolve(import.meta.dirname, '../..');
const corpus = process.env.POLAR_CORPUS ?? resolve(root, '../shared/corpus');
if (!existsSync(corpus))
  console.log(`Skipped: the policies of ${corpus} are not there. Set POLAR_CORPUS to a folder with them.`);

/** A policy that is refactored. */
export interface Text {
  readonly name: string;
  readonly text: string;
  readonly dialect: Dialect;
}

function textsIn(folder: string, dialect: Dialect): Text[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.polar'));
  return names.map((name) => ({ name, text: readFileSync(resolve(folder, name), 'utf8'), dialect }));
}

const own: readonly Text[] = [
  {
    name: 'own',
    dialect: 'library',
    text: `allow(actor, action, resource) if has_permission(actor, action, resource) and not barred(actor, resource);
actor User {}
resource Org { roles = ["owner", "member"]; permissions = ["read"]; "read" if "member"; "member" if "owner"; }
resource Repo { roles = ["admin", "reader"]; permissions = ["read", "push"]; relations = { parent: Org };
  "read" if "reader"; "push" if "admin"; "reader" if "admin"; "reader" if "member" on "parent";
}
has_role(user: User, name: String, org: Org) if role in user.roles and role.name = name and role.org = org;
has_role(user: User, name: String, repo: Repo) if repo.owner = user and (name = "admin" or name = "reader");
has_role(user: User, name: String, repo: Repo) if user in repo.readers and name in ["reader"];
has_relation(org: Org, "parent", repo: Repo) if repo.org = org;
barred(user, thing) if banned(user) or away(user, thing);
banned(user) if user.state = "banned" or user.state = "gone";
away(user, thing) if thing.away = true and user.home in ["x", "y"];
allow(user: User, "see", repo: Repo) if visible(repo, level) and level in [1, 2] and user.level = level;
visible(repo, n) if repo.kind = "open" and n = 1 or repo.kind = "closed" and n = 2;
`,
  },
];

/** Policies of both dialects, written by hand and by others. */
export const texts: readonly Text[] = [
  ...own,
  ...textsIn(resolve(root, 'examples/quickstart'), 'library'),
  ...textsIn(resolve(root, 'examples/gitclub'), 'library'),
  ...textsIn(resolve(root, 'examples/cloud'), 'cloud'),
  ...textsIn(resolve(corpus, 'library'), 'library'),
  ...textsIn(resolve(corpus, 'cloud'), 'cloud'),
].filter(({ text }) => text.length < 4_000);

/** A selection that is often a goal or some of them, and often nothing. */
export function goalAt(text: string, from: number, length: number): { start: number; end: number } {
  if (length % 2 === 0) return { start: from, end: from };
  const start = text.lastIndexOf(' and ', from);
  const end = text.indexOf(' and ', from);
  return start < 0 || end < 0 ? { start: from, end: from } : { start: start + 5, end };
}
