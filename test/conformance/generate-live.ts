import type fc from 'fast-check';
import type { Case } from './case.ts';
import { asCase, casesBy, type GeneratedCase, Writer } from './generate.ts';

/** Writes what only live objects have: generators, what answers later, what fails when it is read, methods of classes. */
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

  override iterable(): string {
    return this.oneOf([
      [5, () => super.iterable()],
      [2, () => `${this.pick(['ann', 'bob', 'cyd', this.variable()])}.${this.pick(['friends()', 'guests()', 'tags'])}`],
      [1, () => this.pick(['dee', 'ann', 'User', 'r1.parent'])],
    ]);
  }

  override lookup(): string {
    return this.oneOf([
      [5, () => super.lookup()],
      [1, () => `${this.pick(['r1', 'r2'])}.${this.pick(['public', 'parent', 'parent.name'])}`],
      [1, () => `${this.pick(['ann', 'bob', 'cyd'])}.active`],
    ]);
  }
}

/** Random policies with ten queries each about live objects. */
export const liveCases: fc.Arbitrary<GeneratedCase> = casesBy(LiveWriter, ['p1', 'p2', 'p3']);

export const asLiveCase = (generated: GeneratedCase): Case => {
  const { policy, queries } = asCase(generated);
  return { policy, queries, live: true };
};
