import { bodyGoals, headRange } from '@polar-tools/evaluator';
import { type Binary, type List, type Node, rangeOf } from '@polar-tools/language';
import type { Clause, Policy } from '@polar-tools/policy';
import type { InlineQueryPlace, Place, Places } from '../runtime/places.ts';

/** Where a breakpoint may stand in a Cloud policy: heads and goals of rules, facts, assertions. */
export function cloudPlaces(policy: Policy, query?: InlineQueryPlace): Places {
  const places = new Map<string, Place[]>();
  const add = (place: Place): void => {
    const list = places.get(place.uri);
    if (list === undefined) places.set(place.uri, [place]);
    else list.push(place);
  };
  const addNode = (uri: string, node: Node): void =>
    add({ kind: 'goal', uri, ...rangeOf(node), clause: undefined, node });
  for (const predicate of policy.predicates.values()) {
    for (const clause of predicate.clauses) {
      const { uri, rule } = clause;
      const text = policy.files.get(uri)?.text ?? '';
      add({ kind: 'head', uri, ...headRange(clause, text), clause, node: rule });
      for (const node of goalsOf(rule)) add(placeOf(node, clause));
    }
  }
  for (const node of query === undefined ? [] : goalsOf(query.expression)) addNode(query!.uri, node);
  for (const { uri, test } of policy.tests) {
    for (const item of test.setup?.items ?? []) if (item.$type === 'Fact') addNode(uri, item);
    for (const assertion of test.assertions) addNode(uri, assertion);
  }
  for (const { uri, fixture } of policy.fixtures.values()) for (const item of fixture.facts) addNode(uri, item);
  for (const list of places.values()) list.sort((a, b) => a.start - b.start || b.end - a.end);
  return places;
}

/** The goals that a run stops at: what a `not` denies is one with it, unless it has goals of its own. */
function goalsOf(of: Parameters<typeof bodyGoals>[0]): readonly Node[] {
  const all = bodyGoals(of);
  const denied = new Set(all.flatMap((node) => (node.$type === 'Not' ? [operandOf(node)] : [])));
  return all.filter((node) => !denied.has(node));
}

/** What makes variables equal, or says of what type one is, is decided with the head of the rule. */
function placeOf(node: Node, clause: Clause): Place {
  const { uri } = clause;
  if (isDecidedWithHead(node)) return { kind: 'head', uri, ...rangeOf(node), clause, node: clause.rule };
  return { kind: 'goal', uri, ...rangeOf(node), clause, node };
}

function isDecidedWithHead(node: Node): boolean {
  if (node.$type === 'Not') {
    const inner = operandOf(node);
    return inner.$type === 'Matches' || (inner.$type === 'Binary' && (inner as Binary).operator === '!=');
  }
  if (node.$type === 'Matches' || node.$type === 'BooleanLiteral') return true;
  if (node.$type !== 'Binary') return false;
  const { operator, right } = node as Binary;
  if (operator === '=') return true;
  if (operator !== 'in' || right.$type !== 'List') return false;
  return (right as List).elements.some(({ $type }) => $type === 'Variable');
}

/** What a `not` denies. */
function operandOf(node: Node): Node {
  let it: Node = (node as Node & { readonly operand: Node }).operand;
  while (it.$type === 'Parentheses') it = (it as Node & { readonly inner: Node }).inner;
  return it;
}
