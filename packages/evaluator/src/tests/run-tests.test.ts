import { createPolicy } from '@polar-tools/policy';
import { describe, expect, test } from 'vitest';
import { printFact, printValue, writeFact } from '../facts/value.ts';
import type { AssertionResult } from './result.ts';
import { runTests, TestRun } from './run-tests.ts';

const policy = `
actor User {}
resource Organization { roles = ["member", "admin"]; }
resource Folder {
  roles = ["reader", "writer"];
  permissions = ["read", "write"];
  relations = { parent: Folder, organization: Organization };
  role if role on "parent";
  "reader" if "writer";
  "reader" if "member" on "organization";
  "read" if "reader";
  "write" if "writer";
}
has_permission(user: User, "write", folder: Folder) if
  invited(user, folder, until) and until > @current_unix_time and not is_locked(folder);
may_lock(user: User, folder: Folder) if
  is_admin(user, until) and until > @current_unix_time and not is_locked(folder);
`;

function run(tests: string, now = 0) {
  return runTests(createPolicy([{ uri: 'main.polar', text: policy + tests }], { dialect: 'cloud' }), { now });
}

/** What became of the one assertion of a test with a setup. */
function judge(setup: string, asserted: string, now = 0): AssertionResult {
  const [result] = run(`test "it" { setup { ${setup} } ${asserted} }`, now);
  expect(result!.message).toBe('');
  return result!.assertions[0]!;
}

