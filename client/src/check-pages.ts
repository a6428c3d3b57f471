import { checks } from '@polar-tools/policy';
import * as vscode from 'vscode';

const documented = new Set(checks.map(({ code }) => code));

/** The folder of the pages that explain checks: the server makes the code of each finding a link to its page. */
export const checkPages = (context: vscode.ExtensionContext): vscode.Uri =>
  vscode.Uri.joinPath(context.extensionUri, 'docs', 'checks');

const pageOf = (context: vscode.ExtensionContext, code: string): vscode.Uri =>
  vscode.Uri.joinPath(checkPages(context), `${code}.md`);

/** `polar.explainCheck` shows the page of a check, which ships with the extension; without an argument it asks which. */
export function registerCheckPages(context: vscode.ExtensionContext): vscode.Disposable {
  return vscode.commands.registerCommand('polar.explainCheck', async (argument?: unknown) => {
    const code =
      typeof argument === 'string'
        ? argument
        : await vscode.window.showQuickPick([...documented].sort(), { title: 'Explain a check' });
    if (code === undefined || !documented.has(code)) return;
    const page = pageOf(context, code);
    try {
      await vscode.commands.executeCommand('markdown.showPreview', page);
    } catch {
      // An editor without the preview still shows the text.
      await vscode.window.showTextDocument(page);
    }
  });
}
