import type { ConfigurationFile } from './configuration-file.ts';
import { folderOf, foldersAbove, pathBelow, shortName } from './file-names.ts';
import { inOrder } from './file-order.ts';
import { isPolicyFile } from './included.ts';

/** The files of one policy. */
export interface RootFiles {
  /** The folder of the policy; of a file that stands alone, the file. */
  readonly uri: string;
  /** The folder that a configuration for these files belongs in; undefined for a file that stands alone. */
  readonly folder: string | undefined;
  /** Its `polar.config.json`, where it has one. */
  readonly configuration: string | undefined;
  /** In the order in which they are loaded. */
  readonly files: readonly string[];
}

/** A configuration, as far as it decides which files are its policy's. */
export type Rooted = Pick<ConfigurationFile, 'uri' | 'includes'>;

/** By root. */
export type Grouping = ReadonlyMap<string, RootFiles>;

/** The policy that a file belongs to: the URI of its root, and whether a configuration, nothing but its folder, or nobody says so. */
export interface RootOf {
  readonly uri: string;
  readonly by: 'configuration' | 'folder' | 'nobody';
}

/**
 * The policy that a file belongs to: what the nearest configuration above it includes; else all files of its folder. Alone stands a document
 * that is in no folder or not saved yet; a file that is found nowhere, since its name does not end in `.polar` or its folder is never
 * searched; and one beside a configuration that leaves it out.
 *
 * @param nearest the nearest configuration above the file
 */
export function rootOf(file: string, nearest: Rooted | undefined): RootOf {
  const alone: RootOf = { uri: file, by: 'nobody' };
  if (!standsInFolder(file) || !isPolicyFile(shortName(file))) return alone;
  const folder = folderOf(file);
  if (nearest === undefined) return { uri: folder, by: 'folder' };
  const root = folderOf(nearest.uri);
  if (nearest.includes(pathBelow(root, file))) return { uri: root, by: 'configuration' };
  return folder === root ? alone : { uri: folder, by: 'folder' };
}

/** Whether a document lies in a folder: not one that is not saved yet, wherever it will be, nor one of a scheme without paths. */
export const standsInFolder = (uri: string): boolean => !uri.startsWith('untitled:') && folderOf(uri) !== uri;

/** Which files make one policy together. */
export function groupByRoot(files: Iterable<string>, configurations: readonly Rooted[]): Grouping {
  const byFolder = new Map(configurations.map((configuration) => [folderOf(configuration.uri), configuration]));
  const roots = new Map<string, { by: RootOf['by']; files: string[] }>();
  for (const folder of byFolder.keys()) roots.set(folder, { by: 'configuration', files: [] });
  for (const file of files) {
    const above = foldersAbove(file).find((folder) => byFolder.has(folder));
    const { uri, by } = rootOf(file, above === undefined ? undefined : byFolder.get(above));
    const root = roots.get(uri);
    if (root === undefined) roots.set(uri, { by, files: [file] });
    else root.files.push(file);
  }
  return new Map(
    [...roots].map(([uri, { by, files }]) => {
      const configuration = by === 'configuration' ? byFolder.get(uri)?.uri : undefined;
      return [uri, { uri, folder: by === 'nobody' ? undefined : uri, configuration, files: inOrder(files) }];
    }),
  );
}
