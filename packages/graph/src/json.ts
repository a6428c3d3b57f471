import { matricesOf } from './matrix.ts';
import type { RoleGraph } from './role-graph.ts';

/** The graph and its matrices for programs. Places are left to who knows how files are named. */
export function graphAsJson(graph: RoleGraph): unknown {
  return {
    blocks: graph.blocks.map(({ name, keyword, supertypes, names, relations }) => ({
      name,
      keyword,
      extends: supertypes,
      roles: names.flatMap(({ kind, name: role }) => (kind === 'role' ? [role] : [])),
      permissions: names.flatMap(({ kind, name: permission }) => (kind === 'permission' ? [permission] : [])),
      relations: Object.fromEntries(relations.map(({ name: relation, type }) => [relation, type ?? null])),
    })),
    links: graph.links.map(({ from, to, via, isConditional }) => ({
      from: { block: from.block, name: from.name },
      to: { block: to.block, name: to.name },
      ...(via !== undefined && { on: via }),
      ...(isConditional && { conditional: true }),
    })),
    matrices: matricesOf(graph).map(({ block, columns, rows }) => ({
      block: block.name,
      rows: rows.map(({ permission, cells }) => ({
        permission: permission.name,
        from: columns.flatMap(({ label }, at) => {
          const cell = cells[at];
          if (cell === undefined) return [];
          const by = cell.steps.slice(1, -1).map(({ name }) => name);
          return [{ role: label, by, ...(cell.isConditional && { conditional: true }) }];
        }),
        rules: permission.rules.length,
      })),
    })),
  };
}
