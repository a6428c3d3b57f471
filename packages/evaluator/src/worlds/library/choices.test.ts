import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Choices } from './choices.ts';

/** What is chosen each time, where how many options there are hangs on what was chosen before. */
function waysOf(optionsAfter: (before: readonly number[]) => number | undefined): readonly (readonly number[])[] {
  const choices = new Choices();
  const ways: number[][] = [];
  do {
    const way: number[] = [];
    for (let options = optionsAfter(way); options !== undefined; options = optionsAfter(way))
      way.push(choices.choose(options));
    ways.push(way);
  } while (choices.advance());
  return ways;
}

test('the first options come first, then one other choice, then two', () => {
  expect(waysOf((before) => (before.length < 3 ? 2 : undefined)).map((way) => way.join(''))).toEqual([
    ...['000', '100', '010', '001', '110', '101', '011', '111'],
  ]);
});

test('without a choice there is one way', () => {
  expect(waysOf(() => undefined)).toEqual([[]]);
});

test('every way is gone through once, and none has fewer other choices than one before it', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 40 }), (numbers) => {
      // How many options there are, and whether any, hangs on what was chosen.
      const optionsAfter = (before: readonly number[]): number | undefined => {
        if (before.length > 4) return undefined;
        const at = before.reduce((sum, chosen, i) => sum + (chosen + 1) * (i + 1) * 7, before.length);
        return numbers[at % numbers.length] || undefined;
      };
      const all = (before: readonly number[]): readonly string[] => {
        const options = optionsAfter(before);
        if (options === undefined) return [before.join()];
        return Array.from({ length: options }, (_, chosen) => all([...before, chosen])).flat();
      };
      const ways = waysOf(optionsAfter);
      expect(ways.map((way) => way.join()).sort()).toEqual([...all([])].sort());
      const others = ways.map((way) => way.filter((chosen) => chosen > 0).length);
      expect(others).toEqual(others.toSorted((a, b) => a - b));
    }),
  );
});
