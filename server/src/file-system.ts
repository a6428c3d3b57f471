/** One thing in a folder. */
export interface FolderEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder';
}

/**
 * How the server reads files: Node's own, or the client's where there is no disk (a browser, a virtual workspace).
 * Neither method rejects: what cannot be read is not there.
 */
export interface FileSystem {
  /** The text of a file (UTF-8, without a byte order mark); undefined where there is none. */
  readText(uri: string): Promise<string | undefined>;
  /** What a folder holds, in no order; a link counts as what it points to. Empty where there is no such folder. */
  list(uri: string): Promise<readonly FolderEntry[]>;
}

/** A file system of texts by URI, for tests and for clients that hand over everything. */
export function memoryFileSystem(files: ReadonlyMap<string, string>): FileSystem {
  return {
    readText: async (uri) => files.get(uri),
    list: async (uri) => {
      const entries = new Map<string, FolderEntry>();
      for (const file of files.keys()) {
        if (!file.startsWith(`${uri}/`)) continue;
        const rest = file.slice(uri.length + 1);
        const slash = rest.indexOf('/');
        const name = decodeURIComponent(slash === -1 ? rest : rest.slice(0, slash));
        entries.set(name, { name, kind: slash === -1 ? 'file' : 'folder' });
      }
      return [...entries.values()];
    },
  };
}
