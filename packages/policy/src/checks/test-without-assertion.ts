import { print, printString, type Test } from '@polar-tools/language';
import type { Snapshot } from '../model/snapshot.ts';
import { type Check, cloudOnly, type FindingFix } from './definition.ts';

/** A test has at least one assertion (docs/language/facts-and-tests.md): one that asserts nothing would pass whatever the policy says. */
export const testWithoutAssertion: Check = {
  code: 'test-without-assertion',
  severity: 'error',
  dialects: cloudOnly,
  summary: 'A test that asserts nothing.',
  nodes: {
    Test(test, { report }) {
      const { assertions, title } = test;
      if (assertions.length > 0) return;
      report(title, `The test "${title.value}" asserts nothing, so it is not run. Add an assertion: assert allow(…);`, {
        fixes: (policy) => assertionFor(test, policy),
      });
    },
  },
};

/** The most characters after the title of a test that has nothing in its braces. */
const EMPTY_BODY = 12;

function assertionFor(test: Test, policy: Snapshot): FindingFix[] {
  const { setup, title } = test;
  const assertion = `assert allow(${exampleOf(policy)});`;
  const fix = { title: 'Add an assertion' };
  if (setup !== undefined) return [{ ...fix, edits: [{ node: setup, at: 'after', newText: `\n\n  ${assertion}` }] }];
  // Comments may stand in longer ones.
  if (test.$end - title.$end > EMPTY_BODY) return [];
  const newText = `test ${print(title)} {\n  ${assertion}\n}`;
  return [{ ...fix, edits: [{ node: test, at: 'instead', newText }] }];
}

/** Arguments for an assertion, of the policy's own types where it has them. */
function exampleOf({ blocks }: Snapshot): string {
  const all = [...blocks.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const actor = all.find(({ keyword }) => keyword === 'actor')?.name ?? 'User';
  const named = all.flatMap(({ name: type, names, keyword }) => {
    const permission = keyword === 'global' ? undefined : [...names.values()].find(({ kind }) => kind === 'permission');
    return permission === undefined ? [] : [{ type, permission: permission.name }];
  });
  const { type, permission } = named[0] ?? { type: 'Resource', permission: 'read' };
  return `${actor}{"alice"}, ${printString(permission)}, ${type}{"example"}`;
}
