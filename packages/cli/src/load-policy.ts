import type { Configuration } from '@polar-tools/policy';
import {
  dataFileOf,
  dataNamesIn,
  errorsOf,
  factFilesOf,
  type LoadedPolicy as Loaded,
  loadPolicy as loadFiles,
  policyNamed,
  readOnce,
} from '@polar-tools/project';
import { orFail } from './failure-of-problem.ts';
import { searching } from './report/searching.ts';
import { namesOf, type Surroundings } from './surroundings.ts';

/** A policy to run, with the texts that its positions are in. */
export interface LoadedPolicy extends Loaded {
  /** The data file that the configuration names: its URI. */
  readonly dataFile: string | undefined;
  /** The files of facts that it names: their URIs. */
  readonly factFiles: readonly string[];
}

/**
 * Loads the files, folders and patterns as one policy, in their order, with the configuration of the first one. None is an empty policy.
 *
 * @param facts files that were named for their facts, as a person wrote them: they are no policy where a folder or a pattern finds them
 * @param change what counts beside the configuration
 * @throws Failure when something cannot be read, and when the policy has errors
 */
export async function loadPolicy(
  paths: readonly string[],
  surroundings: Surroundings,
  facts: readonly string[] = [],
  change: Configuration = {},
): Promise<LoadedPolicy> {
  const names = namesOf(surroundings);
  const files = readOnce(surroundings.files);
  const search = await searching(surroundings, files, (searched) =>
    policyNamed(paths, names, searched, facts.map(names.uriOf)),
  );
  const found = orFail(search, names);
  const loaded = orFail(await loadFiles(found, files, change), names);
  const problems = errorsOf(loaded.policy);
  if (problems.length > 0) return orFail({ problems }, names, loaded.sources);
  const { configuration } = loaded;
  surroundings.recorder?.policy([...loaded.sources.keys()]);
  const factFiles = factFilesOf(configuration);
  surroundings.recorder?.loaded(loaded, factFiles);
  return { ...loaded, dataFile: dataFileOf(configuration), factFiles };
}

/** For questions that nothing but a policy answers: without a name they are about the policy of the current folder. */
export const orFolder = (named: readonly string[]): readonly string[] => (named.length === 0 ? ['.'] : named);

/**
 * What a data file that the command line names says of a policy: which names are none of its variables. It goes before the one of the
 * configuration. That it cannot be read is told by who needs its objects.
 *
 * @param data as written on the command line
 */
export async function withDataFile(data: string | undefined, surroundings: Surroundings): Promise<Configuration> {
  if (data === undefined) return {};
  return { dataNames: await dataNamesIn(namesOf(surroundings).uriOf(data), surroundings.files) };
}
