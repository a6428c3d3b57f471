import { isName, type Node, type PolarNode, printString, rangeOf } from '@polar-tools/language';
import { classesOf } from '../configuration/known-classes.ts';
import { isBuiltInClass } from '../dialect/built-in-classes.ts';
import { reservedWords } from '../dialect/reserved-words.ts';
import { snapshotOf } from '../model/create.ts';
import type { Location, Policy } from '../model/policy.ts';
import { references } from './navigation.ts';
import { brokenMention, placeText } from './places.ts';
import type { PolarSymbol, SymbolUse } from './symbols.ts';
import { inUseAsTerm, isDeclaredElsewhere, membersOfTerm, placesOfTerm, unclearTerm } from './term-renaming.ts';
import { writtenAs } from './written.ts';

/** A piece of text and what takes its place. */
export interface Replacement extends Location {
  readonly text: string;
}

/** Everything that a rename changes, or why it is refused: in words for a person. */
export type Renaming = { readonly replacements: readonly Replacement[] } | { readonly refused: string };

/** Rules that mean something to the language itself, under these names only. */
const KNOWN_RULES: ReadonlySet<string> = new Set([
  'allow',
  'allow_field',
  'allow_request',
  'has_role',
  'has_permission',
  'has_relation',
]);

/** Why what stands at a place cannot be renamed, whatever the new name; undefined if it can. */
export function unrenamable(policy: Policy, { symbol }: SymbolUse): string | undefined {
  const { name } = symbol;
  switch (symbol.kind) {
    case 'predicate':
      return KNOWN_RULES.has(name)
        ? `${name} cannot be renamed: the language itself calls it by this name.`
        : undefined;
    case 'class':
      if (name === 'global') return 'The global block has no other name.';
      return isBuiltInClass(name) ? `${name} cannot be renamed: it is built into the language.` : undefined;
    case 'variable':
      if (name === 'nil') return 'nil cannot be renamed: it is a constant of the application.';
      if (isImplicit(symbol.scope, name)) {
        return `${name} cannot be renamed: in a shorthand, it stands for the ${name === 'actor' ? 'actor' : 'block’s own resource'}.`;
      }
      return isConstant(policy, symbol)
        ? `${name} cannot be renamed: it ${classesOf(policy.configuration).isRegistered(name) ? 'is' : 'may be'} a constant of the application, which gives it its name.`
        : undefined;
    case 'term':
      return unclearTerm(snapshotOf(policy), symbol);
    case 'fixture':
      return undefined;
    case 'object': {
      const inRule = references(policy, symbol).find(({ node }) => isOfRule(node));
      return inRule === undefined
        ? undefined
        : `${describe(symbol)} cannot be renamed: a rule names it at ${placeText(policy, inRule.uri, inRule.start)}, and the application may have facts about it under this id. Rename it by hand.`;
    }
  }
}

/** Whether a node stands in what decides, not in a test, a query or facts. */
function isOfRule(node: Node): boolean {
  let statement = node;
  while (statement.$container !== undefined) statement = statement.$container;
  return statement.$type === 'Rule' || statement.$type === 'Block';
}

/**
 * Writes a new name wherever a symbol is written: in strings, shorthands, facts and tests too. It is refused where the meaning would change,
 * and where it is not certain which places are meant.
 */
export function renaming(policy: Policy, use: SymbolUse, newName: string): Renaming {
  const { symbol } = use;
  const fault = unrenamable(policy, use) ?? unusable(symbol, newName);
  if (fault !== undefined) return { refused: fault };
  if (newName === symbol.name) return { replacements: [] };
  const taken = inUse(policy, symbol, newName);
  if (taken !== undefined) return { refused: taken };
  const places =
    symbol.kind === 'term'
      ? placesOfTerm(snapshotOf(policy), symbol)
      : symbol.kind === 'class'
        ? [...references(policy, symbol), ...untypedRelations(policy, symbol.name)]
        : references(policy, symbol);
  if ('refused' in places) return places;
  const unseen = brokenMention(snapshotOf(policy), symbol, places);
  if (unseen !== undefined) {
    return {
      refused: `${symbol.name} cannot be renamed yet: a syntax error hides what it is at ${placeText(policy, unseen.uri, unseen.start)}. Mend that first.`,
    };
  }
  const changed =
    (symbol.kind === 'variable' ? variableFault(places, newName) : undefined) ??
    (symbol.kind === 'class' ? classFault(places, symbol.name, newName) : undefined);
  if (changed !== undefined) return { refused: changed };
  const replacements = places.map(({ uri, start, end, node }) => ({
    uri,
    start,
    end,
    text: textAt(symbol, node, newName),
  }));
  return { replacements };
}

