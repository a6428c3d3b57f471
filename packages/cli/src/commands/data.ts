import { sampleData } from '@polar-tools/evaluator';
import { printable } from '@polar-tools/language';
import type { ExitStatus } from '../exit-status.ts';
import { Failure } from '../failure.ts';
import { loadPolicy } from '../load-policy.ts';
import { quoted } from '../quoting.ts';
import type { Surroundings } from '../surroundings.ts';

/** `polar data`: prints a data file for a policy, with an object of each of its classes, and says which queries answer over it. */
export async function data(paths: readonly string[], surroundings: Surroundings): Promise<ExitStatus> {
  const { output, errors, pathStyle } = surroundings;
  const named = paths.length === 0 ? ['.'] : paths;
  const { policy } = await loadPolicy(named, surroundings);
  if (policy.dialect === 'cloud') {
    throw new Failure(
      'wrong-use',
      'A Cloud policy reads facts, not objects: write them into a test, or a file for --facts. If this is a policy for the Oso library, set "dialect": "library" in polar.config.json.',
    );
  }
  const { text, queries, without, hasRule } = sampleData(policy);
  output.write(text);
  const note = (line: string): void => void errors.write(`${printable(line)}\n`);
  const [first] = queries;
  if (first === undefined) {
    note(
      !hasRule
        ? 'The policy has no allow rule of three arguments, so no query was tried: the values are guesses.'
        : 'No query was found that allows something over it: the values are guesses.',
    );
    return 0;
  }
  note('It allows:');
  for (const query of queries) note(`  ${query}`);
  if (without.length > 0)
    note(`Nothing was found that is allowed on ${without.join(', ')}: what stands there are guesses.`);
  const files = named
    .map((path) => ` --policy ${/^[\w./\\:-]+$/.test(path) ? path : quoted(path, pathStyle)}`)
    .join('');
  note(`Keep it as data.json, and ask: polar query${files} --data data.json ${quoted(first, pathStyle)}`);
  return 0;
}
