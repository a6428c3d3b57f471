import { CloudDebuggee, CloudRun, debuggedQuery, prepareCloud } from '@polar-tools/evaluator';
import { expect, test } from 'vitest';
import { askedPrograms } from './asked-programs.ts';
import { Random } from './generate.ts';

/** More on demand: POLAR_CLOUD_DEBUGGED=100000 POLAR_CLOUD_SEED=1 npx vitest run test/cloud/debugged.test.ts */
const programs = Number(process.env.POLAR_CLOUD_DEBUGGED ?? 1_500);
const seed = Number(process.env.POLAR_CLOUD_SEED ?? 2711);

const shown = (bindings: ReadonlyMap<string, unknown>): string =>
  JSON.stringify([...bindings].map(([name, value]) => [name, value]));

test(`${programs} generated Cloud programs have the same answers under the debugger`, {
  timeout: 60_000 + programs * 60,
}, () => {
  const random = new Random(seed + 7);
  const counts = { asked: 0, yes: 0, errors: 0, events: 0, back: 0 };
  for (const { query, compiled, facts, context } of askedPrograms(random, programs, 3)) {
    const plain = new CloudRun(prepareCloud(compiled, query).query!, { facts });
    const expected: string[] = [];
    let failed = false;
    for (let outcome = plain.run(); outcome.kind !== 'done'; outcome = plain.run()) {
      if (outcome.kind === 'answer') expected.push(shown(outcome.answer.bindings));
      if (outcome.kind === 'error') {
        failed = true;
        break;
      }
    }
    const prepared = debuggedQuery(compiled, query, facts);
    if ('errors' in prepared) throw new Error(context);
    const run = new CloudDebuggee(prepared.setup);
    counts.asked++;
    for (;;) {
      const outcome = run.forward();
      if (outcome.kind === 'error') {
        counts.errors++;
        expect(failed, `${outcome.error.message}\n${context}`).toBe(true);
        break;
      }
      if (outcome.kind === 'done') {
        expect(failed, context).toBe(false);
        const found = run.rawAnswers.map(({ bindings }) => shown(bindings));
        expect(found.toSorted(), context).toEqual(expected.toSorted());
        if (found.length > 0) counts.yes++;
        break;
      }
    }
    counts.events += run.lastEvent;
  }
  console.log(JSON.stringify(counts));
  expect(counts.yes).toBeGreaterThan(counts.asked / 5);
});
