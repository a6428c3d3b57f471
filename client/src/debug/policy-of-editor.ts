import { CONFIGURATION_FILE } from '@polar-tools/debug-adapter';
import { canonicalUri, folderOf, foldersAbove, nameOf, within } from '@polar-tools/project';
import * as vscode from 'vscode';

/**
 * The document of the active editor, where it may be part of a policy: a file, or one that is not saved yet. The query of a debug
 * session, longhand and old versions in a diff are Polar too, but of no policy.
 */
export function policyDocument(): vscode.TextDocument | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document?.languageId === 'polar' && holdsPolicies(document.uri.scheme) ? document : undefined;
}

function holdsPolicies(scheme: string): boolean {
  if (scheme === 'file' || scheme === 'untitled') return true;
  if (vscode.workspace.workspaceFolders?.some(({ uri }) => uri.scheme === scheme) === true) return true;
  return vscode.workspace.fs.isWritableFileSystem(scheme) === true;
}

/**
 * What a launch configuration calls the policy that a file belongs to: its root, which is the nearest folder with a configuration, else the
 * file's own folder. A document that is in no folder stands alone.
 */
export async function policyOf(file: vscode.Uri): Promise<string> {
  const uri = canonicalUri(file.toString());
  if (file.scheme === 'untitled') return nameOf(uri);
  for (const folder of foldersAbove(uri)) {
    if (await exists(within(folder, CONFIGURATION_FILE))) return nameOf(folder);
  }
  return nameOf(folderOf(uri));
}

async function exists(uri: string): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(vscode.Uri.parse(uri));
    return true;
  } catch {
    return false;
  }
}
