import type fc from 'fast-check';
import { casesBy, type GeneratedCase, type Predicate, Writer } from './generate.ts';
import { builtinClasses, classes, objects } from './vocabulary.ts';

const NAMES = ['p1', 'p2', 'p3', 'p4'];
/** What the built-in classes offer, and what they do not. */
const MEMBERS = ['Integer.MAX_SAFE_INTEGER', 'Float.EPSILON', 'Integer.nope', 'List.nope', 'String.nope'];
const FUNCTIONS = [
  'Integer.isInteger',
  'Integer.isNaN',
  'List.isArray',
  'Dictionary.keys',
  'Dictionary.values',
  'Integer.nope',
];

/**
 * Writes what stands where nobody expects it: classes (built-in ones, the application's, unions) as values and arguments, patterns that a
 * variable comes to stand for, several specializers on one variable, dictionaries whose values are looked up, the words of operators
 * as calls, fields that are computed.
 */
class ClassesWriter extends Writer {
  className(): string {
    return this.oneOf([
      [4, () => this.pick(builtinClasses)],
      [4, () => this.pick(classes)],
      [2, () => this.pick(['Actor', 'Resource'])],
    ]);
  }

  override atom(): string {
    return this.chance(20) ? this.className() : super.atom();
  }

  override argument(role: Predicate['takes'][number]): string {
    return this.chance(15) ? this.className() : super.argument(role);
  }

  override dictionary(depth: number): string {
    if (this.chance(50)) return super.dictionary(depth);
    // Written in any order; what its values ask for is asked in the order of its keys.
    const keys = ['d', 'b', 'a', 'c', 'A', 'a2'].filter(() => this.chance(40));
    return `{${keys.map((key) => `${key}: ${this.chance(70) ? this.lookup() : this.value(depth - 1)}`).join(', ')}}`;
  }

  override lookup(): string {
    return this.oneOf([
      [5, () => super.lookup()],
      [1, () => this.pick(MEMBERS)],
      [2, () => `${this.receiver()}.(${this.chance(70) ? this.variable() : this.string()})`],
      [1, () => `${this.className()}.${this.pick(['name', 'size', 'nothing'])}`],
    ]);
  }

  override method(): string {
    return this.oneOf([
      [3, () => super.method()],
      [2, () => `${this.pick(FUNCTIONS)}(${this.value(1)})`],
      [1, () => `${this.dictionary(1)}.${this.pick(['hasOwnProperty("a")', 'toString()', 'nope()'])}`],
      [1, () => `"a😀b".${this.pick(['slice(0, 2)', 'slice(2)', 'charAt(1)', 'split("")', 'at(2)'])}`],
    ]);
  }

  override goal(depth: number): string {
    return this.oneOf([
      [20, () => super.goal(depth)],
      [2, () => `${this.className()} matches ${this.pattern(1)}`],
      [1, () => `${this.className()} ${this.pick(['=', '==', '!='])} ${this.className()}`],
      [1, () => `in(${this.variable()}, ${this.iterable()})`],
      [2, () => `${this.variable()} matches [${this.some(1, 2, () => this.listed()).join(', ')}]`],
    ]);
  }

  /** An element of a list pattern. */
  listed(): string {
    return this.oneOf([
      [2, () => `${this.pick([...builtinClasses, ...classes])}{}`],
      [1, () => this.fieldPatterns(1)],
      [3, () => this.atom()],
      [2, () => this.variable()],
    ]);
  }

  override parameter(role: Predicate['takes'][number]): string {
    return this.oneOf([
      [6, () => super.parameter(role)],
      [2, () => `${this.variable()}: ${this.pick(builtinClasses)}`],
      [1, () => `${this.fresh()}: {${this.pick(['name', 'size', 'n'])}: ${this.className()}}`],
      [1, () => `${this.fresh()}: [${this.listed()}]`],
      [1, () => `${this.fresh()}: ${this.pick(objects)}`],
    ]);
  }
}

/** Policies that use classes as values, with ten queries each. */
export const classesCases: fc.Arbitrary<GeneratedCase> = casesBy(ClassesWriter, NAMES);
