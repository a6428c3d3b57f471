/** Why a query of Cloud holds or not, and what would flip it, on generated programs: each claim is tried by evaluation. */
import {
  CloudRun,
  cloudFlips,
  compileCloud,
  explainCloudQuery,
  type Fact,
  type FactChange,
  FactStore,
  prepareCloud,
  type Step,
  writeFact,
} from '@polar-tools/evaluator';
import { createPolicy, type Policy } from '@polar-tools/policy';
import { expect, test } from 'vitest';
import { generate, Random } from '../cloud/generate.ts';
import { factText, policyText, queryText } from '../cloud/text.ts';
import { expectToldInOrder } from './told-in-order.ts';

const seed = Number(process.env.WHY_SEED ?? 20_261);
const programs = Number(process.env.WHY_CASES ?? 1_500);
const timeout = 120_000;

interface Asked {
  readonly policy: Policy;
  readonly facts: readonly Fact[];
  readonly text: string;
  readonly about: string;
}

function* asked(from: number): Generator<Asked> {
  const random = new Random(from);
  for (let i = 0; i < programs; i++) {
    const { program, queries } = generate(random, 3);
    const source = policyText(program);
    const policy = createPolicy([{ uri: 'p.polar', text: source }], { dialect: 'cloud' });
    for (const query of queries) {
      const text = queryText(query);
      yield {
        policy,
        facts: program.facts,
        text,
        about: `${text}\n\n${source}\n\n${program.facts.map(factText).join('\n')}`,
      };
    }
  }
}

function prepared(policy: Policy, text: string, facts: readonly Fact[]) {
  const store = new FactStore();
  for (const fact of facts) store.add(fact);
  return { store, query: prepareCloud(compileCloud(policy, store.values), text).query! };
}

/** The answers of a query; undefined where it ends with an error. */
function answers(policy: Policy, text: string, facts: readonly Fact[]): readonly string[] | undefined {
  const { store, query } = prepared(policy, text, facts);
  const run = new CloudRun(query, { facts: store });
  const found: string[] = [];
  for (;;) {
    const outcome = run.run();
    if (outcome.kind === 'done') return found;
    if (outcome.kind !== 'answer') return undefined;
    found.push(writeFact(outcome.answer.fact!));
  }
}

/** Whether a query has an answer, whatever the search for others ends with. */
function hasAnswer(policy: Policy, text: string, facts: readonly Fact[]): boolean {
  const { store, query } = prepared(policy, text, facts);
  return new CloudRun(query, { facts: store }).run().kind === 'answer';
}

function* stepsIn(steps: readonly Step[]): Generator<Step> {
  for (const step of steps) {
    yield step;
    yield* stepsIn(step.within);
    for (const { goals } of step.rules) yield* stepsIn(goals);
  }
}

test('a proof replays: the facts in it alone give its answer, and all that it denies is absent', { timeout }, () => {
  const counts = { proofs: 0, replayed: 0, facts: 0, denied: 0, steps: 0 };
  for (const { policy, facts, text, about } of asked(seed)) {
    const { store, query } = prepared(policy, text, facts);
    const explanation = explainCloudQuery(query, { facts: store, limits: { steps: 2_000, depth: 60 } });
    if (explanation?.outcome !== 'holds') continue;
    for (const { steps } of explanation.answers) {
      counts.proofs++;
      const held = [...heldIn(steps)];
      counts.steps += held.length;
      const used = new Set(held.filter(({ kind }) => kind === 'fact').map(({ goal }) => goal));
      const denied = held.filter(({ kind }) => kind === 'negation');
      for (const { goal, reason } of denied) {
        if (reason === 'it is not so.') continue;
        counts.denied++;
        expect(answers(policy, goal.replace(/^not /, ''), facts) ?? [], `${goal} in ${about}`).toEqual([]);
      }
      if (denied.length > 0) continue;
      const kept = facts.filter((fact) => used.has(writeFact(fact)));
      counts.facts += kept.length;
      const told = steps[0]!.goal;
      expect(hasAnswer(policy, told, kept), `${told} by ${kept.map(writeFact).join(', ')} in ${about}`).toBe(true);
      counts.replayed++;
    }
  }
  console.log(JSON.stringify(counts));
  expect(counts.replayed).toBeGreaterThan(programs / 2);
});

