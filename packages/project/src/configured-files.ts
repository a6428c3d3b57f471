import type { ConfigurationProblem, NamedFile } from '@polar-tools/policy';
import type { ConfigurationFile } from './configuration-file.ts';
import { folderUri, isBelow, pathBelow, uriOf, within } from './file-names.ts';
import { type FileFault, type Files, faultMessage } from './files.ts';
import { isModulePath, moduleWithout } from './host-module.ts';
import { isIncluded } from './included.ts';

/**
 * What of the files that a configuration names (`data`, `facts`, the module of `host`) is not there or cannot be read, at its place in the
 * configuration. What a stranger's configuration may not name was refused before (`file-references.ts`).
 *
 * @param files reads each of them once more: pass in what remembers them where they are large
 * @param where whether a module outside of the configuration's folder is looked for, too: an editor leaves alone what a stranger's folder names there
 */
export async function faultsOfNamedFiles(
  { folder, named }: Pick<ConfigurationFile, 'folder' | 'named'>,
  files: Pick<Files, 'read'>,
  where: 'anywhere' | 'in the folder',
): Promise<readonly ConfigurationProblem[]> {
  const problems: ConfigurationProblem[] = [];
  for (const file of named) {
    if (!isFile(file)) continue;
    const uri = placeOf(file, folder);
    if (file.setting === 'host' && where === 'in the folder' && !isBelow(uri, folder)) continue;
    const read = await files.read(uri);
    const message = 'fault' in read ? faultOf(file, read.fault) : undefined;
    if (message !== undefined) problems.push({ code: 'configuration', message, start: file.start, end: file.end });
  }
  return problems;
}

/** The module of a host alone may be named by a whole path. */
const placeOf = ({ setting, name }: NamedFile, folder: string): string =>
  setting === 'host' ? uriOf(moduleWithout(name), folder) : folderUri(within(folder, name.replaceAll('\\', '/')));

/** The patterns of `include` that none of the policy's files fits, at their places in the configuration. */
export function emptyPatterns(
  { folder, named }: Pick<ConfigurationFile, 'folder' | 'named'>,
  policyFiles: readonly string[],
): readonly ConfigurationProblem[] {
  const paths = policyFiles.map((uri) => pathBelow(folder, uri));
  return named
    .filter(
      ({ setting, name }) => setting === 'include' && !paths.some((path) => isIncluded({ include: [name] }, path)),
    )
    .map(({ name, start, end }) => ({
      code: 'configuration',
      severity: 'warning',
      message: `"${name}" fits no .polar file of this policy. Check how it is spelled, or take it out: paths begin at this folder.`,
      start,
      end,
    }));
}

/** Whether a name is that of one file. The module of a host may be installed anywhere unless it is a path. */
const isFile = ({ setting, name }: NamedFile): boolean =>
  setting !== 'include' && (setting !== 'host' || isModulePath(name));

const isWhole = (path: string): boolean => /^[\\/]|^[a-z]:[\\/]/i.test(path);

function faultOf({ setting, name }: NamedFile, fault: FileFault): string | undefined {
  const what = setting === 'host' ? '"module" of "host"' : `"${setting}"`;
  if (fault.kind === 'missing')
    return `There is no file "${name}", which ${what} names. Check how it is spelled${isWhole(name) ? '' : ': paths begin at this folder'}.`;
  // Facts are read piece by piece, however large they are, and in UTF-16, too.
  if (setting === 'facts' && (fault.kind === 'utf-16' || fault.kind === 'unreadable')) return undefined;
  return faultMessage(fault, name);
}
