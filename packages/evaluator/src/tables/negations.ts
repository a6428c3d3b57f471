import { TableFailure } from './failure.ts';
import type { Consumer, Subgoal } from './subgoal.ts';

/** A call under `not` that waits until it is certain that it has no answer. */
interface Waiting {
  readonly consumer: Consumer;
  readonly on: Subgoal;
}

/** The rules that wait for the absence of something. */
export class Negations {
  #waiting: readonly Waiting[] = [];

  /** How many wait. */
  get size(): number {
    return this.#waiting.length;
  }

  wait(consumer: Consumer, on: Subgoal): void {
    (this.#waiting as Waiting[]).push({ consumer, on });
  }

  /**
   * Nothing can go on but what waits for the absence of something. A subgoal is complete unless it may still get an answer from one of
   * those that wait; what waits for a complete one goes on, or fails where that has an answer. Gives what goes on.
   *
   * @throws TableFailure where what waits, waits for itself
   */
  resolve(isStuck: boolean): readonly Consumer[] {
    const waiting = this.#waiting.filter(({ consumer, on }) => on.count === 0 && !consumer.owner.settled);
    const open = new Set<Subgoal>();
    const reached: Subgoal[] = [];
    const reach = (subgoal: Subgoal): void => {
      if (open.has(subgoal)) return;
      open.add(subgoal);
      reached.push(subgoal);
    };
    for (const { consumer } of waiting) reach(consumer.owner);
    for (let subgoal = reached.pop(); subgoal !== undefined; subgoal = reached.pop()) {
      for (const { owner } of subgoal.others.all) reach(owner);
      for (const dependent of subgoal.dependents) reach(dependent);
    }
    const ready = waiting.filter(({ on }) => !open.has(on));
    if (waiting.length > 0 && ready.length === 0) {
      const { plan, step } = waiting[0]!.consumer;
      throw new TableFailure('unstratified', 'depends on its own absence', { plan, step: plan.steps[step]! });
    }
    if (isStuck && ready.length > 0) throw new TableFailure('stuck', '');
    this.#waiting = waiting.filter(({ on }) => open.has(on));
    for (const { on } of ready) on.complete = true;
    return ready.map(({ consumer }) => consumer);
  }
}
