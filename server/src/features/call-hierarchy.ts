import { type Node, nodeAt, type PolarNode, rangeOf, withoutSemicolon } from '@polar-tools/language';
import { type Caller, type Clause, callAt, callersOf, callsIn, clausesFor, type Policy } from '@polar-tools/policy';
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

/**
 * On the head of a rule or in a shorthand, that clause; on a call, or on what a shorthand asks for, every clause that it can match.
 */
export function prepareCallHierarchy(asked: AskedAt): CallHierarchyItem[] {
  return startsAt(asked).map((clause) => itemOf(asked.view, clause));
}

function startsAt(asked: AskedAt): readonly Clause[] {
  const { policy } = asked.view;
  const file = policy.files.get(asked.uri);
  const node = symbolUnder(asked)?.node ?? (file && nodeAt(file, asked.offset));
  if (node === undefined) return [];
  const call = callAt(policy, node);
  if (call !== undefined) return clausesFor(policy, call);
  const holder = node.$container as PolarNode | undefined;
  if (holder?.$type === 'Rule' && holder.name === node) return clausesAt(policy, holder);
  const shorthand = shorthandAround(node);
  const [clause] = shorthand === undefined ? [] : clausesAt(policy, shorthand);
  if (clause === undefined || holder?.$type !== 'ShorthandReference') return clause === undefined ? [] : [clause];
  // A term of its body stands for a call.
  const meant = callsIn(policy, clause).find(
    (each) => each.node.$start === node.$start && each.node.$end === node.$end,
  );
  return meant === undefined ? [clause] : clausesFor(policy, meant);
}

function shorthandAround(node: Node): Node | undefined {
  for (let at: Node | undefined = node; at !== undefined; at = at.$container) if (at.$type === 'Shorthand') return at;
  return undefined;
}

/** The clause of a rule or shorthand. */
function clausesAt({ predicates }: Policy, node: Node): readonly Clause[] {
  const it = node as PolarNode;
  const names = it.$type === 'Rule' ? [it.name.text] : ['has_role', 'has_permission', 'has_relation'];
  for (const name of names) {
    const found = predicates.get(name)?.clauses.find((clause) => (clause.shorthand ?? clause.rule) === it);
    if (found !== undefined) return [found];
  }
  return [];
}

/** What calls a clause or may: other clauses, the assertions of tests, inline queries; each with its calls. */
export function incomingCalls({ view }: Asked, data: ItemData): CallHierarchyIncomingCall[] {
  const clause = clauseOf(view, data);
  if (clause === undefined) return [];
  return callersOf(view.policy, clause).map((caller) => ({
    from: caller.clause === undefined ? callerItem(view, caller) : itemOf(view, caller.clause),
    fromRanges: caller.calls.map(({ node }) => rangeIn(view, caller.uri, rangeOf(node))),
  }));
}

/** The clauses that a clause calls or may. */
export function outgoingCalls({ view }: Asked, data: ItemData): CallHierarchyOutgoingCall[] {
  const clause = clauseOf(view, data);
  if (clause === undefined) return [];
  const callees = new Map<Clause, CallHierarchyOutgoingCall>();
  for (const call of callsIn(view.policy, clause)) {
    const range = rangeIn(view, clause.uri, rangeOf(call.node));
    for (const callee of clausesFor(view.policy, call)) {
      const known = callees.get(callee);
      if (known === undefined) callees.set(callee, { to: itemOf(view, callee), fromRanges: [range] });
      else known.fromRanges.push(range);
    }
  }
  return [...callees.values()];
}

function clauseOf({ policy }: View, { uri, predicate, arity, start }: ItemData): Clause | undefined {
  const all = (policy.predicates.get(predicate)?.clauses ?? []).filter((clause) => clause.arity === arity);
  return all.find((each) => each.uri === uri && placeOf(each).start === start) ?? all[0];
}

const placeOf = (clause: Clause): { start: number; end: number } => rangeOf(clause.shorthand ?? clause.rule);

function itemOf(view: View, clause: Clause): CallHierarchyItem {
  const { uri, rule, shorthand, predicate, arity, block } = clause;
  const place = placeOf(clause);
  const text = view.policy.files.get(uri)?.text ?? '';
  const detail =
    shorthand === undefined
      ? `(${rule.parameters.map((each) => sliceOf(text, rangeOf(each))).join(', ')})`
      : `${withoutSemicolon(sliceOf(text, place))} in ${block}`;
  const data: ItemData = { uri, predicate, arity, start: place.start };
  return {
    name: predicate,
    detail,
    kind: SymbolKind.Function,
    uri: view.clientUri(uri),
    range: rangeIn(view, uri, place),
    selectionRange: rangeIn(view, uri, rangeOf(shorthand === undefined ? rule.name : shorthand.head)),
    data,
  };
}

/** A test's assertion or an inline query, which nothing calls. */
function callerItem(view: View, { uri, node, calls }: Caller): CallHierarchyItem {
  const place = rangeOf(node);
  const isQuery = node.$type === 'InlineQuery';
  const test = node.$container as (Node & { title?: { value: string } }) | undefined;
  return {
    name: isQuery ? '?=' : (test?.title?.value ?? 'test'),
    detail: withoutSemicolon(sliceOf(view.policy.files.get(uri)?.text ?? '', place)),
    kind: SymbolKind.Event,
    uri: view.clientUri(uri),
    range: rangeIn(view, uri, place),
    selectionRange: rangeIn(view, uri, rangeOf(calls[0]!.node)),
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
