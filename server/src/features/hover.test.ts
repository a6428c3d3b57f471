import { describe, expect, test } from 'vitest';
import { askAbout, QUICKSTART } from '../../test/asked.ts';
import { hover } from './hover.ts';

const shown = (
  files: Parameters<typeof askAbout>[0],
  configuration?: Parameters<typeof askAbout>[1],
): string | undefined => {
  const found = hover(askAbout(files, configuration));
  return found === undefined ? undefined : (found.contents as { value: string }).value;
};
const at = (piece: string): string => QUICKSTART.replace(piece.replace('|', ''), piece);

describe('hover', () => {
  test("shows the clauses of a call, a shorthand's as its longhand", () => {
    const text = shown(at('  has_per|mission(actor, action, resource);'));
    expect(text).toContain('has_permission(actor: Actor, "read", repository: Repository) if');
    expect(text).toContain('# "read" if "contributor"; in Repository');
  });

  test('shows clauses in other files of the policy', () => {
    expect(shown({ 'a.polar': 'f(x) if g|(x);', 'b.polar': 'g(1);\ng(2);' })).toContain('g(1);\n\ng(2);');
  });

  test('shows only the clauses with as many parameters, where there are such', () => {
    const text = shown('f(x) if g|(x);\ng(1);\ng(1, 2);');
    expect(text).toContain('g(1);');
    expect(text).not.toContain('g(1, 2)');
  });

  test('shows the longhand of a shorthand', () => {
    expect(shown(at('"pu|sh" if "maintainer"'))).toMatch(
      /has_permission\(actor: Actor, "push", repository: Repository\) if\s+has_role\(actor, "maintainer", repository\);/,
    );
    expect(shown(at('"admin" if "owner" |on "parent"'))).toContain(
      'has_relation(related_organization, "parent", repository)',
    );
  });

  test('says what a declared name is, and where it is used', () => {
    const text = shown(at('roles = ["contributor", "main|tainer"'));
    expect(text).toContain('role of `Repository`');
    expect(text).toContain('"push" if "maintainer";');
    expect(shown(at('{ par|ent: Organization }'))).toContain('relation of `Repository` to `Organization`');
  });

  test('says what a type is', () => {
    expect(shown(at('repository: Reposi|tory) if\n  role in'))).toContain('resource Repository {');
    expect(shown('f(x: Str|ing) if x = 1;')).toContain('built-in class');
    const classes = { Team: { fields: ['name'], extends: ['Group'] } };
    expect(shown('f(x: Te|am) if x = 1;', { classes })).toContain('Fields: `name`');
  });

  test('says what a variable is in its head', () => {
    expect(shown('f(x: User) if g(x|);')).toContain('x: User');
  });

  test('says nothing where there is nothing', () => {
    expect(shown('f(x) if g(x); # com|ment\n')).toBeUndefined();
    expect(shown('|')).toBeUndefined();
  });

  test('works beside a statement that is broken', () => {
    const text = 'f(x) if g|(x);\n\nbroken(x if = ;\n\ng(x) if x = 1;\n\nresource R { roles = ["a" }\n';
    expect(shown(text)).toContain('g(x) if x = 1;');
  });
});
