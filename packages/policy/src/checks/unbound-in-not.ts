import type { Rule, Variable } from '@polar-tools/language';
import { isUnderNot, walk } from '../model/walk.ts';
import { type Check, cloudOnly } from './definition.ts';

/** `not` asks whether something is absent, so its variables must get their values elsewhere in the rule. */
export const unboundInNot: Check = {
  code: 'unbound-in-not',
  severity: 'error',
  dialects: cloudOnly,
  summary: 'A variable under `not` that nothing else in the rule binds.',
  nodes: {
    Rule(rule, { report }) {
      const under = variablesUnderNot(rule);
      if (under.length === 0) return;
      const bound = new Set<string>();
      walk(rule, (node) => {
        if (node.$type === 'Not') return false;
        if (node.$type === 'Variable') bound.add(node.name);
        return true;
      });
      const told = new Set<string>();
      for (const variable of under) {
        const { name } = variable;
        if (name.startsWith('_') || bound.has(name) || told.has(name)) continue;
        told.add(name);
        report(
          variable,
          `Nothing outside of this "not" binds ${name}. Bind it with another condition, or write _ if any value will do.`,
          { fixes: [{ title: 'Replace with _', edits: [{ node: variable, at: 'instead', newText: '_' }] }] },
        );
      }
    },
  },
};

function variablesUnderNot(rule: Rule): Variable[] {
  const found: Variable[] = [];
  walk(rule, (node) => {
    if (node.$type === 'Variable' && isUnderNot(node)) found.push(node);
  });
  return found;
}
