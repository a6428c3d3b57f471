import { matricesOf } from './matrix.ts';
import type { RoleGraph } from './role-graph.ts';
import { reachedText, rulesText } from './words.ts';

/** The matrices of all types as tables: permissions against what gives them, and how. */
export function graphAsMarkdown(graph: RoleGraph): string {
  const lines: string[] = [];
  for (const { block, columns, rows } of matricesOf(graph)) {
    const hasRules = rows.some(({ permission }) => permission.rules.length > 0);
    const heads = [block.name, ...columns.map(({ label }) => label), ...(hasRules ? ['other rules'] : [])];
    lines.push(`### ${text(block.name)}`, '', row(heads), row(heads.map(() => '---')));
    for (const { permission, cells } of rows)
      lines.push(
        row([
          permission.name,
          ...cells.map((cell) => (cell === undefined ? '' : reachedText(cell))),
          ...(hasRules ? [permission.rules.length === 0 ? '' : rulesText(permission.rules.length)] : []),
        ]),
      );
    lines.push('');
  }
  return lines.length === 0 ? 'No block of the policy declares permissions.\n' : lines.join('\n');
}

const row = (cells: readonly string[]): string => `| ${cells.map(text).join(' | ')} |`;

const text = (of: string): string =>
  of.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*{}[\]<>()#+|!~&]/g, (one) => `\\${one}`);
