import { nodeFiles, startServer } from '@polar-tools/server';
import { createConnection } from 'vscode-languageserver/node';
import type { Surroundings } from '../surroundings.ts';
import { version } from '../version.ts';

/** `polar lsp --stdio`: the language server over standard streams. The connection ends the process, as the protocol says. */
export function lsp({ streams, now, checkPages }: Surroundings): Promise<never> {
  startServer(createConnection(streams.input, streams.output), {
    files: nodeFiles,
    version,
    now,
    checkPages,
    // A bundle of its own, which no other command needs.
    readsSources: async () => (await import('@polar-tools/app-classes/reading')).readSource,
  });
  return new Promise(() => {});
}