describe('A test', () => {
  test('passes when all its assertions do, and fails with the first that does not', () => {
    const [one, other] = run(`
      test "right" { setup { has_role(User{"anne"}, "reader", Folder{"a"}); } assert allow(User{"anne"}, "read", Folder{"a"}); }
      test "wrong" { assert_not allow(User{"anne"}, "read", Folder{"a"}); assert allow(User{"anne"}, "read", Folder{"a"}); }
    `);
    expect(one!.status).toBe('passed');
    expect(other!.status).toBe('failed');
    expect(other!.assertions.map(({ status }) => status)).toEqual(['passed', 'failed']);
  });

  test('that fails for want of a fact suggests the nearest ones, which make it pass', () => {
    const failure = judge(
      'has_relation(Folder{"b"}, "parent", Folder{"a"}); has_role(User{"anne"}, "member", Organization{"acme"});',
      'assert allow(User{"anne"}, "read", Folder{"b"});',
    );
    const suggestions = failure.suggestions!.map((facts) => facts.map(writeFact));
    expect(suggestions).toContainEqual(['has_role(User{"anne"}, "reader", Folder{"b"})']);
    expect(suggestions).toContainEqual(['has_relation(Folder{"b"}, "organization", Organization{"acme"})']);
    expect(failure.message).toBe('Expected that allow(User:anne, String:read, Folder:b) holds, but it does not.');
  });

  test('that fails because something holds tells the facts that it follows from, and the rules between', () => {
    const failure = judge(
      'has_relation(Folder{"b"}, "parent", Folder{"a"}); has_role(User{"anne"}, "writer", Folder{"a"});',
      'assert_not allow(User{"anne"}, "read", Folder{"b"});',
    );
    expect(failure.message).toBe(
      'Expected that allow(User:anne, String:read, Folder:b) does not hold, but it does. It follows from has_role(User:anne, String:writer, Folder:a), has_relation(Folder:b, String:parent, Folder:a).',
    );
    const chain = failure.chain!;
    expect(
      chain.map(({ fact, depth, told }) => `${' '.repeat(depth)}${printFact(fact)}${told ? ' (fact)' : ''}`)[0],
    ).toBe('allow(User:anne, String:read, Folder:b)');
    expect(chain.filter(({ told }) => told)).toHaveLength(2);
  });

  test('says what stands in the way where no fact would help', () => {
    const asserted = 'assert may_lock(User{"anne"}, Folder{"a"});';
    const locked = judge('is_admin(User{"anne"}, 100); is_locked(Folder{"a"});', asserted, 50);
    expect(locked.suggestions).toEqual([]);
    expect(locked.message).toBe(
      'Expected that may_lock(User:anne, Folder:a) holds, but it does not. What stands in the way: is_locked(Folder:a) holds. It would pass without is_locked(Folder:a).',
    );
    const late = judge('is_admin(User{"anne"}, 100);', asserted, 200);
    expect(late.message).toContain('What stands in the way: until > @current_unix_time is not so.');
    expect(judge('is_admin(User{"anne"}, 100);', asserted, 50).status).toBe('passed');
  });

  test('suggests no fact that a rule asks of its own rules by mistake', () => {
    const judged = (call: string) => {
      const text = `
        actor User {}
        resource Org {}
        tier(org: Org, "gold") if is_big(org);
        is_active(user: User) if status(user, "active");
        sees(user: User, org: Org) if saw(user, org);
        may(user: User, org: Org) if ${call};
        test "it" { assert may(User{"anne"}, Org{"acme"}); }`;
      const [result] = runTests(createPolicy([{ uri: 'main.polar', text }], { dialect: 'cloud' }));
      return result!.assertions[0]!.suggestions!.map((facts) => facts.map(writeFact).join(', '));
    };
    expect(judged('sees(org, user)')).toEqual([]);
    expect(judged('tier(org, 3) and known(user)')).toEqual([]);
    expect(judged('is_active(user, org) and known(user)')).toEqual([]);
    // A rule may stand beside facts of its name, of the same types and of others.
    expect(judged('is_active(user) and is_big(org)')).toContain('is_active(User{"anne"}), is_big(Org{"acme"})');
    expect(judged('is_active(org) and known(user)')).toContain('is_active(Org{"acme"}), known(User{"anne"})');
    expect(judged('tier(org, "free") and user = user')).toContain('tier(Org{"acme"}, "free")');
  });

  test('with iff says which values are missing and which are too many', () => {
    const setup = 'has_role(User{"anne"}, "writer", Folder{"a"});';
    const passed = judge(
      setup,
      'assert allow(User{"anne"}, action: String, Folder{"a"}) iff action in ["read", "write"];',
    );
    expect(passed.status).toBe('passed');
    const failed = judge(
      setup,
      'assert allow(User{"anne"}, action: String, Folder{"a"}) iff action in ["read", "delete"];',
    );
    expect(failed.message).toContain(
      'for exactly String:delete, String:read, but it does not hold for String:delete, and it also holds for String:write.',
    );
    expect(failed.actual!.map(printValue)).toEqual(['String:read', 'String:write']);
  });

  test('is an error, and the others run, where its setup is wrong', () => {
    const results = run(`
      test "unknown fixture" { setup { fixture nobody; } assert allow(User{"anne"}, "read", Folder{"a"}); }
      test "two of a name" { setup { fixture two; } assert allow(User{"anne"}, "read", Folder{"a"}); }
      test fixture two { }
      test fixture two { }
      test "same" { assert_not allow(User{"anne"}, "read", Folder{"a"}); }
      test "same" { assert_not allow(User{"anne"}, "read", Folder{"a"}); }
    `);
    expect(results.map(({ name, status }) => [name, status])).toEqual([
      ['unknown fixture', 'error'],
      ['two of a name', 'error'],
      ['same', 'passed'],
      ['same', 'error'],
    ]);
  });

  test('is not run where the policy cannot be read', () => {
    const [result] = run('allow(actor, action, ; test "it" { assert allow(User{"anne"}, "read", Folder{"a"}); }');
    expect(result!.status).toBe('error');
    expect(result!.message).toContain('main.polar, line');
  });

  test('runs in slices that give the same result', () => {
    const facts = Array.from({ length: 300 }, (_, i) => `has_relation(Folder{"${i}"}, "parent", Folder{"${i + 1}"});`);
    const text = `${policy}test "deep" { setup { ${facts.join(' ')} has_role(User{"anne"}, "writer", Folder{"300"}); }
      assert allow(User{"anne"}, "read", Folder{"0"}); }`;
    const sliced = new TestRun(createPolicy([{ uri: 'main.polar', text }], { dialect: 'cloud' }));
    let pauses = 0;
    for (;;) {
      const outcome = sliced.run(100);
      if (outcome.kind === 'paused') pauses++;
      else {
        expect(outcome.kind === 'test' && outcome.result.status).toBe('passed');
        break;
      }
    }
    expect(pauses).toBeGreaterThan(3);
  });
});

