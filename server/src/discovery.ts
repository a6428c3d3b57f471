import { configurationFileName } from '@polar-tools/policy';
import type { FileSystem } from './file-system.ts';

/** The policy files and configurations below a folder, or of it alone. */
export interface Discovered {
  readonly policyFiles: readonly string[];
  readonly configurations: readonly string[];
  /** False where there were too many folders to look into all of them. */
  readonly complete: boolean;
}

/** Folders that hold no policy of the user's and may be very large. */
const SKIPPED = new Set(['node_modules', 'bower_components', '__pycache__', 'venv', 'target']);

/** Reading stops here, so that a workspace that is a whole disk does not keep the server busy for minutes. */
export const MOST_FOLDERS = 20_000;
const AT_ONCE = 32;

export const isPolicyFile = (uri: string): boolean => uri.endsWith('.polar');
export const isConfiguration = (uri: string): boolean => uri.endsWith(`/${configurationFileName}`);
export const folderOf = (uri: string): string => uri.slice(0, Math.max(uri.lastIndexOf('/'), 0));
export const childUri = (folder: string, name: string): string => `${folder}/${encodeName(name)}`;

/** As `vscode-uri` encodes a path's segment, so that a listed file and an opened one have the same URI. */
const encodeName = (name: string): string =>
  encodeURIComponent(name).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** Finds policy files and configurations in `folder`, and below it when `deep`. Hidden folders are left out. */
export async function discover(files: FileSystem, folder: string, deep: boolean): Promise<Discovered> {
  const policyFiles: string[] = [];
  const configurations: string[] = [];
  let frontier = [folder];
  for (let seen = 0; frontier.length > 0 && seen < MOST_FOLDERS; ) {
    const batch = frontier.slice(0, AT_ONCE);
    frontier = frontier.slice(AT_ONCE);
    seen += batch.length;
    const listings = await Promise.all(batch.map((uri) => files.list(uri)));
    for (const [at, entries] of listings.entries()) {
      for (const { name, kind } of entries) {
        const uri = childUri(batch[at]!, name);
        if (kind === 'folder') {
          if (deep && !name.startsWith('.') && !SKIPPED.has(name)) frontier.push(uri);
        } else if (isPolicyFile(name)) policyFiles.push(uri);
        else if (name === configurationFileName) configurations.push(uri);
      }
    }
  }
  return { policyFiles: policyFiles.sort(), configurations: configurations.sort(), complete: frontier.length === 0 };
}

/** The nearest folder at or above `folder` that has a configuration; undefined when none has. */
export async function configuredFolderAbove(files: FileSystem, folder: string): Promise<string | undefined> {
  for (let at = folder; /\/\/[^/]*\/./.test(at); at = folderOf(at)) {
    if ((await files.readText(childUri(at, configurationFileName))) !== undefined) return at;
  }
  return undefined;
}
