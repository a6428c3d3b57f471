/** The server in Node: `--stdio`, or `--node-ipc` as VS Code starts it. */
import { createConnection, IPCMessageReader, IPCMessageWriter } from 'vscode-languageserver/node';
import { checkPagesBeside } from './node-check-pages.ts';
import { nodeFiles } from './node-files.ts';
import { startServer } from './server.ts';

const connection = process.argv.includes('--node-ipc')
  ? createConnection(new IPCMessageReader(process), new IPCMessageWriter(process))
  : createConnection(process.stdin, process.stdout);

startServer(connection, {
  files: nodeFiles,
  version: process.env.POLAR_TOOLS_VERSION ?? '0.0.0',
  checkPages: checkPagesBeside(process.argv[1]),
  now: () => performance.now(),
});
