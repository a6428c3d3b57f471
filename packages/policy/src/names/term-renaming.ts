import { type Name, type Node, type PolarNode, rangeOf, type StringLiteral } from '@polar-tools/language';
import { declaredName, subtypesOf, supertypesOf } from '../blocks/blocks.ts';
import type { Location } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { StatementModel } from '../model/statement-model.ts';
import { type Bridge, bridgesOf, bridgeText, isPlain, leadsTo } from './bridges.ts';
import { placeText } from './places.ts';
import { statementsThatAsk } from './statements-that-ask.ts';
import { askedAs, symbolOf, type TermSymbol, termIn, termsIn } from './symbols.ts';
import { oneValueEach, type Slot, termSlots } from './term-slots.ts';
import { scopesIn, type Value, valueFlow } from './value-flow.ts';
import { type Written, writtenAs } from './written.ts';

/** Where a term is written. */
export interface TermPlace extends Location {
  readonly node: Node;
}

/** Why a string is not certain to be one term, so that renaming it would be a guess; undefined where it is certain. */
export function unclearTerm(policy: Snapshot, { name, as, type, among }: TermSymbol): string | undefined {
  if (as === undefined && among === undefined) {
    return `"${name}" cannot be renamed: ${type ?? 'no block'} declares no such name, so that it is not known what it is. Declare it first.`;
  }
  if (among === undefined) return undefined;
  const what = as ?? 'name';
  if (type !== undefined || among.length < 2) {
    return `It is not certain that this "${name}" is the ${what} of ${type ?? 'a block'}. Give the resource that type here first, or rename it by hand.`;
  }
  const family = familyOf(policy, { name, as, types: among.slice(0, 1) });
  if (!('refused' in family) && among.every((each) => family.types.has(each))) return undefined;
  return `Which ${what} "${name}" this is is not certain: ${list(among)} declare it. Give the resource a type here first, or rename it by hand.`;
}

/**
 * Every place where a term is written, whatever it stands in; or why it cannot be renamed: a place may be this term or another's, or what it
 * means hangs on more than on being the same name.
 */
export function placesOfTerm(
  policy: Snapshot,
  symbol: TermSymbol,
): readonly TermPlace[] | { readonly refused: string } {
  const { name } = symbol;
  const types = symbol.among ?? (symbol.type === undefined ? [] : [symbol.type]);
  const family = familyOf(policy, { name, as: symbol.as, types });
  if ('refused' in family) return family;
  const isOurs = (type: string | undefined): boolean =>
    type === undefined ? types.length === 0 : family.types.has(type);
  let found: readonly Bridge[] | undefined;
  const bridges = (): readonly Bridge[] => {
    found ??= symbol.as === undefined ? [] : bridgesOf(policy, name, symbol.as, isOurs);
    return found;
  };
  const places: TermPlace[] = [];
  // Without a bridge, what is another's stays another's; a type may name what only one that extends it declares.
  const among = symbol.as === undefined || bridges().length > 0 ? undefined : withSupertypes(policy, family.types);
  for (const { uri, node, start, end } of mentions(policy, name, among)) {
    const place = { uri, node, start, end };
    const at = (): string => placeText(policy, uri, place.start);
    const { term: other, value } = meaningOf(policy, uri, node);
    if (other === undefined) {
      const given = [...(value?.members ?? [])].find((member) => /\(.+\)$/.test(member));
      if (given !== undefined) {
        return {
          refused: `"${name}" cannot be renamed: at ${at()} it is given to the application (${given.replace(/\(.*/, '(…)')}), which may mean the same by it. Rename it by hand.`,
        };
      }
      const member = value && sharedMember(policy, value, symbol, isOurs);
      if (member === undefined) continue;
      return {
        refused: `"${name}" cannot be renamed: at ${at()} it is compared with ${member} of an object of the application, from which this policy also takes ${symbol.as ?? 'name'}s, so that it may be the same. Rename it by hand.`,
      };
    }
    const its = other.among ?? [other.type];
    if (other.as === undefined && other.among === undefined && reaches(policy, other.type, isOurs)) {
      return {
        refused: `"${name}" cannot be renamed: ${other.type ?? 'no block'} declares no such name, so that it is not known what it is at ${at()}. Declare it first.`,
      };
    }
    if (symbol.as !== undefined && !(its.some(isOurs) && [symbol.as, undefined].includes(other.as))) {
      const bridge = bridges().find(
        (each) => (other.as ?? each.as) === each.as && its.some((type) => leadsTo(policy, each, type)),
      );
      if (bridge === undefined) continue;
      // What no block declares as that can only be ours, which came over the bridge.
      const only =
        isPlain(bridge) && its.every((type) => type !== undefined && isOurs(type) && !isDeclared(policy, type, other));
      if (!only || value?.inspected !== undefined) {
        return {
          refused: `"${name}" cannot be renamed: ${bridgeText(bridge)}, so that the ${other.as ?? 'name'} "${name}" at ${at()} may be the same. Rename it by hand.`,
        };
      }
      places.push(place);
      continue;
    }
    if (!its.some(isOurs)) continue;
    if (other.among !== undefined && (!its.every(isOurs) || its.length < 2)) {
      return {
        refused: `"${name}" cannot be renamed: it is not certain which ${symbol.as ?? 'name'} it is at ${at()}${its.length > 1 ? ` (${list(its as string[])} declare it)` : ''}. Give the resource a type there first.`,
      };
    }
    if (node.$type === 'Name' && node.$container?.$type === 'Field') {
      return { refused: `"${name}" cannot be renamed: it is a key of a dictionary at ${at()}. Rename it by hand.` };
    }
    if (value?.inspected !== undefined) return { refused: inspected(policy, name, uri, value.inspected) };
    places.push(place);
  }
  return places;
}

