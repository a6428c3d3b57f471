import { drawnNames, titleOf } from './drawing.ts';
import type { RoleGraph } from './role-graph.ts';

/** The graph as a flow chart for Markdown. */
export function graphAsMermaid(graph: RoleGraph): string {
  const numbers = new Map<string, string>();
  // What screen readers say of it; the tables of the Markdown format say all.
  const lines = [
    'flowchart LR',
    '  accTitle: Roles and permissions',
    '  accDescr: Arrows lead from what one must have to the roles and permissions that one has then.',
  ];
  const drawn = drawnNames(graph);
  for (const [at, block] of graph.blocks.entries()) {
    const names = drawn.get(block.name) ?? [];
    // Not every version shows a group in which nothing is.
    if (names.length === 0) {
      lines.push(`  b${at}["${text(titleOf(block))}"]`);
      continue;
    }
    lines.push(`  subgraph b${at}["${text(titleOf(block))}"]`);
    for (const { id, name, kind, rules } of names) {
      const number = `n${numbers.size}`;
      numbers.set(id, number);
      const shown = `${text(name)}${rules.length === 0 ? '' : ' ƒ'}`;
      lines.push(`    ${number}${kind === 'permission' ? `["${shown}"]` : `(["${shown}"])`}`);
    }
    lines.push('  end');
  }
  for (const { from, to, via, isConditional } of graph.links) {
    const arrow = isConditional ? '-.->' : '-->';
    lines.push(
      `  ${numbers.get(from.id)} ${arrow}${via === undefined ? '' : `|"on ${text(via)}"|`} ${numbers.get(to.id)}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

/** A text of a policy as Mermaid shows it, whatever is in it: as numbers all signs that Mermaid or Markdown in it could read, and where a list would begin. */
const text = (of: string): string =>
  of
    .replaceAll(/[^\p{L}\p{N} _.,:/-]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, numbered)
    .replace(/^([\p{L}\p{N}]*)([.-])/u, (_, before: string, sign: string) => before + numbered(sign));

const numbered = (sign: string): string => `#${sign.codePointAt(0)};`;
