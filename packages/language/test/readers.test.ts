import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFile } from '../src/index.ts';
import { errorsOf } from './agreement.ts';
import { corpusTexts } from './corpus.ts';
import { langiumParser, plainLangium, plainOurs, withoutAbsent } from './langium.ts';
import { mutate, mutation } from './mutate.ts';
import { brokenProgram, layout, program } from './programs.ts';

/** What is no matter of the grammar. */
const BEYOND_GRAMMAR = ['wrong-value-type', 'duplicate-key'];
/** Numbers that Langium has no objection to; where they should not stand anyway, ours has no second error. */
const NUMBERS = ['integer-overflow', 'invalid-float'];

const langium = langiumParser();

/** Both read the text alike: they accept or refuse it, and give equal trees with equal ranges. */
function agree(text: string): void {
  // Reserved or read by the engine, but in no rule, so that Langium does not know them.
  if (/\bisa\b|\|/.test(text)) return;
  const ours = parseFile(text);
  const errors = errorsOf(ours).filter((error) => !BEYOND_GRAMMAR.includes(error.code));
  if (errors.length > 0 && errors.every((error) => NUMBERS.includes(error.code))) return;
  const theirs = langium.parse<{ $type: string; statements: [] } & Parameters<typeof plainLangium>[0]>(text);
  const refused = theirs.lexerErrors.length + theirs.parserErrors.length;
  if (errors.length > 0 !== refused > 0) {
    expect.fail(
      `${text}\nours: ${errors[0]?.message}\nLangium: ${theirs.lexerErrors[0]?.message ?? theirs.parserErrors[0]?.message}`,
    );
  }
  if (refused > 0) return;
  const trees = ours.statements.map(({ tree }) => withoutAbsent(tree && plainOurs(tree)));
  expect(trees).toEqual(theirs.value.statements.map((statement) => withoutAbsent(plainLangium(statement))));
}

describe('the generated parser and Langium, for the same grammar', () => {
  it('read real policies alike', () => {
    for (const text of corpusTexts()) agree(text);
  });

  it('read generated programs alike', () => {
    fc.assert(fc.property(layout(program), agree), { seed: 21, numRuns: 300 });
  });

  it('read broken programs alike', () => {
    fc.assert(fc.property(layout(brokenProgram), agree), { seed: 22, numRuns: 600 });
  });

  it('read changed statements of real policies alike', { timeout: 120_000 }, () => {
    const statements = corpusTexts().flatMap((text) =>
      parseFile(text).statements.map(({ base, length }) => text.slice(base, base + length)),
    );
    const changed = fc.tuple(fc.constantFrom(...statements), fc.array(mutation, { minLength: 1, maxLength: 2 }));
    fc.assert(
      fc.property(changed, ([text, mutations]) => agree(mutations.reduce(mutate, text))),
      { seed: 23, numRuns: 1500 },
    );
  });
});
