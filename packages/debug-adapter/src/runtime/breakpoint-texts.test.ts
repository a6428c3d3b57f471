import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseHitCondition } from './hit-condition.ts';
import { parseLogMessage } from './log-message.ts';
import { isNamed, parsePredicateName, parsePredicateNames } from './predicate-name.ts';

const hits = (text: string): number[] | undefined => {
  const condition = parseHitCondition(text);
  return condition && [1, 2, 3, 4, 5, 6].filter(condition);
};

describe('a hit condition', () => {
  it.each([
    ['3', [3, 4, 5, 6]],
    ['>= 5', [5, 6]],
    ['== 2', [2]],
    ['=2', [2]],
    ['> 4', [5, 6]],
    ['<3', [1, 2]],
    ['<= 3', [1, 2, 3]],
    ['% 3', [3, 6]],
    ['% 0', undefined],
    ['', undefined],
    ['three', undefined],
    ['-1', undefined],
    ['1e9', undefined],
  ])('%j stops at %j', (text, stops) => {
    expect(hits(text)).toEqual(stops);
  });
});

describe("a log point's message", () => {
  it.each([
    ['plain', [{ text: 'plain' }]],
    ['{a} of {b.c}!', [{ expression: 'a' }, { text: ' of ' }, { expression: 'b.c' }, { text: '!' }]],
    ['{ {x: 1} } {"}"}', [{ expression: '{x: 1}' }, { text: ' ' }, { expression: '"}"' }]],
    ['\\{a\\} {} {open', [{ text: '{a} {} {open' }]],
  ])('%j', (message, parts) => {
    expect(parseLogMessage(message)).toEqual(parts);
  });

  it('loses nothing of a message without braces', () => {
    fc.assert(
      fc.property(
        fc.string().map((text) => text.replaceAll(/[{}\\]/g, '')),
        (text) => {
          expect(parseLogMessage(text)).toEqual(text === '' ? [] : [{ text }]);
        },
      ),
      { seed: 5 },
    );
  });
});

describe("a predicate's name", () => {
  it('may have an arity', () => {
    expect(parsePredicateName(' has_role / 3 ')).toEqual({ name: 'has_role', arity: 3 });
    expect(parsePredicateName('allow')).toEqual({ name: 'allow', arity: undefined });
    expect(parsePredicateName('f(x)')).toBeUndefined();
    expect(parsePredicateName('')).toBeUndefined();
  });

  it('stands in lists, from which what is no name comes back', () => {
    const { names, wrong } = parsePredicateNames('allow, has_role/3, f(x),');
    expect(wrong).toEqual(['f(x)']);
    expect([isNamed(names, 'allow', 9), isNamed(names, 'has_role', 3), isNamed(names, 'has_role', 2)]).toEqual([
      true,
      true,
      false,
    ]);
  });
});
