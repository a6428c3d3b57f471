import { describe, expect, it } from 'vitest';
import { check, createPolicy } from '../src/index.ts';

const codesOf = (text: string, dialect: 'library' | 'cloud' = 'library'): readonly string[] =>
  check(createPolicy([{ uri: 'a.polar', text }], { dialect }))
    .get('a.polar')!
    .map(({ code }) => code);

const isDuplicate = (...rules: readonly string[]): boolean => codesOf(rules.join('\n')).includes('duplicate-rule');

/** Rules that say the same, list by list: what stands in two lists says something else. */
const SAME: readonly (readonly string[])[] = [
  ['f(x) if g(x);', 'f(y) if g(y);', 'f( x )  if (g(x));', 'f(x) if # why\n  ((g(x)));'],
  ['f(x) if h(x);'],
  ['f(_) if g(_);'],
  ['f(X) if g(X);'],
  ['f(x, y) if g(x);', 'f(a, y) if g(a);'],
  ['f(x, y) if g(y);'],
  ['f(x, y) if g(x, y);', 'f(y, x) if g(y, x);', 'f(a, b) if g(a, b);'],
  ['f(x, y) if g(y, x);', 'f(y, x) if g(x, y);'],
  ['f(x, x) if g(x, x);'],
  ['f(x: A) if g(x);', 'f(y: A) if g(y);', 'f(x: A{}) if g(x);'],
  ['f(x: B) if g(x);'],
  ['f(x: A{k: 1}) if g(x);'],
  ['f(x: A{k: 1, l: 2}) if g(x);', 'f(x: A{l: 2, k: 1}) if g(x);'],
  ['f(x: A{k: 2, l: 1}) if g(x);'],
  ['f(x: A{k: y}) if g(x, y);', 'f(a: A{k: b}) if g(a, b);'],
  ['f(x: A{k}) if g(x, k);'],
  ['f(x: {k: 1}) if g(x);', 'f(y: {k: 1}) if g(y);'],
  ['f(x: [1, *y]) if g(x, y);', 'f(a: [1, *b]) if g(a, b);'],
  ['f(x: [1, y]) if g(x, y);'],
  ['f([x, *y]) if g(x, y);', 'f([a, *b]) if g(a, b);'],
  ['f([x, *_y]) if g(x, x);'],
  ['f([x, y]) if g(x, y);'],
  ['f("a") if g(1);'],
  ['f("b") if g(1);'],
  ['f(true) if g(1);'],
  ['f(false) if g(1);'],
  ['f(1) if g(1);'],
  ['f(2) if g(1);'],
  ['f(1.5) if g(1);'],
  ['f(x) if g(1, x);'],
  ['f(x) if g("1", x);'],
  ['f(x) if not g(x);', 'f(y) if not (g(y));'],
  ['f(x) if not h(x);'],
  ['f(x) if g(x) and h(x);', 'f(y) if (g(y)) and h(y);'],
  ['f(x) if h(x) and g(x);'],
  ['f(x) if g(x) or h(x);'],
  ['f(x) if g(x) and h(x) and i(x);'],
  ['f(x) if x = 1;'],
  ['f(x) if x == 1;'],
  ['f(x) if x = 2;'],
  ['f(x) if 1 = x;'],
  ['f(x) if x != 1;'],
  ['f(x) if x > 1;'],
  ['f(x) if x + 1 = 2;'],
  ['f(x) if x - 1 = 2;'],
  ['f(x) if x.a = 1;', 'f(y) if y.a = 1;'],
  ['f(x) if x.b = 1;'],
  ['f(x) if x.a() = 1;'],
  ['f(x) if x.a(1) = 1;'],
  ['f(x) if x.a(k: 1) = 1;'],
  ['f(x) if x.a(k: 2) = 1;'],
  ['f(x, y) if x.(y) = 1;', 'f(a, b) if a.(b) = 1;'],
  ['f(x, y) if y.(x) = 1;'],
  ['f(x) if x.a.b = 1;'],
  ['f(x) if x in [1, 2];'],
  ['f(x) if x in [2, 1];'],
  ['f(x) if x in [1];'],
  ['f(x) if x = {k: 1, l: 2};', 'f(x) if x = {l: 2, k: 1};'],
  ['f(x) if x = {k: 1};'],
  ['f(x) if x matches A;'],
  ['f(x) if x matches B;'],
  ['f(x) if x matches A{k: 1};'],
  ['f(x) if x matches {k: 1};'],
  ['f(x) if forall(y in x, g(y));', 'f(a) if forall(b in a, g(b));'],
  ['f(x) if forall(y in x, h(y));'],
  ['f(x) if forall(y in [x], g(y));'],
  ['f(x) if print(x);'],
  ['f(x) if print(x, x);'],
  ['f(x) if debug(x);'],
  ['f(x) if cut and g(x);'],
  ['f(x) if x = new A(1);'],
  ['f(x) if x = new B(1);'],
  ['f(x) if x = new A(2);'],
  ['f(x) if x = new A(k: 1);'],
  ['f(x);'],
  // Names that stand once may be constants.
  ['f(y);'],
]; // biome-ignore format: a rule a line

