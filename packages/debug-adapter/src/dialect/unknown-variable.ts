import { printString } from '@polar-tools/language';

/** The most variables that a message lists. */
const MOST_LISTED = 6;

/**
 * What is said of a name in a condition that stands for nothing there.
 *
 * @param of whose variables these are: `the rule`
 * @param near the name that was meant, where it is plain
 */
export function unknownVariable(
  name: string,
  { of, variables }: { readonly of: string; readonly variables: ReadonlySet<string> },
  near: string | undefined,
): string {
  const told = `There is no variable "${name}" in ${of}`;
  if (near !== undefined) return `${told}. Did you mean "${near}"?`;
  const named = [...variables].filter((variable) => !variable.startsWith('_'));
  const there = named.length > 0 && named.length <= MOST_LISTED ? `, only ${named.join(', ')}` : '';
  return `${told}${there}. A string is written in quotes, ${printString(name)}; _${name} stands for anything.`;
}
