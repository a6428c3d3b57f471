import { type ConfigurationFile, ConfigurationFinder } from './configuration-file.ts';
import { folderOf, isBelow, pathBelow } from './file-names.ts';
import type { Files } from './files.ts';
import { mayIncludeBelow } from './included.ts';
import type { NameStyle } from './name-style.ts';
import { resolveNames } from './named-files.ts';
import { problem, type Result } from './problem.ts';
import { rootOf } from './roots.ts';
import { discover, MOST_FOLDERS, thisFolderOnly } from './search.ts';
import { Spellings } from './spelling.ts';

/** Files that are one policy. */
export interface PolicyFiles {
  /** The configuration that applies to them, if there is one. */
  readonly configuration: ConfigurationFile | undefined;
  /** Nobody said that the files are one policy: they lie in one folder, or stand alone. */
  readonly gathered: boolean;
  /** URIs, in the order in which they are loaded, each with how the person would write it. */
  readonly files: ReadonlyMap<string, string>;
}

/** Files that are one policy, and which of them were asked about. */
export interface CheckedPolicy extends PolicyFiles {
  readonly reported: ReadonlySet<string>;
  /** They are all that the configuration includes. */
  readonly whole: boolean;
}

/** The files of a configuration's policy: what it includes in its folder and below, without folders that have one of their own. */
export async function filesOf(configuration: ConfigurationFile, files: Files): Promise<Result<readonly string[]>> {
  const { folder } = configuration;
  const found = await discover(files, folder, (path) => mayIncludeBelow(configuration.configuration, path));
  if (!found.complete) {
    return problem(
      'too-many-folders',
      `There are more than ${MOST_FOLDERS} folders below ${folder}. Move its polar.config.json to the policy's own folder.`,
    );
  }
  const nested = found.configurations.map(folderOf).filter((other) => other !== folder);
  const its = (file: string): boolean =>
    configuration.includes(pathBelow(folder, file)) && !nested.some((other) => isBelow(file, other));
  return { value: found.policyFiles.filter(its) };
}

/**
 * The one policy that names stand for: exactly the named files, in their order, as an application loads them. A folder stands for the policy
 * whose root it is: what its configuration includes, or without one the `.polar` files in it. The configuration that applies is the
 * nearest above the first file.
 *
 * @param facts URIs of files that were named for their facts: they are no part of what a folder or a pattern stands for
 */
export async function policyNamed(
  names: readonly string[],
  style: NameStyle,
  files: Files,
  facts: readonly string[] = [],
): Promise<Result<PolicyFiles>> {
  const resolved = await resolveNames(names, style, files);
  if ('problems' in resolved) return resolved;
  const finder = new ConfigurationFinder(files);
  const all = new Map<string, string>();
  let configuration: ConfigurationFile | undefined;
  let gathered = false;
  for (const [at, named] of resolved.value.entries()) {
    if (named.kind === 'folder') {
      const own = await policyOfFolder(named.uri, named.shown, style, files, finder);
      if ('problems' in own) return own;
      if (at === 0) ({ configuration, gathered } = own.value);
      for (const [uri, shown] of own.value.files) if (!facts.includes(uri) && !all.has(uri)) all.set(uri, shown);
      continue;
    }
    const found = named.kind === 'found' ? named.files : new Map([[named.uri, named.shown]]);
    if (at === 0) configuration = await finder.above([...found.keys()][0]!);
    for (const [uri, shown] of found)
      if (!all.has(uri) && (named.kind === 'file' || !facts.includes(uri))) all.set(uri, shown);
  }
  return { value: { configuration, gathered: gathered && resolved.value.length === 1, files: all } };
}

/** The policy whose root a folder is. */
async function policyOfFolder(
  folder: string,
  shown: string,
  style: NameStyle,
  files: Files,
  finder: ConfigurationFinder,
): Promise<Result<PolicyFiles>> {
  const own = await finder.in(folder);
  const found = own === undefined ? { value: await filesIn(folder, files, finder) } : await filesOf(own, files);
  if ('problems' in found) return found;
  if (found.value.length === 0) {
    if (own !== undefined)
      return problem('no-policy-files', `The polar.config.json in "${shown}" includes no .polar file.`);
    const deeper = (await discover(files, folder, isNear)).policyFiles.length > 0;
    const below = deeper
      ? `, only in folders below it: name those, or "${shown.replace(/[\\/]+$/, '')}/**/*.polar"`
      : '';
    return problem('no-policy-files', `There is no .polar file in the folder "${shown}"${below}.`);
  }
  return {
    value: {
      configuration: own ?? (await finder.atOrAbove(folder)),
      gathered: own === undefined,
      files: new Map(found.value.map((uri) => [uri, style.shown(uri)])),
    },
  };
}

/** The files that are a policy because they lie in one folder, whose nearest configuration, if any, leaves them out. */
async function filesIn(folder: string, files: Files, finder: ConfigurationFinder): Promise<readonly string[]> {
  const { policyFiles } = await discover(files, folder, thisFolderOnly);
  const above = await finder.atOrAbove(folder);
  const left = policyFiles.filter((file) => rootOf(file, above).by !== 'configuration');
  return left.length === 0 ? policyFiles : left;
}

