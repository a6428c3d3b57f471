import { type Check, cloudOnly } from './definition.ts';
import { reportRepeated } from './repeated-name.ts';

/** Names of fixtures are unique in a policy: a test that uses one of two could mean either, and is not run. */
export const duplicateFixture: Check = {
  code: 'duplicate-fixture',
  severity: 'error',
  dialects: cloudOnly,
  summary: 'A fixture with the name of another.',
  policy(context) {
    reportRepeated(
      (statement) => (statement.$type === 'Fixture' ? { name: statement.name.text, node: statement.name } : undefined),
      (name) => `There is another fixture named ${name}, so no test can use it. Rename one of them.`,
      context,
    );
  },
};