const withSupertypes = ({ blocks }: Snapshot, types: ReadonlySet<string>): ReadonlySet<string> =>
  new Set([...types].flatMap((type) => [type, ...supertypesOf(blocks, type)]));

/** Whether what a type does not declare may be a term of ours all the same: of the type itself, or of one that extends it. */
const reaches = (policy: Snapshot, type: string | undefined, isOurs: (type: string | undefined) => boolean): boolean =>
  isOurs(type) || (type !== undefined && subtypesOf(policy.blocks, type).some(isOurs));

const isDeclared = (policy: Snapshot, type: string, { name, as }: TermSymbol): boolean =>
  declaredName(policy.blocks, type, name)?.kind === as;

/** Whether a term of a type would become one with another of the new name, declared or not. */
export function inUseAsTerm(policy: Snapshot, symbol: TermSymbol, newName: string): boolean {
  const types = symbol.among ?? (symbol.type === undefined ? [] : [symbol.type]);
  const family = familyOf(policy, { name: symbol.name, as: symbol.as, types });
  if ('refused' in family) return false; // It is refused for that.
  const ours = new Set(family.types);
  for (const type of family.types) for (const each of subtypesOf(policy.blocks, type)) ours.add(each);
  for (const type of ours) if (declaredName(policy.blocks, type, newName) !== undefined) return true;
  for (const { statement, node } of mentions(policy, newName)) {
    const other = meaningOf(policy, statement.uri, node).term;
    if (other === undefined || (symbol.as !== undefined && other.as !== undefined && other.as !== symbol.as)) continue;
    const its = other.among ?? [other.type];
    if (its.some((type) => (type === undefined ? true : ours.has(type)))) return true;
  }
  return false;
}

/** What a string or a key is. It has no value where it is declared or asked for by name, in a block or by itself: then it goes nowhere else. */
function meaningOf(
  policy: Snapshot,
  uri: string,
  node: Node,
): { readonly term: TermSymbol | undefined; readonly value: Value | undefined } {
  const holder = node.$container as PolarNode | undefined;
  switch (holder?.$type) {
    case 'DeclaredNames':
    case 'DeclaredRelation':
    case 'Shorthand':
    case 'ShorthandReference': {
      const symbol = symbolOf(policy, uri, node);
      return { term: symbol?.kind === 'term' ? symbol : undefined, value: undefined };
    }
    default: {
      const { slots, value } = askedAs(policy, node);
      if (node.$type === 'Name') return { term: termOfKey(policy, slots, (node as Name).text), value };
      const isId = holder?.$type === 'ObjectLiteral' && holder.id === node;
      return { term: isId ? undefined : termIn(policy, slots, (node as StringLiteral).value), value };
    }
  }
}

function termOfKey(policy: Snapshot, slots: readonly Slot[], name: string): TermSymbol | undefined {
  const found = slots.map((slot) => termsIn(policy, slot, name));
  const types = [...new Set(found.flatMap((each) => each.types))];
  if (found.length === 0) return undefined;
  return { kind: 'term', name, as: found[0]!.as, type: types[0], ...(types.length > 1 && { among: types }) };
}

