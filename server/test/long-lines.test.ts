import { afterEach, expect, test } from 'vitest';
import { TestClient } from './test-client.ts';

let client: TestClient;
afterEach(() => client.dispose());

const LONG = 200_000;
const blanks = ' '.repeat(LONG);

const TEXTS: readonly (readonly [string, string])[] = [
  ['blanks in a shorthand', `resource R { roles = ["a", "b"]; "b" if "a"${blanks}; "a" if ${blanks} "b"; }`],
  ['blanks in a head', `f(x)${blanks}if ${blanks}(g(x));\ng(1);`],
  ['blanks behind a statement that does not read', `f(x if;${blanks}\ng(1);${blanks}`],
  ['blanks in an assertion', `test "t" { assert f(1)${blanks}iff ${blanks} x = 1; }`],
  [
    'number signs',
    `f(1);\n${'#'.repeat(LONG)}\nresource R { ${'#'.repeat(LONG)}\n roles = ["a"]; permissions = ["b"]; }`,
  ],
  ['a name', `${'n'.repeat(LONG)}(x) if g(x);`],
  ['a variable', `f(${'x'.repeat(LONG)}) if g(${'x'.repeat(LONG)});`],
  ['a string', `f("${'s'.repeat(LONG)}") if g("${'\\"'.repeat(LONG / 2)}");`],
  ['a string without an end', `f("${'s'.repeat(LONG)}`],
  ['digits', `f(x) if x = ${'1'.repeat(LONG)};`],
  ['dots', `f(x) if x${'.a'.repeat(LONG / 2)} and y${'.'.repeat(LONG)}`],
  ['colons', `f(x: A${'::B'.repeat(LONG / 3)}) if x${':'.repeat(LONG)};`],
  ['quotes', `f(x) if ${'"'.repeat(LONG)}`],
  ['at signs', '@'.repeat(LONG)],
];

test.each(TEXTS)('a line of 200 kB holds nothing up: %s', async (_, text) => {
  client = new TestClient({});
  await client.initialize();
  const uri = await client.open('main.polar', text);
  const textDocument = { uri };
  const lines = text.split('\n');
  const places = lines.flatMap((line, at) => [
    { line: at, character: 0 },
    { line: at, character: line.length },
  ]);
  const range = { start: places[0]!, end: places.at(-1)! };
  const whole = {
    textDocument,
    range,
    positions: places,
    options: { tabSize: 2, insertSpaces: true },
    context: { diagnostics: [], includeDeclaration: true },
  };
  for (const feature of ['documentSymbol', 'formatting', 'foldingRange', 'selectionRange', 'codeLens', 'codeAction'])
    expect(await client.request(`textDocument/${feature}`, whole)).toBeDefined();
  for (const feature of ['inlayHint', 'diagnostic', 'semanticTokens/full'])
    expect(await client.request(`textDocument/${feature}`, whole)).toBeDefined();
  for (const position of places) {
    for (const feature of [
      'hover',
      'completion',
      'signatureHelp',
      'references',
      'prepareRename',
      'prepareCallHierarchy',
    ])
      expect(await client.request(`textDocument/${feature}`, { ...whole, position })).toBeDefined();
    await client.request('textDocument/onTypeFormatting', { ...whole, position, ch: ';' });
  }
});
