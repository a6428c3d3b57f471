import { ACTIVATION, type Activation, type Frame as MachineFrame } from '../machine/frame.ts';
import type { Machine } from '../machine/machine.ts';
import { deref, isUnbound, type Term } from '../terms/term.ts';
import { argumentsOf } from './arguments.ts';
import { type CurrentEvent, callerOf, siteOf } from './event-view.ts';
import type { Frame, VariableView } from './view.ts';

/** A frame as it is shown, and the machine's own. */
export interface LiveFrame extends Frame {
  readonly machineFrame: MachineFrame | null;
  readonly clauseIndex: number;
}

/** Where a variable is: in a slot of its rule's frame, or in a register before the query has one. */
interface Kept {
  readonly name: string;
  readonly slot: number;
  readonly register: number;
}

/**
 * The rules in progress at the current event, the innermost first; the query is the last. There may be a million of them, so
 * each is made when it is asked for.
 */
export class CallStack {
  readonly #machine: Machine;
  readonly #event: CurrentEvent;
  /** The goal of the event and those that called the rules it is in, as far as they were followed. They never change. */
  #goals: Activation[] = [];
  #length = 0;
  /** Where the variables of each clause that was shown are kept. */
  readonly #kept = new Map<number, readonly Kept[]>();

  constructor(machine: Machine, event: CurrentEvent) {
    this.#machine = machine;
    this.#event = event;
  }

  /** How many there are. */
  get depth(): number {
    this.#lookAgain();
    const innermost = this.#goals[0];
    if (innermost === undefined) return 1;
    if (this.#length === 0)
      for (let goal: Activation | null = innermost; goal !== null; goal = callerOf(goal)) this.#length++;
    return this.#length + this.#entered;
  }

  /** The one at an index, 0 being the innermost. */
  at(index: number): LiveFrame | undefined {
    const machine = this.#machine;
    const { port, clauseIndex } = this.#event;
    this.#lookAgain();
    if (this.#goals.length === 0) {
      // Neither in a goal yet nor any more; the query's variables are known at an answer.
      const frame = port === 'answer' ? machine.frame : null;
      return index === 0 ? this.#show(frame, null, machine.queryClause.index) : undefined;
    }
    if (index < this.#entered) return index < 0 ? undefined : this.#show(machine.frame, null, clauseIndex);
    const goal = this.#goalAt(index - this.#entered);
    return goal && this.#show(goal.frame, goal, machine.space.code.sites[goal.site]!.clause);
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

  #show(frame: MachineFrame | null, goal: Activation | null, clauseIndex: number): LiveFrame {
    const { space, query } = this.#machine;
    const { clause } = space.clauses[clauseIndex]!;
    const caller = frame === null ? null : (frame[ACTIVATION] as Activation | null);
    return {
      id: caller?.event ?? 0,
      clause,
      rule: clause?.rule,
      uri: clause?.uri ?? query.uri,
      predicate: clause?.predicate,
      arity: clause?.arity ?? 0,
      arguments: caller === null ? [] : argumentsOf(space, caller),
      goal: goal === null ? undefined : siteOf(space, goal.site, query.uri),
      variables: this.#variablesOf(frame, clauseIndex),
      machineFrame: frame,
      clauseIndex,
    };
  }

  #variablesOf(frame: MachineFrame | null, clauseIndex: number): readonly VariableView[] {
    let kept = this.#kept.get(clauseIndex);
    if (kept === undefined) {
      kept = keptIn(this.#machine, clauseIndex);
      this.#kept.set(clauseIndex, kept);
    }
    return kept.map(({ name, slot, register }) => {
      const value = deref(frame === null ? this.#machine.registers[register]! : (frame[slot] as Term));
      return { name, value, bound: !isUnbound(value) };
    });
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

  #goalAt(index: number): Activation | undefined {
    const goals = this.#goals;
    while (goals.length > 0 && goals.length <= index) {
      const caller = callerOf(goals[goals.length - 1]!);
      if (caller === null) return undefined;
      goals.push(caller);
    }
    return goals[index];
  }
}

/** The variables that a clause names, in the order in which they first appear. */
function keptIn({ space }: Machine, clauseIndex: number): readonly Kept[] {
  const order = new Map(space.clauses[clauseIndex]!.lowered.variables.map(({ name, index }) => [name, index]));
  return space.code
    .frameSlots(clauseIndex)
    .map(({ name, slot }) => ({ name, slot, register: order.get(name) ?? 0 }))
    .sort((left, right) => left.register - right.register);
}
