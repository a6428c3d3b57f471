import { type Argument, constantOf, type Goal, isConstant, type Rule } from '../dialect/cloud/rule.ts';

/** What the order of goals depends on. */
export interface OrderSetting {
  /** Whether a call of this rule may be answered by rules, and not by facts alone. */
  hasRules(goal: Goal & { readonly kind: 'call' }): boolean;
  /** Whether a value is an object; words and numbers narrow little. */
  isObject(value: number): boolean;
  /** Whether all types of a set are of words and numbers. */
  isOfWords(set: number): boolean;
}

/**
 * A rule's goals in the order in which they are tried, for calls that give the head arguments of a mask: what is bound decides. Tests come
 * as soon as they can be made, then calls that are wholly bound, then those that are expanded from what is bound, facts before rules; goals
 * that enumerate a type last. Equal ones stay in the order of the text.
 */
export function orderGoals(rule: Rule, mask: number, setting: OrderSetting): readonly Goal[] {
  const bound = new Set<number>();
  if (rule.now >= 0) bound.add(rule.now);
  rule.head.forEach((argument, at) => {
    if (argument >= 0 && (mask & (1 << at)) !== 0) bound.add(argument);
  });
  const left = [...rule.goals];
  const ordered: Goal[] = [];
  while (left.length > 0) {
    let best = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < left.length; i++) {
      const cost = costOf(left[i]!, rule, bound, setting);
      if (cost < least) {
        least = cost;
        best = i;
      }
    }
    const [goal] = left.splice(best, 1);
    ordered.push(goal!);
    if (goal!.kind === 'call' && !goal!.negated) for (const slot of goal!.arguments) if (slot >= 0) bound.add(slot);
    if (goal!.kind === 'member' && goal!.left >= 0) bound.add(goal!.left);
  }
  return ordered;
}

/** Goals that are left when nothing binds their variables: they are tried last, and told. */
const NOT_YET = 1e6;

function costOf(goal: Goal, rule: Rule, bound: ReadonlySet<number>, setting: OrderSetting): number {
  const isBound = (argument: Argument): boolean => isConstant(argument) || bound.has(argument);
  switch (goal.kind) {
    case 'problem':
      return -1;
    case 'compare':
      return isBound(goal.left) && isBound(goal.right) ? 0 : NOT_YET;
    case 'member':
      if (isBound(goal.left)) return 0;
      return goal.negated ? NOT_YET : 20;
    case 'call': {
      const { arguments: all, negated, local } = goal;
      const rules = setting.hasRules(goal);
      if (negated) {
        if (!all.every((argument) => isBound(argument) || local.has(argument))) return NOT_YET;
        return rules ? 4 : 2;
      }
      const free = new Set(all.filter((argument) => !isBound(argument))).size;
      if (free === 0) return rules ? 3 : 1;
      // A role or a relation's name narrows little; an object narrows much.
      const narrow = all.some((argument) => {
        if (isConstant(argument)) return setting.isObject(constantOf(argument));
        return bound.has(argument) && !setting.isOfWords(rule.types[argument]!);
      });
      return (narrow ? 5 : 30) + free * 2 + (rules ? 1 : 0);
    }
  }
}
