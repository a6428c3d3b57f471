/** A value that a JSON file can state by itself. */
export type Plain = string | number | boolean | null;

export type PlainKind = 'string' | 'number' | 'boolean';

/**
 * A value of which a policy has said something, and no more than that: its class, some of its fields, what it is equal to. Two that
 * are found to be one are joined; everything can be taken back (`Store.undoTo`).
 */
export interface Unknown {
  /** The one that it was joined to. */
  joined: Unknown | undefined;
  plain: Plain | undefined;
  /** What kind of plain value it is to be, while it is not known which. */
  kind: PlainKind | undefined;
  /** The class of an object; one of the abstract types of blocks while it is not known which. */
  className: string | undefined;
  readonly fields: Map<string, Unknown>;
  readonly methods: Map<string, Unknown>;
  /** What a list or a set has among its members. */
  readonly members: Unknown[];
  isList: boolean;
  /** The list has no other members: it is one that the policy writes. */
  isWhole: boolean;
  /** A number above, or below, these. */
  least: number | undefined;
  most: number | undefined;
  /** What the policy calls it: the name of the first variable that it was, and of the first field. */
  name: string | undefined;
  field: string | undefined;
}

/** All unknowns of a search, with a trail of what was learnt. */
export class Store {
  readonly #trail: (() => void)[] = [];
  /** Which class may be a subclass of which. */
  readonly #fits: (className: string, wanted: string) => boolean;

  constructor(fits: (className: string, wanted: string) => boolean) {
    this.#fits = fits;
  }

  get mark(): number {
    return this.#trail.length;
  }

