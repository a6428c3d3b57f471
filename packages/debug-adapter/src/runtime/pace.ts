import type { World } from './run.ts';

/** Milliseconds that a run may take before others get their turn: short enough that "pause" works at once. */
const SLICE = 15;

/** Milliseconds after which a person is told that it still runs, and how often from then on. */
const WHILE = 1_000;

/** How a run shares its thread with others: how much it does at a stretch, and when it rests. Knows how long it stood still, too. */
export class Pace {
  /** Steps to make before it looks at the clock. */
  budget = 1_000;
  readonly #world: World;
  /** Milliseconds spent standing still, which no limit counts. */
  #idle = 0;
  #idleSince: number;
  #lastBreath = 0;
  /** When a person is told next that it still runs. */
  #tellAt = 0;

  constructor(world: World) {
    this.#world = world;
    this.#idleSince = world.now();
  }

  /** Milliseconds of running. */
  get clock(): number {
    return this.#world.now() - this.#idle;
  }

  /** It goes on. */
  go(): void {
    const now = this.#world.now();
    this.#tellAt = now + WHILE;
    this.#idle += now - this.#idleSince;
  }

  /** It stands still. */
  stand(): void {
    this.#idleSince = this.#world.now();
  }

  /** Larger slices while they are quick, smaller ones when they are not. */
  adapt(took: number): void {
    if (took < SLICE / 2) this.budget = Math.min(this.budget * 2, 1_000_000);
    else if (took > SLICE * 2) this.budget = Math.max(this.budget >> 1, 100);
  }

  /**
   * Tells now and then that it still runs, and lets others have their turn.
   * @param paused a slice is over; else it does so where it has run for long enough
   */
  async rest(paused: boolean, tell: () => void): Promise<void> {
    const now = this.#world.now();
    if (now > this.#tellAt) {
      this.#tellAt = now + WHILE;
      tell();
    }
    if (!paused && now - this.#lastBreath < SLICE) return;
    await this.#world.breathe();
    this.#lastBreath = this.#world.now();
  }
}
