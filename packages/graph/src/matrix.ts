import type { GraphBlock, GraphLink, GraphName, RoleGraph } from './role-graph.ts';

/** How one comes from a role to a permission: the names on the way, the role first. */
export interface Reached {
  readonly steps: readonly GraphName[];
  /** What says so, from each step to the next. */
  readonly links: readonly GraphLink[];
  /** Something else must hold as well, on the way. */
  readonly isConditional: boolean;
}

/** What one may have: a role or relation of the type itself, or one over its relations. */
export interface MatrixColumn {
  /** `maintainer`; `member on organization` */
  readonly label: string;
  readonly name: GraphName;
  /** The relations over which, the type's own first. */
  readonly via: readonly string[];
}

/** The permissions of a type against all from which they follow. */
export interface Matrix {
  readonly block: GraphBlock;
  readonly columns: readonly MatrixColumn[];
  readonly rows: readonly {
    readonly permission: GraphName;
    /** By column; undefined where the one does not give the other. */
    readonly cells: readonly (Reached | undefined)[];
  }[];
}

/** Relations one after another that are followed. */
const MOST_RELATIONS = 2;

/** The matrix of each type that has permissions. */
export function matricesOf({ blocks, links }: RoleGraph): readonly Matrix[] {
  const incoming = byTarget(links);
  const certain = byTarget(links.filter(({ isConditional }) => !isConditional));
  return blocks.flatMap((block) => {
    const permissions = block.names.filter(({ kind }) => kind === 'permission');
    if (permissions.length === 0) return [];
    const columns = new Map<string, MatrixColumn>();
    for (const name of block.names)
      if (name.kind === 'role') columns.set(name.name, { label: name.name, name, via: [] });
    const rows = permissions.map((permission) => {
      const reached = new Map<string, Reached>();
      // A longer way that needs no condition goes before a shorter one that does.
      for (const found of above(permission, certain)) {
        const label = labelOf(found, block);
        if (!reached.has(label)) reached.set(label, { steps: found.steps, links: found.links, isConditional: false });
      }
      for (const found of above(permission, incoming)) {
        const { name, via, steps, links: by, isConditional } = found;
        const label = labelOf(found, block);
        if (!columns.has(label)) columns.set(label, { label, name, via });
        if (!reached.has(label)) reached.set(label, { steps, links: by, isConditional });
      }
      return { permission, reached };
    });
    const all = [...columns.values()];
    return [
      {
        block,
        columns: all,
        rows: rows.map(({ permission, reached }) => ({
          permission,
          cells: all.map(({ label }) => reached.get(label)),
        })),
      },
    ];
  });
}

/** The links by the id of what they give. */
function byTarget(links: readonly GraphLink[]): ReadonlyMap<string, readonly GraphLink[]> {
  const found = new Map<string, GraphLink[]>();
  for (const link of links) found.set(link.to.id, [...(found.get(link.to.id) ?? []), link]);
  return found;
}

/** What a column of a block's matrix is called. */
function labelOf({ name, via }: Above, block: GraphBlock): string {
  const isForeign = name.block === 'global' && block.name !== 'global';
  return [isForeign ? `global ${name.name}` : name.name, ...via.toReversed()].join(' on ');
}

interface Above extends Reached {
  readonly name: GraphName;
  readonly via: readonly string[];
}

/** All from which a permission follows, the nearest first, each once for the relations over which it is reached. */
function* above(permission: GraphName, incoming: ReadonlyMap<string, readonly GraphLink[]>): Generator<Above> {
  const met = new Set<string>();
  let level: readonly Above[] = [{ name: permission, via: [], steps: [permission], links: [], isConditional: false }];
  while (level.length > 0) {
    const next: Above[] = [];
    for (const { name, via, steps, links, isConditional } of level)
      for (const link of incoming.get(name.id) ?? []) {
        // What holds on a parent's parent holds by the same, again and again.
        if (link.via !== undefined && via.includes(link.via)) continue;
        const over = link.via === undefined ? via : [...via, link.via];
        const key = JSON.stringify([link.from.id, over]);
        if (over.length > MOST_RELATIONS || met.has(key)) continue;
        met.add(key);
        const found: Above = {
          name: link.from,
          via: over,
          steps: [link.from, ...steps],
          links: [link, ...links],
          isConditional: isConditional || link.isConditional,
        };
        if (link.from.kind !== 'permission') yield found;
        next.push(found);
      }
    level = next;
  }
}
