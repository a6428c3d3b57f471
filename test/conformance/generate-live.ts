import type fc from 'fast-check';
import type { Case } from './case.ts';
import { asCase, casesBy, type GeneratedCase, Writer } from './generate.ts';

/** Promises by name. */
const PROMISES = ['soon', 'promised', 'listed'];

/**
 * Writes what only live objects have: generators, what answers later, what fails when it is read, methods of classes; and what shows in
 * which order the application is asked, wherever a value may stand.
 */
class LiveWriter extends Writer {
  override method(): string {
    return this.oneOf([
      [6, () => super.method()],
      [2, () => `User.find(${this.string()})`],
      [2, () => `${this.receiver()}.later(${this.value(0)})`],
      [1, () => `User.find("ann").${this.pick(['boss', 'size', 'active', 'nothing'])}`],
      [1, () => `new User(${this.atom()}, ${this.number()}).size`],
    ]);
  }

  override atom(): string {
    return this.chance(8) ? this.pick(PROMISES) : super.atom();
  }

  override value(depth: number): string {
    return depth > 0 && this.chance(12) ? this.counted() : super.value(depth);
  }

  /** What is another value whenever it is asked. */
  counted(): string {
    return this.oneOf([
      [4, () => 'counter.next'],
      [2, () => `counter.mark(${this.value(0)})`],
      [2, () => '{b: counter.next, a: counter.next}'],
      [1, () => '[counter.next, counter.next]'],
      [1, () => 'counter.mark(counter.next)'],
      [1, () => `new Thing(counter.next, ${this.value(1)})`],
      [1, () => `(counter.next ${this.pick(['+', '-', '*'])} counter.next)`],
    ]);
  }

  override numeric(depth: number): string {
    return depth > 0 && this.chance(8) ? 'counter.next' : super.numeric(depth);
  }

  override iterable(): string {
    return this.oneOf([
      [5, () => super.iterable()],
      [2, () => `${this.pick(['ann', 'bob', 'cyd', this.variable()])}.${this.pick(['friends()', 'guests()', 'tags'])}`],
      [1, () => this.pick(['dee', 'ann', 'User', 'r1.parent', 'listed'])],
    ]);
  }

  override lookup(): string {
    return this.oneOf([
      [5, () => super.lookup()],
      [1, () => `${this.pick(['r1', 'r2'])}.${this.pick(['public', 'parent', 'parent.name'])}`],
      [1, () => `${this.pick(['ann', 'bob', 'cyd'])}.active`],
      [1, () => `promised.${this.pick(['name', 'size', 'boss'])}`],
    ]);
  }
}

/** Random policies with ten queries each about live objects. */
export const liveCases: fc.Arbitrary<GeneratedCase> = casesBy(LiveWriter, ['p1', 'p2', 'p3']);

export const asLiveCase = (generated: GeneratedCase): Case => {
  const { policy, queries } = asCase(generated);
  return { policy, queries, live: true };
};
