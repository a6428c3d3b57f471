import { expect, it } from 'vitest';
import { check, createPolicy, fixAll, updatePolicy } from '../src/index.ts';

const BLOCKS =
  'actor User {}\nresource Doc { roles = ["viewer"]; permissions = ["edit", "view"]; "view" if "viewer"; }\n';

interface Near {
  readonly message: string;
  readonly preferred: readonly string[];
  readonly related: readonly string[];
}

/** What is said of names that are nearly those of facts. */
function nearIn(text: string): readonly Near[] {
  const policy = createPolicy([{ uri: 'a.polar', text }], { dialect: 'cloud' });
  return check(policy)
    .get('a.polar')!
    .filter(({ code }) => code === 'unknown-predicate' || code === 'fact-signature-mismatch')
    .map(({ message, fixes = [], related = [] }) => ({
      message,
      preferred: fixes.filter(({ preferred }) => preferred).map(({ title }) => title),
      related: related.map(({ start, end }) => text.slice(start, end)),
    }));
}

const rule = (body: string): string =>
  `has_permission(u: User, "edit", d: Doc) if has_role(u, "viewer", d) and ${body};\n`;
const test = (fact: string): string =>
  `test "t" {\n  setup { ${fact}; has_role(User{"b"}, "viewer", Doc{"d"}); }\n  assert_not allow(User{"b"}, "edit", Doc{"d"});\n}\n`;

it.each([
  ['is_bannd', 'is_banned', 'not is_bannd(u)', 'declare is_banned(User);\n'],
  ['is_publik', 'is_public', 'is_publik(d)', 'declare is_public(Doc);\n'],
  ['is_pubilc', 'is_public', 'is_pubilc(d)', 'declare is_public(Doc);\n'],
  ['ispublic', 'is_public', 'ispublic(d)', 'declare is_public(Doc);\n'],
  ['in_taem', 'in_team', 'in_taem(u, d)', 'declare in_team(User, Doc);\n'],
  ['is_membr_of', 'is_member_of', 'is_membr_of(u, d)', 'declare is_member_of(Actor, Resource);\n'],
])('%s is surely %s, which is declared', (wrong, right, body, declared) => {
  const text = BLOCKS + declared + rule(body);
  expect(nearIn(text)).toEqual([
    {
      message: `No rule and no fact of a test is named ${wrong}. Did you mean ${right}?`,
      preferred: [`Change to ${right}`],
      related: [declared.trim()],
    },
  ]);
  const policy = createPolicy([{ uri: 'a.polar', text }], { dialect: 'cloud' });
  expect(fixAll(policy, 'a.polar')).toBe(text.replace(wrong, right));
});

it('may be the fact of a test as well: both places are told, and neither is changed by itself', () => {
  const text = BLOCKS + rule('not is_bannd(u)') + test('is_banned(User{"b"})');
  expect(nearIn(text)).toEqual([
    {
      message:
        'No rule and no fact of a test is named is_bannd. Did you mean is_banned? Correct the one that is misspelt, here or where it is told.',
      preferred: [],
      related: ['is_banned(User{"b"});'],
    },
    {
      message:
        'No rule asks for the fact is_banned. Did you mean is_bannd? Correct the one that is misspelt, here or where it is asked for.',
      preferred: [],
      related: ['is_bannd(u)'],
    },
  ]);
  const policy = createPolicy([{ uri: 'a.polar', text }], { dialect: 'cloud' });
  expect(fixAll(policy, 'a.polar')).toBeUndefined();
});

it('is a slip beside a fact that another rule asks for', () => {
  const text =
    BLOCKS +
    rule('not is_bannd(u)') +
    test('is_banned(User{"b"})') +
    'has_role(u: User, "viewer", _: Doc) if is_banned(u);\n';
  expect(nearIn(text).map(({ message, preferred }) => [message, preferred])).toEqual([
    [
      'No rule and no fact of a test is named is_bannd. Did you mean is_banned? Correct the one that is misspelt, here or where it is told.',
      [],
    ],
  ]);
});

it('is corrected in a fact where what is near is declared, or a rule', () => {
  for (const known of ['declare is_banned(User);\n', 'is_banned(u: User) if banned_until(u, _);\n'])
    expect(nearIn(BLOCKS + known + rule('not is_banned(u)') + test('is_bannd(User{"b"})'))).toMatchObject([
      { preferred: ['Change to is_banned'] },
    ]);
});

