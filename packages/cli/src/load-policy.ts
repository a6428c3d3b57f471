import {
  dataFileOf,
  type LoadedPolicy as Loaded,
  loadPolicy as loadFiles,
  obstaclesTo,
  policyNamed,
} from '@polar-tools/project';
import { orFail } from './failure-of-problem.ts';
import { namesOf, type Surroundings } from './surroundings.ts';

/** A policy to run, with the texts that its positions are in. */
export interface LoadedPolicy extends Loaded {
  /** The data file that the configuration names: its URI. */
  readonly dataFile: string | undefined;
}

/**
 * Loads the files, folders and patterns as one policy, in their order, with the configuration of the first one. None is an empty policy.
 *
 * @throws Failure when something cannot be read, and when the policy cannot be run
 */
export async function loadPolicy(paths: readonly string[], surroundings: Surroundings): Promise<LoadedPolicy> {
  const names = namesOf(surroundings);
  const found = orFail(await policyNamed(paths, names, surroundings.files), names);
  const loaded = orFail(await loadFiles(found, surroundings.files), names);
  const obstacles = obstaclesTo(loaded.policy);
  if (obstacles.length > 0) return orFail({ problems: obstacles }, names, loaded.sources);
  return { ...loaded, dataFile: dataFileOf(loaded.configuration) };
}
