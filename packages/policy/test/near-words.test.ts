import { expect, it } from 'vitest';
import { check, createPolicy, type Dialect, fixesOf } from '../src/index.ts';

/** What the preferred fixes of a text's errors make of it, one after the other, each checked anew. */
function mended(text: string, dialect: Dialect): string {
  let now = text;
  for (let turn = 0; turn < 5; turn++) {
    const policy = createPolicy([{ uri: 'a.polar', text: now }], { dialect });
    const errors = [...check(policy).values()].flat().filter(({ severity }) => severity === 'error');
    const fix = errors.flatMap((error) => fixesOf(policy, error)).find(({ preferred }) => preferred === true);
    if (fix?.kind !== 'edit') return now;
    now = [...fix.edits]
      .sort((a, b) => b.start - a.start)
      .reduce((all, { start, end, newText }) => all.slice(0, start) + newText + all.slice(end), now);
  }
  return now;
}

it.each<readonly [string, string]>([
  ['f(x) if no g(x); g(_);', 'f(x) if not g(x); g(_);'],
  ['f(x) if nto g(x); g(_);', 'f(x) if not g(x); g(_);'],
  ['f(x) if NOT g(x); g(_);', 'f(x) if not g(x); g(_);'],
  ['f(x) if g(x) and nott g(x); g(_);', 'f(x) if g(x) and not g(x); g(_);'],
  ['f(x) if nto (x = 1);', 'f(x) if not (x = 1);'],
  ['f(x) if g(x) an g(x); g(_);', 'f(x) if g(x) and g(x); g(_);'],
  ['f(x) if g(x) adn g(x); g(_);', 'f(x) if g(x) and g(x); g(_);'],
  ['f(x) if g(x)\n  adn not g(x); g(_);', 'f(x) if g(x)\n  and not g(x); g(_);'],
  ['f(x) if (g(x) ANd g(x)); g(_);', 'f(x) if (g(x) and g(x)); g(_);'],
  ['f(x) if g(x) ro g(x); g(_);', 'f(x) if g(x) or g(x); g(_);'],
  ['f(x) if g(x) orr g(x); g(_);', 'f(x) if g(x) or g(x); g(_);'],
  ['f(x) if x matchs String;', 'f(x) if x matches String;'],
  ['f(x) if x macthes {a: 1};', 'f(x) if x matches {a: 1};'],
  ['f(x) if x inn [1];', 'f(x) if x in [1];'],
  ['f(x) fi g(x); g(_);', 'f(x) if g(x); g(_);'],
  ['f(x) iif g(x); g(_);', 'f(x) if g(x); g(_);'],
  ['f(x) i g(x); g(_);', 'f(x) if g(x); g(_);'],
  ['f(x) if x = nwe String(1);', 'f(x) if x = new String(1);'],
  ['f(x) if forAll(y in x, g(y)); g(_);', 'f(x) if forall(y in x, g(y)); g(_);'],
  ['f(x) if for_all(y in x, y > 0);', 'f(x) if forall(y in x, y > 0);'],
  ['f(x) if g(x) and cuts; g(_);', 'f(x) if g(x) and cut; g(_);'],
  ['f(x) if x.a = ture;', 'f(x) if x.a = true;'],
  ['f(x) if g(x, flase); g(_, _);', 'f(x) if g(x, false); g(_, _);'],
])('in a rule of the Library, %j', (text, expected) => {
  expect(mended(text, 'library')).toBe(expected);
});

it.each<readonly [string, string]>([
  ['test "t" { setpu { f(1); } assert f(1); }', 'test "t" { setup { f(1); } assert f(1); }'],
  ['test "t" { setup { f(1); } asert f(1); }', 'test "t" { setup { f(1); } assert f(1); }'],
  ['test "t" { setup { f(1); } assrt_not f(1); }', 'test "t" { setup { f(1); } assert_not f(1); }'],
  ['test "t" { setup { f(1); } assert f(x) ifff x = 1; }', 'test "t" { setup { f(1); } assert f(x) iff x = 1; }'],
  ['test "t" { setup { f(1); } assert f(x) fi x = 1; }', 'test "t" { setup { f(1); } assert f(x) iff x = 1; }'],
  ['tset "t" { setup { f(1); } assert f(1); }', 'test "t" { setup { f(1); } assert f(1); }'],
  ['test fixtur t { f(1); }', 'test fixture t { f(1); }'],
  [
    'test fixture a { f(1); } test "t" { setup { fixtur a; } assert f(1); }',
    'test fixture a { f(1); } test "t" { setup { fixture a; } assert f(1); }',
  ],
  ['declar f(String);', 'declare f(String);'],
  ['globl { roles = ["a"]; }', 'global { roles = ["a"]; }'],
  ['resource S {} resource R extend S {}', 'resource S {} resource R extends S {}'],
  [
    'resource R { roles = ["a"]; permissions = ["b"]; "b" fi "a"; }',
    'resource R { roles = ["a"]; permissions = ["b"]; "b" if "a"; }',
  ],
  [
    'resource R { roles = ["a", "c"]; permissions = ["b"]; "b" if "a" ro "c"; }',
    'resource R { roles = ["a", "c"]; permissions = ["b"]; "b" if "a" or "c"; }',
  ],
  [
    'resource R { roles = ["a", "c"]; permissions = ["b"]; "b" if "a" adn "c"; }',
    'resource R { roles = ["a", "c"]; permissions = ["b"]; "b" if "a" and "c"; }',
  ],
  [
    'global { roles = ["a"]; } resource R { permissions = ["b"]; "b" if glboal "a"; }',
    'global { roles = ["a"]; } resource R { permissions = ["b"]; "b" if global "a"; }',
  ],
  [
    'resource R { roles = ["a"]; relations = { p: R }; permissions = ["b"]; "b" if "a" no "p"; }',
    'resource R { roles = ["a"]; relations = { p: R }; permissions = ["b"]; "b" if "a" on "p"; }',
  ],
])('in Cloud, %j', (text, expected) => {
  expect(mended(text, 'cloud')).toBe(expected);
});

it.each([
  ['an assertion outside of a test is not made a rule', 'asert f(1);'],
  ['a name of its own is left', 'f(x) if g(x) end g(x);'],
  ['a variable of one letter is left', 'f(x) if x r g(x);'],
  ['what begins on the next line is left', 'f(x) if x\nan(x) if x;'],
  ['a rule called with conditions is left', 'f(x) if only(x > 1);'],
  ['a variable that is a value is left', 'f(x) if g(x, cuts);'],
])('%s', (_, text) => {
  const after = mended(text, 'cloud');
  expect(after.replaceAll(';', '').replaceAll(/\s/g, '')).toBe(text.replaceAll(';', '').replaceAll(/\s/g, ''));
});
