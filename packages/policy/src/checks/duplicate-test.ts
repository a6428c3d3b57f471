import { type Check, cloudOnly } from './definition.ts';
import { reportRepeated } from './repeated-name.ts';

/** Names of tests are unique in a policy (docs/language/facts-and-tests.md): the second could not be run. */
export const duplicateTest: Check = {
  code: 'duplicate-test',
  severity: 'error',
  dialects: cloudOnly,
  summary: 'A test with the name of another.',
  policy(context) {
    reportRepeated(
      (statement) => (statement.$type === 'Test' ? { name: statement.title.value, node: statement.title } : undefined),
      (name) => `There is another test named "${name}", so this one is not run. Rename one of them.`,
      context,
    );
  },
};
