import { afterEach, expect, test } from 'vitest';
import { applyEdits } from '../../test/stress/client-text.ts';
import { ROOT, TestClient } from '../../test/test-client.ts';

let client: TestClient;
afterEach(() => client.dispose());

const OPTIONS = { tabSize: 2, insertSpaces: true };

/** Opens a file of a policy, asks, and makes the edits of the answer. */
async function formatted(
  text: string,
  method = 'textDocument/formatting',
  params: object = {},
  configuration?: string,
): Promise<string> {
  client = new TestClient({
    'main.polar': text,
    ...(configuration !== undefined && { 'polar.config.json': configuration }),
  });
  await client.initialize();
  const uri = await client.open('main.polar');
  const edits = await client.request<Parameters<typeof applyEdits>[1]>(method, {
    textDocument: { uri },
    options: OPTIONS,
    ...params,
  });
  return applyEdits(text, edits, 'utf-16');
}

const LOOSE = 'f( 1 );\n  resource R{roles=["a"];\n"b" if   "a";}\n\n\ng( 2 );\n';

test('a document is laid out', async () => {
  expect(await formatted(LOOSE)).toBe('f(1);\nresource R {\n  roles = ["a"];\n  "b" if "a";\n}\n\ng(2);\n');
});

test('the editor says how to indent', async () => {
  const options = { tabSize: 4, insertSpaces: false };
  expect(await formatted('resource R{roles=["a"];}', undefined, { options })).toBe(
    'resource R {\n\troles = ["a"];\n}\n',
  );
  expect(await formatted('resource R{roles=["a"];}', undefined, { options: { tabSize: 4, insertSpaces: true } })).toBe(
    'resource R {\n    roles = ["a"];\n}\n',
  );
});

test('the configuration says how wide a line may be', async () => {
  expect(await formatted('f("aaaaaaaaa", "bbbbbbbbb");', undefined, {}, '{"format": {"lineWidth": 20}}')).toBe(
    'f(\n  "aaaaaaaaa",\n  "bbbbbbbbb"\n);\n',
  );
});

test('a document that is laid out has no edits', async () => {
  client = new TestClient({ 'main.polar': 'f(1);\n' });
  await client.initialize();
  const uri = await client.open('main.polar');
  expect(await client.request('textDocument/formatting', { textDocument: { uri }, options: OPTIONS })).toEqual([]);
  expect(
    await client.request('textDocument/formatting', { textDocument: { uri: `${ROOT}/none.polar` }, options: OPTIONS }),
  ).toBeNull();
});

test('a range touches its statements only', async () => {
  const range = { start: { line: 5, character: 0 }, end: { line: 5, character: 1 } };
  expect(await formatted(LOOSE, 'textDocument/rangeFormatting', { range })).toBe(LOOSE.replace('g( 2 )', 'g(2)'));
});

test('several ranges touch the statements of each', async () => {
  const at = (line: number) => ({ start: { line, character: 0 }, end: { line, character: 1 } });
  expect(await formatted(LOOSE, 'textDocument/rangesFormatting', { ranges: [at(0), at(5)] })).toBe(
    LOOSE.replace('g( 2 )', 'g(2)').replace('f( 1 )', 'f(1)'),
  );
});

test.each([
  ['a rule', 'f( 1 );\ng( 2 );\n', { line: 1, character: 7 }, ';', 'f( 1 );\ng(2);\n'],
  [
    'a member, and not the rest of its block',
    'resource R {\n roles=["a"];\n"b" if   "a";\n}\n',
    { line: 2, character: 13 },
    ';',
    'resource R {\n roles=["a"];\n  "b" if "a";\n}\n',
  ],
  [
    'a block',
    'resource R{roles=["a"];}\nf( 1 );\n',
    { line: 0, character: 24 },
    '}',
    'resource R {\n  roles = ["a"];\n}\nf( 1 );\n',
  ],
  ['nothing that does not read', 'f( 1 ) if;\n', { line: 0, character: 10 }, ';', 'f( 1 ) if;\n'],
  ['nothing in a string', 'f( "a;" );\n', { line: 0, character: 6 }, ';', 'f( "a;" );\n'],
])('what is typed lays out %s', async (_, text, position, ch, expected) => {
  expect(await formatted(text, 'textDocument/onTypeFormatting', { position, ch })).toBe(expected);
});
