import { type PolicyInformation, SET_DIALECT, type SetDialectParams } from '@polar-tools/server/protocol';
import * as vscode from 'vscode';
import type { BaseLanguageClient, WorkspaceEdit } from 'vscode-languageclient';

export const NAMES = { library: 'Library', cloud: 'Cloud' } as const;

/** Asks for the dialect of a document's policy, and writes it to its `polar.config.json` or the settings. */
export async function chooseDialect(
  client: BaseLanguageClient,
  document: vscode.TextDocument,
  policy: PolicyInformation,
): Promise<void> {
  const dialect = await vscode.window.showQuickPick(
    [
      { label: 'Detect', description: 'from what the policy uses', value: 'auto' as const },
      { label: 'Library', description: 'the open source engine inside applications', value: 'library' as const },
      { label: 'Cloud', description: 'Oso Cloud: facts, tests, global roles', value: 'cloud' as const },
    ],
    { title: 'Polar dialect', placeHolder: `Now ${NAMES[policy.dialect]}: ${policy.reason}` },
  );
  if (dialect === undefined) return;
  if (await wantsSetting(policy)) {
    const settings = vscode.workspace.getConfiguration('polar', document.uri);
    const target =
      vscode.workspace.workspaceFolders === undefined
        ? vscode.ConfigurationTarget.Global
        : vscode.ConfigurationTarget.Workspace;
    await settings.update('dialect', dialect.value, target);
    return;
  }
  const uri = client.code2ProtocolConverter.asUri(document.uri);
  const params: SetDialectParams = { textDocument: { uri }, dialect: dialect.value };
  const edit = await client.sendRequest<WorkspaceEdit | null>(SET_DIALECT, params);
  const converted = await client.protocol2CodeConverter.asWorkspaceEdit(edit);
  if (converted === undefined || !(await vscode.workspace.applyEdit(converted))) {
    const message =
      'polar.config.json could not be changed, because it is no valid JSON object. Correct it, then try again.';
    void vscode.window.showErrorMessage(message);
    return;
  }
  for (const [file] of converted.entries()) await (await vscode.workspace.openTextDocument(file)).save();
}

/** Without a configuration file, the person says where the choice is kept; undefined counts as the setting. */
async function wantsSetting(policy: PolicyInformation): Promise<boolean> {
  if (policy.configuration !== null) return false;
  const setting = { label: 'In the settings', description: 'for this workspace', setting: true };
  const file = {
    label: 'In a new polar.config.json',
    description: 'for this policy, and for everyone who works on it',
    setting: false,
  };
  return (
    (await vscode.window.showQuickPick([file, setting], { title: 'Where should the dialect be kept?' }))?.setting ??
    true
  );
}
