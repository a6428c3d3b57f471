import {
  type CloudValue,
  compileCloud,
  FactStore,
  prepareCloud,
  printValue,
  unknownNames,
} from '@polar-tools/evaluator';
import { type PolarNode, type Statement, walk } from '@polar-tools/language';
import type { DeclarationKind, Policy } from '@polar-tools/policy';
import { configuredFacts } from '../configured-facts.ts';
import type { Asked, Feature, Patience } from '../feature.ts';
import { COMPLETE_QUERY, type CompleteQueryParams, type CompleteQueryResult, type QueryItem } from '../protocol.ts';
import { completeLibraryQuery } from '../queries/complete-library-query.ts';
import { fits, type QueryWord, type Spot, spotAtEnd } from '../queries/query-spot.ts';

/** More are not looked through by a person, who types on. */
const MOST = 100;

/** What may go on a query at its end. In a Cloud policy: predicates, then for each argument the ids of its types that facts name, wildcards and names. */
export async function completeQuery(
  asked: Asked,
  { query, box }: CompleteQueryParams,
  patience: Pick<Patience, 'read' | 'readFile'>,
): Promise<CompleteQueryResult> {
  const { policy } = asked.view;
  if (typeof query !== 'string') return { items: [] };
  if (policy.dialect !== 'cloud') return completeLibraryQuery(asked, query, patience);
  const spot = spotAtEnd(query);
  const items = spot.isAfterCall
    ? []
    : spot.predicate === undefined
      ? predicates(policy)
      : arguments_(policy, spot, await idsForBox(asked, box, patience));
  const before = query.slice(0, query.length - spot.word.length);
  const word = spot.word.replace('{', ':').replaceAll('"', '').toLowerCase();
  const fitting = items.filter(({ label }) => fits(label.toLowerCase(), word)).slice(0, MOST);
  const problem = problemOf(policy, query);
  return {
    items: fitting.map(({ label, detail, end }): QueryItem => ({ label, detail, query: before + label + end })),
    ...(problem !== undefined && { problem }),
    ...((policy.configuration.facts ?? []).length === 0 && { withoutFacts: true }),
  };
}

function predicates({ predicates: rules, factSignatures }: Policy): QueryWord[] {
  const usual = ['allow', 'has_permission', 'has_role', 'has_relation'];
  const others = [...new Set([...rules.keys(), ...factSignatures.keys()])]
    .filter((name) => !usual.includes(name))
    .sort();
  return [
    ...usual.map((name) => ({ label: name, detail: USUAL[name]!, end: '(' })),
    ...others.map((name) => ({ label: name, detail: rules.has(name) ? 'Rule' : 'Fact', end: '(' })),
  ];
}

const USUAL: Readonly<Record<string, string>> = {
  allow: 'Who may do what',
  has_permission: 'Who has which permission',
  has_role: 'Who has which role',
  has_relation: 'What belongs to what',
};

/** What is declared as the second argument of these. */
const KINDS: Readonly<Record<string, DeclarationKind>> = {
  allow: 'permission',
  has_permission: 'permission',
  has_role: 'role',
  has_relation: 'relation',
};

function arguments_(policy: Policy, { predicate = '', at }: Spot, ids: Ids): QueryWord[] {
  const kind = KINDS[predicate];
  const count = kind === undefined ? countOf(policy, predicate) : 3;
  const end = count === undefined ? '' : at < count - 1 ? ', ' : ')';
  const item = (label: string, detail: string): QueryWord => ({ label, detail, end });
  if (kind !== undefined && at === 1) {
    const names = [...policy.blocks.values()].flatMap((block) =>
      [...block.names.values()].filter((one) => one.kind === kind),
    );
    const unique = [...new Set(names.map(({ name }) => name))].sort();
    const variable = kind === 'permission' ? 'action' : kind;
    return [
      ...unique.map((name) => item(`"${name}"`, NAMED[kind])),
      item(variable, `Every ${kind}`),
      item('_', 'Anything'),
    ];
  }
  const types = typesOf(policy, predicate, at);
  const known = SOURCES.flatMap((source) =>
    types.flatMap((type) =>
      [...(ids.get(type) ?? [])]
        .flatMap(([id, from]) => (from === source ? [id] : []))
        .sort()
        .map((id) => item(printValue({ type, id }), NAMED_BY[source](type))),
    ),
  );
  return [...known, ...types.map((type) => item(`${type}:_`, `Every ${type}`)), item('_', 'Anything')];
}

