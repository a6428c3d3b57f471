import { PendingGoal, type RuleRun, Table } from './table.ts';

/** What is still to be done, the latest last: rules to go back to, goals that want answers, calls whose rules are to be tried. */
export type Item = RuleRun | PendingGoal | Table;

/**
 * Gives up what the agenda has from a place on, as far as nobody else waits for it. A call that is given up is begun anew where it is
 * wanted again.
 * @param done a goal that needs no more
 */
export function abandon(agenda: Item[], from: number, done?: PendingGoal): void {
  if (dropSettled(agenda, from)) return;
  const items = agenda.splice(from);
  const dead = new Set(items.filter((item): item is Table => item instanceof Table));
  const isDead = (table: Table): boolean => table.settled || dead.has(table);
  for (let before = -1; before !== dead.size; ) {
    before = dead.size;
    for (const table of dead) {
      if (!table.everyGoal((goal) => goal === done || goal.over || isDead(goal.owner))) dead.delete(table);
    }
  }
  for (const item of items) {
    if (item instanceof Table) {
      if (dead.has(item)) {
        giveUp(item);
        continue;
      }
      if (item.driver !== undefined && isDead(item.driver.owner)) item.driver = undefined;
    } else if (isDead(item.owner)) {
      drop(item);
      continue;
    }
    agenda.push(item);
  }
}

/** The same where all that is there is wanted by calls alone that have their answer, which is nearly always so. */
function dropSettled(agenda: Item[], from: number): boolean {
  for (let i = from; i < agenda.length; i++) {
    const item = agenda[i]!;
    if (!(item instanceof Table ? item.everyGoal(isOver) : item.owner.settled)) return false;
  }
  for (let i = from; i < agenda.length; i++) {
    const item = agenda[i]!;
    if (item instanceof Table) giveUp(item);
    else drop(item);
  }
  agenda.length = from;
  return true;
}

const isOver = ({ over, owner }: PendingGoal): boolean => over || owner.settled;

function giveUp(table: Table): void {
  table.tried = -1;
  table.inProgress = false;
  table.driver = undefined;
}

function drop(item: PendingGoal | RuleRun): void {
  item.owner.pending--;
  if (item instanceof PendingGoal) item.over = true;
}
