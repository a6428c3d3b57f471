import { factFormatOf } from '@polar-tools/evaluator';
import { ADD_FACTS } from '@polar-tools/server/protocol';
import * as vscode from 'vscode';
import type { BaseLanguageClient, WorkspaceEdit } from 'vscode-languageclient';

/** Files beside a policy that are no facts. */
const OTHERS = new Set(['polar.config.json', 'package.json', 'package-lock.json', 'tsconfig.json', 'data.json']);
/** More would not be read by anybody. */
const MOST = 3;

/**
 * Offers to name a file of facts that lies beside a policy in its configuration.
 * @returns whether that was done
 */
export async function offerFacts(client: BaseLanguageClient, document: vscode.Uri): Promise<boolean> {
  const use = (await factFilesBeside(document)).slice(0, MOST).map((name) => ({ title: `Use ${name}`, name }));
  if (use.length === 0) return false;
  const message = 'No file of facts is named for this policy. Name one in its polar.config.json?';
  const chosen = await vscode.window.showInformationMessage(message, ...use);
  return chosen !== undefined && addFacts(client, document, chosen.name);
}

/** Names a file that lies beside a policy in its configuration. Gives whether that was done. */
export async function addFacts(client: BaseLanguageClient, document: vscode.Uri, name: string): Promise<boolean> {
  const edit = await client.sendRequest<WorkspaceEdit | null>(ADD_FACTS, {
    textDocument: { uri: client.code2ProtocolConverter.asUri(document) },
    file: client.code2ProtocolConverter.asUri(vscode.Uri.joinPath(document, '..', name)),
  });
  if (edit === null) return false;
  const change = await client.protocol2CodeConverter.asWorkspaceEdit(edit);
  if (!(await vscode.workspace.applyEdit(change))) return false;
  // An edit leaves its file unsaved.
  for (const [uri] of change.entries()) await (await vscode.workspace.openTextDocument(uri)).save();
  return true;
}

/** The names of the files beside a policy that may hold facts. */
export async function factFilesBeside(document: vscode.Uri): Promise<readonly string[]> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(document, '..'));
    return entries
      .filter(([name, type]) => (type & vscode.FileType.File) !== 0 && !OTHERS.has(name) && !name.endsWith('.polar'))
      .map(([name]) => name)
      .filter((name) => factFormatOf(name) !== undefined)
      .sort();
  } catch {
    return []; // A document that is not saved lies in no folder.
  }
}
