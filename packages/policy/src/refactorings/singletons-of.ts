import { type Node, type PolarNode, rangeOf, walk } from '@polar-tools/language';
import { createPolicy } from '../model/create.ts';

interface Stand {
  readonly start: number;
  readonly end: number;
  /** It is a key that names its variable: `{team}`. */
  readonly isKey: boolean;
}

/** Where each variable of a statement's text stands. */
function variablesOf(text: string): ReadonlyMap<string, readonly Stand[]> {
  const found = new Map<string, Stand[]>();
  const note = (name: string, node: Node, isKey: boolean): void => {
    const stands = found.get(name);
    if (stands === undefined) found.set(name, [{ ...rangeOf(node), isKey }]);
    else stands.push({ ...rangeOf(node), isKey });
  };
  const file = createPolicy([{ uri: 'clause', text }]).files.get('clause');
  for (const { tree } of file?.statements ?? []) {
    if (tree === undefined) continue;
    walk(tree, (it) => {
      const node = it as PolarNode;
      if (node.$type === 'Variable') note(node.name, node, false);
      else if (node.$type === 'Field' && node.value === undefined) note(node.key.text, node.key, true);
      return true;
    });
  }
  return found;
}

/** The variables that stand once in a clause, and more often in the one that it was made from: an error in the Library. */
export function newSingletons(before: string, after: string): readonly string[] {
  const counts = variablesOf(before);
  return [...variablesOf(after)].flatMap(([name, { length }]) =>
    length === 1 && !name.startsWith('_') && (counts.get(name)?.length ?? 0) > 1 ? [name] : [],
  );
}

/** A clause whose variables that stand once now, and did not before, say by their names that they are meant to: `_name`. */
export function marked(before: string, after: string): string {
  return withNamesMarked(after, newSingletons(before, after));
}

/** A clause in which every variable that stands once says by its name that it is meant to. */
export function allMarked(text: string): string {
  const once = [...variablesOf(text)].filter(([name, { length }]) => length === 1 && !name.startsWith('_'));
  return withNamesMarked(
    text,
    once.map(([name]) => name),
  );
}

function withNamesMarked(after: string, names: readonly string[]): string {
  const found = variablesOf(after);
  const places = names
    .flatMap((name) => found.get(name)!.map((stand) => ({ ...stand, name: freeName(name, found) })))
    .sort((a, b) => b.start - a.start);
  let text = after;
  for (const { start, end, isKey, name } of places)
    text = `${text.slice(0, start)}${isKey ? `${text.slice(start, end)}: ` : ''}${name}${text.slice(end)}`;
  return text;
}

function freeName(name: string, taken: ReadonlyMap<string, unknown>): string {
  let free = `_${name}`;
  for (let n = 2; taken.has(free); n++) free = `_${name}_${n}`;
  return free;
}
