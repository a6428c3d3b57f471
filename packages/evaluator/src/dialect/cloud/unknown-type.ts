import { nearestOf, type Policy } from '@polar-tools/policy';

const builtIn: ReadonlySet<string> = new Set(['String', 'Integer', 'Boolean', 'Actor', 'Resource']);

/** Says that a type which a question names is none that the policy declares: most likely it is misspelt. Undefined for one that it has. */
export function unknownType({ blocks }: Policy, type: string): string | undefined {
  if (builtIn.has(type) || blocks.has(type)) return undefined;
  const meant = nearestOf(type, [...blocks.keys()]);
  return `The policy declares no type ${type}. ${meant === undefined ? 'Name one that it has.' : `Did you mean ${meant}?`}`;
}
