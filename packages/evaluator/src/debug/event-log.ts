import type { Clause } from '@polar-tools/policy';
import type { CompiledRun } from '../compiled/run.ts';
import type { Space } from '../compiler/program.ts';
import type { CalledGoal } from '../run/called-goal.ts';
import { CALL_PORT, PORT_BITS, UNIFY_PORT } from '../run/ports.ts';
import type { Run } from '../run/run.ts';
import { PORTS, siteOf } from './event-view.ts';
import type { EventBlock, GoalSite, Port } from './view.ts';

/** Events that one block holds at most: half a megabyte. */
const LARGEST_BLOCK = 65_536;

const PORT_MASK = (1 << PORT_BITS) - 1;

/** Two words an event: its port with the number of its goal or clause, and the event of its call (at a call: of its caller's). */
class Block implements EventBlock {
  readonly first: number;
  readonly length: number;
  readonly #words: Int32Array;
  readonly #log: EventLog;

  constructor(first: number, words: Int32Array, log: EventLog) {
    this.first = first;
    this.length = words.length / 2;
    this.#words = words;
    this.#log = log;
  }

  #port(index: number): number {
    if (!(index >= 0 && index < this.length))
      throw new RangeError(`There is no event ${index} in a block of ${this.length}.`);
    return this.#words[2 * index]! & PORT_MASK;
  }

  #number(index: number): number {
    return this.#words[2 * index]! >> PORT_BITS;
  }

  /** Calls are no older than 2³² events. */
  #call(index: number): number {
    const event = this.first + index;
    return event - ((event - this.#words[2 * index + 1]!) >>> 0);
  }

  port(index: number): Port {
    return PORTS[this.#port(index)]!;
  }

  goal(index: number): GoalSite | undefined {
    return this.#port(index) === UNIFY_PORT ? undefined : this.#log.goal(this.#number(index));
  }

  clause(index: number): Clause | undefined {
    return this.#port(index) === UNIFY_PORT ? this.#log.clause(this.#number(index)) : undefined;
  }

  activation(index: number): number {
    return this.#port(index) === CALL_PORT ? this.first + index : this.#call(index);
  }

  caller(index: number): number | undefined {
    return this.#port(index) === CALL_PORT ? this.#call(index) : undefined;
  }
}

/**
 * Writes down the events of a run for a listener, each once, and hands them over in blocks. The machine's loop writes most of
 * them itself (`hearUntil`), so that they cost a few stores.
 */
export class EventLog {
  readonly #listen: (block: EventBlock) => void;
  readonly #space: Space;
  readonly #uri: string | undefined;
  readonly #goals: (GoalSite | undefined)[] = [];
  /** What is left of the block. */
  #words = new Int32Array(0);
  /** The event that its first words are for. */
  #first = 1;
  /** The last event that was written down; the loop may be ahead. */
  #heard = 0;

  constructor(listen: (block: EventBlock) => void, { space, query }: Run) {
    this.#listen = listen;
    this.#space = space;
    this.#uri = query.uri;
  }

  goal(site: number): GoalSite | undefined {
    if (site < 0) return undefined;
    this.#goals[site] ??= siteOf(this.#space, site, this.#uri);
    return this.#goals[site];
  }

  clause(index: number): Clause | undefined {
    return this.#space.clauses[index]!.clause;
  }

  /** The first event that a machine that goes on now has to tell of. */
  nextAfter(event: number): number {
    return Math.max(event, this.#heard) + 1;
  }

  /** Lets a machine's loop write down the events from the next one to before `until`; not those that it passes again. */
  lend(machine: CompiledRun, until: number): void {
    machine.hearUntil = 0;
    if (machine.event < this.#heard) return;
    this.#heard = machine.event;
    this.#makeRoom();
    machine.heard = this.#words;
    machine.heardFrom = this.#first;
    machine.hearUntil = Math.min(until, this.#first + this.#words.length / 2);
  }

  /** Writes an event down unless it was heard before. */
  hear(event: number, port: number, activation: CalledGoal | null, clause: number): void {
    if (event <= this.#heard) return;
    this.#heard = event - 1;
    this.#makeRoom();
    const number = port === UNIFY_PORT ? clause : (activation?.site ?? -1);
    const call = port === CALL_PORT ? activation?.parent : activation;
    const at = 2 * (event - this.#first);
    this.#words[at] = (number << PORT_BITS) | port;
    this.#words[at + 1] = call?.event ?? 0;
    this.#heard = event;
  }

  /** Hands over what was written down up to an event that a machine has come to. */
  flush(event: number): void {
    if (event > this.#heard) this.#heard = event;
    const length = 2 * (this.#heard - this.#first + 1);
    if (length === 0) return;
    const block = new Block(this.#first, this.#words.subarray(0, length), this);
    this.#words = this.#words.subarray(length);
    this.#first = this.#heard + 1;
    this.#listen(block);
  }

  /** What comes after an event will be another history, to be heard again. */
  forget(event: number): void {
    this.#heard = event;
    this.#first = event + 1;
  }

  #makeRoom(): void {
    if (2 * (this.#heard - this.#first + 1) === this.#words.length) this.flush(this.#heard);
    if (this.#words.length === 0) this.#words = new Int32Array(2 * LARGEST_BLOCK);
  }
}
