import { childrenOf, type Node, type PolarNode, rangeOf } from '@polar-tools/language';
import type { Clause } from '@polar-tools/policy';
import {
  type CallHierarchyIncomingCall,
  type CallHierarchyIncomingCallsParams,
  type CallHierarchyItem,
  type CallHierarchyOutgoingCall,
  type CallHierarchyOutgoingCallsParams,
  SymbolKind,
} from 'vscode-languageserver';
import { type Asked, type AskedAt, type Feature, isRecord } from '../feature.ts';
import { rangeIn, type View } from '../view.ts';
import { symbolUnder } from './names.ts';

/** What an item carries from one request to the next: which predicate it is, and at which clause of it. */
interface ItemData {
  readonly uri: string;
  readonly predicate: string;
  readonly arity: number;
  readonly start: number;
}

/** The clauses of the predicate at the cursor; the one that the cursor is in first. */
export function prepareCallHierarchy(asked: AskedAt): CallHierarchyItem[] {
  const symbol = symbolUnder(asked)?.symbol;
  if (symbol?.kind !== 'predicate') return [];
  const clauses = clausesOf(asked.view, symbol.name, symbol.arity);
  const here = clauses.find((clause) => clause.uri === asked.uri && holds(clause, asked.offset)) ?? clauses[0];
  return here === undefined ? [] : [itemOf(asked.view, here)];
}

/** The clauses that call a predicate, each with its calls. */
export function incomingCalls({ view }: Asked, { predicate, arity }: ItemData): CallHierarchyIncomingCall[] {
  const calls: CallHierarchyIncomingCall[] = [];
  for (const { clauses } of view.policy.predicates.values()) {
    for (const clause of clauses) {
      const found = callsIn(clause).filter((call) => call.name === predicate && call.arity === arity);
      if (found.length === 0) continue;
      calls.push({
        from: itemOf(view, clause),
        fromRanges: found.map(({ node }) => rangeIn(view, clause.uri, rangeOf(node))),
      });
    }
  }
  return calls;
}

/** The predicates that a clause calls, each at its first clause. */
export function outgoingCalls(
  { view }: Asked,
  { uri, predicate, arity, start }: ItemData,
): CallHierarchyOutgoingCall[] {
  const all = clausesOf(view, predicate, arity);
  const clause = all.find((each) => each.uri === uri && placeOf(each).start === start) ?? all[0];
  if (clause === undefined) return [];
  const byPredicate = new Map<string, CallHierarchyOutgoingCall>();
  for (const { name, arity: wanted, node } of callsIn(clause)) {
    const [callee] = clausesOf(view, name, wanted);
    if (callee === undefined) continue;
    const key = `${name}/${wanted}`;
    const known = byPredicate.get(key) ?? { to: itemOf(view, callee), fromRanges: [] };
    known.fromRanges.push(rangeIn(view, clause.uri, rangeOf(node)));
    byPredicate.set(key, known);
  }
  return [...byPredicate.values()];
}

function clausesOf(view: View, name: string, arity: number): readonly Clause[] {
  return (view.policy.predicates.get(name)?.clauses ?? []).filter((clause) => clause.arity === arity);
}

const placeOf = ({ rule, shorthand }: Clause): { start: number; end: number } => rangeOf(shorthand ?? rule);

function holds(clause: Clause, offset: number): boolean {
  const { start, end } = placeOf(clause);
  return start <= offset && offset <= end;
}

function callsIn({ rule }: Clause): readonly { readonly name: string; readonly arity: number; readonly node: Node }[] {
  const calls: { name: string; arity: number; node: Node }[] = [];
  const waiting: Node[] = rule.body === undefined ? [] : [rule.body];
  while (waiting.length > 0) {
    const node = waiting.pop() as PolarNode;
    if (node.$type === 'Call') calls.push({ name: node.name.text, arity: node.arguments.length, node: node.name });
    waiting.push(...childrenOf(node).toReversed());
  }
  return calls;
}

function itemOf(view: View, clause: Clause): CallHierarchyItem {
  const { uri, rule, shorthand, predicate, arity } = clause;
  const place = placeOf(clause);
  const text = view.policy.files.get(uri)?.text ?? '';
  const head =
    shorthand === undefined
      ? rule.parameters.map((each) => sliceOf(text, rangeOf(each))).join(', ')
      : sliceOf(text, place);
  const data: ItemData = { uri, predicate, arity, start: place.start };
  return {
    name: predicate,
    detail: shorthand === undefined ? `(${head})` : head.replace(/\s*;$/, ''),
    kind: SymbolKind.Function,
    uri: view.clientUri(uri),
    range: rangeIn(view, uri, place),
    selectionRange: rangeIn(view, uri, rangeOf(shorthand === undefined ? rule.name : shorthand.head)),
    data,
  };
}

const sliceOf = (text: string, { start, end }: { start: number; end: number }): string =>
  text.slice(start, end).replace(/\s+/g, ' ');

function dataOf(params: { item?: { data?: unknown } }): ItemData | undefined {
  const data = params.item?.data;
  return isRecord(data) && typeof data.predicate === 'string' && typeof data.arity === 'number'
    ? (data as unknown as ItemData)
    : undefined;
}

export const callHierarchyFeatures: readonly Feature[] = [
  {
    method: 'textDocument/prepareCallHierarchy',
    capability: { callHierarchyProvider: true },
    subject: 'position',
    answer: prepareCallHierarchy,
  },
  {
    method: 'callHierarchy/incomingCalls',
    capability: {},
    subject: 'item',
    answer: (asked: Asked, params: CallHierarchyIncomingCallsParams) => {
      const data = dataOf(params);
      return data === undefined ? undefined : incomingCalls(asked, data);
    },
  },
  {
    method: 'callHierarchy/outgoingCalls',
    capability: {},
    subject: 'item',
    answer: (asked: Asked, params: CallHierarchyOutgoingCallsParams) => {
      const data = dataOf(params);
      return data === undefined ? undefined : outgoingCalls(asked, data);
    },
  },
];
