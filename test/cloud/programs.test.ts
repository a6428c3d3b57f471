import { type Derivation, printFact, runTests, type TestResult, writeFact } from '@polar-tools/evaluator';
import { createPolicy, type Policy } from '@polar-tools/policy';
import { describe, expect, test } from 'vitest';
import { Meaning } from './bottom-up.ts';
import { type Answer, Engine, ground } from './engine.ts';
import { generate, Random } from './generate.ts';
import type { Body, Program, Query, Value } from './program.ts';
import { factText, policyText, queryText } from './text.ts';

/**
 * More on demand: POLAR_CLOUD_PROGRAMS=1000000 POLAR_CLOUD_SEED=1 npx vitest run test/cloud. The longest run until now was of 305,000 programs with seed 13013013:
 * 915,000 questions, 250,497 of them answered yes, 24,989 with wildcards.
 */
const programs = Number(process.env.POLAR_CLOUD_PROGRAMS ?? 10_000);
const seed = Number(process.env.POLAR_CLOUD_SEED ?? 2711);
const few = Math.max(1, Math.floor(programs / 20));
const timeout = 60_000 + programs * 60;

const shown = (program: Program, query: Query): string =>
  `${queryText(query)}\n\n${policyText(program)}\n\n${program.facts.map(factText).join('\n')}\n`;

describe(`${programs} generated Cloud programs`, () => {
  test('mean what naive evaluation from the facts up says they mean', { timeout }, () => {
    const random = new Random(seed);
    const counts = { asked: 0, yes: 0, wildcards: 0, negated: 0, unbound: 0 };
    for (let i = 0; i < programs; i++) {
      const { program, queries } = generate(random, 3);
      const meaning = new Meaning(program, queries);
      const engine = new Engine(program);
      if (hasNot(program)) counts.negated++;
      for (const query of queries) {
        const answers = engine.ask(query);
        counts.asked++;
        if (typeof answers === 'string') {
          // No value for a variable, of which naive evaluation tries all.
          expect(answers, shown(program, query)).toBe('unbound-variable');
          counts.unbound++;
          continue;
        }
        const expected = meaning.answers(query);
        if (expected.size > 0) counts.yes++;
        if (answers.some(({ fact }) => fact.arguments.some(({ id }) => id === undefined))) counts.wildcards++;
        const found = ground(answers, query, meaning.world);
        if (sorted(found) !== sorted(expected)) expect(sorted(found), shown(program, query)).toBe(sorted(expected));
      }
    }
    console.log(
      `${programs} programs (${counts.negated} with not), ${counts.asked} questions: ${counts.yes} answered yes, ${counts.wildcards} with wildcards, ${counts.unbound} with a variable that nothing gives a value`,
    );
    // The agreement says something only if both answers are frequent.
    expect(counts.yes).toBeGreaterThan(counts.asked / 5);
    expect(counts.yes).toBeLessThan((counts.asked * 4) / 5);
    expect(counts.unbound).toBeLessThan(counts.asked / 50);
  });

  test(`give the same answers in the same order, however rules, goals, facts and files are ordered (${few} of them)`, {
    timeout,
  }, () => {
    const random = new Random(seed + 1);
    for (let i = 0; i < few; i++) {
      const { program, queries } = generate(random, 3);
      const other = shuffled(program, random);
      const half = other.rules.length >> 1;
      const texts = [
        policyText({ ...other, blocks: [], stated: [], rules: other.rules.slice(half) }),
        policyText({ ...other, rules: other.rules.slice(0, half) }),
      ];
      const one = new Engine(program);
      const another = new Engine(other, texts);
      for (const query of queries)
        expect(listed(another.ask(query)), shown(program, query)).toEqual(listed(one.ask(query)));
    }
  });

  test(`without negation, keep every answer when a fact is added (${few} of them)`, { timeout }, () => {
    const random = new Random(seed + 2);
    for (let i = 0; i < few; i++) {
      const { program, queries } = generate(random, 3);
      if (hasNot(program) || program.facts.length === 0) continue;
      const [last, ...rest] = program.facts;
      const less = new Engine({ ...program, facts: rest });
      const more = new Engine({ ...program, facts: [...rest, last!] });
      const { world } = new Meaning(program, queries);
      for (const query of queries) {
        const before = less.ask(query);
        const after = more.ask(query);
        if (typeof before === 'string' || typeof after === 'string') continue;
        const kept = ground(after, query, world);
        for (const answer of ground(before, query, world)) expect(kept.has(answer), shown(program, query)).toBe(true);
      }
    }
  });

  test(`have a derivation of every answer, which goes down to facts without a circle (${few} of them)`, {
    timeout,
  }, () => {
    const random = new Random(seed + 4);
    let derived = 0;
    for (let i = 0; i < few; i++) {
      const { program, queries } = generate(random, 3);
      const told = new Set([...program.facts, ...program.stated].map((fact) => printFact(fact)));
      const engine = new Engine(program);
      for (const query of queries) {
        const answers = engine.ask(query);
        if (typeof answers === 'string') continue;
        for (const { fact, derivation } of answers.slice(0, 20)) {
          derived++;
          // What holds for several types has one derivation, and an answer for each.
          if (derivation.fact.arguments.every(({ id }) => id !== undefined))
            expect(printFact(derivation.fact), shown(program, query)).toBe(printFact(fact));
          expectDerived(derivation, told, [], shown(program, query));
        }
      }
    }
    expect(derived).toBeGreaterThan(few / 2);
  });

  test(`as tests that fail, suggest only facts that make them pass (${few} of them)`, { timeout }, () => {
    const random = new Random(seed + 5);
    const counts = { failed: 0, suggested: 0 };
    for (let i = 0; i < few; i++) {
      const { program, queries } = generate(random, 3);
      for (const query of queries) {
        const asserted: Query = { ...query, arguments: query.arguments.map((it) => ('type' in it ? it : someone(it))) };
        const judge = (facts: readonly string[]): TestResult => runTests(testOf(program, asserted, facts))[0]!;
        const facts = program.facts.map(factText);
        const { status, assertions } = judge(facts);
        if (status !== 'failed') continue;
        counts.failed++;
        for (const suggestion of assertions[0]!.suggestions ?? []) {
          counts.suggested++;
          const more = judge([...facts, ...suggestion.map(writeFact)]);
          expect(more.status, `${suggestion.map(writeFact)}\n${shown(program, asserted)}`).toBe('passed');
        }
      }
    }
    console.log(`${counts.failed} failing assertions, ${counts.suggested} suggestions, each tried`);
    expect(counts.suggested).toBeGreaterThan(few / 10);
  });

  test(`answer a wildcard with the union of what they answer for each value (${few} of them)`, { timeout }, () => {
    const random = new Random(seed + 3);
    for (let i = 0; i < few; i++) {
      const { program, queries } = generate(random, 2);
      const { world } = new Meaning(program, queries);
      const engine = new Engine(program);
      for (const query of queries) {
        const at = query.arguments.findIndex((argument) => 'wildcard' in argument);
        const answers = engine.ask(query);
        if (at === -1 || typeof answers === 'string') continue;
        const { wildcard } = query.arguments[at] as { readonly wildcard: string | undefined };
        const union = new Set<string>();
        for (const value of world) {
          if (wildcard !== undefined && value.type !== wildcard) continue;
          const one: Query = { ...query, arguments: query.arguments.with(at, value) };
          for (const key of ground(engine.ask(one) as Answer[], one, world)) union.add(key);
        }
        expect(sorted(ground(answers, query, world)), shown(program, query)).toBe(sorted(union));
      }
    }
  });
});

