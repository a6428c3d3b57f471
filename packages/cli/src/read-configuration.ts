import { join } from 'node:path';
import { type Configuration, readConfiguration } from '@polar-tools/policy';
import { Failure } from './failure.ts';
import { configurationName, shownPath } from './policy-paths.ts';
import { readText } from './read-text.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Reads the `polar.config.json` of a folder.
 *
 * @throws Failure with the places of everything that is wrong in it
 */
export async function readConfigurationIn(root: string, surroundings: Surroundings): Promise<Configuration> {
  const path = join(root, configurationName);
  const shown = shownPath(path, surroundings.folder);
  const text = await readText(path, shown, surroundings);
  const { configuration, problems } = readConfiguration(text);
  const failure = Failure.of(
    problems.map(({ message, start, end }) => new Failure('configuration', message, { file: shown, text, start, end })),
  );
  if (failure !== undefined) throw failure;
  return configuration;
}
