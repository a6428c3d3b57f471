import {
  errorsOf,
  factFilesOf,
  folderOf,
  isBelow,
  loadPolicy as loadFiles,
  policyNamed,
  readOnce,
} from '@polar-tools/project';
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
  /** The folders, as URIs, in which a change may be one of the policy. */
  readonly folders: readonly string[];
  /** The files of facts that its configuration names: their URIs. */
  readonly factFiles: readonly string[];
}

/**
 * Loads files, folders and patterns as one policy for Cloud: what is served is nothing else, whatever the text alone would be taken for.
 *
 * @param facts files that were named for their facts, as a person wrote them
 * @throws Failure when something cannot be read, when the policy has errors, and where its configuration says that it is for the Library
 */
export async function loadServed(
  paths: readonly string[],
  surroundings: Surroundings,
  facts: readonly string[] = [],
): Promise<LoadedServed> {
  const names = namesOf(surroundings);
  const files = readOnce(surroundings.files);
  const search = await searching(surroundings, files, (searched) =>
    policyNamed(paths, names, searched, facts.map(names.uriOf)),
  );
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
  const folders = [
    ...(configuration === undefined ? [] : [configuration.folder]),
    ...[...sources.keys()].map(folderOf),
  ];
  return {
    served: servedPolicy(policy, text),
    files: [...sources.keys()],
    folders: topmost(folders),
    factFiles: factFilesOf(configuration),
  };
}

/** Folders without those below others. */
const topmost = (folders: readonly string[]): readonly string[] =>
  [...new Set(folders)].filter((folder, _, all) => !all.some((other) => other !== folder && isBelow(folder, other)));
