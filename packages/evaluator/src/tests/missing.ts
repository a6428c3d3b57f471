import { print, walk } from '@polar-tools/language';
import type { Policy } from '@polar-tools/policy';
import type { CloudProgram } from '../dialect/cloud/program.ts';
import { undeclaredNote } from '../dialect/cloud/undeclared-note.ts';
import { FactStore } from '../facts/fact-store.ts';
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

/** How what may be missing is tried, and how it is told. */
export interface Trying {
  /** Whether the whole assertion holds over some facts: every suggestion is tried. */
  readonly holdsWith: (facts: FactStore) => boolean;
  /** What would not hold any more over some facts, in words; such facts are none to suggest. Default: nothing. */
  readonly brokenBy?: (facts: FactStore) => string | undefined;
  /** How facts are written in the hint. */
  readonly write?: (fact: FactPattern) => string;
}

/** The nearest facts that make an assertion hold, and break nothing else. */
export function missingFor(
  program: CloudProgram,
  wanted: FactPattern,
  facts: FactStore,
  now: number,
  { holdsWith, brokenBy = () => undefined, write = printFact }: Trying,
): Missing {
  const { facts: candidates, obstacles } = nearestFacts(program, wanted, facts, now);
  const holds = (more: readonly Fact[]): boolean => holdsWith(facts.layer(more));
  const suggestions = new Map<string, readonly Fact[]>();
  let breaking: { readonly facts: readonly Fact[]; readonly broken: string } | undefined;
  for (const candidate of candidates) {
    if (suggestions.size === MOST_SHOWN) break;
    const each = [...new Map(candidate.map((fact) => [printFact(fact), fact])).values()];
    // What no block declares is no fact to tell anybody to add.
    if (each.some((fact) => undeclaredNote(program.policy, fact, facts) !== undefined)) continue;
    if (!holds(each)) continue;
    const needed = withoutNeedless(each, holds);
    const broken = brokenBy(facts.layer(needed));
    if (broken !== undefined) {
      if (breaking === undefined || needed.length < breaking.facts.length) breaking = { facts: needed, broken };
      continue;
    }
    suggestions.set(needed.map(printFact).sort().join(), needed);
  }
  const found = [...suggestions.values()].sort((a, b) => a.length - b.length);
  if (found.length > 0) return { suggestions: found, hint: '' };
  if (breaking !== undefined) {
    const hint = ` With ${breaking.facts.map(write).join(' and ')} it would pass, but then ${breaking.broken} would fail.`;
    return { suggestions: found, hint };
  }
  const standing = standingInTheWay(
    program.policy,
    facts,
    (fewer) => holdsWith(fewer) && brokenBy(fewer) === undefined,
  );
  const without = standing.length === 0 ? '' : ` It would pass without ${standing.map(write).join(', or without ')}.`;
  return { suggestions: found, hint: hintOf(obstacles, write) + without };
}

/** More facts are not tried one by one. */
const MOST_TRIED = 64;

/** The facts of which one alone has to go for the assertion to hold, each tried: where a rule says `not`, a fact may be what stands in the way. */
function standingInTheWay(policy: Policy, facts: FactStore, holdsWith: (facts: FactStore) => boolean): readonly Fact[] {
  if (facts.size > MOST_TRIED || !saysNot(policy)) return [];
  const all = [...facts.facts()];
  const found: Fact[] = [];
  for (const fact of all) {
    if (found.length === MOST_SHOWN) break;
    const fewer = new FactStore(facts.values);
    for (const other of all) if (other !== fact) fewer.add(other);
    if (holdsWith(fewer)) found.push(fact);
  }
  return found;
}

/** Whether a rule or shorthand of the policy denies anything: without that, no fact can be too much. */
function saysNot(policy: Policy): boolean {
  let found = false;
  for (const { statements } of policy.files.values())
    for (const { tree } of statements)
      if (tree !== undefined && tree.$type !== 'Test' && !found)
        walk(tree, ({ $type }) => {
          if ($type === 'Not') found = true;
          return !found;
        });
  return found;
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

function hintOf(obstacles: readonly Obstacle[], write: (fact: FactPattern) => string): string {
  const texts = obstacles.slice(0, MOST_SHOWN).map(({ goal, holds }) => {
    if (holds !== undefined) return `${write(holds)} holds`;
    return goal.kind === 'problem' || goal.node === undefined
      ? 'a condition is not met'
      : `${print(goal.node)} is not so`;
  });
  return texts.length === 0 ? '' : ` What stands in the way: ${texts.join('; ')}.`;
}
