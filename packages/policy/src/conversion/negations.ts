import type { Node, PolarNode } from '@polar-tools/language';
import type { Policy } from '../model/policy.ts';
import { walk } from '../model/walk.ts';
import type { Unit } from './unit.ts';

/**
 * Leaves out the rules that ask for the absence of what has lost a rule, directly or through others: they would come to allow more.
 * What is left out so loses rules in turn.
 */
export function leaveUncertain(policy: Policy, units: readonly Unit[]): void {
  const rules = units.filter(({ node }) => node.$type === 'Rule' || node.$type === 'Shorthand');
  const predicates = new Map<Node, string>();
  for (const { name, clauses } of policy.predicates.values())
    for (const { shorthand } of clauses) if (shorthand !== undefined) predicates.set(shorthand, name);
  const parts = rules.map((unit) => ({ unit, ...callsOf(predicates, unit) }));
  for (;;) {
    const losing = new Set(parts.flatMap(({ unit, predicate }) => (unit.isLeft ? [predicate] : [])));
    if (losing.size === 0) return;
    for (let size = -1; size !== losing.size; ) {
      size = losing.size;
      for (const { predicate, called } of parts) if (called.some((name) => losing.has(name))) losing.add(predicate);
    }
    let more = false;
    for (const { unit, negated } of parts) {
      const name = unit.isLeft ? undefined : negated.find((each) => losing.has(each));
      if (name === undefined) continue;
      more = true;
      unit.leave(unit.node, {
        what: `not ${name}(…)`,
        why: `What ${name} hangs on has lost a rule above or below, so that this one would allow more. Decide on that first.`,
      });
    }
    if (!more) return;
  }
}

interface Calls {
  readonly predicate: string;
  readonly called: readonly string[];
  readonly negated: readonly string[];
}

function callsOf(predicates: ReadonlyMap<Node, string>, unit: Unit): Calls {
  const node = unit.node as PolarNode;
  const called = new Set<string>();
  const negated = new Set<string>();
  let below: Node | undefined;
  walk(node, (it) => {
    if (below !== undefined && it.$end > below.$end) below = undefined;
    if ((it.$type === 'Not' || it.$type === 'Forall') && below === undefined) below = it;
    if (it.$type !== 'Call') return;
    called.add(it.name.text);
    if (below !== undefined && it.$start < below.$end) negated.add(it.name.text);
  });
  if (node.$type === 'Rule') return { predicate: node.name.text, called: [...called], negated: [...negated] };
  // A shorthand asks for roles, permissions and relations.
  return {
    predicate: predicates.get(node) ?? 'has_role',
    called: [...called, 'has_role', 'has_permission', 'has_relation'],
    negated: [...negated],
  };
}
