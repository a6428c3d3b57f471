import { matchBefore } from '@polar-tools/language';

/** What can be completed in the place where a person types. */
export interface Completable {
  /** Predicates, with how many arguments their clauses take. */
  readonly predicates: readonly string[];
  /** Objects and constants of the data, classes and blocks. */
  readonly names: readonly string[];
  readonly commands: readonly string[];
}

const WORD = /(?<=([\p{L}_][\p{L}\p{N}_:]*))/uy;
const words = ['and', 'or', 'not', 'in', 'matches', 'forall', 'cut', 'print', 'true', 'false', 'new'];

/**
 * Completions of the word before the cursor, as Node's readline takes them: the candidates, and the part they replace.
 * A predicate comes with its bracket.
 */
export function complete(line: string, { predicates, names, commands }: Completable): [string[], string] {
  if (line.startsWith(':') && !/\s/.test(line)) return [commands.filter((name) => name.startsWith(line)), line];
  if (isInString(line) || line.startsWith(':')) return [[], ''];
  const written = matchBefore(WORD, line)?.[1] ?? '';
  if (
    line
      .slice(0, line.length - written.length)
      .trimEnd()
      .endsWith('.')
  )
    return [[], written];
  const all = [...predicates.map((name) => `${name}(`), ...names, ...(written === '' ? [] : words)];
  return [[...new Set(all.filter((name) => name.startsWith(written)))].sort(), written];
}

function isInString(line: string): boolean {
  let inside = false;
  for (let at = 0; at < line.length; at++) {
    if (line[at] === '\\' && inside) at++;
    else if (line[at] === '"') inside = !inside;
  }
  return inside;
}
