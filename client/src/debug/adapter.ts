import { createSession, type DebugHost } from '@polar-tools/debug-adapter';
import * as vscode from 'vscode';

/** The debug adapter inside the extension host: no process, no stream, in the desktop as in the browser. */
export function createInlineAdapter(host: DebugHost): vscode.DebugAdapter {
  const sent = new vscode.EventEmitter<vscode.DebugProtocolMessage>();
  const session = createSession({ send: (message) => sent.fire(message), host });
  return {
    onDidSendMessage: sent.event,
    handleMessage: (message) => session.receive(message),
    dispose: () => {
      session.dispose();
      sent.dispose();
    },
  };
}
