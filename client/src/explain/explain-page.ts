import * as vscode from 'vscode';

/** The page of the panel. It runs the one script and has the one style sheet that ship with the extension, and loads nothing else. */
export function explainPage(webview: vscode.Webview, folder: vscode.Uri): string {
  const nonce = crypto.randomUUID().replaceAll('-', '');
  const address = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(folder, name)).toString();
  const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${address('explain.css')}">
<title>Why?</title>
</head>
<body>
<h1 id="title" aria-live="polite">…</h1>
<button id="debug">Debug This Query</button>
<div id="tree" role="tree" aria-label="Why: each line can be opened where it is written"></div>
<div id="changes"></div>
<div id="notes"></div>
<script nonce="${nonce}" src="${address('explain.js')}"></script>
</body>
</html>`;
}
