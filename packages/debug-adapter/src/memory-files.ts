import type { Files, FolderEntry } from './host.ts';

/** Files that are held in memory, by URI: for tests, and for a browser that has nothing else. */
export function memoryFiles(texts: Readonly<Record<string, string>>): Files {
  return {
    read: (uri) => Promise.resolve(texts[uri]),
    list: (uri) => {
      const folder = uri.endsWith('/') ? uri : `${uri}/`;
      const entries = new Map<string, FolderEntry>();
      for (const name of Object.keys(texts)) {
        if (!name.startsWith(folder)) continue;
        const [first, ...rest] = name.slice(folder.length).split('/');
        if (first !== undefined && first !== '') entries.set(first, { name: first, folder: rest.length > 0 });
      }
      return Promise.resolve(entries.size > 0 ? [...entries.values()] : undefined);
    },
  };
}
