import { describe, expect, test } from 'vitest';
import { enclosingCall, surroundingsOf } from './surroundings.ts';

const at = (source: string) => surroundingsOf(source, 0, source.length);

describe('what stands around the cursor', () => {
  test('is the inside of a string that is not closed', () => {
    const around = at('has_role(actor, "adm');
    expect(around).toMatchObject({ writing: 'string', prefix: 'adm', start: 17 });
    expect(enclosingCall(around)).toMatchObject({ name: 'has_role', commas: 1 });
  });

  test('is a word, with what precedes it', () => {
    const around = at('allow(a, b, c) if has_');
    expect(around).toMatchObject({ writing: 'word', prefix: 'has_' });
    expect(around.tokens.at(-1)?.text).toBe('if');
    expect(enclosingCall(around)).toBeUndefined();
  });

  test('is nothing inside a comment, and a comment in between hides nothing', () => {
    expect(at('f(x) # has_').writing).toBe('comment');
    expect(enclosingCall(at('f(x, # no )\n y'))).toMatchObject({ name: 'f', commas: 1 });
  });

  test('counts the arguments of the innermost call only', () => {
    expect(enclosingCall(at('f([a, b], {k: v, l: w}, g(1, 2), '))).toMatchObject({ name: 'f', commas: 3 });
    expect(enclosingCall(at('f(a, g(b, '))).toMatchObject({ name: 'g', commas: 1 });
    expect(enclosingCall(at('f(x) if (a or ('))).toBeUndefined();
  });

  test('takes escaped quotes as part of the string', () => {
    expect(at('f("a\\"b').prefix).toBe('a\\"b');
    expect(at('f("a\\"b"').writing).toBe('word');
  });
});
