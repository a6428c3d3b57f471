import type { Graph } from './graph.ts';

/** The policy by hand, as somebody would write it for speed: maps over numbers, from the side that is bound, and no further than needed. */
export class ByHand {
  readonly #groupsOf = new Map<number, number[]>();
  readonly #within = new Map<number, number[]>();
  readonly #parents: Int32Array;
  readonly #homes: Int32Array;
  readonly #children = new Map<number, number[]>();
  readonly #documents = new Map<number, number[]>();
  readonly #userFolders = new Map<number, number[]>();
  readonly #groupFolders = new Map<number, number[]>();
  readonly #userDocuments = new Map<number, number[]>();
  readonly #folderUsers = new Map<number, Set<number>>();
  readonly #folderGroups = new Map<number, number[]>();
  readonly #documentUsers = new Map<number, Set<number>>();

  constructor({ members, subgroups, parents, homes, grants }: Graph) {
    for (const [user, group] of members) push(this.#groupsOf, user, group);
    for (const [group, subgroup] of subgroups) push(this.#within, subgroup, group);
    this.#parents = parents;
    this.#homes = homes;
    for (let folder = 0; folder < parents.length; folder++)
      if (parents[folder]! >= 0) push(this.#children, parents[folder]!, folder);
    for (let document = 0; document < homes.length; document++) push(this.#documents, homes[document]!, document);
    // A reader reads, and so does a writer.
    for (const { to, who, on, what } of grants) {
      if (on === 'Document') {
        push(this.#userDocuments, who, what);
        add(this.#documentUsers, what, who);
      } else if (to === 'User') {
        push(this.#userFolders, who, what);
        add(this.#folderUsers, what, who);
      } else {
        push(this.#groupFolders, who, what);
        push(this.#folderGroups, what, who);
      }
    }
  }

  mayRead(user: number, document: number): boolean {
    if (this.#documentUsers.get(document)?.has(user) === true) return true;
    let groups: Set<number> | undefined;
    for (let folder = this.#homes[document]!; folder >= 0; folder = this.#parents[folder]!) {
      if (this.#folderUsers.get(folder)?.has(user) === true) return true;
      const granted = this.#folderGroups.get(folder);
      if (granted === undefined) continue;
      groups ??= this.#allGroups(user);
      for (const group of granted) if (groups.has(group)) return true;
    }
    return false;
  }

  readable(user: number): Set<number> {
    const folders = new Set<number>();
    const waiting = [...(this.#userFolders.get(user) ?? [])];
    for (const group of this.#allGroups(user)) waiting.push(...(this.#groupFolders.get(group) ?? []));
    for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
      if (folders.has(folder)) continue;
      folders.add(folder);
      const children = this.#children.get(folder);
      if (children !== undefined) for (const child of children) waiting.push(child);
    }
    const documents = new Set<number>(this.#userDocuments.get(user));
    for (const folder of folders) {
      const inside = this.#documents.get(folder);
      if (inside !== undefined) for (const document of inside) documents.add(document);
    }
    return documents;
  }

  #allGroups(user: number): Set<number> {
    const groups = new Set<number>();
    const waiting = [...(this.#groupsOf.get(user) ?? [])];
    for (let group = waiting.pop(); group !== undefined; group = waiting.pop()) {
      if (groups.has(group)) continue;
      groups.add(group);
      const within = this.#within.get(group);
      if (within !== undefined) waiting.push(...within);
    }
    return groups;
  }
}

function push(map: Map<number, number[]>, key: number, value: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function add(map: Map<number, Set<number>>, key: number, value: number): void {
  const set = map.get(key);
  if (set === undefined) map.set(key, new Set([value]));
  else set.add(value);
}
