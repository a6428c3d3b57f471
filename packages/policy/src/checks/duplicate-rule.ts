import type { Node } from '@polar-tools/language';
import type { Clause } from '../policy.ts';
import { ruleSignature, sameRule, shorthandSignature } from '../same-clause.ts';
import { both, type Check, type PolicyContext } from './check.ts';

/** Two rules, or two shorthands of a type, that say the same. */
export const duplicateRule: Check = {
  code: 'duplicate-rule',
  severity: 'warning',
  dialects: both,
  summary: 'A rule or shorthand that says the same as another.',
  predicate({ name, rules }, context) {
    if (rules.length < 2) return;
    const bySignature = new Map<string, Clause[]>();
    for (const clause of rules) {
      const signature = ruleSignature(clause.rule);
      const others = bySignature.get(signature);
      const first = others?.find(({ rule }) => sameRule(rule, clause.rule));
      if (first !== undefined)
        report(
          `rule of ${name}`,
          { uri: clause.uri, node: clause.rule },
          { uri: first.uri, node: first.rule },
          context,
        );
      else if (others === undefined) bySignature.set(signature, [clause]);
      else others.push(clause);
    }
  },
  type({ parts }, context) {
    const bySignature = new Map<string, Place>();
    for (const { uri, block } of parts) {
      for (const node of block.members) {
        if (node.$type !== 'Shorthand') continue;
        const signature = shorthandSignature(node);
        const first = bySignature.get(signature);
        if (first === undefined) bySignature.set(signature, { uri, node });
        else report('shorthand', { uri, node }, first, context);
      }
    }
  },
};

interface Place {
  readonly uri: string;
  readonly node: Node;
}

function report(what: string, { uri, node }: Place, first: Place, context: PolicyContext): void {
  context.report(uri, node, `This ${what} says the same as an earlier one. Remove one of the two.`, {
    unnecessary: true,
    related: [{ ...first, message: 'The same' }],
    fixes: [{ title: 'Remove it', preferred: true, edits: [{ node, at: 'line', newText: '' }] }],
  });
}
