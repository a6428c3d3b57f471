import * as vscode from 'vscode';

/** A test as the server makes it of a decision. */
interface DecisionTest {
  readonly title: string;
  readonly text: string;
  readonly uri: string;
  readonly notes: readonly string[];
}

/**
 * Puts a test that says what a decision was at the end of the policy's file, and saves it; where the policy has no file here, in the clipboard. The server
 * has run it.
 */
export async function testOfDecision(session: vscode.DebugSession, number: number): Promise<void> {
  const { title, text, uri, notes } = (await session.customRequest('polar/testOfDecision', { number })) as DecisionTest;
  if (!uri.startsWith('file:')) {
    await vscode.env.clipboard.writeText(`${text}\n`);
    const where = 'It is in the clipboard: a program has uploaded the policy, so its file is not known here.';
    void vscode.window.showInformationMessage([`The test "${title}" passes.`, where, ...notes].join(' '));
    return;
  }
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
  const whole = document.getText();
  const end = whole.trimEnd().length;
  const edit = new vscode.WorkspaceEdit();
  const rest = new vscode.Range(document.positionAt(end), document.positionAt(whole.length));
  edit.replace(document.uri, rest, `${end === 0 ? '' : '\n\n'}${text}\n`);
  await vscode.workspace.applyEdit(edit);
  await document.save();
  const start = document.positionAt(document.getText().lastIndexOf(text));
  await vscode.window.showTextDocument(document, {
    selection: new vscode.Range(start, start),
    viewColumn: vscode.ViewColumn.One,
  });
  void vscode.window.showInformationMessage([`The test "${title}" passes, and is in the policy.`, ...notes].join(' '));
}
