import { childrenOf, type Node, rangeOf } from '@polar-tools/language';
import { declaredName } from '../blocks/blocks.ts';
import { snapshotOf } from '../model/create.ts';
import type { Location, Policy } from '../model/policy.ts';
import type { StatementModel } from '../model/statement-model.ts';
import { type PolarSymbol, sameSymbol, symbolOf } from './symbols.ts';

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
      const found = clauses.map(({ uri, rule, shorthand }) => {
        return shorthand === undefined ? definition(uri, rule.name, rule) : definition(uri, shorthand.head, shorthand);
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
  if (symbol.kind === 'variable') return referencesIn(policy, symbol, symbol.uri);
  return [...policy.files.keys()].flatMap((uri) => referencesIn(policy, symbol, uri));
}

/** The places in one file where a symbol is written. */
export function highlights(policy: Policy, symbol: PolarSymbol, uri: string): readonly Reference[] {
  return symbol.kind === 'variable' && symbol.uri !== uri ? [] : referencesIn(policy, symbol, uri);
}

function referencesIn(policy: Policy, symbol: PolarSymbol, uri: string): Reference[] {
  if (symbol.kind === 'variable') {
    return usesIn(policy, uri, symbol.scope, symbol).map((node, i) => reference(uri, node, i === 0));
  }
  const found: Reference[] = [];
  const model = snapshotOf(policy).models.get(uri);
  // Most files say nothing of most names.
  if (model === undefined || !mayStandIn(model.file.text, symbol)) return found;
  const { text, statements } = model.file;
  for (const [at, statement] of model.statements.entries()) {
    if (statement.tree === undefined || !mayMention(statement, symbol)) continue;
    const { base, length } = statements[at]!;
    if (!mayStandIn(text.slice(base, base + length), symbol)) continue;
    for (const node of usesIn(policy, uri, statement.tree, symbol))
      found.push(reference(uri, node, isDefinition(node)));
  }
  return found;
}

/** Whether a symbol may be written in a text: strings may have escapes in them, other names cannot. */
function mayStandIn(text: string, { kind, name }: PolarSymbol): boolean {
  return text.includes(name) || (kind === 'term' && text.includes('\\'));
}

function mayMention(model: StatementModel, symbol: PolarSymbol): boolean {
  switch (symbol.kind) {
    case 'predicate':
      if (
        model.clause?.predicate === symbol.name ||
        model.calls.includes(symbol.name) ||
        model.facts.includes(symbol.name)
      )
        return true;
      return (
        (model.tree?.$type === 'RuleType' || model.tree?.$type === 'Declare') && model.tree.name.text === symbol.name
      );
    case 'term':
      return model.block !== undefined || model.strings.includes(symbol.name);
    default:
      return true;
  }
}

function usesIn(policy: Policy, uri: string, root: Node, symbol: PolarSymbol): Node[] {
  const found: Node[] = [];
  const waiting: Node[] = [root];
  while (waiting.length > 0) {
    const node = waiting.pop()!;
    if (textOf(node) === symbol.name) {
      const other = symbolOf(policy, uri, node);
      if (other !== undefined && sameSymbol(symbol, other)) found.push(node);
    }
    const children = childrenOf(node);
    for (let i = children.length - 1; i >= 0; i--) waiting.push(children[i]!);
  }
  return found;
}

function textOf(node: Node): string | undefined {
  const { name, text, value } = node as { name?: unknown; text?: unknown; value?: unknown };
  switch (node.$type) {
    case 'Name':
      return text as string;
    case 'Variable':
      return name as string;
    case 'StringLiteral':
      return value as string;
    default:
      return undefined;
  }
}

function isDefinition(node: Node): boolean {
  const holder = node.$container as (Node & { name?: Node }) | undefined;
  switch (holder?.$type) {
    case 'Rule':
    case 'RuleType':
    case 'Declare':
    case 'Block':
    case 'Fixture':
    case 'DeclaredRelation':
      return holder.name === node;
    case 'DeclaredNames':
      return true;
    default:
      return false;
  }
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

function definition(uri: string, node: Node, whole: Node): Definition {
  return { uri, ...rangeOf(node), node, whole: { uri, ...rangeOf(whole) } };
}

function reference(uri: string, node: Node, defines: boolean): Reference {
  return { uri, ...rangeOf(node), node, defines };
}
