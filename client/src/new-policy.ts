import { templates } from '@polar-tools/project';
import * as vscode from 'vscode';

/** Begins a policy from a template that is chosen: `main.polar` in the folder that is open, or a document that is not saved yet. */
export async function newPolicy(): Promise<void> {
  const items = templates.map(({ title, description, text }) => ({ label: title, detail: description, text }));
  const chosen = await vscode.window.showQuickPick(items, { title: 'New policy, with tests' });
  if (chosen === undefined) return;
  const file = await freeFile();
  if (file === undefined) {
    await vscode.window.showTextDocument(
      await vscode.workspace.openTextDocument({ language: 'polar', content: chosen.text }),
    );
    return;
  }
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(chosen.text));
  await vscode.window.showTextDocument(file);
}

/** A name that nothing has in the folder that is open: the `.polar` files of one folder are one policy, so only into a folder without any. */
async function freeFile(): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (folder === undefined) return undefined;
  const entries = await vscode.workspace.fs.readDirectory(folder);
  if (entries.some(([name]) => name.endsWith('.polar'))) return undefined;
  return vscode.Uri.joinPath(folder, 'main.polar');
}
