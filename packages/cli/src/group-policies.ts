import { dirname, relative, sep } from 'node:path';
import { type Configuration, emptyConfiguration, isIncluded } from '@polar-tools/policy';
import { configurationFinder, filesBelow, namedPaths, shownPath } from './policy-paths.ts';
import { readConfigurationIn } from './read-configuration.ts';
import type { Surroundings } from './surroundings.ts';

/** Files that are one policy, and which of them were asked about. */
export interface PolicyFiles {
  readonly configuration: Configuration;
  /** Absolute paths, in the order in which they are loaded, each with how the user would write it. */
  readonly files: ReadonlyMap<string, string>;
  /** Those whose findings are to be reported. */
  readonly reported: ReadonlySet<string>;
}

/** What lies in a folder that no configuration speaks of. */
const gathered: Configuration = { gathered: true };

/**
 * Which files form one policy: a folder with a `polar.config.json` and all below it that it includes; without one, each
 * file that is named, and all files of one folder where a folder is named.
 *
 * @param together all the named files are one policy, whatever lies where
 * @throws Failure for paths and configurations that cannot be read
 */
export async function groupPolicies(
  paths: readonly string[],
  together: boolean,
  surroundings: Surroundings,
): Promise<PolicyFiles[]> {
  const named = await namedPaths(paths, surroundings);
  const rootOf = configurationFinder(surroundings);
  if (together) {
    const files = new Map([...named.files, ...named.inFolders]);
    const root = await commonRoot([...files.keys()], rootOf);
    const configuration = root === undefined ? emptyConfiguration : await readConfigurationIn(root, surroundings);
    return [{ configuration, files, reported: new Set(files.keys()) }];
  }

  const groups = new Map<string, { root: string | undefined; named: Map<string, string> }>();
  const put = async (file: string, shown: string, alone: boolean) => {
    const root = await rootOf(file);
    const key = root ?? (alone ? file : dirname(file));
    const group = groups.get(key) ?? { root, named: new Map<string, string>() };
    group.named.set(file, shown);
    groups.set(key, group);
  };
  for (const [file, shown] of named.files) await put(file, shown, true);
  for (const [file, shown] of named.inFolders) await put(file, shown, false);

  const policies = await Promise.all(
    [...groups.values()].map(async (group) =>
      group.root === undefined
        ? [{ configuration: gathered, files: group.named, reported: new Set(group.named.keys()) }]
        : await configured(group.root, group.named, named.files, rootOf, surroundings),
    ),
  );
  return policies.flat();
}

/** The policy of a configuration, and a policy each for files that were named although it leaves them out. */
async function configured(
  root: string,
  asked: ReadonlyMap<string, string>,
  explicit: ReadonlyMap<string, string>,
  rootOf: (file: string) => Promise<string | undefined>,
  surroundings: Surroundings,
): Promise<PolicyFiles[]> {
  const configuration = await readConfigurationIn(root, surroundings);
  const files = new Map<string, string>();
  for (const file of await filesBelow(root)) {
    if ((await rootOf(file)) === root && isIncluded(configuration, relative(root, file).split(sep).join('/'))) {
      files.set(file, asked.get(file) ?? shownPath(file, surroundings.folder));
    }
  }
  const reported = new Set([...asked.keys()].filter((file) => files.has(file)));
  const alone = [...asked].filter(([file]) => !files.has(file) && explicit.has(file));
  return [
    ...(reported.size > 0 ? [{ configuration, files, reported }] : []),
    ...alone.map(([file, shown]) => ({ configuration, files: new Map([[file, shown]]), reported: new Set([file]) })),
  ];
}

async function commonRoot(
  files: readonly string[],
  rootOf: (file: string) => Promise<string | undefined>,
): Promise<string | undefined> {
  const roots = new Set(await Promise.all(files.map(rootOf)));
  return roots.size === 1 ? [...roots][0] : undefined;
}
