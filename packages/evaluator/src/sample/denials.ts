import { type Node, type PolarNode, type Rule, walk } from '@polar-tools/language';
import type { Policy } from '@polar-tools/policy';

/** The predicates that are asked for only under a negation: what makes them hold, denies. */
export function denyingPredicates(policy: Policy): ReadonlySet<string> {
  const under = new Set<string>();
  const calls: { readonly from: string; readonly to: string }[] = [];
  for (const { name, clauses } of policy.predicates.values()) {
    for (const { rule, shorthand } of clauses) {
      walk(rule, (it) => {
        const node = it as PolarNode;
        if (node.$type !== 'Call') return true;
        if (shorthand === undefined && isNegated(node, rule)) under.add(node.name.text);
        else if (node.name.text !== name) calls.push({ from: name, to: node.name.text });
        return true;
      });
    }
  }
  // What denying rules call denies, too, unless others ask for it as well.
  const denying = new Set<string>();
  for (let before = -1; before < denying.size; ) {
    before = denying.size;
    const plain = new Set(calls.filter(({ from }) => !denying.has(from)).map(({ to }) => to));
    for (const name of under) if (!plain.has(name)) denying.add(name);
    for (const { from, to } of calls) if (denying.has(from) && !plain.has(to)) denying.add(to);
  }
  return denying;
}

/** Whether a node of a rule stands under an odd number of negations. */
export function isNegated(node: Node, rule: Rule): boolean {
  let negated = false;
  for (let it = node.$container; it !== undefined && it !== rule; it = it.$container)
    if (it.$type === 'Not') negated = !negated;
  return negated;
}
