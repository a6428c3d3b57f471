import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFile } from '../src/index.ts';
import { checkValues } from '../src/syntax/value-kinds.ts';
import { corpusTexts } from './corpus.ts';
import { mutate, mutation } from './mutate.ts';
import { brokenProgram, layout, program } from './programs.ts';

/** Of a statement without syntax errors. */
const whole = { isWhole: () => true, isOneLine: () => true };

/** A statement is looked through for wrong values only where one of its nodes had a doubt: nothing may be missed by that. */
function missesNothing(text: string): void {
  for (const { tree, errors } of parseFile(text).statements) {
    if (tree !== undefined && errors.length === 0) expect(checkValues(tree, [], whole), text).toEqual([]);
  }
}

describe('values where conditions must stand, and the other way round', () => {
  it.each([
    'f(x) if 1 and x;',
    'f(x) if not "a";',
    'f(x) if g(x = 1);',
    'f(x) if [x and x] = x;',
    'f(x) if (x + 1) or x;',
    'f(x) if x matches {a: (b and c)};',
    'f(x) if g(a: 1, a: 2);',
    'f(x) if forall(1, x);',
    'resource A { relations = { a: B, a: C }; }',
  ])('are found in %s', (text) => {
    expect(parseFile(text).statements.flatMap(({ errors }) => errors)).not.toEqual([]);
  });

  it('are not missed in real policies, nor in changed ones', () => {
    for (const text of corpusTexts()) missesNothing(text);
    const changed = fc.tuple(fc.constantFrom(...corpusTexts()), fc.array(mutation, { minLength: 1, maxLength: 3 }));
    fc.assert(
      fc.property(changed, ([text, mutations]) => missesNothing(mutations.reduce(mutate, text))),
      { seed: 41, numRuns: 200 },
    );
  });

  it('are not missed in generated programs', () => {
    fc.assert(fc.property(layout(program), missesNothing), { seed: 42, numRuns: 300 });
    fc.assert(fc.property(layout(brokenProgram), missesNothing), { seed: 43, numRuns: 300 });
  });
});
