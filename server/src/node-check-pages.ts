import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The URI of the folder with the pages that explain checks, which ships beside the program; undefined where it is not there. */
export function checkPagesBeside(program: string | undefined): string | undefined {
  try {
    const folder = join(dirname(dirname(realpathSync(program ?? ''))), 'docs', 'checks');
    return existsSync(folder) ? pathToFileURL(folder).href : undefined;
  } catch {
    return undefined; // No such file: an evaluated program has none.
  }
}
