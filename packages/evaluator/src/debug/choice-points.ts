import type { ClauseCode } from '../compiler/program.ts';
import * as choices from '../machine/choice.ts';
import type { Machine } from '../machine/machine.ts';
import { Box, isUnbound, type Term, UNBOUND, VAR } from '../terms/term.ts';
import { argumentsOf } from './arguments.ts';
import { predicateOf, siteOf } from './event-view.ts';
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
  const since = new BoundSince(machine);
  let index = 0;
  for (let choice = machine.choice; choice !== null && shown.length < count; choice = choice.previous) {
    const kind = kindOf(choice);
    since.goBackTo(choice);
    if (kind !== undefined && index++ >= start) shown.push(show(machine, choice, kind, since));
  }
  return shown;
}

/** The newest alternative of the goal that was called at an event. */
export function choicePointOf(machine: Machine, activation: number): ChoicePointView | undefined {
  const since = new BoundSince(machine);
  for (let choice = machine.choice; choice !== null; choice = choice.previous) {
    const kind = kindOf(choice);
    since.goBackTo(choice);
    if (kind !== undefined && (choice.activation?.event ?? 0) === activation) return show(machine, choice, kind, since);
  }
  return undefined;
}

/** The variables that got their values after a choice point: going back to it takes those away. */
class BoundSince {
  readonly #store: Machine['store'];
  readonly #variables = new Set<Term>();
  #top: number;

  constructor({ store }: Machine) {
    this.#store = store;
    this.#top = store.top;
  }

  /** Choice points are gone back to from the newest one on. */
  goBackTo({ top }: choices.Choice): void {
    while (this.#top > top) this.#variables.add(this.#store.trail[--this.#top]!);
  }

  /** A value as it is without them. */
  readonly deref = (term: Term): Term => {
    let value = term;
    while (isUnbound(value) && value.a !== UNBOUND) {
      if (this.#variables.has(value)) return new Box(VAR, UNBOUND, 0);
      value = value.a as Term;
    }
    return value;
  };
}

function show({ space, query }: Machine, choice: choices.Choice, kind: Kind, since: BoundSince): ChoicePointView {
  const { activation } = choice;
  const left =
    choice.kind === choices.CLAUSES
      ? (choice.list as readonly ClauseCode[]).slice(choice.index).flatMap(({ clause }) => clause ?? [])
      : [];
  return {
    activation: activation?.event ?? 0,
    kind,
    goal: activation === null ? undefined : siteOf(space, activation.site, query.uri),
    predicate: activation === null ? undefined : predicateOf(space, activation.site),
    arguments: activation === null ? [] : argumentsOf(space, activation, since.deref),
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
