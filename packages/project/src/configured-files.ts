import type { ConfigurationProblem, NamedFile } from '@polar-tools/policy';
import type { ConfigurationFile } from './configuration-file.ts';
import { folderUri, pathBelow, within } from './file-names.ts';
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
  for (const file of named.filter((file) => isFile(file, where))) {
    const read = await files.read(folderUri(within(folder, nameOf(file).replaceAll('\\', '/'))));
    const message = 'fault' in read ? faultOf(file, read.fault) : undefined;
    if (message !== undefined) problems.push({ code: 'configuration', message, start: file.start, end: file.end });
  }
  return problems;
}

const nameOf = ({ setting, name }: NamedFile): string => (setting === 'host' ? moduleWithout(name) : name);

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
function isFile({ setting, name }: NamedFile, where: 'anywhere' | 'in the folder'): boolean {
  if (setting === 'include') return false;
  return setting !== 'host' || (isModulePath(name) && (where === 'anywhere' || !/^\.\.[\\/]/.test(name)));
}

function faultOf({ setting, name }: NamedFile, fault: FileFault): string | undefined {
  const what = setting === 'host' ? '"module" of "host"' : `"${setting}"`;
  if (fault.kind === 'missing')
    return `There is no file "${name}", which ${what} names. Check how it is spelled: paths begin at this folder.`;
  // Facts are read piece by piece, however large they are, and in UTF-16, too.
  if (setting === 'facts' && (fault.kind === 'utf-16' || fault.kind === 'unreadable')) return undefined;
  return faultMessage(fault, name);
}
