import type { PolicyFile } from '@polar-tools/language';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check, createPolicy, type Diagnostic, type Policy, updatePolicy } from '../src/index.ts';
import { cloudText } from './cloud-text.ts';
import { application, policyFiles } from './differential/generate.ts';

/** What a person would see, so that two readings can be compared. */
function seen(policy: Policy): unknown {
  const files = [...check(policy)].map(([uri, diagnostics]) => [uri, diagnostics.map(plain)]);
  const predicates = [...policy.predicates.values()]
    .map(({ name, clauses }) => [
      name,
      clauses.map(({ uri, arity, shorthand }) => `${uri}/${arity}/${shorthand === undefined}`),
    ])
    .sort(([a], [b]) => String(a).localeCompare(String(b)));
  const blocks = [...policy.blocks.values()]
    .map(({ name, keyword, names }) => [
      name,
      keyword,
      [...names.values()].map(({ kind, name, type }) => `${kind} ${name} ${type}`),
    ])
    .sort(([a], [b]) => String(a).localeCompare(String(b)));
  return { dialect: policy.dialect, files, predicates, blocks };
}

function plain({ code, severity, message, start, end, related, fixes }: Diagnostic): unknown {
  return { code, severity, message, start, end, related: related ?? [], fixes: fixes ?? [] };
}

