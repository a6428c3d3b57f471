import { describe, expect, test } from 'vitest';
import type { CodeAction, TextEdit } from 'vscode-languageserver';
import { askAbout } from '../../test/asked.ts';
import { setInConfiguration } from '../configuration-edit.ts';
import { codeActions } from './code-actions.ts';

function actionsAt(
  source: string,
  renameAt?: string,
): { actions: CodeAction[]; apply: (action: CodeAction) => string } {
  const about = askAbout(source);
  const asked = { ...about, client: { ...about.client, renameAt } };
  const lines = asked.view.lines(asked.uri)!;
  const position = lines.positionAt(asked.offset);
  const actions = codeActions(asked, {
    textDocument: { uri: asked.uri },
    range: { start: position, end: position },
    context: { diagnostics: [] },
  });
  const apply = (action: CodeAction): string => {
    let { text } = lines;
    const edits: TextEdit[] = action.edit?.changes?.[asked.uri] ?? [];
    for (const { range, newText } of edits.toReversed()) {
      text = text.slice(0, lines.offsetAt(range.start)) + newText + text.slice(lines.offsetAt(range.end));
    }
    return text;
  };
  return { actions, apply };
}

describe('code actions', () => {
  test('suppress a finding by a comment above it, which makes it go', () => {
    const { actions, apply } = actionsAt('allow(a, b, c) if\n  und|efined_rule(a, b, c);\n');
    const suppress = actions.find(({ title }) => title.startsWith('Suppress'))!;
    expect(apply(suppress)).toBe(
      'allow(a, b, c) if\n  # polar-disable-next-line undefined-rule-call\n  undefined_rule(a, b, c);\n',
    );
    expect(actionsAt(apply(suppress).replace('undefined_', 'und|efined_')).actions).toEqual([]);
  });

  test('turn a check off in a configuration that is made for it', () => {
    const { actions } = actionsAt('allow(a, b, c) if\n  und|efined_rule(a, b, c);\n');
    const off = actions.find(({ title }) => title.startsWith('Turn'))!;
    expect(JSON.stringify(off.edit)).toContain('polar.config.json');
    expect(JSON.stringify(off.edit)).toContain('undefined-rule-call');
  });

  test('are not offered for what cannot be suppressed', () => {
    expect(actionsAt('allow(a, b, c if |;\n').actions.filter(({ title }) => title.startsWith('Suppress'))).toEqual([]);
  });

  test('declare a type in the file of the block that needs it, also where another file declares the relation', () => {
    const asked = askAbout({
      'a.polar': 'resource A { roles = ["r"]; relations = { p: Missi|ng }; }\n',
      'b.polar': '\n\nresource A { "r" if "x" on "p"; }\n',
    });
    const position = asked.view.lines(asked.uri)!.positionAt(asked.offset);
    const params = { textDocument: { uri: asked.uri }, range: { start: position, end: position } };
    const declare = codeActions(asked, { ...params, context: { diagnostics: [] } }).find(({ title }) =>
      /^Declare/.test(title),
    );
    const start = { line: 2, character: 0 };
    expect(declare?.edit?.changes).toEqual({
      'file:///w/b.polar': [{ range: { start, end: start }, newText: 'resource Missing {}\n\n' }],
    });
  });

  test('mend all that is surely meant, for who asks for it', () => {
    const asked = askAbout('f(x) if x === 1 || x = 2;\n');
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    const kinds = (only?: string[]): (string | undefined)[] =>
      codeActions(asked, {
        textDocument: { uri: asked.uri },
        range,
        context: { diagnostics: [], ...(only && { only }) },
      })
        .filter(({ kind }) => kind !== 'quickfix')
        .map(({ kind }) => kind);
    expect(kinds(['source.fixAll'])).toEqual([]);
    const mendable = askAbout('f(x) if x === 1;\ng(x) if x = 2 || x = 3;\n');
    const [all] = codeActions(mendable, {
      textDocument: { uri: mendable.uri },
      range,
      context: { diagnostics: [], only: ['source'] },
    });
    expect(all).toMatchObject({ kind: 'source.fixAll', title: 'Fix all in this file' });
    expect(all!.edit!.changes![mendable.uri]).toMatchObject([
      { newText: 'f(x) if x == 1;\ng(x) if x = 2 or x = 3;\n' },
    ]);
    expect(kinds()).toEqual([]);
  });

  test('name a class and a constant in the configuration', () => {
    const asked = {
      ...askAbout('re|source Repo {}\n', { dialect: 'library', classes: {} }),
      configurationText: '{"classes": {}}',
    };
    const all = codeActions(asked, {
      textDocument: { uri: asked.uri },
      range: { start: { line: 0, character: 9 }, end: { line: 0, character: 9 } },
      context: { diagnostics: [] },
    });
    const named = all.find(({ title }) => title === 'Name the class Repo in polar.config.json');
    expect(JSON.stringify(named?.edit)).toContain('Repo');
    expect(setInConfiguration('{"constants": ["nil"]}', ['constants'], 'MAX', true)).toMatch(
      /\[\s*"nil",\s*"MAX"\s*\]/,
    );
    expect(setInConfiguration(undefined, ['constants'], 'MAX', true)).toMatch(/"constants": \[\s*"MAX"\s*\]/);
  });

  test('refactor what stands at the cursor, where somebody asks for it or for everything', () => {
    const source = 'f(x) if g(x) and (x = "a" |or x = "b");\ng(_);\n?= f("a");';
    const { actions, apply } = actionsAt(source);
    const refactor = actions.filter(({ kind }) => kind?.startsWith('refactor'));
    expect(refactor.map(({ title, kind }) => `${kind}: ${title}`)).toEqual([
      'refactor.rewrite: Convert to "x in […]"',
      'refactor.rewrite: Split into 2 rules',
    ]);
    expect(apply(refactor[0]!)).toContain('f(x) if g(x) and x in ["a", "b"];');
    const asked = askAbout(source);
    const position = asked.view.lines(asked.uri)!.positionAt(asked.offset);
    const range = { start: position, end: position };
    const only = (kind: string) =>
      codeActions(asked, { textDocument: { uri: asked.uri }, range, context: { diagnostics: [], only: [kind] } })
        .length;
    expect([only('refactor'), only('refactor.rewrite'), only('refactor.extract'), only('quickfix')]).toEqual([
      2, 2, 0, 0,
    ]);
  });

  test('organise the blocks of a file, where a source action is asked for', () => {
    const source = 'resource R {\n  "a" if "b";\n  roles = ["a", "b"];\n}\n|';
    const asked = askAbout(source);
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    const only = (kinds: string[] | undefined) =>
      codeActions(asked, {
        textDocument: { uri: asked.uri },
        range,
        context: { diagnostics: [], ...(kinds && { only: kinds }) },
      }).filter(({ kind }) => kind === 'source.organizeBlocks');
    expect([only(undefined), only(['refactor']), only(['source.fixAll'])]).toEqual([[], [], []]);
    expect(only(['source'])).toEqual(only(['source.organizeBlocks']));
    const [{ edit }] = only(['source.organizeBlocks']) as [CodeAction];
    expect(edit!.changes![asked.uri]![0]!.newText).toBe('  roles = ["a", "b"];\n\n  "a" if "b";\n');
  });

  test('ask for the name of what is extracted, where the client can, at its place after the edit', () => {
    const text = 'f(x) if g(x) and x > 1 and x < 5;\ng(_);\n';
    const asked = askAbout(`${text}|`);
    const range = {
      start: { line: 0, character: text.indexOf('x > 1') },
      end: { line: 0, character: text.indexOf(';') },
    };
    const extracted = (renameAt: string | undefined) =>
      codeActions(
        { ...asked, client: { ...asked.client, renameAt } },
        { textDocument: { uri: asked.uri }, range, context: { diagnostics: [] } },
      ).find(({ kind }) => kind === 'refactor.extract')!;
    expect(extracted(undefined).command).toBeUndefined();
    expect(extracted('rename').command).toEqual({
      title: 'Rename',
      command: 'rename',
      arguments: [asked.uri, { line: 0, character: text.indexOf('x > 1') }],
    });
  });

  test('ask for the name of a role that is introduced, behind its quote', () => {
    const { actions } = actionsAt('resource R {\n  permissions = ["p"]; roles = ["a"];\n  "p" if |"a";\n}\n', 'rename');
    const { command, edit } = actions.find(({ title }) => title.startsWith('Introduce'))!;
    expect(Object.values(edit!.changes!)[0]).toHaveLength(2);
    expect(command!.arguments![1]).toEqual({ line: 2, character: '  "p" if "'.length });
  });
});
