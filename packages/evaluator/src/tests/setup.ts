import { type Fact as FactNode, rangeOf, type Test } from '@polar-tools/language';
import type { Location, Policy, PolicyTest } from '@polar-tools/policy';
import { literalValue } from '../dialect/cloud/term.ts';
import type { FactStore } from '../facts/fact-store.ts';
import { mostArguments } from '../facts/relation.ts';
import type { Fact } from '../facts/value.ts';

/** What is wrong with a test's setup. */
export interface SetupProblem {
  readonly message: string;
  readonly location: Location;
}

/** The fixtures of a policy on top of other facts: tests that name the same ones share their facts, and what is made to find these. */
export class Fixtures {
  readonly policy: Policy;
  readonly base: FactStore;
  /** How many there are of each name. */
  readonly #counts = new Map<string, number>();
  /** By the names of fixtures. */
  readonly #stores = new Map<string, FactStore | undefined>();

  constructor(policy: Policy, base: FactStore) {
    this.policy = policy;
    this.base = base;
    for (const { statements } of policy.files.values())
      for (const { tree } of statements)
        if (tree?.$type === 'Fixture') this.#counts.set(tree.name.text, this.count(tree.name.text) + 1);
  }

  count(name: string): number {
    return this.#counts.get(name) ?? 0;
  }

  /** The facts of some fixtures, on top of the others; undefined where one of them has something else than facts. */
  facts(names: readonly string[]): FactStore | undefined {
    if (names.length === 0) return this.base;
    const key = names.join();
    if (!this.#stores.has(key)) this.#stores.set(key, this.#made(names));
    return this.#stores.get(key);
  }

  #made(names: readonly string[]): FactStore | undefined {
    const store = this.base.layer();
    for (const name of names)
      for (const node of this.policy.fixtures.get(name)?.fixture.facts ?? []) {
        const fact = factOf(node);
        if (fact === undefined) return undefined;
        store.add(fact);
      }
    return store;
  }
}

/**
 * The facts of a test's setup, those of its fixtures included, on top of others.
 * @param fixtures those of the policy on top of the others, for who asks for many tests
 */
export function setUp(
  policy: Policy,
  { uri, test, facts }: PolicyTest,
  base: FactStore,
  fixtures: Fixtures = new Fixtures(policy, base),
): FactStore | SetupProblem {
  const problem = fixtureProblem(fixtures, uri, test);
  if (problem !== undefined) return problem;
  const items = test.setup?.items ?? [];
  const below = fixtures.facts(items.flatMap((item) => (item.$type === 'FixtureUse' ? [item.name.text] : [])));
  const own = items.flatMap((item) => (item.$type === 'Fact' ? [{ uri, fact: item }] : []));
  const store = (below ?? base).layer();
  for (const { uri: where, fact: node } of below === undefined ? facts : own) {
    const fact = factOf(node);
    if (fact === undefined) {
      const message = 'A fact of a test has values only, such as User{"anne"} or "admin". Variables cannot stand here.';
      return { message, location: { uri: where, ...rangeOf(node) } };
    }
    store.add(fact);
  }
  return store;
}

/** The fact that a node of a setup or a fixture states; undefined where it is not made of values. */
export function factOf({ name, arguments: nodes }: FactNode): Fact | undefined {
  if (nodes.length > mostArguments) return undefined;
  const values = nodes.map(literalValue);
  if (!values.every((value) => value !== undefined)) return undefined;
  return { predicate: name.text, arguments: values };
}

function fixtureProblem(fixtures: Fixtures, uri: string, { setup }: Test): SetupProblem | undefined {
  for (const item of setup?.items ?? []) {
    if (item.$type !== 'FixtureUse') continue;
    const { text } = item.name;
    const location = { uri, ...rangeOf(item) };
    const found = fixtures.count(text);
    if (found === 0) return { message: `There is no fixture ${text}. Write one: test fixture ${text} { … }`, location };
    if (found > 1) return { message: `There are ${found} fixtures named ${text}. Rename all but one.`, location };
  }
  return undefined;
}
