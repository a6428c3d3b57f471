import type { Node, Parameter } from '@polar-tools/language';
import type { Snapshot } from '../model/snapshot.ts';
import { type Port, samePlace, type Value, type ValueFlow, valueFlow } from './value-flow.ts';

/**
 * The values of one scope that a value is also equal to since a rule that both are given to makes them one: `p` and `r` in `same(p, r)`, where
 * `same(x, x)` is a rule. Itself is among them.
 */
export function madeOneWith(policy: Snapshot, flow: ValueFlow, value: Value): readonly Value[] {
  const rules = new RulesOfOne(policy);
  const found = new Set([value]);
  // A set is gone through with what is put into it on the way.
  for (const each of found) for (const other of rules.partners(flow, each)) found.add(other);
  return [...found];
}

const isStringAlone = (parameter: Parameter | undefined): boolean =>
  parameter?.value.$type === 'StringLiteral' && parameter.specializer === undefined;

/** Looks into rules for what they make one; a rule that is being looked into already says nothing more. */
class RulesOfOne {
  readonly #policy: Snapshot;
  readonly #open = new Set<Node>();

  constructor(policy: Snapshot) {
    this.#policy = policy;
  }

  *partners(flow: ValueFlow, value: Value): Generator<Value> {
    for (const port of value.ports) {
      if (port.says || port.values.length < 2) continue;
      for (const other of flow.values) {
        if (other === value) continue;
        const its = other.ports.filter(({ node }) => node === port.node);
        if (its.some((each) => this.#areOne(port, each))) yield other;
      }
    }
  }

  /** Whether some rule that is called makes two places of its call one. */
  #areOne(one: Port, other: Port): boolean {
    for (const { rule, arity } of this.#policy.predicates.get(one.predicate)?.rules ?? []) {
      if (arity !== one.values.length || this.#open.has(rule)) continue;
      // A string by itself is one with nothing: most rules of `has_role` and the like have one.
      if (one.path.length === 0 && isStringAlone(rule.parameters[one.index])) continue;
      const isAt = (place: Port, { ports }: Value): boolean =>
        ports.some((port) => port.node === rule && samePlace(port, place));
      const flow = valueFlow(rule);
      const value = flow.values.find((each) => isAt(one, each));
      if (value === undefined) continue;
      this.#open.add(rule);
      const found = new Set([value]);
      for (const each of found) for (const partner of this.partners(flow, each)) found.add(partner);
      this.#open.delete(rule);
      if ([...found].some((each) => isAt(other, each))) return true;
    }
    return false;
  }
}