/** Every string that is a text, every relation and every key of that name; of blocks those in which terms of the given types may be. */
const mentions = (policy: Snapshot, name: string, types?: ReadonlySet<string>): readonly Written[] =>
  writtenAs(policy, name, types).filter(({ node }) => {
    const holder = node.$container as PolarNode | undefined;
    if (node.$type === 'StringLiteral') return true;
    if (holder?.$type === 'DeclaredRelation') return holder.name === node;
    return holder?.$type === 'Field' && holder.key === node && holder.$container?.$type === 'Dictionary';
  });

// ---- Which types share a name ---------------------------------------------------------------------------------------------

interface Family {
  readonly types: ReadonlySet<string>;
}

/**
 * The types whose terms of a name must be renamed together: those that inherit from each other, and those that a variable takes the name from
 * one to another of, as `role if role on "folder"` does.
 */
function familyOf(
  policy: Snapshot,
  asked: { name: string; as: TermSymbol['as']; types: readonly string[] },
): Family | { readonly refused: string } {
  let known = families.get(policy);
  if (known === undefined) {
    known = new Map();
    families.set(policy, known);
  }
  const key = JSON.stringify([asked.name, asked.as, asked.types]);
  const before = known.get(key);
  if (before !== undefined) return before;
  const made = findFamily(policy, asked);
  known.set(key, made);
  return made;
}

/** A rename asks for the same more than once. */
const families = new WeakMap<Snapshot, Map<string, Family | { readonly refused: string }>>();

function findFamily(
  policy: Snapshot,
  { name, as, types }: { name: string; as: TermSymbol['as']; types: readonly string[] },
): Family | { readonly refused: string } {
  const family = new Set(types);
  if (as === undefined) return { types: family };
  const links: {
    readonly types: readonly string[];
    readonly sure: boolean;
    readonly value: Value;
    readonly uri: string;
  }[] = [];
  for (const { uri, tree } of asking(policy, as)) {
    for (const scope of scopesIn(tree)) {
      for (const value of valueFlow(scope).values) {
        if (value.variables.size === 0) continue;
        const slots = termSlots(policy)
          .of(value)
          .filter((slot) => slot.as === as);
        if (slots.length === 0) continue;
        const terms = slots.map((slot) => termsIn(policy, slot, name)).filter(({ declared }) => declared);
        if (value.inspected !== undefined && terms.some((each) => each.types.some((type) => family.has(type)))) {
          return { refused: inspected(policy, name, uri, value.inspected) };
        }
        for (const link of linksOf(policy, slots, name)) links.push({ ...link, value, uri });
      }
    }
  }
  for (let grown = true; grown; ) {
    const before = family.size;
    for (const type of [...family]) {
      for (const other of [...supertypesOf(policy.blocks, type), ...subtypesOf(policy.blocks, type)]) {
        if (policy.blocks.get(other)?.names.get(name)?.kind === as) family.add(other);
      }
    }
    for (const link of links) {
      if (link.sure && link.types.some((type) => family.has(type))) for (const type of link.types) family.add(type);
    }
    grown = family.size > before;
  }
  for (const { types: linked, value, uri } of links) {
    if (!linked.some((type) => family.has(type)) || linked.every((type) => family.has(type))) continue;
    const [variable] = value.variables;
    const node = value.ports[0]?.node ?? value.words[0]?.node;
    const at = node === undefined ? 'a place' : placeText(policy, uri, rangeOf(node).start);
    return {
      refused: `"${name}" cannot be renamed: ${list(linked)} declare it, and at ${at} ${variable} may be the ${as} of one and of another. Give both resources a type there first.`,
    };
  }
  return { types: family };
}

/** The statements that ask for such a term by a variable. */
function* asking(policy: Snapshot, as: Slot['as']): Generator<StatementModel & { tree: Node }> {
  const names = as === 'permission' ? ['has_permission', 'allow', 'allow_field'] : [`has_${as}`];
  for (const statement of statementsThatAsk(policy)) {
    const { tree, asksAny, block } = statement;
    if (tree === undefined) continue;
    const asks = asksAny.some((name) => names.includes(name)) || (block !== undefined && hasWord(block, as));
    if (asks) yield statement as StatementModel & { tree: Node };
  }
}

