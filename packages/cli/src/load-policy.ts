import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Configuration, check, createPolicy, emptyConfiguration, type Policy } from '@polar-tools/policy';
import { atOnce } from './at-once.ts';
import { Failure } from './failure.ts';
import { configurationFinder, namedPaths } from './policy-paths.ts';
import { readConfigurationIn } from './read-configuration.ts';
import { readText } from './read-text.ts';
import type { Surroundings } from './surroundings.ts';

/** A file of a policy as it was read. */
export interface Source {
  readonly uri: string;
  /** Absolute. */
  readonly path: string;
  /** As the user would write it. */
  readonly shown: string;
  readonly text: string;
}

/** A policy to run, with the texts that its positions are in. */
export interface LoadedPolicy {
  readonly policy: Policy;
  readonly sources: ReadonlyMap<string, Source>;
  /** The data file that the configuration names: an absolute path. */
  readonly dataFile: string | undefined;
}

/** Reads a file of a policy. */
export async function readSource(path: string, shown: string, surroundings: Surroundings): Promise<Source> {
  return { uri: pathToFileURL(path).href, path, shown, text: await readText(path, shown, surroundings) };
}

/**
 * Loads the files, folders and globs as one policy, in their order, with the configuration of the first one's root.
 * Exactly these files: as an application loads them.
 *
 * @throws Failure when something cannot be read
 */
export async function loadPolicy(paths: readonly string[], surroundings: Surroundings): Promise<LoadedPolicy> {
  const named = await namedPaths(paths, surroundings);
  const all = [...named.files, ...named.inFolders];
  const first = all[0];
  const root = first && (await configurationFinder(surroundings)(first[0]));
  const configuration: Configuration =
    root === undefined ? emptyConfiguration : await readConfigurationIn(root, surroundings);
  const sources = await atOnce(32, all, ([path, shown]) => readSource(path, shown, surroundings));
  return {
    policy: createPolicy(sources, configuration),
    sources: new Map(sources.map((source) => [source.uri, source])),
    dataFile: root === undefined || configuration.data === undefined ? undefined : join(root, configuration.data),
  };
}

/**
 * The evaluator runs the Library dialect. An answer to a Cloud policy by the Library's rules would be wrong, so there is none.
 *
 * @throws Failure with what says that it is a Cloud policy
 */
export function refuseCloud({ policy, sources }: LoadedPolicy): void {
  if (policy.dialect !== 'cloud') return;
  const { from, what, where } = policy.dialectChoice;
  const source = where && sources.get(where.uri);
  const why = from === 'configuration' ? 'its configuration says so' : (what ?? 'it reads as one');
  throw new Failure(
    'cloud-policy',
    `This policy is for Oso Cloud (${why}), and queries run policies for the Oso library only. ` +
      'If it is one, set "dialect": "library" in polar.config.json; polar check understands both.',
    where && source && { file: source.shown, text: source.text, start: where.start, end: where.end },
  );
}

/**
 * A policy with an error would not load in the application, so its answers would mean nothing.
 *
 * @throws Failure with the places of all errors
 */
export function refuseErrors({ policy, sources }: LoadedPolicy): void {
  const failures: Failure[] = [];
  for (const [uri, diagnostics] of check(policy)) {
    const source = sources.get(uri);
    for (const { severity, code, message, start, end } of diagnostics) {
      if (severity !== 'error') continue;
      failures.push(new Failure(code, message, source && { file: source.shown, text: source.text, start, end }));
    }
  }
  const failure = Failure.of(failures);
  if (failure !== undefined) throw failure;
}