const NAMED: Readonly<Record<DeclarationKind, string>> = {
  permission: 'Permission',
  role: 'Role',
  relation: 'Relation',
};

/** How many arguments a predicate has, where that is known. */
function countOf({ predicates: rules, factSignatures }: Policy, predicate: string): number | undefined {
  return rules.get(predicate)?.clauses[0]?.arity ?? factSignatures.get(predicate)?.[0]?.types.length;
}

/** Of which types an argument may be. */
function typesOf(policy: Policy, predicate: string, at: number): readonly string[] {
  const { blocks, predicates: rules, factSignatures } = policy;
  const declared = [...blocks.values()].filter(({ keyword }) => keyword !== 'global');
  const of = (keywords: readonly string[]): string[] =>
    declared.filter(({ keyword }) => keywords.includes(keyword)).map(({ name }) => name);
  if (KINDS[predicate] !== undefined) {
    if (at === 0 && predicate !== 'has_relation') return of(['actor']);
    return of(['resource', 'actor']);
  }
  const named = new Set((factSignatures.get(predicate) ?? []).flatMap(({ types }) => types[at] ?? []));
  for (const { rule } of rules.get(predicate)?.clauses ?? []) {
    const { specializer } = rule.parameters[at] ?? {};
    if (specializer?.$type === 'InstancePattern') named.add(specializer.name.text);
  }
  const types = [...named].filter((type) => blocks.has(type));
  return types.length > 0 ? types : of(['actor', 'resource']);
}

/** What names an id: what a query knows of first. */
const SOURCES = ['fact', 'rule', 'test'] as const;
type Source = (typeof SOURCES)[number];

const NAMED_BY: Readonly<Record<Source, (type: string) => string>> = {
  fact: (type) => `A fact names this ${type}`,
  rule: (type) => `A rule names this ${type}`,
  test: (type) => `Only tests name this ${type}, whose facts queries do not use`,
};

/** The ids of each type, with the best that names them. */
type Ids = ReadonlyMap<string, ReadonlyMap<string, Source>>;

/** What the newest box over a policy has read. */
const read = new WeakMap<Policy, { readonly box: number; readonly ids: Promise<Ids> }>();

/** The ids that a box offers: files of facts may be large, and a person types many letters. A changed policy or configuration is another. */
function idsForBox(asked: Asked, box: unknown, patience: Pick<Patience, 'readFile'>): Promise<Ids> {
  if (typeof box !== 'number') return idsOf(asked, patience);
  const { policy } = asked.view;
  const known = read.get(policy);
  if (known?.box === box) return known.ids;
  const ids = idsOf(asked, patience);
  read.set(policy, { box, ids });
  // What could not be read is tried again.
  ids.catch(() => read.delete(policy));
  return ids;
}

/** The ids of each type that the policy, its tests and its files of facts name. Facts that cannot be read are told when the query is run. */
async function idsOf(asked: Asked, patience: Pick<Patience, 'readFile'>): Promise<Ids> {
  const { policy } = asked.view;
  const ids = new Map<string, Map<string, Source>>();
  const add = ({ type, id }: CloudValue, source: Source): void => {
    if (!policy.blocks.has(type)) return;
    const known = ids.get(type) ?? new Map<string, Source>();
    const before = known.get(id);
    if (before === undefined || SOURCES.indexOf(source) < SOURCES.indexOf(before)) known.set(id, source);
    ids.set(type, known);
  };
  const facts = await configuredFacts(asked, patience);
  if (facts instanceof FactStore)
    for (const fact of facts.facts()) for (const value of fact.arguments) add(value, 'fact');
  for (const { statements } of policy.files.values())
    for (const { tree } of statements) {
      if (tree === undefined) continue;
      const source = sourceOf(tree);
      walk<PolarNode>(tree, (node) => {
        if (node.$type === 'ObjectLiteral') add({ type: node.name.text, id: String(node.id.value) }, source);
      });
    }
  return ids;
}

function sourceOf(statement: Statement): Source {
  if (statement.$type === 'Test' || statement.$type === 'Fixture') return 'test';
  // A rule without a condition is a fact that the policy states.
  return statement.$type === 'Rule' && statement.body === undefined ? 'fact' : 'rule';
}

function problemOf(policy: Policy, query: string): string | undefined {
  if (query.trim() === '') return undefined;
  const [error] = prepareCloud(compileCloud(policy), query).errors;
  return error?.message ?? unknownNames(policy, query)[0]?.message;
}

export const completeQueryFeature: Feature = {
  method: COMPLETE_QUERY,
  capability: {},
  subject: 'document',
  answer: completeQuery,
};
