/** node test/blame/long.ts [--cases N] [--seed N] [--misses]: blames every mutant of the examples and of N generated policies of each dialect. */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { exampleCases, generatedCases } from './cases.ts';
import { type Miss, measure, summary } from './measure.ts';

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    misses: { type: 'boolean' },
    every: { type: 'string', default: '1' },
  },
});
const tell = ({ name, mutant, query, found }: Miss): void => {
  if (!values.misses) return;
  process.stdout.write(
    `\n${name}: ${mutant.about}\n  ${query}\n  ${JSON.stringify(found.verdict)}\n  ${found.asked.join('\n  ')}\n`,
  );
};
const every = Number(values.every);
for (const example of exampleCases())
  process.stdout.write(`${example.name}: ${summary(measure([example], every, tell))}\n`);
const cases = [...generatedCases(Number(values.seed), Number(values.cases))];
for (const dialect of ['library', 'cloud'] as const)
  process.stdout.write(
    `generated, ${dialect}: ${summary(
      measure(
        cases.filter((one) => one.dialect === dialect),
        every,
        tell,
      ),
    )}\n`,
  );
