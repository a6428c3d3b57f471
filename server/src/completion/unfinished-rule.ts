import type { PolicyFile, Rule } from '@polar-tools/language';
import { isHead } from './expected.ts';
import type { Surroundings } from './surroundings.ts';

/** The rule whose head the cursor is in, where it has an error yet: what it looks like is not known before it is finished. */
export function unfinishedRule(
  { statements }: PolicyFile,
  offset: number,
  { open, tokens }: Surroundings,
): Rule | undefined {
  if (open[0] === undefined || !isHead(open[0], tokens)) return undefined;
  let found: Rule | undefined;
  for (const { base, tree, errors } of statements) {
    if (base > offset) break;
    found = tree?.$type === 'Rule' && errors.length > 0 ? tree : undefined;
  }
  return found;
}