const hasWord = ({ members }: PolarNode & { $type: 'Block' }, word: string): boolean =>
  members.some(
    (member) => member.$type === 'Shorthand' && member.head.$type === 'Variable' && member.head.name === word,
  );

/** The types that one value is asked for of: of the same resource they are one, of several they are linked. */
function linksOf(
  policy: Snapshot,
  slots: readonly Slot[],
  name: string,
): readonly { readonly types: readonly string[]; readonly sure: boolean }[] {
  return oneValueEach(slots).flatMap((group) => {
    const byResource = new Map<string, Slot>();
    group.forEach((slot, at) => {
      const key = slot.on ?? `#${at}`;
      // Of two that know of the same resource, the one that knows its type.
      if (byResource.get(key)?.type === undefined) byResource.set(key, slot);
    });
    if (byResource.size < 2) return [];
    // A type that does not declare it may be given it all the same.
    const terms = [...byResource.values()].map((slot) => termsIn(policy, slot, name));
    const types = [...new Set(terms.flatMap((each) => each.types))];
    if (terms.length < 2 || types.length < 2) return [];
    return [{ types, sure: terms.every((each) => each.sure) }];
  });
}

// ---- What an object of the application gives ------------------------------------------------------------------------------

/**
 * The fields and methods of the application's objects that a term is taken from: `.name`, `.roles[]` for the members of a list, `.role()`. Empty where
 * the policy's own text is all that names it, or it is not certain which term it is.
 */
export function membersOfTerm(policy: Snapshot, symbol: TermSymbol): ReadonlySet<string> {
  const types = symbol.among ?? (symbol.type === undefined ? [] : [symbol.type]);
  const family = familyOf(policy, { name: symbol.name, as: symbol.as, types });
  if ('refused' in family) return new Set();
  return membersGiving(policy, symbol, (type) => (type === undefined ? types.length === 0 : family.types.has(type)));
}

/** Whether types beside those that are renamed together declare a term of the same name and kind. */
export function isDeclaredElsewhere(policy: Snapshot, symbol: TermSymbol): boolean {
  const types = symbol.among ?? (symbol.type === undefined ? [] : [symbol.type]);
  const family = familyOf(policy, { name: symbol.name, as: symbol.as, types });
  if ('refused' in family) return true;
  return [...policy.blocks.values()].some(
    ({ name, names }) => !family.types.has(name) && names.get(symbol.name)?.kind === symbol.as,
  );
}

/** The field or method that a value is compared with and that such a term is taken from elsewhere. */
function sharedMember(
  policy: Snapshot,
  { members }: Value,
  symbol: TermSymbol,
  isOurs: (type: string | undefined) => boolean,
): string | undefined {
  if (members.size === 0) return undefined;
  const giving = membersGiving(policy, symbol, isOurs);
  return [...members].find((member) => giving.has(member));
}

function membersGiving(
  policy: Snapshot,
  { as, name }: TermSymbol,
  isOurs: (type: string | undefined) => boolean,
): ReadonlySet<string> {
  const giving = new Set<string>();
  for (const { tree } of policy.statements()) {
    if (tree === undefined || tree.$type === 'Block') continue;
    for (const scope of scopesIn(tree)) {
      for (const value of valueFlow(scope).values) {
        if (value.members.size === 0) continue;
        for (const slot of termSlots(policy).of(value)) {
          if (as !== undefined && slot.as !== as) continue;
          const { types } = termsIn(policy, slot, name);
          if (!(types.length === 0 ? isOurs(undefined) : types.some(isOurs))) continue;
          for (const member of value.members) giving.add(member);
        }
      }
    }
  }
  return giving;
}

// ---- Words ----------------------------------------------------------------------------------------------------------------

function inspected(policy: Snapshot, name: string, uri: string, node: Node): string {
  const what = node.$type === 'MethodCall' ? 'a method of it is called' : 'it is compared by its order';
  return `"${name}" cannot be renamed: at ${placeText(policy, uri, rangeOf(node).start)} ${what}, which another name may answer otherwise.`;
}

/** `A`, `A and B`, `A, B and 17 others`. */
function list(names: readonly string[]): string {
  if (names.length < 2) return names[0] ?? '';
  if (names.length > 3) return `${names.slice(0, 2).join(', ')} and ${names.length - 2} others`;
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