/**
 * Where objects of the application hold what is renamed: the fields, `.name`, and members of lists in them, `.roles[]`, that the policy takes it from. Undefined
 * where other types have one of the same name, so that what an object holds may be either.
 */
export function fieldsOfTerm(policy: Policy, { symbol }: SymbolUse): ReadonlySet<string> | undefined {
  if (symbol.kind !== 'term') return new Set();
  const snapshot = snapshotOf(policy);
  return isDeclaredElsewhere(snapshot, symbol) ? undefined : membersOfTerm(snapshot, symbol);
}

/** Relations that have no type of their own: their name is their type's. */
function untypedRelations(policy: Policy, name: string): readonly (Location & { readonly node: Node })[] {
  return [...policy.blocks.values()].flatMap(({ names }) => {
    const relation = names.get(name);
    if (relation?.node.$type !== 'DeclaredRelation' || relation.node.type !== undefined) return [];
    const node = relation.node.name;
    return [{ uri: relation.uri, node, ...rangeOf(node) }];
  });
}

/** What is written at one place: a string with its quotes, and a key that stays where it is a name of its own. */
function textAt({ kind, name }: PolarSymbol, node: Node, newName: string): string {
  if (node.$type === 'StringLiteral') return printString(newName);
  const holder = node.$container as (Node & { type?: Node; value?: Node; name?: Node }) | undefined;
  // A lone key stands for `key: key`: the key stays, since it belongs to what it is a key of.
  if (kind === 'variable' && node.$type === 'Name' && holder?.$type === 'Field') return `${name}: ${newName}`;
  // A relation without a type stands for one to the type of its name.
  if (holder?.$type === 'DeclaredRelation' && holder.name === node && holder.type === undefined) {
    return kind === 'class' ? `${name}: ${newName}` : `${newName}: ${name}`;
  }
  return newName;
}

// ---- The new name -----------------------------------------------------------------------------------------------------

function unusable(symbol: PolarSymbol, name: string): string | undefined {
  // Roles and permissions are strings; a relation is also the key of its declaration.
  if (symbol.kind === 'object' || (symbol.kind === 'term' && symbol.as !== 'relation')) {
    return name.trim() === '' ? 'A name cannot be empty.' : undefined;
  }
  if (reservedWords.has(name)) return `“${name}” is a reserved word. Choose another name.`;
  if (!isName(name)) return `“${name}” is no name: it needs letters, digits and _, and a letter or _ first.`;
  if (name === '_' && symbol.kind !== 'variable')
    return '“_” stands for any value, and names nothing. Choose another name.';
  return undefined;
}

/** Two things of one name would be one from then on. */
function inUse(policy: Policy, symbol: PolarSymbol, name: string): string | undefined {
  const taken = `“${name}” is in use already: ${describe(symbol)} would become one with it. Choose another name.`;
  const known = classesOf(policy.configuration);
  switch (symbol.kind) {
    case 'variable': {
      if (name === '_') return undefined;
      if (isImplicit(symbol.scope, name)) return taken;
      if (name === 'nil' || isBuiltInClass(name) || known.isRegistered(name) || isMentionedClass(policy, name)) {
        return `“${name}” is a class or a constant: the variable ${symbol.name} would become its value. Choose another name.`;
      }
      return references(policy, { ...symbol, name }).length > 0 ? taken : undefined;
    }
    case 'predicate':
      if (KNOWN_RULES.has(name)) {
        return `“${name}” is a rule that the language itself calls: ${describe(symbol)} would become one with it. Choose another name.`;
      }
      return isPredicate(policy, name) ? taken : undefined;
    case 'class':
      if (isBuiltInClass(name) || name === 'global') {
        return `“${name}” is built into the language: ${describe(symbol)} would become one with it. Choose another name.`;
      }
      if (policy.blocks.has(name) || known.isRegistered(name)) return taken;
      return isMentionedClass(policy, name) || isVariable(policy, name) ? taken : undefined;
    case 'fixture':
      return policy.fixtures.has(name) || references(policy, { kind: 'fixture', name }).length > 0 ? taken : undefined;
    case 'object':
      return references(policy, { ...symbol, name }).length > 0 ? taken : undefined;
    case 'term':
      return inUseAsTerm(snapshotOf(policy), symbol, name) ? taken : undefined;
  }
}

