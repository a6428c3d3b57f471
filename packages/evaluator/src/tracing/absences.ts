import { openTables } from './completion.ts';
import { SearchFailure } from './search-failure.ts';
import type { PendingGoal } from './table.ts';

/** Goals under `not` that wait until it is certain that what they ask for has no answer. */
export class Absences {
  #waiting: PendingGoal[] = [];

  get size(): number {
    return this.#waiting.length;
  }

  wait(goal: PendingGoal): void {
    this.#waiting.push(goal);
  }

  /**
   * Those that go on, as nothing else can: what has no answer and can get none from those that wait is absent. Throws where there is none, as
   * something depends on its own absence; and `stuck` where some would go on although a goal lacked a value.
   */
  resolve(stuck: SearchFailure | undefined): readonly PendingGoal[] {
    const waiting = this.#waiting.filter(({ on, owner }) => {
      const stays = on.count === 0 && !owner.settled;
      if (!stays) owner.pending--;
      return stays;
    });
    const open = openTables(waiting);
    const ready = waiting.filter(({ on }) => !open.has(on));
    if (waiting.length > 0 && ready.length === 0) {
      const { plan, step } = waiting[0]!;
      throw new SearchFailure('unstratified', 'depends on its own absence', { plan, step: plan.steps[step]! });
    }
    if (stuck !== undefined && ready.length > 0) throw stuck;
    this.#waiting = waiting.filter(({ on }) => open.has(on));
    for (const { on } of ready) on.complete = true;
    return ready;
  }
}
