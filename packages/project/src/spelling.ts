import { folderOf, foldersAbove, isBelow, pathBelow, shortName, within } from './file-names.ts';
import type { Files, FolderEntry } from './files.ts';
import { isPolicyFile } from './included.ts';
import { standsInFolder } from './roots.ts';

/**
 * The file system's own spelling of files. Where it ignores case or Unicode's ways to write a letter (Windows, macOS), one file has many
 * URIs; which it is is asked of the file system, never guessed from the platform: a name that no listing has, and that is there all the
 * same, is the listed one that differs in no more than that.
 */
export class Spellings {
  readonly #files: Files;
  readonly #listings = new Map<string, Promise<readonly FolderEntry[] | undefined>>();
  readonly #folders = new Map<string, Promise<string>>();
  /** Folders in which names that differ in case are two, which does not change: no need to list them again. */
  readonly #exact = new Set<string>();

  constructor(files: Files) {
    this.#files = files;
  }

  /** The spelling of a file or folder, its folders' included; of what is not there, the one that was given. */
  async of(uri: string): Promise<string> {
    const folder = folderOf(uri);
    if (!standsInFolder(uri)) return uri;
    return this.#child(await this.#folder(folder), shortName(uri));
  }

  /** Asks anew about what lies in a folder, or below it. */
  forget(folder: string): void {
    for (const known of [this.#listings, this.#folders]) {
      for (const uri of known.keys()) if (uri === folder || isBelow(uri, folder)) known.delete(uri);
    }
  }

  #folder(folder: string): Promise<string> {
    if (foldersAbove(folder).length === 0) return Promise.resolve(folder);
    let found = this.#folders.get(folder);
    if (found === undefined) {
      found = this.of(folder);
      this.#folders.set(folder, found);
    }
    return found;
  }

  async #child(folder: string, name: string): Promise<string> {
    const uri = within(folder, name);
    // Letters that Unicode writes in two ways may be one for a disk that tells case apart.
    if (this.#exact.has(folder) && /^[ -~]*$/.test(name)) return uri;
    let listing = this.#listings.get(folder);
    if (listing === undefined) {
      listing = this.#files.list(folder);
      this.#listings.set(folder, listing);
    }
    const names = ((await listing) ?? []).map((entry) => entry.name);
    if (names.length === 0) return uri;
    // The folders above a policy are none of its: nothing in them is asked about.
    if (isPolicyFile(name) && (await this.#tellsApart(folder, names))) this.#exact.add(folder);
    if (names.includes(name)) return uri;
    const alike = names.filter((other) => folded(other) === folded(name));
    return alike.length === 1 && (await this.#exists(uri)) ? within(folder, alike[0]!) : uri;
  }

  /**
   * Whether a name in another case is another: asked with a policy file, as nothing else is ours to read. Folders without one are not
   * asked about, and so are listed.
   */
  async #tellsApart(folder: string, names: readonly string[]): Promise<boolean> {
    if (this.#exact.has(folder)) return true;
    for (const name of names.filter(isPolicyFile).slice(0, MOST_ASKED)) {
      const other = name === name.toLowerCase() ? name.toUpperCase() : name.toLowerCase();
      if (other !== name && !names.includes(other)) return !(await this.#exists(within(folder, other)));
    }
    return false;
  }

  async #exists(uri: string): Promise<boolean> {
    const read = await this.#files.read(uri);
    return 'text' in read || read.fault.kind !== 'missing' || (await this.#files.list(uri)) !== undefined;
  }
}

/** Names that are looked at for one whose other case is not there as well. */
const MOST_ASKED = 50;

/** Whether two URIs may be one file, in another spelling: the disk knows. */
export const mayBeOne = (one: string, other: string): boolean =>
  one === other || folded(pathBelow('', `/${one}`)) === folded(pathBelow('', `/${other}`));

/** What a file system may take for the same name. */
const folded = (name: string): string => name.normalize('NFC').toLowerCase();
