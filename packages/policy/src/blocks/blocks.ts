import type { Block, BlockDeclaration, DeclaredRelation, Expression } from '@polar-tools/language';
import type { BlockName, DeclarationKind, ResourceBlock } from '../model/policy.ts';
import type { StatementModel } from '../model/statement-model.ts';
import { isUnclosed } from '../model/walk.ts';
import { isSlip } from '../names/suggestions.ts';
import type { BlockRuleTypes } from './rule-types.ts';

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
  /** What others make of the block and keep as long as it stays. */
  readonly kept: { ruleTypes: BlockRuleTypes | undefined };
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

/** A block as it stands in a file, and whether a syntax error may hide something that it declares. */
type Part = Pick<StatementModel, 'uri' | 'block' | 'undeclared' | 'brokenMembers'>;

/** All blocks of one type as one: a block may be reopened, and equal declarations merge (docs/language/blocks.md#declarations). */
export function mergeBlocks(name: string, models: readonly Part[]): MergedBlock {
  const first = declarationsOf(models[0]!);
  const { names, conflicts } = first;
  let { incomplete } = first;
  let keyword: ResourceBlock['keyword'] = 'resource';
  const parts = models.map(({ uri, block, brokenMembers }) => ({ uri, block: block!, broken: brokenMembers }));
  const supertypes: string[] = [];
  for (let i = 0; i < models.length; i++) {
    const block = models[i]!.block!;
    if (block.keyword?.text === 'actor') keyword = 'actor';
    else if (block.keyword === undefined && name === 'global') keyword = 'global';
    for (const { text } of block.supertypes) if (!supertypes.includes(text)) supertypes.push(text);
    if (i === 0) continue;
    const own = declarationsOf(models[i]!);
    if (own.incomplete) incomplete = true;
    conflicts.push(...own.conflicts);
    for (const declared of own.names.values()) {
      const existing = names.get(declared.name);
      if (existing === undefined) names.set(declared.name, declared);
      else if (own.conflicts.length === 0 && !sameMeaning(existing, declared))
        conflicts.push({ existing, repeated: declared });
    }
  }
  return { name, keyword, supertypes, names, parts, conflicts, incomplete, kept: { ruleTypes: undefined } };
}

const sameMeaning = (a: BlockName, b: BlockName): boolean => a.kind === b.kind && a.type === b.type;

const kinds: readonly DeclarationKind[] = ['role', 'permission', 'relation'];

/** What one block declares. */
interface Declarations {
  readonly names: Map<string, BlockName>;
  readonly conflicts: DeclarationConflict[];
  incomplete: boolean;
}

/**
 * What one block declares. The reference engine takes roles first, then permissions, then relations, wherever they stand, and finds a
 * name that is declared twice in one block before it looks at other blocks of the type.
 */
function declarationsOf({ uri, block, undeclared }: Part): Declarations {
  const declarations: Declarations = { names: new Map(), conflicts: [], incomplete: undeclared };
  const members = declarationsIn(block!);
  for (let k = 0; k < kinds.length; k++) {
    for (let i = 0; i < members.length; i++) {
      const kind = declarationKind(members[i]!);
      if (kind === kinds[k]) declare(declarations, uri, block!.name.text, members[i]!, kind!);
      else if (kind === undefined) declarations.incomplete = true;
    }
  }
  return declarations;
}

function declarationsIn({ members }: Block): readonly BlockDeclaration[] {
  const declarations: BlockDeclaration[] = [];
  for (let i = 0; i < members.length; i++) {
    const member = members[i]!;
    if (member.$type === 'BlockDeclaration') declarations.push(member);
  }
  return declarations;
}

function declare(
  declarations: Declarations,
  uri: string,
  block: string,
  { value }: BlockDeclaration,
  kind: DeclarationKind,
): void {
  const nodes: readonly (Expression | DeclaredRelation)[] =
    value.$type === 'DeclaredRelations' ? value.relations : value.names;
  /** Names of this declaration that were declared before it. */
  let repeated: Set<string> | undefined;
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i]!;
    const isRelation = node.$type === 'DeclaredRelation';
    if (!isRelation && (node.$type !== 'StringLiteral' || isUnclosed(node))) {
      declarations.incomplete = true;
      continue;
    }
    const name = isRelation ? node.name.text : node.value;
    const type = isRelation ? (node.type ?? node.name).text : undefined;
    const one: BlockName = { kind, name, block, type, uri, node };
    const existing = declarations.names.get(name);
    if (existing === undefined) {
      declarations.names.set(name, one);
      continue;
    }
    // Two declarations of one kind are reported as such, so that what both name is not.
    const inThisOne = existing.node.$container === value || repeated?.has(name) === true;
    if (existing.kind !== kind || inThisOne) declarations.conflicts.push({ existing, repeated: one });
    repeated = (repeated ?? new Set()).add(name);
  }
}

/** The role, permission or relation of this name in a type's block, inherited ones included (docs/language/blocks.md#types-that-extend-others). */
export function declaredName(blocks: Pick<Blocks, 'get'>, type: string, name: string): BlockName | undefined {
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
export function relatedType(blocks: Pick<Blocks, 'get'>, type: string, relation: string): string | undefined {
  const declared = declaredName(blocks, type, relation);
  return declared?.kind === 'relation' ? declared.type : undefined;
}

const noTypes: readonly string[] = [];

/** Every supertype of a type, nearest first, each once; the type itself is not among them. */
export function supertypesOf(blocks: Pick<Blocks, 'get'>, type: string): readonly string[] {
  const own = blocks.get(type)?.supertypes;
  if (own === undefined || own.length === 0) return noTypes;
  const found = new Set<string>();
  let level = own;
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
  return index.get(type) ?? noTypes;
}

const leading = new WeakMap<Blocks, ReadonlyMap<string, readonly string[]>>();

/** The types whose own relations lead to a type. */
function typesLeadingTo(blocks: Blocks, type: string): readonly string[] {
  let index = leading.get(blocks);
  if (index === undefined) {
    const made = new Map<string, string[]>();
    for (const { name, names } of blocks.values()) {
      for (const { type: related } of names.values()) {
        if (related === undefined) continue;
        const known = made.get(related);
        if (known === undefined) made.set(related, [name]);
        else if (known.at(-1) !== name) known.push(name);
      }
    }
    index = made;
    leading.set(blocks, index);
  }
  return index.get(type) ?? noTypes;
}

/** The types whose blocks may name terms of these: they themselves, those that extend them, and those with a relation, own or inherited, to such a type. */
export function typesThatName(blocks: Blocks, wanted: ReadonlySet<string>): ReadonlySet<string> {
  const withSubtypes = (types: Iterable<string>): Set<string> => {
    const found = new Set<string>();
    for (const type of types) {
      found.add(type);
      for (const each of subtypesOf(blocks, type)) found.add(each);
    }
    return found;
  };
  const named = withSubtypes(wanted);
  const related = withSubtypes([...named].flatMap((type) => typesLeadingTo(blocks, type)));
  return new Set([...named, ...related]);
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

/** Whether a block is to be the global one, and its word is misspelt: `globla {`. Nothing is known of what the policy has globally then. */
export function hasMisspeltGlobal(blocks: Blocks): boolean {
  for (const { name, parts } of blocks.values())
    if (isSlip(name, 'global') && parts.some(({ block }) => block.keyword === undefined)) return true;
  return false;
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
  if ([...changed].some((name) => name === 'global' || isSlip(name, 'global')))
    for (const type of blocks.keys()) dependent.add(type);
  return dependent;
}
