import { factFormatOf } from '@polar-tools/evaluator';
import {
  ADD_FACTS,
  COMPLETE_QUERY,
  type CompleteQueryParams,
  type CompleteQueryResult,
} from '@polar-tools/server/protocol';
import * as vscode from 'vscode';
import type { BaseLanguageClient, WorkspaceEdit } from 'vscode-languageclient';

/** Files beside a policy that are no facts. */
const OTHERS = new Set(['polar.config.json', 'package.json', 'package-lock.json', 'tsconfig.json', 'data.json']);
/** More would not be read by anybody. */
const MOST = 3;
/** How often the server is asked whether it has heard of a change on disk, and the milliseconds between. */
const TIMES = 20;
const BETWEEN = 250;

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

/** Names a file that lies beside a policy in its configuration. Gives whether that was done; the server has heard of it then. */
export async function addFacts(client: BaseLanguageClient, document: vscode.Uri, name: string): Promise<boolean> {
  const textDocument = { uri: client.code2ProtocolConverter.asUri(document) };
  const edit = await client.sendRequest<WorkspaceEdit | null>(ADD_FACTS, {
    textDocument,
    file: client.code2ProtocolConverter.asUri(vscode.Uri.joinPath(document, '..', name)),
  });
  if (edit === null) return false;
  const change = await client.protocol2CodeConverter.asWorkspaceEdit(edit);
  if (!(await vscode.workspace.applyEdit(change))) return false;
  // An edit leaves its file unsaved.
  for (const [uri] of change.entries()) await (await vscode.workspace.openTextDocument(uri)).save();
  await heard(client, { textDocument, query: '' });
  return true;
}

/** Waits until the server knows that a file of facts is named, which it does when that file's change is told. */
async function heard(client: BaseLanguageClient, params: CompleteQueryParams): Promise<void> {
  for (let times = 0; times < TIMES; times++) {
    const found = await client.sendRequest<CompleteQueryResult | null>(COMPLETE_QUERY, params);
    if (found?.withoutFacts !== true) return;
    await new Promise((resolve) => setTimeout(resolve, BETWEEN));
  }
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
