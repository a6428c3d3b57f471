import { shortName, uriOf, within } from '@polar-tools/project';
import type { Files } from './host.ts';

/** The file that marks the root of a policy (design: "Policy" = the files of one root). */
export const CONFIGURATION_FILE = 'polar.config.json';

/** Folders below a root that are never policies, and may be enormous. */
const SKIPPED = new Set(['node_modules', '.git']);
/** More files than this in one policy means that the wrong folder was named. */
const MOST_FILES = 10_000;

export type Found = { readonly uris: readonly string[] } | { readonly problem: string };

/**
 * The `.polar` files that names stand for.
 * @param names files, folders (all the `.polar` files directly in it) or patterns (`*` within a name, `**` for any folders)
 * @param folder the URI from which relative names are taken
 */
export async function findPolicyFiles(names: readonly string[], folder: string, files: Files): Promise<Found> {
  const uris = new Set<string>();
  for (const name of names) {
    const found = await findOne(name, folder, files);
    if ('problem' in found) return found;
    for (const uri of found.uris) uris.add(uri);
    if (uris.size > MOST_FILES) {
      return { problem: `"policies" names more than ${MOST_FILES} files with "${name}". Name a smaller folder.` };
    }
  }
  return { uris: [...uris] };
}

async function findOne(name: string, folder: string, files: Files): Promise<Found> {
  if (name.includes('*')) return findByPattern(name, folder, files);
  const uri = uriOf(name, folder);
  const entries = await files.list(uri);
  if (entries !== undefined) {
    const names = entries.filter((entry) => !entry.folder && entry.name.endsWith('.polar')).map((entry) => entry.name);
    if (names.length === 0) {
      return {
        problem: `There is no .polar file in the folder "${name}". Name the files of the policy in "policies".`,
      };
    }
    return { uris: names.sort().map((entry) => within(uri, entry)) };
  }
  if ((await files.read(uri)) === undefined) {
    return { problem: `There is no file or folder "${name}". Correct "policies" in the launch configuration.` };
  }
  return { uris: [uri] };
}

async function findByPattern(pattern: string, folder: string, files: Files): Promise<Found> {
  const parts = pattern.replaceAll('\\', '/').split('/');
  const fixed = parts.slice(
    0,
    parts.findIndex((part) => part.includes('*')),
  );
  const start = uriOf(fixed.length === 0 ? '.' : fixed.join('/') || '/', folder);
  const found: string[] = [];
  await collect(start, parts.slice(fixed.length), files, found);
  if (found.length === 0) {
    return { problem: `No .polar file matches "${pattern}". Correct "policies" in the launch configuration.` };
  }
  return { uris: [...new Set(found)].sort() };
}

async function collect(folder: string, parts: readonly string[], files: Files, found: string[]): Promise<void> {
  const [part, ...rest] = parts;
  if (part === undefined || found.length > MOST_FILES) return;
  const entries = await files.list(folder);
  if (entries === undefined) return;
  if (part === '**') {
    await collect(folder, rest.length === 0 ? ['*.polar'] : rest, files, found);
    for (const entry of entries) {
      if (entry.folder && !SKIPPED.has(entry.name)) await collect(within(folder, entry.name), parts, files, found);
    }
    return;
  }
  const matches = nameMatcher(part);
  for (const entry of entries) {
    if (!matches(entry.name)) continue;
    const uri = within(folder, entry.name);
    if (rest.length > 0 && entry.folder) await collect(uri, rest, files, found);
    else if (rest.length === 0 && !entry.folder && shortName(uri).endsWith('.polar')) found.push(uri);
  }
}

function nameMatcher(pattern: string): (name: string) => boolean {
  const escaped = pattern.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll(/\*+/g, '.*');
  const expression = new RegExp(`^${escaped}$`);
  return (name) => expression.test(name);
}
