import * as vscode from 'vscode';

/** Of the example: the policy, its objects, and what joins them. */
const FILES = ['polar.config.json', 'data.json', 'main.polar'];

/**
 * The example's policy, in a folder of the extension's own, so that nobody's project is touched. What is not there yet is copied from what
 * ships; what a person has changed in it stays.
 */
export async function examplePolicy(context: vscode.ExtensionContext): Promise<vscode.Uri> {
  const folder = vscode.Uri.joinPath(context.globalStorageUri, 'example');
  const shipped = vscode.Uri.joinPath(context.extensionUri, 'examples', 'quickstart');
  await vscode.workspace.fs.createDirectory(folder);
  const there = new Set((await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name));
  for (const name of FILES) {
    if (there.has(name)) continue;
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(shipped, name));
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, name), bytes);
  }
  return vscode.Uri.joinPath(folder, 'main.polar');
}

/** Shows the example's policy. */
export async function openExample(context: vscode.ExtensionContext): Promise<vscode.TextDocument> {
  const uri = await examplePolicy(context);
  const { document } = await vscode.window.showTextDocument(uri, { preview: false });
  return document;
}
