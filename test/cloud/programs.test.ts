import { printFact } from '@polar-tools/evaluator';
import { describe, expect, test } from 'vitest';
import { Meaning } from './bottom-up.ts';
import { type Answer, Engine, ground } from './engine.ts';
import { generate, Random } from './generate.ts';
import type { Body, Program, Query } from './program.ts';
import { factText, policyText, queryText } from './text.ts';

/** More on demand: POLAR_CLOUD_PROGRAMS=1000000 POLAR_CLOUD_SEED=1 npx vitest run test/cloud */
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
