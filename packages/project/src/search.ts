import { configurationFileName } from '@polar-tools/policy';
import { pathBelow, within } from './file-names.ts';
import { inOrder } from './file-order.ts';
import type { Files } from './files.ts';
import { isPolicyFile, isSkippedFolder } from './included.ts';

/** The policy files and configurations below a folder, or of it alone. */
export interface Discovered {
  readonly policyFiles: readonly string[];
  readonly configurations: readonly string[];
  /** False where there were too many folders to look into all of them. */
  readonly complete: boolean;
}

/** Reading stops here, so that a workspace that is a whole disk does not keep the server busy for minutes. */
export const MOST_FOLDERS = 20_000;
/** Folders that are listed at once: more would keep a network drive from whatever is asked meanwhile. */
const AT_ONCE = 16;

/**
 * Finds policy files and configurations in `folder`, and below it. Hidden folders and those of packages are left out, and so are links to
 * folders: one may lead round in a circle, or out of the project. A linked file counts as a file, but for a link to one that is found by itself.
 *
 * @param enters whether to look into a folder below, given its path from `folder`
 * @param finds whether a file of this name counts
 */
export async function discover(
  files: Files,
  folder: string,
  enters: (path: string) => boolean = () => true,
  finds: (name: string) => boolean = isPolicyFile,
): Promise<Discovered> {
  const policyFiles: string[] = [];
  const configurations: string[] = [];
  const links = new Set<string>();
  let frontier = [folder];
  for (let seen = 0; frontier.length > 0 && seen < MOST_FOLDERS; ) {
    const batch = frontier.slice(0, AT_ONCE);
    frontier = frontier.slice(AT_ONCE);
    seen += batch.length;
    const listings = await Promise.all(batch.map((uri) => files.list(uri)));
    for (const [at, entries] of listings.entries()) {
      for (const { name, kind, link } of entries ?? []) {
        const uri = within(batch[at]!, name);
        if (kind === 'folder') {
          if (link !== true && !isSkippedFolder(name) && enters(pathBelow(folder, uri))) frontier.push(uri);
        } else if (name === configurationFileName) configurations.push(uri);
        else if (finds(name)) {
          policyFiles.push(uri);
          if (link === true) links.add(uri);
        }
      }
    }
  }
  return {
    policyFiles: await eachOnce(inOrder(policyFiles), links, files),
    configurations: inOrder(configurations),
    complete: frontier.length === 0,
  };
}

/** Files without the links to what is among them already. */
async function eachOnce(
  found: readonly string[],
  links: ReadonlySet<string>,
  files: Files,
): Promise<readonly string[]> {
  if (links.size === 0 || files.real === undefined) return found;
  const own = new Set<string>();
  // The folder itself may be reached through a link: what a file is called there is not where it is.
  for (const uri of found) if (!links.has(uri)) own.add((await files.real(uri)) ?? uri);
  const kept: string[] = [];
  for (const uri of found) {
    const target = links.has(uri) ? ((await files.real(uri)) ?? uri) : undefined;
    if (target !== undefined && own.has(target)) continue;
    if (target !== undefined) own.add(target);
    kept.push(uri);
  }
  return kept;
}

/** Looks into no folder below. */
export const thisFolderOnly = (): boolean => false;
