import { join } from 'node:path';
import { inFolder } from '../language-client.ts';
import { numbers, partsOf, QUESTIONS, type Timed, timesOf } from '../requests/questions.ts';
import { generateTypeScript, TypeScriptServer } from '../requests/typescript-server.ts';
import { lines, reportParts } from '../worker.ts';

/** The same as of the policy language, of TypeScript's server and one file of so many lines of TypeScript. */
const text = generateTypeScript(lines());
const configuration = {
  name: 'tsconfig.json',
  text: '{"compilerOptions": {"strict": true, "target": "es2022"}, "files": ["main.ts"]}',
};

await inFolder([configuration, { name: 'main.ts', text }], async (folder) => {
  const file = join(folder, 'main.ts');
  const server = new TypeScriptServer();
  const start = performance.now();
  server.tell('open', { file, fileContent: text, projectRootPath: folder });
  await server.timed('semanticDiagnosticsSync', { file });
  const opened = performance.now() - start;
  const rows = text.split('\n');
  const next = numbers(7);
  const words = rows.flatMap((row, line) =>
    [...row.matchAll(/(?<!\/\*.*)\b[a-zA-Z]\w{2,}/g)].map(({ index }) => ({ line: line + 1, offset: index + 1 })),
  );
  const argumentsOf = (question: string): object => {
    const { line, offset } = words[next(words.length)]!;
    const place = { file, line, offset };
    switch (question) {
      case 'completion':
        return { ...place, offset: offset + 2, includeExternalModuleExports: false };
      case 'signatureHelp': {
        const call = rows.findIndex((row, at) => at >= line && /= \w+\(|\.get\(/.test(row));
        return call < 0 ? place : { file, line: call + 1, offset: rows[call]!.lastIndexOf('(') + 2 };
      }
      case 'documentHighlight':
        return { ...place, filesToSearch: [file] };
      case 'selectionRange':
        return { file, locations: [{ line, offset }] };
      case 'codeAction':
        return { file, startLine: line, startOffset: offset, endLine: line, endOffset: offset };
      case 'inlayHint': {
        const from = rows.slice(0, line - 1).join('\n').length;
        return { file, start: from, length: 2_000 };
      }
      case 'semanticTokens/full':
        return { file, start: 0, length: text.length, format: '2020' };
      case 'formatting':
        return { file, line: 1, offset: 1, endLine: rows.length, endOffset: 1 };
      default:
        return place;
    }
  };
  let odd = false;
  const type = async (): Promise<number> => {
    const line = Math.floor(rows.length / 2);
    const end = odd ? 2 : 1;
    server.tell('change', { file, line, offset: 1, endLine: line, endOffset: end, insertString: odd ? '' : ' ' });
    odd = !odd;
    return server.timed('semanticDiagnosticsSync', { file });
  };
  const all = new Map<string, Timed>();
  all.set('workspace', { first: opened, p50: opened, p95: opened });
  for (const { name, about, peer } of QUESTIONS) {
    if (peer === undefined) continue;
    const ask = async (isFirst: boolean): Promise<number> => {
      const params = argumentsOf(name);
      if (name === 'diagnostic') return type();
      if (about === 'file' && !isFirst) await type();
      return server.timed(peer, params);
    };
    all.set(name, await timesOf(ask));
  }
  await server.close();
  reportParts(partsOf(all));
});
