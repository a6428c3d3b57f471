import type { CloudPredicate } from '../dialect/cloud/program.ts';
import type { Code } from './codes.ts';
import type { Join } from './join.ts';
import type { Plan } from './plan.ts';
import type { MakeCall } from './subgoals.ts';

/** A call that waits for answers: where its rule goes on, and with which variables. */
export interface Consumer {
  readonly plan: Plan;
  /** The step that the call stands at. */
  readonly step: number;
  /** Whose answer the rule would be. */
  readonly owner: Subgoal;
  /** Where its slots were put aside. */
  readonly frame: number;
  /** For each code of an answer, the argument of the call that it is of. */
  readonly places: readonly number[];
  /** The last answer that it was given, as a place in the table; -1 for none. */
  last: number;
  /** Where it goes through all values that are answers: the next word of their bits, else -1. */
  sweep: number;
  /** What it does with answers, where that is a join; null where it is not, undefined before anybody has looked. */
  join: Join | null | undefined;
}

/** Calls that wait for the same answers. */
export interface Consumers {
  all: readonly Consumer[];
  /** So many of them, from the first on, have had every answer. */
  served: number;
}

/** A call with the table of its answers. Calls that are equal but for the names of their variables share one. */
export class Subgoal {
  readonly id: number;
  readonly predicate: CloudPredicate;
  readonly codes: readonly Code[];
  /** The arguments that are without a value: an answer says what they are. */
  readonly open: readonly number[];
  /** The places of its first and last answers in the table; -1 for none. */
  first = -1;
  last = -1;
  count = 0;
  /** An answer leaves an argument open. */
  isWide = false;
  /** Of a call with one open argument and many answers: a bit for each value that is one. */
  values: Uint32Array | undefined = undefined;
  /** The calls that wait for its answers: those of its own rules, which find more of them, and others. */
  readonly own: Consumers = { all: noConsumers, served: 0 };
  readonly others: Consumers = { all: noConsumers, served: 0 };
  /** Calls without variables that hold as soon as this one does: the last goal of a rule for each of them. */
  dependents: readonly Subgoal[] = noSubgoals;
  /** The rules that may answer it, and how many of them were tried; -1: not even the facts. */
  rules: readonly Plan[] = noRules;
  tried = -1;
  /** The subgoal whose answers are this one's, and for each code of an answer, the argument of this one that it is of. */
  target: Subgoal | undefined = undefined;
  places: readonly number[];
  /** Some `not` waits to know whether it has an answer. */
  awaited = false;
  /** It has a place among the tasks. */
  queued = false;
  /** No further answer can come. */
  complete = false;

  constructor(id: number, predicate: CloudPredicate, codes: readonly Code[], open: readonly number[]) {
    this.id = id;
    this.predicate = predicate;
    this.codes = codes;
    this.open = open;
    this.places = open;
  }

  /** Not everything that may answer it was tried. */
  get unfinished(): boolean {
    return !this.settled && (this.tried < 0 || this.tried < this.rules.length);
  }

  /** No further answer can come, or none is needed: it can have one at most, and has it. */
  get settled(): boolean {
    return this.complete || (this.count > 0 && this.open.length === 0);
  }

  wait(consumer: Consumer): void {
    const consumers = consumer.owner === this ? this.own : this.others;
    if (consumers.all === noConsumers) consumers.all = [consumer];
    else (consumers.all as Consumer[]).push(consumer);
  }

  /** Another call without variables holds as soon as this one does. */
  leadTo(dependent: Subgoal): void {
    if (this.dependents === noSubgoals) this.dependents = [dependent];
    else (this.dependents as Subgoal[]).push(dependent);
  }
}

const noConsumers: readonly Consumer[] = [];
const noSubgoals: readonly Subgoal[] = [];
const noRules: readonly Plan[] = [];

export const newSubgoal: MakeCall<Subgoal> = (id, predicate, codes, open) => new Subgoal(id, predicate, codes, open);
