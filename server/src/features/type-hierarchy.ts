import { type Node, rangeOf } from '@polar-tools/language';
import {
  declaredName,
  definitions,
  implications,
  type PolarSymbol,
  references,
  sameSymbol,
  type TermSymbol,
} from '@polar-tools/policy';
import {
  SymbolKind,
  type TypeHierarchyItem,
  type TypeHierarchySubtypesParams,
  type TypeHierarchySupertypesParams,
} from 'vscode-languageserver';
import { type Asked, type AskedAt, type Feature, isRecord } from '../feature.ts';
import { rangeIn, type View } from '../view.ts';
import { nameSpan, symbolUnder } from './names.ts';

/** What an item carries from one request to the next. */
interface ItemData {
  readonly uri: string;
  readonly name: string;
  /** Of a role, permission or relation, the type that declares it. */
  readonly type?: string;
}

/** The type, or the role, permission or relation, at the cursor. */
export function prepareTypeHierarchy(asked: AskedAt): TypeHierarchyItem[] {
  const symbol = symbolUnder(asked)?.symbol;
  if (symbol?.kind !== 'class' && symbol?.kind !== 'term') return [];
  const item = itemOf(asked.view, symbol);
  return item === undefined ? [] : [item];
}

/** What a type extends; of a role, what it gives: who is an admin is a reader too. */
export function supertypes({ view }: Asked, data: ItemData): TypeHierarchyItem[] {
  const symbol = symbolOfItem(view, data);
  if (symbol === undefined) return [];
  if (symbol.kind === 'class') return classItems(view, symbol.name, (name) => extendedBy(view, name));
  return items(
    view,
    distinct(implications(view.policy).flatMap(({ from, to }) => (sameSymbol(from, symbol) ? [to] : []))),
  );
}

/** What extends a type; of a role, permission or relation, what gives it. */
export function subtypes({ view }: Asked, data: ItemData): TypeHierarchyItem[] {
  const symbol = symbolOfItem(view, data);
  if (symbol === undefined) return [];
  if (symbol.kind === 'class') {
    const all = [...view.policy.blocks.keys(), ...Object.keys(view.policy.configuration.classes ?? {})];
    const below = (name: string): readonly string[] =>
      [...new Set(all)].filter((each) => extendedBy(view, each).includes(name));
    return classItems(view, symbol.name, below);
  }
  return items(
    view,
    distinct(implications(view.policy).flatMap(({ from, to }) => (sameSymbol(to, symbol) ? [from] : []))),
  );
}

/** The classes next to one, by what leads from one to the next. In place of one that the policy does not name, the next ones are there. */
function classItems(view: View, name: string, next: (name: string) => readonly string[]): TypeHierarchyItem[] {
  const found: TypeHierarchyItem[] = [];
  const seen = new Set([name]);
  const waiting = [...next(name)];
  for (let each = waiting.shift(); each !== undefined; each = waiting.shift()) {
    if (seen.has(each)) continue;
    seen.add(each);
    const item = itemOf(view, classNamed(each));
    if (item === undefined) waiting.unshift(...next(each));
    else found.push(item);
  }
  return found;
}

const classNamed = (name: string): PolarSymbol => ({ kind: 'class', name });

/** The types that a type names as those it extends, in its block or in the configuration. */
function extendedBy({ policy }: View, name: string): readonly string[] {
  const { classes } = policy.configuration;
  const described = classes !== undefined && Object.hasOwn(classes, name) ? classes[name]!.extends : [];
  return [...new Set([...(policy.blocks.get(name)?.supertypes ?? []), ...described])];
}

function distinct(terms: readonly TermSymbol[]): readonly TermSymbol[] {
  return [...new Map(terms.map((term) => [`${term.type} ${term.name}`, term])).values()];
}

const items = (view: View, symbols: readonly PolarSymbol[]): TypeHierarchyItem[] =>
  symbols.flatMap((symbol) => itemOf(view, symbol) ?? []);

function itemOf(view: View, symbol: PolarSymbol): TypeHierarchyItem | undefined {
  if (symbol.kind !== 'class' && symbol.kind !== 'term') return undefined;
  // A class of the application has no block: it stands where the policy names it first.
  const [first] = [
    ...definitions(view.policy, symbol),
    ...(symbol.kind === 'class' ? references(view.policy, symbol) : []),
  ];
  if (first === undefined) return undefined;
  const term = symbol.kind === 'term' ? symbol : undefined;
  const data: ItemData = { uri: first.uri, name: symbol.name, ...(term?.type !== undefined && { type: term.type }) };
  const keyword = view.policy.blocks.get(symbol.name)?.keyword ?? 'class';
  const detail = term === undefined ? keyword : `${term.as ?? 'name'} of ${term.type}`;
  return {
    name: symbol.name,
    kind: term === undefined ? SymbolKind.Class : SymbolKind.EnumMember,
    ...(detail !== undefined && { detail }),
    uri: view.clientUri(first.uri),
    range: rangeIn(view, first.uri, spanOf(first.node)),
    selectionRange: rangeIn(view, first.uri, nameSpan(first)),
    data,
  };
}

const spanOf = (node: Node) => rangeOf(node);

function symbolOfItem({ policy }: View, { name, type }: ItemData): PolarSymbol | undefined {
  if (type === undefined) return { kind: 'class', name };
  const declared = declaredName(policy.blocks, type, name);
  return declared === undefined ? undefined : { kind: 'term', name, as: declared.kind, type: declared.block };
}

function dataOf(params: { item?: { data?: unknown } }): ItemData | undefined {
  const data = params.item?.data;
  return isRecord(data) && typeof data.name === 'string' && (data.type === undefined || typeof data.type === 'string')
    ? (data as unknown as ItemData)
    : undefined;
}

export const typeHierarchyFeatures: readonly Feature[] = [
  {
    method: 'textDocument/prepareTypeHierarchy',
    capability: { typeHierarchyProvider: true },
    subject: 'position',
    answer: prepareTypeHierarchy,
  },
  {
    method: 'typeHierarchy/supertypes',
    capability: {},
    subject: 'item',
    answer: (asked: Asked, params: TypeHierarchySupertypesParams) => {
      const data = dataOf(params);
      return data === undefined ? undefined : supertypes(asked, data);
    },
  },
  {
    method: 'typeHierarchy/subtypes',
    capability: {},
    subject: 'item',
    answer: (asked: Asked, params: TypeHierarchySubtypesParams) => {
      const data = dataOf(params);
      return data === undefined ? undefined : subtypes(asked, data);
    },
  },
];
