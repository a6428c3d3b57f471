import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { corpusTexts } from '../../test/corpus.ts';
import { layout, program } from '../../test/programs.ts';
import { parseFile, parseQuery, print, printFloat, printString } from '../index.ts';
import type { Node } from './ast.ts';

/** A tree without its places. */
const shape = (node: Node): string =>
  JSON.stringify(node, (key, value) => {
    if (key.startsWith('$')) return undefined;
    if (typeof value === 'bigint' || (typeof value === 'number' && !Number.isInteger(value))) return String(value);
    return value !== null && typeof value === 'object' && '$type' in value ? { $type: value.$type, ...value } : value;
  });

const printsBack = (text: string): void => {
  for (const { tree, errors } of parseFile(text).statements) {
    if (tree === undefined || errors.length > 0) continue;
    const printed = print(tree);
    const again = parseFile(printed);
    expect(again.statements.flatMap((statement) => statement.errors)).toEqual([]);
    expect(again.statements.map((statement) => statement.tree && shape(statement.tree))).toEqual([shape(tree)]);
    expect(again.statements.map((statement) => statement.tree && print(statement.tree))).toEqual([printed]);
  }
};

describe('printing', () => {
  it('gives text that reads as the same tree, for real policies', () => {
    for (const text of corpusTexts()) printsBack(text);
  });

  it('gives text that reads as the same tree, for generated programs', () => {
    fc.assert(fc.property(layout(program), printsBack), { seed: 31, numRuns: 500 });
  });

  it('gives strings that read as the same string', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        expect(parseQuery(printString(value)).query).toMatchObject({ value });
      }),
      { seed: 32 },
    );
  });

  it('gives floats that read as the same float', () => {
    fc.assert(
      fc.property(fc.double(), (value) => {
        expect(parseQuery(printFloat(value)).query).toMatchObject({
          value: Object.is(value, Number.NaN) ? Number.NaN : value,
        });
      }),
      { seed: 33 },
    );
  });

  it('puts the members of a block on lines of their own', () => {
    const [statement] = parseFile('resource Repo{roles=["a",];"b" if "a" on "p";}').statements;
    expect(statement?.tree && print(statement.tree)).toBe('resource Repo {\n  roles = ["a"];\n  "b" if "a" on "p";\n}');
  });
});
