import { childrenOf, type Node, rangeOf } from '@polar-tools/language';
import { declaredName } from './blocks.ts';
import { snapshotOf } from './create.ts';
import type { Location, Policy } from './policy.ts';
import type { Snapshot } from './snapshot.ts';
import type { StatementModel } from './statement-model.ts';
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
 * Where a symbol is defined: all clauses of a predicate in every file, the declarations of a role, permission or relation, the blocks of
 * a class, a variable's first place in its rule.
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
      return [...found, ...declared];
    }
    case 'class':
      return (policy.blocks.get(symbol.name)?.parts ?? []).map(({ uri, block }) => definition(uri, block.name, block));
    case 'term': {
      const owners = symbol.type === undefined ? [...policy.blocks.keys()] : [symbol.type];
      return owners.flatMap((type) => {
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

/** Every place where a symbol is written, definitions included, in the order of files and of text. */
export function references(policy: Policy, symbol: PolarSymbol): readonly Reference[] {
  const snapshot = snapshotOf(policy);
  if (symbol.kind === 'variable') {
    return usesIn(policy, symbol.uri, symbol.scope, symbol).map((node, i) => reference(symbol.uri, node, i === 0));
  }
  const found: Reference[] = [];
  for (const model of statementsWith(snapshot, symbol)) {
    for (const node of usesIn(policy, model.uri, model.tree!, symbol))
      found.push(reference(model.uri, node, isDefinition(node)));
  }
  return found;
}

/** The places in one file where a symbol is written. */
export function highlights(policy: Policy, symbol: PolarSymbol, uri: string): readonly Reference[] {
  return references(policy, symbol).filter((one) => one.uri === uri);
}

function* statementsWith(policy: Snapshot, symbol: PolarSymbol): Generator<StatementModel> {
  for (const model of policy.statements()) if (model.tree !== undefined && mayMention(model, symbol)) yield model;
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
    case 'class':
      return model.classes.includes(symbol.name);
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

function definition(uri: string, node: Node, whole: Node): Definition {
  return { uri, ...rangeOf(node), node, whole: { uri, ...rangeOf(whole) } };
}

function reference(uri: string, node: Node, defines: boolean): Reference {
  return { uri, ...rangeOf(node), node, defines };
}
