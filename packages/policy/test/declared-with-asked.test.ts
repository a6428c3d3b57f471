import { expect, it } from 'vitest';
import { check, createPolicy } from '../src/index.ts';

const policy = (text: string) => createPolicy([{ uri: 'a.polar', text }], { dialect: 'cloud' });

it("declares what rules ask for with a fact's first declaration, so that the rule and its facts stay right", () => {
  const text = `actor User {}
is_ok(u: User) if level(u, n) and n > 3;
test "t" {
  setup { level(User{"a"}, "5"); level(User{"b"}, 5); }
  assert_not is_ok(User{"a"});
  assert is_ok(User{"b"});
}
`;
  const [finding, ...others] = check(policy(text))
    .get('a.polar')!
    .filter(({ severity }) => severity !== 'hint');
  expect([finding!.code, others]).toEqual(['fact-signature-mismatch', []]);
  const fix = finding!.fixes!.find(({ title }) => title.startsWith('Declare'));
  if (fix?.kind !== 'edit') throw new Error('There is no such fix.');
  const [edit] = fix.edits;
  expect(edit!.newText).toBe('declare level(User, Integer);\ndeclare level(User, String);\n\n');
  const mended = `${text.slice(0, edit!.start)}${edit!.newText}${text.slice(edit!.end)}`;
  expect(
    check(policy(mended))
      .get('a.polar')!
      .filter(({ severity }) => severity !== 'hint'),
  ).toEqual([]);
});
