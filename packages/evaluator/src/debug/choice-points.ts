import type { Run } from '../run/run.ts';
import { predicateOf, siteOf } from './event-view.ts';
import type { OpenChoice, Sight } from './sight.ts';
import type { ChoicePointView } from './view.ts';

/** How many alternatives are left. */
export function countChoicePoints(sight: Sight): number {
  let count = 0;
  for (const _ of sight.choices()) count++;
  return count;
}

/** At most `count` of the alternatives left, the newest first; `start` newer ones are passed by. */
export function choicePointsFrom(machine: Run, sight: Sight, start: number, count: number): readonly ChoicePointView[] {
  const shown: ChoicePointView[] = [];
  if (count <= 0) return shown;
  let index = 0;
  for (const choice of sight.choices()) {
    if (index++ < start) continue;
    shown.push(show(machine, choice));
    if (shown.length >= count) break;
  }
  return shown;
}

/** The newest alternative of the goal that was called at an event. */
export function choicePointOf(machine: Run, sight: Sight, activation: number): ChoicePointView | undefined {
  for (const choice of sight.choices())
    if ((choice.activation?.event ?? 0) === activation) return show(machine, choice);
  return undefined;
}

function show({ space, query }: Run, choice: OpenChoice): ChoicePointView {
  const { kind, activation } = choice;
  return {
    activation: activation?.event ?? 0,
    kind,
    goal: activation === null ? undefined : siteOf(space, activation.site, query.uri),
    predicate: activation === null ? undefined : predicateOf(space, activation.site),
    arguments: choice.arguments(),
    clauses: choice.clauses(),
    depth: activation?.depth ?? 0,
  };
}
