import type { ChoicePointView } from '../debug/view.ts';
import { Course, type CourseSetting } from './course.ts';
import { Stack } from './stack.ts';
import { PendingGoal, Table } from './table.ts';

/**
 * What a search can still come back to at an event, the newest first. The course that runs is further on, perhaps: then the same is run
 * once more up to there.
 */
export function choicePointsAt(course: Course, setting: CourseSetting, event: number): readonly ChoicePointView[] {
  let here = course;
  if (course.recording.last !== event) {
    here = new Course(setting);
    here.run(Number.POSITIVE_INFINITY, event - 1);
  }
  if (here.ended || event === 0) return [];
  const stack = new Stack(here, undefined);
  const search = here.searches.at(-1);
  const points: ChoicePointView[] = [];
  for (const item of search?.agenda.toReversed() ?? []) {
    if (item instanceof Table) {
      const left = item.plans.slice(Math.max(item.tried, 0)).flatMap(({ rule }) => rule?.clause ?? []);
      const { caller } = item;
      if (left.length === 0 || caller === undefined) continue;
      const level = { plan: caller.plan, at: caller.step, owner: caller.owner, slots: caller.slots };
      points.push({
        activation: caller.activation,
        kind: 'clauses',
        goal: stack.site(caller.plan, caller.step, caller.owner),
        predicate: item.predicate.name.startsWith('@') ? undefined : item.predicate.name,
        arguments: caller.plan.steps[caller.step]!.arguments.map((argument) => stack.term(level, argument)),
        clauses: [...new Set(left)],
        depth: item.depth,
      });
    } else if (!(item instanceof PendingGoal) && item.plan.rule !== undefined) {
      for (let scan = item.scan; scan !== undefined; scan = scan.below) {
        const step = item.plan.steps[scan.at];
        if (scan.row < 0 || step === undefined) continue;
        points.push({
          activation: scan.activation,
          kind: step.predicate === undefined ? 'in' : 'other',
          goal: stack.site(item.plan, scan.at, item.owner),
          predicate: undefined,
          arguments: [],
          clauses: [],
          depth: item.owner.depth + 1,
        });
      }
    }
  }
  return points;
}
