import { checks } from '@polar-tools/policy';
import * as vscode from 'vscode';
import type { ProvideHoverSignature } from 'vscode-languageclient';

const documented = new Set(checks.map(({ code }) => code));

/** The folder of the pages that explain checks: the server makes the code of each finding a link to its page. */
export const checkPages = (context: vscode.ExtensionContext): vscode.Uri =>
  vscode.Uri.joinPath(context.extensionUri, 'docs', 'checks');

const pageOf = (context: vscode.ExtensionContext, code: string): vscode.Uri =>
  vscode.Uri.joinPath(checkPages(context), `${code}.md`);

/** A page of the documentation that ships with the extension, named by its URI. */
const SHOW_PAGE = 'polar.showPage';

/** Has links to pages of the language in hovers open them as a reader sees them: a link to a file would show its Markdown. */
export async function provideHover(
  document: vscode.TextDocument,
  position: vscode.Position,
  token: vscode.CancellationToken,
  next: ProvideHoverSignature,
): Promise<vscode.Hover | null | undefined> {
  const hover = await next(document, position, token);
  for (const content of hover?.contents ?? []) {
    if (!(content instanceof vscode.MarkdownString) || !PAGE_LINK.test(content.value)) continue;
    content.value = content.value.replace(
      PAGE_LINK,
      (_, address: string) => `](command:${SHOW_PAGE}?${encodeURIComponent(JSON.stringify([address]))})`,
    );
    content.isTrusted = { enabledCommands: [SHOW_PAGE] };
  }
  return hover;
}

const PAGE_LINK = /\]\(([^()\s]+\/docs\/language\/[\w-]+\.md(?:#[\w-]+)?)\)$/;

/** Shows a page of the extension's own documentation, at the part that its address names. */
export function registerPages(context: vscode.ExtensionContext): vscode.Disposable {
  return vscode.commands.registerCommand(SHOW_PAGE, async (address: unknown) => {
    const folder = vscode.Uri.joinPath(context.extensionUri, 'docs', 'language').toString();
    if (typeof address !== 'string' || !address.startsWith(`${folder}/`) || address.includes('..')) return;
    await show(vscode.Uri.parse(address));
  });
}

async function show(page: vscode.Uri): Promise<void> {
  try {
    await vscode.commands.executeCommand('markdown.showPreview', page);
  } catch {
    // An editor without the preview still shows the text.
    await vscode.window.showTextDocument(page.with({ fragment: '' }));
  }
}

/** `polar.explainCheck` shows the page of a check, which ships with the extension; without an argument it asks which. */
export function registerCheckPages(context: vscode.ExtensionContext): vscode.Disposable {
  return vscode.commands.registerCommand('polar.explainCheck', async (argument?: unknown) => {
    const code =
      typeof argument === 'string'
        ? argument
        : await vscode.window.showQuickPick([...documented].sort(), { title: 'Explain a check' });
    if (code === undefined || !documented.has(code)) return;
    await show(pageOf(context, code));
  });
}
