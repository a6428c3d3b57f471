import { expect, it } from 'vitest';
import { check, createPolicy, fixesOf } from '../src/index.ts';

const BLOCKS = 'actor User {}\nresource Doc { roles = ["viewer"]; permissions = ["edit"]; }\n';

/** What is said of a test's fact beside a rule with such a condition: the message's first sentence, and what its first fix makes of the fact. */
function told(condition: string, fact: string): string {
  const text = `${BLOCKS}has_permission(u: User, "edit", d: Doc) if has_role(u, "viewer", d) and ${condition};
test "t" {
  setup { has_role(User{"a"}, "viewer", Doc{"d"}); ${fact}; }
  assert_not allow(User{"b"}, "edit", Doc{"d"});
}
`;
  const policy = createPolicy([{ uri: 'a.polar', text }], { dialect: 'cloud' });
  const found = check(policy)
    .get('a.polar')!
    .filter(({ severity }) => severity === 'warning' || severity === 'error');
  if (found.length === 0) return 'nothing';
  expect(found).toHaveLength(1);
  const [finding] = found;
  const said = `${finding!.code}: ${/^[^.]*\./.exec(finding!.message)![0]}`;
  const [fix] = fixesOf(policy, finding!);
  if (fix?.kind !== 'edit') return said;
  const edited = [...fix.edits]
    .sort((a, b) => b.start - a.start)
    .reduce((all, { start, end, newText }) => all.slice(0, start) + newText + all.slice(end), text);
  const [, now] = /Doc\{"d"\}\); (.*); \}\n/.exec(edited)!;
  return `${said} ${fix.preferred === true ? '★' : '-'} ${fix.title}: ${now}`;
}

const level = (type: string): string =>
  `fact-signature-mismatch: This fact is level(User, ${type}), and the policy asks for level(User, `;

it.each([
  // What a variable is compared with says what its fact tells.
  ['level(u, n) and n > 3', 'level(User{"a"}, "4")', `${level('String')}Integer). ★ Change to 4: level(User{"a"}, 4)`],
  ['level(u, n) and 3 <= n', 'level(User{"a"}, "4")', `${level('String')}Integer). ★ Change to 4: level(User{"a"}, 4)`],
  ['level(u, n) and n = 4', 'level(User{"a"}, "4")', `${level('String')}Integer). ★ Change to 4: level(User{"a"}, 4)`],
  [
    'level(u, n) and n = "4"',
    'level(User{"a"}, 4)',
    `${level('Integer')}String). ★ Change to "4": level(User{"a"}, "4")`,
  ],
  [
    'level(u, n) and n in [1, 2]',
    'level(User{"a"}, "2")',
    `${level('String')}Integer). ★ Change to 2: level(User{"a"}, 2)`,
  ],
  [
    'level(u, n) and n in ["x"]',
    'level(User{"a"}, true)',
    `${level('Boolean')}String). ★ Change to "true": level(User{"a"}, "true")`,
  ],
  [
    'level(u, n) and n < @current_unix_time',
    'level(User{"a"}, "2")',
    `${level('String')}Integer). ★ Change to 2: level(User{"a"}, 2)`,
  ],
  [
    'level(u, n) and n = true',
    'level(User{"a"}, "true")',
    `${level('String')}Boolean). ★ Change to true: level(User{"a"}, true)`,
  ],
  ['level(u, n) and n > 3', 'level(User{"a"}, 4)', 'nothing'],
  ['level(u, n) and n in ["x", 2]', 'level(User{"a"}, 2)', 'nothing'],
  ['level(u, n) and not n = 3', 'level(User{"a"}, "x")', 'nothing'],
  ['level(u, n) and (n = 3 or n = "x")', 'level(User{"a"}, "x")', 'nothing'],
  ['level(u, n) and n != 3', 'level(User{"a"}, "x")', 'nothing'],
  // Arguments that changed places.
  [
    'level(u, d)',
    'level(Doc{"d"}, User{"a"})',
    'fact-signature-mismatch: This fact is level(Doc, User), and the policy asks for level(User, Doc). ★ Swap the arguments: level(User{"a"}, Doc{"d"})',
  ],
  [
    'level(u, n, d) and n > 3',
    'level(4, User{"a"}, Doc{"d"})',
    'fact-signature-mismatch: This fact is level(Integer, User, Doc), and the policy asks for level(User, Integer, Doc). ★ Swap 4 and User{"a"}: level(User{"a"}, 4, Doc{"d"})',
  ],
  [
    'd matches Doc',
    'has_role(Doc{"d"}, "viewer", User{"a"})',
    'fact-signature-mismatch: The actor stands first: has_role(User, "viewer", Doc). ★ Swap Doc{"d"} and User{"a"}: has_role(User{"a"}, "viewer", Doc{"d"})',
  ],
  [
    'd matches Doc',
    'has_role("viewer", User{"a"}, Doc{"d"})',
    'argument-order: has_role takes the actor, the name of the role and the resource, and this is of type String. ★ Change the order of the arguments: has_role(User{"a"}, "viewer", Doc{"d"})',
  ],
])('%s, with the fact %s', (condition, fact, expected) => {
  expect(told(condition, fact)).toBe(expected);
});
