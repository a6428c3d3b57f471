import type { Call, Expression, Rule } from '@polar-tools/language';
import type { Clause } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { StatementModel } from '../model/statement-model.ts';
import { unwrap } from '../model/walk.ts';

/** A call by which a rule needs the next one of its circle. */
export interface CircleCall {
  readonly clause: Clause;
  readonly call: Call;
}

/** The circles of rules of which none can succeed: each clause of each needs another, and none begins. */
export function circlesOfRules(policy: Snapshot): readonly (readonly CircleCall[])[] {
  const suspects = new Map<string, Clause[]>();
  for (const { clause } of unsettled(policy)) {
    const known = suspects.get(clause!.predicate);
    if (known === undefined) suspects.set(clause!.predicate, [clause!]);
    else known.push(clause!);
  }
  leaveOutThoseThatMaySucceed(suspects);
  const circles: (readonly CircleCall[])[] = [];
  const seen = new Set<string>();
  for (const start of suspects.keys()) {
    const path = new Map<string, CircleCall>();
    let name = start;
    for (; !seen.has(name); name = path.get(name)!.call.name.text) {
      seen.add(name);
      const clause = suspects.get(name)![0]!;
      path.set(name, { clause, call: needed(clause.rule, suspects)! });
    }
    const names = [...path.keys()];
    if (path.has(name)) circles.push(names.slice(names.indexOf(name)).map((each) => path.get(each)!));
  }
  return circles;
}

/** The rules of the names that would be in a circle, or depend on one, if a rule needed all that it calls. */
function unsettled(policy: Snapshot): readonly StatementModel[] {
  const settled = new Set<string>();
  const waiting = new Map<string, StatementModel[]>();
  const undecided: StatementModel[] = [];
  /** What settles its name, or waits for one that is not settled yet. */
  const look = (model: StatementModel): string | undefined => {
    const open = model.calls.find((name) => !settled.has(name) && policy.predicates.has(name));
    if (open === undefined) return model.clause!.predicate;
    const others = waiting.get(open);
    if (others === undefined) waiting.set(open, [model]);
    else others.push(model);
    return undefined;
  };
  const settle = (first: string | undefined): void => {
    const names = [first];
    while (names.length > 0) {
      const name = names.pop();
      if (name === undefined || settled.has(name)) continue;
      settled.add(name);
      for (const model of waiting.get(name) ?? []) names.push(look(model));
      waiting.delete(name);
    }
  };
  // What blocks say in shorthands is told by other checks.
  if (policy.blocks.size > 0) for (const name of ['has_role', 'has_permission', 'has_relation']) settled.add(name);
  for (const model of policy.statements()) {
    if (model.clause === undefined) continue;
    if (model.broken || model.calls.length === 0) settle(model.clause.predicate);
    else undecided.push(model);
  }
  for (const model of undecided) if (!settled.has(model.clause!.predicate)) settle(look(model));
  return undecided.filter(({ clause }) => !settled.has(clause!.predicate));
}

function leaveOutThoseThatMaySucceed(suspects: Map<string, Clause[]>): void {
  for (let before = -1; before !== suspects.size; ) {
    before = suspects.size;
    for (const [name, clauses] of suspects)
      if (clauses.some(({ rule }) => needed(rule, suspects) === undefined)) suspects.delete(name);
  }
}

/** A call without which a rule cannot succeed, of one of these names. */
function needed({ body }: Rule, names: ReadonlyMap<string, unknown>): Call | undefined {
  return body && neededBy(body, names);
}

function neededBy(written: Expression, names: ReadonlyMap<string, unknown>): Call | undefined {
  const goal = unwrap<Expression>(written);
  if (goal.$type === 'Call') return names.has(goal.name.text) ? goal : undefined;
  if (goal.$type !== 'And' && goal.$type !== 'Or') return undefined;
  let first: Call | undefined;
  for (const operand of goal.operands) {
    const call = neededBy(operand, names);
    if (goal.$type === 'And' ? call !== undefined : call === undefined) return call;
    first ??= call;
  }
  return first;
}
