import { expect, test } from 'vitest';
import { askAbout } from '../../test/asked.ts';
import { documentLinks } from './document-links.ts';

test('links lead from comments to files of the policy, addresses and pages of checks', () => {
  const text = `# See rules/roles.polar, ./b.polar and gone.polar; main.polar is this one.
# https://example.com/a?b=c. (http://example.org)
f("https://example.com/string", "b.polar"); # polar-disable-line unused-rule, no-such-check
`;
  const asked = askAbout({ 'main.polar': text, 'b.polar': 'g(1);', 'rules/roles.polar': 'h(1);' });
  const links = (checkPages?: string) =>
    documentLinks({ ...asked, client: { ...asked.client, checkPages } }).map(({ range, target }) => {
      const line = text.split('\n')[range.start.line]!;
      return [line.slice(range.start.character, range.end.character), target];
    });
  const always = [
    ['rules/roles.polar', 'file:///w/rules/roles.polar'],
    ['./b.polar', 'file:///w/b.polar'],
    ['https://example.com/a?b=c', 'https://example.com/a?b=c'],
    ['http://example.org', 'http://example.org'],
  ];
  expect(links()).toEqual(always);
  expect(links('file:///pages')).toEqual([...always, ['unused-rule', 'file:///pages/unused-rule.md']]);
});

test('a long comment of dots and slashes is read once', () => {
  const comment = `# ${'./'.repeat(200_000)}`;
  expect(documentLinks(askAbout(`${comment}\n# ./b.polar\nf(1);`))).toEqual([]);
});

test.each([
  ['https://a.b/Role_(security)', 'https://a.b/Role_(security)'],
  ['(https://a.b/c)', 'https://a.b/c'],
  ['(see https://a.b/Role_(x)).', 'https://a.b/Role_(x)'],
  ['https://a.b/c(d', 'https://a.b/c'],
  ['[x](https://a.b/c), <https://q.r>', 'https://a.b/c https://q.r'],
])('the addresses in "%s" are %s', (comment, expected) => {
  const { view, uri, client } = askAbout(`# ${comment}\nf(1)|;\n`);
  const found = documentLinks({ view, uri, client } as Parameters<typeof documentLinks>[0]);
  expect(found.map(({ target }) => target).join(' ')).toBe(expected);
});
