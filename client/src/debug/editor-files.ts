import type { DebugHost, Files } from '@polar-tools/debug-adapter';
import * as vscode from 'vscode';

/** Files as the editor has them: what is open and not saved yet counts as it stands in the editor. */
export const editorFiles: Files = {
  async read(uri) {
    const parsed = vscode.Uri.parse(uri);
    const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === parsed.toString());
    if (open !== undefined) return open.getText();
    try {
      return new TextDecoder().decode(await vscode.workspace.fs.readFile(parsed));
    } catch {
      return undefined;
    }
  },
  async list(uri) {
    try {
      const entries = await vscode.workspace.fs.readDirectory(vscode.Uri.parse(uri));
      return entries.map(([name, type]) => ({ name, folder: (type & vscode.FileType.Directory) !== 0 }));
    } catch {
      return undefined;
    }
  },
};

/** What a session needs of the world, from the editor. Relative paths are taken from the session's workspace folder. */
export function editorHost(session: vscode.DebugSession): DebugHost {
  const folder = session.workspaceFolder ?? vscode.workspace.workspaceFolders?.[0];
  return {
    files: editorFiles,
    folder: folder?.uri.toString() ?? 'file:///',
    breathe: () => new Promise((resolve) => setTimeout(resolve)),
    now: () => performance.now(),
  };
}
