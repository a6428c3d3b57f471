import { type Name, type Node, nodeAt, type PolarNode, rangeOf, type StringLiteral } from '@polar-tools/language';
import { declaredName, relatedType, subtypesOf, supertypesOf } from '../blocks/blocks.ts';
import { followedRelation } from '../blocks/followed-relation.ts';
import { snapshotOf } from '../model/create.ts';
import type { FileModel } from '../model/file-model.ts';
import type { DeclarationKind, Location, Policy } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { blockOf, type Slot, slotAt, termSlots } from './term-slots.ts';
import { placeOfLiteral, type Value, valueFlow } from './value-flow.ts';
import { scopeOf } from './variable-types.ts';

/** A role, permission or relation. */
export interface TermSymbol {
  readonly kind: 'term';
  readonly name: string;
  readonly as: DeclarationKind | undefined;
  /** The one whose block declares it; undefined where that is not known. */
  readonly type: string | undefined;
  /** Where it is not certain which type it is of: those that it may be of. */
  readonly among?: readonly string[];
}

/** What a name in a policy stands for. */
export type PolarSymbol =
  | { readonly kind: 'predicate'; readonly name: string; readonly arity: number }
  /** A class of the application or a type with a block. */
  | { readonly kind: 'class'; readonly name: string }
  | TermSymbol
  /** A variable of the rule, query, assertion or shorthand `scope`. */
  | { readonly kind: 'variable'; readonly name: string; readonly scope: Node; readonly uri: string }
  | { readonly kind: 'fixture'; readonly name: string }
  /** An object of Cloud, `User{"anne"}`: its name is its id. */
  | { readonly kind: 'object'; readonly name: string; readonly type: string };

/** A symbol where it is written. */
export interface SymbolUse extends Location {
  readonly symbol: PolarSymbol;
  readonly node: Node;
}

/** The symbol at an absolute offset, with the range of its name; undefined where there is none. */
export function symbolAt(policy: Policy, uri: string, offset: number): SymbolUse | undefined {
  const file = policy.files.get(uri);
  const node = file && nodeAt(file, offset);
  const symbol = node && symbolOf(policy, uri, node);
  return symbol && { symbol, node, uri, ...rangeOf(node) };
}

/** What a node that is a name, a variable or a string stands for. */
export function symbolOf(policy: Policy, uri: string, node: Node): PolarSymbol | undefined {
  const it = node as PolarNode;
  switch (it.$type) {
    case 'Name':
      return nameSymbol(policy, uri, it);
    case 'Variable':
      if (it.$container?.$type === 'Matches' && (it.$container as Node & { pattern: Node }).pattern === it) {
        return { kind: 'class', name: it.name };
      }
      if (it.$container?.$type === 'ShorthandReference' || it.$container?.$type === 'Shorthand') return undefined;
      // Each `_` is a variable of its own, which stands nowhere else; what has no name is missing.
      if (it.name === '_' || it.name === '') return undefined;
      if (isClass(policy, it.name)) return { kind: 'class', name: it.name };
      return { kind: 'variable', name: it.name, scope: scopeOf(it), uri };
    case 'StringLiteral': {
      const holder = it.$container as PolarNode | undefined;
      if (holder?.$type === 'ObjectLiteral' && holder.id === it)
        return { kind: 'object', name: it.value, type: holder.name.text };
      return termSymbol(policy, it);
    }
    default:
      return undefined;
  }
}

const mentioned = new WeakMap<Snapshot, ReadonlySet<string>>();

/**
 * Whether a name that stands where a value does is a class: a registered one is a constant too, as in `social::Post.PUBLIC`. It is one if
 * anything says so: a block, the configuration, or a rule that takes it for one.
 */
function isClass(policy: Policy, name: string): boolean {
  if (!/(?:^|::)\p{Lu}[^:]*$/u.test(name)) return false;
  const { classes } = policy.configuration;
  if (policy.blocks.has(name) || (classes !== undefined && Object.hasOwn(classes, name))) return true;
  return mentionedClasses(policy).has(name);
}

