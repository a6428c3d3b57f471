import { expect, test } from 'vitest';
import type { InlineValueVariableLookup } from 'vscode-languageserver';
import { askAbout } from '../../test/asked.ts';
import { inlineValues } from './inline-values.ts';

test('inline values are asked for the variables of the rule as far as it has come, once a line', () => {
  const asked = askAbout('g(y);\nf(x, _) if\n  g(x) and x = z and\n  h(z, |w) and\n  later(v);\n');
  const { text } = asked.view.lines(asked.uri)!;
  const names = (from: number, to: number) =>
    inlineValues(asked, asked.offset, from, to).map((value) => {
      const { variableName, range } = value as InlineValueVariableLookup;
      return `${range.start.line} ${variableName}`;
    });
  expect(names(0, text.length)).toEqual(['1 x', '2 x', '2 z', '3 z', '3 w']);
  expect(names(0, text.indexOf('\n  g('))).toEqual(['1 x']);
});
