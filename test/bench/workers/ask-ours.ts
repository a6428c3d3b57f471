import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { configurationFile, inFolder, LanguageClient } from '../language-client.ts';
import { generatePolicy } from '../policies.ts';
import { quantile } from '../statistics.ts';
import { argument, report } from '../worker.ts';

/**
 * Milliseconds from a request of a whole document of 10,000 lines to its answer, right after an edit and its diagnostics, through the language server.
 *
 * The argument is METHOD/QUANTILE: `documentSymbol/0.5` for the median, `semanticTokens/full/0.95` for one of the slowest.
 */
const [, method = '', share = ''] = /^(.*)\/([\d.]+)$/.exec(argument()) ?? [];
const { text, classes } = generatePolicy(10_000);

await inFolder([configurationFile(classes), { name: 'main.polar', text }], async (folder) => {
  const path = join(folder, 'main.polar');
  const uri = pathToFileURL(path).href;
  const rows = readFileSync(path, 'utf8').split('\n');
  const line = rows.findIndex((row, at) => at > rows.length / 2 && row.startsWith('  has_permission('));
  const place = { line, character: '  has_permission'.length };

  const client = new LanguageClient();
  await client.initialize(folder);
  let version = 1;
  const opened = client.diagnostics(uri, version);
  client.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'polar', version, text } });
  await opened;

  const times: number[] = [];
  for (let edit = 0; edit < 80; edit++) {
    version++;
    const published = client.diagnostics(uri, version);
    const end = edit % 2 === 0 ? place : { ...place, character: place.character + 1 };
    const contentChanges = [{ range: { start: place, end }, text: edit % 2 === 0 ? 'x' : '' }];
    client.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
    await published;
    const start = performance.now();
    const answer = await client.request(`textDocument/${method}`, { textDocument: { uri } });
    times.push(performance.now() - start);
    if (answer === null) throw new Error(`${method} has no answer`);
  }
  await client.close();
  // The first ones still compile the server.
  report(quantile(times.slice(40), Number(share)) ?? Number.NaN);
});
