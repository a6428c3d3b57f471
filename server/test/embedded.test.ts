import { afterEach, describe, expect, test } from 'vitest';
import type { CompletionItem, CompletionList, Hover, Location } from 'vscode-languageserver/node';
import { POLICY_OF, type PolicyInformation } from '../src/protocol.ts';
import { marked, ROOT, TestClient } from './test-client.ts';

let client: TestClient;
afterEach(() => client.dispose());

/** A program that loads a policy, in each of the languages: what stands before it and behind. */
const programs: readonly (readonly [language: string, before: string, after: string])[] = [
  ['python', 'from oso import Oso\n\noso = Oso()\noso.load_str("""', '""")\n'],
  ['javascript', 'const é = "𝒳"; await oso.loadStr(`', '`);\n'],
  ['typescriptreact', '// language=polar\nexport const POLICY: string = `', '`;\n'],
  ['ruby', 'OSO.load_str(<<~POLICY)\n', '\nPOLICY\n'],
  ['go', 'err := o.LoadString(`', '`)\n'],
  ['markdown', '# Policy\n\n> ```polar\n> ', '\n> ```\n'],
];

const policy = 'allow(actor, "read", repo) if has_role(actor, "reader", repo); has_role(_: User, "reader", _: Repo);';

const starts = async (): Promise<void> => {
  client = new TestClient();
  await client.initialize();
};

describe.each(programs)('a policy in %s', (language, before, after) => {
  const open = async (polar: string) => client.open('app.txt', before + polar + after, language);

  test('has its errors at their places', async () => {
    await starts();
    const { text, position } = marked(`${before}${policy} broken(x) if |lost(x);${after}`);
    const uri = await client.open('app.txt', text, language);
    const { diagnostics, version } = await client.diagnostics(uri, (each) => each.diagnostics.length > 0);
    expect(version).toBe(1);
    expect(diagnostics.find(({ code }) => code === 'undefined-rule-call')?.range).toEqual({
      start: position,
      end: { line: position.line, character: position.character + 'lost(x)'.length },
    });
    await client.change(uri, { text: before + policy + after });
    await client.diagnostics(uri, (each) => each.version === 2);
    expect((await client.diagnostics(uri)).diagnostics.filter(({ severity }) => severity === 1)).toEqual([]);
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  });

  test('is explained, navigated and completed', async () => {
    await starts();
    const { text, position } = marked(`${before}${policy.replace('if has_role', 'if |has_role')}${after}`);
    const uri = await client.open('app.txt', text, language);
    const textDocument = { uri };
    const hover = await client.request<Hover>('textDocument/hover', { textDocument, position });
    expect(JSON.stringify(hover)).toContain('has_role(_: User');
    expect(hover.range?.start).toEqual(position);
    const [defined] = await client.request<Location[]>('textDocument/definition', { textDocument, position });
    expect(defined!.uri).toBe(uri);
    expect(text.split('\n')[defined!.range.start.line]!.slice(defined!.range.start.character)).toMatch(/^has_role/);
    const typed = marked(`${before}${policy} f(a, b) if has_|${after}`);
    await client.change(uri, { text: typed.text });
    const list = await client.request<CompletionList>('textDocument/completion', {
      textDocument,
      position: typed.position,
    });
    const item = list.items.find(({ label }) => label.startsWith('has_role'))!;
    expect(item.textEdit).toMatchObject({ range: { end: typed.position } });
    const resolved = await client.request<CompletionItem>('completionItem/resolve', item);
    expect(JSON.stringify(resolved.documentation)).toContain('has_role');
  });

  test('is not answered outside of it, and not for what the language itself has', async () => {
    await starts();
    const uri = await open(policy);
    const textDocument = { uri };
    const position = { line: 0, character: 2 };
    expect(await client.request('textDocument/hover', { textDocument, position })).toBeNull();
    expect(await client.request('textDocument/completion', { textDocument, position })).toBeNull();
    for (const method of ['textDocument/documentSymbol', 'textDocument/foldingRange', 'textDocument/codeLens'])
      expect(await client.request(method, { textDocument })).toBeNull();
    const options = { tabSize: 2, insertSpaces: true };
    expect(await client.request('textDocument/formatting', { textDocument, options })).toBeNull();
  });
});

test('each string is a policy by itself, and none is mixed with those of files', async () => {
  client = new TestClient({ 'main.polar': 'f(x) if in_program(x);\n' });
  await client.initialize();
  const uri = await client.open('app.py', 'load_str("in_program(1);")\nload_str("g(x) if in_program(x);")\n', 'python');
  const { diagnostics } = await client.diagnostics(uri, (each) => each.diagnostics.length > 0);
  const lost = diagnostics.filter(({ code }) => code === 'undefined-rule-call');
  expect(lost.map(({ range }) => range.start.line)).toEqual([1]);
  const main = await client.diagnostics(`${ROOT}/main.polar`, (each) => each.diagnostics.length > 0);
  expect(main.diagnostics.map(({ code }) => code)).toContain('undefined-rule-call');
  const of = { textDocument: { uri: `${ROOT}/main.polar` } };
  expect((await client.request<PolicyInformation>(POLICY_OF, of)).files).toEqual([`${ROOT}/main.polar`]);
});

