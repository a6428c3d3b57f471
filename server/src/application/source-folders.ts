import { type Glance, glanceAt, isPathMappingFile, isSourceFile } from '@polar-tools/app-classes';
import { discover, type Files, folderUri, isBelow, isSkippedFolder, pathBelow, shortName } from '@polar-tools/project';
import { nearFirst } from './near-first.ts';

/** More files are not looked into, and not more of their text: a workspace may be a whole disk. Those nearest to the policy come first. */
const MOST_SOURCES = 4000;
const MOST_CHARACTERS = 40_000_000;
/** Files that are read at once. */
const AT_ONCE = 16;

/** A folder whose sources have been looked over. */
export interface SearchedFolder {
  readonly glances: Map<string, Glance>;
  /** Files that say where modules lie (`tsconfig.json`). */
  readonly mappings: readonly string[];
  /** Every source was looked at. */
  readonly complete: boolean;
  /** The files by the names that they declare; made anew after a change. */
  declaring: ReadonlyMap<string, readonly string[]> | undefined;
}

export interface SourceFolderSetting {
  readonly files: Files;
  /** The text of a source as it is now, in an editor or on the disk. */
  readonly textOf: (uri: string) => Promise<string | undefined>;
  /** Tells whoever reads the log. */
  readonly say: (message: string) => void;
}

/** Folders that are searched for the sources of applications: which files there are, and what a look at each shows. */
export class SourceFolders {
  readonly #setting: SourceFolderSetting;
  readonly #folders = new Set<string>();
  readonly #searched = new Map<string, Promise<SearchedFolder>>();

  constructor(setting: SourceFolderSetting) {
    this.#setting = setting;
  }

  get isEmpty(): boolean {
    return this.#searched.size === 0;
  }

  /** One of the client's. */
  add(uri: string): void {
    this.#folders.add(folderUri(uri));
  }

  remove(uri: string): void {
    this.#folders.delete(folderUri(uri));
  }

  /** The client's folder that a policy's folder lies in, else that itself. */
  around(home: string): string {
    const around = [...this.#folders].filter((folder) => home === folder || isBelow(home, folder));
    return around.sort((one, other) => other.length - one.length)[0] ?? home;
  }

  /**
   * What is in a folder. A policy that nobody has opened a folder or written a configuration for may lie anywhere: there, its own folder alone is looked into.
   *
   * @param home the policy's folder: the files nearest to it come first
   */
  search(folder: string, home: string, isConfigured: boolean): Promise<SearchedFolder> {
    const known = this.#searched.get(folder);
    if (known !== undefined) return known;
    const searched = this.#lookOver(folder, home, isConfigured || this.#folders.has(folder));
    this.#searched.set(folder, searched);
    return searched;
  }

  /** Forgets what is in a folder that was moved or deleted, and what it lies in. */
  forgetAround(changed: string): void {
    for (const folder of [...this.#searched.keys()])
      if (folder === changed || isBelow(changed, folder) || isBelow(folder, changed)) this.#searched.delete(folder);
  }

  /** Looks at a source again that was made, changed or deleted. */
  lookAgain(uri: string): void {
    for (const [folder, searched] of this.#searched) {
      if (!isBelow(uri, folder) || pathBelow(folder, uri).split('/').slice(0, -1).some(isLeftOut)) continue;
      const again = searched.then(async (known) => {
        const text = await this.#setting.textOf(uri);
        if (text === undefined) known.glances.delete(uri);
        else if (known.glances.has(uri) || known.glances.size < MOST_SOURCES) known.glances.set(uri, glanceAt(text));
        known.declaring = undefined;
        return known;
      });
      this.#searched.set(folder, again);
    }
  }

  /** Forgets the sources in a folder that may be gone: they are given. */
  async forgetBelow(gone: string): Promise<readonly string[]> {
    const forgotten: string[] = [];
    for (const [folder, searched] of this.#searched) {
      if (!isBelow(gone, folder)) continue;
      const known = await searched;
      for (const uri of [...known.glances.keys()]) {
        if (!isBelow(uri, gone)) continue;
        known.glances.delete(uri);
        known.declaring = undefined;
        forgotten.push(uri);
      }
    }
    return forgotten;
  }

  async #lookOver(folder: string, home: string, goesBelow: boolean): Promise<SearchedFolder> {
    const { files, textOf, say } = this.#setting;
    const enters = (path: string): boolean => goesBelow && !isLeftOut(path.slice(path.lastIndexOf('/') + 1));
    const isWanted = (name: string): boolean => isSourceFile(name) || isPathMappingFile(name);
    const { policyFiles: all, complete } = await discover(files, folder, enters, isWanted);
    const found = all.filter((uri) => isSourceFile(shortName(uri)));
    const glances = new Map<string, Glance>();
    let characters = 0;
    const waiting = nearFirst(found, home).slice(0, MOST_SOURCES);
    let at = 0;
    for (; at < waiting.length && characters < MOST_CHARACTERS; at += AT_ONCE) {
      const batch = waiting.slice(at, at + AT_ONCE);
      const texts = await Promise.all(batch.map(textOf));
      for (const [index, text] of texts.entries()) {
        if (text === undefined) continue;
        characters += text.length;
        glances.set(batch[index]!, glanceAt(text));
      }
    }
    const isAll = complete && found.length <= waiting.length && at >= waiting.length;
    if (!isAll)
      say(
        `${folder} has more sources than are read for the classes of a policy: ${glances.size} of ${found.length} were, those nearest to it.`,
      );
    const mappings = all.filter((uri) => isPathMappingFile(shortName(uri)));
    return { glances, mappings, complete: isAll && goesBelow, declaring: undefined };
  }
}

/** The files of a folder by the names that they declare. */
export function declaringIn(searched: SearchedFolder): ReadonlyMap<string, readonly string[]> {
  if (searched.declaring !== undefined) return searched.declaring;
  const declaring = new Map<string, string[]>();
  for (const [uri, { declares }] of searched.glances)
    for (const name of declares) {
      const known = declaring.get(name);
      if (known === undefined) declaring.set(name, [uri]);
      else known.push(uri);
    }
  searched.declaring = declaring;
  return declaring;
}

/** Folders of what was built, or of others' code, beside those that no search enters. */
const LEFT_OUT: ReadonlySet<string> = new Set(['build', 'out', 'site-packages', 'vendor', 'coverage']);
const isLeftOut = (name: string): boolean => LEFT_OUT.has(name) || isSkippedFolder(name);
