import { checks } from '@polar-tools/policy';
import * as vscode from 'vscode';
import type { Middleware } from 'vscode-languageclient';

const documented = new Set(checks.map(({ code }) => code));

const pageOf = (context: vscode.ExtensionContext, code: string): vscode.Uri =>
  vscode.Uri.joinPath(context.extensionUri, 'docs', 'checks', `${code}.md`);

/**
 * Makes the code of a finding, in its hover and in the Problems view, a link to the page that explains the check. To the page itself:
 * the Problems view would run a command, such as one that shows the preview, but a hover does not.
 */
export function linkToCheckPages(context: vscode.ExtensionContext): NonNullable<Middleware['handleDiagnostics']> {
  return (uri, diagnostics, next) => {
    for (const diagnostic of diagnostics) {
      const { code } = diagnostic;
      if (typeof code === 'string' && documented.has(code)) {
        diagnostic.code = { value: code, target: pageOf(context, code) };
      }
    }
    next(uri, diagnostics);
  };
}

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
