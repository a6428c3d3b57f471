import { CloudDebuggee, debuggedQuery, type Fact, printFact } from '@polar-tools/evaluator';
import type { PastQuestion } from './as-it-was.ts';

/** Facts of one goal, and of all, that are told; events that are gone through for them. */
const MOST_OF_GOAL = 50;
const MOST = 200;
const EVENTS = 200_000;

export interface FactsRead {
  readonly facts: readonly Fact[];
  /** There may be more. */
  readonly isBounded: boolean;
}

/** The facts that a question looks at, whatever comes of them: at each goal those that fit it. */
export function factsRead({ program, text, facts, now }: PastQuestion): FactsRead {
  const prepared = debuggedQuery(program, text, facts);
  if ('errors' in prepared) return { facts: [], isBounded: false };
  const run = new CloudDebuggee({ ...prepared.setup, now });
  const found = new Map<string, Fact>();
  let isBounded = false;
  for (;;) {
    const { kind } = run.forward(({ port }) => port === 'call', EVENTS);
    if (kind === 'answer') continue;
    if (kind !== 'stop') return { facts: [...found.values()], isBounded: isBounded || kind === 'paused' };
    const of = run.factsOfGoal(0, MOST_OF_GOAL);
    if (of === undefined) continue;
    if (of.total > of.facts.length) isBounded = true;
    for (const fact of of.facts) found.set(printFact(fact), fact);
    if (found.size >= MOST || run.event > EVENTS) return { facts: [...found.values()].slice(0, MOST), isBounded: true };
  }
}
