import { drawnNames, titleOf } from './drawing.ts';
import type { RoleGraph } from './role-graph.ts';

/** The graph as a flow chart for Markdown. */
export function graphAsMermaid(graph: RoleGraph): string {
  const numbers = new Map<string, string>();
  const lines = ['flowchart LR'];
  const drawn = drawnNames(graph);
  for (const [at, block] of graph.blocks.entries()) {
    lines.push(`  subgraph b${at}["${text(titleOf(block))}"]`);
    for (const { id, name, kind, rules } of drawn.get(block.name) ?? []) {
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

/** A text of a policy as Mermaid shows it, whatever is in it. */
const text = (of: string): string => of.replaceAll(/[^\p{L}\p{N} _.,:/-]/gu, (one) => `#${one.codePointAt(0)};`);
