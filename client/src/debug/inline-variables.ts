import { childrenOf, type Node, parseFile, rangeOf, type Variable, walk } from '@polar-tools/language';

/** A variable where it is written: absolute UTF-16 offsets. */
export interface WrittenVariable {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** The names of the variables of the rule that stands on a part of a text, in the order in which they first appear. */
export function variablesAround(text: string, from: number, to: number): readonly string[] {
  const statement = parseFile(text).statements.find(({ base, length }) => base <= to && from <= base + length);
  const names = new Set<string>();
  if (statement?.tree !== undefined)
    walk(statement.tree, (node) => {
      if (node.$type === 'Variable' && !(node as Variable).name.startsWith('_')) names.add((node as Variable).name);
    });
  return [...names];
}

/**
 * The variables whose values are shown beside the text while it stands at `offset`: those of the rule around it, up to the end of
 * the line that it stands on. Each one where it is last written on a line.
 */
export function inlineVariables(text: string, offset: number): readonly WrittenVariable[] {
  const statement = parseFile(text).statements.find(({ base, length }) => base <= offset && offset <= base + length);
  if (statement?.tree === undefined) return [];
  const until = text.indexOf('\n', offset);
  const end = until < 0 ? text.length : until;
  const found = new Map<string, WrittenVariable>();
  const pending: Node[] = [statement.tree];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.$type === 'Variable') {
      const { name } = node as Variable;
      const range = rangeOf(node);
      if (range.start >= end || name === '_') continue;
      const line = text.lastIndexOf('\n', range.start);
      const key = `${line}:${name}`;
      if ((found.get(key)?.start ?? -1) < range.start) found.set(key, { name, ...range });
    } else pending.push(...childrenOf(node));
  }
  return [...found.values()].sort((a, b) => a.start - b.start);
}
