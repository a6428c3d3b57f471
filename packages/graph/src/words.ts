import type { Matrix, Reached } from './matrix.ts';

/** How a role gives a permission, for a cell of a table: `yes`, or by what: `by viewer on parent, viewer`. */
export function reachedText({ steps, links, isConditional }: Reached): string {
  const between = steps
    .slice(1, -1)
    .map(({ name }, at) => [name, ...links.slice(at + 1).flatMap(({ via }) => via ?? [])].join(' on '));
  const how = between.length === 0 ? 'yes' : `by ${between.join(', ')}`;
  return isConditional ? `${how}, with a condition` : how;
}

/** How many rules give a permission besides. */
export const rulesText = (count: number): string => (count === 1 ? '1 rule' : `${count} rules`);

/** A matrix in sentences, for who does not see the picture. */
export function matrixAsLines({ block, columns, rows }: Matrix): readonly string[] {
  return rows.map(({ permission, cells }) => {
    const from = columns.flatMap(({ label }, at) => (cells[at] === undefined ? [] : [label]));
    const rules = permission.rules.length === 0 ? [] : ['other rules'];
    const all = [...from, ...rules];
    return `${block.name}: ${permission.name} ${all.length === 0 ? 'follows from no role.' : `follows from ${all.join(', ')}.`}`;
  });
}
