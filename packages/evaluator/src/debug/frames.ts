import type { CalledGoal } from '../run/called-goal.ts';
import type { Run } from '../run/run.ts';
import { type CurrentEvent, siteOf } from './event-view.ts';
import type { RuleInProgress, Sight } from './sight.ts';
import type { Frame } from './view.ts';

/** A frame as it is shown, and as its machine has it. */
export interface LiveFrame extends Frame {
  readonly inProgress: RuleInProgress;
  readonly clauseIndex: number;
}

/**
 * The rules in progress at the current event, the innermost first; the query is the last. There may be a million of them, so
 * each is made when it is asked for.
 */
export class CallStack {
  readonly #machine: Run;
  readonly #sight: Sight;
  readonly #event: CurrentEvent;
  /** The goal of the event and those that called the rules it is in, as far as they were followed. They never change. */
  #goals: CalledGoal[] = [];
  #length = 0;

  constructor(machine: Run, sight: Sight, event: CurrentEvent) {
    this.#machine = machine;
    this.#sight = sight;
    this.#event = event;
  }

  /** How many there are. */
  get depth(): number {
    this.#lookAgain();
    const innermost = this.#goals[0];
    if (innermost === undefined) return 1;
    if (this.#length === 0)
      for (let goal: CalledGoal | null = innermost; goal !== null; goal = this.#callerOf(goal)) this.#length++;
    return this.#length + this.#entered;
  }

  /** The one at an index, 0 being the innermost. */
  at(index: number): LiveFrame | undefined {
    const machine = this.#machine;
    const sight = this.#sight;
    const { port, clauseIndex } = this.#event;
    this.#lookAgain();
    if (this.#goals.length === 0) {
      // Neither in a goal yet nor any more; the query's variables are known at an answer.
      const query = port === 'answer' ? sight.answered : null;
      return index === 0 ? this.#show(query, null, machine.queryClause.index) : undefined;
    }
    if (index < this.#entered) return index < 0 ? undefined : this.#show(sight.entered, null, clauseIndex);
    const goal = this.#goalAt(index - this.#entered);
    return goal && this.#show(sight.ruleOf(goal), goal, machine.space.code.sites[goal.site]!.clause);
  }

  /** At most `count` of them, from an index on. */
  slice(start: number, count: number): readonly LiveFrame[] {
    const frames: LiveFrame[] = [];
    for (let index = start; frames.length < count; index++) {
      const frame = this.at(index);
      if (frame === undefined) break;
      frames.push(frame);
    }
    return frames;
  }

  /** The index of the one with an identity; undefined where it is not in progress. */
  indexOf(id: number): number | undefined {
    if (id === 0) return this.depth - 1;
    this.#lookAgain();
    // A rule's identity is the event of the goal that called it, and callers were called before.
    for (let index = 0; ; index++) {
      const goal = this.#goalAt(index);
      if (goal === undefined || goal.event < id) return undefined;
      const called = index - 1 + this.#entered;
      if (goal.event === id) return called < 0 ? undefined : called;
    }
  }

  /** 1 where a rule has just been entered, and none of its goals has begun. */
  get #entered(): number {
    return this.#event.port === 'unify' ? 1 : 0;
  }

  /** What was followed is that of another event, if its goal is another. */
  #lookAgain(): void {
    const { current } = this.#event;
    if ((this.#goals[0] ?? null) === current) return;
    this.#goals = current === null ? [] : [current];
    this.#length = 0;
  }

  /** The goal that called the clause in which a goal stands: goals within negations stand in the same one. */
  #callerOf(goal: CalledGoal): CalledGoal | null {
    return this.#sight.callerOf(this.#sight.ruleOf(goal));
  }

  #show(rule: RuleInProgress, goal: CalledGoal | null, clauseIndex: number): LiveFrame {
    const { space, query } = this.#machine;
    const sight = this.#sight;
    const { clause } = space.clauses[clauseIndex]!;
    const caller = sight.callerOf(rule);
    return {
      id: caller?.event ?? 0,
      clause,
      rule: clause?.rule,
      uri: clause?.uri ?? query.uri,
      predicate: clause?.predicate,
      arity: clause?.arity ?? 0,
      arguments: caller === null ? [] : sight.argumentsOf(caller),
      goal: goal === null ? undefined : siteOf(space, goal.site, query.uri),
      variables: sight.variablesOf(rule, clauseIndex),
      inProgress: rule,
      clauseIndex,
    };
  }

  #goalAt(index: number): CalledGoal | undefined {
    const goals = this.#goals;
    while (goals.length > 0 && goals.length <= index) {
      const caller = this.#callerOf(goals[goals.length - 1]!);
      if (caller === null) return undefined;
      goals.push(caller);
    }
    return goals[index];
  }
}
