import { ConfigurationFinder, canonicalUri, nameOf, rootOf } from '@polar-tools/project';
import * as vscode from 'vscode';
import { editorFiles } from './editor-files.ts';

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

/** What a launch configuration calls the policy that a file belongs to: its root's folder, or the file where it stands alone. */
export async function policyOf(file: vscode.Uri): Promise<string> {
  const uri = canonicalUri(file.toString());
  return nameOf(rootOf(uri, await new ConfigurationFinder(editorFiles).above(uri)).uri);
}