/** What a proof takes, without why nothing was found. */
function* heldIn(steps: readonly Step[]): Generator<Step> {
  for (const step of steps) {
    if (!step.held) continue;
    yield step;
    yield* heldIn(step.within);
    for (const { goals } of step.rules) yield* heldIn(goals);
  }
}

test('a denial is told by the rules that could give it, the nearest first, each with what it lacks', {
  timeout,
}, () => {
  const counts = { denials: 0, named: 0, steps: 0, lacking: 0 };
  for (const { policy, facts, text, about } of asked(seed + 1)) {
    const { store, query } = prepared(policy, text, facts);
    const explanation = explainCloudQuery(query, { facts: store });
    if (explanation?.outcome !== 'fails') continue;
    counts.denials++;
    expect(explanation.failure.length, about).toBeGreaterThan(0);
    counts.named += expectToldInOrder(explanation.failure, about);
    for (const { held, kind, goal, reason, rules, again, nearness } of stepsIn(explanation.failure)) {
      counts.steps++;
      if (held) continue;
      expect(nearness, about).toBeDefined();
      expect(reason !== undefined || rules.length > 0 || again === true, `${goal} in ${about}`).toBe(true);
      if (kind !== 'call' || !/^\w+\([^()]*\)$/.test(goal)) continue;
      // A variable of a rule is of the types that the rule says.
      if (/[(,] ?[a-z]\w*(?=[,)])/.test(goal)) continue;
      // What is said to fail has no answer.
      counts.lacking++;
      expect(answers(policy, goal, facts) ?? [], `${goal} in ${about}`).toEqual([]);
    }
  }
  console.log(JSON.stringify(counts));
  expect(counts.denials).toBeGreaterThan(programs / 4);
  expect(counts.lacking).toBeGreaterThan(counts.denials);
});

test('every change of facts that is told flips the query, and no proper part of it does', { timeout }, () => {
  const counts = { queries: 0, denials: 0, withFlips: 0, flips: 0, together: 0, removals: 0, parts: 0 };
  for (const { policy, facts, text, about } of asked(seed + 2)) {
    const before = answers(policy, text, facts);
    if (before === undefined) continue;
    counts.queries++;
    const holds = before.length > 0;
    if (!holds) counts.denials++;
    const { store, query } = prepared(policy, text, facts);
    const { found } = cloudFlips(query, holds, { facts: store, limits: { trials: 150 } });
    expect([...store.facts()].map(writeFact).sort()).toEqual([...new Set(facts.map(writeFact))].sort());
    if (found.length > 0) counts.withFlips++;
    expect(found.length).toBeLessThanOrEqual(3);
    expect(new Set(found.map((one) => JSON.stringify(one))).size).toBe(found.length);
    for (const changes of found) {
      counts.flips++;
      if (changes.length > 1) counts.together++;
      if (changes.some(({ kind }) => kind === 'remove-fact')) counts.removals++;
      const after = answers(policy, text, changed(facts, changes));
      expect(after !== undefined && after.length > 0, `${JSON.stringify(changes)} of ${about}`).toBe(!holds);
      for (const part of properParts(changes)) {
        counts.parts++;
        const partly = answers(policy, text, changed(facts, part));
        expect(partly === undefined ? holds : partly.length > 0, `${JSON.stringify(part)} of ${about}`).toBe(holds);
      }
    }
  }
  console.log(JSON.stringify(counts));
  expect(counts.withFlips).toBeGreaterThan(counts.queries / 5);
  expect(counts.removals).toBeGreaterThan(programs / 10);
});

function changed(facts: readonly Fact[], changes: readonly FactChange[]): readonly Fact[] {
  const gone = new Set(changes.flatMap(({ kind, fact }) => (kind === 'remove-fact' ? [writeFact(fact)] : [])));
  const added = changes.flatMap(({ kind, fact }) => (kind === 'add-fact' ? [fact] : []));
  return [...facts.filter((fact) => !gone.has(writeFact(fact))), ...added];
}

function properParts<T>(all: readonly T[]): T[][] {
  return Array.from({ length: 2 ** all.length }, (_, mask) => all.filter((_one, i) => (mask & (1 << i)) !== 0)).filter(
    ({ length }) => length > 0 && length < all.length,
  );
}
