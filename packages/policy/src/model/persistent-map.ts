const removed = Symbol('removed');

/**
 * An immutable map whose next version costs as much as what changed: a large map that versions share, and a small one of
 * differences, folded together when the differences have grown.
 */
export class PersistentMap<K, V> implements ReadonlyMap<K, V> {
  readonly #base: ReadonlyMap<K, V>;
  readonly #changes: ReadonlyMap<K, V | typeof removed>;
  readonly size: number;

  private constructor(base: ReadonlyMap<K, V>, changes: ReadonlyMap<K, V | typeof removed>, size: number) {
    this.#base = base;
    this.#changes = changes;
    this.size = size;
  }

  /** The map is taken over: it must not be changed afterwards. */
  static of<K, V>(base: ReadonlyMap<K, V>): PersistentMap<K, V> {
    return new PersistentMap(base, new Map(), base.size);
  }

  /** The map with these entries; an undefined value removes its key. */
  with(entries: ReadonlyMap<K, V | undefined>): PersistentMap<K, V> {
    if (entries.size === 0) return this;
    const changes = new Map(this.#changes);
    let size = this.size;
    for (const [key, value] of entries) {
      const had = this.has(key);
      if (value === undefined) {
        if (this.#base.has(key)) changes.set(key, removed);
        else changes.delete(key);
        if (had) size--;
      } else {
        changes.set(key, value);
        if (!had) size++;
      }
    }
    const next = new PersistentMap(this.#base, changes, size);
    return changes.size > 32 + 2 * Math.sqrt(this.#base.size) ? PersistentMap.of(new Map(next.entries())) : next;
  }

  get(key: K): V | undefined {
    const value = this.#changes.get(key);
    if (value === undefined) return this.#base.get(key);
    return value === removed ? undefined : value;
  }

  has(key: K): boolean {
    const value = this.#changes.get(key);
    return value === undefined ? this.#base.has(key) : value !== removed;
  }

  entries(): MapIterator<[K, V]> {
    return this.#changes.size === 0 ? (this.#base.entries() as MapIterator<[K, V]>) : this.#entries();
  }

  *#entries(): MapIterator<[K, V]> {
    for (const [key, value] of this.#base) {
      const changed = this.#changes.get(key);
      if (changed === undefined) yield [key, value];
      else if (changed !== removed) yield [key, changed];
    }
    for (const [key, value] of this.#changes) if (value !== removed && !this.#base.has(key)) yield [key, value];
    return undefined;
  }

  keys(): MapIterator<K> {
    return this.#changes.size === 0 ? (this.#base.keys() as MapIterator<K>) : this.#keys();
  }

  *#keys(): MapIterator<K> {
    for (const [key] of this.entries()) yield key;
    return undefined;
  }

  values(): MapIterator<V> {
    return this.#changes.size === 0 ? (this.#base.values() as MapIterator<V>) : this.#values();
  }

  *#values(): MapIterator<V> {
    for (const [, value] of this.entries()) yield value;
    return undefined;
  }

  forEach(callback: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    this.#base.forEach((value, key) => {
      const changed = this.#changes.size === 0 ? undefined : this.#changes.get(key);
      if (changed !== removed) callback(changed ?? value, key, this);
    });
    this.#changes.forEach((value, key) => {
      if (value !== removed && !this.#base.has(key)) callback(value, key, this);
    });
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries();
  }
}