function isPredicate(policy: Policy, name: string): boolean {
  const { predicates, callers, guessed, typed } = snapshotOf(policy);
  if (predicates.has(name) || policy.factSignatures.has(name)) return true;
  if ([callers, guessed, typed].some((counts) => (counts.get(name) ?? 0) > 0)) return true;
  return references(policy, { kind: 'predicate', name, arity: 0 }).length > 0;
}

function variableFault(places: readonly { readonly node: Node }[], newName: string): string | undefined {
  const [first] = places;
  const old = first?.node as (Node & { name?: string; text?: string }) | undefined;
  const name = old?.name ?? old?.text;
  if (newName === '_' && places.length > 1) {
    return `Each _ is a variable of its own: the ${places.length} places of ${name} would no longer be one. Choose another name.`;
  }
  if (places.length === 1 && name?.startsWith('_') && !newName.startsWith('_')) {
    return `${name} stands once, which only names that begin with _ may. Choose a name that does.`;
  }
  return undefined;
}

/** A name with `::` may stand once, where a value does; without, it would be a singleton variable (docs/language/rules.md#variables-that-stand-once). */
function classFault(places: readonly { readonly node: Node }[], name: string, newName: string): string | undefined {
  if (!name.includes('::') || newName.includes('::')) return undefined;
  const isValue = places.some(({ node }) => node.$type === 'Variable' && node.$container?.$type !== 'Matches');
  return isValue
    ? `“${newName}” would be a variable where ${name} is a value. Choose a name with :: in it.`
    : undefined;
}

// ---- What names mean to the application and the language ------------------------------------------------------------------

const isMentionedClass = (policy: Policy, name: string): boolean =>
  policy.blocks.has(name) || references(policy, { kind: 'class', name }).length > 0;

/** Whether some rule or query has a variable of this name: it would be the class's value from then on. */
function isVariable(policy: Policy, name: string): boolean {
  return writtenAs(snapshotOf(policy), name).some(({ node }) => {
    const holder = node.$container as PolarNode | undefined;
    return node.$type === 'Variable' || (holder?.$type === 'Field' && holder.value === undefined);
  });
}

/** The variables that every shorthand has without binding them. */
function isImplicit(scope: Node, name: string): boolean {
  return scope.$type === 'Shorthand' && ['actor', 'resource', 'role', 'permission'].includes(name);
}

/** Whether a name that stands where a variable does is, or may be, one that the application gives a value. */
function isConstant(policy: Policy, { name, scope }: PolarSymbol & { kind: 'variable' }): boolean {
  const known = classesOf(policy.configuration);
  if (known.isRegistered(name)) return true;
  if (name.includes('::')) return true;
  if (policy.dialect === 'cloud' || !known.mayBeConstant(name)) return false;
  // What a head names is a parameter, as far as is known.
  const { parameters } = scope as Node & { parameters?: readonly { readonly value: Node & { name?: string } }[] };
  return parameters?.some(({ value }) => value.$type === 'Variable' && value.name === name) !== true;
}

/** What a person calls a symbol. */
export function describe(symbol: PolarSymbol): string {
  switch (symbol.kind) {
    case 'predicate':
      return `the rule ${symbol.name}`;
    case 'class':
      return `the class ${symbol.name}`;
    case 'term':
      return `the ${symbol.as ?? 'name'} "${symbol.name}"`;
    case 'variable':
      return `the variable ${symbol.name}`;
    case 'fixture':
      return `the fixture ${symbol.name}`;
    case 'object':
      return `${symbol.type}{${printString(symbol.name)}}`;
  }
}
