import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Box } from '../terms/term.ts';
import { type Earlier, type Group, Variable } from './known.ts';
import { Carried } from './newest.ts';
import { type Moment, Trail } from './trail.ts';

/** Where a run stands: the variables that it still has, with their values, and what it may go back to. */
interface Place {
  readonly values: ReadonlyMap<Variable, number | undefined>;
  readonly marks: readonly { readonly time: number; readonly values: Place['values'] }[];
}

const kinds = ['make', 'tie', 'bind', 'bind', 'mark', 'back', 'cut', 'keep', 'go'] as const;
/** What is negative only ties a variable to another. */
const isValue = (bound: unknown): boolean => typeof bound === 'number' && bound > 0;
const steps = fc.array(fc.record({ kind: fc.constantFrom(...kinds), at: fc.nat(1_000) }), {
  maxLength: 60,
  size: 'max',
});

/** Does these steps with a trail and with copies of everything; after each one both must say the same. */
function follow(moves: readonly { readonly kind: (typeof kinds)[number]; readonly at: number }[]): number {
  const newest = new Carried();
  const trail = new Trail(newest);
  const moments: { readonly moment: Moment; readonly place: Place }[] = [];
  let place: Place = { values: new Map(), marks: [] };
  let value = 0;
  for (const { kind, at } of moves) {
    const { values, marks } = place;
    const pick = <Some>(some: readonly Some[]): Some | undefined => some[at % Math.max(1, some.length)];
    if (kind === 'make') {
      place = { values: new Map([...values, [new Variable(`v${values.size}`, trail.now), undefined]]), marks };
    } else if (kind === 'bind' || kind === 'tie') {
      const free = pick([...values.keys()].filter((variable) => !isValue(values.get(variable))));
      if (free === undefined) continue;
      value++;
      const bound = kind === 'bind' ? value : -value;
      trail.set(free, bound, undefined);
      place = { values: new Map([...values, [free, bound]]), marks };
    } else if (kind === 'mark') {
      place = { values, marks: [...marks, { time: trail.mark(), values }] };
    } else if (kind === 'back') {
      const mark = pick(marks);
      if (mark === undefined) continue;
      trail.undo(mark.time);
      // Somebody may have what has no value yet.
      for (const [variable, last] of values)
        if (!isValue(last) && !mark.values.has(variable)) expect(newest.of(variable)).toBeUndefined();
      // It may go back there once more, or not.
      place = { values: mark.values, marks: marks.slice(0, marks.indexOf(mark) + (at % 2)) };
    } else if (kind === 'cut') {
      place = { values, marks: marks.slice(0, at % (marks.length + 1)) };
    } else if (kind === 'keep') {
      const times = marks.map(({ time }) => time).filter((time) => time > trail.keptTime);
      const returns = { times, until: Number.POSITIVE_INFINITY };
      const isFinal = (one: Variable | Group | Box, earlier: Earlier): boolean =>
        isValue((earlier.has(one) ? earlier.get(one) : newest.of(one))?.after);
      moments.push({ moment: trail.keep(returns, isFinal), place });
    } else {
      const kept = pick(moments);
      if (kept === undefined) continue;
      trail.goTo(kept.moment);
      place = kept.place;
    }
    for (const [variable, expected] of place.values) expect(newest.of(variable)?.after).toBe(expected);
  }
  return trail.size;
}

it('goes back and on to what was bound, whatever was forgotten meanwhile', () => {
  fc.assert(
    fc.property(steps, (moves) => void follow(moves)),
    { numRuns: 500, seed: 15 },
  );
});

it('forgets what no going back can take back, and nothing else', () => {
  const all = (...names: (typeof kinds)[number][]) => follow(names.map((kind) => ({ kind, at: 0 })));
  // Younger than every mark and every moment.
  expect(all('make', 'bind', 'keep')).toBe(0);
  // Older than a mark that may be gone back to.
  expect(all('make', 'mark', 'bind', 'keep')).toBe(1);
  expect(all('make', 'mark', 'bind', 'cut', 'keep')).toBe(0);
  // Older than where it went back to, though it never will again: the moment that was left there has the variable without a value.
  expect(all('make', 'mark', 'keep', 'back', 'bind', 'keep', 'go')).toBe(0);
  // Without a value where it goes back to.
  expect(all('mark', 'make', 'tie', 'mark', 'bind', 'keep')).toBe(2);
  // Older than a moment.
  expect(all('make', 'keep', 'bind', 'keep')).toBe(1);
});
