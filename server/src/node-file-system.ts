import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { URI } from 'vscode-uri';
import type { FileSystem, FolderEntry } from './file-system.ts';

/** Reads `file:` URIs from the disk; every other URI goes to `others` (the client, where it offers its files). */
export function nodeFileSystem(others?: FileSystem): FileSystem {
  const pathOf = (uri: string): string | undefined => {
    try {
      const parsed = URI.parse(uri);
      return parsed.scheme === 'file' ? parsed.fsPath : undefined;
    } catch {
      return undefined; // No URI at all.
    }
  };
  return {
    readText: async (uri) => {
      const path = pathOf(uri);
      if (path === undefined) return others?.readText(uri);
      try {
        return (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
      } catch {
        return undefined; // Not there, not readable, or a folder: for a language server these are one.
      }
    },
    list: async (uri) => {
      const path = pathOf(uri);
      if (path === undefined) return (await others?.list(uri)) ?? [];
      try {
        const found = await readdir(path, { withFileTypes: true });
        const entries = await Promise.all(
          found.map(async (entry): Promise<FolderEntry | undefined> => {
            if (entry.isFile()) return { name: entry.name, kind: 'file' };
            if (entry.isDirectory()) return { name: entry.name, kind: 'folder' };
            if (!entry.isSymbolicLink()) return undefined;
            const target = await stat(join(path, entry.name)).catch(() => undefined);
            // A linked folder may lead round in a circle, so links are followed to files only.
            return target?.isFile() ? { name: entry.name, kind: 'file' } : undefined;
          }),
        );
        return entries.filter((entry) => entry !== undefined);
      } catch {
        return [];
      }
    },
  };
}
