import { describe, expect, test } from 'vitest';
import { ResponseError, type WorkspaceEdit } from 'vscode-languageserver';
import { askAbout, QUICKSTART } from '../../test/asked.ts';
import { prepareRename, rename } from './rename.ts';

const at = (piece: string): string => QUICKSTART.replace(piece.replace('|', ''), piece);

/** The texts after a rename; a refusal as its words. */
function renamed(files: Parameters<typeof askAbout>[0], newName: string): string {
  const asked = askAbout(files);
  const result = rename(asked, newName);
  if (result === undefined) return 'nothing';
  if (result instanceof ResponseError) return result.message;
  return [...asked.view.policy.files.keys()].map((uri) => applied(asked.view.lines(uri)!, result, uri)).join('\n---\n');
}

function applied(
  lines: NonNullable<ReturnType<ReturnType<typeof askAbout>['view']['lines']>>,
  { changes }: WorkspaceEdit,
  uri: string,
): string {
  let { text } = lines;
  for (const { range, newText } of (changes?.[uri] ?? []).toSorted(
    (a, b) => lines.offsetAt(b.range.start) - lines.offsetAt(a.range.start),
  )) {
    text = text.slice(0, lines.offsetAt(range.start)) + newText + text.slice(lines.offsetAt(range.end));
  }
  return text;
}

describe('rename', () => {
  test('of a role changes declarations, shorthands, calls and facts alike', () => {
    const text = renamed(
      {
        'main.polar': at('"push" if "maint|ainer"'),
        'b.polar': 'f(a, r: Repository) if has_role(a, "maintainer", r);\n',
      },
      'chief "editor"',
    );
    expect(text).not.toContain('maintainer');
    expect(text.match(/"chief \\"editor\\""/g)).toHaveLength(3);
  });

  test('of a relation changes the key and the strings', () => {
    const text = renamed(at('{ par|ent: Organization }'), 'owner_org');
    expect(text).toContain('{ owner_org: Organization }');
    expect(text).toContain('"owner" on "owner_org"');
    expect(text).toContain('has_relation(organization: Organization, "owner_org", repository: Repository)');
    expect(renamed(at('{ par|ent: Organization }'), 'owner org')).toMatch(/is no name/);
  });

  test('of a role does not touch a role of the same name of another type', () => {
    const text =
      'resource A { roles = ["x"]; permissions = ["p"]; "p" if "x|"; }\nresource B { roles = ["x"]; permissions = ["p"]; "p" if "x"; }\n';
    expect(renamed(text, 'y')).toBe(
      'resource A { roles = ["y"]; permissions = ["p"]; "p" if "y"; }\nresource B { roles = ["x"]; permissions = ["p"]; "p" if "x"; }\n',
    );
  });

  test('of a variable stays in its rule, and keeps the key of a lone field', () => {
    expect(renamed('f(x) if g(x|);\ng(x);', 'y')).toBe('f(y) if g(y);\ng(x);');
    expect(renamed('f(x|) if g({x: x});', 'y')).toBe('f(y) if g({x: y});');
  });

  test('of a class in a namespace keeps it one where it is a value', () => {
    const text = 'f(x: a::B, a::|B) if x = 1;';
    expect(renamed(text, 'c::D')).toBe('f(x: c::D, c::D) if x = 1;');
    expect(renamed(text, 'D')).toBe('“D” would be a variable where a::B is a value. Choose a name with :: in it.');
    expect(renamed('f(x: a::|B) if x matches a::B;', 'D')).toBe('f(x: D) if x matches D;');
  });

  test('of a class changes the configuration that names it too', () => {
    const text =
      '{"classes": {"User": {"fields": ["User"]}, "Admin": {"extends": ["User"]}, "Bot": {"extends": "User"}}}';
    const asked = { ...askAbout('f(x: Us|er) if x = 1;', { classes: { User: { fields: [], extends: [] } } }) };
    const root = { ...asked.root, configuration: 'file:///w/polar.config.json' };
    const edit = rename({ ...asked, root, configurationText: text }, 'Person') as WorkspaceEdit;
    const places = edit.changes![root.configuration]!.map(({ range }) => range.start.character);
    expect(places.map((at) => text.slice(at - 1, at + 5))).toEqual(['"User"', '"User"', '"User"']);
    expect(places[1]).toBeGreaterThan(text.indexOf('Admin'));
  });

  test('of a rule changes its heads and calls in every file', () => {
    expect(renamed({ 'a.polar': 'f(x) if g|(x);', 'b.polar': 'g(1);' }, 'h')).toBe('f(x) if h(x);\n---\nh(1);');
  });

  test('is refused in words where it would change the meaning', () => {
    expect(renamed(at('  has_per|mission(actor, action, resource);'), 'may')).toMatch(/the language itself calls it/);
    expect(renamed('f(x: Str|ing) if x = 1;', 'Text')).toMatch(/built into the language/);
    expect(renamed('f(x|, y) if x = y;', 'y')).toMatch(/in use already/);
    expect(renamed('f(x) if g|(x);\ng(1);', 'f')).toMatch(/in use already/);
    expect(renamed('f(x|) if x = 1;', 'cut')).toMatch(/reserved word/);
    expect(renamed('f(x|) if x = 1;', '2y')).toMatch(/is no name/);
    expect(renamed('f(x) if x = 1; # co|mment', 'y')).toBe('nothing');
  });

  test('is prepared with the name alone, without quotes', () => {
    const asked = askAbout(at('"push" if "maint|ainer"'));
    expect(prepareRename(asked)).toEqual({
      placeholder: 'maintainer',
      range: { start: { line: 8, character: 13 }, end: { line: 8, character: 23 } },
    });
  });
});
