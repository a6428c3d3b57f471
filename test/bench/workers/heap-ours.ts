import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { inFolder, LanguageClient } from '../language-client.ts';
import { repositoryRoot } from '../places.ts';
import { generateWorkspace } from '../policies.ts';
import { report } from '../worker.ts';

/** Bytes of heap that the language server keeps for each byte of a loaded workspace of which one file is open. */
const files = generateWorkspace(300, 300);
const bytes = files.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);

// The server answers a signal with the heap that is left after a collection.
const cache = fileURLToPath(new URL('node_modules/.cache/bench/', repositoryRoot));
mkdirSync(cache, { recursive: true });
const hook = join(cache, 'heap-hook.cjs');
writeFileSync(
  hook,
  `process.on('SIGUSR2', () => { gc(); gc(); process.stderr.write('heap ' + process.memoryUsage().heapUsed + '\\n'); });`,
);

report(((await heapWith(files)) - (await heapWith(files.slice(0, 1)))) / (bytes - Buffer.byteLength(files[0]!.text)));

async function heapWith(workspace: typeof files): Promise<number> {
  return inFolder([{ name: 'polar.config.json', text: '{"dialect": "library"}' }, ...workspace], async (folder) => {
    const client = new LanguageClient({ nodeOptions: ['--expose-gc', '--require', hook] });
    await client.initialize(folder);
    const { name, text } = workspace[0]!;
    const uri = pathToFileURL(join(folder, name)).href;
    const opened = client.diagnostics(uri, 1);
    client.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'polar', version: 1, text } });
    await opened;
    // Whatever the server does when it is idle is over.
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const heap = new Promise<number>((resolve) => {
      client.process.stderr?.on('data', (chunk: Buffer) => {
        const found = /heap (\d+)/.exec(chunk.toString());
        if (found !== null) resolve(Number(found[1]));
      });
    });
    client.process.kill('SIGUSR2');
    const used = await heap;
    await client.close();
    return used;
  });
}
