import { FOUND } from './happening.ts';

/** Events that one block holds. */
const SIZE = 2048;

/** Numbers of one event: its port and goal together, its plan, the call, the event at which the goal was called, and where its values are. */
const WORDS = 5;
const PORT = 0;
const PLAN = 1;
const OWNER = 2;
const ACTIVATION = 3;
const VALUES = 4;
/** More than there are ports. */
const PORTS = 16;

/** Events that followed one another. */
class Block {
  readonly first: number;
  words: Int32Array<ArrayBuffer>;
  /** What the variables of rules stand for: how many there are, then each, then where a fact is. Events between which nothing changes share them. */
  values: Int32Array<ArrayBuffer>;
  count = 0;
  top = 0;

  /** @param before the block before it: what follows will be as long */
  constructor(first: number, before: Block | undefined) {
    this.first = first;
    // Few at first: most runs are short.
    this.words = new Int32Array(before?.words.length ?? 128 * WORDS);
    this.values = new Int32Array(before?.values.length ?? 512);
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
    const block = this.#append(port, plan, at, owner, activation);
    const { length } = slots;
    const top = block.top;
    // A fact has two numbers more.
    if (top + length + 3 > block.values.length)
      block.values = larger(block.values, Math.max(top + length + 3, top * 4));
    const { values } = block;
    block.words[block.count * WORDS - WORDS + VALUES] = top;
    values[top] = length;
    for (let i = 0; i < length; i++) values[top + 1 + i] = slots[i]!;
    block.top = top + length + 1;
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
    block.values[block.top++] = row;
    block.values[block.top++] = layer;
  }

  /** The same for an event of a goal whose rule has the same variables as at the event before. */
  addSame(port: number, plan: number, at: number, owner: number, activation: number, slots: readonly number[]): number {
    const before = this.#block;
    if (before === undefined || before.count === SIZE) return this.add(port, plan, at, owner, activation, slots);
    const { words, count } = before;
    const values = words[(count - 1) * WORDS + VALUES]!;
    const block = this.#append(port, plan, at, owner, activation);
    block.words[count * WORDS + VALUES] = values;
    return this.#last;
  }

  #append(port: number, plan: number, at: number, owner: number, activation: number): Block {
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
    words[base + PLAN] = plan;
    words[base + OWNER] = owner;
    words[base + ACTIVATION] = activation === -1 ? event : activation;
    return block;
  }

  port(event: number): number {
    const block = this.#blockAt(event);
    return block.words[(event - block.first) * WORDS]! % PORTS;
  }

  read(event: number): Recorded {
    const block = this.#blockAt(event);
    const { words, values } = block;
    const base = (event - block.first) * WORDS;
    const port = words[base + PORT]! % PORTS;
    const start = words[base + VALUES]!;
    const fact = port === FOUND ? start + 1 + values[start]! : -1;
    return {
      port,
      plan: words[base + PLAN]!,
      at: Math.floor(words[base + PORT]! / PORTS) - 1,
      owner: words[base + OWNER]!,
      activation: words[base + ACTIVATION]!,
      row: fact < 0 ? 0 : values[fact]!,
      layer: fact < 0 ? 0 : values[fact + 1]!,
    };
  }

  /** What the variables of an event's rule stand for. */
  slots(event: number): number[] {
    const { words, values, first } = this.#blockAt(event);
    const start = words[(event - first) * WORDS + VALUES]!;
    return [...values.subarray(start + 1, start + 1 + values[start]!)];
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
