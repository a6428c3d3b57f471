import { type Earlier, type Entry, Group, type Known, type Place, Variable } from './known.ts';
import type { Newest } from './newest.ts';
import type { Source } from './sources.ts';

/** A moment of a trail that can be gone back to, and on to again, whatever was bound or taken back in between. */
export interface Moment {
  /** A moment whose bindings this one's begin with. */
  readonly parent: Moment | undefined;
  /** What was bound later comes after it. */
  readonly time: number;
  /** The bindings since the parent. */
  readonly entries: readonly Entry[];
  readonly turns: Turn | undefined;
}

/** Where the way to the present went back to, and left a moment that was kept; and where it did before. */
interface Turn {
  readonly time: number;
  readonly before: Turn | undefined;
}

/** What a run may still go back to. */
export interface Returns {
  /** The times, in order. */
  readonly times: readonly number[];
  /** What was bound later is all kept, whatever the times. */
  readonly until: number;
}

/** Whether something has a value, before the bindings that `earlier` takes back. */
type IsFinal = (place: Place, earlier: Earlier) => boolean;

/** Every moment's bindings begin with these. */
const BEGINNING: Moment = { parent: undefined, time: 0, entries: [], turns: undefined };

/**
 * Bindings in the order in which they were made, so that they can be taken back. A clock goes on with each binding and each mark, and never back:
 * what was made before a mark is older than it, what is made later is not.
 */
export class Trail {
  readonly #newest: Newest;
  readonly #entries: Entry[] = [];
  #now = 0;
  /** The moment that the present state was reached from. */
  #base = BEGINNING;
  /** How far it has gone back since that was kept. */
  #lowest = 0;
  #turns: Turn | undefined;

  constructor(newest: Newest) {
    this.#newest = newest;
  }

  /** When a variable that is made now is born. */
  get now(): number {
    return this.#now;
  }

  /** How many bindings can be taken back. */
  get size(): number {
    return this.#entries.length;
  }

  set(place: Place, after: Known, source: Source | undefined): void {
    const entry = { place, before: this.#newest.of(place), after, source, time: ++this.#now };
    this.#entries.push(entry);
    this.#newest.put(place, entry);
  }

  /** The time up to which all is left when it comes back to here. */
  mark(): number {
    return ++this.#now;
  }

  /** Takes back what was bound since a time. */
  undo(since: number): void {
    if (since < this.#lowest) this.#lowest = since;
    const entries = this.#entries;
    while (entries.length > 0 && entries[entries.length - 1]!.time > since) {
      const { place, before } = entries.pop()!;
      this.#newest.put(place, before);
    }
  }

  /** The bindings that can be taken back, the newest first. */
  *newestFirst(): Iterable<Entry> {
    for (let i = this.#entries.length - 1; i >= 0; i--) yield this.#entries[i]!;
  }

  /** Adds bindings of another trail, in their order. */
  add(entries: Iterable<Entry>): void {
    for (const entry of entries) {
      this.#entries.push(entry);
      this.#newest.put(entry.place, entry);
      this.#now = Math.max(this.#now, entry.time);
    }
  }

  /** The same bindings, whatever becomes of these. */
  copyTo(other: Trail): void {
    other.add(this.#entries);
  }

  // ---- Moments ------------------------------------------------------------------------------------------------------

  /**
   * Keeps the present moment. Bindings that no return can take back are forgotten first, where returns are known: those of variables and groups
   * that are younger than each. Such a one keeps its value, as nothing that is gone back to has it; without a value, somebody might.
   */
  keep(returns?: Returns, isFinal: IsFinal = () => false): Moment {
    const parent = this.#intact();
    if (this.#lowest < this.#base.time) this.#turn(this.#lowest);
    if (returns !== undefined) this.#forget(parent.time, returns, isFinal);
    const entries = this.#entries.slice(this.#firstAfter(parent.time));
    this.#base = { parent, time: this.mark(), entries, turns: this.#turns };
    this.#lowest = this.#base.time;
    return this.#base;
  }

  /** The time of the moment that the next one to be kept will have for its parent. */
  get keptTime(): number {
    return this.#intact().time;
  }

  goTo(moment: Moment): void {
    const ancestors = new Set<Moment>();
    for (let m: Moment | undefined = moment; m !== undefined; m = m.parent) ancestors.add(m);
    let common = this.#intact();
    while (!ancestors.has(common)) common = common.parent!;
    const path: Moment[] = [];
    for (let m = moment; m !== common; m = m.parent!) path.push(m);
    this.undo(common.time);
    for (const { entries } of path.reverse()) this.add(entries);
    this.#base = moment;
    this.#lowest = moment.time;
    this.#turns = moment.turns;
  }

  /** The latest moment on the way here whose bindings are still the beginning of the present ones. */
  #intact(): Moment {
    let moment = this.#base;
    while (moment.parent !== undefined && moment.time > this.#lowest) moment = moment.parent;
    return moment;
  }

  #turn(time: number): void {
    let before = this.#turns;
    while (before !== undefined && before.time >= time) before = before.before;
    this.#turns = { time, before };
  }

  #forget(since: number, { times, until }: Returns, isFinal: IsFinal): void {
    const turns: number[] = [];
    for (let turn = this.#turns; turn !== undefined && turn.time > since; turn = turn.before) turns.push(turn.time);
    const returns = [...times, ...turns, since].sort((left, right) => left - right);
    const first = this.#firstAfter(since);
    const some = this.#entries.splice(first);
    const kept: Entry[] = [];
    /** What a return to after a binding takes back. */
    const earlier = new Map<Place, Entry | undefined>();
    let takenBack = some.length;
    for (let i = some.length - 1; i >= 0; i--) {
      const entry = some[i]!;
      while (returns.at(-1)! >= entry.time) {
        returns.pop();
        while (takenBack > i + 1) {
          const { place, before } = some[--takenBack]!;
          earlier.set(place, before);
        }
      }
      const isOlder = bornAt(entry.place) < returns.at(-1)!;
      if (isOlder || entry.time > until || !isFinal(entry.place, earlier)) kept.push(entry);
    }
    for (const entry of kept.reverse()) this.#entries.push(entry);
  }

  /** The index of the first binding after a time. */
  #firstAfter(time: number): number {
    let index = this.#entries.length;
    while (index > 0 && this.#entries[index - 1]!.time > time) index--;
    return index;
  }
}

/** What comes from elsewhere is older than everything. */
const bornAt = (place: Place): number => (place instanceof Variable || place instanceof Group ? place.birth : 0);