  undoTo(mark: number): void {
    while (this.#trail.length > mark) this.#trail.pop()!();
  }

  fresh(name?: string): Unknown {
    return {
      joined: undefined,
      plain: undefined,
      kind: undefined,
      className: undefined,
      fields: new Map(),
      methods: new Map(),
      members: [],
      isList: false,
      isWhole: false,
      least: undefined,
      most: undefined,
      name,
      field: undefined,
    };
  }

  plain(value: Plain): Unknown {
    return { ...this.fresh(), plain: value };
  }

  root(unknown: Unknown): Unknown {
    let root = unknown;
    while (root.joined !== undefined) root = root.joined;
    return root;
  }

  /** The value of a field, or what a method without arguments that matter returns; undefined where the value cannot have one. */
  part(of: Unknown, kind: 'fields' | 'methods', name: string): Unknown | undefined {
    const owner = this.root(of);
    if (owner.plain !== undefined || owner.kind !== undefined || owner.isList) return undefined;
    const known = owner[kind].get(name);
    if (known !== undefined) return known;
    const made = { ...this.fresh(), field: name };
    owner[kind].set(name, made);
    this.#trail.push(() => owner[kind].delete(name));
    return made;
  }

  /** @returns false where it is something else */
  becomeList(unknown: Unknown): boolean {
    const root = this.root(unknown);
    if (root.plain !== undefined || root.kind !== undefined || isObject(root)) return false;
    this.#set(root, 'isList', true);
    return true;
  }

  addMember(list: Unknown, member: Unknown): void {
    const { members } = this.root(list);
    members.push(member);
    this.#trail.push(() => members.pop());
  }

  /** @returns false where it is of another class, or no object */
  becomeObject(unknown: Unknown, className: string): boolean {
    const root = this.root(unknown);
    if (root.plain !== undefined || root.kind !== undefined || root.isList) return false;
    const known = root.className;
    if (known === undefined || (known !== className && this.#fits(className, known))) {
      this.#set(root, 'className', className);
      return true;
    }
    return known === className || this.#fits(known, className);
  }

  /** @returns false where it is of another kind, or no plain value */
  becomePlain(unknown: Unknown, kind: PlainKind): boolean {
    const root = this.root(unknown);
    if (root.plain !== undefined) return typeof root.plain === kind;
    if (root.isList || isObject(root)) return false;
    if (kind !== 'number' && (root.least !== undefined || root.most !== undefined)) return false;
    if (root.kind === undefined) this.#set(root, 'kind', kind);
    return root.kind === kind;
  }

  /** Joins two values that are equal. @returns false where they cannot be; what was learnt until then is to be taken back */
  unify(one: Unknown, other: Unknown): boolean {
    const a = this.root(one);
    const b = this.root(other);
    if (a === b) return true;
    // The one that is known best stays, so that objects keep their names.
    const [kept, gone] = weight(a) >= weight(b) ? [a, b] : [b, a];
    if (gone.plain !== undefined) {
      if (kept.plain !== gone.plain) return false;
    } else if (kept.plain !== undefined) {
      if (gone.isList || isObject(gone) || !inBounds(kept.plain, gone)) return false;
    } else if (kept.kind !== undefined && (gone.isList || isObject(gone))) {
      return false;
    }
    if (gone.kind !== undefined && !this.becomePlain(kept, gone.kind)) return false;
    if (gone.className !== undefined && !this.becomeObject(kept, gone.className)) return false;
    if (gone.isList !== kept.isList && (isObject(gone) || isObject(kept))) return false;
    if (!this.#joinMembers(kept, gone)) return false;
    if (!this.bound(kept, gone.least, gone.most)) return false;
    this.#set(gone, 'joined', kept);
    if (kept.name === undefined) this.#set(kept, 'name', gone.name);
    if (kept.field === undefined) this.#set(kept, 'field', gone.field);
    for (const kind of ['fields', 'methods'] as const) {
      for (const [name, value] of gone[kind]) {
        const part = this.part(kept, kind, name);
        if (part === undefined || !this.unify(part, value)) return false;
      }
    }
    return true;
  }

  #joinMembers(kept: Unknown, gone: Unknown): boolean {
    if (!gone.isList) return true;
    this.#set(kept, 'isList', true);
    if (!kept.isWhole && !gone.isWhole) {
      for (const member of gone.members) this.addMember(kept, member);
      return true;
    }
    if (gone.isWhole && !kept.isWhole) {
      if (kept.members.length > gone.members.length) return false;
      this.#set(kept, 'isWhole', true);
      for (const member of gone.members.slice(kept.members.length)) this.addMember(kept, member);
    } else if (gone.members.length > kept.members.length) return false;
    return gone.members.every((member, i) => this.unify(kept.members[i]!, member));
  }

  /** Says between which whole numbers it is. @returns false where it cannot be */
  bound(unknown: Unknown, least: number | undefined, most: number | undefined): boolean {
    if (least === undefined && most === undefined) return true;
    const root = this.root(unknown);
    if (root.isList || isObject(root)) return false;
    if (root.plain !== undefined) return inBounds(root.plain, { least, most });
    const low = Math.max(root.least ?? Number.NEGATIVE_INFINITY, least ?? Number.NEGATIVE_INFINITY);
    const high = Math.min(root.most ?? Number.POSITIVE_INFINITY, most ?? Number.POSITIVE_INFINITY);
    if (low > high) return false;
    if (Number.isFinite(low)) this.#set(root, 'least', low);
    if (Number.isFinite(high)) this.#set(root, 'most', high);
    return true;
  }

  #set<Key extends 'joined' | 'kind' | 'className' | 'isList' | 'isWhole' | 'least' | 'most' | 'name' | 'field'>(
    unknown: Unknown,
    key: Key,
    value: Unknown[Key],
  ): void {
    const before = unknown[key];
    unknown[key] = value;
    this.#trail.push(() => {
      unknown[key] = before;
    });
  }
}

/** The plain value that it is, or one of the kind that it is to be; undefined where neither is known. */
export function plainOf({ plain, kind, least, most, name, field }: Unknown): Plain | undefined {
  if (plain !== undefined) return plain;
  switch (kind) {
    case 'string':
      return name ?? field ?? 'text';
    case 'boolean':
      return true;
    case 'number':
      return least ?? most ?? 1;
    default:
      return undefined;
  }
}

/** It has a class, fields or methods. */
export const isObject = ({ className, fields, methods }: Unknown): boolean =>
  className !== undefined || fields.size > 0 || methods.size > 0;

function inBounds(plain: Plain, { least, most }: Pick<Unknown, 'least' | 'most'>): boolean {
  if (least === undefined && most === undefined) return true;
  return typeof plain === 'number' && plain >= (least ?? plain) && plain <= (most ?? plain);
}

const weight = (unknown: Unknown): number =>
  unknown.plain !== undefined ? 3 : unknown.className !== undefined ? 2 : isObject(unknown) || unknown.isList ? 1 : 0;
