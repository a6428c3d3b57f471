import type { Block, BlockDeclaration } from '@polar-tools/language';
import type { BlockName, BlockPart, DeclarationKind, ResourceBlock } from './policy.ts';

export type Blocks = ReadonlyMap<string, ResourceBlock>;

/** A declaration that contradicts an earlier one of the same type, or repeats it within one block. */
export interface DeclarationConflict {
  readonly existing: BlockName;
  readonly repeated: BlockName;
}

/** A merged block, with what is wrong in putting it together. */
export interface MergedBlock extends ResourceBlock {
  readonly conflicts: readonly DeclarationConflict[];
  /** A declaration could not be understood, so that names may be missing. */
  readonly incomplete: boolean;
}

/** What a declaration's name makes of its members; undefined if it is none that the language has. */
export function declarationKind(declaration: BlockDeclaration): DeclarationKind | undefined {
  const list = declaration.value.$type === 'DeclaredNames';
  switch (declaration.name.text) {
    case 'roles':
      return list ? 'role' : undefined;
    case 'permissions':
      return list ? 'permission' : undefined;
    case 'relations':
      return list ? undefined : 'relation';
    default:
      return undefined;
  }
}

/** All blocks of one type as one: a block may be reopened, and equal declarations merge (polar.md, section 3). */
export function mergeBlocks(name: string, parts: readonly (BlockPart & { readonly broken: boolean })[]): MergedBlock {
  const names = new Map<string, BlockName>();
  const conflicts: DeclarationConflict[] = [];
  const supertypes = new Set<string>();
  let keyword: ResourceBlock['keyword'] = 'resource';
  let incomplete = false;
  for (const { uri, block, broken } of parts) {
    if (block.keyword?.text === 'actor') keyword = 'actor';
    else if (block.keyword === undefined && name === 'global') keyword = 'global';
    for (const supertype of block.supertypes) supertypes.add(supertype.text);
    const own = declarationsOf(uri, block);
    if (broken || !own.complete) incomplete = true;
    conflicts.push(...own.conflicts);
    for (const declared of own.names.values()) {
      const existing = names.get(declared.name);
      if (existing === undefined) names.set(declared.name, declared);
      else if (own.conflicts.length === 0 && !sameMeaning(existing, declared))
        conflicts.push({ existing, repeated: declared });
    }
  }
  return { name, keyword, supertypes: [...supertypes], names, parts, conflicts, incomplete };
}

const sameMeaning = (a: BlockName, b: BlockName): boolean => a.kind === b.kind && a.type === b.type;

interface Declarations {
  readonly names: ReadonlyMap<string, BlockName>;
  readonly conflicts: readonly DeclarationConflict[];
  readonly complete: boolean;
}

/**
 * What one block declares. The reference engine takes roles first, then permissions, then relations, wherever they stand, and finds a
 * name that is declared twice in one block before it looks at other blocks of the type.
 */
function declarationsOf(uri: string, block: Block): Declarations {
  const names = new Map<string, BlockName>();
  const conflicts: DeclarationConflict[] = [];
  const declarations = block.members.filter((member) => member.$type === 'BlockDeclaration');
  let complete = true;
  for (const kind of ['role', 'permission', 'relation'] as const) {
    const before = new Set(names.keys());
    for (const declaration of declarations) {
      if (declarationKind(declaration) !== kind) continue;
      const declared = namesOf(uri, block, declaration, kind);
      if (!declared.complete) complete = false;
      const inThisOne = new Set<string>();
      for (const one of declared.names) {
        const existing = names.get(one.name);
        // Two declarations of one kind are reported as such, so that what both name is not.
        if (existing !== undefined && (before.has(one.name) || inThisOne.has(one.name)))
          conflicts.push({ existing, repeated: one });
        if (existing === undefined) names.set(one.name, one);
        inThisOne.add(one.name);
      }
    }
  }
  if (declarations.some((declaration) => declarationKind(declaration) === undefined)) complete = false;
  return { names, conflicts, complete };
}