describe('a policy that is updated', () => {
  it.each([
    ['library', application],
    ['cloud', { dialect: 'cloud' as const }],
    ['detected', {}],
  ])('equals one that is read anew, after any edits (%s)', { timeout: 120_000 }, (kind, configuration) => {
    let states = 0;
    let kept = 0;
    const write = (g: Parameters<typeof policyFiles>[0]): string[] =>
      kind === 'library' ? policyFiles(g) : [cloudText(g), cloudText(g)];
    fc.assert(
      fc.property(fc.gen(), (g) => {
        const texts = new Map(write(g).map((text, i) => [`${i}.polar`, text]));
        let policy = createPolicy(files(texts), configuration);
        check(policy);
        for (let edit = g(fc.nat, { max: 5 }); edit >= 0; edit--) {
          const names = [...texts.keys()];
          const uri = names[g(fc.nat, { max: names.length - 1 })]!;
          const text = mutate(texts.get(uri)!, g, write);
          texts.set(uri, text);
          policy = updatePolicy(policy, [{ uri, text }]);
          // Not every version is asked about.
          if (g(fc.boolean)) check(policy);
        }
        if (texts.size > 1 && g(fc.boolean)) {
          const [first] = texts.keys();
          texts.delete(first!);
          policy = updatePolicy(policy, [{ uri: first!, text: undefined }]);
        }
        const fresh = createPolicy(files(texts), configuration);
        states++;
        // The one trace that an edit leaves: see the next test.
        if (policy.dialect !== fresh.dialect) {
          kept++;
          expect([...policy.files.values()].some(hasErrors)).toBe(true);
          return;
        }
        expect(seen(policy)).toEqual(seen(fresh));
      }),
      { numRuns: 400, seed: 42 },
    );
    expect(kept / states).toBeLessThan(0.1);
  });

  it('keeps its dialect while a file has a syntax error', () => {
    const whole = 'actor User {}\nf(u: User) if g(u) and g(User{"a"});\nh(x) if x == 1;\n';
    let policy = createPolicy([{ uri: 'a', text: whole }]);
    expect(policy.dialect).toBe('cloud');
    policy = updatePolicy(policy, [
      { uri: 'a', text: whole.replace('f(u: User) if g(u) and g(User{"a"});', 'f(u: User) i') },
    ]);
    expect(policy.dialect).toBe('cloud');
    // As soon as all can be read, it is what is there that counts.
    const library = 'h(x) if x == 1;\nk(x) if x.y = 1;\n';
    policy = updatePolicy(policy, [{ uri: 'a', text: `${library}f(` }]);
    expect(policy.dialect).toBe('cloud');
    policy = updatePolicy(policy, [{ uri: 'a', text: library }]);
    expect(policy.dialect).toBe('library');
    // What nothing told before is no dialect to be kept; and a test is one of Cloud, whatever else is wrong.
    policy = updatePolicy(createPolicy([{ uri: 'a', text: 'f(1);' }]), [{ uri: 'a', text: 'f(User{"a"}) if ;' }]);
    expect(policy.dialect).toBe('cloud');
    policy = updatePolicy(createPolicy([{ uri: 'a', text: library }]), [
      { uri: 'a', text: `${library}f(;\ntest "t" { assert g(1); }\n` },
    ]);
    expect(policy.dialect).toBe('cloud');
  });

  it('keeps the diagnostics of files that an edit cannot affect', () => {
    const policy = createPolicy([
      { uri: 'a', text: 'f(x) if g(y);' },
      { uri: 'b', text: 'h(1);' },
    ]);
    const before = check(policy);
    const after = check(updatePolicy(policy, [{ uri: 'b', text: 'h(2);' }]));
    expect(after.get('a')).toBe(before.get('a'));
    expect(before.get('a')!.length).toBeGreaterThan(0);
  });

  it('reports a call anew when the rule that it calls goes away in another file', () => {
    const policy = createPolicy([
      { uri: 'a', text: 'f(x) if g(x);' },
      { uri: 'b', text: 'g(_);' },
    ]);
    const codes = (one: Policy): string[] =>
      check(one)
        .get('a')!
        .map(({ code }) => code);
    expect(codes(policy)).not.toContain('undefined-rule-call');
    expect(codes(updatePolicy(policy, [{ uri: 'b', text: 'h(_);' }]))).toContain('undefined-rule-call');
  });

  it.each([
    ['a head takes another type', 'cloud', 'g(u: User, r: Repo) if k(u, r);', 'g(r: Repo, u: User) if k(u, r);'],
    ['a head takes another string', 'library', 'h("abcd") if true;', 'h("abce") if true;'],
    [
      'a type extends another',
      'cloud',
      'actor User {}\nresource Repo {}',
      'actor User {}\nresource Repo extends User {}',
    ],
    [
      'a test tells such a fact',
      'cloud',
      '',
      'test "t" { setup { g(Repo{"a"}, User{"b"}); } assert g(Repo{"a"}, User{"b"}); }',
    ],
    ['a form is declared', 'cloud', '', 'declare g(Repo, User);'],
    ['a relation leads to others, too', 'cloud', '', 'has_relation(_: Repo, "owner", _: Team) if true;'],
  ] as const)('looks at a call in another file again when %s', (_, dialect, was, is) => {
    const types = was.startsWith('actor') ? '' : 'actor User {}\nresource Repo { relations = { owner: User }; }\n';
    const rule = was.startsWith('g(')
      ? ''
      : dialect === 'cloud'
        ? 'g(u: User, r: Repo) if k(u, r);\nm(u: User, r: Repo) if k(u, r);\n'
        : '';
    const calls =
      'f(r: Repo, u: User) if g(r, u);\nf(r: Repo) if has_relation(r, "owner", o) and m(r, o);\nf(_) if h("abce");\n';
    const of = (text: string) => [
      { uri: 'a', text: calls },
      { uri: 'b', text: `${types}${rule}${text}\nteam(_: Team);\nactor Team {}\n` },
    ];
    const before = createPolicy(of(was), { dialect });
    const found = (policy: Policy): string[] =>
      check(policy)
        .get('a')!
        .filter(({ code }) => code === 'unmatched-call')
        .map(({ message }) => message);
    const first = found(before);
    const second = found(updatePolicy(before, of(is)));
    expect(second).toEqual(found(createPolicy(of(is), { dialect })));
    expect(second).not.toEqual(first);
  });

  it('answers again for an older version', () => {
    const policy = createPolicy([{ uri: 'a', text: 'f(x);' }]);
    const messages = (one: Policy): string[] =>
      check(one)
        .get('a')!
        .map(({ message }) => message);
    const before = messages(policy);
    const next = updatePolicy(policy, [{ uri: 'a', text: 'f(y);' }]);
    expect(messages(next)).not.toEqual(before);
    expect(messages(policy)).toEqual(before);
  });

  it('refers to the places of a statement that was replaced by its equal', () => {
    const policy = createPolicy([
      { uri: 'a', text: 'f(1, 2);\n' },
      { uri: 'b', text: 'f(1, 2);\n' },
    ]);
    check(policy);
    const next = updatePolicy(policy, [{ uri: 'a', text: '  f(1,  2);\n' }]);
    const duplicate = check(next)
      .get('b')!
      .find(({ code }) => code === 'duplicate-rule')!;
    expect(duplicate.related?.map(({ uri, start, end }) => [uri, start, end])).toEqual([['a', 2, 11]]);
  });

  it('compares what two files say once one is a copy of the other no more, and not as long as it is', () => {
    const text = 'f(1, 2);\nresource R { roles = ["a", "b"]; "a" if "b"; }\n';
    const policy = createPolicy([{ uri: 'a', text }], { dialect: 'library' });
    const duplicates = (of: Policy): number =>
      [...check(of).values()].flat().filter(({ code }) => code === 'duplicate-rule').length;
    expect(duplicates(policy)).toBe(0);
    const copied = updatePolicy(policy, [{ uri: 'b', text }]);
    expect(duplicates(copied)).toBe(0);
    const differs = updatePolicy(copied, [{ uri: 'b', text: `${text}g(1);\n` }]);
    expect(duplicates(differs)).toBe(2);
    expect(duplicates(updatePolicy(differs, [{ uri: 'b', text }]))).toBe(0);
  });

  it('lists the same rule types in the same order when the blocks that imply them change places', () => {
    const a = 'resource A { relations = { p: B, q: B }; }\n';
    const b = 'resource B { relations = { r: A }; }\n';
    const rule = { uri: 'b', text: 'has_relation(x: Integer, "p", y: String);\n' };
    const policy = createPolicy([{ uri: 'a', text: a + b }, rule], { dialect: 'library' });
    check(policy);
    const moved = { uri: 'a', text: b + a };
    const fresh = check(createPolicy([moved, rule], { dialect: 'library' })).get('b');
    expect(check(updatePolicy(policy, [moved])).get('b')).toEqual(fresh);
    expect(fresh!.some(({ code }) => code === 'invalid-rule')).toBe(true);
  });

  it('sees that the only rule for a role goes, though its name is empty', () => {
    const blocks = 'resource R { roles = ["a"]; }\n';
    const policy = createPolicy([{ uri: 'a', text: `${blocks}has_role(_, "", _);\n` }], { dialect: 'library' });
    check(policy);
    const text = blocks;
    const fresh = check(createPolicy([{ uri: 'a', text }], { dialect: 'library' })).get('a');
    expect(check(updatePolicy(policy, [{ uri: 'a', text }])).get('a')).toEqual(fresh);
  });

  it('takes a rule without a name for none', () => {
    expect([...createPolicy([{ uri: 'a', text: 'f(x) if x = 1;\n(x) if g(x);\n' }]).predicates.keys()]).toEqual(['f']);
  });
});

