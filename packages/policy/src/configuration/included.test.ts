import { describe, expect, it } from 'vitest';
import { isIncluded, rootOf } from './included.ts';

describe('isIncluded', () => {
  it.each([
    [undefined, 'a/b.polar', true],
    [undefined, 'a/b.txt', false],
    [['*.polar'], 'a.polar', true],
    [['*.polar'], 'a/b.polar', false],
    [['**/*.polar'], 'b.polar', true],
    [['**/*.polar'], 'a/b/c.polar', true],
    [['./policies/**'], 'policies/a/b.polar', true],
    [['{x,y}/?.polar'], 'y/a.polar', true],
    [['{x,y}/?.polar'], 'z/a.polar', false],
    [['a+b.polar'], 'a+b.polar', true],
  ])('include %j takes %s: %s', (include, path, expected) => {
    expect(isIncluded({ include }, path)).toBe(expected);
  });
});

describe('rootOf', () => {
  it.each([
    ['/w/a/b/x.polar', ['/w', '/w/a'], '/w/a'],
    ['/w/x.polar', ['/w', '/w/a'], '/w'],
    ['/v/x.polar', ['/w'], undefined],
    ['/x.polar', [''], ''],
  ])('of %s among %j is %s', (file, configured, expected) => {
    expect(rootOf(file, new Set(configured))).toBe(expected);
  });
});
