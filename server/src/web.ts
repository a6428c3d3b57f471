/**
 * The server in a web worker. It has no disk: the client reads files for it. The bundle of it has the server of Node, too, which takes what is exported here;
 * there it starts nothing.
 */
import { memoryFiles } from '@polar-tools/project';
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import type { ReadSource } from './application/parsed-sources.ts';
import { startServer } from './server.ts';

export * as languageServer from 'vscode-languageserver';
export { bytesOf } from './json-text.ts';
export { startServer };

interface Worker {
  importScripts(address: string): void;
  /** What the packages' script leaves behind, which has what reads and runs policies (`scripts/engine-apart.mjs`). */
  readonly polarEngine?: object;
  /** Loads it: called once, when something of it is needed. */
  polarLoadEngine?: () => object;
  /** What the script at the client's address leaves behind (`scripts/build.mjs`). */
  readonly polarSources?: { readonly readSource: ReadSource };
}

declare const self: (ConstructorParameters<typeof BrowserMessageReader>[0] & Worker) | undefined;

/** Runs the script at the address that the client gave, the first time. */
function sourceReaderAt(worker: Worker, address: string): ReadSource {
  if (worker.polarSources === undefined) worker.importScripts(address);
  if (worker.polarSources === undefined) throw new Error(`There is no reader of sources at ${address}.`);
  return worker.polarSources.readSource;
}

/** Runs the packages' script at the address that the client gave. */
function engineAt(worker: Worker, address: string): object {
  worker.importScripts(address);
  if (worker.polarEngine === undefined) throw new Error(`There is nothing to read policies with at ${address}.`);
  return worker.polarEngine;
}

if (typeof self !== 'undefined') {
  const worker = self;
  startServer(createConnection(new BrowserMessageReader(worker), new BrowserMessageWriter(worker)), {
    files: (clientFiles) => clientFiles ?? memoryFiles({}),
    version: process.env.POLAR_TOOLS_VERSION ?? '0.0.0',
    now: () => performance.now(),
    engineAt: (address) => {
      worker.polarLoadEngine = () => engineAt(worker, address);
    },
    // A client without an address of it has none.
    readsSources: async (address) => (address === undefined ? () => undefined : sourceReaderAt(worker, address)),
  });
}
