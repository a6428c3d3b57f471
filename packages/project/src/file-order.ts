import { pathBelow } from './file-names.ts';

/**
 * The order in which files of one policy are loaded, and so of its answers: by their names from the policy's folder, with `/` between
 * folders, whatever the platform's separator and whatever a URI escapes; by UTF-16 code units, so that no language of a machine
 * changes it.
 */
export function inOrder(uris: Iterable<string>): readonly string[] {
  const named = [...uris].map((uri) => ({ uri, name: decodedName(uri) }));
  return named.sort((one, other) => compare(one.name, other.name) || compare(one.uri, other.uri)).map(({ uri }) => uri);
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

const decodedName = (uri: string): string => pathBelow('', `/${uri}`);
