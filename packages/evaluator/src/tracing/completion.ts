import type { PendingGoal, Table } from './table.ts';

/** Whether a call can get no further answer: all its rules were tried, and those of what they call. Notes it of all of them. */
export function isComplete(table: Table): boolean {
  const reached = new Set([table]);
  for (const each of reached) {
    if (each.complete || each.settled) continue;
    if (each.inProgress || each.unfinished || each.pending > 0) return false;
    for (let call = each.lastCall; call !== undefined; call = call.before) reached.add(call.on);
  }
  for (const each of reached) each.complete = true;
  return true;
}

/** The calls that may still get an answer from some goals under `not`. */
export function openTables(waiting: readonly PendingGoal[]): ReadonlySet<Table> {
  const open = new Set(waiting.map(({ owner }) => owner));
  for (const table of open) {
    for (let goal = table.firstGoal; goal !== undefined; goal = goal.after) if (!goal.negated) open.add(goal.owner);
  }
  return open;
}
