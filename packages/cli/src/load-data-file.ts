import { classesOfBlocks, type Host, loadData } from '@polar-tools/evaluator';
import { faultMessage } from '@polar-tools/project';
import { Failure } from './failure.ts';
import type { LoadedPolicy } from './load-policy.ts';
import { namesOf, type Surroundings } from './surroundings.ts';

/** The objects that a query may name, and the host that answers for them. */
export interface LoadedData {
  readonly host: Host;
  readonly names: readonly string[];
  readonly uri: string;
  /** The file, as a person names it, and its text. */
  readonly shown: string;
  readonly text: string;
}

/**
 * Reads the data file that was named, or the one that the policy's configuration names.
 *
 * @param named as written on the command line
 * @returns undefined where there is none
 * @throws Failure when it cannot be read, or not be understood
 */
export async function loadDataFile(
  named: string | undefined,
  { dataFile, policy }: LoadedPolicy,
  surroundings: Surroundings,
): Promise<LoadedData | undefined> {
  const names = namesOf(surroundings);
  const uri = named === undefined ? dataFile : names.uriOf(named);
  if (uri === undefined) return undefined;
  const shown = named ?? names.shown(uri);
  const read = await surroundings.files.read(uri);
  if ('fault' in read) {
    const nowhere = read.fault.kind === 'missing' || read.fault.kind === 'folder';
    throw new Failure(nowhere ? 'no-such-file' : 'unreadable-file', faultMessage(read.fault, shown));
  }
  const { text } = read;
  const { data, errors } = loadData(text, undefined, classesOfBlocks(policy));
  const failure = Failure.of(
    errors
      .filter(({ severity }) => severity === 'error')
      .map(({ code, message, start, end }) => new Failure(code, message, { file: shown, text, start, end })),
  );
  if (failure !== undefined) throw failure;
  return { host: data.host, names: data.names, uri, shown, text };
}
