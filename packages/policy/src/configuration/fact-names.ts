/**
 * The predicates that a file of facts seems to have, by a look over its text. What is wrong with it is told by who reads its facts; a word too many
 * only leaves a misspelt name untold.
 *
 * @param name of the file: it tells how its facts are written
 */
export function predicatesOfFacts(text: string, name: string): readonly string[] {
  const found = new Set<string>();
  const all = (pattern: RegExp): void => {
    for (const match of text.matchAll(pattern)) found.add(match[1] ?? match[2]!);
  };
  switch (/\.(\w+)$/.exec(name)?.[1]?.toLowerCase()) {
    case 'polar':
      all(/(\w+)\s*\(/g);
      break;
    case 'json':
    case 'jsonl':
    case 'ndjson':
      all(/\[\s*"(\w+)"|"(?:predicate|name)"\s*:\s*"(\w+)"/g);
      break;
    case 'csv':
      // Each row may begin with its predicate.
      if (/^\uFEFF?"?predicate"?\s*(?:,|$)/im.test(text.slice(0, 100))) all(/^"?(\w+)/gm);
      else all(/^\uFEFF?\s*"?(\w+)/g);
      break;
  }
  return [...found];
}
