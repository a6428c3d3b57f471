import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { Failure } from './failure.ts';
import type { Surroundings } from './surroundings.ts';

export const configurationName = 'polar.config.json';

/** Folders that hold no policy of the user's and may be very large; hidden ones are left out too. */
const skipped = ['node_modules', 'bower_components', '__pycache__', 'venv', 'target'].map((name) => `**/${name}/**`);

/** What the arguments of a command stand for: absolute paths, each with how the user would write it. */
export interface NamedPaths {
  /** Files named one by one, or found by a glob, in the order of the arguments. */
  readonly files: ReadonlyMap<string, string>;
  /** `.polar` files in the folders that were named, and below them, where they are not among `files`. */
  readonly inFolders: ReadonlyMap<string, string>;
}

/**
 * Finds the files that paths on the command line stand for.
 *
 * @throws Failure `no-such-file` for a path that is nowhere and a glob that finds nothing; `no-policy-files` for a folder
 *   without any
 */
export async function namedPaths(
  paths: readonly string[],
  { folder, files: access }: Pick<Surroundings, 'folder' | 'files'>,
): Promise<NamedPaths> {
  const files = new Map<string, string>();
  const inFolders = new Map<string, string>();
  for (const path of paths) {
    const absolute = resolve(folder, path);
    const kind = await access.kind(absolute);
    if (kind === 'file') files.set(absolute, path);
    else if (kind === 'folder') {
      const found = await filesBelow(absolute);
      if (found.length === 0) {
        throw new Failure(
          'no-policy-files',
          `There is no .polar file in "${path}" or below it. Name a folder that holds one, or the file itself.`,
        );
      }
      for (const file of found) inFolders.set(file, join(path, relative(absolute, file)));
    } else if (isDynamicPattern(path)) {
      const found = await glob(path.split(sep).join('/'), { cwd: folder, absolute: true, ignore: skipped });
      if (found.length === 0) {
        throw new Failure(
          'no-such-file',
          `No file matches "${path}". Correct the pattern, or name a file or a folder.`,
        );
      }
      for (const file of found.map((each) => resolve(each)).sort()) files.set(file, shownPath(file, folder));
    } else {
      throw new Failure(
        'no-such-file',
        `There is no file or folder "${path}". Check how it is spelled, and from where you run this.`,
      );
    }
  }
  for (const file of files.keys()) inFolders.delete(file);
  return { files, inFolders };
}

/** The `.polar` files in a folder and below it, in the order of their paths. */
export async function filesBelow(folder: string): Promise<string[]> {
  const found = await glob('**/*.polar', { cwd: folder, absolute: true, ignore: skipped });
  return found.map((file) => resolve(file)).sort();
}

/** The nearest folder, from that of a file upwards, that has a `polar.config.json`; remembers what it has seen. */
export function configurationFinder({
  files,
}: Pick<Surroundings, 'files'>): (file: string) => Promise<string | undefined> {
  const known = new Map<string, Promise<string | undefined>>();
  const above = (folder: string): Promise<string | undefined> => {
    let found = known.get(folder);
    if (found === undefined) {
      found = look(folder);
      known.set(folder, found);
    }
    return found;
  };
  const look = async (folder: string): Promise<string | undefined> => {
    if ((await files.kind(join(folder, configurationName))) === 'file') return folder;
    const parent = dirname(folder);
    return parent === folder ? undefined : above(parent);
  };
  return (file) => above(dirname(file));
}

/** A path as the user would write it: relative to where the command was started, unless it is far from there. */
export function shownPath(path: string, folder: string): string {
  const shown = relative(folder, path);
  if (shown === '') return basename(path);
  return isAbsolute(shown) || shown.startsWith(`..${sep}..${sep}..${sep}`) ? path : shown;
}
