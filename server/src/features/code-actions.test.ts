import { describe, expect, test } from 'vitest';
import type { CodeAction, TextEdit } from 'vscode-languageserver';
import { askAbout } from '../../test/asked.ts';
import { codeActions } from './code-actions.ts';

function actionsAt(source: string): { actions: CodeAction[]; apply: (action: CodeAction) => string } {
  const asked = askAbout(source);
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
});
