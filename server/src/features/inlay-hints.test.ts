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

test('hints say the types of variables that follow from what a rule asks of them', () => {
  const text = `resource Org {}\nresource Repo { relations = { org: Org }; }
f(x, y: Repo, z) if x matches Org and has_relation(o, "org", y) and z = o and w matches Repo and w = z;\n`;
  const asked = askAbout(text, { dialect: 'library' });
  const shown = inlayHints(asked, 0, text.length).map(({ position, label }) => [
    position.line,
    position.character,
    label,
  ]);
  expect(shown).toEqual([
    [2, 3, ': Org'],
    [2, 52, ': Org'],
  ]);
});
