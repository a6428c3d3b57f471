import { checks } from '@polar-tools/policy';
import * as vscode from 'vscode';
import type { Middleware } from 'vscode-languageclient';

const documented = new Set(checks.map(({ code }) => code));

/** Makes the code of a finding, in its hover and in the Problems view, a link to the page that explains the check. */
export const linkToCheckPages: NonNullable<Middleware['handleDiagnostics']> = (uri, diagnostics, next) => {
  for (const diagnostic of diagnostics) {
    const { code } = diagnostic;
    if (typeof code === 'string' && documented.has(code)) diagnostic.code = { value: code, target: linkTo(code) };
  }
  next(uri, diagnostics);
};

const linkTo = (code: string): vscode.Uri =>
  vscode.Uri.parse(`command:polar.explainCheck?${encodeURIComponent(JSON.stringify([code]))}`);

/** `polar.explainCheck` shows the page of a check, which ships with the extension; without an argument it asks which. */
export function registerCheckPages(context: vscode.ExtensionContext): vscode.Disposable {
  return vscode.commands.registerCommand('polar.explainCheck', async (argument?: unknown) => {
    const code =
      typeof argument === 'string'
        ? argument
        : await vscode.window.showQuickPick([...documented].sort(), { title: 'Explain a check' });
    if (code === undefined || !documented.has(code)) return;
    const page = vscode.Uri.joinPath(context.extensionUri, 'docs', 'checks', `${code}.md`);
    try {
      await vscode.commands.executeCommand('markdown.showPreview', page);
    } catch {
      // An editor without the preview still shows the text.
      await vscode.window.showTextDocument(page);
    }
  });
}
