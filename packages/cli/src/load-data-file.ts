import { resolve } from 'node:path';
import { type Host, loadData } from '@polar-tools/evaluator';
import { Failure } from './failure.ts';
import type { LoadedPolicy } from './load-policy.ts';
import { shownPath } from './policy-paths.ts';
import { readText } from './read-text.ts';
import type { Surroundings } from './surroundings.ts';

/** The objects that a query may name, and the host that answers for them. */
export interface LoadedData {
  readonly host: Host;
  readonly names: readonly string[];
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
  { dataFile }: LoadedPolicy,
  surroundings: Surroundings,
): Promise<LoadedData | undefined> {
  const path = named === undefined ? dataFile : resolve(surroundings.folder, named);
  if (path === undefined) return undefined;
  const shown = named ?? shownPath(path, surroundings.folder);
  const text = await readText(path, shown, surroundings);
  const { data, errors } = loadData(text);
  const failure = Failure.of(
    errors
      .filter(({ severity }) => severity === 'error')
      .map(({ code, message, start, end }) => new Failure(code, message, { file: shown, text, start, end })),
  );
  if (failure !== undefined) throw failure;
  return { host: data.host, names: data.names };
}
