import type { ClauseCode } from '../compiler/program.ts';
import * as choices from '../machine/choice.ts';
import type { Machine } from '../machine/machine.ts';
import { siteOf } from './event-view.ts';
import type { ChoicePointView } from './view.ts';

type Kind = ChoicePointView['kind'];

/** How many alternatives are left. */
export function countChoicePoints(machine: Machine): number {
  let count = 0;
  for (let choice = machine.choice; choice !== null; choice = choice.previous) {
    if (kindOf(choice) !== undefined) count++;
  }
  return count;
}

/** At most `count` of the alternatives left, the newest first; `start` newer ones are passed by. */
export function choicePointsFrom(machine: Machine, start: number, count: number): readonly ChoicePointView[] {
  const shown: ChoicePointView[] = [];
  let index = 0;
  for (let choice = machine.choice; choice !== null && shown.length < count; choice = choice.previous) {
    const kind = kindOf(choice);
    if (kind !== undefined && index++ >= start) shown.push(show(machine, choice, kind));
  }
  return shown;
}

/** The newest alternative of the goal that was called at an event. */
export function choicePointOf(machine: Machine, activation: number): ChoicePointView | undefined {
  for (let choice = machine.choice; choice !== null; choice = choice.previous) {
    const kind = kindOf(choice);
    if (kind !== undefined && (choice.activation?.event ?? 0) === activation) return show(machine, choice, kind);
  }
  return undefined;
}

function show({ space, query }: Machine, choice: choices.Choice, kind: Kind): ChoicePointView {
  const { activation } = choice;
  const left =
    choice.kind === choices.CLAUSES
      ? (choice.list as readonly ClauseCode[]).slice(choice.index).flatMap(({ clause }) => clause ?? [])
      : [];
  return {
    activation: activation?.event ?? 0,
    kind,
    goal: activation === null ? undefined : siteOf(space, activation.site, query.uri),
    clauses: left,
    depth: activation?.depth ?? 0,
  };
}

function kindOf(choice: choices.Choice): Kind | undefined {
  switch (choice.kind) {
    case choices.CLAUSES:
      return 'clauses';
    case choices.ALTERNATIVE:
      return 'or';
    case choices.MEMBERS:
    case choices.ITERATION:
      return 'in';
    case choices.NEGATION:
      return choice.index === 1 ? 'forall' : 'not';
    case choices.GOALS:
      return 'other';
    default:
      return undefined;
  }
}
