import { type DataHost, Machine, type PreparedQuery } from '@polar-tools/evaluator';
import { expect, it } from 'vitest';
import { generatedCases } from '../conformance/generate.ts';
import { deepCases } from '../conformance/generate-deep.ts';
import { generatedQueries } from './generated-queries.ts';

/** More than these are not compared: programs may search for long. */
const MOST_EVENTS = 2_000;
const PORTS = ['', 'call', 'unify', 'exit', 'redo', 'fail'];

/** What happens in a run, up to where its machine gives up. */
interface Events {
  readonly met: readonly string[];
  /** False where only the other machine can go on. */
  readonly isWhole: boolean;
}

function eventsOf(query: PreparedQuery, host: DataHost, exactly: boolean): Events {
  const machine = new Machine(query, { host }, true);
  if (exactly) machine.runExactly([]);
  const met: string[] = [];
  machine.attendAt = 0;
  machine.attend = (port, goal, clause) => {
    const node = goal === null ? '' : machine.space.code.sites[goal.site]!.node.$start;
    met.push(`${PORTS[port]} ${node} called at ${goal?.event}, ${goal?.depth} deep, rule ${clause}`);
    return met.length >= MOST_EVENTS;
  };
  try {
    for (;;) {
      const outcome = machine.run();
      if (outcome.kind === 'paused') return { met, isWhole: true };
      if (outcome.kind === 'question') throw new Error('The host answers at once.');
      machine.event++;
      met.push(outcome.kind === 'error' ? `error ${outcome.error.code}` : outcome.kind);
      if (outcome.kind !== 'answer') return { met, isWhole: true };
      if (met.length >= MOST_EVENTS) return { met, isWhole: true };
    }
  } catch (thrown) {
    if ((thrown as Error).constructor.name !== 'ConstraintMet') throw thrown;
    return { met, isWhole: false };
  }
}

it.each([
  ['something of everything', generatedCases],
  ['what is rarer, and has more constraints', deepCases],
] as const)(
  'both machines pass the same events, as far as the quick one goes (%s)',
  (_, cases) => {
    let [whole, begun] = [0, 0];
    const numRuns = Number(process.env.EVENTS_POLICIES ?? 60);
    const sample = { seed: Number(process.env.EVENTS_SEED ?? 11), numRuns };
    for (const { query, host, about } of generatedQueries(cases, sample)) {
      const compiled = eventsOf(query, host, false);
      const exact = eventsOf(query, host, true);
      if (compiled.isWhole) whole++;
      else begun++;
      const length = compiled.isWhole ? exact.met.length : compiled.met.length;
      expect(exact.met.slice(0, length), about).toEqual(compiled.met);
    }
    expect(whole).toBeGreaterThan(numRuns);
    expect(begun).toBeGreaterThan(numRuns);
  },
  300_000,
);
