import type { Step } from '@polar-tools/evaluator';
import { expect } from 'vitest';

/** A call that is only named stands below, or after, the place where its rules are told. How many there were. */
export function expectToldInOrder(failure: readonly Step[], about: string): number {
  const told = new Set<string>();
  let named = 0;
  const walk = ({ kind, held, goal, again, rules, within }: Step): void => {
    if (again === true) {
      named++;
      expect([...told], `${goal} is not told yet.\n${about}`).toContain(goal);
    } else if (kind === 'call' && !held) {
      if (rules.length > 0) expect(told.has(goal), `${goal} is told twice.\n${about}`).toBe(false);
      told.add(goal);
    }
    for (const { before = [], goals } of rules) for (const step of [...before, ...goals]) walk(step);
    within.forEach(walk);
  };
  failure.forEach(walk);
  return named;
}
