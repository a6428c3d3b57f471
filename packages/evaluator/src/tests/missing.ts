import { print } from '@polar-tools/language';
import type { CloudProgram } from '../dialect/cloud/program.ts';
import type { FactStore } from '../facts/fact-store.ts';
import { type Fact, type FactPattern, printFact } from '../facts/value.ts';
import { nearestFacts, type Obstacle } from '../proof/nearest-facts.ts';

/** What a failure says of what is missing. */
export interface Missing {
  readonly suggestions: readonly (readonly Fact[])[];
  /** A sentence on what stands in the way; empty where nothing does. */
  readonly hint: string;
}

/** How many suggestions are shown. */
const MOST_SHOWN = 5;

/**
 * The nearest facts that make an assertion hold.
 *
 * @param holdsWith whether the whole assertion holds over some facts: every suggestion is tried
 */
export function missingFor(
  program: CloudProgram,
  wanted: FactPattern,
  facts: FactStore,
  now: number,
  holdsWith: (facts: FactStore) => boolean,
): Missing {
  const { facts: candidates, obstacles } = nearestFacts(program, wanted, facts, now);
  const holds = (more: readonly Fact[]): boolean => holdsWith(facts.layer(more));
  const suggestions = new Map<string, readonly Fact[]>();
  for (const candidate of candidates) {
    if (suggestions.size === MOST_SHOWN) break;
    const each = [...new Map(candidate.map((fact) => [printFact(fact), fact])).values()];
    if (!holds(each)) continue;
    const needed = withoutNeedless(each, holds);
    suggestions.set(needed.map(printFact).sort().join(), needed);
  }
  return outcome(
    [...suggestions.values()].sort((a, b) => a.length - b.length),
    obstacles,
  );
}

/** Facts of which none can be left out: one may serve several goals, or give what another one says. */
function withoutNeedless(facts: readonly Fact[], holds: (facts: readonly Fact[]) => boolean): readonly Fact[] {
  let needed = facts;
  for (const fact of facts.toReversed()) {
    const fewer = needed.filter((other) => other !== fact);
    if (fewer.length > 0 && holds(fewer)) needed = fewer;
  }
  return needed;
}

function outcome(suggestions: readonly (readonly Fact[])[], obstacles: readonly Obstacle[]): Missing {
  return { suggestions, hint: suggestions.length > 0 ? '' : hintOf(obstacles) };
}

function hintOf(obstacles: readonly Obstacle[]): string {
  const texts = obstacles.slice(0, MOST_SHOWN).map(({ goal, holds }) => {
    if (holds !== undefined) return `${printFact(holds)} holds`;
    return goal.kind === 'problem' || goal.node === undefined
      ? 'a condition is not met'
      : `${print(goal.node)} is not so`;
  });
  return texts.length === 0 ? '' : ` What stands in the way: ${texts.join('; ')}.`;
}
