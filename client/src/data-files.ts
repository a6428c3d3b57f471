import {
  POLICY_OF,
  type PolicyInformation,
  SAMPLE_DATA,
  type SampleDataParams,
  type SampleDataResult,
} from '@polar-tools/server/protocol';
import * as vscode from 'vscode';
import type { BaseLanguageClient, WorkspaceEdit } from 'vscode-languageclient';
import { policyDocument } from './debug/policy-of-editor.ts';

/**
 * Makes a data file for the policy of a document, opens it, and offers the first query that has an answer over it. Where the policy has one, it
 * is asked whether another is wanted.
 */
export async function createDataFile(client: BaseLanguageClient): Promise<void> {
  const document = policyDocument();
  if (document === undefined) {
    void vscode.window.showErrorMessage('Open the .polar file that the data is for, then try again.');
    return;
  }
  const textDocument = { uri: client.code2ProtocolConverter.asUri(document.uri) };
  const options = { location: vscode.ProgressLocation.Window, title: 'Making a data file for the policy' };
  const request = (params: SampleDataParams) =>
    vscode.window.withProgress(options, () => client.sendRequest<SampleDataResult | null>(SAMPLE_DATA, params));
  let made = await request({ textDocument });
  if (made !== null && 'name' in made) {
    if (!(await wantsAnother(client, made))) return;
    made = await request({ textDocument, another: true });
  }
  if (made === null || 'name' in made) return;
  if ('problem' in made) {
    void vscode.window.showErrorMessage(made.problem);
    return;
  }
  const edit = await client.protocol2CodeConverter.asWorkspaceEdit(made.edit as WorkspaceEdit);
  if (edit === undefined || !(await vscode.workspace.applyEdit(edit))) {
    void vscode.window.showErrorMessage('The data file could not be written.');
    return;
  }
  await save(edit);
  await showBeside(client, made.uri);
  const [query] = made.queries;
  if (query === undefined) {
    void vscode.window.showWarningMessage(
      'The data file has an object of each class, but nothing was found that the policy allows over it: change its values.',
    );
    return;
  }
  const run = 'Run';
  const debug = 'Debug';
  const others = made.without.length === 0 ? '' : ` Nothing was found that is allowed on ${made.without.join(', ')}.`;
  const chosen = await vscode.window.showInformationMessage(
    `Over the new data, ${query} is allowed.${others}`,
    run,
    debug,
  );
  if (chosen === undefined) return;
  const target = { uri: document.uri.toString(), query, ask: false };
  await vscode.commands.executeCommand(chosen === run ? 'polar.runQuery' : 'polar.debugQuery', target);
}

/** Tells of the data file that is there, which may be opened, or taken for the policy's; whether another one is wanted all the same. */
async function wantsAnother(
  client: BaseLanguageClient,
  { uri, name, use }: Extract<SampleDataResult, { name: string }>,
): Promise<boolean> {
  const another = 'Make Another';
  const take = use === undefined ? `Open ${name}` : `Use ${name}`;
  const message =
    use === undefined
      ? `This policy has a data file: ${name}. Another one would be named in polar.config.json in its place.`
      : `${name} lies beside this policy and holds objects, but no polar.config.json names it as the policy’s data.`;
  const chosen = await vscode.window.showInformationMessage(message, take, another);
  if (chosen === take) {
    const edit = use && (await client.protocol2CodeConverter.asWorkspaceEdit(use));
    if (edit !== undefined && (await vscode.workspace.applyEdit(edit))) await save(edit);
    await showBeside(client, uri);
  }
  return chosen === another;
}

async function save(edit: vscode.WorkspaceEdit): Promise<void> {
  for (const [file] of edit.entries()) await (await vscode.workspace.openTextDocument(file)).save();
}

async function showBeside(client: BaseLanguageClient, uri: string): Promise<void> {
  const file = client.protocol2CodeConverter.asUri(uri);
  await vscode.window.showTextDocument(file, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true });
}

/**
 * Offers a data file for a policy that asks about objects of the application and has none, once for each policy: beside the question for
 * the query, which does not wait for it.
 */
export function dataFileOffers(client: BaseLanguageClient): (file: vscode.Uri) => Promise<void> {
  const offered = new Set<string>();
  return async (file) => {
    if (!client.isRunning()) return;
    const uri = client.code2ProtocolConverter.asUri(file);
    const policy = await client.sendRequest<PolicyInformation | null>(POLICY_OF, { textDocument: { uri } });
    if (policy?.wantsData !== true || offered.has(policy.root)) return;
    offered.add(policy.root);
    const create = 'Create a Data File';
    const message =
      'This policy asks about objects of the application, and no data file says what they are. One can be made from the policy.';
    void vscode.window.showInformationMessage(message, create).then((chosen) => {
      if (chosen === create) return vscode.commands.executeCommand('polar.createDataFile');
      return undefined;
    });
  };
}
