import { FOUND } from './happening.ts';

/** Events that one block holds. */
const SIZE = 2048;

/** Numbers of one event: its port and goal together, the event at which the goal was called, and where the rest is. */
const WORDS = 3;
const PORT = 0;
const ACTIVATION = 1;
const REST = 2;
/** What events share between which nothing changes: the plan, the call, how many variables the rule has; what they stand for follows, then where a fact is. */
const PLAN = 0;
const OWNER = 1;
const LENGTH = 2;
const SLOTS = 3;
/** More than there are ports. */
const PORTS = 16;

/** Events that followed one another. */
class Block {
  readonly first: number;
  words: Int32Array<ArrayBuffer>;
  rest: Int32Array<ArrayBuffer>;
  count = 0;
  top = 0;

  /** @param before the block before it: what follows will be as long */
  constructor(first: number, before: Block | undefined) {
    this.first = first;
    // Few at first: most runs are short.
    this.words = new Int32Array(before?.words.length ?? 128 * WORDS);
    this.rest = new Int32Array(before?.rest.length ?? 768);
  }
}

/** One event of a recording. */
export interface Recorded {
  readonly port: number;
  readonly plan: number;
  readonly at: number;
  readonly owner: number;
  readonly activation: number;
  /** Of a fact that was found. */
  readonly row: number;
  readonly layer: number;
}

/** Events as numbers, the variables of their rules among them. Of a long run it keeps the latest ones. */
export class Recording {
  readonly #blocks: Block[] = [];
  readonly #most: number;
  #last: number;
  #block: Block | undefined = undefined;

  /**
   * @param first the number of the first event
   * @param most how many blocks are kept
   */
  constructor(first: number, most: number) {
    this.#last = first - 1;
    this.#most = most;
  }

  /** The number of the latest event. */
  get last(): number {
    return this.#last;
  }

  /** The earliest event that is kept. */
  get earliest(): number {
    return this.#blocks[0]?.first ?? this.#last + 1;
  }

  /** Of the block that an event is in, the first event. */
  blockOf(event: number): number {
    return event - ((event - this.earliest) % SIZE);
  }

  /**
   * Adds an event; gives its number.
   * @param at which goal of the plan; -1 before the first
   * @param owner the number of the call whose rule it is
   * @param activation the event at which the goal was called; -1 for this one
   */
  add(port: number, plan: number, at: number, owner: number, activation: number, slots: readonly number[]): number {
    const block = this.#append(port, at, activation);
    const { length } = slots;
    const { top } = block;
    const end = top + SLOTS + length;
    // A fact has two numbers more.
    if (end + 2 > block.rest.length) block.rest = larger(block.rest, Math.max(end + 2, top * 4));
    const { rest } = block;
    block.words[block.count * WORDS - WORDS + REST] = top;
    rest[top + PLAN] = plan;
    rest[top + OWNER] = owner;
    rest[top + LENGTH] = length;
    for (let i = 0; i < length; i++) rest[top + SLOTS + i] = slots[i]!;
    block.top = end;
    return this.#last;
  }

  /** Adds that a fact fits a goal. */
  addFact(
    plan: number,
    at: number,
    owner: number,
    activation: number,
    slots: readonly number[],
    row: number,
    layer: number,
  ): void {
    this.add(FOUND, plan, at, owner, activation, slots);
    const block = this.#block!;
    block.rest[block.top++] = row;
    block.rest[block.top++] = layer;
  }

  /** The same for an event of a goal whose rule has the same variables as at the event before. */
  addSame(port: number, plan: number, at: number, owner: number, activation: number, slots: readonly number[]): number {
    const before = this.#block;
    if (before === undefined || before.count === SIZE) return this.add(port, plan, at, owner, activation, slots);
    const rest = before.words[before.count * WORDS - WORDS + REST]!;
    this.#append(port, at, activation);
    before.words[before.count * WORDS - WORDS + REST] = rest;
    return this.#last;
  }

  #append(port: number, at: number, activation: number): Block {
    const event = ++this.#last;
    let block = this.#block;
    if (block === undefined || block.count === SIZE) {
      if (this.#blocks.length === this.#most) this.#blocks.shift();
      block = new Block(event, block);
      this.#blocks.push(block);
      this.#block = block;
    }
    const base = block.count++ * WORDS;
    if (base === block.words.length) block.words = larger(block.words, Math.min(base * 4, SIZE * WORDS));
    const { words } = block;
    words[base + PORT] = (at + 1) * PORTS + port;
    words[base + ACTIVATION] = activation === -1 ? event : activation;
    return block;
  }

  port(event: number): number {
    const block = this.#blockAt(event);
    return block.words[(event - block.first) * WORDS]! % PORTS;
  }

  read(event: number): Recorded {
    const block = this.#blockAt(event);
    const { words, rest } = block;
    const base = (event - block.first) * WORDS;
    const port = words[base + PORT]! % PORTS;
    const from = words[base + REST]!;
    const fact = port === FOUND ? from + SLOTS + rest[from + LENGTH]! : -1;
    return {
      port,
      plan: rest[from + PLAN]!,
      at: Math.floor(words[base + PORT]! / PORTS) - 1,
      owner: rest[from + OWNER]!,
      activation: words[base + ACTIVATION]!,
      row: fact < 0 ? 0 : rest[fact]!,
      layer: fact < 0 ? 0 : rest[fact + 1]!,
    };
  }

  /** What the variables of an event's rule stand for. */
  slots(event: number): number[] {
    const { words, rest, first } = this.#blockAt(event);
    const from = words[(event - first) * WORDS + REST]!;
    return [...rest.subarray(from + SLOTS, from + SLOTS + rest[from + LENGTH]!)];
  }

  #blockAt(event: number): Block {
    const { earliest } = this;
    const block = this.#blocks[Math.floor((event - earliest) / SIZE)];
    if (block === undefined) throw new RangeError(`Event ${event} is not kept.`);
    return block;
  }
}

function larger(numbers: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  const made = new Int32Array(length);
  made.set(numbers);
  return made;
}
