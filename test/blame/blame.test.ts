/** The rule that a mutation broke is named, where whoever is asked answers by the policy as it was. `node test/blame/long.ts` tries more. */
import { expect, test } from 'vitest';
import { exampleCases, generatedCases } from './cases.ts';
import { measure, summary } from './measure.ts';

const timeout = 120_000;

test('of mutants of the examples and of generated policies, the broken rule is named', { timeout }, () => {
  const [cloud, ...others] = exampleCases();
  const misses: string[] = [];
  const all = [
    measure([cloud!], 37, ({ mutant, query }) => misses.push(`${mutant.about}\n${query}`)),
    measure([...others, ...generatedCases(7, 10)], 4, ({ mutant, query }) => misses.push(`${mutant.about}\n${query}`)),
  ];
  const questions = all.flatMap((one) => one.questions);
  const asked = all.reduce((sum, one) => sum + one.asked, 0);
  for (const one of all) console.log(summary(one));
  expect(asked).toBeGreaterThan(25);
  expect((asked - misses.length) / asked, misses.join('\n')).toBeGreaterThanOrEqual(0.95);
  expect(questions.reduce((sum, one) => sum + one, 0) / asked).toBeLessThan(6);
});
