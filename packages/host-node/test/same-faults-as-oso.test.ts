import { describe, expect, test, vi } from 'vitest';
import { all, type Library, outcomes } from './both.ts';

class User {}
class Admin {}

/** One to which policies are given, and what it warns of. */
function made({ Oso }: Library) {
  const oso = new Oso();
  oso.registerClass(User);
  oso.registerClass(Admin);
  oso.registerConstant({}, 'ann');
  return oso;
}

/** What is warned of while something is done. */
async function warnings(act: () => Promise<unknown>): Promise<string[]> {
  const said: string[] = [];
  const spy = vi.spyOn(console, 'warn').mockImplementation((...words: unknown[]) => {
    said.push(words.join(' '));
  });
  await act().finally(() => spy.mockRestore());
  return said;
}

describe('what cannot be read, does not fit or is warned of in a policy, and where', () => {
  test.each([
    'f(x) if ann.(x);',
    'f(x) if x = ann.(y).z;',
    'f(x) if ann.("a").b(c);',
    'f(x) if ann.(x.y);',
    'f(x) if\n  ann.( x );',
    'f(x) if ann.();',
    'f(x) if ann.(1);',
    'f(x) if ann.("a", 1);',
    'f(x) if ann.[1];',
    'f(x) if ann."x";',
    'f(x) if ann.("a" "b");',
    'f(x) if ann.("a"',
    'resource User { roles = ["a"]; permissions=["p"]; "p" if "a"; }',
    'f(1);\n\nresource User { roles = ["a"]; permissions=["p"];\n "p" if "a"; }\nhas_role(1,2);',
    'actor User {}\nresource User { roles = ["a"]; permissions=["p"];\n "p" if "a"; }\nhas_role(1,2);',
    'f(1);\n\nresource User { permissions=["p"]; relations = { parent: User }; "p" if "p" on "parent"; }',
    'f(1);\n\nresource User { roles=["r"]; permissions=["p"]; relations = { parent: User }; "p" if "p" on "parent"; "r" if "r" on "parent"; }\n has_role(a: User, "x", b: User);',
    'f(1);\n\nresource User { roles=["r", "s"]; "r" if "s"; } \n\n\nresource Admin { roles=["r", "s"]; "r" if "s"; } ',
    'type g(x: Integer);\n type h(a);\nf(1);',
    'f(1);',
    'has_permission(1,2,3);',
    'allow(1,2);',
    'allow_field(1,2,3,4);',
    '',
    'actor User{permissions=["p"];}',
    'actor User{permissions=["p"];} allow(1,2,3);',
    'f(x) if g(x)\nh(y);',
    'f(x) if g(x)\n\n  h(y) if g(y);',
    'f x);',
    'f(x) if x in [1, 2;\n g(1);',
    'f(x) if ann.("a" and 2);',
    'f(x) if x.if = 1;',
    'f(x) if x. and y;',
    'f(x) if x = 1 in and 2;',
    'f(x) if (1, 2) = x;',
    'f(x) if g(1 and 2, 3;',
    'f(x) if g(1 and 2 3);',
    'resource User { roles = ["a"] permissions = ["p"]; }',
    'resource User { "a" if "b" relations = {}; }',
    'f(x: {a: 1, "b");',
    'f(x) if x.("a" = 1;',
    'f(x) if new User(1;',
    'f(x) if g(a: 1, 2);',
    'f(x) if x = {a: 1, b: 2, a: 3};',
    'f(x) if {a: {b: 1, b: 2}} = x;',
    'f(x) if {a: {b: 1}, a: 2} = x;',
    'f(a\n@b);',
    'f("a\nb");',
    'f(“a”);',
    'f(x) = if;',
    'resource User { roles = ["a";\n}',
    'f(x) if x = 1 = 2;',
    'type f(x) if y;',
    'f(1) f(2);',
    'f(1)\nf(2);',
    'f(1)\n\nresource User {}',
    'resource User {\nroles = ["a"];\n\nf(1);',
    '?= f(1)\nf(1);',
    'f(x);',
    'f(x, y) if g(x); resource User { "a" if "b"; }',
    'f(x: Nobody) if g(y);',
    'g(x); resource User { roles = ["a"]; roles = ["b"]; }',
    'resource User { "a" if "b"; }\n f(x);',
    'f(_: Nobody); g(x);',
    'f(1) if g(1); h(x);',
    'f(_) if g(1); ?= k(1);',
    'f(1); resource Nobody { roles = ["a"]; "b" if "a"; }',
    'resource User {roles=["a"]; "b" if "a"; roles=["b"];}',
    'resource User {roles=["a"];} resource User {roles=["a"];} f(x);',
    'type f(x: Nobody); f(1);',
    'type f(1); f(x);',
    'f(x: Nobody{a: 1}); g(y) if h(y);',
    'f(x) if x matches Nobody and h(1);',
    'f(1) if h(1) and x matches Nobody;',
    'resource User {roles=["a"]; "a" if "a"; } f(x) if h(1);',
    'resource User {roles=["a", "b"]; permissions = ["c"]; "c" if "a"; "a" if "b"; } allow(a, b, c) if has_permission(a, b, c) and nope(1);',
    'f(x) if x > 1 or x < 2 and x = 3;',
    'actor User {relations = {a: Nobody};}',
    'actor User { relations = {a: User}; "b" if "c" on "a"; }',
    'actor User { roles = ["r"]; relations = {a: User}; "r" if "c" on "a"; }',
    'actor User { roles = ["r"]; relations = {a: User}; "r" if "r" on "b"; }',
    'actor User { roles = ["r"]; "r" if "a"; "c" if "r"; }',
  ])('%j', async (text) => {
    for (const file of [undefined, 'a.polar']) {
      const { ours, reference } = await outcomes(async (library) => warnings(() => made(library).loadStr(text, file)));
      expect(ours).toEqual(reference);
    }
  });
});

describe('what cannot be read in a query, and where', () => {
  test.each([
    'ann.(x)',
    'x = ann.(y).z',
    'x = ann.(1)',
    'x = ann.(x.y)',
    'f(ann.(x',
    'f(1',
    'f(1 and 2, 3',
    'f(x) and',
    'x = {a: 1, a: 2}',
    'x = "a',
    'x = @',
    'f(x);',
    '',
    ' ',
    'f(x) f(y)',
    'x = 1;',
    'x in',
    'f(1)\ng(2)',
    'if',
    'x = ann.()',
    'ann.("a", 1)',
    'f(1) if g(1)',
    'resource User {}',
    '?= f(1)',
    '# a comment',
    'x = 99999999999999999999',
    'cut()',
    'new User',
    'x matches 1 + 2',
  ])('%j', async (text) => {
    const { ours, reference } = await outcomes(async (library) => {
      const oso = made(library);
      await warnings(() => oso.loadStr('f(1);'));
      return all(oso.query(text));
    });
    expect(ours).toEqual(reference);
  });
});
