import type { Plan } from './plan.ts';

/** How far rules came in the runs that note it here: what a coverage is made of. */
export class Reach {
  readonly #furthest = new Map<Plan, number>();

  /** The goal with this number was reached; the number after the last one where all of them held. */
  note(plan: Plan, goal: number): void {
    const before = this.#furthest.get(plan);
    if (before === undefined || before < goal) this.#furthest.set(plan, goal);
  }

  /** By plan: the furthest goal that was reached. */
  get furthest(): ReadonlyMap<Plan, number> {
    return this.#furthest;
  }
}
