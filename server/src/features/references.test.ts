import { describe, expect, test } from 'vitest';
import { askAbout, askEverywhere, QUICKSTART } from '../../test/asked.ts';
import { linkedEditing } from './linked-editing.ts';
import { documentHighlights, referencesTo } from './references.ts';
import { workspaceSymbols } from './workspace-symbols.ts';

const at = (piece: string): string => QUICKSTART.replace(piece.replace('|', ''), piece);

describe('references', () => {
  test('of a rule are its calls in every file, and its heads where they are wanted', () => {
    const asked = askAbout({ 'a.polar': 'f(x) if g|(x);\n', 'b.polar': 'g(1);\nh(x) if not g(x);\n' });
    const found = (all: boolean) => referencesTo(asked, all).map(({ uri, range }) => [uri.slice(-7), range.start.line]);
    expect(found(true)).toEqual([
      ['a.polar', 0],
      ['b.polar', 0],
      ['b.polar', 1],
    ]);
    expect(found(false)).toEqual([
      ['a.polar', 0],
      ['b.polar', 1],
    ]);
  });

  test('of a role are its declaration and the strings that name it', () => {
    const asked = askAbout({
      'main.polar': at('"push" if "maint|ainer"'),
      'b.polar': 'f(a, r: Repository) if has_role(a, "maintainer", r);\n',
    });
    expect(referencesTo(asked, true).map(({ range }) => [range.start.line, range.start.character])).toEqual([
      [4, 27],
      [8, 13],
      [0, 36],
    ]);
  });

  test('are highlighted in the document, definitions as written', () => {
    const kinds = documentHighlights(askAbout('f(x|) if g(x) and x = 1;\ng(x);')).map(({ kind }) => kind);
    expect(kinds).toEqual([3, 2, 2]);
  });
});

describe('linked editing', () => {
  test('is of a variable within its rule', () => {
    expect(linkedEditing(askAbout('f(x) if g(x|);\ng(x);'))?.ranges).toHaveLength(2);
    expect(linkedEditing(askAbout('f(x) if g|(x);\ng(x);'))).toBeUndefined();
  });
});

describe('workspace symbols', () => {
  test('are found by some of their letters in order', () => {
    const everywhere = askEverywhere(askAbout(QUICKSTART));
    const named = (query: string) =>
      workspaceSymbols(everywhere, query).map(({ name, containerName }) => `${name} ${containerName}`);
    expect(named('HasRel')).toEqual(['has_relation (organization: Organization, "parent", repository: Repository)']);
    expect(named('maint')).toEqual(['maintainer role of Repository']);
    expect(named('Orgn')).toEqual(['Organization resource']);
    expect(named('')).toContain('User actor');
    expect(named('zzz')).toEqual([]);
  });

  test('of one name are told apart by their heads', () => {
    const text =
      'f(x: User,\n  "a") if x = 1;\nf(_: User, "b");\nf(1);\ntest "t" { assert f(1); }\ntest "t" { assert f(2); }\n';
    const rows = workspaceSymbols(askEverywhere(askAbout(text)), 'f').map(
      ({ name, containerName }) => `${name}${containerName}`,
    );
    expect(rows).toEqual(['f(x: User, "a")', 'f(_: User, "b")', 'f(1)']);
  });
});
