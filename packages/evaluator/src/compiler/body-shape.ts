import type { Goal, Value, Variable } from './goal.ts';

/** The variables whose first occurrence is as an argument of a predicate, which unifies them with one of its own. */
export function bornAliased(body: readonly Goal[], before: Iterable<Variable> = []): ReadonlySet<Variable> {
  const met = new Set(before);
  const aliased = new Set<Variable>();
  const walk = (goals: readonly Goal[], negated: boolean): void => {
    for (const goal of goals) {
      if (goal.kind === 'and' || goal.kind === 'or') walk(goal.goals, negated);
      else if (goal.kind === 'not') walk([goal.goal], true);
      else {
        // To a negation around it, the variable is not aliased before it begins.
        if (goal.kind === 'predicate' && !negated) {
          for (const arg of goal.args) if (arg.kind === 'variable' && !met.has(arg.variable)) aliased.add(arg.variable);
        }
        eachVariable(goal, (variable) => met.add(variable));
      }
    }
  };
  walk(body, false);
  return aliased;
}

// ---- What a body needs ------------------------------------------------------------------------------------------------

/** Without choice points, negations and calls but the last, all variables of a clause can stay in registers. */
export function fitsInRegisters(body: readonly Goal[]): boolean {
  const flat: Goal[] = [];
  for (const goal of body) {
    if (goal.kind === 'and') flat.push(...goal.goals);
    else flat.push(goal);
  }
  return flat.every((goal, index) => {
    switch (goal.kind) {
      case 'predicate':
        return index === flat.length - 1 && body.at(-1) === goal;
      case 'unify':
      case 'assign':
      case 'compare':
      case 'arithmetic':
      case 'matches':
      case 'new':
      case 'print':
      case 'condition':
        return true;
      case 'cut':
        return body.includes(goal);
      default:
        return goal.kind === 'lookup' || goal.kind === 'method';
    }
  });
}

/** Every goal within, itself first. */
export function eachGoal(goals: readonly Goal[], visit: (goal: Goal) => void): void {
  for (const goal of goals) {
    visit(goal);
    if (goal.kind === 'and' || goal.kind === 'or') eachGoal(goal.goals, visit);
    else if (goal.kind === 'not') eachGoal([goal.goal], visit);
  }
}

export function contains(goal: Goal, kind: Goal['kind']): boolean {
  let found = false;
  eachGoal([goal], (part) => {
    found ||= part.kind === kind;
  });
  return found;
}

export const hasNegation = (body: readonly Goal[]): boolean => body.some((goal) => contains(goal, 'not'));

export const directCut = (body: readonly Goal[]): boolean => body.some((goal) => goal.kind === 'cut');

/** The cuts that stand in a goal itself. */
export const cutsWithin = (goal: Goal): number =>
  goal.kind === 'cut' ? 1 : 'goals' in goal ? goal.goals.filter(({ kind }) => kind === 'cut').length : 0;

/** The cuts two levels below, which cut what this goal left (see `lower.ts` on what counts as a level). */
export const cutsBelow = (goal: Goal): number =>
  'goals' in goal ? goal.goals.reduce((sum, child) => sum + ('goals' in child ? cutsWithin(child) : 0), 0) : 0;

/** How often each variable stands in goals and those within. */
export function countVariables(goals: readonly Goal[]): ReadonlyMap<Variable, number> {
  const counts = new Map<Variable, number>();
  eachGoal(goals, (goal) => eachVariable(goal, (variable) => counts.set(variable, (counts.get(variable) ?? 0) + 1)));
  return counts;
}

/** The variables that stand in one goal itself, without those of the goals within. */
export function eachVariable(goal: Goal, visit: (variable: Variable) => void): void {
  const value = (v: Value): void => {
    let rest = v;
    for (;;) {
      switch (rest.kind) {
        case 'variable':
          visit(rest.variable);
          return;
        case 'cons':
          value(rest.head);
          rest = rest.tail;
          continue;
        case 'rest':
          rest = rest.rest;
          continue;
        case 'dictionary':
        case 'fields':
        case 'instance':
          for (const [, field] of rest.fields) value(field);
          return;
        case 'call':
          rest.args.forEach(value);
          return;
        default:
          return;
      }
    }
  };
  if ('left' in goal) value(goal.left);
  if ('right' in goal) value(goal.right);
  if ('args' in goal) goal.args.forEach(value);
  if ('object' in goal) value(goal.object);
  if ('key' in goal) value(goal.key);
  if ('call' in goal) {
    goal.call.args.forEach(value);
    for (const [, field] of goal.call.keywords) value(field);
  }
  if ('value' in goal) value(goal.value);
  if ('result' in goal) visit(goal.result);
}