/** The classes that statements name: in specializers and patterns, behind `new`, as objects, in blocks and declarations. */
export function mentionedClasses(policy: Policy): ReadonlySet<string> {
  const snapshot = snapshotOf(policy);
  const before = mentioned.get(snapshot);
  if (before !== undefined) return before;
  const found = new Set<string>();
  for (const file of snapshot.models.values()) for (const each of classesIn(file)) found.add(each);
  mentioned.set(snapshot, found);
  return found;
}

const mentionedIn = new WeakMap<FileModel, ReadonlySet<string>>();

function classesIn(file: FileModel): ReadonlySet<string> {
  const before = mentionedIn.get(file);
  if (before !== undefined) return before;
  const found = new Set<string>();
  for (const { classes } of file.statements) for (const each of classes) found.add(each);
  mentionedIn.set(file, found);
  return found;
}

function nameSymbol(policy: Policy, uri: string, name: Name): PolarSymbol | undefined {
  const { text } = name;
  const holder = name.$container as PolarNode | undefined;
  if (text === '') return undefined;
  switch (holder?.$type) {
    case 'Rule':
    case 'RuleType':
    case 'Assertion':
      return { kind: 'predicate', name: text, arity: holder.parameters.length };
    case 'Call':
      // The Library's operators may be written as calls.
      if (['in', '.', 'new'].includes(text)) return undefined;
      return { kind: 'predicate', name: text, arity: holder.arguments.length };
    case 'Fact':
      return { kind: 'predicate', name: text, arity: holder.arguments.length };
    case 'Declare':
      if (holder.name === name) return { kind: 'predicate', name: text, arity: holder.types.length };
      return { kind: 'class', name: text };
    case 'Block':
      return holder.keyword === name ? undefined : { kind: 'class', name: text };
    case 'InstancePattern':
    case 'New':
    case 'ObjectLiteral':
      return { kind: 'class', name: text };
    case 'DeclaredRelation': {
      if (holder.type === name) return { kind: 'class', name: text };
      const block = holder.$container?.$container?.$container as PolarNode | undefined;
      return block?.$type === 'Block' ? ownTerm(policy, block.name.text, text) : undefined;
    }
    case 'Fixture':
    case 'FixtureUse':
      return { kind: 'fixture', name: text };
    case 'Field':
      return holder.value === undefined ? { kind: 'variable', name: text, scope: scopeOf(name), uri } : undefined;
    default:
      return undefined;
  }
}

/** A term of a type's block, under the type that declares it. */
function ownTerm(policy: Policy, type: string | undefined, name: string): TermSymbol {
  const declared = type === undefined ? undefined : declaredName(policy.blocks, type, name);
  const owner = declared?.block ?? (type === undefined ? undefined : topmost(policy, type));
  return { kind: 'term', name, as: declared?.kind, type: owner };
}

/** The type that one extends, directly or not: what neither declares is one thing for both. */
const topmost = (policy: Policy, type: string): string => supertypesOf(policy.blocks, type).at(-1) ?? type;

/** What a string stands for: a role, permission or relation where it is one. */
function termSymbol(policy: Policy, string: StringLiteral): TermSymbol | undefined {
  const name = string.value;
  const holder = string.$container as PolarNode | undefined;
  switch (holder?.$type) {
    case 'DeclaredNames':
    case 'Shorthand': {
      const type = blockOf(holder);
      return type === undefined ? undefined : ownTerm(policy, type, name);
    }
    case 'ShorthandReference': {
      const type = blockOf(holder);
      if (type === undefined) return undefined;
      if (holder.global) return ownTerm(policy, 'global', name);
      const followed = followedRelation(holder);
      if (followed === undefined || followed === string) return ownTerm(policy, type, name);
      const relation = followed.$type === 'StringLiteral' ? followed.value : followed.name;
      return ownTerm(policy, relatedType(policy.blocks, type, relation), name);
    }
    default:
      return termIn(snapshotOf(policy), askedAs(snapshotOf(policy), string).slots, name);
  }
}

