/** Why a query of the Library holds or not, and what would flip it, on generated policies: each claim is tried by evaluation. */
import {
  changedData,
  compile,
  explainLibrary,
  libraryFlips,
  loadData,
  Machine,
  prepare,
  type Step,
} from '@polar-tools/evaluator';
import { createPolicy, type Policy } from '@polar-tools/policy';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Random } from '../cloud/generate.ts';
import { asCase, generatedCases } from '../conformance/generate.ts';
import { deepCases } from '../conformance/generate-deep.ts';
import { application } from './applications.ts';
import { expectToldInOrder } from './told-in-order.ts';

const seed = Number(process.env.WHY_SEED ?? 20_261);
const cases = Number(process.env.WHY_CASES ?? 40);
const flipped = cases * 3;
const timeout = 120_000;
const LIMITS = { time: 0, depth: 5_000, memory: 100_000 };
/** `x.a = x` with x unbound makes everybody think for ever. */
const mayEnd = (text: string): boolean => !/\b(\w+)\.[\w.()]+ = \1\b/.test(text);

interface Asked {
  readonly policy: Policy;
  readonly statements: readonly string[];
  readonly text: string;
  readonly data: string;
  readonly about: string;
}

function* asked(): Generator<Asked> {
  for (const arbitrary of [generatedCases, deepCases])
    for (const generated of fc.sample(arbitrary, { seed, numRuns: cases })) {
      const statements = generated.statements.filter(mayEnd);
      const { policy: text, data } = asCase({ statements, queries: generated.queries });
      const policy = createPolicy([{ uri: 'p.polar', text }], { dialect: 'library' });
      for (const query of generated.queries.filter(mayEnd))
        yield { policy, statements, text: query, data: JSON.stringify(data), about: `${text}\n?= ${query};` };
    }
}

/** Whether a query has an answer; undefined where it ends with an error before one, or takes long. */
function verdict(policy: Policy, query: string, data: string): boolean | undefined {
  const { data: read, errors } = loadData(data);
  expect(errors.filter(({ severity }) => severity === 'error')).toEqual([]);
  const prepared = prepare(compile(policy, read.host), query).query;
  if (prepared === undefined) return undefined;
  const { kind } = new Machine(prepared, { host: read.host, limits: LIMITS }).run(100_000);
  return kind === 'answer' ? true : kind === 'done' ? false : undefined;
}

function* stepsIn(steps: readonly Step[]): Generator<Step> {
  for (const step of steps) {
    yield step;
    yield* stepsIn(step.within);
    for (const { goals } of step.rules) yield* stepsIn(goals);
  }
}

/** Of variables without a value that are one, each is told by any other's name: they are compared by which are one. Names that no query has say nothing. */
function plain(bindings: Readonly<Record<string, string>>): string {
  const names = Object.keys(bindings).sort();
  const one = new Map(names.map((name) => [name, name]));
  for (const [name, value] of Object.entries(bindings)) {
    const [into, from] = [one.get(name), one.get(value)].sort();
    if (from === undefined || into === undefined) continue;
    for (const [each, first] of one) if (first === from) one.set(each, into);
  }
  const inValue = (value: string): string =>
    value.replaceAll(/"(?:[^"\\]|\\.)*"|\b\w+\b/g, (word) => one.get(word) ?? word).replaceAll(/_\w+/g, '_');
  return JSON.stringify(names.map((name) => [name, inValue(bindings[name]!)]));
}

test('a proof replays: its rules alone give its answer', { timeout }, () => {
  const counts = { proofs: 0, replayed: 0, rules: 0, withNot: 0, withoutReplay: 0 };
  for (const { policy, text, data, about } of asked()) {
    const { host } = loadData(data).data;
    const { query } = prepare(compile(policy, host), text);
    if (query === undefined) continue;
    const explanation = explainLibrary(query, { host, limits: { events: 3_000, steps: 3_000, depth: 200 } });
    if (explanation?.outcome !== 'holds' || explanation.bounds.some(({ kind }) => kind === 'events')) continue;
    for (const { bindings, steps } of explanation.answers) {
      counts.proofs++;
      const all = [...stepsIn(steps)];
      if (all.some(({ held }) => !held) || all.some(({ kind }) => kind === 'negation' || kind === 'forall')) {
        // What is absent is not given by rules.
        counts.withNot++;
        continue;
      }
      expect(all.length, about).toBeGreaterThan(0);
      const source = policy.files.get('p.polar')!.text;
      const used = new Set(all.flatMap(({ rules }) => rules.map(({ place }) => place!.start)));
      const kept = [...policy.files.get('p.polar')!.statements].filter(({ tree, base, length }) => {
        if (tree?.$type !== 'Rule') return true;
        return [...used].some((at) => at >= base && at < base + length);
      });
      counts.rules += used.size;
      const rules = kept.map(({ base, length }) => source.slice(base, base + length)).join('\n');
      // To ask for what has no rule at all would be an error, in a part of the query that the proof has nothing of.
      const named = [...policy.predicates.keys()].map((name) => `${name}() if 1 = 2;`).join('\n');
      const fewer = createPolicy([{ uri: 'p.polar', text: `${rules}\n${named}` }], { dialect: 'library' });
      const again = prepare(compile(fewer, host), text).query!;
      const replayed = explainLibrary(again, { host, limits: { events: 20_000, answers: 50, steps: 1 } });
      if (replayed === undefined) {
        // Another order of rules may meet an error first.
        counts.withoutReplay++;
        continue;
      }
      expect(
        replayed.answers.map((answer) => plain(answer.bindings)),
        about,
      ).toContain(plain(bindings));
      counts.replayed++;
    }
  }
  console.log(JSON.stringify(counts));
  expect(counts.replayed).toBeGreaterThan(cases);
  expect(counts.withoutReplay).toBeLessThan(counts.replayed / 20);
});

