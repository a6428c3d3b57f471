import { type Node, rangeOf, type Shorthand } from '@polar-tools/language';
import { declaredName } from '../blocks/blocks.ts';
import { snapshotOf } from '../model/create.ts';
import type { Location, Policy } from '../model/policy.ts';
import { type PolarSymbol, sameSymbol, symbolOf, type TermSymbol } from './symbols.ts';
import { blocksThatMayName, namedWithin, type Written, writtenFor, writtenInFile } from './written.ts';

/** Where a symbol is defined: the name, and the whole of what defines it. */
export interface Definition extends Location {
  readonly node: Node;
  /** The rule, block, shorthand or declaration that the name belongs to. */
  readonly whole: Location;
}

/** One place where a symbol is written. */
export interface Reference extends Location {
  readonly node: Node;
  /** A definition or declaration, not a use. */
  readonly defines: boolean;
}

/**
 * Where a symbol is defined: all clauses of a predicate in every file, or for a fact its `declare`, else the calls that its types are
 * inferred from; the declarations of a role, permission or relation, the blocks of a class, a variable's first place in its rule.
 */
export function definitions(policy: Policy, symbol: PolarSymbol): readonly Definition[] {
  switch (symbol.kind) {
    case 'predicate': {
      const clauses = policy.predicates.get(symbol.name)?.clauses ?? [];
      const found = clauses.map((clause) => {
        const { uri, shorthand } = clause;
        return shorthand === undefined
          ? definition(uri, clause.rule.name, clause.rule)
          : definition(uri, shorthand.head, shorthand);
      });
      const declared = (policy.factSignatures.get(symbol.name) ?? []).flatMap(({ uri, node, origin }) => {
        return origin === 'declared' && uri !== undefined && node?.$type === 'Declare'
          ? [definition(uri, node.name, node)]
          : [];
      });
      if (found.length > 0 || declared.length > 0) return [...found, ...declared];
      // Of a fact that nothing declares, the calls in rules say what it is; of one that no rule asks for, the facts.
      const asked = (policy.factSignatures.get(symbol.name) ?? []).flatMap(({ uri, node, origin }) => {
        return origin === 'inferred' && uri !== undefined && node?.$type === 'Call'
          ? [definition(uri, node.name, node)]
          : [];
      });
      if (policy.dialect !== 'cloud' || asked.length > 0) return asked;
      // Cloud asks for the permission where no rule says who is allowed (docs/language/blocks.md#the-implied-allow).
      if (symbol.name === 'allow') return definitions(policy, { ...symbol, name: 'has_permission' });
      const declaring = declarationsOf(policy, symbol);
      return declaring.length > 0 ? declaring : factsOf(policy, symbol.name);
    }
    case 'class':
      return (policy.blocks.get(symbol.name)?.parts ?? []).map(({ uri, block }) => definition(uri, block.name, block));
    case 'term': {
      const owners = symbol.type === undefined ? [...policy.blocks.keys()] : [symbol.type];
      const found = owners.flatMap((type) => {
        const declared = declaredName(policy.blocks, type, symbol.name);
        if (
          declared === undefined ||
          declared.block !== type ||
          (symbol.as !== undefined && declared.kind !== symbol.as)
        )
          return [];
        const { uri, node } = declared;
        return [definition(uri, node.$type === 'DeclaredRelation' ? node.name : node, node)];
      });
      // Blocks are in the order in which they were written, which is not the text's.
      return found.sort((one, other) => compare(one.uri, other.uri) || one.start - other.start);
    }
    case 'variable': {
      const first = usesIn(policy, symbol.uri, symbol.scope, symbol)[0];
      return first === undefined ? [] : [definition(symbol.uri, first, first)];
    }
    case 'fixture': {
      const found = policy.fixtures.get(symbol.name);
      return found === undefined ? [] : [definition(found.uri, found.fixture.name, found.fixture)];
    }
    // Nothing declares an object.
    case 'object':
      return [];
  }
}

const declaredBy: Readonly<Record<string, string>> = {
  has_role: 'roles',
  has_permission: 'permissions',
  has_relation: 'relations',
};

/** Where blocks declare what may be given by facts: the `roles` of `has_role`, those of the global block if it has two arguments. */
function declarationsOf(policy: Policy, { name, arity }: PolarSymbol & { kind: 'predicate' }): readonly Definition[] {
  const wanted = declaredBy[name];
  if (wanted === undefined) return [];
  return [...policy.blocks.values()].flatMap(({ keyword, parts }) =>
    (keyword === 'global') !== (arity === 2)
      ? []
      : parts.flatMap(({ uri, block }) =>
          block.members.flatMap((member) =>
            member.$type === 'BlockDeclaration' && member.name.text === wanted
              ? [definition(uri, member.name, member)]
              : [],
          ),
        ),
  );
}

function factsOf(policy: Policy, name: string): readonly Definition[] {
  const found: Definition[] = [];
  for (const { uri, tree, facts } of snapshotOf(policy).statements()) {
    if (tree === undefined || !facts.includes(name)) continue;
    const all = tree.$type === 'Fixture' ? tree.facts : tree.$type === 'Test' ? (tree.setup?.items ?? []) : [];
    for (const fact of all) {
      if (fact.$type === 'Fact' && fact.name.text === name) found.push(definition(uri, fact.name, fact));
    }
  }
  return found;
}

/** Every place where a symbol is written, definitions included, in the order of files and of text. */
export function references(policy: Policy, symbol: PolarSymbol): readonly Reference[] {
  if (symbol.kind === 'variable') return variableReferences(policy, symbol);
  return referencesAmong(writtenFor(snapshotOf(policy), symbol), symbol);
}

/** The shorthands that a term stands in, in the order of files and of text. */
export function shorthandsWith(policy: Policy, symbol: TermSymbol): readonly { uri: string; shorthand: Shorthand }[] {
  const found: { uri: string; shorthand: Shorthand }[] = [];
  for (const { uri, block } of blocksThatMayName(snapshotOf(policy), symbol)) {
    for (const member of block!.members)
      if (member.$type === 'Shorthand' && usesIn(policy, uri, member, symbol).length > 0)
        found.push({ uri, shorthand: member });
  }
  return found;
}

/** The places in one file where a symbol is written. */
export function highlights(policy: Policy, symbol: PolarSymbol, uri: string): readonly Reference[] {
  if (symbol.kind === 'variable') return symbol.uri === uri ? variableReferences(policy, symbol) : [];
  return referencesAmong(writtenInFile(snapshotOf(policy), uri, symbol.name), symbol);
}

const referencesAmong = (written: readonly Written[], symbol: PolarSymbol): readonly Reference[] =>
  written.filter((each) => each.symbol !== undefined && sameSymbol(symbol, each.symbol));

function variableReferences(policy: Policy, symbol: PolarSymbol & { kind: 'variable' }): readonly Reference[] {
  const { uri, scope } = symbol;
  return usesIn(policy, uri, scope, symbol).map((node, at) => reference(uri, node, at === 0));
}

function usesIn(policy: Policy, uri: string, scope: Node, symbol: PolarSymbol): readonly Node[] {
  return namedWithin(scope, symbol.name).filter((node) => {
    const other = symbolOf(policy, uri, node);
    return other !== undefined && sameSymbol(symbol, other);
  });
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

function definition(uri: string, node: Node, whole: Node): Definition {
  return { uri, ...rangeOf(node), node, whole: { uri, ...rangeOf(whole) } };
}

function reference(uri: string, node: Node, defines: boolean): Reference {
  return { uri, ...rangeOf(node), node, defines };
}
