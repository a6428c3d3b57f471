import { createPolicy } from '@polar-tools/policy';
import { expect, test } from 'vitest';
import { addToSetup } from './setup-edit.ts';

test.each([
  [
    'test "a" {\n  setup {\n    f(1);\n  }\n  assert g(1);\n}',
    'test "a" {\n  setup {\n    f(1);\n    x(1);\n    y(2);\n  }\n  assert g(1);\n}',
  ],
  ['test "a" {\n  assert g(1);\n}', 'test "a" {\n  setup {\n    x(1);\n    y(2);\n  }\n  assert g(1);\n}'],
  ['test "a{" { assert g(1); }', 'test "a{" {\n  setup {\n    x(1);\n    y(2);\n  } assert g(1); }'],
  ['test "a" { setup { f(1); } assert g(1); }', 'test "a" { setup { f(1); x(1); y(2); } assert g(1); }'],
  ['test "a" { setup {} assert g(1); }', 'test "a" { setup { x(1); y(2); } assert g(1); }'],
  [
    'test "a" {\r\n  setup {\r\n  }\r\n  assert g(1);\r\n}',
    'test "a" {\r\n  setup {\r\n    x(1);\r\n    y(2);\r\n  }\r\n  assert g(1);\r\n}',
  ],
])('facts are added to the setup of %j', (text, expected) => {
  const policy = createPolicy([{ uri: 'a.polar', text }], { dialect: 'cloud' });
  const { offset, text: added } = addToSetup(policy.tests[0]!, text, ['x(1);', 'y(2);']);
  const edited = text.slice(0, offset) + added + text.slice(offset);
  expect(edited).toBe(expected);
  const again = createPolicy([{ uri: 'a.polar', text: edited }], { dialect: 'cloud' });
  expect(again.tests[0]?.facts.slice(-2).map(({ fact }) => fact.name.text)).toEqual(['x', 'y']);
});
