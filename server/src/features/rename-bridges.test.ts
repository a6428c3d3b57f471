import { describe, expect, test } from 'vitest';
import { ResponseError } from 'vscode-languageserver';
import { askAbout, edited } from '../../test/asked.ts';
import { rename } from './rename.ts';

/** The text after a rename to NEW of what `|` marks; a refusal as its words. */
function renamed(text: string): string {
  const asked = askAbout(text, { dialect: 'cloud' });
  const result = rename(asked, 'NEW');
  if (result === undefined) return 'nothing';
  return result instanceof ResponseError ? result.message : edited(asked.view, result);
}

const BLOCKS = `actor User {}
resource Doc { roles = ["edit", "view"]; permissions = ["do"]; "do" if "edit"; }
`;
const AS_PERMISSION = 'has_permission(u: User, p: String, d: Doc) if has_role(u, p, d);\n';
const AS_RELATION = 'has_relation(d: Doc, r: String, u: User) if has_role(u, r, d);\n';

const of = (rules: string): string => renamed(`${BLOCKS.replace('["edit', '["ed|it')}${rules}`);

describe('a role that rules give on as something else', () => {
  test.each([
    ['as a permission, compared', `${AS_PERMISSION}ok(u: User, d: Doc) if has_permission(u, p, d) and p != "edit";`],
    [
      'and then to allow',
      `${AS_PERMISSION}allow(u: User, a: String, d: Doc) if has_permission(u, a, d) and a != "edit";`,
    ],
    [
      'as a permission, and that as a relation',
      `${AS_PERMISSION}has_relation(d: Doc, r: String, u: User) if has_permission(u, r, d);\nok(u: User, d: Doc) if has_relation(d, "edit", u);`,
    ],
    [
      'as a relation, and that as a permission',
      `${AS_RELATION}has_permission(u: User, p: String, d: Doc) if has_relation(d, p, u);\nok(u: User, d: Doc) if has_permission(u, p, d) and p in ["do", "edit"];`,
    ],
    [
      'as a permission, by way of a rule',
      `has_permission(u: User, p: String, d: Doc) if holds(u, p, d);\nholds(u: User, p: String, d: Doc) if has_role(u, p, d);\ncan(u: User, p: String, d: Doc) if has_permission(u, p, d);\nok(u: User, d: Doc) if can(u, "edit", d);`,
    ],
    [
      'in a test’s facts, assertion and iff',
      `${AS_PERMISSION}test "t" { setup { has_role(User{"a"}, "edit", Doc{"d"}); } assert has_permission(User{"a"}, "edit", Doc{"d"}); assert has_permission(User{"a"}, p: String, Doc{"d"}) iff p in ["do", "edit"]; }`,
    ],
  ])('is followed: %s', (_, rules) => {
    expect(of(rules)).toBe((BLOCKS + rules).replaceAll('"edit"', '"NEW"'));
  });

  test.each([
    [
      'to a permission of another type',
      `${AS_PERMISSION}has_permission(u: User, p: String, f: Fol) if has_permission(u, p, d) and d matches Doc and in_f(d, f);\nresource Fol { permissions = ["edit", "do"]; "do" if "edit"; }`,
      'at main.polar:3 p is a role and a permission at once, at main.polar:4 p is a permission of Doc and of Fol at once, so that the permission "edit" at main.polar:5 may be the same',
    ],
    [
      'to a shorthand whose block does not declare it',
      `${AS_PERMISSION}has_permission(u: User, p: String, f: Fol) if has_permission(u, p, d) and d matches Doc and in_f(d, f);\nresource Fol { permissions = ["do"]; "do" if "edit"; }`,
      'so that the name "edit" at main.polar:5 may be the same',
    ],
    [
      'to a role of another type',
      `${AS_PERMISSION}has_role(u: User, p: String, f: Fol) if has_permission(u, p, d) and d matches Doc and in_f(d, f);\nresource Fol { roles = ["edit"]; permissions = ["do"]; "do" if "edit"; }`,
      'so that the role "edit" at main.polar:5 may be the same',
    ],
    [
      'to a relation of another type',
      `${AS_RELATION}has_relation(f: Fol, r: String, u: User) if has_relation(d, r, u) and d matches Doc and in_f(d, f);\nresource Fol { permissions = ["do"]; relations = { edit: User }; "do" if "edit"; }`,
      'at main.polar:4 r is a relation of Doc and of Fol at once, so that the relation "edit"',
    ],
    [
      'by a rule that makes two variables one',
      'has_permission(u: User, p: String, d: Doc) if same(p, r) and has_role(u, r, d);\nsame(x, x);\nok(u: User, d: Doc) if has_permission(u, "edit", d);',
      'at main.polar:3 p is a role and a permission at once, so that the permission "edit" at main.polar:5',
    ],
    [
      'by two of them',
      'has_permission(u: User, p: String, d: Doc) if like(p, r) and has_role(u, r, d);\nlike(x, y) if same(x, y);\nsame(x, x);\nok(u: User, d: Doc) if has_permission(u, "edit", d);',
      'so that the permission "edit" at main.polar:6',
    ],
  ])('is refused with the way that it goes: %s', (_, rules, why) => {
    expect(of(rules)).toContain('"edit" cannot be renamed: at main.polar:3');
    expect(of(rules)).toContain(why);
  });

  test.each([
    [
      'a table of two columns',
      'has_permission(u: User, p: String, d: Doc) if has_role(u, r, d) and gives(r, p);\ngives("edit", "do");\ngives("view", "edit");',
      (text: string) => text.replaceAll('"edit"', '"NEW"').replace('gives("view", "NEW")', 'gives("view", "edit")'),
    ],
    [
      'a rule that is asked for a role here and for a permission of another type there',
      'good(name) if name in ["x"];\nok(u: User, d: Doc) if has_role(u, r, d) and good(r);\nok(u: User, f: Fol) if has_permission(u, p, f) and good(p);\nresource Fol { permissions = ["edit"]; "edit" if "reads" on "doc"; }',
      (text: string) =>
        text.replaceAll('"edit"', '"NEW"').replace('permissions = ["NEW"]; "NEW"', 'permissions = ["edit"]; "edit"'),
    ],
  ])('is not taken for another: %s', (_, rules, after) => {
    expect(of(rules)).toBe(after(BLOCKS + rules));
  });

  test('and back from where it comes out', () => {
    const rules = `${AS_PERMISSION}has_permission(u: User, p: String, f: Fol) if has_permission(u, p, d) and d matches Doc and in_f(d, f);\nresource Fol { permissions = ["ed|it", "do"]; "do" if "edit"; }`;
    expect(renamed(BLOCKS + rules)).toMatch(/"edit" cannot be renamed: .* so that the role "edit" at main\.polar:2/);
  });
});
