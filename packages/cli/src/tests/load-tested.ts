import { Reach } from '@polar-tools/evaluator';
import { type CheckedPolicy, dataFileOf, factFilesOf, loadPolicy } from '@polar-tools/project';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Failure } from '../failure.ts';
import { orFail } from '../failure-of-problem.ts';
import { loadObjects, type ObjectOptions } from '../load-objects.ts';
import { namesOf, type Surroundings } from '../surroundings.ts';
import { errorsIn, type TestedPolicy } from './policy-tests.ts';

/** A policy ready for its tests to be run; a Failure where its files or its data cannot be read. */
export async function loadTested(
  files: CheckedPolicy,
  {
    coverage,
    objects,
    ...how
  }: Pick<TestedPolicy, 'filter' | 'now' | 'timeout' | 'threads' | 'sharing'> & {
    readonly coverage: boolean;
    readonly objects: ObjectOptions;
  },
  surroundings: Surroundings,
): Promise<TestedPolicy | Failure> {
  const names = namesOf(surroundings);
  try {
    const read = orFail(await loadPolicy(files, surroundings.files), names);
    const { configuration, policy, sources } = read;
    const factFiles = factFilesOf(configuration);
    surroundings.recorder?.loaded(read, factFiles);
    const loaded = { ...read, dataFile: dataFileOf(configuration), factFiles };
    const needsData = policy.dialect === 'library' && policy.queries.length > 0;
    const documents = new Map(
      [...sources.values()].map(({ uri, text }) => [uri, TextDocument.create(uri, 'polar', 0, text)]),
    );
    const placeOf: TestedPolicy['placeOf'] = ({ uri, start, end }) => ({
      file: sources.get(uri)?.shown ?? names.shown(uri),
      document: documents.get(uri) ?? TextDocument.create(uri, 'polar', 0, ''),
      start,
      end,
    });
    const data = needsData ? await loadObjects(objects, loaded, surroundings) : undefined;
    return {
      ...how,
      loaded,
      policy,
      ...errorsIn(policy, placeOf),
      data,
      // Only an application makes it wait.
      interruptible: data !== undefined && data.data === undefined ? surroundings.interruptible : (run) => run(),
      clock: surroundings.now,
      reach: coverage && policy.dialect === 'cloud' ? new Reach() : undefined,
      covered: [],
      placeOf,
    };
  } catch (thrown) {
    if (thrown instanceof Failure) return thrown;
    throw thrown;
  }
}
