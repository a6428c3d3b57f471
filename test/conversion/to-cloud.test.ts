import {
  CloudRun,
  compile,
  compileCloud,
  FactStore,
  loadData,
  prepare,
  prepareCloud,
  readFact,
  solve,
} from '@polar-tools/evaluator';
import { check, convert, createPolicy, type Policy } from '@polar-tools/policy';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asked, type LibraryCase, libraryCases } from './library-policies.ts';
import { mirroredFacts } from './mirrored-facts.ts';

const runs = Number(process.env.POLAR_CONVERSION_RUNS ?? 80);
const seed = Number(process.env.POLAR_CONVERSION_SEED ?? 1);

/** What the Library allows, and in `unknown` the queries that end in an error: of a rule that asks for itself Cloud finds the answer. */
function libraryAnswers(policy: Policy, data: ReturnType<typeof loadData>['data'], unknown: Set<string>): Set<string> {
  const program = compile(policy, data.host);
  return answers((user, action, thing) => {
    const { query } = prepare(program, `allow(${user}, "${action}", ${thing})`);
    for (const solution of solve(query!, { host: data.host, limits: { depth: 200, memory: 50_000 } })) {
      if (solution.kind === 'answer') return true;
      unknown.add(`${user} ${action} ${thing}`);
    }
    return false;
  });
}

function cloudAnswers(policy: Policy, facts: readonly string[], types: ReadonlyMap<string, string>): Set<string> {
  const store = new FactStore();
  for (const text of facts) {
    const fact = readFact(text);
    store.add(fact!);
  }
  const program = compileCloud(policy, store.values);
  const object = (name: string): string => `${types.get(name)}{"${name}"}`;
  return answers((user, action, thing) => {
    const { query, errors } = prepareCloud(program, `allow(${object(user)}, "${action}", ${object(thing)})`);
    if (query === undefined) throw new Error(errors[0]!.message);
    const outcome = new CloudRun(query, { facts: store }).run();
    if (outcome.kind === 'error') throw new Error(outcome.error.message);
    return outcome.kind === 'answer';
  });
}

function answers(holds: (user: string, action: string, thing: string) => boolean): Set<string> {
  const found = new Set<string>();
  for (const user of asked.users)
    for (const action of asked.actions)
      for (const thing of asked.things) if (holds(user, action, thing)) found.add(`${user} ${action} ${thing}`);
  return found;
}

/** Both policies' answers, over the same world. */
function bothAnswers({ text, data: json }: LibraryCase) {
  const policy = createPolicy([{ uri: 'policy.polar', text }], { dialect: 'library' });
  const { data, errors } = loadData(json);
  expect(errors).toEqual([]);
  const wrong = [...check(policy).values()].flat().filter(({ severity }) => severity === 'error');
  const conversion = convert(policy, 'cloud');
  const converted = createPolicy(conversion.texts, { dialect: 'cloud' });
  const facts = mirroredFacts(policy, json, data, conversion.supplies);
  const { objects } = JSON.parse(json) as { objects: Record<string, { $class: string }> };
  const types = new Map(Object.entries(objects).map(([name, { $class }]) => [name, $class]));
  const unknown = new Set<string>();
  const before = libraryAnswers(policy, data, unknown);
  const all = cloudAnswers(converted, facts, types);
  return {
    wrong,
    conversion,
    converted,
    before,
    after: new Set([...all].filter((answer) => !unknown.has(answer))),
    shown: `${text}\n\n${conversion.texts[0]!.text}\n\n${facts.join('\n')}`,
  };
}

describe('a Library policy that is converted to Cloud', () => {
  test('answers over mirrored facts as before over the data, where no decision is left', { timeout: 300_000 }, () => {
    let yes = 0;
    let all = 0;
    fc.assert(
      fc.property(libraryCases(false), (one) => {
        const { conversion, before, after, shown, wrong } = bothAnswers(one);
        fc.pre(wrong.length === 0);
        // A list that must not have a member is kept, and said.
        expect(
          conversion.decisions.filter(({ kept }) => !kept),
          shown,
        ).toEqual([]);
        expect([...after].sort(), shown).toEqual([...before].sort());
        yes += before.size;
        all += asked.users.length * asked.actions.length * asked.things.length;
      }),
      { numRuns: runs, seed, endOnFailure: true },
    );
    // Agreement says something only if both answers are frequent.
    expect(yes / all).toBeGreaterThan(0.1);
    expect(yes / all).toBeLessThan(0.6);
  });

  test('allows nothing more, whatever is left to decide', { timeout: 300_000 }, () => {
    let left = 0;
    let same = 0;
    fc.assert(
      fc.property(libraryCases(true), (one) => {
        const { conversion, before, after, shown, wrong, converted } = bothAnswers(one);
        fc.pre(wrong.length === 0);
        expect(
          [...after].filter((answer) => !before.has(answer)),
          shown,
        ).toEqual([]);
        const errors = [...check(converted).values()].flat().filter(({ severity }) => severity === 'error');
        expect(errors, shown).toEqual([]);
        if (conversion.decisions.some(({ kept }) => !kept)) left++;
        if (after.size === before.size) same++;
      }),
      { numRuns: runs, seed, endOnFailure: true },
    );
    expect(left).toBeGreaterThan(runs / 5);
    expect(same).toBeGreaterThan(runs / 10);
  });
});
