import type { Refactoring } from '@polar-tools/policy';

/** The texts of files with the edits of a refactoring. */
export function applied(files: Readonly<Record<string, string>>, { edits }: Refactoring): Record<string, string> {
  const texts: Record<string, string> = { ...files };
  for (const { uri, start, end, newText } of edits.toSorted((a, b) => b.start - a.start || b.end - a.end)) {
    texts[uri] = texts[uri]!.slice(0, start) + newText + texts[uri]!.slice(end);
  }
  return texts;
}
