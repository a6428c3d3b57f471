import { type Check, cloudOnly } from './check.ts';

/** A test that asserts nothing passes whatever the policy says. */
export const testWithoutAssertion: Check = {
  code: 'test-without-assertion',
  severity: 'warning',
  dialects: cloudOnly,
  summary: 'A test that asserts nothing.',
  nodes: {
    Test({ assertions, title, setup }, { report }) {
      if (assertions.length > 0) return;
      const after = setup ?? title;
      const newText = '\n\n  assert allow(User{"alice"}, "read", Resource{"example"});';
      report(
        title,
        `The test "${title.value}" asserts nothing, so it always passes. Add an assertion: assert allow(…);`,
        {
          ...(setup !== undefined && {
            fixes: [{ title: 'Add an assertion', edits: [{ node: after, at: 'after', newText }] }],
          }),
        },
      );
    },
  },
};
