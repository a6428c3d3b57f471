import { describe, expect, test } from 'vitest';
import { askAbout } from '../../test/asked.ts';
import { signatureHelp } from './signature-help.ts';

describe('signature help', () => {
  test('marks the parameter that is being typed, in a statement that is not finished', () => {
    const help = signatureHelp(
      askAbout('g(first: User, "read", _) if true;\ng(_: User, "write", third);\n\nf(x) if g(x, |'),
    );
    expect(help).toMatchObject({ activeParameter: 1, activeSignature: 0 });
    expect(help?.signatures[0]?.label).toBe('g(first: User, "read" | "write", third)');
    const [start, end] = help!.signatures[0]!.parameters![2]!.label as [number, number];
    expect(help!.signatures[0]!.label.slice(start, end)).toBe('third');
  });

  test('chooses the signature that has enough parameters', () => {
    const help = signatureHelp(askAbout('g(a);\ng(a, b);\n\nf(x) if g(x, |);'));
    expect(help?.signatures.map(({ label }) => label)).toEqual(['g(a)', 'g(a, b)']);
    expect(help?.activeSignature).toBe(1);
  });

  test('does not take the rule that is being written for one', () => {
    const help = signatureHelp(askAbout('g(a, b);\n\ng(|'));
    expect(help?.signatures.map(({ label }) => label)).toEqual(['g(a, b)']);
  });

  const labels = (text: string, configuration = {}) =>
    signatureHelp(askAbout(text, configuration))?.signatures.map(({ label }) => label);

  test('has one signature for each shape that rules have', () => {
    const text = `actor User {}
resource Org { roles = ["owner"]; permissions = ["read", "edit"]; "read" if "owner"; "edit" if "owner"; }
resource Repo { roles = ["reader"]; permissions = ["read"]; "read" if "reader"; }
has_permission(user: User, "ban", other: User) if user = other;
allow(a, b, c) if has_permission(|
`;
    expect(labels(text, { dialect: 'library' })).toEqual([
      'has_permission(actor: Actor, "read" | "edit", org: Org)',
      'has_permission(actor: Actor, "read", repo: Repo)',
      'has_permission(user: User, "ban", other: User)',
    ]);
    const active = (given: string): number | undefined =>
      signatureHelp(askAbout(text.replace('has_permission(|', `has_permission(${given}|`)))?.activeSignature;
    expect(['a, ', 'a, "read", ', 'a, "ban", '].map(active)).toEqual([0, 0, 2]);
  });

  describe('where a name has a shape for each of many classes', () => {
    const text = Array.from(
      { length: 60 },
      (_, n) => `resource C${n} { roles = ["r"]; permissions = ["all", "p${n}"]; "all" if "r"; "p${n}" if "r"; }\n`,
    ).join('');
    const ask = (given: string) =>
      signatureHelp(askAbout(`${text}allow(a, b, c) if has_permission(${given}|`, { dialect: 'library' }))!;

    test.each([
      ['', 24, 'has_permission(actor: Actor, "all" | "p0", c0: C0)', '36 more signatures are left out.'],
      ['a, "all", ', 24, 'has_permission(actor: Actor, "all" | "p0", c0: C0)', '36 more signatures are left out.'],
      ['a, "p47", ', 1, 'has_permission(actor: Actor, "all" | "p47", c47: C47)', '59 more signatures are left out.'],
      ['a, "nobody has it", ', 24, 'has_permission(actor: Actor, "all" | "p0", c0: C0)', '36 more'],
    ])('shows a few that fit what is typed: has_permission(%s', (given, count, first, leftOut) => {
      const { signatures, activeSignature, activeParameter } = ask(given);
      expect(signatures).toHaveLength(count);
      expect(signatures[activeSignature!]!.label).toBe(first);
      expect(activeParameter).toBe(given.split(',').length - 1);
      expect(signatures[0]!.documentation).toMatchObject({ value: expect.stringContaining(leftOut) });
    });
  });

  const DOC =
    'actor User {}\nresource Doc { roles = ["a"]; permissions = ["p"]; relations = { owner: User }; "p" if "a" or "owner"; }\n';
  test.each([
    // Where there is no rule for allow, Cloud asks for permissions.
    ['test "t" { assert allow(User{"a"}, |); }', ['allow(actor: Actor, "p", resource: Doc)']],
    ['test "t" { assert allow(|', ['allow(actor: Actor, "p", resource: Doc)']],
    // What is half written is no form of its own.
    ['f(u: User) if has_role(u, |);', ['has_role(actor: Actor, role: String, resource: Doc)']],
    ['f(d: Doc) if has_relation(|);', ['has_relation(subject: Doc, relation: String, object: User)']],
    ['declare g(User, Integer);\nf(u: User) if g(|);', ['g(User, Integer)']],
    ['f(u: User) if is_known(u, |);', ['is_known(User, _)']],
  ])('in Cloud: %s', (text, expected) => {
    expect(labels(DOC + text, { dialect: 'cloud' })).toEqual(expected);
  });

  test.each([
    ['f(x) if print(x, x, |', ['print(value, …)'], 1],
    ['f(x) if debug(|', ['debug(value, …)'], 0],
    ['f(x) if forall(x in [1], |', ['forall(condition, action)'], 1],
    ['f(x) if forall(g(x), not (x = |', ['forall(condition, action)'], 1],
    ['f(x) if x = new User(|', ['new User(…)'], 0],
    ['f(x) if x = new Named(1, |', ['new Named(first: …, last: …)'], 1],
    ['allow(|', ['allow(actor, action, resource)'], 0],
  ])('knows what the language has: %s', (text, expected, active) => {
    const configuration = {
      classes: { Named: { fields: ['first', 'last'], extends: [] } },
      dialect: 'library' as const,
    };
    expect(labels(text, configuration)).toEqual(expected);
    expect(signatureHelp(askAbout(text, configuration))?.activeParameter).toBe(active);
  });

  test('knows the types of facts', () => {
    const text = `actor User {}
resource Repo { roles = ["reader"]; }
declare owns(User, Repo);
declare owns(User, User);

test "t" { setup { owns(|`;
    expect(labels(text)).toEqual(['owns(User, Repo)', 'owns(User, User)']);
  });

  test('says nothing outside of calls, of methods, and of what has no rules', () => {
    for (const text of ['g(a);\nf(x) if |g(x);', 'g(a);\nf(x) if x.g(|', 'f(x) if h(|', 'g(a);\nf(x) if x in [|']) {
      expect(signatureHelp(askAbout(text))).toBeUndefined();
    }
  });
});
