/**
 * The server in a web worker. It has no disk: the client reads files for it. The bundle of it has the server of Node, too, which takes what is exported here;
 * there it starts nothing.
 */
import { memoryFiles } from '@polar-tools/project';
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { startServer } from './server.ts';

export * as languageServer from 'vscode-languageserver';
export { jsonOf } from './json-text.ts';
export { startServer };

declare const self: ConstructorParameters<typeof BrowserMessageReader>[0] | undefined;

if (typeof self !== 'undefined')
  startServer(createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self)), {
    files: (clientFiles) => clientFiles ?? memoryFiles({}),
    version: process.env.POLAR_TOOLS_VERSION ?? '0.0.0',
    now: () => performance.now(),
  });
