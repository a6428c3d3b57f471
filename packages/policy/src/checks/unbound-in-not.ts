import type { Expression, Node, PolarNode, Rule, Variable } from '@polar-tools/language';
import { isUnderNot, unwrap, walk } from '../model/walk.ts';
import { boundIn } from '../names/bound-variables.ts';
import { type Check, cloudOnly, type StatementContext } from './definition.ts';
import { comparisons, namesOf } from './unbound-in-comparison.ts';

/** `not` asks whether something is absent, so its variables must get their values elsewhere in the rule. */
export const unboundInNot: Check = {
  code: 'unbound-in-not',
  severity: 'error',
  dialects: cloudOnly,
  summary: 'A variable under `not` that nothing else in the rule binds.',
  nodes: {
    Rule(rule, context) {
      const under = variablesIn(rule).filter(isUnderNot);
      if (under.length === 0) return;
      const outside = new Set(variablesIn(rule, isNot).map(({ name }) => name));
      const told = new Set<string>();
      for (const variable of under) {
        const { name } = variable;
        if (name.startsWith('_') || outside.has(name) || told.has(name)) continue;
        told.add(name);
        context.report(
          variable,
          `Nothing outside of this "not" binds ${name}. Bind it with another condition, or write _ if any value will do.`,
          { fixes: [{ title: 'Replace with _', edits: [{ node: variable, at: 'instead', newText: '_' }] }] },
        );
      }
      // A comparison that asks a value of what has none is told by `unbound-in-comparison`.
      walk(rule, (node) => {
        if (isNot(node)) return false;
        if (node.$type === 'Binary' && comparisons.has(node.operator))
          for (const { name } of variablesIn(node)) told.add(name);
        return true;
      });
      if (rule.body !== undefined) checkShared(rule.body, namesOf(rule.parameters), outside, told, context);
    },
  },
};

/**
 * A variable without a value that several negations share. One alone asks whether there is any; what two ask of the same can be answered only by trying
 * all values.
 */
function checkShared(
  condition: Expression,
  known: ReadonlySet<string>,
  outside: ReadonlySet<string>,
  told: Set<string>,
  context: StatementContext,
): void {
  const it = unwrap<Expression>(condition);
  if (it.$type !== 'And' && it.$type !== 'Or') return;
  const bound = it.$type === 'And' ? boundIn(it, known) : known;
  const seen = new Map<string, Variable>();
  for (const operand of it.operands) {
    checkShared(operand, bound, outside, told, context);
    if (it.$type === 'Or' || !isNot(unwrap<Node>(operand))) continue;
    const own = new Map(variablesIn(operand).map((variable) => [variable.name, variable]));
    for (const [name, variable] of own) {
      const first = seen.get(name);
      if (first === undefined) seen.set(name, variable);
      else if (name !== '_' && !bound.has(name) && !told.has(name)) {
        told.add(name);
        const advice = outside.has(name) ? ': matches says its type alone.' : '.';
        context.report(
          first,
          `${name} has no value in these negations, and all values that there are cannot be tried. Bind it with another condition${advice}`,
        );
      }
    }
  }
}

const isNot = ({ $type }: Node): boolean => $type === 'Not';

/** The variables below a node, but for those below what is left out. */
function variablesIn(root: Node, leftOut?: (node: Node) => boolean): Variable[] {
  const found: Variable[] = [];
  walk(root as Rule, (node: PolarNode) => {
    if (leftOut?.(node) === true) return false;
    if (node.$type === 'Variable') found.push(node);
    return true;
  });
  return found;
}