test('one with a value of the program in it is not checked, and that is said there', async () => {
  await starts();
  const text = `await oso.loadStr(\`f(x) if lost(\${y});\`);\n`;
  const uri = await client.open('app.ts', text, 'typescript');
  const { diagnostics } = await client.diagnostics(uri, (each) => each.diagnostics.length > 0);
  expect(diagnostics).toMatchObject([
    { code: 'not-checked', severity: 3, range: { start: { character: 32 }, end: { character: 36 } } },
  ]);
});

test('nothing is proposed that would end the string', async () => {
  await starts();
  const { text, position } = marked(`load_str("resource R { roles = ['']; } f(x) if g(x, R{}); g(_, _); h(x) if |")\n`);
  const uri = await client.open('app.py', text, 'python');
  const list = await client.request<CompletionList>('textDocument/completion', { textDocument: { uri }, position });
  expect(list.items.length).toBeGreaterThan(0);
  expect(list.items.filter(({ textEdit }) => textEdit!.newText.includes('"'))).toEqual([]);
});

test('the nearest configuration counts, and the client’s settings', async () => {
  client = new TestClient({ 'polar.config.json': '{"checks": {"unused-rule": "error"}}', 'main.polar': '' });
  await client.initialize();
  const uri = await client.open('src/app.py', 'load_str("allow(_, _, _); f(1);")\n', 'python');
  const { diagnostics } = await client.diagnostics(uri, (each) =>
    each.diagnostics.some(({ severity }) => severity === 1),
  );
  expect(diagnostics.map(({ code }) => code)).toContain('unused-rule');
  await client.connection.sendNotification('workspace/didChangeConfiguration', {
    settings: { polar: { checks: { 'open-allow': 'error' } } },
  });
  await client.diagnostics(uri, (each) =>
    each.diagnostics.some((one) => one.code === 'open-allow' && one.severity === 1),
  );
});

test('a client that pulls is told when it asks, and only then', async () => {
  client = new TestClient();
  await client.initialize({ capabilities: { textDocument: { diagnostic: {} } } });
  const uri = await client.open('app.py', 'load_str("f(")\n', 'python');
  const report = await client.request<{ items: { code: string }[] }>('textDocument/diagnostic', {
    textDocument: { uri },
  });
  expect(report.items.length).toBeGreaterThan(0);
  expect(client.published.filter((each) => each.uri === uri)).toEqual([]);
});

test('documents are asked for where the client names them, with what is answered in them and no more', async () => {
  client = new TestClient();
  const registered: { method: string; registerOptions: { documentSelector?: unknown } }[] = [];
  client.connection.onRequest(
    'client/registerCapability',
    ({ registrations }: { registrations: typeof registered }) => {
      registered.push(...registrations);
      return null;
    },
  );
  const dynamic = { dynamicRegistration: true };
  const selector = [{ language: 'python', scheme: 'file' }];
  await client.initialize({
    initializationOptions: { embedded: selector },
    capabilities: {
      textDocument: { synchronization: dynamic, hover: dynamic, completion: dynamic, semanticTokens: dynamic as never },
    },
  });
  const uri = await client.open('app.py', 'load_str("f(1);")\n', 'python');
  await client.diagnostics(uri);
  const ours = registered.filter(({ registerOptions }) => registerOptions.documentSelector !== undefined);
  expect(ours.map(({ method }) => method).sort()).toEqual([
    'textDocument/completion',
    'textDocument/didChange',
    'textDocument/didClose',
    'textDocument/didOpen',
    'textDocument/hover',
  ]);
  for (const { registerOptions } of ours) expect(registerOptions.documentSelector).toEqual(selector);
});

describe('a document that only looks like the policy', () => {
  test.each([
    ['git:/w/main.polar?%7B%22path%22%3A%22/w/main.polar%22%7D', 'polar'],
    ['git:/w/main.polar', 'polar'],
    ['vscode-notebook-cell:/w/main.polar#W0sZmlsZQ', 'polar'],
    ['vscode-notebook-cell:/w/notes.ipynb#W0sZmlsZQ', 'python'],
    ['polar-longhand:/w/main.polar', 'polar'],
  ])('is none of it: %s', async (other, language) => {
    client = new TestClient({ 'main.polar': 'f(x) if g(x);\ng(1);\n' });
    await client.initialize();
    const uri = await client.open('main.polar');
    await client.open(other, language === 'python' ? 'load_str("f(1);")\n' : 'lost(1);\n', language);
    const of = { textDocument: { uri } };
    expect((await client.request<PolicyInformation>(POLICY_OF, of)).files).toEqual([uri]);
    const position = { line: 0, character: 8 };
    const found = await client.request<Location[]>('textDocument/definition', { ...of, position });
    expect(found).toMatchObject([{ uri, range: { start: { line: 1 } } }]);
    await client.change(other, { text: 'g(2);\n' });
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: other } });
    expect((await client.request<PolicyInformation>(POLICY_OF, of)).files).toEqual([uri]);
    expect((await client.diagnostics(uri)).diagnostics.filter(({ severity }) => severity === 1)).toEqual([]);
  });
});
