import { createRequire } from 'node:module';
import * as ours from '../src/index.ts';

/** The reference, npm `oso`, with the classes that it does not export. */
const require = createRequire(import.meta.url);
export const reference = {
  ...(require('oso') as object),
  ...(require('oso/dist/src/Predicate.js') as object),
} as unknown as typeof ours;

export type Library = typeof ours;

/** What the application does with a library, and what comes of it: values in a form that can be compared; numbers of variables that an engine makes are left out. */
export async function outcomeOf(library: Library, act: (library: Library) => Promise<unknown>): Promise<unknown> {
  try {
    return shown(await act(library));
  } catch (thrown) {
    const error = thrown as Error;
    return {
      class: error.constructor.name,
      name: error.name,
      message: error.message.replace(/(?<=\b_+(?:value_\d+|[a-z]+)_)\d+(?:_\d+)?/g, 'N'),
    };
  }
}

/** The same of both libraries. */
export async function outcomes(
  act: (library: Library) => Promise<unknown>,
): Promise<{ ours: unknown; reference: unknown }> {
  return { ours: await outcomeOf(ours, act), reference: await outcomeOf(reference, act) };
}

/** All answers of a query. */
export async function all(results: AsyncIterable<unknown>): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const result of results) found.push(result);
  return found;
}

/** Values without the classes of either library; a variable's name is its own affair, and so is the order of an answer's variables. */
function shown(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shown);
  if (value instanceof Set) return [...value].map(shown);
  if (value instanceof Map) return Object.fromEntries([...value].sort().map(([key, inner]) => [key, shown(inner)]));
  if (typeof value !== 'object' || value === null) return value;
  if (value.constructor.name === 'Variable') return '(a variable)';
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shown(inner)]));
}
