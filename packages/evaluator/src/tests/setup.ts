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

/** How many fixtures of each name a policy has. */
export function fixturesByName(policy: Policy): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { statements } of policy.files.values())
    for (const { tree } of statements)
      if (tree?.$type === 'Fixture') counts.set(tree.name.text, (counts.get(tree.name.text) ?? 0) + 1);
  return counts;
}

/**
 * The facts of a test's setup, those of its fixtures included, on top of others.
 * @param fixtures how many there are of each name, for who asks for many tests
 */
export function setUp(
  policy: Policy,
  { uri, test, facts }: PolicyTest,
  base: FactStore,
  fixtures: ReadonlyMap<string, number> = fixturesByName(policy),
): FactStore | SetupProblem {
  const problem = fixtureProblem(fixtures, uri, test);
  if (problem !== undefined) return problem;
  const store = base.layer();
  for (const { uri: where, fact: node } of facts) {
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

function fixtureProblem(fixtures: ReadonlyMap<string, number>, uri: string, { setup }: Test): SetupProblem | undefined {
  for (const item of setup?.items ?? []) {
    if (item.$type !== 'FixtureUse') continue;
    const { text } = item.name;
    const location = { uri, ...rangeOf(item) };
    const found = fixtures.get(text) ?? 0;
    if (found === 0) return { message: `There is no fixture ${text}. Write one: test fixture ${text} { … }`, location };
    if (found > 1) return { message: `There are ${found} fixtures named ${text}. Rename all but one.`, location };
  }
  return undefined;
}