test.each([
  ['has_role(User{"a"}, 3, Org{"o"});', 'has_role(User{"a"}, 3, Org{"o"}) does not fit what the policy asks for'],
  ['has_role(User{"a"}, "amin", Org{"o"});', 'Org declares no role "amin"'],
  ['has_rol(User{"a"}, "admin", Org{"o"});', 'No rule of the policy asks for has_rol. Did you mean has_role?'],
  ['has_role(User{"b"}, "admin", Org{"o"});', undefined],
])('a test that fails names the fact of its setup that is of no use: %s', (fact, message) => {
  const text = `actor User {} resource Org { roles = ["admin"]; permissions = ["read"]; "read" if "admin"; }
    test "t" { setup { ${fact} } assert allow(User{"a"}, "read", Org{"o"}); assert_not allow(User{"a"}, "read", Org{"o"}); }`;
  const [result] = runTests(createPolicy([{ uri: 'main.polar', text }], { dialect: 'cloud' }));
  expect(result?.assertions.map(({ status }) => status)).toEqual(['failed', 'passed']);
  const [failed, passed] = result!.assertions;
  expect(failed?.message).not.toContain('of no use');
  expect(passed?.warning).toBeUndefined();
  if (message === undefined) expect(failed?.warning).toBeUndefined();
  else expect(failed?.warning).toContain(`A fact of the setup is of no use: ${message}`);
});

test.each([
  ['assert_not allow(User{"u"}, "p", R{"r"});', true],
  ['assert has_role(User{"u"}, r: String, R{"r"}) iff r in ["b"];', true],
  ['assert has_role(User{"u"}, "b", R{"r"});', false],
])('such a fact is told where a test passes because of it: %s', (assertion, isTold) => {
  const text = `actor User {} resource R { roles = ["a", "b"]; permissions = ["p"]; "p" if "a"; }
    test "t" { setup { has_role(R{"u"}, "a", User{"r"}); has_role(User{"u"}, "b", R{"r"}); } ${assertion} }`;
  const [result] = runTests(createPolicy([{ uri: 'main.polar', text }], { dialect: 'cloud' }));
  expect(result?.status).toBe('passed');
  const told = expect(result?.assertions[0]?.warning);
  if (isTold) told.toContain('A fact of the setup is of no use: ');
  else told.toBeUndefined();
});

test('such a fact is told once a test, apart from the reason', () => {
  const text = `actor User {} resource Org { roles = ["owner"]; permissions = ["invite"]; "invite" if "owner"; }
    allow(user: User, "bulk", org: Org) if seats(user, org);
    test "t" { setup { has_role(User{"anne"}, "owner", Org{"acme"}); member_of(User{"bob"}, Team{"t"}); }
      assert allow(User{"anne"}, "invite", Org{"acme"}); assert allow(User{"anne"}, "bulk", Org{"acme"}); }`;
  const [result] = runTests(createPolicy([{ uri: 'main.polar', text }], { dialect: 'cloud' }));
  const [first, second] = result!.assertions;
  expect(first?.message).not.toMatch(/Team|member_of/);
  expect(first?.warning).toMatch(
    /give only "bulk", and a written allow replaces the implied one.* Apart from that, a fact of the setup is of no use: .*Team/,
  );
  expect(second?.message).not.toMatch(/Team|member_of/);
  expect(second?.warning).toBeUndefined();
});

test('facts of a chain of two relations are suggested together, tried', () => {
  const text = `actor User {}
resource Team { roles = ["lead"]; }
resource Repo { relations = { team: Team }; permissions = ["read"]; "read" if "lead" on "team"; }
resource File { relations = { repo: Repo }; permissions = ["open"]; "open" if "read" on "repo"; }
test "t" { assert has_permission(User{"a"}, "open", File{"f"}); }`;
  const policy = createPolicy([{ uri: 'main.polar', text }], { dialect: 'cloud' });
  const [assertion] = runTests(policy)[0]!.assertions;
  const lists = assertion?.suggestions ?? [];
  expect(lists.length).toBeGreaterThan(0);
  for (const facts of lists) expect(facts.length).toBeLessThanOrEqual(3);
  const setup = `setup { ${lists[0]!.map((fact) => `${writeFact(fact)};`).join(' ')} } assert`;
  const mended = text.replace('assert', setup);
  expect(runTests(createPolicy([{ uri: 'main.polar', text: mended }], { dialect: 'cloud' }))[0]?.status).toBe('passed');
});

