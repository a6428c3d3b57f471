import { CONVERT, type ConvertParams, type ConvertResult, OPTIONAL } from '@polar-tools/server/protocol';
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { policyDocument } from './debug/policy-of-editor.ts';

/** What a conversion leaves to a person, beside its preview. */
const REPORT = vscode.Uri.parse('polar-conversion:/What%20the%20conversion%20leaves%20to%20you.md');

/** The command that converts a policy, and the document in which its report is read: nothing that would have to be saved. */
export function registerConversion(client: BaseLanguageClient): vscode.Disposable {
  let report = '';
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const show = async (text: string): Promise<void> => {
    report = text;
    changed.fire(REPORT);
    const document = await vscode.workspace.openTextDocument(REPORT);
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true });
  };
  return vscode.Disposable.from(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(REPORT.scheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: () => report,
    }),
    vscode.commands.registerCommand('polar.convertPolicy', () => convertPolicy(client, show)),
  );
}

/**
 * Says the policy of the editor in the other dialect: the editor's own preview of refactorings lists the decisions and each change, and
 * what is to decide and to be told is shown beside it, until the conversion is discarded.
 */
async function convertPolicy(client: BaseLanguageClient, showReport: (text: string) => Promise<void>): Promise<void> {
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
  await showReport(made.report);
  if (edit === undefined) return;
  // Of what a person discards in the preview, the editor says that it was applied.
  const documents = await Promise.all(edit.entries().map(([uri]) => vscode.workspace.openTextDocument(uri)));
  const before = documents.map((one) => one.getText());
  const whole = documents.map((one) => textAfter(one, made.edit, client));
  await vscode.workspace.applyEdit(edit, { isRefactoring: true });
  if (documents.every((one, at) => one.getText() === before[at])) return closeReport();
  if (!documents.every((one, at) => isWhole(one.getText(), whole[at]!))) {
    if (await isTakenBack(documents, before, made.to)) await closeReport();
    return;
  }
  const decisions = made.decisions === 1 ? '1 decision' : `${made.decisions} decisions`;
  void vscode.window.showInformationMessage(
    made.decisions === 0
      ? `The policy is said for ${made.to}.`
      : `The policy is said for ${made.to}, with ${decisions} to make: search it for "# Decide:".`,
  );
}

/** A document's text after a conversion, without the comment that says so, which a person may leave out. */
function textAfter(document: vscode.TextDocument, { documentChanges = [] }: ConvertEdit, client: BaseLanguageClient) {
  const { asUri } = client.code2ProtocolConverter;
  const offsetAt = (at: { line: number; character: number }) =>
    document.offsetAt(new vscode.Position(at.line, at.character));
  const edits = documentChanges
    .flatMap((change) => ('edits' in change && change.textDocument.uri === asUri(document.uri) ? change.edits : []))
    .filter((one) => !('annotationId' in one && one.annotationId === OPTIONAL))
    .map((one) => ({
      start: offsetAt(one.range.start),
      end: offsetAt(one.range.end),
      newText: 'newText' in one ? one.newText : '',
    }))
    .sort((a, b) => b.start - a.start);
  let text = document.getText();
  for (const { start, end, newText } of edits) text = text.slice(0, start) + newText + text.slice(end);
  return text;
}

type ConvertEdit = Extract<ConvertResult, { edit: unknown }>['edit'];

/** Whether a conversion was applied as a whole. The comment stands before it, and a formatter may have run as it was saved. */
function isWhole(text: string, whole: string): boolean {
  const bare = (each: string) => each.replaceAll(/\s+/g, '');
  return bare(text).endsWith(bare(whole));
}

/** The changes of a conversion belong together: a person who left some out is asked whether the rest is to stay. */
async function isTakenBack(
  documents: readonly vscode.TextDocument[],
  before: readonly string[],
  to: string,
): Promise<boolean> {
  const back = 'Take It Back';
  const message = `Only a part of the conversion was applied. Its changes belong together: what was left out is not said for ${to}, so the policy may answer otherwise.`;
  if ((await vscode.window.showWarningMessage(message, back, 'Keep It')) !== back) return false;
  const edit = new vscode.WorkspaceEdit();
  const saved = documents.filter((one) => !one.isDirty);
  for (const [at, one] of documents.entries()) {
    const all = new vscode.Range(one.positionAt(0), one.positionAt(one.getText().length));
    if (one.getText() !== before[at]) edit.replace(one.uri, all, before[at]!);
  }
  await vscode.workspace.applyEdit(edit);
  for (const one of saved) await one.save();
  return true;
}

async function closeReport(): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const shown = ({ input }: vscode.Tab) =>
    input instanceof vscode.TabInputText && input.uri.toString() === REPORT.toString();
  await vscode.window.tabGroups.close(tabs.filter(shown), true);
}
