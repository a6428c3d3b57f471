import { rangeOf } from '@polar-tools/language';
import type { Policy } from '@polar-tools/policy';
import {
  clientNames,
  dataNamesIn,
  errorsOf,
  errorsOutsideTests,
  type Files,
  type LoadedPolicy,
  loadPolicy as loadFiles,
  type Problem,
  type ProblemPlace,
  policyAround,
  policyNamed,
} from '@polar-tools/project';
import { placeIn, sentence, told } from './faults.ts';
import type { Checked, Launch } from './launch.ts';

/**
 * Reads the policy that a launch configuration names, if it can be run; without a name, the one that the session or its inline query
 * stands in.
 */
export async function loadPolicy(launch: Launch, files: Files, folder: string): Promise<Checked<LoadedPolicy>> {
  const names = clientNames(folder);
  const found =
    launch.policies === undefined
      ? await policyAround(names.uriOf(typeof launch.query === 'string' ? '.' : launch.query.file), names, files)
      : await policyNamed(launch.policies, names, files);
  if ('problems' in found) {
    return {
      problems: found.problems.map(({ message }) => `${message} Correct "policies" in the launch configuration.`),
    };
  }
  // Its constants are no variables of rules.
  const change = launch.data === undefined ? {} : { dataNames: await dataNamesIn(names.uriOf(launch.data), files) };
  const loaded = await loadFiles(found.value, files, change);
  if ('problems' in loaded) {
    const inConfiguration = loaded.problems.every(({ code }) => code === 'configuration');
    return {
      problems: inConfiguration
        ? told(loaded.problems.map(asText), 'The configuration has')
        : messages(loaded.problems),
      places: placesOf(loaded.problems),
    };
  }
  const { policy } = loaded.value;
  const obstacles = policy.dialect === 'cloud' ? cloudErrors(policy, launch.test) : errorsOf(policy);
  if (obstacles.length === 0) return loaded;
  return { problems: told(obstacles.map(asText), 'The policy has'), places: placesOf(obstacles) };
}

/** The errors that keep a query or a test from being run: those of other tests are theirs. */
function cloudErrors(policy: Policy, name: string | undefined): readonly Problem[] {
  const outside = errorsOutsideTests(policy);
  if (outside.length > 0 || name === undefined) return outside;
  const asked = policy.tests.filter(({ title }) => title === name);
  return errorsOf(policy).filter(({ place }) =>
    asked.some(({ uri, test }) => {
      const { start, end } = rangeOf(test);
      return place?.uri === uri && start <= place.start && place.end <= end;
    }),
  );
}

const placesOf = (problems: readonly Problem[]): ProblemPlace[] => problems.flatMap(({ place }) => place ?? []);

const messages = (problems: readonly Problem[]): string[] => problems.map(({ message }) => sentence(message));

function asText({ message, place }: Problem): string {
  return place === undefined
    ? sentence(message)
    : `${placeIn(place.uri, place.text, place.start)}: ${sentence(message)}`;
}
