import { engineText } from '../checking/engine-text.ts';
import { walk } from '../model/walk.ts';
import { type Check, libraryOnly } from './definition.ts';
import { failedComparisons } from './failed-comparison.ts';
import { headRange } from './head-range.ts';

const arithmetic = new Set(['+', '-', '*', '/', 'mod', 'rem']);

/** A rule type is a pattern for heads: there is nothing to compute in it. */
export const invalidRuleType: Check = {
  code: 'invalid-rule-type',
  severity: 'error',
  dialects: libraryOnly,
  summary: 'A rule type with something to compute in it.',
  nodes: {
    RuleType(ruleType, context) {
      let computed = false;
      walk(ruleType, (node) => {
        if (node.$type === 'Lookup' || node.$type === 'MethodCall' || node.$type === 'New') computed = true;
        if (node.$type === 'Binary' && arithmetic.has(node.operator)) computed = true;
      });
      if (!computed) return;
      context.report(
        ruleType,
        `Invalid rule type: ${engineText(ruleType)}\n\tRule types cannot contain dot lookups. Use a variable, a value or a class.`,
        { range: headRange(ruleType, context) },
      );
    },
  },
  predicate(predicate, context) {
    for (const { uri, ruleType, unregistered } of failedComparisons(predicate, context)) {
      if (unregistered !== undefined) continue;
      context.report(
        uri,
        ruleType.name,
        `Invalid rule type: ${engineText(ruleType)}\n\tRule types cannot contain *rest variables. List the values, or use a variable for the list.`,
      );
    }
  },
};
