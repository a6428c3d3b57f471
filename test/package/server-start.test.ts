import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import {
  createProtocolConnection,
  type InitializeResult,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';

const server = fileURLToPath(new URL('../../dist/server.cjs', import.meta.url));
/** The code with which the server ends here once it would load the packages that read and run policies. */
const LOADED = 42;

describe('the server of the extension (needs `npm run build`)', () => {
  test('answers initialize before it loads what reads policies, and loads that then', async () => {
    const script = `globalThis.polarLoadEngine = () => process.exit(${LOADED}); require(${JSON.stringify(server)});`;
    const child = spawn(process.execPath, ['-e', script, '--', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    connection.listen();
    try {
      const { capabilities }: InitializeResult = await connection.sendRequest('initialize', {
        processId: null,
        rootUri: null,
        capabilities: {},
      });
      expect(capabilities.hoverProvider).toBe(true);
      const textDocument = { uri: 'file:///w/main.polar', languageId: 'polar', version: 1, text: 'f(1);\n' };
      await connection.sendNotification('initialized', {});
      await connection.sendNotification('textDocument/didOpen', { textDocument });
      expect(await ended).toBe(LOADED);
    } finally {
      connection.dispose();
      child.kill();
    }
  });
});
