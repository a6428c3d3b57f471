import { expect, test } from 'vitest';
import { askAbout, QUICKSTART } from '../../test/asked.ts';
import { inlayHints } from './inlay-hints.ts';

test('hints name the parameters of literal arguments, and the type behind a relation', () => {
  const asked = askAbout(`${QUICKSTART}\nf(a, r) if has_role(a, "admin", r) and g("x", 1);\ng(_, count);\n`);
  const { text } = asked.view.lines(asked.uri)!;
  const shown = inlayHints(asked, 0, text.length).map(({ position, label }) => `${position.line + 1} ${label}`);
  expect(shown).toEqual(['10 : Organization', '28 count:']);
});

test('hints are given for the part that is seen', () => {
  const asked = askAbout('f(x) if g(1);\ng(a);\nf(x) if g(2);\n');
  expect(inlayHints(asked, 0, 5)).toHaveLength(1);
});
