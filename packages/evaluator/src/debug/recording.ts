import type { Run } from '../run/run.ts';

/** The checkpoints of a run, and the way back to one of them. What a checkpoint holds is the machine's affair. */
export abstract class Recording<Checkpoint extends { readonly event: number } = { readonly event: number }> {
  readonly #of: Run;
  readonly #every: number;
  readonly #checkpoints: Checkpoint[] = [];

  /** `every`: events between checkpoints. */
  constructor(machine: Run, every: number) {
    this.#of = machine;
    this.#every = every;
  }

  /** The moment that the machine is at. */
  protected abstract take(): Checkpoint;

  /** Goes to a moment that was taken. */
  protected abstract goTo(checkpoint: Checkpoint): void;

  /** Takes the first checkpoint: nothing before it can be gone back to. */
  protected begin(): void {
    this.#checkpoints.push(this.take());
  }

  /** The first event at which a checkpoint is due. */
  get due(): number {
    return this.#checkpoints[this.#checkpoints.length - 1]!.event + this.#every;
  }

  /** Takes a checkpoint if one is due; true if it did. To be called only where all frames are complete: at a `call` event. */
  consider(): boolean {
    if (this.#of.event < this.due) return false;
    this.#checkpoints.push(this.take());
    return true;
  }

  /** Goes back (or forward) to the latest checkpoint at or before an event. */
  restore(event: number): void {
    this.goTo(this.#checkpoints[this.#indexAt(event)]!);
  }

  /** The event of the latest checkpoint before an event. */
  before(event: number): number {
    return this.#checkpoints[this.#indexAt(event - 1)]!.event;
  }

  /** Forgets what comes after an event: the future is another one from there on. */
  truncate(event: number): void {
    this.#checkpoints.length = this.#indexAt(event) + 1;
  }

  #indexAt(event: number): number {
    let low = 0;
    let high = this.#checkpoints.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#checkpoints[middle]!.event <= event) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
