import { describe, expect, it } from 'vitest';
import { type Configuration, check, createPolicy, type Dialect } from '../src/index.ts';

const found = (text: string, configuration: Configuration) =>
  check(createPolicy([{ uri: 'a', text }], configuration))
    .get('a')!
    .filter(({ code }) => code === 'cloud-only' || code === 'library-only')
    .map(({ message, start, end, fixes }) => ({
      at: text.slice(start, end),
      message,
      fixes: fixes?.map(({ title, preferred }) => `${preferred ? '★ ' : ''}${title}`) ?? [],
    }));

const other = (what: string, dialect: Dialect): string =>
  dialect === 'cloud'
    ? `${what} exists only in policies for the Oso library, and this policy is set to Oso Cloud.`
    : `${what} exists only in policies for Oso Cloud, and this policy is set to the Oso library.`;

describe('what only the Library has, in a policy of Cloud', () => {
  it.each([
    ['f(x) if x.name = 1;', 'x.name', 'A lookup with a dot', 'State it as a fact, such as is_public(page)'],
    ['f(x) if x.run();', 'x.run()', 'A method call', 'State it as a fact, such as is_public(page)'],
    ['f(x) if x == 1;', 'x == 1', '==', 'Write ='],
    [
      '?= f(x) and x.name == 1;',
      '?= f(x) and x.name == 1;',
      'An inline query',
      'Ask it in a test, such as test "name" { assert allow(User{"ann"}, "read", Repo{"a"}); }',
    ],
    ['f(x) if x := 1;', 'x := 1', ':=', 'Write ='],
    ['f(x) if x > 1.5;', '1.5', 'A float', 'Write an integer'],
    ['f(_, -2.0);', '-2.0', 'A float', 'Write an integer'],
    ['test "t" { setup { f(1e3); } assert f(1); }', '1e3', 'A float', 'Write an integer'],
    ['test "t" { assert f(1.5); }', '1.5', 'A float', 'Write an integer'],
    ['f(x) if x = 1 + 1;', '1 + 1', 'arithmetic', 'Write it in another way'],
    ['f(x) if x = 1 mod 2;', '1 mod 2', 'arithmetic', 'Write it in another way'],
    [
      'f(x) if x = new User("a");',
      'new User("a")',
      'new',
      'Write an object by its type and identifier, such as User{"alice"}',
    ],
    [
      'f(_: User{a: 1});',
      'User{a: 1}',
      'A pattern with fields',
      'Write User alone, and state its fields as facts, such as is_public(page); a single object is asked for as in user = User{"alice"}',
    ],
    ['f(_: {a: 1});', '{a: 1}', 'A dictionary pattern', 'State its fields as facts, such as is_public(page)'],
    ['f(x) if x = {a: 1};', '{a: 1}', 'A dictionary', 'State its fields as facts, such as is_public(page)'],
    ['f(x) if x = 1 and cut;', 'cut', 'cut', 'Write it in another way'],
    ['f(x) if forall(x in [1], x = 1);', 'forall(x in [1], x = 1)', 'forall', 'Write it in another way'],
    ['f(x) if print(x);', 'print(x)', 'print', 'Remove it'],
    ['f(x) if debug(x);', 'debug(x)', 'debug', 'Remove it'],
    ['f([x, *y]) if x = y;', '[x, *y]', 'A rest variable', 'Write it in another way'],
    ['f(x) if g(x, k: 1);', 'g(x, k: 1)', 'A keyword argument', 'Write it in another way'],
    ['type f(x: User);', 'f', 'A rule type', 'Write it in another way'],
  ])('%s', (text, at, what, instead) => {
    const [first, ...more] = found(text, { dialect: 'cloud' });
    expect(more).toEqual([]);
    expect(first).toMatchObject({ at, message: `${other(what, 'cloud')} ${instead}, or set the dialect.` });
    const changes = what === '==' || what === ':=' ? ['★ Change to ='] : [];
    expect(first!.fixes).toEqual([...changes, "Set the policy's dialect to library"]);
  });

  it('has no fix for operands in parentheses, which may belong to what is around', () => {
    expect(found('f(x) if (x) == 1;', { dialect: 'cloud' })[0]!.fixes).toEqual(["Set the policy's dialect to library"]);
    expect(found('f(x) if x == (1);', { dialect: 'cloud' })[0]!.fixes).toEqual(["Set the policy's dialect to library"]);
  });

  it('is told once, and not again of what is inside it', () => {
    expect(found('f(x) if print(x.a, new B());', { dialect: 'cloud' }).map(({ at }) => at)).toEqual([
      'print(x.a, new B())',
    ]);
  });
});

describe('what only Cloud has, in a policy of the Library', () => {
  const block = (member: string): string => `resource R { roles = ["a", "b"]; relations = { p: R }; ${member} }`;

  it.each([
    ['test "t" { assert f(1); }', '"t"', 'A test block'],
    ['test fixture one { f(1); }', 'one', 'A test fixture'],
    ['declare f(User);', 'f', 'A declare statement'],
    ['global { roles = ["a"]; }', 'global', 'A global block'],
    ['resource A extends B {}', 'B', 'extends'],
    ['f(User{"a"});', 'User{"a"}', 'An object literal'],
    ['f(x) if x = @current_unix_time;', '@current_unix_time', '@current_unix_time'],
    ['@flag f(1);', '@flag', 'A flag'],
    ['f(x) if x matches! User;', 'x matches! User', 'matches!'],
    [block('role if "a" on "p";'), 'role', 'A shorthand whose head is a word'],
    [block('"a" if f(resource);'), 'f(resource)', 'A call in a shorthand'],
    [block('"a" if "b" and "a";'), '"b" and "a"', 'and in a shorthand'],
    [block('"a" if "b" or "a";'), '"b" or "a"', 'or in a shorthand'],
    [block('"a" if ("b");'), '("b")', 'parentheses in a shorthand'],
    [block('"a" if global "b";'), 'global "b"', 'A global role in a shorthand'],
    [block('"a" if role on "p";'), 'role on "p"', 'A word for any role or permission'],
    [block('"a" if "p" on resource;'), '"p" on resource', 'on resource without quotes'],
  ])('%s', (text, at, what) => {
    const [first, ...more] = found(text, { dialect: 'library' });
    expect(more).toEqual([]);
    expect(first).toEqual({
      at,
      message: `${other(what, 'library')} Write it in another way, or set the dialect.`,
      fixes: [...(what.startsWith('on resource') ? ['★ Remove on resource'] : []), "Set the policy's dialect to cloud"],
    });
  });

  it('says of a dialect that was detected that the policy reads so', () => {
    const text = 'f(x) if x.a = 1;\ng(x) if x.b = 1;\nh(x) if x.c = 1;\nk(x) if x.d = 1;\nl(User{"a"});';
    expect(found(text, {})[0]!.message).toContain('and this policy reads as one for the Oso library.');
  });
});