/** The term that a name is by what its value is asked for as. */
export function termIn(policy: Snapshot, slots: readonly Slot[], name: string): TermSymbol | undefined {
  if (slots.length === 0) return undefined;
  const found = slots.map((slot) => termsIn(policy, slot, name));
  // Of a value that is asked for as a role and as a permission, say, it is the one that is declared.
  const declared = found.filter((each) => each.declared);
  const meant = declared.length > 0 ? declared : found;
  const kinds = new Set(meant.map(({ as }) => as));
  const types = new Set(meant.flatMap((each) => each.types));
  const as = kinds.size === 1 ? [...kinds][0] : undefined;
  const sure = kinds.size === 1 && types.size <= 1 && meant.every((each) => each.sure);
  if (types.size <= 1) return { kind: 'term', name, as, type: [...types][0], ...(!sure && { among: [...types] }) };
  return { kind: 'term', name, as, type: undefined, among: [...types].sort() };
}

/** What a string, or a key of a dictionary, is asked for as: of most strings their own place says it, of others the value that they are. */
export function askedAs(
  policy: Snapshot,
  node: Node,
): { readonly slots: readonly Slot[]; readonly value: Value | undefined } {
  const place = node.$type === 'StringLiteral' ? placeOfLiteral(node as StringLiteral) : undefined;
  const own = place && slotAt(policy, place);
  if (own !== undefined) return { slots: [own], value: undefined };
  const value = valueFlow(scopeOf(node)).valueOf(node);
  return { slots: value === undefined ? [] : slotsOf(policy, value), value };
}

/** What a value is asked for as, by its own rule and those that it is given to, else by way of what rules compare it with. */
export function slotsOf(policy: Snapshot, value: Value): readonly Slot[] {
  const slots = termSlots(policy).of(value);
  return slots.length > 0 ? slots : termSlots(policy).byWayOfRules(value);
}

/** The types of which a name in a slot may be a term. */
export interface Terms {
  readonly as: DeclarationKind;
  readonly types: readonly string[];
  readonly declared: boolean;
  /** It is one of these types, and if it is one type, no other. */
  readonly sure: boolean;
}

/** What a name is in a slot. */
export function termsIn(policy: Snapshot, { as, type }: Slot, name: string): Terms {
  const declaring = (types: Iterable<string>): string[] =>
    [...types].filter((each) => policy.blocks.get(each)?.names.get(name)?.kind === as);
  if (type !== undefined) {
    const declared = declaredName(policy.blocks, type, name);
    if (declared?.kind === as) return { as, types: [declared.block], declared: true, sure: true };
    const below = declaring(subtypesOf(policy.blocks, type));
    if (below.length > 0) return { as, types: below, declared: true, sure: below.length === 1 };
  }
  // In Cloud, types are what blocks make them. Classes of an application may extend others that the policy knows nothing of.
  if (policy.dialect === 'cloud' && type !== undefined && (type === 'global' || policy.blocks.has(type))) {
    return { as, types: [topmost(policy, type)], declared: false, sure: true };
  }
  const types = declaring(policy.blocks.keys());
  // What no block declares is one thing, whatever class it is asked of.
  if (types.length === 0) return { as, types, declared: false, sure: true };
  // Where the type says nothing, the only block with such a name does.
  return { as, types, declared: true, sure: types.length === 1 && type === undefined };
}

/** Whether two symbols are the same thing. */
export function sameSymbol(a: PolarSymbol, b: PolarSymbol): boolean {
  if (a.kind !== b.kind || a.name !== b.name) return false;
  if (a.kind === 'variable' && b.kind === 'variable') return a.scope === b.scope;
  if (a.kind === 'object' && b.kind === 'object') return a.type === b.type;
  if (a.kind === 'term' && b.kind === 'term') return mayBeSame(a, b);
  return true;
}

/** What may be a term of several types counts for each of them. */
function mayBeSame(a: TermSymbol, b: TermSymbol): boolean {
  if (a.as !== b.as && a.as !== undefined && b.as !== undefined) return false;
  if (a.type === b.type) return a.as === b.as;
  if (a.among === undefined && b.among === undefined) return false;
  const types: readonly (string | undefined)[] = a.among ?? [a.type];
  return (b.among ?? [b.type]).some((type) => types.includes(type));
}