it.each([
  ['another number of arguments', 'is_publik(u, d)', 'declare is_public(Doc);'],
  ['another type', 'is_publik(u)', 'declare is_public(Doc);'],
  ['many and one', 'in_team(u, d)', 'declare in_teams(User, Doc);'],
  ['many and one within', 'is_owners_of(u, d)', 'declare is_owner_of(User, Doc);'],
  ['numbers', 'step_1(u)', 'declare step_3(User);'],
  ['one that goes on', 'is_owner(u, d)', 'declare is_owner_of(User, Doc);'],
  ['the contrary', 'is_inactive(u)', 'declare is_active(User);'],
  ['another contrary', 'is_unlocked(d)', 'declare is_locked(Doc);'],
  ['one of another word', 'is_locked(d)', 'declare is_blocked(Doc);'],
  ['one that begins otherwise', 'is_reader(u)', 'declare is_leader(User);'],
  ['who and what', 'is_owned(u)', 'declare is_owner(User);'],
  ['what is done and what was done', 'is_share(d)', 'declare is_shared(Doc);'],
  ['short words', 'has_read(u)', 'declare has_rear(User);'],
  ['two words', 'is_live(d)', 'declare is_line(Doc);'],
])('is another fact: %s', (_, body, declared) => {
  expect(nearIn(`${BLOCKS}${declared}\n${rule(body)}`)).toEqual([]);
});

it('is meant where it is declared, told by a test, or asked for twice', () => {
  const declared = 'declare is_banned(User);\n';
  expect(nearIn(`${BLOCKS}${declared}declare is_bannd(User);\n${rule('not is_bannd(u)')}`)).toEqual([]);
  expect(nearIn(`${BLOCKS}${declared}${rule('not is_bannd(u)')}${test('is_bannd(User{"b"})')}`)).toEqual([]);
  expect(nearIn(`${BLOCKS}${declared}${rule('not is_bannd(u)')}${rule('is_bannd(u)')}`)).toEqual([]);
});

it.each([
  ['a declaration that comes and goes', 'declare is_banned(User);\n'],
  ['a fact that comes and goes', test('is_banned(User{"b"})')],
  ['a declaration of another type', 'declare is_banned(Doc);\n'],
])('is found by a checker that has seen the text before: %s', (_, added) => {
  const base = BLOCKS + rule('not is_bannd(u)');
  const said = (text: string): number => nearIn(text).length;
  let policy = createPolicy([{ uri: 'a.polar', text: base }], { dialect: 'cloud' });
  for (const text of [base + added, base, base + added.replace('User', 'Doc'), base + added]) {
    policy = updatePolicy(policy, [{ uri: 'a.polar', text }]);
    const found = check(policy)
      .get('a.polar')!
      .filter(({ code }) => code === 'unknown-predicate' || code === 'fact-signature-mismatch');
    expect(found.length).toBe(said(text));
  }
});

const TWO_RULES = `${rule('are_pals(u, d)')}has_role(u: User, "viewer", d: Doc) if are_pals(u, d);\n`;
/** A rule that gives something else by another fact. */
const other = (body: string): string => `has_permission(u: User, "view", d: Doc) if ${body};\n`;

it('is a slip beside a fact that only other rules ask for, where there are several', () => {
  const text = BLOCKS + TWO_RULES + other('ar_pals(u, d)');
  expect(nearIn(text)).toEqual([
    {
      message:
        'No rule and no fact of a test is named ar_pals. Did you mean are_pals? Correct the one that is misspelt, here or where it is asked for.',
      preferred: [],
      related: ['are_pals(u, d)'],
    },
  ]);
});

it.each([
  ['one rule alone asks for the other', BLOCKS + rule('are_pals(u, d)') + other('ar_pals(u, d)')],
  ['both are asked for several times', BLOCKS + TWO_RULES + other('ar_pals(u, d)') + other('ar_pals(u, d) and u = u')],
  ['the types are others', BLOCKS + TWO_RULES + other('ar_pals(d, u)')],
  ['it is a word of its own', BLOCKS + TWO_RULES.replaceAll('are_pals', 'is_pals') + other('in_pals(u, d)')],
  ['its words are others', BLOCKS + TWO_RULES.replaceAll('are_pals', 'can_read') + other('can_lead(u, d)')],
])('is no slip where %s', (_, text) => {
  expect(nearIn(text).filter(({ message }) => message.includes('Did you mean'))).toEqual([]);
});

it('is looked for again when a rule comes or goes', () => {
  const one = BLOCKS + rule('are_pals(u, d)') + other('ar_pals(u, d)');
  const two = BLOCKS + TWO_RULES + other('ar_pals(u, d)');
  const found = (policy: ReturnType<typeof createPolicy>) =>
    check(policy)
      .get('a.polar')!
      .filter(({ code }) => code === 'unknown-predicate').length;
  const first = createPolicy([{ uri: 'a.polar', text: one }], { dialect: 'cloud' });
  const second = updatePolicy(first, [{ uri: 'a.polar', text: two }]);
  const third = updatePolicy(second, [{ uri: 'a.polar', text: one }]);
  expect([first, second, third].map(found)).toEqual([0, 1, 0]);
});
