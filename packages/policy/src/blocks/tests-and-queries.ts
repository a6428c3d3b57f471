import type { Fact } from '@polar-tools/language';
import type { PolicyFixture, PolicyQuery, PolicyTest } from '../model/policy.ts';
import type { SnapshotView } from '../model/snapshot-view.ts';

/** The inline queries of a policy, in the order of files and of text. */
export function queriesOf(policy: SnapshotView): readonly PolicyQuery[] {
  const queries: PolicyQuery[] = [];
  for (const { uri, tree } of policy.statements())
    if (tree?.$type === 'InlineQuery') queries.push({ uri, query: tree });
  return queries;
}

/** The fixtures of a policy by name; of two with one name, the first. */
export function fixturesOf(policy: SnapshotView): ReadonlyMap<string, PolicyFixture> {
  const fixtures = new Map<string, PolicyFixture>();
  for (const { uri, tree } of policy.statements()) {
    if (tree?.$type === 'Fixture' && !fixtures.has(tree.name.text)) {
      fixtures.set(tree.name.text, { uri, name: tree.name.text, fixture: tree });
    }
  }
  return fixtures;
}

/** The tests of a policy, in the order of files and of text. */
export function testsOf(policy: SnapshotView): readonly PolicyTest[] {
  const tests: PolicyTest[] = [];
  for (const { uri, tree } of policy.statements()) {
    if (tree?.$type !== 'Test') continue;
    const facts: { uri: string; fact: Fact }[] = [];
    for (const item of tree.setup?.items ?? []) {
      if (item.$type === 'Fact') {
        facts.push({ uri, fact: item });
      } else {
        const used = policy.fixtures.get(item.name.text);
        if (used !== undefined) for (const fact of used.fixture.facts) facts.push({ uri: used.uri, fact });
      }
    }
    tests.push({ uri, title: tree.title.value, test: tree, facts, assertions: tree.assertions });
  }
  return tests;
}
