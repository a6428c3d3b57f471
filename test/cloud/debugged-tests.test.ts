import {
  type AnswerValue,
  CloudDebuggee,
  CloudRun,
  compileCloud,
  debuggedTest,
  FactStore,
  prepareCloud,
  runTests,
  writeValue,
} from '@polar-tools/evaluator';
import { createPolicy } from '@polar-tools/policy';
import { expect, test } from 'vitest';
import { generate, Random } from './generate.ts';
import { factText, policyText, queryText } from './text.ts';

/** More on demand: POLAR_CLOUD_DEBUGGED=100000 POLAR_CLOUD_SEED=1 npx vitest run test/cloud/debugged-tests.test.ts */
const programs = Number(process.env.POLAR_CLOUD_DEBUGGED ?? 400);
const seed = Number(process.env.POLAR_CLOUD_SEED ?? 2711);

test(`the assertions of ${programs} generated tests hold under the debugger where they hold in a run of the tests`, {
  timeout: 60_000 + programs * 60,
}, () => {
  const random = new Random(seed + 11);
  const counts = { plain: { passed: 0, failed: 0, error: 0 }, iff: { passed: 0, failed: 0, error: 0 } };
  for (let i = 0; i < programs; i++) {
    const { program, queries } = generate(random, 3);
    const facts = new FactStore();
    for (const fact of program.facts) facts.add(fact);
    const written = policyText(program);
    const compiled = compileCloud(
      createPolicy([{ uri: 'main.polar', text: written }], { dialect: 'cloud' }),
      facts.values,
    );
    const values = program.facts.flatMap((fact) => fact.arguments);
    const assertions = queries.flatMap((query) => {
      const { predicate } = query;
      const run = new CloudRun(prepareCloud(compiled, queryText(query)).query!, { facts });
      const outcome = run.run();
      const found: readonly AnswerValue[] =
        outcome.kind === 'answer' && outcome.answer.fact !== undefined ? outcome.answer.fact.arguments : [];
      const passed = found.length > 0 ? found : query.arguments.map(() => random.one(values));
      if (passed.some(({ id }) => id === undefined)) return [];
      const at = random.below(passed.length);
      const type = passed[at]!.type!;
      const keyword = random.chance(70) ? 'assert' : 'assert_not';
      const parameters = passed.map((value, i) => (i === at ? `x: ${type}` : writeValue(value)));
      // Those it may hold for, and others.
      const pool = [...new Set([passed[at]!, ...values].filter((value) => value.type === type).map(writeValue))];
      const list = random.chance(50) ? [writeValue(passed[at]!)] : random.some(pool);
      return [
        `${keyword} ${predicate}(${passed.map(writeValue).join(', ')});`,
        `${keyword} ${predicate}(${parameters.join(', ')});`,
        `${keyword} ${predicate}(${parameters.join(', ')}) iff x in [${list.join(', ')}];`,
      ];
    });
    const text = `${written}\ntest "all" {\n  setup { ${program.facts.map((fact) => `${factText(fact)};`).join(' ')} }\n  ${assertions.join('\n  ')}\n}\n`;
    const policy = createPolicy([{ uri: 'main.polar', text }], { dialect: 'cloud' });
    const [result] = runTests(policy);
    const expected = result!.assertions.map(({ status }) => status);
    const base = new FactStore();
    const setup = debuggedTest(compileCloud(policy, base.values), policy.tests[0]!, base);
    if ('message' in setup) throw new Error(`${setup.message}\n${text}`);
    const run = new CloudDebuggee(setup);
    let outcome = run.forward();
    while (outcome.kind === 'answer' || outcome.kind === 'paused') outcome = run.forward();
    const judged = run.judged!.map(({ holds }) => holds);
    for (const [n, status] of expected.entries()) {
      counts[assertions[n]!.includes(' iff ') ? 'iff' : 'plain'][status]++;
      // An error ends the debugger's run.
      if (status === 'error' && judged.length <= n) break;
      expect(judged[n], `${assertions[n]}\n${text}`).toBe(status === 'passed');
    }
  }
  console.log(JSON.stringify(counts));
  for (const { passed, failed } of [counts.plain, counts.iff]) {
    expect(passed).toBeGreaterThan(programs / 4);
    expect(failed).toBeGreaterThan(programs / 4);
  }
});
