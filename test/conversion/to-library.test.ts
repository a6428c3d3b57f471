import { compile, loadData, prepare, solve } from '@polar-tools/evaluator';
import { check, convert, createPolicy, type Supply } from '@polar-tools/policy';
import { describe, expect, test } from 'vitest';
import { Meaning } from '../cloud/bottom-up.ts';
import { generate, Random } from '../cloud/generate.ts';
import type { Fact, Program, Query, Value } from '../cloud/program.ts';
import { factText, policyText, queryText } from '../cloud/text.ts';

const programs = Number(process.env.POLAR_CONVERSION_PROGRAMS ?? 150);
const seed = Number(process.env.POLAR_CONVERSION_SEED ?? 1);

type FactSupply = Extract<Supply, { kind: 'fact' }>;

const isObject = ({ type }: Value): boolean => !['String', 'Integer', 'Boolean'].includes(type);
const nameOf = ({ type, id }: Value): string => `${type}_${id}`;

/** The supply that a fact is told through: of its predicate, class and, of a relation, name. */
function supplyOf(
  { predicate, arguments: values }: Fact,
  program: Program,
  supplies: readonly FactSupply[],
): FactSupply | undefined {
  const keywords = new Map(program.blocks.map(({ keyword, name }) => [name, keyword]));
  return supplies.find(({ predicate: name, class: type, form, shape }) => {
    if (name !== predicate || values.length !== form.split(', ').length) return false;
    const [first, second] = values;
    if (first === undefined || (type !== first.type && !(type === 'Actor' && keywords.get(first.type) === 'actor')))
      return false;
    if (name === 'has_relation') return form.includes(`"${second!.id}"`) && form.endsWith(`, ${values[2]!.type})`);
    return shape !== 'members' || form.endsWith(`, ${second!.type})`) || form.endsWith(', _)');
  });
}

/** The data that say of objects what the facts said; every object has every field of its class. */
function mirroredData(
  program: Program,
  facts: readonly Fact[],
  world: readonly Value[],
  supplies: readonly FactSupply[],
): string {
  const actors = new Set(program.blocks.flatMap(({ keyword, name }) => (keyword === 'actor' ? [name] : [])));
  const objects: Record<string, Record<string, unknown>> = {};
  for (const value of world.filter(isObject)) {
    const own = supplies.filter(
      ({ class: type }) => type === value.type || (type === 'Actor' && actors.has(value.type)),
    );
    objects[nameOf(value)] = {
      $class: value.type,
      id: value.id,
      ...Object.fromEntries(own.map(({ field, shape }) => [field, shape === 'truth' ? false : []])),
    };
  }
  const json = (value: Value): unknown => {
    if (isObject(value)) return { $ref: nameOf(value) };
    return value.type === 'String' ? value.id : JSON.parse(value.id);
  };
  for (const fact of facts) {
    const { field, shape } = supplyOf(fact, program, supplies)!;
    const [first, ...rest] =
      fact.predicate === 'has_relation' ? [fact.arguments[0]!, fact.arguments[2]!] : fact.arguments;
    const object = objects[nameOf(first!)]!;
    if (shape === 'truth') object[field] = true;
    else (object[field] as unknown[]).push(shape === 'members' ? json(rest[0]!) : rest.map(json));
  }
  const classes = Object.fromEntries(Object.values(objects).map(({ $class }) => [$class, {}]));
  return JSON.stringify({ classes, objects });
}

/** A program without the rules and shorthands that are each a decision: what is left is mostly none. */
function withoutDecisions(program: Program): Program {
  const bare: Program['blocks'] = program.blocks.map((block) => ({ ...block, shorthands: [] }));
  const plain = (rules: Program['rules'], blocks: Program['blocks']): boolean => {
    const text = policyText({ blocks, rules, stated: [], facts: [] });
    return (
      convert(createPolicy([{ uri: 'policy.polar', text }], { dialect: 'cloud' }), 'library').decisions.length === 0
    );
  };
  return {
    ...program,
    stated: [],
    rules: program.rules.filter((rule) => plain([rule], bare)),
    blocks: program.blocks.map((block, i) => ({
      ...block,
      shorthands: block.shorthands.filter((shorthand) =>
        plain(
          [],
          bare.map((each, at) => (at === i ? { ...each, shorthands: [shorthand] } : each)),
        ),
      ),
    })),
  };
}

describe('a Cloud policy that is converted to the Library', () => {
  test('answers over mirrored data as before over the facts, where no decision is left', { timeout: 240_000 }, () => {
    const random = new Random(seed);
    const counts = { converted: 0, asked: 0, yes: 0 };
    for (let i = 0; i < programs; i++) {
      const made = generate(random, 1);
      const { queries } = made;
      const program = withoutDecisions(made.program);
      const text = policyText(program);
      const policy = createPolicy([{ uri: 'policy.polar', text }], { dialect: 'cloud' });
      if ([...check(policy).values()].flat().some(({ severity }) => severity === 'error')) continue;
      const conversion = convert(policy, 'library');
      const converted = createPolicy(conversion.texts, { dialect: 'library' });
      const errors = [...check(converted).values()].flat().filter(({ severity }) => severity === 'error');
      expect(errors, `${text}\n\n${conversion.texts[0]!.text}`).toEqual([]);
      // On data that go in a circle, as these do, the Library does not end; that is a decision, too.
      if (conversion.decisions.length > 0) continue;
      counts.converted++;
      const supplies = conversion.supplies.filter((supply): supply is FactSupply => supply.kind === 'fact');
      // Facts beside rules that nobody declared have no place in the Library, as the documents say.
      const facts = program.facts.filter((fact) => supplyOf(fact, program, supplies) !== undefined);
      const all = [...groundQueries(new Meaning({ ...program, facts }, queries).world)];
      const meaning = new Meaning({ ...program, facts }, all);
      const { data, errors: wrong } = loadData(mirroredData(program, facts, meaning.world, supplies));
      expect(wrong).toEqual([]);
      const run = compile(converted, data.host);
      for (const query of all) {
        if (!converted.predicates.has(query.predicate)) continue;
        const expected = meaning.answers(query).size > 0;
        const asked = query.arguments.map((value) => ('id' in value && value.id !== undefined ? value : undefined)!);
        const written = asked.map((value) =>
          isObject(value as Value) ? nameOf(value as Value) : `"${(value as Value).id}"`,
        );
        const { query: prepared } = prepare(run, `${query.predicate}(${written.join(', ')})`);
        const [first] = solve(prepared!, { host: data.host, limits: { depth: 200, memory: 20_000 } });
        counts.asked++;
        if (expected) counts.yes++;
        expect(
          first?.kind === 'answer',
          `${queryText(query)}\n${text}\n\n${conversion.texts[0]!.text}\n${facts.map(factText).join('\n')}`,
        ).toBe(expected);
      }
    }
    console.log(
      `${counts.converted} of ${programs} programs converted, ${counts.asked} questions: ${counts.yes} answered yes`,
    );
    expect(counts.converted).toBeGreaterThan(programs / 4);
    expect(counts.yes).toBeGreaterThan(counts.asked / 100);
  });
});

function* groundQueries(world: readonly Value[]): Generator<Query> {
  const objects = world.filter(isObject);
  for (const actor of objects.filter(({ type }) => type === 'User' || type === 'Team'))
    for (const name of ['read', 'write', 'reader'])
      for (const thing of objects)
        for (const predicate of name === 'reader' ? ['has_role'] : ['has_permission', 'allow'])
          yield { predicate, arguments: [actor, { type: 'String', id: name }, thing] };
}
