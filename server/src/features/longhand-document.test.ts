import { expect, test } from 'vitest';
import { askAbout, QUICKSTART } from '../../test/asked.ts';
import { longhandText } from './longhand-document.ts';

test('the longhand of a block is a text of rules, each under its shorthand', () => {
  const { text } = longhandText(askAbout(QUICKSTART), 'Repository')!;
  expect(text).toContain('# What the shorthands of resource Repository stand for.');
  expect(text).toContain('# "read" if "contributor";\nhas_permission(actor: Actor, "read", repository: Repository) if');
  expect(longhandText(askAbout(QUICKSTART), 'Organization')?.text).toContain('# It has no shorthands.');
  expect(longhandText(askAbout(QUICKSTART), 'Nothing')).toBeNull();
});
