/** The server in a web worker. It has no disk: the client reads files for it. */
import { memoryFiles } from '@polar-tools/project';
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { startServer } from './server.ts';

declare const self: ConstructorParameters<typeof BrowserMessageReader>[0];

startServer(createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self)), {
  files: (clientFiles) => clientFiles ?? memoryFiles({}),
  version: process.env.POLAR_TOOLS_VERSION ?? '0.0.0',
  now: () => performance.now(),
});
