import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { globOf } from './glob.ts';

describe('a pattern', () => {
  it.each<[string, string, boolean]>([
    ['a.polar', 'a.polar', true],
    ['a.polar', 'aXpolar', false],
    ['*.polar', 'a.polar', true],
    ['*.polar', 'a/b.polar', false],
    ['a*b*c', 'abbbcbc', true],
    ['**/*.polar', 'b.polar', true],
    ['**/*.polar', 'a/b/c.polar', true],
    ['a/**', 'a/b/c', true],
    ['a/**', 'a', false],
    ['**', 'a/b', true],
    ['a/**/b', 'a/b', true],
    ['a/**/b', 'a/x/y/b', true],
    ['a/**/b', 'axb', false],
    ['**/**/b', 'x/b', true],
    ['a**b', 'axxb', true],
    ['a**b', 'ax/xb', false],
    ['?', 'a', true],
    ['?', '/', false],
    ['?', '😀', true],
    ['[a-c]x', 'bx', true],
    ['[!a-c]x', 'bx', false],
    ['[abc]', 'b', true],
    ['[abc]', 'c', true],
    ['[a-cx]', 'x', true],
    ['[xa-c]', 'b', true],
    ['[a-c-e]', '-', true],
    ['[a-c-e]', 'd', false],
    ['[a-]', '-', true],
    ['[!]]', ']', false],
    ['[!]]', 'a', true],
    ['[]', '[]', true],
    ['x[a', 'x[a', true],
    ['**a', 'x/a', false],
    ['a/**b', 'a/xb', true],
    ['[^a-c]x', 'dx', true],
    ['a[!b]c', 'a/c', false],
    ['[]]', ']', true],
    ['[-a]', '-', true],
    ['[ab', '[ab', true],
    ['{x,y}/?', 'y/a', true],
    ['{x,y}/?', 'z/a', false],
    ['{a,b/**/c}d', 'b/x/cd', true],
    ['{,x}a', 'a', true],
    ['{a', '{a', true],
    ['a}', 'a}', true],
    ['a,b', 'a,b', true],
    ['{a,{b,c}}', 'c', true],
    ['(a|b)+.^$', '(a|b)+.^$', true],
    ['', '', true],
  ])('%s means %s: %s', (pattern, path, expected) => {
    expect(globOf(pattern).matches(path)).toBe(expected);
  });

  it('leads into the folders alone in which something may match', () => {
    const glob = globOf('a/*/c/**/x.polar');
    const enters = ['', 'a', 'a/b', 'a/b/c', 'a/b/c/d/e'];
    const passes = ['b', 'a/b/d', 'ab'];
    expect([...enters, ...passes].filter(glob.mayMatchBelow)).toEqual(enters);
    expect(globOf('*.polar').mayMatchBelow('a')).toBe(false);
    expect(globOf('*.polar').mayMatchBelow('')).toBe(true);
  });

  it('may be a stranger’s: what takes a regular expression years is quick', () => {
    const name = `${'a'.repeat(200)}b`;
    for (const pattern of [
      `${'*a'.repeat(60)}c`,
      `${'**/'.repeat(60)}x`,
      '{a,a}'.repeat(200),
      `${'{'.repeat(2000)}a${'}'.repeat(2000)}`,
    ]) {
      expect(globOf(pattern).matches(`${'d/'.repeat(60)}${name}`)).toBe(false);
    }
  });

  it('never throws, and a path without signs of patterns means itself', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (pattern, path) => {
        const matches = globOf(pattern).matches(path);
        if (!/[*?[{]/.test(pattern)) expect(matches).toBe(pattern === path);
      }),
    );
  });
});
