import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { configurationFile, inFolder, LanguageClient } from '../language-client.ts';
import { generatePolicy, generateWorkspace } from '../policies.ts';
import { median } from '../statistics.ts';
import { argument, report } from '../worker.ts';

/**
 * Milliseconds from an edit to its diagnostics, through the language server: the median of forty edits in the middle of one
 * file, each of which makes a call undefined or mends it again.
 *
 * The argument is FILES x LINES of the workspace; `1x10000` is a valid policy, others have unresolved names everywhere.
 */
const [files = 1, lines = 0] = argument().split('x').map(Number);
const workspace =
  lines === 10_000
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
  const place = placeOfCall(text);

  const client = new LanguageClient();
  await client.initialize(folder);
  let version = 1;
  const opened = client.diagnostics(uri, version);
  client.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'polar', version, text } });
  let before = (await opened).length;

  const times: number[] = [];
  for (let edit = 0; edit < 80; edit++) {
    const broken = edit % 2 === 0;
    version++;
    const published = client.diagnostics(uri, version);
    const start = performance.now();
    client.notify('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [
        broken
          ? { range: { start: place, end: place }, text: 'x' }
          : { range: { start: place, end: { ...place, character: place.character + 1 } }, text: '' },
      ],
    });
    const now = (await published).length;
    times.push(performance.now() - start);
    if (broken ? now <= before : now >= before) {
      throw new Error(`edit ${edit}: ${before} diagnostics, then ${now}`);
    }
    before = now;
  }
  await client.close();
  // The first edits still compile the server.
  report(median(times.slice(40)) ?? Number.NaN);
});

/** Where `has_permission` of a rule in the middle of the file ends: a letter more makes the call undefined. */
function placeOfCall(text: string): { line: number; character: number } {
  const rows = text.split('\n');
  const call = '  has_permission';
  const line = rows.findIndex((row, index) => index >= rows.length / 2 && row.startsWith(`${call}(`));
  if (line < 0) throw new Error('the generated policy has no call to edit');
  return { line, character: call.length };
}
