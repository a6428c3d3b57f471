import type { Clause } from '../policy.ts';
import { clauseSignature, sameRule } from '../same-clause.ts';
import { both, type Check } from './check.ts';

/** Two rules that say the same. */
export const duplicateRule: Check = {
  code: 'duplicate-rule',
  severity: 'warning',
  dialects: both,
  summary: 'A rule or shorthand that says the same as another.',
  predicate({ name, clauses }, { report }) {
    if (clauses.length < 2) return;
    const bySignature = new Map<string, Clause[]>();
    for (const clause of clauses) {
      const signature = clauseSignature(clause);
      const others = bySignature.get(signature);
      if (others === undefined) {
        bySignature.set(signature, [clause]);
        continue;
      }
      const first = others.find((other) => same(other, clause));
      if (first === undefined) {
        others.push(clause);
        continue;
      }
      const node = clause.shorthand ?? clause.rule;
      const earlier = first.shorthand ?? first.rule;
      report(
        clause.uri,
        node,
        `This ${clause.shorthand ? 'shorthand' : `rule of ${name}`} says the same as an earlier one. Remove one of the two.`,
        {
          unnecessary: true,
          related: [{ uri: first.uri, node: earlier, message: 'The same' }],
          fixes: [{ title: 'Remove it', preferred: true, edits: [{ node, at: 'line', newText: '' }] }],
        },
      );
    }
  },
};

function same(a: Clause, b: Clause): boolean {
  // The signature of a shorthand is all that it says.
  if (a.shorthand !== undefined || b.shorthand !== undefined)
    return a.shorthand !== undefined && b.shorthand !== undefined;
  return sameRule(a.rule, b.rule);
}
