import { bodyGoals } from '@polar-tools/evaluator';
import { createPolicy } from '@polar-tools/policy';
import { expect, it } from 'vitest';
import { longhandText } from './longhand-text.ts';

const POLICY = `actor User {}
resource Org { roles = ["owner"]; }
resource Repo {
  roles = ["admin", "reader"];
  permissions = ["read"];
  relations = { parent: Org };
  "read" if "reader";
  "reader" if "admin";
  "admin" if "owner" on "parent";
}
`;

it('knows where each goal of a shorthand stands in its longhand', () => {
  const policy = createPolicy([{ uri: 'file:///p.polar', text: POLICY }], { dialect: 'library' });
  const clauses = [...policy.predicates.values()]
    .flatMap((predicate) => predicate.clauses)
    .filter((one) => one.shorthand);
  const { text, rangeOf } = longhandText('Repo', clauses);
  const goals = clauses
    .flatMap((clause) => bodyGoals(clause.rule))
    .map((goal) => {
      const range = rangeOf(goal);
      return range && text.slice(range.start, range.end);
    });
  expect(goals.sort()).toEqual([
    'has_relation(related_org, "parent", repo)',
    'has_role(actor, "admin", repo)',
    'has_role(actor, "owner", related_org)',
    'has_role(actor, "reader", repo)',
  ]);
});
