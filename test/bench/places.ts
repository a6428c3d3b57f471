import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The repository's root, from wherever the code that asks was bundled to. */
export const repositoryRoot: URL = findRoot(dirname(fileURLToPath(import.meta.url)));

function findRoot(folder: string): URL {
  if (existsSync(join(folder, 'biome.json'))) return pathToFileURL(`${folder}/`);
  const parent = dirname(folder);
  if (parent === folder) throw new Error('the repository root is not above the benchmark');
  return findRoot(parent);
}
