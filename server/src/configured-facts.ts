import { type FactFormat, FactReader, FactStore, factChecker, factFormatOf } from '@polar-tools/evaluator';
import type { Policy } from '@polar-tools/policy';
import { faultMessage, shortName, uriOf } from '@polar-tools/project';
import type { Asked, Patience } from './feature.ts';

/**
 * The facts that a policy's configuration names, or what is wrong with them.
 *
 * @param named files that are taken in place of those
 */
export async function configuredFacts(
  { root, view }: Asked,
  { readFile }: Pick<Patience, 'readFile'>,
  named?: readonly string[],
): Promise<FactStore | string[]> {
  const store = new FactStore();
  const problems: string[] = [];
  const { policy } = view;
  for (const name of named ?? policy.configuration.facts ?? []) {
    if (root.folder === undefined) continue;
    const uri = uriOf(name, root.folder);
    const format = factFormatOf(name);
    if (format === undefined) {
      problems.push(
        `The name "${name}" does not tell how its facts are written. Name it .polar, .json, .jsonl or .csv.`,
      );
      continue;
    }
    const read = await readFile(uri);
    // UTF-16, which a file of facts may be in.
    const text = 'text' in read ? read.text : read.fault.text;
    if (text !== undefined) problems.push(...readInto(store, policy, text, format, shortName(uri)));
    else if ('fault' in read && read.fault.kind === 'missing')
      problems.push(
        `There is no file "${name}", which "facts" in ${named === undefined ? 'polar.config.json' : 'the launch configuration'} names.`,
      );
    else if ('fault' in read) problems.push(faultMessage(read.fault, name));
  }
  return problems.length > 0 ? problems : store;
}

function readInto(store: FactStore, policy: Policy, text: string, format: FactFormat, shown: string): string[] {
  const fault = factChecker(policy);
  const reader = new FactReader(format, (fact) => {
    const problem = fault(fact);
    if (problem === undefined) store.add(fact);
    return problem;
  });
  reader.push(new TextEncoder().encode(text));
  return reader
    .end()
    .problems.map(({ line, message }) => `${shown}${line === undefined ? '' : `:${line + 1}`}: ${message}`);
}
