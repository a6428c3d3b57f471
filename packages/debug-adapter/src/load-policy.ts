import {
  type Configuration,
  check,
  createPolicy,
  emptyConfiguration,
  type Policy,
  readConfiguration,
} from '@polar-tools/policy';
import { folderOf, shortName, uriOf, within } from '@polar-tools/project';
import { placeIn, sentence, told } from './faults.ts';
import type { Files } from './host.ts';
import type { Checked, Launch } from './launch.ts';
import { CONFIGURATION_FILE, findPolicyFiles } from './policy-files.ts';

/** A policy that can be run, and the configuration file that it was read with. */
export interface LoadedPolicy {
  readonly policy: Policy;
  readonly configurationUri: string | undefined;
}

/** A configuration file. `whole`: it says which files there are, because its folder is what was named. */
interface ConfigurationFile {
  readonly uri: string;
  readonly text: string;
  readonly whole: boolean;
}

/**
 * Reads the policy that a launch configuration names; without a name, the one of the root that the session or its inline
 * query stands in (design, section 4: the folder with the configuration, else all `.polar` files of one folder).
 */
export async function loadPolicy(launch: Launch, files: Files, folder: string): Promise<Checked<LoadedPolicy>> {
  const start = typeof launch.query === 'string' ? folder : folderOf(uriOf(launch.query.file, folder));
  const file = await findConfiguration(launch.policies, start, folder, files);
  let configuration: Configuration = emptyConfiguration;
  if (file !== undefined) {
    const read = readConfiguration(file.text);
    const faults = read.problems.map(
      (problem) => `${placeIn(file.uri, file.text, problem.start)}: ${sentence(problem.message)}`,
    );
    if (faults.length > 0) return { problems: told(faults, 'The configuration has') };
    configuration = read.configuration;
  }
  const found =
    file?.whole === true
      ? await findPolicyFiles(configuration.include ?? ['**/*.polar'], folderOf(file.uri), files)
      : await findPolicyFiles(launch.policies ?? [start], folder, files);
  if ('problem' in found) return { problems: [found.problem] };
  const sources: { uri: string; text: string }[] = [];
  for (const uri of found.uris) {
    const text = await files.read(uri);
    if (text === undefined) return { problems: [`The file "${shortName(uri)}" cannot be read any more. Start again.`] };
    sources.push({ uri, text });
  }
  const policy = createPolicy(sources, configuration);
  const faults = policyFaults(policy);
  if (faults.length > 0) return { problems: told(faults, 'The policy has') };
  return { value: { policy, configurationUri: file?.uri } };
}

async function findConfiguration(
  policies: readonly string[] | undefined,
  start: string,
  folder: string,
  files: Files,
): Promise<ConfigurationFile | undefined> {
  if (policies === undefined) return configurationAbove(start, true, files);
  const first = uriOf(policies[0]!, folder);
  if (policies.length === 1) {
    const uri = within(first, CONFIGURATION_FILE);
    const text = await files.read(uri);
    if (text !== undefined) return { uri, text, whole: true };
  }
  return configurationAbove(folderOf(first), false, files);
}

/** The configuration in a folder, or in the nearest one above it. */
async function configurationAbove(
  folder: string,
  whole: boolean,
  files: Files,
): Promise<ConfigurationFile | undefined> {
  for (let at = folder; ; at = folderOf(at)) {
    const uri = within(at, CONFIGURATION_FILE);
    const text = await files.read(uri);
    if (text !== undefined) return { uri, text, whole };
    if (at === folderOf(at)) return undefined;
  }
}

/** Errors only: what the reference would not load, would have no answers in the application either. */
function policyFaults(policy: Policy): string[] {
  const faults: string[] = [];
  for (const [uri, diagnostics] of check(policy)) {
    const text = policy.files.get(uri)?.text ?? '';
    for (const { severity, message, start } of diagnostics) {
      if (severity === 'error') faults.push(`${placeIn(uri, text, start)}: ${sentence(message)}`);
    }
  }
  return faults;
}
