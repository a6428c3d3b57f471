import { type Node, type RuleType, rangeOf } from '@polar-tools/language';
import { clausesThatGive, type Definition, definitions, type PolarSymbol, typeOf } from '@polar-tools/policy';
import type { Location } from 'vscode-languageserver';
import { classesInSources, declaredInSources } from '../application/sources-at.ts';
import type { AskedAt, Feature } from '../feature.ts';
import type { View } from '../view.ts';
import { locationsAnswer, locationsOf } from './locations.ts';
import { nameSpan, symbolUnder } from './names.ts';
import type { Place } from './written-places.ts';

/** Where the symbol at the cursor is defined: a call's clauses in every file, the declaration of a role, the block of a type. */
export const definition = (asked: AskedAt): Location[] => {
  const sources = declaredInSources(asked);
  return locationsOf(asked.view, definedBeside(asked, sources), sources);
};

/** What is defined in the policy. Of a block whose class the application declares, only that one is new to who asks at the block. */
function definedBeside(asked: AskedAt, sources: readonly Location[]): readonly Place[] {
  const found = definedAt(asked);
  if (sources.length === 0) return found;
  const { uri, offset } = asked;
  return found.some((each) => each.uri === uri && each.start <= offset && offset <= each.end) ? [] : found;
}

function definedAt(asked: AskedAt): readonly Place[] {
  const found = symbolUnder(asked);
  return found === undefined ? [] : places(fitting(asked.view, found.symbol));
}

/** The clauses with as many parameters as the call has, where there are such. */
function fitting(view: View, symbol: PolarSymbol): readonly Definition[] {
  const all = definitions(view.policy, symbol);
  if (symbol.kind !== 'predicate') return all;
  const clauses = view.policy.predicates.get(symbol.name)?.clauses ?? [];
  if (clauses.every(({ arity }) => arity === symbol.arity)) return all;
  const arities = new Map(
    clauses.map((clause) => [clause.shorthand === undefined ? clause.rule : clause.shorthand, clause.arity]),
  );
  const same = all.filter(({ node }) => {
    const arity = node.$container === undefined ? undefined : arities.get(node.$container as never);
    return arity === undefined || arity === symbol.arity;
  });
  return same.length > 0 ? same : all;
}

/**
 * Where a symbol is declared: a rule's `type` lines or a fact's `declare`; for everything else, and where a rule has no such line,
 * its definitions.
 */
export const declaration = (asked: AskedAt): Location[] => locationsOf(asked.view, declaredAt(asked));

function declaredAt(asked: AskedAt): readonly Place[] {
  const { view } = asked;
  const found = symbolUnder(asked);
  if (found === undefined) return [];
  if (found.symbol.kind !== 'predicate') return places(definitions(view.policy, found.symbol));
  const { name } = found.symbol;
  const types = (view.policy.ruleTypes.get(name) ?? []).flatMap(({ origin, uri, ruleType }) =>
    origin === 'declared' && uri !== undefined ? [definitionOf(uri, ruleType)] : [],
  );
  const facts = definitions(view.policy, found.symbol).filter(({ node }) => node.$container?.$type === 'Declare');
  const declared = [...types, ...facts.map(({ uri, node }) => ({ uri, node }))];
  if (declared.length === 0) return definedAt(asked);
  return declared.map(({ uri, node }) => ({ uri, ...rangeOf(node) }));
}

const definitionOf = (uri: string, { name }: RuleType): { uri: string; node: Node } => ({ uri, node: name });

/** The block of the type that the variable at the cursor has by its head, or the type itself; and its class in the application's sources. */
export function typeDefinition(asked: AskedAt): Location[] {
  const { view } = asked;
  const sources = classesInSources(asked);
  const found = symbolUnder(asked);
  if (found === undefined) return [...sources];
  const type =
    found.symbol.kind === 'class'
      ? found.symbol.name
      : found.symbol.kind === 'term' || found.symbol.kind === 'object'
        ? found.symbol.type
        : typeOf(view.policy, found.node);
  const blocks = type === undefined ? [] : places(definitions(view.policy, { kind: 'class', name: type }));
  return locationsOf(view, blocks, sources);
}

/**
 * What makes it so: of a role, permission or relation the shorthands and rules that give it, of a type those that extend it, of a rule its
 * clauses.
 */
export const implementation = (asked: AskedAt): Location[] => locationsOf(asked.view, implementedAt(asked));

function implementedAt(asked: AskedAt): readonly Place[] {
  const { view } = asked;
  const symbol = symbolUnder(asked)?.symbol;
  if (symbol === undefined) return [];
  if (symbol.kind === 'term') {
    return clausesThatGive(view.policy, symbol).map((clause) => ({
      uri: clause.uri,
      ...nameSpan(nodeSpan(clause.shorthand?.head ?? clause.rule.name)),
    }));
  }
  if (symbol.kind !== 'class') return definedAt(asked);
  const below = [...view.policy.blocks.values()].filter(({ supertypes }) => supertypes.includes(symbol.name));
  const found = below.flatMap(({ name }) => definitions(view.policy, { kind: 'class', name }));
  return places(found.length > 0 ? found : definitions(view.policy, symbol));
}

const nodeSpan = (node: Node): { start: number; end: number; node: Node } => ({ ...rangeOf(node), node });

const places = (found: readonly Definition[]): readonly Place[] =>
  found.map((each) => ({ uri: each.uri, ...nameSpan(each) }));

export const definitionFeatures: readonly Feature[] = [
  {
    method: 'textDocument/definition',
    capability: { definitionProvider: true },
    subject: 'position',
    answer: (asked: AskedAt) => {
      const sources = declaredInSources(asked);
      return locationsAnswer(asked, definedBeside(asked, sources), sources);
    },
  },
  {
    method: 'textDocument/declaration',
    capability: { declarationProvider: true },
    subject: 'position',
    answer: (asked: AskedAt) => locationsAnswer(asked, declaredAt(asked)),
  },
  {
    method: 'textDocument/implementation',
    capability: { implementationProvider: true },
    subject: 'position',
    answer: (asked: AskedAt) => locationsAnswer(asked, implementedAt(asked)),
  },
  {
    method: 'textDocument/typeDefinition',
    capability: { typeDefinitionProvider: true },
    subject: 'position',
    answer: typeDefinition,
  },
];
