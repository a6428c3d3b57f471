import type { Rule, Variable } from '@polar-tools/language';
import { walk } from '../model/walk.ts';
import { type Check, cloudOnly, type NodeEdit } from './definition.ts';

/** A parameter that is called as a type is a variable without one: the rule holds for anything (docs/language/rules.md). */
export const typeAsVariable: Check = {
  code: 'type-as-variable',
  severity: 'warning',
  dialects: cloudOnly,
  summary: 'A parameter with the name of a type.',
  nodes: {
    Rule(rule, { policy, report }) {
      for (const { value, specializer } of rule.parameters) {
        if (value.$type !== 'Variable' || specializer !== undefined) continue;
        const { name } = value;
        if (name === 'global' || !policy.blocks.has(name)) continue;
        const variable = name.charAt(0).toLowerCase() + name.slice(1);
        const others = variablesOf(rule).some((one) => one.name === variable) || variable === name;
        const edits = variablesOf(rule)
          .filter((one) => one.name === name)
          .map(
            (node): NodeEdit => ({ node, at: 'instead', newText: node === value ? `${variable}: ${name}` : variable }),
          );
        report(
          value,
          `${name} is a type, and here it is the name of a variable that may be anything. Name a variable of that type: ${variable}: ${name}.`,
          { fixes: others ? [] : [{ title: `Change to ${variable}: ${name}`, preferred: true, edits }] },
        );
      }
    },
  },
};

function variablesOf(rule: Rule): readonly Variable[] {
  const found: Variable[] = [];
  walk(rule, (node) => {
    if (node.$type === 'Variable') found.push(node);
  });
  return found;
}
