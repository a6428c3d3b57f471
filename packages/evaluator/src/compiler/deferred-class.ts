import { eachGoal, eachVariable } from './body-shape.ts';
import type { Goal, LoweredClause, Parameter, Value, Variable } from './goal.ts';

/**
 * The clause with the classes of some parameters checked later: right after the goal of its body that gives the parameter a value
 * (`organization = repository.organization`, `team in repository.teams`), where nothing before it speaks of the parameter. For an argument without a
 * value this is what the reference comes to, which keeps the class as a constraint until there is a value. Undefined where a parameter is not so.
 */
export function withClassesDeferred(clause: LoweredClause, positions: readonly number[]): LoweredClause | undefined {
  let { body } = clause;
  for (const position of positions) {
    const later = classAfterValue(clause.parameters, body, position);
    if (later === undefined) return undefined;
    body = later;
  }
  return {
    ...clause,
    parameters: clause.parameters.map((parameter, at) =>
      positions.includes(at) ? { ...parameter, specializer: undefined } : parameter,
    ),
    body,
  };
}

function classAfterValue(
  parameters: readonly Parameter[],
  body: readonly Goal[],
  position: number,
): readonly Goal[] | undefined {
  const { value, specializer, node } = parameters[position]!;
  if (value.kind !== 'variable' || specializer === undefined) return undefined;
  const { variable } = value;
  const others = parameters.filter((_, at) => at !== position);
  if (others.some((other) => other.value.kind === 'variable' && other.value.variable === variable)) return undefined;
  const first = body.findIndex((goal) => speaksOf(goal, variable));
  const giving = body[first];
  if (giving === undefined || !givesValue(giving, variable)) return undefined;
  // What was split off the same goal as written stands behind it.
  let end = first + 1;
  while (giving.piece !== undefined && body[end]?.piece?.of === giving.piece.of) end++;
  if (body.slice(first + 1, end).some((goal) => speaksOf(goal, variable))) return undefined;
  const check: Goal = { kind: 'matches', left: value, right: specializer, node };
  return [...body.slice(0, end), check, ...body.slice(end)];
}

/** Whether a goal unifies a variable with something else, or with the members of something else. */
function givesValue(goal: Goal, variable: Variable): boolean {
  if (goal.kind !== 'unify' && goal.kind !== 'in') return false;
  const isIt = (side: Value): boolean => side.kind === 'variable' && side.variable === variable;
  const times = occurrences(goal, variable);
  return times === 1 && (isIt(goal.left) || (goal.kind === 'unify' && isIt(goal.right)));
}

const speaksOf = (goal: Goal, variable: Variable): boolean => occurrences(goal, variable) > 0;

function occurrences(goal: Goal, variable: Variable): number {
  let times = 0;
  eachGoal([goal], (part) =>
    eachVariable(part, (one) => {
      if (one === variable) times++;
    }),
  );
  return times;
}
