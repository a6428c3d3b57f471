import { LONGHAND_OF, LONGHAND_SCHEME, type LonghandResult } from '@polar-tools/server/protocol';
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';

/** Read-only documents with the longhand of a block's shorthands, opened by the command `polar.showLonghand`. */
export function registerLonghandDocuments(client: BaseLanguageClient): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const shown = new Set<string>();
  const provider: vscode.TextDocumentContentProvider = {
    onDidChange: changed.event,
    provideTextDocumentContent: async (uri) => {
      shown.add(uri.toString());
      const { source, block } = JSON.parse(uri.query) as { source: string; block: string };
      const result = await client.sendRequest<LonghandResult>(LONGHAND_OF, { textDocument: { uri: source }, block });
      return result?.text ?? `# There is no block ${block} in that policy any more.\n`;
    },
  };
  return vscode.Disposable.from(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(LONGHAND_SCHEME, provider),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document.languageId !== 'polar' || document.uri.scheme === LONGHAND_SCHEME) return;
      for (const uri of shown) changed.fire(vscode.Uri.parse(uri));
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => shown.delete(uri.toString())),
    vscode.commands.registerCommand('polar.showLonghand', async (target?: { uri: string; block: string }) => {
      const asked = target ?? (await blockAtCursor(client));
      if (asked === undefined) {
        void vscode.window.showInformationMessage(
          'Put the cursor into an actor or resource block to see its longhand.',
        );
        return;
      }
      const uri = vscode.Uri.from({
        scheme: LONGHAND_SCHEME,
        path: `/${asked.block} in longhand.polar`,
        query: JSON.stringify({ source: asked.uri, block: asked.block }),
      });
      const document = await vscode.languages.setTextDocumentLanguage(
        await vscode.workspace.openTextDocument(uri),
        'polar',
      );
      await vscode.window.showTextDocument(document, {
        viewColumn: vscode.ViewColumn.Beside,
        preview: true,
        preserveFocus: true,
      });
    }),
  );
}

async function blockAtCursor(client: BaseLanguageClient): Promise<{ uri: string; block: string } | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== 'polar') return undefined;
  const uri = client.code2ProtocolConverter.asUri(editor.document.uri);
  const position = client.code2ProtocolConverter.asPosition(editor.selection.active);
  const result = await client.sendRequest<LonghandResult>(LONGHAND_OF, { textDocument: { uri }, position });
  return result === null ? undefined : { uri, block: result.block };
}
