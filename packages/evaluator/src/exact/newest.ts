import type { Box } from '../terms/term.ts';
import { type Entry, Group, type Place, Shared, Variable } from './known.ts';

/** Who knows the newest binding of each variable and each group. */
export interface Newest {
  of(place: Place): Entry | undefined;
  put(place: Place, entry: Entry | undefined): void;
}

/** The variables and groups themselves: those of a run. */
export class Carried implements Newest {
  /** Of variables that come from elsewhere. */
  readonly #others = new WeakMap<Box, Entry>();
  /** The groups without a value whose constraints are about temporary variables alone. */
  readonly unnamed = new Set<Group>();

  of(place: Place): Entry | undefined {
    return place instanceof Variable || place instanceof Group ? place.newest : this.#others.get(place);
  }

  put(place: Place, entry: Entry | undefined): void {
    if (place instanceof Variable) place.newest = entry;
    else if (place instanceof Group) {
      place.newest = entry;
      const shared = entry?.after;
      if (shared instanceof Shared && shared.value === undefined && !shared.constraints.areNamed)
        this.unnamed.add(place);
      else this.unnamed.delete(place);
    } else if (entry === undefined) this.#others.delete(place);
    else this.#others.set(place, entry);
  }
}

/** A table: where others have bindings of the same variables. */
export class Apart implements Newest {
  readonly #entries = new Map<Place, Entry>();

  of(place: Place): Entry | undefined {
    return this.#entries.get(place);
  }

  put(place: Place, entry: Entry | undefined): void {
    if (entry === undefined) this.#entries.delete(place);
    else this.#entries.set(place, entry);
  }

  /** What has a binding, in the order in which it first got one. */
  get places(): Iterable<Place> {
    return this.#entries.keys();
  }
}
