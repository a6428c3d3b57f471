import { expect, test } from 'vitest';
import type { SelectionRange } from 'vscode-languageserver';
import { askAbout } from '../../test/asked.ts';
import { selectionRanges } from './selection-ranges.ts';

test('a selection widens from the inside of a string to the whole file', () => {
  const asked = askAbout('f(x) if\n  g(x, "a|b") and h(x);\ni(1);\n');
  const text = asked.view.policy.files.get(asked.uri)!.text;
  const lines = asked.view.lines(asked.uri)!;
  const [widest] = selectionRanges(asked, [lines.positionAt(asked.offset)]);
  const pieces: string[] = [];
  for (let at: SelectionRange | undefined = widest; at !== undefined; at = at.parent) {
    pieces.push(text.slice(lines.offsetAt(at.range.start), lines.offsetAt(at.range.end)));
  }
  expect(pieces).toEqual(['ab', '"ab"', 'g(x, "ab")', 'g(x, "ab") and h(x)', 'f(x) if\n  g(x, "ab") and h(x);', text]);
});

test('a position outside of everything selects the file', () => {
  const asked = askAbout('f(1);\n');
  expect(selectionRanges(asked, [{ line: 40, character: 2 }])).toHaveLength(1);
});
