import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { DebugHost } from '@polar-tools/debug-adapter';
import { memoryFiles } from '@polar-tools/project';
import { nodeFiles } from '@polar-tools/server/node-files';

/** The repository's root. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A host over the files of the repository, with a clock that stands still: what is tested does not depend on speed. */
export function diskHost(folder: string): DebugHost {
  return { files: nodeFiles(), folder: pathToFileURL(folder).href, breathe, now: () => 0 };
}

/** A host over files in memory, by name; the folder is `/w`. */
export function memoryHost(texts: Readonly<Record<string, string>>): DebugHost {
  const named = Object.fromEntries(Object.entries(texts).map(([name, text]) => [`file:///w/${name}`, text]));
  return { files: memoryFiles(named), folder: 'file:///w', breathe, now: () => 0 };
}