test('a denial names what failed: a goal of the query, and for each rule a goal of its body', { timeout }, () => {
  const counts = { denials: 0, named: 0, steps: 0 };
  for (const { policy, text, data, about } of asked()) {
    const { host } = loadData(data).data;
    const { query } = prepare(compile(policy, host), text);
    if (query === undefined) continue;
    const explanation = explainLibrary(query, { host, limits: { events: 3_000 } });
    if (explanation?.outcome !== 'fails') continue;
    counts.denials++;
    expect(explanation.failure.length, about).toBeGreaterThan(0);
    counts.named += expectToldInOrder(explanation.failure, about);
    for (const step of explanation.failure) {
      expect(step.held, about).toBe(false);
      const missing = step.rules.map(({ nearness }) => nearness?.missing ?? Number.POSITIVE_INFINITY);
      const fitting = missing.slice(0, step.rules.filter(({ outcome }) => outcome !== 'misfit').length);
      expect(fitting, about).toEqual([...fitting].sort((a, b) => a - b));
    }
    for (const { held, kind, reason, rules, within, again, nearness } of stepsIn(explanation.failure)) {
      counts.steps++;
      if (held) continue;
      expect(nearness, about).toBeDefined();
      const says = reason !== undefined || rules.length > 0 || within.length > 0 || again === true;
      expect(says, `${kind} in ${about}`).toBe(true);
    }
  }
  console.log(JSON.stringify(counts));
  expect(counts.denials).toBeGreaterThan(cases);
});

test('every change that is told flips the query in the file, and no proper part of it does', { timeout }, () => {
  const random = new Random(seed);
  const counts = { queries: 0, denials: 0, allowances: 0, withFlips: 0, flips: 0, parts: 0, together: 0, classes: 0 };
  for (let i = 0; i < flipped; i++) {
    const { policy: source, data: objects, queries } = application(random, 4);
    const policy = createPolicy([{ uri: 'p.polar', text: source }], { dialect: 'library' });
    const data = JSON.stringify(objects);
    for (const text of new Set(queries)) {
      const about = `${source}\n${text}\n${data}`;
      const holds = verdict(policy, text, data);
      expect(holds, about).toBeDefined();
      counts.queries++;
      if (holds) counts.allowances++;
      else counts.denials++;
      const { found } = libraryFlips(policy, text, data, holds!, { limits: { trials: 300 } });
      if (found.length > 0) counts.withFlips++;
      expect(found.length).toBeLessThanOrEqual(3);
      expect(new Set(found.map((one) => JSON.stringify(one))).size).toBe(found.length);
      for (const changes of found) {
        counts.flips++;
        if (changes.length > 1) counts.together++;
        if (changes.some(({ path }) => path.at(-1) === '$class')) counts.classes++;
        const changed = changedData(data, changes);
        expect(changed, `${JSON.stringify(changes)} of ${about}`).toBeDefined();
        expect(verdict(policy, text, changed!), `${JSON.stringify(changes)} of ${about}`).toBe(!holds);
        for (const part of properParts(changes)) {
          counts.parts++;
          const partly = changedData(data, part);
          expect(partly === undefined ? holds : verdict(policy, text, partly), about).not.toBe(!holds);
        }
      }
    }
  }
  console.log(JSON.stringify(counts));
  expect(counts.withFlips).toBeGreaterThan(counts.queries / 3);
  expect(counts.together).toBeGreaterThan(counts.flips / 50);
  expect(Math.min(counts.denials, counts.allowances)).toBeGreaterThan(counts.queries / 8);
});

function properParts<T>(all: readonly T[]): T[][] {
  return Array.from({ length: 2 ** all.length }, (_, mask) => all.filter((_one, i) => (mask & (1 << i)) !== 0)).filter(
    ({ length }) => length > 0 && length < all.length,
  );
}
