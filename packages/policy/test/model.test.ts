import { describe, expect, it } from 'vitest';
import { createPolicy, typeOf } from '../src/index.ts';

describe('fact signatures of a Cloud policy', () => {
  it('are declared, implied by blocks, and inferred from calls, each form once', () => {
    const policy = createPolicy([
      {
        uri: 'p',
        text: `actor User {}
declare size(Repo, Integer);
global { roles = ["admin"]; }
resource Repo { roles = ["a", "b"]; relations = { owner: User }; "a" if is_open(resource, true); }
f(user: User, repo: Repo) if has_relation(repo, "owner", user) and size(repo, n) and n > 1 and knows(user, other);
f(user: User, repo: Repo) if knows(user, repo);`,
      },
    ]);
    const shown = [...policy.factSignatures.values()]
      .flat()
      .map(({ name, types, origin }) => `${origin} ${name}(${types.map((type) => type ?? '_').join(', ')})`);
    expect(shown.sort()).toEqual([
      'built-in has_relation(Repo, String, User)',
      'built-in has_role(Actor, String)',
      'built-in has_role(Actor, String, Repo)',
      'declared size(Repo, Integer)',
      'inferred is_open(Repo, Boolean)',
      'inferred knows(User, Repo)',
      'inferred knows(User, _)',
    ]);
  });
});

describe('tests and fixtures of a policy', () => {
  it('gives a test the facts of the fixtures that it uses, from any file', () => {
    const policy = createPolicy([
      { uri: 'a', text: 'test "t" { setup { fixture one; f(2); } assert f(1); assert_not f(3); }' },
      { uri: 'b', text: 'test fixture one { f(1); }' },
    ]);
    const [test] = policy.tests;
    expect(test!.title).toBe('t');
    expect(test!.facts.map(({ uri }) => uri)).toEqual(['b', 'a']);
    expect(test!.assertions.length).toBe(2);
    expect([...policy.fixtures.keys()]).toEqual(['one']);
  });
});

describe('typeOf', () => {
  const types = (text: string, dialect: 'library' | 'cloud', names: readonly string[]): (string | undefined)[] => {
    const policy = createPolicy([{ uri: 'p', text }], { dialect });
    const { tree } = policy.files.get('p')!.statements.at(-1)!;
    const variable = { $type: 'Variable' as const, $container: tree, $start: 0, $end: 0 };
    return names.map((name) => typeOf(policy, { ...variable, name } as Parameters<typeof typeOf>[1]));
  };

  it('reads heads, matches and relations', () => {
    const text = `resource Org {}
resource Repo { relations = { parent: Org }; }
f(x: User, y: Repo, "a", z) if z matches Thing and has_relation(org, "parent", y);`;
    expect(types(text, 'library', ['x', 'y', 'z', 'org', 'w'])).toEqual(['User', 'Repo', 'Thing', 'Org', undefined]);
  });

  it('reads relations in the order of the dialect', () => {
    const text = `resource Org {}
resource Repo { relations = { parent: Org }; }
f(y: Repo) if has_relation(y, "parent", org);`;
    expect(types(text, 'cloud', ['org'])).toEqual(['Org']);
  });

  it('does not take what holds in one branch for what holds', () => {
    expect(types('f(x) if x matches User or not x matches Repo;', 'library', ['x'])).toEqual([undefined]);
  });
});
