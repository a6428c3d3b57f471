import { rootOf } from '@polar-tools/policy';
import { folderOf } from './discovery.ts';

/** The files of one policy. */
export interface RootFiles {
  /** The folder of the policy; of a file that stands apart, the file. */
  readonly uri: string;
  /** The folder that a configuration for these files belongs in; undefined for a document that is in none. */
  readonly folder: string | undefined;
  /** Its `polar.config.json`, where it has one. */
  readonly configuration: string | undefined;
  /** In the order in which they are loaded: by name, folders in their place. */
  readonly files: readonly string[];
}

/** A configuration, as far as it decides which files are its policy's. */
export interface Rooted {
  readonly uri: string;
  /** Whether a file below its folder, given relative to it, belongs to the policy. */
  includes(relativePath: string): boolean;
}

/** By root. */
export type Grouping = ReadonlyMap<string, RootFiles>;

/**
 * Which files make one policy together: those that the nearest configuration above them includes, else all of one folder
 * (design.md, section 4).
 */
export function groupByRoot(files: Iterable<string>, configurations: readonly Rooted[]): Grouping {
  const byFolder = new Map(configurations.map((configuration) => [folderOf(configuration.uri), configuration]));
  const folders = new Set(byFolder.keys());
  const roots = new Map<string, { configuration: string | undefined; files: string[] }>();
  for (const [folder, { uri }] of byFolder) roots.set(folder, { configuration: uri, files: [] });
  for (const file of files) {
    const configured = configuredAbove(file, folders, byFolder);
    // A file beside the configuration that does not include it has a root of its own, apart from the configured one.
    const key = configured ?? (byFolder.has(folderOf(file)) ? file : folderOf(file));
    const root = roots.get(key);
    if (root === undefined) roots.set(key, { configuration: undefined, files: [file] });
    else root.files.push(file);
  }
  return new Map(
    [...roots].map(([uri, root]) => {
      const apart = root.configuration === undefined && root.files[0] === uri;
      return [uri, { uri, folder: apart ? undefined : uri, ...root, files: root.files.sort() }];
    }),
  );
}

function configuredAbove(
  file: string,
  configured: ReadonlySet<string>,
  byFolder: ReadonlyMap<string, Rooted>,
): string | undefined {
  const folder = rootOf(file, configured);
  if (folder === undefined) return undefined;
  const path = decodeURIComponent(file.slice(folder.length + 1));
  return byFolder.get(folder)?.includes(path) ? folder : undefined;
}