function namesOf(
  uri: string,
  { name: { text: block } }: Block,
  { value }: BlockDeclaration,
  kind: DeclarationKind,
): { names: readonly BlockName[]; complete: boolean } {
  if (value.$type === 'DeclaredRelations') {
    const names = value.relations.map((node): BlockName => {
      return { kind, name: node.name.text, block, type: (node.type ?? node.name).text, uri, node };
    });
    return { names, complete: true };
  }
  const names: BlockName[] = [];
  for (const node of value.names) {
    if (node.$type === 'StringLiteral') names.push({ kind, name: node.value, block, type: undefined, uri, node });
  }
  return { names, complete: names.length === value.names.length };
}

/** The role, permission or relation of this name in a type's block, inherited ones included (polar.md, section 5.5). */
export function declaredName(blocks: Blocks, type: string, name: string): BlockName | undefined {
  const block = blocks.get(type);
  const own = block?.names.get(name);
  if (own !== undefined || block === undefined || block.supertypes.length === 0) return own;
  for (const supertype of supertypesOf(blocks, type)) {
    const inherited = blocks.get(supertype)?.names.get(name);
    if (inherited !== undefined) return inherited;
  }
  return undefined;
}

/** The type that a relation of a block leads to. */
export function relatedType(blocks: Blocks, type: string, relation: string): string | undefined {
  const declared = declaredName(blocks, type, relation);
  return declared?.kind === 'relation' ? declared.type : undefined;
}

/** Every supertype of a type, nearest first, each once; the type itself is not among them. */
export function supertypesOf(blocks: Blocks, type: string): readonly string[] {
  const found = new Set<string>();
  let level = blocks.get(type)?.supertypes ?? [];
  while (level.length > 0) {
    const next: string[] = [];
    for (const name of level) {
      if (name === type || found.has(name)) continue;
      found.add(name);
      next.push(...(blocks.get(name)?.supertypes ?? []));
    }
    level = next;
  }
  return [...found];
}

const subtypes = new WeakMap<Blocks, ReadonlyMap<string, readonly string[]>>();

/** Every type that extends a type, directly or not. */
export function subtypesOf(blocks: Blocks, type: string): readonly string[] {
  let index = subtypes.get(blocks);
  if (index === undefined) {
    const made = new Map<string, string[]>();
    for (const { name, supertypes } of blocks.values()) {
      if (supertypes.length === 0) continue;
      for (const supertype of supertypesOf(blocks, name)) made.set(supertype, [...(made.get(supertype) ?? []), name]);
    }
    index = made;
    subtypes.set(blocks, index);
  }
  return index.get(type) ?? [];
}

/** Whether two merged blocks declare the same names with the same meaning, wherever they stand. */
export function sameDeclarations(a: ResourceBlock | undefined, b: ResourceBlock | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  if (a.keyword !== b.keyword || a.names.size !== b.names.size || a.supertypes.join() !== b.supertypes.join())
    return false;
  for (const [name, { kind, type }] of a.names) {
    const other = b.names.get(name);
    if (other === undefined || other.kind !== kind || other.type !== type) return false;
  }
  return true;
}

/** The types whose shorthands may mean something else when the declarations of some types changed. */
export function dependentTypes(changed: ReadonlySet<string>, blocks: Blocks): ReadonlySet<string> {
  if (changed.size === 0) return changed;
  const touched = new Set(changed);
  const addSubtypes = (of: Set<string>): void => {
    for (const { name, supertypes } of blocks.values()) {
      if (supertypes.length > 0 && supertypesOf(blocks, name).some((supertype) => of.has(supertype))) of.add(name);
    }
  };
  addSubtypes(touched);
  const dependent = new Set(touched);
  for (const [type, { names }] of blocks) {
    for (const { type: related } of names.values())
      if (related !== undefined && touched.has(related)) dependent.add(type);
  }
  // What relates to a touched type may itself be inherited from.
  addSubtypes(dependent);
  if (changed.has('global')) for (const type of blocks.keys()) dependent.add(type);
  return dependent;
}
