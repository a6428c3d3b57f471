import { isBelow, isPolicyFile, isReached, isSearched, pathBelow, shortName, within } from '@polar-tools/project';

/** The client's folders, which are searched for policies. */
export class ClientFolders {
  readonly #folders = new Set<string>();

  add(folder: string): void {
    this.#folders.add(folder);
  }

  delete(folder: string): void {
    this.#folders.delete(folder);
  }

  /** Whether it is one of them. */
  has(folder: string): boolean {
    return this.#folders.has(folder);
  }

  /** Whether a file or folder lies in one of them, or is one. */
  isIn(uri: string): boolean {
    return this.has(uri) || this.#above(uri) !== undefined;
  }

  /** Whether a file is one that is found where its folder is searched. */
  isFound(uri: string): boolean {
    const folder = this.#above(uri);
    return folder === undefined ? isPolicyFile(shortName(uri)) : isSearched(pathBelow(folder, uri));
  }

  /** Whether a search of its folder looks where a file lies. */
  isReached(uri: string): boolean {
    const folder = this.#above(uri);
    return folder === undefined || isReached(pathBelow(folder, uri));
  }

  /** Whether a search of its folder looks into a folder. */
  isSearched(folder: string): boolean {
    return this.isReached(within(folder, 'file'));
  }

  #above(uri: string): string | undefined {
    for (const folder of this.#folders) if (isBelow(uri, folder)) return folder;
    return undefined;
  }
}
