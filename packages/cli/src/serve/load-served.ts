import { errorsOf, factFilesOf, loadPolicy as loadFiles, policyNamed, readOnce } from '@polar-tools/project';
import { type ServedPolicy, servedPolicy } from '@polar-tools/serve';
import { Failure } from '../failure.ts';
import { orFail } from '../failure-of-problem.ts';
import { searching } from '../report/searching.ts';
import { namesOf, type Surroundings } from '../surroundings.ts';

/** A policy from files, ready to be served. */
export interface LoadedServed {
  readonly served: ServedPolicy;
  /** The URIs of its files. */
  readonly files: readonly string[];
  /** The files of facts that its configuration names: their URIs. */
  readonly factFiles: readonly string[];
}

/**
 * Loads files, folders and patterns as one policy for Cloud: what is served is nothing else, whatever the text alone would be taken for.
 *
 * @throws Failure when something cannot be read, when the policy has errors, and where its configuration says that it is for the Library
 */
export async function loadServed(paths: readonly string[], surroundings: Surroundings): Promise<LoadedServed> {
  const names = namesOf(surroundings);
  const files = readOnce(surroundings.files);
  const search = await searching(surroundings, files, (searched) => policyNamed(paths, names, searched));
  const found = orFail(search, names);
  if (found.configuration?.configuration.dialect === 'library')
    throw new Failure(
      'library-policy',
      'This is a policy of the Oso library ("dialect": "library" in polar.config.json), and polar serve answers as Oso Cloud does.',
    );
  const { policy, sources, configuration } = orFail(await loadFiles(found, files, { dialect: 'cloud' }), names);
  const problems = errorsOf(policy);
  if (problems.length > 0) return orFail({ problems }, names, sources);
  const all = [...sources.values()];
  const text = { filename: all.length === 1 ? all[0]!.shown : '', src: all.map((source) => source.text).join('\n') };
  return { served: servedPolicy(policy, text), files: [...sources.keys()], factFiles: factFilesOf(configuration) };
}
