import type { Files, FolderEntry } from '@polar-tools/project';

/**
 * Files of which each folder is listed once while somebody holds them: a document that is opened while its folder is searched looks at the same tree.
 * What changes meanwhile is told by the client, as ever.
 */
export class SharedListings {
  readonly files: Files;
  readonly #listed = new Map<string, Promise<readonly FolderEntry[] | undefined>>();
  #holders = 0;

  constructor(files: Files) {
    this.files = {
      ...files,
      list: (uri) => {
        if (this.#holders === 0) return files.list(uri);
        const known = this.#listed.get(uri);
        const listing = known ?? files.list(uri);
        if (known === undefined) this.#listed.set(uri, listing);
        return listing;
      },
    };
  }

  /** Begins to remember; gives what ends it, once. */
  hold(): () => void {
    this.#holders++;
    return () => {
      if (--this.#holders === 0) this.#listed.clear();
    };
  }
}
