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
  const folder = vscode.Uri.joinPath(document, '..');
  const names = await factFilesIn(folder);
  if (names.length === 0) return false;
  const use = names.slice(0, MOST).map((name) => ({ title: `Use ${name}`, name }));
  const message = 'No file of facts is named for this policy. Name one in its polar.config.json?';
  const chosen = await vscode.window.showInformationMessage(message, ...use);
  if (chosen === undefined) return false;
  const edit = await client.sendRequest<WorkspaceEdit | null>(ADD_FACTS, {
    textDocument: { uri: client.code2ProtocolConverter.asUri(document) },
    file: client.code2ProtocolConverter.asUri(vscode.Uri.joinPath(folder, chosen.name)),
  });
  if (edit === null) return false;
  const change = await client.protocol2CodeConverter.asWorkspaceEdit(edit);
  if (!(await vscode.workspace.applyEdit(change))) return false;
  // An edit leaves its file unsaved.
  for (const [uri] of change.entries()) await (await vscode.workspace.openTextDocument(uri)).save();
  return true;
}

async function factFilesIn(folder: vscode.Uri): Promise<readonly string[]> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(folder);
    return entries
      .filter(([name, type]) => (type & vscode.FileType.File) !== 0 && !OTHERS.has(name) && !name.endsWith('.polar'))
      .map(([name]) => name)
      .filter((name) => factFormatOf(name) !== undefined)
      .sort();
  } catch {
    return []; // A document that is not saved lies in no folder.
  }
}