/** An argument of an assertion: a value where the query has none. */
const someone = (argument: Query['arguments'][number]): Value =>
  'wildcard' in argument && argument.wildcard === 'String'
    ? { type: 'String', id: 'read' }
    : { type: 'User', id: 'ann' };

function testOf(program: Program, query: Query, facts: readonly string[]): Policy {
  const setup = `setup { ${facts.map((fact) => `${fact};`).join(' ')} }`;
  const text = `${policyText(program)}\ntest "it" { ${setup} assert ${queryText(query)}; }`;
  return createPolicy([{ uri: 'main.polar', text }], { dialect: 'cloud' });
}

/** Every step of a derivation is a fact that was told, or a rule whose goals have derivations that do not need it. */
function expectDerived(
  { fact, told, clause, goals }: Derivation,
  facts: ReadonlySet<string>,
  above: readonly string[],
  message: string,
): void {
  const text = printFact(fact);
  expect(above, message).not.toContain(text);
  if (told) {
    // Or the policy states it.
    expect(facts.has(text) || clause !== undefined, message).toBe(true);
    return;
  }
  expect(clause !== undefined || fact.predicate.startsWith('@'), `${text}\n${message}`).toBe(true);
  for (const { kind, derivation } of goals) {
    if (kind === 'call') expect(derivation, message).toBeDefined();
    if (derivation !== undefined) expectDerived(derivation, facts, [...above, text], message);
  }
}

const sorted = (keys: Iterable<string>): string => [...keys].sort().join('\n');
const listed = (answers: readonly Answer[] | string): readonly string[] | string =>
  typeof answers === 'string' ? answers : answers.map(({ fact }) => printFact(fact));

const hasNot = ({ rules }: Program): boolean => rules.some(({ body }) => isNegative(body));

/** Values that are not equal are the absence of something, too. */
function isNegative(body: Body): boolean {
  if (body.kind === 'and' || body.kind === 'or') return body.parts.some(isNegative);
  return body.kind === 'not';
}

function shuffled({ blocks, rules, stated, facts }: Program, random: Random): Program {
  return {
    blocks: random.shuffled(blocks).map((block) => ({ ...block, shorthands: random.shuffled(block.shorthands) })),
    rules: random.shuffled(rules).map((rule) => ({ ...rule, body: reordered(rule.body, random) })),
    stated: random.shuffled(stated),
    facts: random.shuffled(facts),
  };
}

function reordered(body: Body, random: Random): Body {
  if (body.kind !== 'and' && body.kind !== 'or') return body;
  return { kind: body.kind, parts: random.shuffled(body.parts).map((part) => reordered(part, random)) };
}