const files = (texts: ReadonlyMap<string, string>) => [...texts].map(([uri, text]) => ({ uri, text }));

const hasErrors = ({ statements }: PolicyFile): boolean => statements.some(({ errors }) => errors.length > 0);

/** Deletes a piece, doubles a piece, puts in a piece of another text, or breaks something. */
function mutate(
  text: string,
  g: Parameters<typeof policyFiles>[0],
  write: (g: Parameters<typeof policyFiles>[0]) => string[],
): string {
  const at = g(fc.nat, { max: text.length });
  const to = Math.min(text.length, at + g(fc.nat, { max: 40 }));
  switch (g(fc.nat, { max: 5 })) {
    case 0:
      return text.slice(0, at) + text.slice(to);
    case 1:
      return text.slice(0, to) + text.slice(at);
    case 2:
      return `${text}\n${write(g)[0]!}`;
    case 3:
      return (
        text.slice(0, at) +
        g(fc.constantFrom, ';', '"', '(', '}', '# polar-disable-next-line\n', ' and ', 'x', '\n') +
        text.slice(at)
      );
    case 4:
      return text.replace(
        g(fc.constantFrom, 'read', 'admin', 'has_role', 'User', 'parent', 'roles', 'f('),
        g(fc.constantFrom, 'write', 'x', 'Org', 'g('),
      );
    default: {
      const lines = text.split('\n');
      lines.splice(g(fc.nat, { max: lines.length - 1 }), 1);
      return lines.join('\n');
    }
  }
}
