import { CONVERT, type ConvertParams, type ConvertResult } from '@polar-tools/server/protocol';
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { policyDocument } from './debug/policy-of-editor.ts';

/**
 * Says the policy of the editor in the other dialect: the editor's own preview of refactorings lists the decisions and each change, and
 * what is to decide and to be told is shown beside it.
 */
export async function convertPolicy(client: BaseLanguageClient): Promise<void> {
  const document = policyDocument();
  if (document === undefined) {
    void vscode.window.showErrorMessage('Open a .polar file of the policy, then try again.');
    return;
  }
  const params: ConvertParams = { textDocument: { uri: client.code2ProtocolConverter.asUri(document.uri) } };
  const made = await client.sendRequest<ConvertResult | null>(CONVERT, params);
  if (made === null) return;
  if ('problem' in made) {
    void vscode.window.showErrorMessage(made.problem);
    return;
  }
  const edit = await client.protocol2CodeConverter.asWorkspaceEdit(made.edit);
  const report = await vscode.workspace.openTextDocument({ language: 'markdown', content: made.report });
  await vscode.window.showTextDocument(report, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true });
  if (edit === undefined) return;
  // Of what a person discards in the preview, the editor says that it was applied.
  const documents = await Promise.all(edit.entries().map(([uri]) => vscode.workspace.openTextDocument(uri)));
  const before = documents.map((one) => one.getText());
  await vscode.workspace.applyEdit(edit, { isRefactoring: true });
  if (documents.every((one, at) => one.getText() === before[at])) return;
  const decisions = made.decisions === 1 ? '1 decision' : `${made.decisions} decisions`;
  void vscode.window.showInformationMessage(
    made.decisions === 0
      ? `The policy is said for ${made.to}.`
      : `The policy is said for ${made.to}, with ${decisions} to make: search it for "# Decide:".`,
  );
}
