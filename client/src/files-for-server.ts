import { decodeText, type FolderEntry } from '@polar-tools/project';
import { READ_FILE, READ_FOLDER, type ReadFileResult, type ReadFolderResult } from '@polar-tools/server/protocol';
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';

/** Reads files for the server where it has no disk: in the browser, and in workspaces that only the editor can read. */
export function answerFileRequests(client: BaseLanguageClient): vscode.Disposable {
  return vscode.Disposable.from(
    client.onRequest(READ_FILE, async ({ uri }: { uri: string }): Promise<ReadFileResult> => {
      try {
        const read = decodeText(await vscode.workspace.fs.readFile(vscode.Uri.parse(uri)));
        return 'text' in read ? read : { text: read.fault.text ?? '', fault: { ...read.fault, text: undefined } };
      } catch {
        return null; // No such file, for the server's purposes.
      }
    }),
    client.onRequest(READ_FOLDER, async ({ uri }: { uri: string }): Promise<ReadFolderResult> => {
      try {
        const entries = await vscode.workspace.fs.readDirectory(vscode.Uri.parse(uri));
        return entries.flatMap(([name, type]): FolderEntry[] => {
          const link = (type & vscode.FileType.SymbolicLink) !== 0;
          if ((type & vscode.FileType.Directory) !== 0) return [{ name, kind: 'folder', link }];
          return (type & vscode.FileType.File) !== 0 ? [{ name, kind: 'file', link }] : [];
        });
      } catch {
        return null;
      }
    }),
  );
}
