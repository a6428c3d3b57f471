import { countUntil } from './count-until.ts';
import type { Found } from './triggers.ts';

/** An event at which going back stops, and why. */
export interface KnownStop {
  readonly event: number;
  readonly stop: Found;
}

/** What is known of an event: the last stop at or before it, or the last event of which nothing is known yet. */
export type LastStop = KnownStop | { readonly unknownFrom: number };

/**
 * The stops of one stretch of events that was looked at, going on or back: a condition need not be asked twice at the same event. What is
 * known holds for one state of the breakpoints, which a version tells from others, and for one history.
 */
export class KnownStops {
  #version = -1;
  /** The stretch: events after the first and up to the second. */
  #after = 0;
  #last = 0;
  #stops: KnownStop[] = [];

  /** Another history begins: nothing is known of it. */
  forget(): void {
    this.#version = -1;
  }

  /**
   * Events after `after`, up to `last`, were looked at, each of them.
   * @param stops those of them that are stops, in their order
   */
  note(version: number, after: number, last: number, stops: readonly KnownStop[]): void {
    if (last <= after) return;
    if (version !== this.#version || after > this.#last || last < this.#after) {
      this.#version = version;
      [this.#after, this.#last, this.#stops] = [after, last, [...stops]];
    } else if (after === this.#last) {
      this.#last = last;
      this.#stops = this.#stops.concat(stops);
    } else {
      const earlier = this.#stops.slice(0, this.#countUntil(after));
      const later = this.#stops.slice(this.#countUntil(last));
      this.#stops = [...earlier, ...stops, ...later];
      this.#after = Math.min(this.#after, after);
      this.#last = Math.max(this.#last, last);
    }
  }

  /** The last stop at or before an event, as far as that is known. */
  lastUntil(version: number, event: number): LastStop {
    if (version !== this.#version || event <= this.#after || event > this.#last) return { unknownFrom: event };
    return this.#stops[this.#countUntil(event) - 1] ?? { unknownFrom: this.#after };
  }

  /** How many stops there are up to an event. */
  #countUntil(event: number): number {
    return countUntil(this.#stops, event, (stop) => stop.event);
  }
}