describe('What would make an assertion pass', () => {
  const roles = `actor User {}
resource Doc {
  roles = ["viewer", "editor", "owner"];
  permissions = ["read", "write", "delete", "peek"];
  "read" if "viewer"; "write" if "editor"; "delete" if "owner";
  "viewer" if "editor"; "editor" if "owner";
}
has_permission(user: User, "peek", doc: Doc) if may_see(user, doc) and not is_locked(doc);
`;
  const bob = (action: string) => `allow(User{"bob"}, "${action}", Doc{"d"})`;
  const judged = (lines: string) => {
    const text = `${roles}test "t" {\n${lines}\n}`;
    const [result] = runTests(createPolicy([{ uri: 'main.polar', text }], { dialect: 'cloud' }));
    return result!.assertions.findLast(({ status }) => status === 'failed')!;
  };
  const role = (name: string) => `has_role(User{"bob"}, "${name}", Doc{"d"})`;

  test.each([
    ['what comes before', `assert_not ${bob('delete')}; assert ${bob('write')};`, [role('editor')]],
    ['what comes after', `assert ${bob('write')}; assert_not ${bob('delete')};`, [role('editor')]],
    ['an iff', `assert ${bob('read')}; assert allow(user: User, "write", Doc{"d"}) iff user in [];`, [role('viewer')]],
    [
      'nothing where what else is asserted fails anyway',
      `setup { ${role('owner')}; } assert_not ${bob('delete')}; assert allow(User{"ann"}, "delete", Doc{"d"});`,
      ['has_role(User{"ann"}, "owner", Doc{"d"})'],
    ],
  ])('breaks nothing else that passes: %s', (_, lines, suggested) => {
    expect(judged(lines).suggestions!.map((facts) => facts.map(writeFact).join())).toEqual(suggested);
  });

  test.each([
    [
      'nothing breaks',
      `assert_not ${bob('write')};\nassert ${bob('delete')};`,
      ' With has_role(User:bob, String:owner, Doc:d) it would pass, but then assert_not allow(User{"bob"}, "write", Doc{"d"}) (line 10) would fail.',
    ],
    ['a contradiction', `assert_not ${bob('read')};\nassert ${bob('read')};`, '(line 10) would fail.'],
    [
      'a fact that stands in the way',
      `setup { is_locked(Doc{"d"}); may_see(User{"bob"}, Doc{"d"}); } assert is_locked(Doc{"d"}); assert ${bob('peek')};`,
      / holds\.$/,
    ],
  ])('is told with the line that it breaks, where all do: %s', (_, lines, message) => {
    const { suggestions, message: told } = judged(lines);
    expect(suggestions).toEqual([]);
    expect(told).toMatch(message);
  });
});

describe('Tests that name the same fixtures', () => {
  const fixtures = `
    test fixture acme { has_role(User{"anne"}, "member", Organization{"acme"}); has_relation(Folder{"a"}, "organization", Organization{"acme"}); }
    test fixture shared { has_role(User{"bob"}, "reader", Folder{"a"}); }
  `;
  const statuses = (tests: string) => run(fixtures + tests).map(({ status }) => status);

  test('have no fact of one another', () => {
    const written = 'has_role(User{"cleo"}, "writer", Folder{"a"});';
    const all = (own: string, cleo: string) => `setup { fixture acme; ${own} fixture shared; }
      assert allow(User{"anne"}, "read", Folder{"a"});
      assert allow(User{"bob"}, "read", Folder{"a"});
      ${cleo} allow(User{"cleo"}, "write", Folder{"a"});`;
    expect(
      statuses(`
        test "none before" { ${all('', 'assert_not')} }
        test "with one more" { ${all(written, 'assert')} }
        test "the same again" { ${all('has_role(User{"bob"}, "reader", Folder{"a"});', 'assert_not')} }
        test "none after" { ${all('', 'assert_not')} }
        test "one of them" { setup { fixture acme; }
          assert allow(User{"anne"}, "read", Folder{"a"}); assert_not allow(User{"bob"}, "read", Folder{"a"}); }
        test "neither" { assert_not allow(User{"anne"}, "read", Folder{"a"}); }
      `),
    ).toEqual(['passed', 'passed', 'passed', 'passed', 'passed', 'passed']);
  });

  test('are told each that a fact of a fixture has no value', () => {
    const results = run(`
      test fixture open { has_role(User{"bob"}, "reader", Folder{"a"}); has_role(who, "reader", Folder{"a"}); }
      test "one" { setup { fixture open; } assert allow(User{"bob"}, "read", Folder{"a"}); }
      test "other" { setup { fixture open; has_role(User{"bob"}, "writer", Folder{"a"}); } assert allow(User{"bob"}, "read", Folder{"a"}); }
    `);
    expect(results.map(({ status }) => status)).toEqual(['error', 'error']);
    for (const { message } of results) expect(message).toContain('Variables cannot stand here');
  });
});
