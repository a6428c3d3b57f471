import type { Clause } from '../model/policy.ts';
import { builtInMeantBy } from '../names/built-in-names.ts';
import { both, type Check, type FindingFix } from './definition.ts';

/** What applications ask for, and what blocks are about. */
const entries = new Set(['allow', 'allow_field', 'allow_request', 'has_permission', 'has_role', 'has_relation']);

/** A rule that nothing in the policy calls. An application can still ask for it, so this is no more than a hint. */
export const unusedRule: Check = {
  code: 'unused-rule',
  severity: 'hint',
  dialects: both,
  summary: 'A rule that nothing in the policy calls.',
  predicate({ name, rules }, { policy, report }) {
    if (policy.callers.has(name) || entries.has(name) || policy.ruleTypes.has(name)) return;
    if (name.startsWith('allow') || name.startsWith('test')) return;
    // Without an allow rule the policy is a part of one, or the application asks by other names.
    if (!policy.predicates.has('allow') && !policy.predicates.has('has_permission')) return;
    const first = rules[0];
    // What is misspelt is told as that.
    if (first === undefined || builtInMeantBy(name, first.rule.parameters) !== undefined) return;
    const { uri, rule } = first;
    report(
      uri,
      rule.name,
      `Nothing in the policy calls ${name}. Remove it, unless the application asks for it or a rule is meant to call it.`,
      {
        unnecessary: true,
        fixes: (policy) => removal(name, policy.predicates.get(name)?.rules ?? []),
      },
    );
  },
};

function removal(name: string, rules: readonly Clause[]): FindingFix[] {
  // What is half-written cannot be taken away without what it stands among.
  if (rules.some(({ broken }) => broken === true)) return [];
  return [
    {
      title: rules.length === 1 ? 'Remove it' : `Remove all rules of ${name}`,
      edits: rules.map(({ rule, uri }) => ({ node: rule, at: 'line', newText: '', uri })),
    },
  ];
}
