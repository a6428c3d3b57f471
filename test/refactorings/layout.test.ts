import { createPolicy, refactorings } from '@polar-tools/policy';
import { expect, test } from 'vitest';
import { applied } from './applied.ts';

/** What is made of a text whose selection is marked by `«` and `»`. */
function refactored(marked: string, title: string): string | undefined {
  const start = marked.indexOf('«');
  const end = marked.includes('»') ? marked.indexOf('»') - 1 : start;
  const text = marked.replaceAll(/[«»]/g, '');
  const policy = createPolicy([{ uri: 'main.polar', text }], { dialect: 'library' });
  const chosen = refactorings(policy, 'main.polar', start, end).find((one) => one.title.startsWith(title));
  return chosen && applied({ 'main.polar': text }, chosen)['main.polar'];
}

const RULE = 'f(x) if extracted(x) and h(x);';
const MADE = 'extracted(x) if x.a = 1 and x.b = 2;';

test.each([
  ['at the end', '', `\n${MADE}\n`],
  ['before a rule', 'h(1);\n', `\n${MADE}\n\nh(1);\n`],
  ['before a comment', '# Note\nh(1);\n', `\n${MADE}\n\n# Note\nh(1);\n`],
  ['before an empty line', '\nh(1);\n', `\n${MADE}\n\nh(1);\n`],
])('an extracted rule stands apart from what is around it: %s', (_, after, expected) => {
  const text = `f(x) if «x.a = 1 and x.b = 2» and h(x);\n${after}`;
  expect(refactored(text, 'Extract to the rule')).toBe(`${RULE}\n${expected}`);
});

test.each([
  [
    'on lines of their own',
    'f(x) if\n  «x.a = 1 and\n  x.b = 2» and\n  h(x);\n',
    'extracted(x) if\n  x.a = 1 and\n  x.b = 2;\n',
  ],
  [
    'from the head on',
    'f(x) if «x.a = 1 and\n  x.b = 2» and\n  h(x);\n',
    'extracted(x) if\n  x.a = 1 and\n  x.b = 2;\n',
  ],
  [
    'indented by tabs',
    'f(x) if\r\n\t«x.a = 1 and\r\n\tx.b = 2» and\r\n\th(x);\r\n',
    'extracted(x) if\r\n\tx.a = 1 and\r\n\tx.b = 2;\r\n',
  ],
])('goals that are extracted stay on lines of their own: %s', (_, text, expected) => {
  expect(refactored(text, 'Extract to the rule')).toContain(expected);
});

test.each([
  ['resource R { permissions = ["p"]; roles = ["a"]; "p" if "a"; }\n'],
  ['resource R {   permissions = ["p"]; roles = ["a"]; "p" if "a";   }\n'],
  ['resource R {\tpermissions = ["p"];\n  roles = ["a"]; "p" if "a"; }\n'],
])('organising a block leaves no blank at the end of a line: %j', (text) => {
  const organised = refactored(text.replace('permissions', '«permissions'), 'Organise');
  expect(organised).toMatch(/^resource R \{\n {2}roles/);
  expect(organised).not.toMatch(/[ \t]$/m);
});