describe('rules that say the same', () => {
  it('are told of, and no others: two of them', () => {
    const wrong: string[] = [];
    const look = (one: string, two: string, expected: boolean): void => {
      if (isDuplicate(one, two) !== expected) wrong.push(`${one} ${two} ${expected ? 'missed' : 'told of'}`);
    };
    for (const [at, rules] of SAME.entries()) {
      for (const one of rules) for (const two of rules) look(one, two, true);
      for (const others of SAME.slice(at + 1)) look(rules[0]!, others[0]!, false);
    }
    expect(wrong).toEqual([]);
  });

  it('are told of, and no others: all of them at once', () => {
    const all = SAME.flat();
    const found = codesOf(all.join('\n')).filter((code) => code === 'duplicate-rule');
    expect(found).toHaveLength(all.length - SAME.length);
    const once = SAME.map(([rule]) => rule!);
    expect(isDuplicate(...once)).toBe(false);
  });
});

describe('shorthands that say the same', () => {
  const LISTS: readonly (readonly string[])[] = [
    ['"p" if "a";', '"p"  if  "a";'],
    ['"p" if "b";'],
    ['"q" if "a";'],
    ['"p" if "a" on "o";'],
    ['"p" if "a" on "n";'],
    ['"p" if "b" on "o";'],
    ['"p" if global "g";'],
    ['"p" if "a" and "b";'],
    ['"p" if "b" and "a";'],
    ['"p" if "a" or "b";'],
    ['"p" if ("a" or "b") and "c";'],
    ['"p" if "a" or "b" and "c";'],
    ['"p" if g(resource);', '"p" if g(resource );'],
    ['"p" if g(actor);'],
    ['"p" if g(resource, "a");'],
    ['"a" if "b";'],
    ['role if role on "o";'],
    ['role if role on "n";'],
  ];
  const block = (shorthands: readonly string[]): string =>
    `global { roles = ["g"]; }\nresource R { roles = ["a", "b", "c"]; permissions = ["p", "q"]; relations = { o: R, n: R };\n${shorthands.join('\n')}\n}\ng(_, _);\ng(_);`;
  const duplicates = (shorthands: readonly string[]): number =>
    codesOf(block(shorthands), 'cloud').filter((code) => code === 'duplicate-rule').length;

  it('are told of, and no others', () => {
    const wrong: string[] = [];
    for (const [at, list] of LISTS.entries()) {
      for (const [other, others] of LISTS.entries()) {
        for (const two of others) {
          const expected = at === other ? 1 : 0;
          if (duplicates([list[0]!, two]) !== expected) wrong.push(`${list[0]} ${two}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    const all = LISTS.flat();
    // Of many, in another way.
    expect(all.length).toBeGreaterThan(16);
    expect(duplicates(all)).toBe(all.length - LISTS.length);
    expect(duplicates(LISTS.map(([one]) => one!))).toBe(0);
  });
});

describe('how many a rule takes', () => {
  const some = (name: string, count: number): string => Array(count).fill(name).join(', ');

  it('is known up to any number', () => {
    const counts = [0, 1, 2, 15, 29, 30, 31, 32, 33, 34, 40, 62, 63, 64, 65];
    for (const takes of counts) {
      for (const given of counts) {
        const text = `f(${some('_', takes)});\n?= f(${some('1', given)});`;
        expect(codesOf(text).includes('wrong-arity'), `${given} to a rule of ${takes}`).toBe(given !== takes);
      }
    }
    const both = `f(${some('_', 31)});\nf(${some('_', 33)});\nf(${some('_', 2)});\n`;
    expect([2, 31, 33].filter((given) => codesOf(`${both}?= f(${some('1', given)});`).includes('wrong-arity'))).toEqual(
      [],
    );
    expect(
      [1, 30, 32].filter((given) => !codesOf(`${both}?= f(${some('1', given)});`).includes('wrong-arity')),
    ).toEqual([]);
  });
});
