import fc from 'fast-check';
import { expect, it } from 'vitest';
import { KnownStops } from './known-stops.ts';

const LAST = 30;

it('says the last stop of what was looked at, and nothing of what was not', () => {
  const looks = fc.array(
    fc.tuple(fc.nat(LAST), fc.nat(LAST)).map(([one, other]) => [Math.min(one, other), Math.max(one, other)] as const),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: LAST })), looks, fc.nat(LAST), (events, stretches, until) => {
      const stops = events
        .toSorted((a, b) => a - b)
        .map((event) => ({ event, stop: { reason: 'breakpoint', breakpoints: [event] } as const }));
      const known = new KnownStops();
      for (const [after, last] of stretches)
        known.note(
          1,
          after,
          last,
          stops.filter(({ event }) => event > after && event <= last),
        );
      const found = known.lastUntil(1, until);
      const before = stops.filter(({ event }) => event <= until);
      if ('stop' in found) expect(found).toBe(before.at(-1));
      else {
        expect(before.filter(({ event }) => event > found.unknownFrom)).toEqual([]);
        const [after, last] = stretches.filter(([from, to]) => from < to).at(-1) ?? [0, 0];
        // What was looked at last is known.
        if (until > after && until <= last) expect(found.unknownFrom).toBeLessThanOrEqual(after);
      }
      expect(known.lastUntil(2, until)).toEqual({ unknownFrom: until });
      known.forget();
      expect(known.lastUntil(1, until)).toEqual({ unknownFrom: until });
    }),
  );
});
