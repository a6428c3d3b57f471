import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { configurationFile, inFolder, LanguageClient } from '../language-client.ts';
import { generatePolicy, generateWorkspace } from '../policies.ts';
import { numbers, partsOf, QUESTIONS, type Timed, timesOf } from '../requests/questions.ts';
import { argument, reportParts } from '../worker.ts';

/**
 * Milliseconds of each request, of a file in the middle of a workspace of FILES x LINES (the argument), through the server that ships. Requests about a
 * place are asked at places of words all over the file; before each about the whole file somebody has typed a letter.
 */
const [files = 1, lines = 0] = argument().split('x').map(Number);
const workspace =
  files === 1
    ? (() => {
        const { text, classes } = generatePolicy(lines);
        return [configurationFile(classes), { name: 'main.polar', text }];
      })()
    : [{ name: 'polar.config.json', text: '{"dialect": "library"}' }, ...generateWorkspace(files, lines)];

await inFolder(workspace, async (folder) => {
  const policies = workspace.slice(1);
  const { name } = policies[Math.floor(policies.length / 2)]!;
  const text = readFileSync(join(folder, name), 'utf8');
  const uri = pathToFileURL(join(folder, name)).href;
  const start = performance.now();
  const client = new LanguageClient();
  await client.initialize(folder);
  const last = pathToFileURL(join(folder, policies.at(-1)!.name)).href;
  const everything = policies.length > 1 ? client.diagnostics(last, undefined) : undefined;
  let version = 1;
  const opened = client.diagnostics(uri, version);
  client.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'polar', version, text } });
  await opened;
  const own = performance.now() - start;
  await everything;
  const whole = performance.now() - start;

  const rows = text.split('\n');
  const next = numbers(7);
  const words = rows.flatMap((row, line) =>
    [...row.matchAll(/\w{3,}/g)].map(({ index }) => ({ line, character: index })),
  );
  const textDocument = { uri };
  const paramsOf = (question: string): object => {
    const position = words[next(words.length)]!;
    const screen = { start: { line: position.line, character: 0 }, end: { line: position.line + 60, character: 0 } };
    switch (question) {
      case 'completion':
        return { textDocument, position: { ...position, character: position.character + 2 } };
      case 'signatureHelp': {
        const call = rows.findIndex((row, line) => line >= position.line && /^ {2}\w+\(/.test(row));
        const line = call < 0 ? position.line : call;
        return { textDocument, position: { line, character: rows[line]!.indexOf('(') + 1 } };
      }
      case 'references':
        return { textDocument, position, context: { includeDeclaration: true } };
      case 'rename':
        return { textDocument, position, newName: 'quite_new' };
      case 'selectionRange':
        return { textDocument, positions: [position] };
      case 'codeAction':
        return { textDocument, range: { start: position, end: position }, context: { diagnostics: [] } };
      case 'inlayHint':
      case 'semanticTokens/range':
        return { textDocument, range: screen };
      case 'formatting':
        return { textDocument, options: { tabSize: 2, insertSpaces: true } };
      case 'documentSymbol':
      case 'foldingRange':
      case 'codeLens':
      case 'documentLink':
      case 'diagnostic':
      case 'semanticTokens/full':
        return { textDocument };
      default:
        return { textDocument, position };
    }
  };
  let odd = false;
  const type = async (): Promise<void> => {
    const line = Math.floor(rows.length / 2);
    const at = { line, character: 0 };
    const range = { start: at, end: odd ? { line, character: 1 } : at };
    const edit = { textDocument: { uri, version: ++version }, contentChanges: [{ range, text: odd ? '' : ' ' }] };
    odd = !odd;
    const published = client.diagnostics(uri, version);
    client.notify('textDocument/didChange', edit);
    await published;
  };
  const all = new Map<string, Timed>();
  all.set('workspace', { first: whole, p50: own, p95: own });
  for (const { name: question, about } of QUESTIONS) {
    const ask = async (isFirst: boolean): Promise<number> => {
      const params = paramsOf(question);
      if (about === 'file' && !isFirst) await type();
      return client.timed(`textDocument/${question}`, params);
    };
    all.set(question, await timesOf(ask));
  }
  await client.close();
  reportParts(partsOf(all));
});
