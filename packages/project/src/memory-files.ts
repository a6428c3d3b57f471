import { asText } from './decode-text.ts';
import { foldersAbove, shortName } from './file-names.ts';
import type { Files, FolderEntry } from './files.ts';

/** How the names of a file system in memory are compared. */
export interface MemoryFilesOptions {
  /** As Windows and macOS do it by default. */
  readonly ignoreCase?: boolean;
  /** Whether names that Unicode takes for the same are one, as on macOS. */
  readonly normalize?: boolean;
  /** Folders that are links to others, by URI: `{"file:///w/link": "file:///w"}`. */
  readonly links?: Readonly<Record<string, string>>;
}

/** Files that are held in memory, by canonical URI: for tests, and for a browser that has nothing else. A map may change later. */
export function memoryFiles(
  texts: Readonly<Record<string, string>> | ReadonlyMap<string, string>,
  { ignoreCase = false, normalize = false, links = {} }: MemoryFilesOptions = {},
): Files {
  const exact = !ignoreCase && !normalize;
  const key = (uri: string): string => {
    if (exact) return uri;
    const decoded = decodeURIComponent(uri);
    const normal = normalize ? decoded.normalize('NFC') : decoded;
    return ignoreCase ? normal.toLowerCase() : normal;
  };
  const all = (): Iterable<string> => (isMap(texts) ? texts.keys() : Object.keys(texts));
  const textAt = (uri: string): string | undefined => (isMap(texts) ? texts.get(uri) : texts[uri]);
  /** Through the links in its path. */
  const target = (uri: string, hops = 0): string => {
    if (hops > 40) return uri;
    for (const [link, to] of Object.entries(links)) {
      if (uri === link || uri.startsWith(`${link}/`)) return target(to + uri.slice(link.length), hops + 1);
    }
    return uri;
  };
  return {
    read: async (uri) => {
      const real = target(uri);
      const text = textAt(real);
      if (text !== undefined) return asText(text);
      if (exact) return { fault: { kind: 'missing' } };
      for (const other of all()) if (key(other) === key(real)) return asText(textAt(other) ?? '');
      return { fault: { kind: 'missing' } };
    },
    list: async (uri) => {
      const folder = key(target(uri)).replace(/\/?$/, '/');
      const depth = folder.split('/').length - 1;
      const entries = new Map<string, FolderEntry>();
      for (const file of all()) {
        if (!key(file).startsWith(folder)) continue;
        const parts = file.split('/');
        const name = decodeURIComponent(parts[depth] ?? '');
        if (name !== '') entries.set(name, { name, kind: parts.length - 1 === depth ? 'file' : 'folder' });
      }
      for (const link of Object.keys(links)) {
        const [above] = foldersAbove(link);
        if (key(above ?? '').replace(/\/?$/, '/') !== folder) continue;
        entries.set(shortName(link), { name: shortName(link), kind: 'folder', link: true });
      }
      return entries.size > 0 ? [...entries.values()] : undefined;
    },
  };
}

const isMap = (
  texts: Readonly<Record<string, string>> | ReadonlyMap<string, string>,
): texts is ReadonlyMap<string, string> => texts instanceof Map;
