/** The server in Node: `--stdio`, or `--node-ipc` as VS Code starts it. */
import { createConnection, IPCMessageReader, IPCMessageWriter, StreamMessageWriter } from 'vscode-languageserver/node';
import { bytesOf } from './json-text.ts';
import { checkPagesBeside } from './node-check-pages.ts';
import { nodeFiles } from './node-files.ts';
import { startServer } from './server.ts';

const takesText = !process.argv.includes('--node-ipc');
const connection = takesText
  ? createConnection(process.stdin, written(process.stdout))
  : createConnection(new IPCMessageReader(process), new IPCMessageWriter(process));

/**
 * A stream on which messages are written with `bytesOf`. The library takes a stream or a writer, each by itself; its types know only both streams or neither,
 * and of a stream alone it notices that the client has gone.
 */
function written(stream: NodeJS.WritableStream): NodeJS.WritableStream {
  const writer = new StreamMessageWriter(stream, {
    contentTypeEncoder: { name: 'application/json', encode: async (message) => Buffer.concat(bytesOf(message)) },
  });
  return writer as unknown as NodeJS.WritableStream;
}

startServer(connection, {
  files: nodeFiles,
  version: process.env.POLAR_TOOLS_VERSION ?? '0.0.0',
  checkPages: checkPagesBeside(process.argv[1]),
  // A bundle of its own, beside this one.
  readsSources: async () => (await import('@polar-tools/app-classes/reading')).readSource,
  now: () => performance.now(),
  takesText,
});