/** The policy that a file or a folder stands in: of a folder, the one of the nearest configuration at or above it, else its own files. */
export async function policyAround(named: string, style: NameStyle, files: Files): Promise<Result<PolicyFiles>> {
  const finder = new ConfigurationFinder(files);
  const uri = await new Spellings(files).of(named);
  if ((await files.list(uri)) !== undefined) {
    const above = await finder.atOrAbove(uri);
    return policyOfFolder(above?.folder ?? uri, style.shown(above?.folder ?? uri), style, files, finder);
  }
  const above = await finder.above(uri);
  const root = rootOf(uri, above);
  if (root.by === 'nobody')
    return { value: { configuration: above, gathered: true, files: new Map([[uri, style.shown(uri)]]) } };
  return policyOfFolder(root.uri, style.shown(root.uri), style, files, finder);
}

/**
 * The policies that files, folders and patterns stand for when each is to be looked at: a folder with a configuration and all below it that it
 * includes; without one, each file that is named, and all files of one folder where a folder is named.
 *
 * @param together all the named files are one policy, whatever lies where
 */
export async function policiesNamed(
  names: readonly string[],
  together: boolean,
  style: NameStyle,
  files: Files,
): Promise<Result<readonly CheckedPolicy[]>> {
  const resolved = await resolveNames(names, style, files);
  if ('problems' in resolved) return resolved;
  const finder = new ConfigurationFinder(files);
  const explicit = new Map<string, string>();
  const inFolders = new Map<string, string>();
  for (const named of resolved.value) {
    if (named.kind === 'file') explicit.set(named.uri, named.shown);
    else if (named.kind === 'found') for (const [uri, shown] of named.files) explicit.set(uri, shown);
    else {
      const found = await discover(files, named.uri);
      if (!found.complete)
        return problem(
          'too-many-folders',
          `There are more than ${MOST_FOLDERS} folders below "${named.shown}". Name a smaller one.`,
        );
      if (found.policyFiles.length === 0) {
        return problem('no-policy-files', `There is no .polar file in "${named.shown}" or below it.`);
      }
      for (const uri of found.configurations) {
        const empty = await includesNothing(folderOf(uri), found.policyFiles, finder);
        if (empty !== undefined)
          return problem(
            'no-policy-files',
            `The polar.config.json in "${style.shown(empty.folder)}" includes no .polar file. ${empty.problems[0]?.message ?? 'Its "include" has paths and patterns of files below its own folder.'}`,
          );
      }
      for (const uri of found.policyFiles) inFolders.set(uri, style.shown(uri));
    }
  }
  for (const uri of explicit.keys()) inFolders.delete(uri);
  if (together) return { value: [await oneOf(new Map([...explicit, ...inFolders]), finder)] };
  return groups(explicit, inFolders, style, files, finder);
}

/**
 * The configuration of a folder, where its patterns match none of the files below it: it is misspelt, or leads out of the folder, and all that it was
 * meant for would pass unseen beside other policies. One that has an empty list, or whose files are all another configuration's, is as it was meant.
 */
async function includesNothing(
  folder: string,
  policyFiles: readonly string[],
  finder: ConfigurationFinder,
): Promise<ConfigurationFile | undefined> {
  const own = await finder.in(folder);
  const { include } = own?.configuration ?? {};
  // A pattern that cannot be is not in the list.
  if (own === undefined || include === undefined || (include.length === 0 && own.problems.length === 0))
    return undefined;
  const some = policyFiles.some((file) => isBelow(file, folder) && own.includes(pathBelow(folder, file)));
  return some ? undefined : own;
}

/** All the files as one policy, with the configuration that all of them are below. */
async function oneOf(all: ReadonlyMap<string, string>, finder: ConfigurationFinder): Promise<CheckedPolicy> {
  const above = new Set(await Promise.all([...all.keys()].map((uri) => finder.above(uri))));
  const configuration = above.size === 1 ? [...above][0] : undefined;
  return { configuration, gathered: false, files: all, reported: new Set(all.keys()), whole: false };
}

async function groups(
  explicit: ReadonlyMap<string, string>,
  inFolders: ReadonlyMap<string, string>,
  style: NameStyle,
  files: Files,
  finder: ConfigurationFinder,
): Promise<Result<readonly CheckedPolicy[]>> {
  /** By root: the files that were named of it. */
  const named = new Map<
    string,
    { configuration: ConfigurationFile | undefined; whole: boolean; files: Map<string, string> }
  >();
  for (const [uri, shown] of [...explicit, ...inFolders]) {
    const configuration = await finder.above(uri);
    const root = rootOf(uri, configuration);
    const alone = explicit.has(uri) && root.by !== 'configuration';
    // What a configuration leaves out was left out on purpose: it is looked at where it is named itself.
    if (!alone && configuration !== undefined && root.by !== 'configuration') continue;
    const key = alone ? uri : root.uri;
    const group = named.get(key) ?? { configuration, whole: root.by === 'configuration', files: new Map() };
    group.files.set(uri, shown);
    named.set(key, group);
  }
  const policies: CheckedPolicy[] = [];
  for (const { configuration, whole, files: asked } of named.values()) {
    if (!whole || configuration === undefined) {
      policies.push({
        configuration,
        gathered: configuration === undefined,
        files: asked,
        reported: new Set(asked.keys()),
        whole: false,
      });
      continue;
    }
    const all = await filesOf(configuration, files);
    if ('problems' in all) return all;
    policies.push({
      configuration,
      gathered: false,
      files: new Map(all.value.map((uri) => [uri, asked.get(uri) ?? style.shown(uri)])),
      reported: new Set(asked.keys()),
      whole: true,
    });
  }
  return { value: policies };
}

/** As far below as somebody would look for what they meant. */
const isNear = (path: string): boolean => path.split('/').length <= 2;
