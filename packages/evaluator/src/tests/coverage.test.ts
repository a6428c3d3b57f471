import { createPolicy } from '@polar-tools/policy';
import { expect, it } from 'vitest';
import { Reach } from '../tables/reach.ts';
import { coverageOf } from './coverage.ts';
import { runTests } from './run-tests.ts';

/** What was not reached (-), reached but never held (?) and held (+), rule by rule, with the rule's own sign first. */
function covered(text: string): string[] {
  const policy = createPolicy([{ uri: 'main.polar', text }], { dialect: 'cloud' });
  const reach = new Reach();
  runTests(policy, { reach });
  const sign = ({ reached, held }: { reached: boolean; held: boolean }) => (held ? '+' : reached ? '?' : '-');
  return coverageOf(policy, reach).map((rule) => {
    const slice = ({ start, end }: { start: number; end: number }) => text.slice(start, end).replace(/\s+/g, ' ');
    return `${sign(rule)} ${slice(rule.location)} | ${rule.goals.map((goal) => `${sign(goal)} ${slice(goal.location)}`).join(' | ')}`;
  });
}

it('tells which rules and goals the tests reached, and which held', () => {
  const text = `actor User {}
resource Org { roles = ["admin", "member"]; permissions = ["read", "write", "close"];
  "member" if "admin"; "read" if "member"; "write" if "admin"; "close" if "admin" and owned(resource); }
has_permission(user: User, "read", org: Org) if guest(user, org) and not banned(user);
stated(User{"x"});
test "reads" {
  setup { has_role(User{"a"}, "member", Org{"o"}); guest(User{"b"}, Org{"o"}); banned(User{"b"}); }
  assert allow(User{"a"}, "read", Org{"o"});
  assert_not allow(User{"b"}, "read", Org{"o"});
}`;
  expect(covered(text)).toEqual([
    '? "member" if "admin"; | ? "admin"',
    '+ "read" if "member"; | + "member"',
    '- "write" if "admin"; | - "admin"',
    '- "close" if "admin" and owned(resource); | - "admin" | - owned(resource)',
    '? has_permission(user: User, "read", org: Org) if guest(user, org) and not banned(user); | + guest(user, org) | ? banned(user)',
  ]);
});

it("has no rule that only a failure's suggestions have tried", () => {
  const text = `actor User {}
resource Org { roles = ["admin"]; permissions = ["write"]; "write" if "admin"; }
test "fails" { setup { has_role(User{"b"}, "admin", Org{"o"}); } assert allow(User{"a"}, "write", Org{"o"}); }`;
  expect(covered(text)).toEqual(['? "write" if "admin"; | ? "admin"']);
});
