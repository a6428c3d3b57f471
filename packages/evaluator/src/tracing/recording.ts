/** Events that one block holds. */
const SIZE = 16_384;

/** Numbers of one event. */
const WORDS = 8;
const PORT = 0;
const PLAN = 1;
const AT = 2;
const OWNER = 3;
const ACTIVATION = 4;
const ROW = 5;
const LAYER = 6;
const SLOTS = 7;

/** Events that followed one another. */
class Block {
  readonly first: number;
  /** Few at first: most runs are short. */
  words = new Int32Array(64 * WORDS);
  slots = new Int32Array(256);
  count = 0;
  top = 0;

  constructor(first: number) {
    this.first = first;
  }
}

/** One event of a recording. */
export interface Recorded {
  readonly port: number;
  readonly plan: number;
  readonly at: number;
  readonly owner: number;
  readonly activation: number;
  readonly row: number;
  readonly layer: number;
}

/** Events as numbers, the variables of their rules among them. Of a long run it keeps the latest ones. */
export class Recording {
  readonly #blocks: Block[] = [];
  readonly #most: number;
  #last: number;

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

  add(
    port: number,
    plan: number,
    at: number,
    owner: number,
    activation: number,
    slots: ArrayLike<number>,
    row: number,
    layer: number,
  ): number {
    const event = ++this.#last;
    let block = this.#blocks.at(-1);
    if (block === undefined || block.count === SIZE) {
      if (this.#blocks.length === this.#most) {
        this.#blocks.shift();
      }
      block = new Block(event);
      this.#blocks.push(block);
    }
    const base = block.count++ * WORDS;
    if (base === block.words.length) block.words = larger(block.words, base * 2);
    const { words } = block;
    words[base + PORT] = port;
    words[base + PLAN] = plan;
    words[base + AT] = at;
    words[base + OWNER] = owner;
    words[base + ACTIVATION] = activation === -1 ? event : activation;
    words[base + ROW] = row;
    words[base + LAYER] = layer;
    words[base + SLOTS] = block.top;
    const { length } = slots;
    const top = block.top + length;
    if (top > block.slots.length) block.slots = larger(block.slots, Math.max(top, block.slots.length * 2));
    for (let i = 0; i < length; i++) block.slots[block.top + i] = slots[i]!;
    block.top = top;
    return event;
  }

  port(event: number): number {
    const block = this.#blockAt(event);
    return block.words[(event - block.first) * WORDS]!;
  }

  read(event: number): Recorded {
    const block = this.#blockAt(event);
    const { words } = block;
    const base = (event - block.first) * WORDS;
    return {
      port: words[base + PORT]!,
      plan: words[base + PLAN]!,
      at: words[base + AT]!,
      owner: words[base + OWNER]!,
      activation: words[base + ACTIVATION]!,
      row: words[base + ROW]!,
      layer: words[base + LAYER]!,
    };
  }

  /** What the variables of an event's rule stand for. */
  slots(event: number): number[] {
    const block = this.#blockAt(event);
    const at = event - block.first;
    const from = block.words[at * WORDS + SLOTS]!;
    const to = at + 1 < block.count ? block.words[(at + 1) * WORDS + SLOTS]! : block.top;
    return [...block.slots.subarray(from, to)];
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
