import {
  type Configuration,
  type ConfigurationProblem,
  configurationFileName,
  type NamedFile,
  readConfiguration,
} from '@polar-tools/policy';
import { folderOf, foldersAbove, within } from './file-names.ts';
import { type FileFault, type Files, faultMessage } from './files.ts';
import { isIncluded } from './included.ts';

/** A `polar.config.json` as it was read. What is wrong in it leaves the rest of it in force. */
export interface ConfigurationFile {
  readonly uri: string;
  /** The folder that it makes the root of a policy. */
  readonly folder: string;
  readonly text: string;
  readonly configuration: Configuration;
  readonly problems: readonly ConfigurationProblem[];
  /** The files that it names, which may be there or not (`configured-files.ts`). */
  readonly named: readonly NamedFile[];
  /** Why it could not be read, though it is there. */
  readonly fault?: FileFault | undefined;
  /** Whether a file below its folder, given relative to it, belongs to the policy. */
  includes(path: string): boolean;
}

/** What is wrong with a configuration that is there and cannot be read, and what to do. `shown` is its name as the person would write it. */
export const configurationFault = (fault: FileFault, shown: string): string =>
  fault.kind === 'folder'
    ? `"${shown}" is a folder, and a configuration is a file. Rename the folder.`
    : faultMessage(fault, shown);

export function configurationFile(uri: string, text: string): ConfigurationFile {
  const { configuration, problems, named } = readConfiguration(text);
  const includes = (path: string): boolean => isIncluded(configuration, path);
  return { uri, folder: folderOf(uri), text, configuration, problems, named, includes };
}

/**
 * The configuration of a folder; undefined where it has none. Only a file of exactly this name is one, on file systems that ignore case
 * too: elsewhere the same folder would be another policy.
 */
export async function configurationIn(files: Files, folder: string): Promise<ConfigurationFile | undefined> {
  const uri = within(folder, configurationFileName);
  const read = await files.read(uri);
  if ('fault' in read && read.fault.kind === 'missing') return undefined;
  const listed = await files.list(folder);
  if (listed?.some(({ name }) => name === configurationFileName) === false) return undefined;
  return 'text' in read ? configurationFile(uri, read.text) : { ...configurationFile(uri, ''), fault: read.fault };
}

/** Finds the nearest configuration at or above a folder, and remembers what it has seen. */
export class ConfigurationFinder {
  readonly #files: Files;
  readonly #byFolder = new Map<string, Promise<ConfigurationFile | undefined>>();

  constructor(files: Files) {
    this.#files = files;
  }

  /** The configuration of the folder itself. */
  in(folder: string): Promise<ConfigurationFile | undefined> {
    let found = this.#byFolder.get(folder);
    if (found === undefined) {
      found = configurationIn(this.#files, folder);
      this.#byFolder.set(folder, found);
    }
    return found;
  }

  /** The nearest one in a folder or above it. */
  async atOrAbove(folder: string): Promise<ConfigurationFile | undefined> {
    for (const at of [folder, ...foldersAbove(folder)]) {
      const found = await this.in(at);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** The nearest one above a file. */
  async above(file: string): Promise<ConfigurationFile | undefined> {
    const [folder] = foldersAbove(file);
    return folder === undefined ? undefined : this.atOrAbove(folder);
  }
}
