import { type HostClass, HostObject } from '@polar-tools/evaluator';
import type { Handle } from './wire.ts';

/**
 * The application's objects by their numbers. One that nobody here can name any more is forgotten, and its number is kept until the
 * application is told.
 */
export class KnownObjects {
  readonly #objects = new Map<number, WeakRef<HostObject>>();
  readonly #gone: number[] = [];
  readonly #registry = new FinalizationRegistry<number>((number) => this.#gone.push(number));

  /** The object with a number: the same one as long as somebody has it. */
  with(number: number, hostClass: HostClass | undefined): HostObject {
    const known = this.#objects.get(number)?.deref();
    if (known !== undefined) return known;
    const handle: Handle = { number };
    const object = new HostObject(hostClass, handle);
    this.#objects.set(number, new WeakRef(object));
    this.#registry.register(object, number);
    return object;
  }

  /** The numbers that were forgotten since this was asked. One that came again in between lives on. */
  takeForgotten(): readonly number[] {
    if (this.#gone.length === 0) return [];
    const forgotten = this.#gone.splice(0).filter((number) => this.#objects.get(number)?.deref() === undefined);
    for (const number of forgotten) this.#objects.delete(number);
    return forgotten;
  }
}
