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
  const suggestions: (readonly Fact[])[] = [];
  for (const candidate of candidates) {
    if (suggestions.length === MOST_SHOWN) break;
    if (holdsWith(facts.layer(candidate))) suggestions.push(candidate);
  }
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
