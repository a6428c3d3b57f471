import { nearestOf } from '../names/suggestions.ts';
import { type Check, cloudOnly } from './definition.ts';

/** A test sets up a fixture that no file defines. */
export const unknownFixture: Check = {
  code: 'unknown-fixture',
  severity: 'error',
  dialects: cloudOnly,
  summary: 'A fixture that a test uses and no file defines.',
  nodes: {
    FixtureUse({ name }, { policy, report }) {
      if (policy.fixtures.has(name.text)) return;
      const meant = nearestOf(name.text, policy.fixtures.keys());
      const advice = meant === undefined ? `Define it: test fixture ${name.text} { … }` : `Did you mean ${meant}?`;
      report(name, `There is no fixture ${name.text}. ${advice}`, {
        ...(meant !== undefined && {
          fixes: [
            { title: `Change to ${meant}`, preferred: true, edits: [{ node: name, at: 'instead', newText: meant }] },
          ],
        }),
      });
    },
  },
};
