import * as vscode from 'vscode';

/** What a page of a panel is made of; its files are named from the folder of the extension. */
export interface WebPage {
  readonly title: string;
  readonly style: string;
  readonly script: string;
  /** HTML of our own, without anything that comes from a policy. */
  readonly body: string;
}

/** The folders that pages load from. */
const pageFolders = (extension: vscode.Uri): readonly vscode.Uri[] =>
  ['client/webview', 'dist/pages'].map((name) => vscode.Uri.joinPath(extension, name));

/** What a panel does beside showing its page. */
export interface PanelEvents<Said> {
  /** The page says something. */
  hear(said: Said): unknown;
  closed(): void;
}

/** Where the panels are that are open: what one of them leads to stands in its place, and the editor keeps its width. */
const columnOfPanels = (): vscode.ViewColumn | undefined =>
  vscode.window.tabGroups.all.find(({ tabs }) =>
    tabs.some(({ input }) => input instanceof vscode.TabInputWebview && /(?:^|-)polar\./.test(input.viewType)),
  )?.viewColumn;

/**
 * Opens a panel with a page beside the editor, which stays the one that is typed into, or as another tab among the panels that are open. A hidden
 * page stays as it is.
 */
export function panelBeside<Said>(
  extension: vscode.Uri,
  viewType: string,
  title: string,
  page: WebPage,
  { hear, closed }: PanelEvents<Said>,
): vscode.WebviewPanel {
  const panel = vscode.window.createWebviewPanel(
    viewType,
    title,
    { viewColumn: columnOfPanels() ?? vscode.ViewColumn.Beside, preserveFocus: true },
    { enableScripts: true, localResourceRoots: [...pageFolders(extension)], retainContextWhenHidden: true },
  );
  panel.iconPath = vscode.Uri.joinPath(extension, 'icons', 'file-dark.svg');
  panel.onDidDispose(closed);
  panel.webview.onDidReceiveMessage(hear);
  panel.webview.html = webPage(panel.webview, extension, page);
  return panel;
}

/** The page of a panel. It runs the one script and has the one style sheet that ship with the extension, and loads nothing else. */
function webPage(webview: vscode.Webview, extension: vscode.Uri, { title, style, script, body }: WebPage): string {
  const nonce = crypto.randomUUID().replaceAll('-', '');
  const address = (name: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(extension, ...name.split('/'))).toString();
  const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${address(style)}">
<title>${title}</title>
</head>
<body>
${body}
<script nonce="${nonce}" src="${address(script)}"></script>
</body>
</html>`;
}
